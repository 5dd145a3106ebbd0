/* test_encoders.c - tests of text/html.h, text/csv.h and text/json.h: hostile text stays text. */
#include "support/suite.h"

#include <jansson.h>
#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"
#include "text/csv.h"
#include "text/html.h"
#include "text/json.h"

static void assert_html(const char *text, size_t length, const char *expected)
{
    struct bytes out;
    bytes_init(&out);
    html_put_text(&out, text, length);
    assert_string_equal(bytes_string(&out), expected);
    bytes_release(&out);
}

static void test_html__markup_becomes_text(void **state)
{
    (void)state;
    assert_html("<script>alert('x')</script>", 27, "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
    assert_html("a\"b&amp;", 8, "a&quot;b&amp;amp;");
    assert_html("\x1b\0\x7F", 3, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
    assert_html("caf\xC3\xA9 \xC3", 7, "caf\xC3\xA9 \xEF\xBF\xBD");
}

static void test_csv__cells_are_quoted_and_formulas_are_text(void **state)
{
    (void)state;
    const char *cases[][2] = {{"a", "\"a\""}, {"a,\"b\"\n", "\"a,\"\"b\"\"\n\""}, {"=1+1", "\"'=1+1\""}, {"@x", "\"'@x\""},
                              {"-1", "\"'-1\""}, {"+1", "\"'+1\""}, {"\t=1", "\"'\t=1\""}, {"", "\"\""}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct bytes out;
        bytes_init(&out);
        csv_put_cell(&out, cases[i][0], strlen(cases[i][0]));
        assert_string_equal(bytes_string(&out), cases[i][1]);
        bytes_release(&out);
    }
}

static void test_json__every_byte_string_can_be_read_back(void **state)
{
    (void)state;
    uint64_t seed = 88172645463325252ull;
    for (int round = 0; round < 2000; round++) {
        char text[24];
        size_t length = (size_t)round % sizeof text;
        for (size_t i = 0; i < length; i++) {
            seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
            text[i] = (char)(seed >> 32);
        }
        struct bytes out;
        bytes_init(&out);
        json_put_text(&out, text, length);
        json_t *read = json_loadb((char *)out.data, out.length, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
        assert_true(json_is_string(read));
        bool sound = true;
        for (size_t at = 0, width; at < length && sound; at += width)
            sound = (width = utf8_width(text + at, length - at)) > 0;
        if (sound)
            assert_memory_equal(json_string_value(read), text, length);
        json_decref(read);
        bytes_release(&out);
    }
}

static void test_utf8__overlong_and_surrogates_are_none(void **state)
{
    (void)state;
    assert_int_equal(utf8_width("\xC0\x80", 2), 0);
    assert_int_equal(utf8_width("\xE0\x80\x80", 3), 0);
    assert_int_equal(utf8_width("\xED\xA0\x80", 3), 0);
    assert_int_equal(utf8_width("\xF4\x90\x80\x80", 4), 0);
    assert_int_equal(utf8_width("\xF0\x9F\x98\x80", 4), 4);
    assert_int_equal(utf8_width("\xF0\x9F\x98\x80", 3), 0);
    assert_int_equal(utf8_width("a", 1), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_html__markup_becomes_text),
        cmocka_unit_test(test_csv__cells_are_quoted_and_formulas_are_text),
        cmocka_unit_test(test_json__every_byte_string_can_be_read_back),
        cmocka_unit_test(test_utf8__overlong_and_surrogates_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
