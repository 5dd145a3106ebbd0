/* test_codepage.c - tests of record/codepage.h: pages that differ, and the way back. */
#include "support/suite.h"

#include <string.h>

#include "record/codepage.h"
#include "record/error.h"

static void test_codepage__pages_differ_where_they_should(void **state)
{
    (void)state;
    static const struct {
        const char *page, *bytes, *text;
    } cases[] = {
        {"CP037", "\xBA\xBB\x5A\x4F", "[]!|"},  {"CP500", "\x4A\x5A\x4F\xBB", "[]!|"}, {"CP1047", "\xAD\xBD\x5A\x4F", "[]!|"},
        {"CP037", "\xC1\x40\xF0", "A 0"},       {"ASCII", "A 0", "A 0"},               {"ISO-8859-1", "\xE4", "\xC3\xA4"},
        {"CP1140", "\x9F", "\xE2\x82\xAC"},     {"UTF-8", "\xE2\x82\xAC" "a", "\xE2\x82\xAC" "a"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct codepage page;
        struct bytes text;
        uint8_t back[16];
        bytes_init(&text);
        assert_int_equal(codepage_open(&page, cases[i].page, NULL), 0);
        assert_int_equal(codepage_decode(&page, &text, (const uint8_t *)cases[i].bytes, strlen(cases[i].bytes), NULL), 0);
        assert_string_equal(bytes_string(&text), cases[i].text);
        ptrdiff_t length = codepage_encode(&page, back, sizeof back, cases[i].text, strlen(cases[i].text));
        assert_int_equal(length, strlen(cases[i].bytes));
        assert_memory_equal(back, cases[i].bytes, (size_t)length);
        bytes_release(&text);
        codepage_close(&page);
    }
}

static void test_codepage__every_byte_of_an_ebcdic_page_comes_back(void **state)
{
    (void)state;
    static const char *const names[] = {"CP037", "CP500", "CP1047", "CP1140", "CP273", "CP297", "CP1026"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct codepage page;
        assert_int_equal(codepage_open(&page, names[i], NULL), 0);
        assert_true(page.single_byte);
        assert_true(page.ebcdic);
        assert_int_equal(page.blank, 0x40);
        for (int byte = 0; byte < 256; byte++) {
            uint8_t back;
            assert_int_equal(codepage_encode(&page, &back, 1, (const char *)page.utf8[byte], page.utf8_length[byte]), 1);
            assert_int_equal(back, byte);
        }
        codepage_close(&page);
    }
}

static void test_codepage__what_it_does_not_have(void **state)
{
    (void)state;
    struct codepage page;
    struct bytes text;
    struct fault fault;
    size_t bad = 0;
    uint8_t back[4];
    bytes_init(&text);
    assert_int_equal(codepage_open(&page, "ASCII", NULL), 0);
    assert_int_equal(codepage_decode(&page, &text, (const uint8_t *)"ab\x80", 3, &bad), RECORD_E_TEXT);
    assert_int_equal(bad, 2);
    assert_string_equal(bytes_string(&text), "ab");
    assert_int_equal(codepage_encode(&page, back, 4, "\xC3\xA4", 2), RECORD_E_CHARACTERS);
    assert_int_equal(codepage_encode(&page, back, 4, "\xC3", 1), RECORD_E_CHARACTERS);
    assert_int_equal(codepage_encode(&page, back, 4, "abcde", 5), RECORD_E_CHARACTERS);
    codepage_close(&page);
    assert_int_equal(codepage_open(&page, "UTF-8", NULL), 0);
    bytes_clear(&text);
    assert_int_equal(codepage_decode(&page, &text, (const uint8_t *)"a\xE2\x82", 3, &bad), RECORD_E_TEXT);
    assert_int_equal(bad, 1);
    codepage_close(&page);
    static const char *const none[] = {"NO-SUCH-PAGE", "", "UTF-16", "CP037//IGNORE", "CP930x"};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        assert_int_equal(codepage_open(&page, none[i], &fault), RECORD_E_CODEPAGE);
    bytes_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_codepage__pages_differ_where_they_should),
        cmocka_unit_test(test_codepage__every_byte_of_an_ebcdic_page_comes_back),
        cmocka_unit_test(test_codepage__what_it_does_not_have),
    };
    return cmocka_run_group_tests_name("codepage", tests, NULL, NULL);
}
