/*
 * fuzz_usage.c - any bytes as a record with a field of every usage, its first byte the options.  Each field that decodes must
 * encode to bytes that decode to the same JSON, even where they are other bytes (signs that are not preferred, floats
 * with leading zeros).
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "record/decode.h"
#include "record/encode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Counters and what lies behind them come last, so that a bad count spoils little. */
static const char BOOK[] = "01 R. 05 F1 COMP-1. 05 F2 COMP-2. 05 S1 PIC S9(4) COMP-5. 05 S2 PIC 9(9) COMP-5. 05 S3 PIC S9(18) COMP-5."
                           " 05 P1 PIC 9(4) COMP-6. 05 P2 PIC 9(5)V99 COMP-6. 05 N1 PIC N(6) NATIONAL. 05 N2 PIC N(3) JUSTIFIED."
                           " 05 N3 PIC 9(3) NATIONAL. 05 N4 PIC S9(2) NATIONAL SIGN LEADING SEPARATE. 05 G1 PIC G(4) DISPLAY-1."
                           " 05 J1 PIC X(6) JUSTIFIED. 05 Z1 PIC 9(3)V9 BLANK WHEN ZERO. 05 I1 INDEX. 05 I2 PROCEDURE-POINTER."
                           " 05 V1 PIC X(3). 05 V2 REDEFINES V1 PIC 9(3) COMP-3. 05 T1 PIC X OCCURS 0 TO 4 DEPENDING ON V2."
                           " 05 C1 PIC 9(4) COMP-5. 05 T2 OCCURS 1 TO 3 DEPENDING ON C1. 10 C2 PIC 9 NATIONAL. 10 T3 COMP-1 OCCURS 0 TO 2"
                           " DEPENDING ON C2. 05 FILLER PIC X(2).";

enum { VARIANTS = 64 };

struct fixture {
    struct copybook copybook;
    struct layout layout;
    struct plan plan;
    struct codepage page, dbcs;
    struct decoder decoder;
    struct encoder encoder;
    struct bytes out, back, again;
    struct jsonline line;
    struct value_list values;
};

static void open_fixture(struct fixture *fixture, unsigned variant)
{
    static const char *const pages[] = {"CP037", "ASCII", "IBM939", "UTF-8"};
    static const struct plan_segment segments[] = {{"P1", "1234", "V1"}, {"P1", "1", "V2"}};
    const struct plan_options options = {.filler = true, .float_ieee = variant % 2 != 0, .native_little_endian = variant / 2 % 2 != 0,
                                         .occurs_maximum = variant / 32 % 2 != 0, .segments = segments, .segment_count = 2};
    if (copybook_parse(&fixture->copybook, BOOK, strlen(BOOK), &copybook_free, NULL) < 0 ||
        layout_make(&fixture->layout, &fixture->copybook, NULL) < 0 ||
        plan_compile(&fixture->plan, &fixture->layout, 0, &options, NULL) < 0 ||
        codepage_open(&fixture->page, pages[variant / 4 % 4], NULL) < 0 || codepage_open(&fixture->dbcs, "IBM939", NULL) < 0)
        abort();
    const struct decode_options decode = {.trim = variant / 16 % 2 != 0 ? TRIM_NONE : TRIM_RIGHT, .dbcs = &fixture->dbcs};
    const struct encode_options encode = {.dbcs = &fixture->dbcs};
    decoder_init(&fixture->decoder, &fixture->plan, &fixture->page, &decode);
    encoder_init(&fixture->encoder, &fixture->plan, &fixture->page, &encode);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct fixture *fixtures[VARIANTS];
    if (size == 0)
        return 0;
    struct fixture **made = &fixtures[data[0] % VARIANTS], *fixture;
    if (*made == NULL) {
        *made = calloc(1, sizeof **made);
        if (*made == NULL)
            abort();
        open_fixture(*made, data[0] % VARIANTS);
    }
    fixture = *made;
    size_t bad, values_bad;
    bytes_clear(&fixture->out);
    ptrdiff_t taken = decode_json(&fixture->decoder, &fixture->out, data + 1, size - 1, &bad);
    decode_values(&fixture->decoder, &fixture->values, data + 1, size - 1, &values_bad);
    assert(bad == values_bad);
    bytes_clear(&fixture->again);
    decode_csv(&fixture->decoder, &fixture->again, data + 1, size - 1, NULL);
    int code = jsonline_parse(&fixture->line, bytes_string(&fixture->out), fixture->out.length, NULL);
    assert(code == 0);
    bytes_clear(&fixture->back);
    code = encode_json(&fixture->encoder, &fixture->back, &fixture->line, 0, NULL);
    assert((code == 0) == (bad == 0));
    if (code < 0)
        return 0;
    assert(fixture->back.length == (size_t)taken);
    bytes_clear(&fixture->again);
    decode_json(&fixture->decoder, &fixture->again, fixture->back.data, fixture->back.length, &bad);
    assert(bad == 0 && fixture->again.length == fixture->out.length);
    assert(memcmp(fixture->again.data, fixture->out.data, fixture->out.length) == 0);
    return 0;
}
