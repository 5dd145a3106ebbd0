/*
 * fuzz_record.c - any bytes as records of a copybook that has everything, in any RECFM and output.  What decodes without
 * a bad value must encode to bytes that decode to the same JSON.  The first two bytes choose.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "record/decode.h"
#include "record/encode.h"
#include "record/error.h"
#include "record/recfm.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char BOOK[] = "01 R. 05 A PIC X(3). 05 N PIC 9. 05 FILLER PIC X(2). 05 P PIC S9(5)V99 COMP-3. 05 U PIC 9(4) COMP-3."
                           " 05 B PIC S9(4) COMP. 05 C PIC 9(9) COMP. 05 D PIC S9(18) COMP. 05 L PIC S9(3) SIGN LEADING."
                           " 05 S PIC S9(3) SIGN TRAILING SEPARATE. 05 W PIC S9(31) COMP-3. 05 T OCCURS 0 TO 3 DEPENDING ON N."
                           " 10 K PIC X. 10 M PIC 9. 10 V PIC S99 OCCURS 0 TO 2 DEPENDING ON M. 05 O OCCURS 2. 10 H PIC X(2)."
                           " 05 X PIC X(4). 05 Y REDEFINES X. 10 Y1 PIC 99. 10 Y2 PIC S9(3) COMP-3. 05 FILLER. 10 Z PIC X.";

struct fixture {
    struct copybook copybook;
    struct layout layout;
    struct plan plan;
    struct codepage pages[3];
    struct decoder decoders[3];
    struct encoder encoders[3];
    struct jsonline line;
    struct bytes out, back, again;
    struct value_list values;
};

static struct fixture *make(void)
{
    static struct fixture fixture;
    static const struct plan_segment segments[] = {{"A", "ABC", "X"}, {"A", "", "Y"}};
    const struct plan_options options = {.filler = true, .segments = segments, .segment_count = 2};
    static const char *const names[] = {"CP037", "ASCII", "UTF-8"};
    if (fixture.plan.ops != NULL)
        return &fixture;
    if (copybook_parse(&fixture.copybook, BOOK, strlen(BOOK), &copybook_free, NULL) < 0 ||
        layout_make(&fixture.layout, &fixture.copybook, NULL) < 0 || plan_compile(&fixture.plan, &fixture.layout, 0, &options, NULL) < 0)
        abort();
    for (int i = 0; i < 3; i++) {
        const struct decode_options decode = {.trim = i == 1 ? TRIM_NONE : TRIM_RIGHT, .truncate = i == 2};
        if (codepage_open(&fixture.pages[i], names[i], NULL) < 0)
            abort();
        decoder_init(&fixture.decoders[i], &fixture.plan, &fixture.pages[i], &decode);
        encoder_init(&fixture.encoders[i], &fixture.plan, &fixture.pages[i], NULL);
    }
    return &fixture;
}

static void decode_record(struct fixture *fixture, int page, const struct recfm_record *record)
{
    size_t bad, values_bad;
    struct decoder *decoder = &fixture->decoders[page];
    bytes_clear(&fixture->out);
    ptrdiff_t taken = decode_json(decoder, &fixture->out, record->data, record->length, &bad);
    decode_values(decoder, &fixture->values, record->data, record->length, &values_bad);
    assert(bad == values_bad);
    bytes_clear(&fixture->again);
    decode_csv(decoder, &fixture->again, record->data, record->length, NULL);
    int code = jsonline_parse(&fixture->line, bytes_string(&fixture->out), fixture->out.length, NULL);
    assert(code == 0);
    if (taken < 0 || bad > 0)
        return;
    bytes_clear(&fixture->back);
    code = encode_json(&fixture->encoders[page], &fixture->back, &fixture->line, 0, NULL);
    assert(code == 0 && fixture->back.length == (size_t)taken);
    bytes_clear(&fixture->again);
    decode_json(decoder, &fixture->again, fixture->back.data, fixture->back.length, &bad);
    assert(bad == 0 && fixture->again.length == fixture->out.length && memcmp(fixture->again.data, fixture->out.data, fixture->out.length) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fixture *fixture = make();
    struct recfm_reader reader;
    struct recfm_record record;
    struct fault fault;
    if (size < 2)
        return 0;
    struct recfm recfm = {.kind = (enum recfm_kind)(data[0] % 4), .lrecl = data[0] / 4 % 2 == 0 ? 0 : 60, .longest = 200,
                          .little_endian = data[0] / 8 % 2 == 1, .rdw_excludes_itself = data[0] / 16 % 2 == 1,
                          .header_bytes = data[0] / 32 % 2, .footer_bytes = data[0] / 64 % 2, .record_skip = data[0] / 128};
    recfm_open(&reader, &recfm);
    recfm_feed(&reader, data + 2, size - 2, true);
    int answer;
    while ((answer = recfm_next(&reader, &record, &fault)) != 0)
        if (answer == 1 || answer == RECORD_E_TRUNCATED || answer == RECORD_E_LONG)
            decode_record(fixture, data[1] % 3, &record);
    return 0;
}
