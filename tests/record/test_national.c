/* test_national.c - tests of record/national.h: UTF-16BE and DBCS text both ways. */
#include "support/suite.h"

#include <string.h>

#include "base/hash.h"
#include "record/error.h"
#include "record/national.h"

static void test_national__text_and_back(void **state)
{
    (void)state;
    static const struct {
        const char *hex, *text;
    } cases[] = {
        {"00410062", "Ab"},
        {"00C400DF", "\xC3\x84\xC3\x9F"},
        {"20AC", "\xE2\x82\xAC"},
        {"D83DDE00", "\xF0\x9F\x98\x80"}, /* U+1F600 as two surrogates */
        {"DBFFDFFF", "\xF4\x8F\xBF\xBF"},
        {"FFFF", "\xEF\xBF\xBF"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint8_t bytes[8], back[8];
        struct bytes out;
        size_t length = strlen(cases[i].hex) / 2;
        bytes_init(&out);
        hex_decode(bytes, cases[i].hex, strlen(cases[i].hex));
        assert_int_equal(national_decode(&out, bytes, length, NULL), 0);
        assert_string_equal(bytes_string(&out), cases[i].text);
        assert_int_equal(national_encode(back, sizeof back, cases[i].text, strlen(cases[i].text)), length);
        assert_memory_equal(back, bytes, length);
        if (length > 0)
            assert_int_equal(national_encode(back, length - 1, cases[i].text, strlen(cases[i].text)), RECORD_E_CHARACTERS);
        bytes_release(&out);
    }
}

static void test_national__a_surrogate_alone_is_no_character(void **state)
{
    (void)state;
    static const char *const broken[] = {"0041D83D", "0041DE00D83D", "0041D83D0042", "0041D83DD83D", "004100"};
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        uint8_t bytes[8];
        struct bytes out;
        size_t bad = 0;
        bytes_init(&out);
        hex_decode(bytes, broken[i], strlen(broken[i]));
        assert_int_equal(national_decode(&out, bytes, strlen(broken[i]) / 2, &bad), RECORD_E_TEXT);
        assert_int_equal(bad, 2);
        assert_string_equal(bytes_string(&out), "A");
        bytes_release(&out);
    }
    uint8_t back[8];
    assert_int_equal(national_encode(back, sizeof back, "\xED\xA0\xBD", 3), RECORD_E_CHARACTERS); /* a surrogate in UTF-8 */
}

static void test_national__blanks(void **state)
{
    (void)state;
    const uint8_t bytes[] = {0, 0x20, 0, 0x20, 0, 0x41, 0x20, 0, 0, 0x20};
    uint8_t filled[5];
    assert_int_equal(national_blanks_before(bytes, sizeof bytes, NATIONAL_BLANK), 4);
    assert_int_equal(national_blanks_behind(bytes, sizeof bytes, NATIONAL_BLANK), 2);
    national_fill(filled, sizeof filled, NATIONAL_BLANK);
    assert_memory_equal(filled, "\0 \0 \0", 5);
    assert_int_equal(national_blanks_behind(filled, 4, NATIONAL_BLANK), 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_national__text_and_back),
        cmocka_unit_test(test_national__a_surrogate_alone_is_no_character),
        cmocka_unit_test(test_national__blanks),
    };
    return cmocka_run_group_tests_name("national", tests, NULL, NULL);
}
