/* test_writer.c - tests of report/writer.h: the three writers over the same rows, hostile ones among them. */
#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/writer.h"

static const struct report_column COLUMNS[] = {{"RELEASE", 12}, {"WHY", 20}};
static const struct report REPORT = {"SAMPLE", "A <sample>", "DEPT OF \"X\"", 20261120, COLUMNS, 2};

struct made {
    char *text;
    size_t length;
};

static void make(struct made *made, const struct report_writer *writer, int rows)
{
    struct report_output out;
    FILE *stream = open_memstream(&made->text, &made->length);
    report_begin(&out, writer, &REPORT, stream);
    for (int i = 0; i < rows; i++) {
        char release[16];
        snprintf(release, sizeof release, "CHFS-%04d", i);
        const char *const cells[] = {release, i % 3 == 0 ? "<b>\"bold\"</b> & a text that goes on in the next line" : "=1+1\n1x"};
        report_row(&out, i < 2 ? "First" : "Second & last", cells);
    }
    report_note(&out, "A note.");
    report_end(&out);
    fclose(stream);
}

static int count_of(const char *text, const char *what)
{
    int count = 0;
    for (const char *p = text; (p = strstr(p, what)) != NULL; p += strlen(what))
        count++;
    return count;
}

static void test_print__lines_are_133_and_pages_at_most_60(void **state)
{
    (void)state;
    struct made made;
    make(&made, &WRITER_PRINT, 200);
    int lines_on_page = 0, pages = 0;
    for (const char *line = made.text; *line != '\0'; line += 134) {
        assert_int_equal(strcspn(line, "\n"), 133);
        assert_non_null(strchr(" 0-1", line[0]));
        if (line[0] == '1') {
            pages++;
            lines_on_page = 0;
        }
        lines_on_page += line[0] == '0' ? 2 : line[0] == '-' ? 3 : 1;
        assert_true(lines_on_page <= 60);
    }
    assert_true(pages > 4);
    assert_int_equal(count_of(made.text, "REPORT PAGE"), pages);
    assert_int_equal(count_of(made.text, "*** END OF REPORT ***"), 1);
    assert_int_equal(count_of(made.text, "CHFS-"), 200);
    free(made.text);
}

static void test_print__no_rows_say_no_data(void **state)
{
    (void)state;
    struct made made;
    make(&made, &WRITER_PRINT, 0);
    assert_non_null(strstr(made.text, "NO DATA"));
    free(made.text);
}

static void test_page__cells_are_text_and_tags_balance(void **state)
{
    (void)state;
    struct made made;
    make(&made, &WRITER_HTML, 5);
    assert_null(strstr(made.text, "<b>"));
    assert_non_null(strstr(made.text, "&lt;b&gt;&quot;bold&quot;&lt;/b&gt; &amp; a text"));
    const char *const tags[] = {"table", "tr", "td", "th", "h1", "h2", "thead", "tbody", "main", "div", "p"};
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
        char open[16], open_more[16], close[16];
        snprintf(open, sizeof open, "<%s>", tags[i]);
        snprintf(open_more, sizeof open_more, "<%s ", tags[i]);
        snprintf(close, sizeof close, "</%s>", tags[i]);
        assert_int_equal(count_of(made.text, open) + count_of(made.text, open_more), count_of(made.text, close));
    }
    assert_int_equal(count_of(made.text, "<h2>"), 2);
    assert_null(strstr(made.text, "<script"));
    free(made.text);
}

static void test_sheet__a_row_is_a_record_with_the_group_first(void **state)
{
    (void)state;
    struct made made;
    make(&made, &WRITER_CSV, 2);
    assert_string_equal(made.text, "\"GROUP\",\"RELEASE\",\"WHY\"\r\n"
                                   "\"First\",\"CHFS-0000\",\"<b>\"\"bold\"\"</b> & a text that goes on in the next line\"\r\n"
                                   "\"First\",\"CHFS-0001\",\"'=1+1\n1x\"\r\n");
    free(made.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_print__lines_are_133_and_pages_at_most_60),
        cmocka_unit_test(test_print__no_rows_say_no_data),
        cmocka_unit_test(test_page__cells_are_text_and_tags_balance),
        cmocka_unit_test(test_sheet__a_row_is_a_record_with_the_group_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
