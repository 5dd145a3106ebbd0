/* test_weigh.c - tests of record/weigh.h: what is likelier weighs more. */
#include "support/suite.h"

#include <string.h>

#include "record/weigh.h"

static int32_t text(const char *value, size_t bytes)
{
    struct weigh_characters characters = {0};
    return weigh_text(value, strlen(value), bytes, &characters);
}

static void test_weigh__likelier_text_weighs_more(void **state)
{
    (void)state;
    static const struct {
        const char *more, *less; /* of 12 bytes each */
    } cases[] = {
        {"MILLER", "    MILLER"},              /* text begins at the left */
        {"MILLER", "M\x01LLER"},               /* control characters are rare */
        {"", "AAAA"},                          /* blanks are likeliest */
        {"M\xC3\xBCller", "M}ller"},           /* an umlaut in a word, and what another page makes of it */
        {"Br\xC3\xBC\x63ke", "Br\xC3\x9C\x63ke"}, /* of the wrong case */
        {"[KEY]", "\xC3\x9DKEY\xC2\xA8"},      /* CP1047 read as CP037 */
        {"A[1]", "A^1!"},
        {"OPEN!", "OPEN|"},
        {"1200", "12\xC2\xB2\x02"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_true(text(cases[i].more, 12) > text(cases[i].less, 12));
}

static void test_weigh__text_is_counted(void **state)
{
    (void)state;
    struct weigh_characters characters = {0};
    weigh_text("A\x01\xC3\xBC", 4, 8, &characters);
    assert_int_equal(characters.count, 3);
    assert_int_equal(characters.controls, 1);
    assert_int_equal(characters.foreign, 1);
}

static void test_weigh__noise_weighs_nothing(void **state)
{
    (void)state;
    assert_true(text("\x01\x02\x03\x04", 4) < 0);
    assert_true(text("MILLER", 6) > 0);
    assert_true(weigh_number("-7", 2, 4, 9) > 0);
    assert_true(weigh_number("123456789", 9, 4, 9) < WEIGH_BYTE);
}

static void test_weigh__small_numbers_weigh_more(void **state)
{
    (void)state;
    assert_true(weigh_number("5", 1, 5, 9) > weigh_number("83886080", 8, 5, 9));
    assert_int_equal(weigh_number("0.05", 4, 5, 9), weigh_number("5", 1, 5, 9));
    assert_true(weigh_number("9999", 4, 2, 4) > weigh_number("32767", 5, 2, 4)); /* beyond its picture */
    assert_int_equal(weigh_number("1.5E10", 6, 8, 16), weigh_number("15", 2, 8, 16));
}

static void test_weigh__a_choice_takes_its_logarithm(void **state)
{
    (void)state;
    static const struct {
        uint64_t count;
        int32_t bits;
    } cases[] = {{0, 0}, {1, 0}, {2, 8}, {3, 13}, {4, 16}, {6, 21}, {8, 24}, {1024, 80}, {UINT64_MAX, 63 * 8 + 7}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(weigh_choice(cases[i].count), cases[i].bits);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_weigh__likelier_text_weighs_more),
        cmocka_unit_test(test_weigh__text_is_counted),
        cmocka_unit_test(test_weigh__noise_weighs_nothing),
        cmocka_unit_test(test_weigh__small_numbers_weigh_more),
        cmocka_unit_test(test_weigh__a_choice_takes_its_logarithm),
    };
    return cmocka_run_group_tests_name("weigh", tests, NULL, NULL);
}
