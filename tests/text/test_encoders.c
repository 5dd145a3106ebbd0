/* test_encoders.c - tests of lib/text: hostile text stays text, and what comes out, decoded, is what went in. */
#include "support/suite.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "text/csv.h"
#include "text/html.h"
#include "text/json.h"
#include "text/path.h"

/* ---- bytes to be encoded: hostile ones, and many made of what means something somewhere */

struct sample {
    char text[24];
    size_t length;
};

static void sample_at(struct sample *sample, int round)
{
    static const char ALPHABET[] = "<>&\"'=+-@,;\n\r\t\\/%.~#?aB9 \xC3\xA9\xEF\xBC\x9D\xE2\x80\xA8\xFF\xC0\x80\x7F\x1B";
    static uint64_t seed = 88172645463325252ull;
    sample->length = (size_t)round % sizeof sample->text;
    for (size_t i = 0; i < sample->length; i++) {
        seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
        sample->text[i] = round % 2 == 0 ? (char)(seed >> 32) : ALPHABET[(seed >> 32) % sizeof ALPHABET];
    }
}

enum { ROUNDS = 4000 };

static bool is_utf8(const struct sample *sample)
{
    for (size_t at = 0, width; at < sample->length; at += width)
        if ((width = utf8_width(sample->text + at, sample->length - at)) == 0)
            return false;
    return true;
}

static bool is_plain(const struct sample *sample)
{
    for (size_t i = 0; i < sample->length; i++) {
        unsigned char c = (unsigned char)sample->text[i];
        if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F)
            return false;
    }
    return is_utf8(sample);
}

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

/* As a browser reads character data: one of five references, or the byte itself. */
static void html_decode(struct bytes *out, const char *html)
{
    static const char *const REFERENCES[][2] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}};
    while (*html != '\0') {
        size_t i = 0;
        assert_null(strchr("<>\"'", *html));
        while (i < 5 && strncmp(html, REFERENCES[i][0], strlen(REFERENCES[i][0])) != 0)
            i++;
        assert_true(i < 5 || *html != '&');
        bytes_char(out, i < 5 ? REFERENCES[i][1][0] : *html);
        html += i < 5 ? strlen(REFERENCES[i][0]) : 1;
    }
}

static void test_html__text_comes_back(void **state)
{
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct sample sample;
        struct bytes out, back;
        bytes_init(&out);
        bytes_init(&back);
        sample_at(&sample, round);
        html_put_text(&out, sample.text, sample.length);
        html_decode(&back, bytes_string(&out));
        if (is_plain(&sample)) {
            assert_int_equal(back.length, sample.length);
            assert_memory_equal(bytes_string(&back), sample.text, sample.length);
        }
        bytes_release(&out);
        bytes_release(&back);
    }
}

static void test_csv__cells_are_quoted_and_formulas_are_text(void **state)
{
    (void)state;
    const char *cases[][2] = {{"a", "\"a\""}, {"a,\"b\"\n", "\"a,\"\"b\"\"\n\""}, {"=1+1", "\"'=1+1\""}, {"@x", "\"'@x\""},
                              {"-1", "\"'-1\""}, {"+1", "\"'+1\""}, {"\t=1", "\"'\t=1\""}, {"", "\"\""}, {"'=1", "\"''=1\""},
                              {"'a", "\"'a\""}, {"\n=1", "\"'\n=1\""}, {"\xEF\xBC\x9D" "1", "\"'\xEF\xBC\x9D" "1\""}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct bytes out;
        bytes_init(&out);
        csv_put_cell(&out, cases[i][0], strlen(cases[i][0]));
        assert_string_equal(bytes_string(&out), cases[i][1]);
        bytes_release(&out);
    }
}

/* RFC 4180, then csv.h: one apostrophe away where a formula stands behind apostrophes. */
static void csv_decode(struct bytes *out, const struct bytes *cell)
{
    const char *text = bytes_string(cell);
    assert_true(cell->length >= 2 && text[0] == '"' && text[cell->length - 1] == '"');
    for (size_t i = 1; i + 1 < cell->length; i++) {
        if (text[i] == '"')
            assert_true(text[++i] == '"' && i + 1 < cell->length);
        bytes_char(out, text[i]);
    }
    size_t apostrophes = 0;
    while (apostrophes < out->length && out->data[apostrophes] == '\'')
        apostrophes++;
    const char *rest = bytes_string(out) + apostrophes;
    size_t left = out->length - apostrophes;
    bool formula = left > 0 && (memchr("=+-@\t\r\n", rest[0], 7) != NULL ||
                                (left >= 3 && memcmp(rest, "\xEF\xBC", 2) == 0 && memchr("\x9D\x8B\x8D\xA0", rest[2], 4) != NULL));
    assert_false(formula && apostrophes == 0);
    if (formula)
        memmove(out->data, out->data + 1, --out->length);
}

static void test_csv__every_value_comes_back(void **state)
{
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct sample sample;
        struct bytes cell, back;
        bytes_init(&cell);
        bytes_init(&back);
        sample_at(&sample, round);
        csv_put_cell(&cell, sample.text, sample.length);
        csv_decode(&back, &cell);
        assert_int_equal(back.length, sample.length);
        if (back.length > 0)
            assert_memory_equal(back.data, sample.text, sample.length);
        bytes_release(&cell);
        bytes_release(&back);
    }
}

static void test_json__every_byte_string_can_be_read_back(void **state)
{
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct sample sample;
        struct bytes out;
        bytes_init(&out);
        sample_at(&sample, round);
        json_put_text(&out, sample.text, sample.length);
        json_t *read = json_loadb((char *)out.data, out.length, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
        assert_true(json_is_string(read));
        if (is_utf8(&sample)) {
            assert_int_equal(json_string_length(read), sample.length);
            assert_memory_equal(json_string_value(read), sample.text, sample.length);
        }
        json_decref(read);
        bytes_release(&out);
    }
}

static void assert_path(const char *text, const char *expected)
{
    struct bytes out;
    bytes_init(&out);
    path_put_component(&out, text, strlen(text));
    assert_string_equal(bytes_string(&out), expected);
    bytes_release(&out);
}

static void test_path__nothing_leaves_its_folder(void **state)
{
    (void)state;
    assert_path("F053.CHFS.D261120", "F053.CHFS.D261120");
    assert_path("..", "%2E.");
    assert_path("../../etc/passwd", "%2E.%2F..%2Fetc%2Fpasswd");
    assert_path("-rf", "%2Drf");
    assert_path("a\nb", "a%0Ab");
    assert_path("100%", "100%25");
    assert_path("caf\xC3\xA9", "caf%C3%A9");
    assert_path("", "%");
}

static void test_path__different_texts_give_different_names(void **state)
{
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct sample sample;
        struct bytes name;
        char back[sizeof sample.text];
        size_t length = 0;
        bytes_init(&name);
        sample_at(&sample, round);
        path_put_component(&name, sample.text, sample.length);
        const char *at = bytes_string(&name);
        for (; *at != '\0' && sample.length > 0; at++) {
            unsigned code = (unsigned char)*at;
            assert_true(code > ' ' && code < 0x7F && code != '/');
            if (code == '%') {
                assert_int_equal(sscanf(at + 1, "%2X", &code), 1);
                at += 2;
            }
            back[length++] = (char)code;
        }
        assert_int_equal(length, sample.length);
        assert_memory_equal(back, sample.text, length);
        bytes_release(&name);
    }
    /* Long ones are cut, and still differ. */
    struct bytes one, two;
    char text[300];
    memset(text, 'x', sizeof text);
    bytes_init(&one);
    bytes_init(&two);
    path_put_component(&one, text, sizeof text);
    path_put_component(&two, text, sizeof text - 1);
    assert_int_equal(one.length, PATH_COMPONENT_MAX);
    assert_int_equal(two.length, PATH_COMPONENT_MAX);
    assert_string_not_equal(bytes_string(&one), bytes_string(&two));
    bytes_release(&one);
    bytes_release(&two);
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
        cmocka_unit_test(test_html__text_comes_back),
        cmocka_unit_test(test_csv__cells_are_quoted_and_formulas_are_text),
        cmocka_unit_test(test_csv__every_value_comes_back),
        cmocka_unit_test(test_json__every_byte_string_can_be_read_back),
        cmocka_unit_test(test_path__nothing_leaves_its_folder),
        cmocka_unit_test(test_path__different_texts_give_different_names),
        cmocka_unit_test(test_utf8__overlong_and_surrogates_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
