/* test_codepage.c - tests of record/codepage.h: pages that differ, and the way back. */
#include "support/suite.h"

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "record/codepage.h"
#include "record/error.h"
#include "record/multibyte.h"

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
    bytes_clear(&text);
    assert_int_equal(codepage_decode(&page, &text, (const uint8_t *)"ab\xF5\xBE\xBD\xBC" "c", 7, &bad), RECORD_E_TEXT); /* above U+10FFFF */
    assert_int_equal(bad, 2);
    assert_string_equal(bytes_string(&text), "ab");
    codepage_close(&page);
    static const char *const none[] = {"NO-SUCH-PAGE", "", "UTF-16", "CP037//IGNORE", "CP930x"};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        assert_int_equal(codepage_open(&page, none[i], &fault), RECORD_E_CODEPAGE);
    bytes_release(&text);
}

/* What iconv alone makes of one byte; -1 when it is no character by itself. */
static ptrdiff_t ask(iconv_t handle, const void *source, size_t length, char *to, size_t room)
{
    return multibyte_convert(handle, source, length, to, room, NULL, NULL);
}

/* The byte at BYTES is TEXT again; iconv writes some characters as a byte that is another (IBM-1046). */
static bool reads_as(iconv_t to_utf8, const char *bytes, const char *text, ptrdiff_t length)
{
    char again[16];
    return ask(to_utf8, bytes, 1, again, sizeof again) == length && memcmp(again, text, (size_t)length) == 0;
}

/* Every byte of a single-byte page is in its table what iconv makes of it, and every character goes where iconv puts it. */
static void compare_with_iconv(const struct codepage *page, const char *name)
{
    iconv_t to_utf8 = iconv_open("UTF-8", name), from_utf8 = iconv_open(name, "UTF-8");
    for (int byte = 0; byte < 256; byte++) {
        uint8_t source = (uint8_t)byte, back;
        char text[16], bytes[16];
        struct bytes out;
        size_t bad;
        bytes_init(&out);
        ptrdiff_t length = ask(to_utf8, &source, 1, text, sizeof text);
        int code = codepage_decode(page, &out, &source, 1, &bad);
        if (code == 0 ? (ptrdiff_t)out.length != length || memcmp(out.data, text, out.length) != 0 : length >= 0)
            fail_msg("%s: byte %02X", name, (unsigned)byte);
        if (length > 0 && ask(from_utf8, text, (size_t)length, bytes, sizeof bytes) == 1 && reads_as(to_utf8, bytes, text, length) &&
            (codepage_encode(page, &back, 1, text, (size_t)length) != 1 || back != (uint8_t)bytes[0]))
            fail_msg("%s: the character of byte %02X goes elsewhere", name, (unsigned)byte);
        bytes_release(&out);
    }
    iconv_close(to_utf8);
    iconv_close(from_utf8);
}

/* Every byte has a text, and it gives them back; pairs at random are fuzz_codepage's. */
static void escape_every_byte(const char *name)
{
    struct codepage page;
    uint8_t bytes[258], back[1100];
    struct bytes text;
    assert_int_equal(codepage_open(&page, name, NULL), 0);
    codepage_escape(&page);
    bytes_init(&text);
    for (int i = 0; i < 258; i++)
        bytes[i] = (uint8_t)i;
    assert_int_equal(codepage_decode(&page, &text, bytes, sizeof bytes, NULL), 0);
    assert_true(utf8_is_valid(bytes_string(&text), text.length, NULL));
    ptrdiff_t length = codepage_encode(&page, back, sizeof back, bytes_string(&text), text.length);
    if (length != sizeof bytes || memcmp(back, bytes, sizeof bytes) != 0)
        fail_msg("%s: %s", name, bytes_string(&text));
    bytes_release(&text);
    codepage_close(&page);
}

/* A page that is refused does not have a blank or digits in a byte, or has a byte of several characters. */
static void check_refused(const char *name)
{
    iconv_t to_utf8 = iconv_open("UTF-8", name), from_utf8 = iconv_open(name, "UTF-8");
    char bytes[16];
    bool several = false;
    assert_true(to_utf8 != (iconv_t)-1 && from_utf8 != (iconv_t)-1);
    bool plain = ask(from_utf8, " ", 1, bytes, sizeof bytes) == 1 && ask(from_utf8, "0", 1, bytes, sizeof bytes) == 1 &&
                 (bytes[0] == '0' || (uint8_t)bytes[0] == 0xF0);
    for (int byte = 0; byte < 256; byte++) {
        uint8_t source = (uint8_t)byte;
        char text[32];
        uint32_t character;
        ptrdiff_t length = ask(to_utf8, &source, 1, text, sizeof text);
        several = several || (length > 0 && utf8_read(text, (size_t)length, &character) != (size_t)length);
    }
    if (plain && !several)
        fail_msg("%s is refused", name);
    iconv_close(to_utf8);
    iconv_close(from_utf8);
}

static void test_codepage__every_page_that_iconv_knows(void **state)
{
    (void)state;
    char line[128];
    size_t single = 0, multi = 0;
    FILE *list = popen("iconv -l", "r");
    assert_non_null(list);
    while (fgets(line, sizeof line, list) != NULL) {
        struct codepage page;
        if (strstr(line, "//\n") == NULL) /* ISO-10646/UTF8/ and the like: other names of pages that are listed too */
            continue;
        line[strcspn(line, "/\n")] = '\0';
        if (codepage_open(&page, line, NULL) < 0) {
            check_refused(line);
            continue;
        }
        single += page.single_byte;
        multi += !page.single_byte;
        if (page.single_byte)
            compare_with_iconv(&page, line);
        codepage_close(&page);
        escape_every_byte(line);
    }
    assert_int_equal(pclose(list), 0);
    assert_true(single > 500 && multi > 50);
}

static void test_codepage__mixed_pages_keep_their_shifts_in_the_field(void **state)
{
    (void)state;
    static const struct {
        const char *page, *hex, *text;
    } cases[] = {
        {"IBM930", "0E4481448245660F", "あい本"},
        {"IBM939", "C10E448144820FC2", "AあいB"},
        {"IBM1390", "0E44810FC1", "あA"},
        {"IBM1399", "C10E44810F", "Aあ"},
        {"IBM933", "0E88610F", "가"},
        {"IBM935", "0E59490F", "雪"},
        {"IBM937", "0E4C410F", "一"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct codepage page;
        struct bytes text;
        uint8_t bytes[32], back[32];
        size_t length = strlen(cases[i].hex) / 2;
        bytes_init(&text);
        hex_decode(bytes, cases[i].hex, length * 2);
        assert_int_equal(codepage_open(&page, cases[i].page, NULL), 0);
        assert_true(page.shifted && page.ebcdic && !page.single_byte);
        assert_int_equal(codepage_decode(&page, &text, bytes, length, NULL), 0);
        assert_string_equal(bytes_string(&text), cases[i].text);
        assert_int_equal(codepage_encode(&page, back, sizeof back, bytes_string(&text), text.length), length);
        assert_memory_equal(back, bytes, length);
        assert_int_equal(codepage_encode(&page, back, length - 1, bytes_string(&text), text.length), RECORD_E_CHARACTERS);
        bytes_release(&text);
        codepage_close(&page);
    }
}

static void test_codepage__a_shift_that_is_not_ended_is_no_text(void **state)
{
    (void)state;
    struct codepage page;
    struct bytes text;
    size_t bad = 99;
    bytes_init(&text);
    assert_int_equal(codepage_open(&page, "IBM939", NULL), 0);
    assert_int_equal(codepage_decode(&page, &text, (const uint8_t *)"\xC1\x0E\x44\x81", 4, &bad), RECORD_E_TEXT);
    assert_int_equal(bad, 1);
    assert_int_equal(codepage_decode(&page, &text, (const uint8_t *)"\xC1\x0E\x44\x81\x44\x0F", 6, &bad), RECORD_E_TEXT);
    assert_int_equal(bad, 4);
    uint8_t back[16];
    assert_int_equal(codepage_encode(&page, back, sizeof back, "A\x0E\x44\x81\x0F", 5), RECORD_E_CHARACTERS);
    assert_int_equal(codepage_encode(&page, back, sizeof back, "A\x0F", 2), RECORD_E_CHARACTERS);
    bytes_release(&text);
    codepage_close(&page);
}

static void test_codepage__what_is_no_character_is_escaped_and_comes_back(void **state)
{
    (void)state;
    static const struct {
        const char *page, *hex, *text;
    } cases[] = {
        {"ASCII", "61805C78", "a\\x80\\\\x"},
        {"CP037", "C1E0", "A\\\\"},
        {"UTF-8", "61E282C3A4", "a\\xE2\\x82ä"},
        {"UTF-8", "61F5BEBDBC62", "a\\xF5\\xBE\\xBD\\xBCb"},
        {"SJIS", "82A0FF", "あ\\xFF"},
        {"IBM939", "C10E448144820FC2", "AあいB"},
        {"IBM939", "0E4481", "\\x0E\\x44\\x81"},
        {"IBM939", "C10E44810FC20E4482440F", "AあB\\x0E\\x44\\x82\\x44\\x0F"},
        {"IBM939", "0F", "\\x0F"},
        {"IBM939", "0E44810F0E44820F", "\\x0E\\x44\\x81\\x0F\\x0E\\x44\\x82\\x0F"}, /* one run would lose two shifts */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct codepage page;
        struct bytes text;
        uint8_t bytes[32], back[32];
        size_t length = strlen(cases[i].hex) / 2;
        bytes_init(&text);
        hex_decode(bytes, cases[i].hex, length * 2);
        assert_int_equal(codepage_open(&page, cases[i].page, NULL), 0);
        codepage_escape(&page);
        assert_int_equal(codepage_decode(&page, &text, bytes, length, NULL), 0);
        assert_string_equal(bytes_string(&text), cases[i].text);
        assert_int_equal(codepage_encode(&page, back, sizeof back, cases[i].text, strlen(cases[i].text)), length);
        assert_memory_equal(back, bytes, length);
        static const char *const none[] = {"\\", "\\x", "\\xF", "\\xGG", "a\\n"};
        for (size_t j = 0; j < sizeof none / sizeof none[0]; j++)
            assert_int_equal(codepage_encode(&page, back, sizeof back, none[j], strlen(none[j])), RECORD_E_CHARACTERS);
        bytes_release(&text);
        codepage_close(&page);
    }
}

static void test_codepage__the_character_that_it_lacks_is_found(void **state)
{
    (void)state;
    static const char *const names[] = {"CP037", "IBM939"};
    for (size_t i = 0; i < 2; i++) {
        struct codepage page, copy;
        assert_int_equal(codepage_open(&page, names[i], NULL), 0);
        assert_int_equal(codepage_copy(&copy, &page, NULL), 0);
        codepage_close(&page);
        assert_int_equal(codepage_missing(&copy, "ab\xF0\x9F\x98\x80z", 7), 2);
        assert_int_equal(codepage_missing(&copy, "abz", 3), 3);
        uint8_t bytes[8]; /* a shift is no character of a page that shifts */
        assert_int_equal(codepage_encode(&copy, bytes, sizeof bytes, "a\x0E", 2), i == 0 ? 2 : RECORD_E_CHARACTERS);
        codepage_close(&copy);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_codepage__pages_differ_where_they_should),
        cmocka_unit_test(test_codepage__every_byte_of_an_ebcdic_page_comes_back),
        cmocka_unit_test(test_codepage__what_it_does_not_have),
        cmocka_unit_test(test_codepage__every_page_that_iconv_knows),
        cmocka_unit_test(test_codepage__mixed_pages_keep_their_shifts_in_the_field),
        cmocka_unit_test(test_codepage__a_shift_that_is_not_ended_is_no_text),
        cmocka_unit_test(test_codepage__what_is_no_character_is_escaped_and_comes_back),
        cmocka_unit_test(test_codepage__the_character_that_it_lacks_is_found),
    };
    return cmocka_run_group_tests_name("codepage", tests, NULL, NULL);
}
