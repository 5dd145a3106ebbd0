/* test_spelling.c - tests of record/spelling.h: what convinces that text is of another page, and what does not. */
#include "support/suite.h"

#include <string.h>

#include "record/spelling.h"

/* Whether WORDS, ended by NULL and written in PAGE, are taken for OTHER when GIVEN is given. */
static bool convinces(const char *const *words, const char *page, const char *given, const char *other)
{
    struct codepage written, one, two;
    struct spelling spelling = {0};
    struct spelling_gain gain;
    uint8_t bytes[80];
    assert_int_equal(codepage_open(&written, page, NULL), 0);
    assert_int_equal(codepage_open(&one, given, NULL), 0);
    assert_int_equal(codepage_open(&two, other, NULL), 0);
    for (int i = 0; i < 4; i++)
        for (const char *const *word = words; *word != NULL; word++) {
            memset(bytes, written.blank, sizeof bytes);
            assert_true(codepage_encode(&written, bytes, sizeof bytes, *word, strlen(*word)) > 0);
            spelling_add(&spelling, bytes, sizeof bytes);
        }
    spelling_compare(&spelling, &one, &two, &gain);
    spelling_release(&spelling);
    codepage_close(&written);
    codepage_close(&one);
    codepage_close(&two);
    return spelling_convinces(&gain);
}

static const char *const german[] = {"Müller", "Straße in Köln", "schön für Ärzte", "ÖL", NULL};
static const char *const brackets[] = {"A[1]", "[KEY] OF [NOTE]", "ARR[I]", NULL};
static const char *const addresses[] = {"john.smith@example.gov", "MARY.LEE@EXAMPLE.COM", "u_7@mail.ex.org", "b@c.de", "file~x", NULL};
static const char *const names[] = {"@CUST", "PROD#DB", "IEF$BR", "SYS1.PROD.@@X7.#DATA", "A@B#C", "DB$X", "TEXT#A", NULL};
static const char *const code[] = {"IF (A | B) !C", "x{y}", "a^b `c` \\d", "{\"id\": [1, 2]}", "C:\\DATA\\IN", "~user", "WOW! GREAT!", "a|b|7", "`so` \\d", "`index` \\n", "`name` \\d", NULL};

static void test_spelling__words_and_brackets_convince(void **state)
{
    (void)state;
    assert_true(convinces(german, "CP273", "CP037", "CP273"));
    assert_true(convinces(german, "CP037", "CP273", "CP037"));
    assert_true(convinces(brackets, "CP1047", "CP037", "CP1047"));
    assert_true(convinces(brackets, "CP037", "CP500", "CP037"));
}

static void test_spelling__what_is_spelled_well_stays(void **state)
{
    (void)state;
    static const char *const pages[] = {"CP037", "CP1047", "CP500", "CP273", "IBM277", "CP278", "CP280", "CP284", "CP285", "CP297", "CP871", "CP870", "CP875", "CP1025", "CP1026"};
    static const char *const *const texts[] = {german, brackets, addresses, names, code};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        for (size_t j = 0; j < sizeof pages / sizeof pages[0]; j++) {
            assert_false(convinces(texts[i], "CP037", "CP037", pages[j]));
            assert_false(convinces(texts[i], "CP1047", "CP1047", pages[j]));
            assert_false(convinces(texts[i], "CP500", "CP500", pages[j]));
        }
}

static void test_spelling__one_character_does_not_convince(void **state)
{
    (void)state;
    static const char *const few[] = {"Müller", "für", "Tür", "über", "Brücke", NULL};
    assert_false(convinces(few, "CP273", "CP037", "CP273"));
}

static void test_spelling__utf8_is_counted(void **state)
{
    (void)state;
    struct spelling spelling = {0};
    spelling_add(&spelling, (const uint8_t *)"K\xC3\xB6ln \xC3", 7); /* cut off */
    assert_int_equal(spelling_count_utf8(&spelling), 1);
    spelling_add(&spelling, (const uint8_t *)"K\xF6ln  ", 6);
    assert_int_equal(spelling_count_utf8(&spelling), 0);
    spelling_release(&spelling);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spelling__words_and_brackets_convince),
        cmocka_unit_test(test_spelling__what_is_spelled_well_stays),
        cmocka_unit_test(test_spelling__one_character_does_not_convince),
        cmocka_unit_test(test_spelling__utf8_is_counted),
    };
    return cmocka_run_group_tests_name("spelling", tests, NULL, NULL);
}
