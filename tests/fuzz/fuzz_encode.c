/*
 * fuzz_encode.c - any bytes as a line for encode, with a copybook that has everything.  The plain way and the vectors must
 * give the same bytes and the same refusal; a record that is made must decode without a bad value (where no view lies over
 * another) and come back byte for byte.  The first byte chooses page, options and copybook.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "record/decode.h"
#include "record/encode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { BOOKS = 2, PAGES = 4, LINE_BEYOND = 64 };

static const char *const BOOK[BOOKS] = {
    "01 R. 05 A PIC X(5). 05 J PIC X(4) JUSTIFIED. 05 N PIC 9(2). 05 FILLER PIC X(2). 05 P PIC S9(5)V99 COMP-3. 05 U PIC 9(4) COMP-3."
    " 05 B PIC S9(4) COMP. 88 B1 VALUE 1 THRU 9000. 05 C PIC 9(9) COMP SYNC. 05 D PIC S9(18) COMP. 05 L PIC S9(3) SIGN LEADING."
    " 05 S PIC S9(3) SIGN TRAILING SEPARATE. 05 W PIC S9(31) COMP-3. 05 E PIC Z,ZZ9.99-. 05 Q PIC S9(4)PPP COMP. 05 K PIC PP99."
    " 05 Z PIC 9(4) BLANK WHEN ZERO. 05 G PIC N(3) NATIONAL. 05 H PIC S9(3) NATIONAL SIGN LEADING SEPARATE. 05 I COMP-5 PIC S9(9)."
    " 05 O COMP-6 PIC 9(5). 05 F1 COMP-1. 05 F2 COMP-2. 05 X INDEX. 05 T OCCURS 0 TO 12 DEPENDING ON N. 10 TA PIC X. 10 TB PIC 9."
    " 10 TC PIC S99 OCCURS 0 TO 2 DEPENDING ON TB. 05 Y OCCURS 2. 10 YA PIC S9(4) COMP SYNC. 05 FILLER. 10 ZA PIC X.",
    "01 R. 05 K PIC X. 05 V PIC X(6). 05 V1 REDEFINES V. 10 V1A PIC 9(3). 10 V1B PIC S9(5) COMP-3. 05 V2 REDEFINES V PIC 9(4) OCCURS 1."
    " 05 Q. 10 QA PIC X(2). 05 Q1 REDEFINES Q PIC S9(4) COMP. 05 N PIC 9. 05 T PIC X OCCURS 0 TO 5 DEPENDING ON N.",
};

struct coder {
    struct decoder decoder;
    struct encoder plain, quick;
};

struct fixture {
    struct copybook copybook[BOOKS];
    struct layout layout[BOOKS];
    struct plan plan[BOOKS];
    struct codepage pages[PAGES];
    struct coder coders[BOOKS][PAGES];
    struct bytes line, first, second, json;
};

static struct fixture *make(void)
{
    static struct fixture fixture;
    static const char *const names[PAGES] = {"CP037", "ASCII", "UTF-8", "IBM939"};
    if (fixture.plan[0].ops != NULL)
        return &fixture;
    for (int i = 0; i < PAGES; i++)
        if (codepage_open(&fixture.pages[i], names[i], NULL) < 0)
            abort();
    codepage_escape(&fixture.pages[1]);
    for (int i = 0; i < BOOKS; i++) {
        const struct plan_options options = {.filler = true, .native_little_endian = i == 1};
        if (copybook_parse(&fixture.copybook[i], BOOK[i], strlen(BOOK[i]), &copybook_free, NULL) < 0 ||
            layout_make(&fixture.layout[i], &fixture.copybook[i], NULL) < 0 ||
            plan_compile(&fixture.plan[i], &fixture.layout[i], 0, &options, NULL) < 0)
            abort();
        for (int j = 0; j < PAGES; j++) {
            struct coder *coder = &fixture.coders[i][j];
            struct encode_options encode = {.truncate = j == 1, .conditions = j == 2};
            decoder_init(&coder->decoder, &fixture.plan[i], &fixture.pages[j], NULL);
            encoder_init(&coder->quick, &fixture.plan[i], &fixture.pages[j], &encode);
            encode.plain = true;
            encoder_init(&coder->plain, &fixture.plan[i], &fixture.pages[j], &encode);
        }
    }
    return &fixture;
}

static bool same(const struct bytes *a, const struct bytes *b)
{
    return a->length == b->length && (a->length == 0 || memcmp(a->data, b->data, a->length) == 0);
}

static int encode(struct fixture *fixture, struct encoder *encoder, struct bytes *out, const void *text, size_t length, struct fault *fault)
{
    bytes_clear(&fixture->line);
    bytes_add(&fixture->line, text, length);
    memset(bytes_reserve(&fixture->line, LINE_BEYOND), 0, LINE_BEYOND);
    bytes_clear(out);
    const char *line = (const char *)fixture->line.data;
    return encode_line(encoder, out, line, length, line + length + LINE_BEYOND, fault);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fixture *fixture = make();
    struct fault fault = {0}, other = {0};
    size_t bad = 0;
    if (size < 1)
        return 0;
    int book = data[0] / PAGES % BOOKS;
    struct coder *coder = &fixture->coders[book][data[0] % PAGES];
    int code = encode(fixture, &coder->quick, &fixture->first, data + 1, size - 1, &fault);
    int plain = encode(fixture, &coder->plain, &fixture->second, data + 1, size - 1, &other);
    assert(code == plain && strcmp(fault.detail, other.detail) == 0 && strcmp(fault.field, other.field) == 0);
    if (code < 0)
        return 0;
    assert(same(&fixture->first, &fixture->second));
    bytes_clear(&fixture->json);
    ptrdiff_t taken = decode_json(&coder->decoder, &fixture->json, fixture->first.data, fixture->first.length, &bad);
    assert(taken >= 0 && (size_t)taken <= fixture->first.length && (bad == 0 || book == 1));
    if (bad > 0 || (size_t)taken < fixture->first.length)
        return 0;
    code = encode(fixture, &coder->quick, &fixture->second, bytes_string(&fixture->json), fixture->json.length, &fault);
    assert(code == 0 && same(&fixture->first, &fixture->second));
    return 0;
}
