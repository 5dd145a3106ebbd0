/* test_number.c - tests of record/number.h and decimal.h: the quick look and the second one say the same, and numbers come back. */
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

#include "record/number_quick.h"

enum { TRIES = 200000, MARGIN = 8 };

static uint64_t seed = 88172645463325252u;

static unsigned pick(unsigned count)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (unsigned)(seed >> 33) % count;
}

/* A field that is sound but for a byte now and then. */
static struct plan_op make_field(uint8_t *bytes, bool ebcdic)
{
    struct plan_op op = {.kind = (uint8_t)(PLAN_ZONED + pick(3)), .is_signed = pick(2) == 0, .digits = (uint8_t)(1 + pick(18))};
    op.scale = (int8_t)pick(op.digits + 1u);
    op.length = op.kind == PLAN_ZONED ? op.digits : op.kind == PLAN_PACKED ? op.digits / 2u + 1 : op.digits <= 4 ? 2 : op.digits <= 9 ? 4 : 8;
    unsigned zeros = pick(op.length + 1);
    for (unsigned i = 0; i < op.length; i++) {
        unsigned first = i < zeros ? 0 : pick(10), second = i < zeros ? 0 : pick(10);
        bytes[i] = (uint8_t)(op.kind == PLAN_ZONED ? (ebcdic ? 0xF0 : 0x30) | first : op.kind == PLAN_PACKED ? first << 4 | second : i < zeros ? 0 : pick(256));
    }
    uint8_t *last = &bytes[op.length - 1];
    if (op.kind == PLAN_PACKED)
        *last = (uint8_t)((*last & 0xF0) | (10 + pick(6)));
    else if (op.kind == PLAN_ZONED && op.is_signed && ebcdic)
        *last = (uint8_t)((*last & 0x0F) | (10 + pick(6)) << 4);
    if (pick(8) == 0)
        bytes[pick(op.length)] = (uint8_t)pick(256);
    return op;
}

static void test_number__both_looks_say_the_same(void **state)
{
    (void)state;
    int read = 0;
    for (int i = 0; i < TRIES; i++) {
        uint8_t record[MARGIN + 32];
        char slow[DECIMAL_ROOM], quick[DECIMAL_ROOM];
        bool ebcdic = pick(3) > 0, truncate = pick(4) == 0;
        size_t at = pick(MARGIN + 1);
        memset(record, (int)pick(256), sizeof record);
        uint8_t *bytes = record + at;
        struct plan_op op = make_field(bytes, ebcdic);
        char *slow_end = number_read(slow, &op, bytes, ebcdic, truncate);
        char *quick_end = op.kind == PLAN_ZONED ? zoned_quick(quick, &op, bytes, at, ebcdic)
                          : op.kind == PLAN_PACKED ? packed_quick(quick, &op, bytes, at)
                                                   : binary_quick(quick, &op, bytes, at, truncate);
        assert_int_equal(slow_end == NULL, quick_end == NULL);
        if (slow_end == NULL)
            continue;
        *slow_end = *quick_end = '\0';
        assert_string_equal(quick, slow);
        read++;
    }
    assert_true(read > TRIES / 2);
}

static void test_number__every_value_comes_back(void **state)
{
    (void)state;
    for (int i = 0; i < TRIES / 4; i++) {
        uint8_t bytes[32], back[32];
        char text[DECIMAL_ROOM], again[DECIMAL_ROOM];
        bool ebcdic = pick(2) == 0;
        struct plan_op op = make_field(bytes, ebcdic);
        char *end = number_read(text, &op, bytes, ebcdic, false);
        if (end == NULL)
            continue;
        size_t length = (size_t)(end - text);
        assert_int_equal(number_write(back, &op, text, length, ebcdic, false), NUMBER_WRITTEN);
        if (op.kind == PLAN_BINARY)
            assert_memory_equal(back, bytes, op.length);
        end = number_read(again, &op, back, ebcdic, false);
        assert_non_null(end);
        *end = text[length] = '\0';
        assert_string_equal(again, text);
    }
}

static void test_number__binary_digits_of_powers_of_ten(void **state)
{
    (void)state;
    uint64_t value = 1;
    for (int power = 0; power <= 18; power++, value *= 10)
        for (int less = 0; less < 3; less++) {
            uint8_t record[16] = {0};
            char text[DECIMAL_ROOM], expected[DECIMAL_ROOM];
            struct plan_op op = {.kind = PLAN_BINARY, .digits = 18, .length = 8, .is_signed = true};
            uint64_t is = value - (uint64_t)less;
            for (int i = 0; i < 8; i++)
                record[8 + i] = (uint8_t)(is >> (56 - 8 * i));
            *binary_quick(text, &op, record + 8, 8, false) = '\0';
            snprintf(expected, sizeof expected, "%lld", (long long)is);
            assert_string_equal(text, expected);
        }
}

static void test_number__text_of_decimals(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned digits;
        int scale;
        enum decimal_answer answer;
        const char *back;
    } cases[] = {
        {"0", 3, 0, DECIMAL_READ, "0"},         {"-0.0", 3, 2, DECIMAL_READ, "0.00"},   {"12.5", 5, 2, DECIMAL_READ, "12.50"},
        {"+7", 1, 0, DECIMAL_READ, "7"},        {".5", 1, 1, DECIMAL_READ, "0.5"},      {"1e2", 3, 0, DECIMAL_READ, "100"},
        {"1.50e1", 3, 0, DECIMAL_READ, "15"},   {"125e-2", 5, 2, DECIMAL_READ, "1.25"}, {"00012", 2, 0, DECIMAL_READ, "12"},
        {"1000", 3, 0, DECIMAL_TOO_BIG, ""},    {"1e9999", 3, 0, DECIMAL_TOO_BIG, ""},  {"0e99999999999", 3, 0, DECIMAL_READ, "0"},
        {"0.001", 3, 2, DECIMAL_TOO_FINE, ""},  {"0.100", 2, 1, DECIMAL_READ, "0.1"},   {"", 3, 0, DECIMAL_NO_NUMBER, ""},
        {"-", 3, 0, DECIMAL_NO_NUMBER, ""},     {".", 3, 0, DECIMAL_NO_NUMBER, ""},     {"1x", 3, 0, DECIMAL_NO_NUMBER, ""},
        {"1e", 3, 0, DECIMAL_NO_NUMBER, ""},    {"1 ", 3, 0, DECIMAL_NO_NUMBER, ""},
        {"0.00012", 2, 5, DECIMAL_READ, "0.00012"}, {"0.0012", 2, 5, DECIMAL_TOO_BIG, ""}, {"0.000123", 2, 5, DECIMAL_TOO_FINE, ""},
        {"0", 2, 5, DECIMAL_READ, "0.00000"},   {"12000", 2, -3, DECIMAL_READ, "12000"}, {"12e3", 2, -3, DECIMAL_READ, "12000"},
        {"12001", 2, -3, DECIMAL_TOO_FINE, ""}, {"120000", 2, -3, DECIMAL_TOO_BIG, ""}, {"-0", 2, -3, DECIMAL_READ, "0"},
        {"-1234567890123456789012345678901", 31, 0, DECIMAL_READ, "-1234567890123456789012345678901"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct decimal decimal;
        char text[DECIMAL_ROOM];
        assert_int_equal(decimal_parse(&decimal, cases[i].text, strlen(cases[i].text), cases[i].digits, cases[i].scale), cases[i].answer);
        if (cases[i].answer != DECIMAL_READ)
            continue;
        *decimal_put(text, decimal.digits, decimal.count, cases[i].scale, decimal.negative) = '\0';
        assert_string_equal(text, cases[i].back);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_number__both_looks_say_the_same),
        cmocka_unit_test(test_number__every_value_comes_back),
        cmocka_unit_test(test_number__binary_digits_of_powers_of_ten),
        cmocka_unit_test(test_number__text_of_decimals),
    };
    return cmocka_run_group_tests_name("number", tests, NULL, NULL);
}
