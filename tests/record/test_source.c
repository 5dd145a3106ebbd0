/* test_source.c - tests of record/source.h: lines of fixed and free source, and the words in them. */
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

#include "base/bytes.h"
#include "record/error.h"
#include "record/source.h"

/* The tokens, each between bars: a word as it is, a literal in its quotes, a period as a period. */
static void draw(struct bytes *out, const struct token_list *tokens)
{
    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i];
        bytes_text(out, token->joined ? "" : "|");
        if (token->kind == TOKEN_LITERAL || token->kind == TOKEN_HEX)
            bytes_format(out, "%s%.1s%c%.*s%c", token->kind == TOKEN_HEX ? "x" : "", &token->prefix, token->quote, (int)token->length,
                         token->text, token->quote);
        else if (token->kind == TOKEN_END)
            bytes_format(out, "end %d", (int)token->line);
        else
            bytes_format(out, "%.*s", (int)token->length, token->text);
    }
}

static void assert_tokens(const struct copybook_source *format, const char *text, const char *expected)
{
    struct token_list tokens = {0};
    struct arena arena;
    struct bytes out;
    struct fault fault = {0};
    arena_init(&arena);
    bytes_init(&out);
    if (source_read(&tokens, text, strlen(text), format, &arena, &fault) < 0)
        bytes_format(&out, "%d line %d %s", fault.code, (int)fault.record, fault.detail);
    else
        draw(&out, &tokens);
    assert_string_equal(bytes_string(&out), expected);
    token_list_release(&tokens);
    bytes_release(&out);
    arena_release(&arena);
}

static void test_source__fixed_lines(void **state)
{
    (void)state;
    static const struct copybook_source narrow = {.format = SOURCE_FIXED, .first_column = 1, .last_column = 12};
    const struct copybook_source *fixed = &copybook_fixed;
    assert_tokens(fixed, "000100 01  A.\n", "|01|A|.|end 1");
    assert_tokens(fixed, "ABCDEF 01  A" "                                                            .IGNORED\n000200 .", "|01|A|.|end 2");
    assert_tokens(fixed, "      * a comment 'quoted\n      / a page\n      D 05 B.\n      d 05 B.\n      $SET X\n       01 A.", "|01|A|.|end 6");
    assert_tokens(fixed, "       01 A. *> 'inline\n       >>SET X\n       *CONTROL NOLIST\n       *CBL LIST\n\n", "|01|A|.|end 5");
    assert_tokens(fixed, "\t01\tA PIC\tX.\r\n", "|01|A|PIC|X|.|end 1");
    assert_tokens(fixed, "       01 A\f\n12345", "|01|A|end 2");
    assert_tokens(&narrow, "*01 B.\n 01 A.      junk\n", "|01|A|.|end 2");
}

static void test_source__continued_lines(void **state)
{
    (void)state;
    const struct copybook_source *fixed = &copybook_fixed;
    /* a word; with comments and blank lines between */
    assert_tokens(fixed, "       05  A-NA\n      -    ME PIC X.", "|05|A-NAME|PIC|X|.|end 2");
    assert_tokens(fixed, "       05  A-NA\n      * comment\n\n      -    ME PIC X.", "|05|A-NAME|PIC|X|.|end 4");
    /* a literal reaches to column 72, and goes on behind the quote */
    assert_tokens(fixed, "       'a\n      -    'b'.", "|'a                                                               b'|.|end 2");
    assert_tokens(fixed, "           05  B PIC X(30) VALUE                             'one and tw\n      -    'o'.",
                  "|05|B|PIC|X(30)|VALUE|'one and two'|.|end 2");
    assert_tokens(fixed, "           05  B PIC X(30) VALUE                             'one and tw\n      -    'o and\n      -    ' three'.",
                  "|05|B|PIC|X(30)|VALUE|'one and two and                                                        three'|.|end 3");
    /* a quote within the literal in column 72 */
    assert_tokens(fixed, "           05  B VALUE                                      'one and it'\n      -    ''s'.", "|05|B|VALUE|'one and it''s'|.|end 2");
    /* comments and blank lines before a continued literal */
    assert_tokens(fixed, "           05  B PIC X(30) VALUE                             'one and tw\n      * it's a comment\n             \n      -    'o'.",
                  "|05|B|PIC|X(30)|VALUE|'one and two'|.|end 4");
    /* '-' with nothing behind it is no line */
    assert_tokens(fixed, "       01 A\n      -\n       B.", "|01|A|B|.|end 3");
}

static void test_source__free_lines(void **state)
{
    (void)state;
    const struct copybook_source *free_form = &copybook_free;
    assert_tokens(free_form, "01 A. *> comment\n*a comment\n/another\n  05 B PIC X(80) VALUE 'x'.", "|01|A|.|05|B|PIC|X(80)|VALUE|'x'|.|end 4");
    assert_tokens(free_form, "05 B VALUE 'one '-\n  'and two'.", "|05|B|VALUE|'one and two'|.|end 2");
    assert_tokens(free_form, ">>SET X\n01 A.", "|01|A|.|end 2");
    assert_tokens(free_form, ">>SOURCE FORMAT IS FIXED\n000100 01 A.\n      *01 B.", "|01|A|.|end 3");
    assert_tokens(&copybook_fixed, "       >>SOURCE FORMAT FREE\n01 A.\n*> 01 B.", "|01|A|.|end 3");
}

static void test_source__words(void **state)
{
    (void)state;
    static const struct {
        const char *text, *tokens;
    } cases[] = {
        {"05 A, B; C.", "|05|A|B|C|.|end 1"},
        {"PIC 9.99,99.", "|PIC|9.99,99|.|end 1"},
        {"VALUE -.5.", "|VALUE|-.5|.|end 1"},
        {"PIC X(10).", "|PIC|X(10)|.|end 1"},
        {":TAG:-NAME (1)", "|:TAG:-NAME|(1)|end 1"},
        {"'it''s' \"a\"\"b\" X'C1' x\"c2\" N'n' NX'0041' G'g' z'z'", "|'it''s'|\"a\"\"b\"|x'C1'|x\"c2\"|N'n'|xN'0041'|G'g'|Z'z'|end 1"},
        {"'a','b'", "|'a',|'b'|end 1"},
        {"==A B.== BY ====.", "|==A|B|.|==|BY|==|==|.|end 1"},
        {"A==B==", "|A|==B|==|end 1"},
        {"", "|end 1"},
        {"VALUE 'open.\n01 B.", "-200 line 1 a literal does not end: its second ' is missing"},
        {"\n\nX'C1", "-200 line 3 a literal does not end: its second ' is missing"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_tokens(&copybook_free, cases[i].text, cases[i].tokens);
}

static void test_source__a_file_that_is_no_lines_of_text(void **state)
{
    (void)state;
    static const char card[] = "000100 01  A PIC X.                                                             ";
    char cards[3 * sizeof card];
    snprintf(cards, sizeof cards, "%s%s", card, card);
    assert_tokens(&copybook_fixed, "\xEF\xBB\xBF""000100 01  A.\n", "|01|A|.|end 1");
    assert_tokens(&copybook_fixed, cards, "-200 line 1 it is records of 80 bytes without line ends: put each on a line with fold -w 80");
    assert_tokens(&copybook_fixed, "@@@@@@@\xF0\xF1@\xC1K", "-200 line 1 it is EBCDIC: convert it with iconv -f CP037 -t UTF-8, or fetch it in text mode");
    assert_tokens(&copybook_fixed, "\xFF\xFEx", "-200 line 1 it is UTF-16: convert it with iconv -f UTF-16 -t UTF-8");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_source__fixed_lines),
        cmocka_unit_test(test_source__continued_lines),
        cmocka_unit_test(test_source__free_lines),
        cmocka_unit_test(test_source__words),
        cmocka_unit_test(test_source__a_file_that_is_no_lines_of_text),
    };
    return cmocka_run_group_tests_name("source", tests, NULL, NULL);
}
