/* test_float.c - tests of record/float.h: hexadecimal and IEEE floats, exactly, both ways. */
#include "support/suite.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "record/decimal.h"
#include "record/float.h"

enum { TRIES = 20000 };

static const struct float_form IBM_SHORT = {4, false, false}, IBM_LONG = {8, false, false}, IEEE_SHORT = {4, true, false},
                               IEEE_LONG = {8, true, false}, IEEE_LITTLE = {8, true, true};

static uint64_t seed = 88172645463325252u;

static uint64_t next(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed * 2685821657736338717u;
}

static void expect_text(struct float_form form, const char *hex, const char *expected)
{
    uint8_t bytes[8];
    char text[DECIMAL_ROOM];
    assert_int_equal(hex_decode(bytes, hex, strlen(hex)), 0);
    char *end = float_read(text, form, bytes);
    assert_non_null(end);
    *end = '\0';
    assert_string_equal(text, expected);
}

static void expect_bytes(struct float_form form, const char *text, const char *hex)
{
    uint8_t bytes[8], expected[8];
    assert_int_equal(hex_decode(expected, hex, strlen(hex)), 0);
    assert_int_equal(float_write(bytes, form, text, strlen(text)), FLOAT_WRITTEN);
    assert_memory_equal(bytes, expected, form.length);
}

struct float_case {
    const struct float_form *form;
    const char *hex, *text;
};

/*
 * z/Architecture Principles of Operation (SA22-7832): the figure of examples in the chapter on hexadecimal floating
 * point (1, 0.5, 1/64, 0, -15, the least and the greatest), and 149.25 of appendix A, conversion example.
 */
static void test_float__examples_of_the_principles_of_operation(void **state)
{
    (void)state;
    static const struct float_case cases[] = {
        {&IBM_SHORT, "41100000", "1"},
        {&IBM_SHORT, "40800000", "0.5"},
        {&IBM_SHORT, "3F400000", "0.015625"},
        {&IBM_SHORT, "00000000", "0"},
        {&IBM_SHORT, "C1F00000", "-15"},
        {&IBM_SHORT, "00100000", "5.397605e-79"},
        {&IBM_SHORT, "7FFFFFFF", "7.237005e+75"},
        {&IBM_SHORT, "42954000", "149.25"},
        {&IBM_LONG, "4295400000000000", "149.25"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        expect_text(*cases[i].form, cases[i].hex, cases[i].text);
        expect_bytes(*cases[i].form, cases[i].text, cases[i].hex);
    }
}

/* Enterprise COBOL for z/OS 6.4, Programming Guide, page data-examples-numeric-internal-representation. */
static void test_float__examples_of_the_programming_guide(void **state)
{
    (void)state;
    static const struct float_case cases[] = {
        {&IBM_SHORT, "434D2000", "1234"},
        {&IBM_SHORT, "C34D2000", "-1234"},
        {&IBM_LONG, "434D200000000000", "1234"},
        {&IBM_LONG, "C34D200000000000", "-1234"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        expect_text(*cases[i].form, cases[i].hex, cases[i].text);
        expect_bytes(*cases[i].form, cases[i].text, cases[i].hex);
    }
}

static void test_float__edges_of_both_forms(void **state)
{
    (void)state;
    static const struct float_case cases[] = {
        {&IBM_SHORT, "4019999A", "0.1"},
        {&IBM_LONG, "401999999999999A", "0.1"},
        {&IBM_SHORT, "80000000", "-0"},
        {&IBM_LONG, "7FFFFFFFFFFFFFFF", "7.2370055773322621e+75"},
        {&IBM_SHORT, "00000001", "5e-85"}, /* too small to be without leading zeros */
        {&IBM_LONG, "4D38D7EA4C680000", "1000000000000000"},
        {&IEEE_SHORT, "3DCCCCCD", "0.1"},
        {&IEEE_SHORT, "00000001", "1e-45"},
        {&IEEE_SHORT, "7F7FFFFF", "3.4028235e+38"},
        {&IEEE_LONG, "3FB999999999999A", "0.1"},
        {&IEEE_LONG, "8000000000000000", "-0"},
        {&IEEE_LONG, "0000000000000001", "5e-324"},
        {&IEEE_LONG, "000FFFFFFFFFFFFF", "2.225073858507201e-308"},
        {&IEEE_LONG, "0010000000000000", "2.2250738585072014e-308"},
        {&IEEE_LONG, "7FEFFFFFFFFFFFFF", "1.7976931348623157e+308"},
        {&IEEE_LONG, "444B1AE4D6E2EF50", "1e+21"},
        {&IEEE_LONG, "444B1AE4D6E2EF4F", "999999999999999900000"},
        {&IEEE_LONG, "3EB0C6F7A0B5ED8D", "0.000001"},
        {&IEEE_LONG, "3E7AD7F29ABCAF48", "1e-7"},
        {&IEEE_LITTLE, "9A9999999999B93F", "0.1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        expect_text(*cases[i].form, cases[i].hex, cases[i].text);
        expect_bytes(*cases[i].form, cases[i].text, cases[i].hex);
    }
}

static void test_float__leading_zeros_of_a_fraction_do_not_change_its_value(void **state)
{
    (void)state;
    expect_text(IBM_SHORT, "42010000", "1");
    expect_text(IBM_SHORT, "46000001", "1");
    expect_text(IBM_SHORT, "46000000", "0");
    expect_text(IBM_LONG, "4E00000000000001", "1");
}

static void test_float__text_is_rounded_to_the_nearest(void **state)
{
    (void)state;
    expect_bytes(IEEE_SHORT, "16777217", "4B800000"); /* halfway: the even one */
    expect_bytes(IEEE_SHORT, "16777219", "4B800002");
    expect_bytes(IEEE_SHORT, "16777217.000000000000000000000000000000000000001", "4B800001");
    expect_bytes(IBM_SHORT, "16777216.5", "47100000"); /* the sixth digit counts 16 here */
    expect_bytes(IBM_SHORT, "16777215.5", "47100000"); /* half of the last digit, the even one carries */
    expect_bytes(IBM_SHORT, "16777214.5", "46FFFFFE");
    expect_bytes(IEEE_LONG, "0e-324000", "0000000000000000");
}

static void test_float__what_no_float_is(void **state)
{
    (void)state;
    static const struct {
        const struct float_form *form;
        const char *text;
        enum float_answer answer;
    } refused[] = {
        {&IBM_SHORT, "7.3e75", FLOAT_TOO_BIG},   {&IBM_LONG, "-1e76", FLOAT_TOO_BIG}, {&IEEE_SHORT, "3.4028236e38", FLOAT_TOO_BIG},
        {&IEEE_LONG, "1.8e308", FLOAT_TOO_BIG},  {&IEEE_LONG, "1e9999", FLOAT_TOO_BIG}, {&IBM_SHORT, "1e-90", FLOAT_TOO_SMALL},
        {&IEEE_LONG, "2e-324", FLOAT_TOO_SMALL}, {&IEEE_LONG, "1e-9999", FLOAT_TOO_SMALL}, {&IEEE_LONG, "NaN", FLOAT_NO_NUMBER},
        {&IEEE_LONG, "", FLOAT_NO_NUMBER},       {&IBM_LONG, "0x1p3", FLOAT_NO_NUMBER},
    };
    static const char *const special[] = {"7FF0000000000000", "FFF0000000000000", "7FF8000000000000", "7FF0000000000001"};
    uint8_t bytes[8];
    char text[DECIMAL_ROOM];
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        assert_int_equal(float_write(bytes, *refused[i].form, refused[i].text, strlen(refused[i].text)), refused[i].answer);
    for (size_t i = 0; i < sizeof special / sizeof special[0]; i++) {
        hex_decode(bytes, special[i], 16);
        assert_null(float_read(text, IEEE_LONG, bytes));
    }
}

/* Significant digits of a number's text. */
static int digits_of(const char *text)
{
    char digits[DECIMAL_ROOM];
    int count = 0;
    for (; *text != '\0' && *text != 'e'; text++)
        if (*text >= '0' && *text <= '9' && (count > 0 || *text != '0'))
            digits[count++] = *text;
    while (count > 0 && digits[count - 1] == '0')
        count--;
    return count;
}

static void test_float__ieee_is_what_the_c_library_says(void **state)
{
    (void)state;
    for (int i = 0; i < TRIES; i++) {
        uint64_t word = next() & (i % 7 == 0 ? 0xFFF0000000000000u : i % 11 == 0 ? 0x801FFFFFFFFFFFFFu : UINT64_MAX);
        double value, round = (double)(int64_t)(next() % 10000000) / 100;
        if (i % 3 == 0)
            memcpy(&word, &round, sizeof word);
        memcpy(&value, &word, sizeof value);
        uint8_t bytes[8], back[8];
        char text[DECIMAL_ROOM], shown[DECIMAL_ROOM];
        for (int j = 0; j < 8; j++)
            bytes[j] = (uint8_t)(word >> (56 - 8 * j));
        char *end = float_read(text, IEEE_LONG, bytes);
        assert_int_equal(end != NULL, isfinite(value));
        if (end == NULL)
            continue;
        *end = '\0';
        assert_int_equal(float_write(back, IEEE_LONG, text, strlen(text)), FLOAT_WRITTEN);
        assert_memory_equal(back, bytes, 8);
        if (strtod(text, NULL) != value)
            fail_msg("%s is not %.17g", text, value);
        snprintf(shown, sizeof shown, "%.*e", digits_of(text) > 1 ? digits_of(text) - 2 : 0, value);
        if (digits_of(text) > 1 && strtod(shown, NULL) == value)
            fail_msg("%s is longer than %s", text, shown);
    }
}

static void test_float__every_normal_hexadecimal_float_comes_back(void **state)
{
    (void)state;
    for (int i = 0; i < TRIES; i++) {
        struct float_form form = i % 2 == 0 ? IBM_SHORT : IBM_LONG;
        uint64_t word = next() & (i % 5 == 0 ? 0xFFF0000000000000u : UINT64_MAX);
        uint8_t bytes[8], back[8];
        char text[DECIMAL_ROOM];
        for (int j = 0; j < 8; j++)
            bytes[j] = (uint8_t)(word >> (56 - 8 * j));
        bytes[1] |= (bytes[1] & 0xF0) == 0 ? 0x10 : 0;
        char *end = float_read(text, form, bytes);
        assert_non_null(end);
        *end = '\0';
        assert_int_equal(float_write(back, form, text, strlen(text)), FLOAT_WRITTEN);
        assert_memory_equal(back, bytes, form.length);
        assert_true(digits_of(text) <= (form.length == 4 ? 9 : 18));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_float__examples_of_the_principles_of_operation),
        cmocka_unit_test(test_float__examples_of_the_programming_guide),
        cmocka_unit_test(test_float__edges_of_both_forms),
        cmocka_unit_test(test_float__leading_zeros_of_a_fraction_do_not_change_its_value),
        cmocka_unit_test(test_float__text_is_rounded_to_the_nearest),
        cmocka_unit_test(test_float__what_no_float_is),
        cmocka_unit_test(test_float__ieee_is_what_the_c_library_says),
        cmocka_unit_test(test_float__every_normal_hexadecimal_float_comes_back),
    };
    return cmocka_run_group_tests_name("float", tests, NULL, NULL);
}
