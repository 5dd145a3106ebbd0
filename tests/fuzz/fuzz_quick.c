/*
 * fuzz_quick.c - any bytes as records, and as a line of JSON, by vectors and the plain way: both must give the same bytes,
 * counts and codes, and what is read behind the line must not matter.  The first byte chooses.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "record/decode.h"
#include "record/encode.h"

enum { BEYOND = 256 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char BOOK[] =
    "01 R. 05 T1 PIC X. 05 T33 PIC X(33). 05 Z PIC 9(6)V99. 05 ZS PIC S9(5). 05 G. 10 P PIC S9(3)V99 COMP-3. 10 FILLER PIC 9(3)."
    " 05 TXN OCCURS 2. 10 B2 PIC S9(4) COMP. 10 B8 PIC S9(18) COMP. 05 P17 PIC S9(17) COMP-3. 05 T70 PIC X(70). 05 F COMP-1.";
static const char BOOK_COUNTED[] = "01 R. 05 A PIC X(3). 05 N PIC 9. 05 T OCCURS 0 TO 3 DEPENDING ON N. 10 P PIC S9(3) COMP-3. 10 X PIC X(2)."
                                   " 05 Z PIC 9(3). 05 U REDEFINES Z PIC X(3).";

struct fixture {
    struct copybook copybook;
    struct layout layout;
    struct plan plan;
    struct codepage page;
    struct bytes sound; /* a line of zeros */
};

static void open_fixture(struct fixture *made, const char *book, const char *page, bool filler, uint8_t zero)
{
    struct plan_options options = {.filler = filler};
    struct decoder decoder;
    uint8_t zeros[256];
    memset(zeros, zero, sizeof zeros);
    int opened = copybook_parse(&made->copybook, book, strlen(book), &copybook_free, NULL) == 0 &&
                 layout_make(&made->layout, &made->copybook, NULL) == 0 &&
                 plan_compile(&made->plan, &made->layout, 0, &options, NULL) == 0 && codepage_open(&made->page, page, NULL) == 0;
    if (!opened || made->layout.records[0].maximum > sizeof zeros)
        abort();
    decoder_init(&decoder, &made->plan, &made->page, NULL);
    decode_json(&decoder, &made->sound, zeros, made->layout.records[0].maximum, NULL);
    decoder_release(&decoder);
}

static void check_record(const struct fixture *made, const uint8_t *data, size_t size)
{
    for (int csv = 0; csv < 2; csv++) {
        struct bytes out[VECTORS_NONE + 1] = {{0}};
        size_t bad[VECTORS_NONE + 1];
        ptrdiff_t taken[VECTORS_NONE + 1];
        for (int way = 0; way <= VECTORS_NONE; way++) {
            struct decode_options options = {.vectors = (enum decode_vectors)way};
            struct decoder decoder;
            decoder_init(&decoder, &made->plan, &made->page, &options);
            taken[way] = (csv ? decode_csv : decode_json)(&decoder, &out[way], data, size, &bad[way]);
            assert(taken[way] == taken[0] && bad[way] == bad[0] && out[way].length == out[0].length);
            assert(out[0].length == 0 || memcmp(out[way].data, out[0].data, out[0].length) == 0);
            decoder_release(&decoder);
        }
        for (int way = 0; way <= VECTORS_NONE; way++)
            bytes_release(&out[way]);
    }
}

/* The line, and before it one that is learned from. */
static void check_line(const struct fixture *made, const uint8_t *data, size_t size)
{
    struct bytes out[2] = {{0}};
    int code[2];
    const char *sound = bytes_string(&made->sound);
    char *line = malloc(size + BEYOND);
    memset(line, '"', size + BEYOND);
    memcpy(line, data, size);
    for (int plain = 0; plain < 2; plain++) {
        struct encode_options options = {.plain = plain == 1};
        struct encoder encoder;
        struct fault fault;
        encoder_init(&encoder, &made->plan, &made->page, &options);
        encode_line(&encoder, &out[plain], sound, strlen(sound), sound + strlen(sound), &fault);
        bytes_clear(&out[plain]);
        code[plain] = encode_line(&encoder, &out[plain], line, size, line + size + BEYOND, &fault);
        encoder_release(&encoder);
    }
    assert(code[0] == code[1] && out[0].length == out[1].length);
    assert(out[0].length == 0 || memcmp(out[0].data, out[1].data, out[0].length) == 0);
    bytes_release(&out[0]);
    bytes_release(&out[1]);
    free(line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const pages[] = {"CP037", "ASCII", "CP1141", "ISO-8859-15"};
    static struct fixture made[8];
    if (size == 0)
        return 0;
    size_t chosen = data[0] & 7;
    struct fixture *with = &made[chosen];
    if (with->plan.ops == NULL)
        open_fixture(with, chosen & 4 ? BOOK_COUNTED : BOOK, pages[chosen >> 1 & 3], chosen & 1, chosen & 2 ? '0' : 0xF0);
    check_record(with, data + 1, size - 1);
    check_line(with, data + 1, size - 1);
    return 0;
}
