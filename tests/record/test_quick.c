/* test_quick.c - tests of record/quick.h: vectors and the plain way give the same bytes. */
#include <stdlib.h>
#include <string.h>

#include "record/leaf.h"
#include "support/record.h"
#include "support/suite.h"

/* Every usage that has a quick look, in lengths around those of vectors; signs leading, separate and none; odd and even digits. */
static const char BOOK[] =
    "01 R.\n"
    " 05 T1 PIC X. 05 T31 PIC X(31). 05 T32 PIC X(32). 05 T33 PIC X(33). 05 T65 PIC X(65).\n"
    " 05 G. 10 Z1 PIC 9. 10 Z8 PIC 9(6)V99. 10 FILLER PIC X. 10 Z15 PIC S9(11)V9(4). 10 Z16 PIC 9(16). 10 ZS PIC S9(5).\n"
    " 05 ZL PIC S9(3) SIGN LEADING. 05 ZT PIC S9(3) SIGN TRAILING SEPARATE. 05 ZV PIC V9(4).\n"
    " 05 TXN OCCURS 2. 10 P PIC S9(3)V99 COMP-3. 10 TAGS OCCURS 2 PIC X(2).\n"
    " 05 P4 PIC 9(4) COMP-3. 05 P15 PIC S9(13)V99 COMP-3. 05 P17 PIC S9(17) COMP-3. 05 P1 PIC S9 COMP-3.\n"
    " 05 B2 PIC S9(4) COMP. 05 B4 PIC 9(7)V99 COMP. 05 B8 PIC S9(18) COMP. 05 B8S PIC S9(14)V9(4) COMP.\n"
    " 05 U PIC X(4). 05 V REDEFINES U PIC S9(7) COMP-3. 05 N PIC 9. 05 LAST-TEXT PIC X(3).\n";

/* Without a counter or a redefinition: what lines can be read of at once. */
static const char BOOK_PLAIN[] =
    "01 R.\n"
    " 05 T1 PIC X. 05 T31 PIC X(31). 05 FILLER PIC 9(3). 05 T32 PIC X(32). 05 T63 PIC X(63). 05 T65 PIC X(65).\n"
    " 05 G. 10 Z1 PIC 9. 10 FILLER PIC X(2). 10 Z8 PIC 9(6)V99. 10 Z15 PIC S9(11)V9(4). 10 Z16 PIC 9(16). 10 ZS PIC S9(5).\n"
    " 05 ZT PIC S9(3) SIGN TRAILING SEPARATE. 05 ZV PIC V9(4). 05 FILLER OCCURS 2. 10 FILLER PIC S9(3) COMP-3.\n"
    " 05 TXN OCCURS 2. 10 P PIC S9(3)V99 COMP-3. 10 TAGS OCCURS 2 PIC X(2). 10 FILLER PIC X.\n"
    " 05 P4 PIC 9(4) COMP-3. 05 P15 PIC S9(13)V99 COMP-3. 05 P17 PIC S9(17) COMP-3.\n"
    " 05 B2 PIC S9(4) COMP. 05 B4 PIC 9(7)V99 COMP. 05 B8 PIC S9(18) COMP. 05 B8S PIC S9(14)V9(4) COMP. 05 LAST-TEXT PIC X(3).\n";

/* The same with a table whose count is in the record: runs before, in and behind it. */
static const char BOOK_COUNTED[] = "01 R. 05 A PIC X(3). 05 N PIC 9. 05 T OCCURS 0 TO 3 DEPENDING ON N. 10 P PIC S9(3) COMP-3. 10 X PIC X(2)."
                                   " 05 Z PIC 9(3).";

enum { WAYS = 3 }; /* enum decode_vectors; all that the machine has, AVX2, none */

struct ways { /* one copybook, decoded all ways */
    struct record_case made;
    struct decoder decoders[WAYS];
    struct bytes told[WAYS]; /* what each told: codes, fields, offsets */
    struct bytes out[WAYS];
    int way;
};

static void keep_told(void *user, const struct fault *fault, const char *path, const uint8_t *bytes, size_t length)
{
    struct ways *ways = user;
    bytes_format(&ways->told[ways->way], "%d %s %lld %s %zu %d\n", fault->code, path, (long long)fault->offset, fault->detail, length,
                 bytes != NULL ? bytes[0] : -1);
}

static void open_ways_with(struct ways *ways, const char *book, const char *page, enum blank_number blank_number,
                           const struct plan_options *plan)
{
    struct decode_options options = {.blank_number = blank_number, .tell = keep_told, .user = ways};
    *ways = (struct ways){0};
    record_case_open_book(&ways->made, book, page, plan);
    for (int way = 0; way < WAYS; way++) {
        options.vectors = (enum decode_vectors)way;
        decoder_init(&ways->decoders[way], &ways->made.plan, &ways->made.page, &options);
    }
}

static void open_ways(struct ways *ways, const char *book, const char *page, enum blank_number blank_number)
{
    open_ways_with(ways, book, page, blank_number, NULL);
}

static void close_ways(struct ways *ways)
{
    for (int way = 0; way < WAYS; way++) {
        decoder_release(&ways->decoders[way]);
        bytes_release(&ways->told[way]);
        bytes_release(&ways->out[way]);
    }
    record_case_close(&ways->made);
}

static void check(struct ways *ways, const uint8_t *record, size_t length)
{
    for (int csv = 0; csv < 2; csv++) {
        ptrdiff_t taken[WAYS];
        size_t bad[WAYS];
        for (int way = 0; way < WAYS; way++) {
            ways->way = way;
            bytes_clear(&ways->out[way]);
            bytes_clear(&ways->told[way]);
            taken[way] = (csv ? decode_csv : decode_json)(&ways->decoders[way], &ways->out[way], record, length, &bad[way]);
            bytes_char(&ways->out[way], '\n');
        }
        for (int way = 0; way < VECTORS_NONE; way++) {
            assert_int_equal(taken[way], taken[VECTORS_NONE]);
            assert_int_equal(bad[way], bad[VECTORS_NONE]);
            assert_int_equal(ways->out[way].length, ways->out[VECTORS_NONE].length);
            assert_memory_equal(ways->out[way].data, ways->out[VECTORS_NONE].data, ways->out[VECTORS_NONE].length);
            assert_string_equal(bytes_string(&ways->told[way]), bytes_string(&ways->told[VECTORS_NONE]));
        }
    }
}

/* Sound bytes: what encode makes of small values. */
static size_t sound_record(struct ways *ways, uint8_t record[512])
{
    size_t length = ways->made.layout.records[0].maximum;
    const struct plan *plan = &ways->made.plan;
    uint8_t zero = ways->made.page.ebcdic ? 0xF0 : '0', letter = ways->made.page.ebcdic ? 0xC1 : 'A';
    memset(record, ways->made.page.blank, length);
    for (const struct plan_op *op = plan->ops; op->kind != PLAN_END; op++) {
        uint8_t *to = record + op->offset;
        size_t copies = op->field >= 0 && plan->layout->fields[op->field].dimensions > 0 ? 1 : 0;
        if (op->kind == PLAN_TEXT)
            memset(to, letter, op->length - op->length / 3);
        else if (op->kind == PLAN_ZONED)
            for (size_t i = 0; i < op->length; i++)
                to[i] = (uint8_t)(zero + (i + copies) % 4);
        else if (op->kind == PLAN_PACKED || op->kind == PLAN_BINARY)
            for (size_t i = 0; i < op->length; i++)
                to[i] = (uint8_t)(i + 1 == op->length ? 0x1C : i == 0 ? 0x01 : 0x23);
        if (op->kind == PLAN_ZONED && op->is_signed && op->sign_separate)
            to[op->length - 1] = ways->made.page.ebcdic ? 0x4E : '+';
    }
    /* the second occurrences of the tables are as the first */
    for (const struct plan_op *op = plan->ops; op->kind != PLAN_END; op++)
        if (op->kind == PLAN_TABLE && op->occurs_min == op->occurs_max)
            memcpy(record + op->offset + op->length, record + op->offset, op->length);
    return length;
}

static void check_every_byte(const char *book, const char *page, enum blank_number blank_number)
{
    struct ways ways;
    uint8_t record[512];
    open_ways(&ways, book, page, blank_number);
    size_t length = sound_record(&ways, record);
    check(&ways, record, length);
    for (size_t at = 0; at < length; at++) {
        uint8_t before = record[at];
        for (int byte = 0; byte < 256; byte++) {
            record[at] = (uint8_t)byte;
            check(&ways, record, length);
        }
        record[at] = before;
    }
    close_ways(&ways);
}

static void test_quick__every_byte_at_every_position_is_the_same(void **state)
{
    (void)state;
    check_every_byte(BOOK, "CP037", BLANK_ERROR);
    check_every_byte(BOOK, "ASCII", BLANK_NULL);
    check_every_byte(BOOK, "CP1141", BLANK_ZERO);
    check_every_byte(BOOK_COUNTED, "CP037", BLANK_ERROR);
    check_every_byte(BOOK, "ISO-8859-15", BLANK_ERROR);
}

/* The sign bytes and digits of a number depend on each other: all pairs of the last two bytes, numbers of any bytes. */
static void test_quick__random_bytes_are_the_same(void **state)
{
    (void)state;
    struct ways ways;
    uint8_t record[512];
    uint64_t seed = 0x9E3779B97F4A7C15u;
    open_ways(&ways, BOOK, "CP037", BLANK_ERROR);
    size_t length = sound_record(&ways, record);
    for (int round = 0; round < 20000; round++) {
        uint8_t changed[512];
        memcpy(changed, record, length);
        for (size_t i = 0; i < length; i++) {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            if (seed >> 40 & 1)
                changed[i] = round % 2 == 0 ? (uint8_t)(seed >> 50) : (uint8_t)((record[i] & 0xF0) | (seed >> 50) % 10);
        }
        check(&ways, changed, length);
        check(&ways, changed, (size_t)(seed % length)); /* and short */
    }
    close_ways(&ways);
}

/* Trailing blanks, and quotes in and behind them, at every length. */
static void test_quick__blanks_and_quotes_are_the_same(void **state)
{
    (void)state;
    struct ways ways;
    uint8_t record[256];
    open_ways(&ways, "01 R. 05 A PIC X(31). 05 B PIC X(64). 05 C PIC X(100).", "CP037", BLANK_ERROR);
    static const uint8_t others[] = {0xC1, 0x7F, 0xE0, 0x00, 0x25, 0x51, 0xFF}; /* A " \ NUL LF e-acute, and a control */
    for (size_t filled = 0; filled <= 195; filled++)
        for (size_t i = 0; i < sizeof others; i++) {
            memset(record, 0x40, sizeof record);
            memset(record, 0xC2, filled / 2);
            record[filled > 0 ? filled - 1 : 0] = others[i];
            check(&ways, record, 195);
        }
    close_ways(&ways);
}

struct ways_back { /* one plan, lines encoded both ways */
    struct encoder quick, plain;
    struct bytes out[2];
    struct bytes line; /* with room behind it */
};

static void open_back(struct ways_back *back, struct ways *ways)
{
    struct encode_options options = {.blank_null = true};
    *back = (struct ways_back){0};
    encoder_init(&back->quick, &ways->made.plan, &ways->made.page, &options);
    options.plain = true;
    encoder_init(&back->plain, &ways->made.plan, &ways->made.page, &options);
}

static void close_back(struct ways_back *back)
{
    encoder_release(&back->quick);
    encoder_release(&back->plain);
    bytes_release(&back->out[0]);
    bytes_release(&back->out[1]);
    bytes_release(&back->line);
}

static void check_line(struct ways_back *back, const uint8_t *text, size_t length, size_t beyond)
{
    struct fault fault[2] = {{0}, {0}};
    int code[2];
    uint8_t *line = malloc(length + beyond + 1); /* exactly, so that what is read behind it shows */
    memcpy(line, text, length);
    memset(line + length, '"', beyond);
    for (int i = 0; i < 2; i++) {
        bytes_clear(&back->out[i]);
        code[i] = encode_line(i == 0 ? &back->quick : &back->plain, &back->out[i], (char *)line, length, (char *)line + length + beyond, &fault[i]);
    }
    free(line);
    assert_int_equal(code[0], code[1]);
    assert_string_equal(fault[0].detail, fault[1].detail);
    assert_string_equal(fault[0].field, fault[1].field);
    assert_int_equal(back->out[0].length, back->out[1].length);
    if (back->out[0].length > 0)
        assert_memory_equal(back->out[0].data, back->out[1].data, back->out[0].length);
}

/* Lines of sound records, and those with any character at any position. */
static void check_lines(const char *page, bool filler, int step)
{
    struct ways ways;
    struct ways_back back;
    struct plan_options options = {.filler = filler};
    uint8_t record[512];
    open_ways_with(&ways, BOOK_PLAIN, page, BLANK_NULL, &options);
    open_back(&back, &ways);
    size_t length = sound_record(&ways, record);
    bytes_clear(&back.line);
    decode_json(&ways.decoders[VECTORS_NONE], &back.line, record, length, NULL);
    check_line(&back, back.line.data, back.line.length, 256); /* the first is learned from */
    if (quick_supported())
        assert_int_equal(back.quick.state->lines[filler].fill.length, length);
    check_line(&back, back.line.data, back.line.length, 256);
    check_line(&back, back.line.data, back.line.length, 0);
    for (size_t at = 0; at < back.line.length; at++) {
        uint8_t before = back.line.data[at];
        for (int byte = 0; byte < 256; byte += step) {
            back.line.data[at] = (uint8_t)byte;
            check_line(&back, back.line.data, back.line.length, 256);
        }
        back.line.data[at] = before;
        check_line(&back, back.line.data, at, 256); /* cut off */
    }
    close_back(&back);
    close_ways(&ways);
}

static void test_quick__every_character_of_a_line_is_the_same(void **state)
{
    (void)state;
    check_lines("CP037", false, 1);
    check_lines("CP037", true, 7);
    check_lines("ASCII", false, 5);
}

/* What decode makes of any bytes comes back the same both ways. */
static void test_quick__lines_of_random_records_are_the_same(void **state)
{
    (void)state;
    struct ways ways;
    struct ways_back back;
    struct plan_options options = {.filler = true};
    uint8_t record[512], changed[512];
    uint64_t seed = 0x2545F4914F6CDD1Du;
    open_ways_with(&ways, BOOK_PLAIN, "CP037", BLANK_NULL, &options);
    open_back(&back, &ways);
    size_t length = sound_record(&ways, record);
    for (int round = 0; round < 10000; round++) {
        memcpy(changed, record, length);
        for (size_t i = 0; i < length; i++) {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            if ((seed >> 40 & 3) == 0)
                changed[i] = round % 8 == 0 ? (uint8_t)(seed >> 50) : (uint8_t)((record[i] & 0xF0) | (seed >> 50) % 10);
        }
        bytes_clear(&back.line);
        decode_json(&ways.decoders[VECTORS_NONE], &back.line, changed, length, NULL);
        check_line(&back, back.line.data, back.line.length, 256);
    }
    close_back(&back);
    close_ways(&ways);
}

/* The quick way is the one that runs where the machine has it, and the plain way is when asked for. */
static void test_quick__runs_cover_the_record(void **state)
{
    (void)state;
    struct ways ways;
    uint8_t plains[256] = {0};
    open_ways(&ways, "01 R. 05 A PIC X(3). 05 T OCCURS 4. 10 N PIC 9(3).", "CP037", BLANK_ERROR);
    struct quick *quick = quick_new(&ways.made.plan, QUICK_CSV, plains, &ways.made.page, true);
    struct quick *line = quick_new(&ways.made.plan, QUICK_LINE, plains, &ways.made.page, true);
    assert_true(quick_supported() == (line != NULL));
    quick_free(line);
    assert_true(quick_supported() == (quick != NULL));
    if (quick != NULL) {
        assert_int_equal(quick->run_count, 1);
        assert_int_equal(quick->runs[0].count, 5);
        assert_int_equal(quick->runs[0].length, 15);
        assert_ptr_equal(quick_at(quick, 0), &quick->runs[0]);
        assert_null(quick_at(quick, 1));
    }
    quick_free(quick);
    close_ways(&ways);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_quick__every_byte_at_every_position_is_the_same),
        cmocka_unit_test(test_quick__random_bytes_are_the_same),
        cmocka_unit_test(test_quick__blanks_and_quotes_are_the_same),
        cmocka_unit_test(test_quick__every_character_of_a_line_is_the_same),
        cmocka_unit_test(test_quick__lines_of_random_records_are_the_same),
        cmocka_unit_test(test_quick__runs_cover_the_record),
    };
    return cmocka_run_group_tests_name("quick", tests, NULL, NULL);
}
