/* test_writer.c - tests of report/writer.h: the three writers over the same rows, hostile ones among them. */
#include "support/suite.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/writer.h"
#include "support/golden.h"

enum { NAME, COUNT, WHEN, CLASS, TEXT, COLUMNS };

static const struct report_word WORDS[] = {{"N", "normal"}, {"E", "emergency"}, {NULL, NULL}};

static const struct report_column COLUMN[COLUMNS] = {
    {"release", "RELEASE", 12, REPORT_KEY, NULL}, {"elements", "ELEM", 5, REPORT_NUMBER, NULL}, {"begins", "BEGINS", 16, REPORT_TIME, NULL},
    {"class", "CL", 2, REPORT_TEXT, WORDS},       {"title_text", "TITLE", 20, REPORT_TEXT, NULL},
};

static const struct report REPORT = {.id = "SAMPLE", .title = "A <sample>", .site = "DEPT OF \"X\"", .date = 20261120, .entry = 365,
                                     .as_of = "2026-11-20T00:00:00Z", .columns = COLUMN, .column_count = COLUMNS};

static const struct report_section FIRST = {"first", "First", "What comes first.", 1u << NAME | 1u << COUNT | 1u << WHEN | 1u << CLASS | 1u << TEXT};
static const struct report_section EMPTY = {"empty", "Nothing here", NULL, 1u << NAME};
static const struct report_section SECOND = {"second", "Second & last", NULL, 1u << NAME | 1u << TEXT};

/* ---- making one */

struct made {
    char *text;
    size_t length;
};

static void make(struct made *made, const struct report_writer *writer, report_fill *fill, void *user)
{
    FILE *stream = open_memstream(&made->text, &made->length);
    report_write(stream, writer, &REPORT, fill, user);
    fclose(stream);
}

/* A small one with something of everything. */
static void fill_sample(struct report_output *out, void *user)
{
    (void)user;
    report_fact(out, "in it", "3", "first");
    report_fact(out, "not in it", "0", "empty");
    report_fact(out, "Times", "America/New_York", NULL);
    report_section(out, &FIRST);
    report_heading(out, "Tuesday, 1 December 2026");
    report_row(out, (const char *const[COLUMNS]){"CHFS-0041", "2", "2026-12-01T22:00:00-05:00", "E", "Medicaid eligibility: Jos\xC3\xA9\xE2\x80\x99s rules, which go on in the next line"});
    report_remark(out, "CUT458W still to come: the test <TEST-REF>");
    report_row(out, (const char *const[COLUMNS]){"FIN-0204", "1", "2026-12-01T23:00:00-05:00", "N", "=1+1, \"quoted\" & <b>Sons</b>"});
    report_section(out, &EMPTY);
    report_heading(out, "nor here");
    report_section(out, &SECOND);
    report_note(out, "A note before the rows.");
    report_row(out, (const char *const[COLUMNS]){"KYTC-0103", "", "", "", ""});
}

static void assert_golden(const struct report_writer *writer)
{
    struct made made;
    char path[80];
    snprintf(path, sizeof path, "tests/report/golden/sample.%s", writer->suffix);
    make(&made, writer, fill_sample, NULL);
    golden_assert(path, made.text, made.length);
    free(made.text);
}

static void test_writer__all_three_are_as_they_should_be(void **state)
{
    (void)state;
    assert_golden(&WRITER_PRINT);
    assert_golden(&WRITER_HTML);
    assert_golden(&WRITER_CSV);
}

/* ---- many rows of what hostile forms hold */

static const char *const HOSTILE[] = {
    "", "plain", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='x", "&amp;", "a\nb\r\nc\td", "\x1B[31mred", "\x7F",
    "=cmd|' /C calc'!A0", "caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x9A\x80", "\xFF\xFE broken \xC3", "]]>", "<!--", "</table></body>", "1*** END OF REPORT ***",
    "averyveryverylongwordthatcannotbebrokenanywhereandgoesonandonandonandonandonandonandonandonandonandonandonandonandonandonandonandonandonandon",
    "words words words words words words words words words words words words words words words words words words words words words words",
};
enum { HOSTILE_COUNT = sizeof HOSTILE / sizeof HOSTILE[0] };

static void fill_hostile(struct report_output *out, void *user)
{
    int rows = *(int *)user;
    for (int i = 0; i < HOSTILE_COUNT; i++)
        report_fact(out, HOSTILE[i], HOSTILE[(i + 7) % HOSTILE_COUNT], NULL);
    for (int i = 0; i < rows; i++) {
        const char *const cells[COLUMNS] = {HOSTILE[i % HOSTILE_COUNT], HOSTILE[(i + 1) % HOSTILE_COUNT], HOSTILE[(i + 2) % HOSTILE_COUNT],
                                            HOSTILE[(i + 3) % HOSTILE_COUNT], HOSTILE[(i / 3) % HOSTILE_COUNT]};
        if (i % 40 == 0)
            report_section(out, i % 80 == 0 ? &FIRST : &SECOND);
        if (i % 5 == 0)
            report_heading(out, HOSTILE[i / 5 % HOSTILE_COUNT]);
        report_row(out, cells);
        if (i % 4 == 0)
            report_remark(out, HOSTILE[i / 4 % HOSTILE_COUNT]);
        if (i % 17 == 0)
            report_note(out, HOSTILE[i / 17 % HOSTILE_COUNT]);
    }
}

static void make_hostile(struct made *made, const struct report_writer *writer, int rows)
{
    make(made, writer, fill_hostile, &rows);
}

static int count_of(const char *text, const char *what)
{
    int count = 0;
    for (const char *p = text; (p = strstr(p, what)) != NULL; p += strlen(what))
        count++;
    return count;
}

/* As a printer reads it: 133 printable columns a record, a known control, no page longer than 60 lines; returns the pages. */
static int assert_print(const char *text)
{
    int line = 0, pages = 0;
    for (const char *record = text; *record != '\0'; record += 134) {
        assert_int_equal(strcspn(record, "\n"), 133);
        assert_true(record[0] != '\0' && strchr(" 0-+1", record[0]) != NULL);
        for (int i = 1; i < 133; i++)
            assert_true(record[i] >= ' ' && record[i] <= '~');
        pages += record[0] == '1';
        line = record[0] == '1' ? 1 : line + (record[0] == ' ' ? 1 : record[0] == '0' ? 2 : record[0] == '-' ? 3 : 0);
        assert_true(line <= 60);
    }
    return pages;
}

static void test_print__records_are_133_and_pages_at_most_60_lines(void **state)
{
    (void)state;
    for (int rows = 0; rows < 130; rows += 3) {
        struct made made;
        make_hostile(&made, &WRITER_PRINT, rows);
        assert_int_equal(assert_print(made.text), count_of(made.text, "REPORT PAGE"));
        assert_int_equal(count_of(made.text, "\n-*** END OF REPORT ***"), 1);
        assert_int_equal(count_of(made.text, "NO DATA"), rows == 0);
        free(made.text);
    }
}

static void fill_rows(struct report_output *out, void *user)
{
    report_section(out, &FIRST);
    for (int i = 0; i < *(int *)user; i++)
        report_row(out, (const char *const[COLUMNS]){"CHFS-0041", "2", "2026-12-01T22:00:00-05:00", "E", ""});
}

static void test_print__a_section_goes_on_under_its_title_and_heads(void **state)
{
    (void)state;
    struct made made;
    make(&made, &WRITER_PRINT, fill_rows, &(int){200});
    int pages = assert_print(made.text);
    assert_true(pages > 3);
    int continued = count_of(made.text, "\n-FIRST (CONTINUED) ");
    assert_true(continued >= pages - 2);
    assert_int_equal(count_of(made.text, "\n0RELEASE       ELEM BEGINS           CL TITLE"), continued + 1);
    assert_int_equal(count_of(made.text, "\n CHFS-0041        2 2026-12-01 22:00 E "), 200);
    free(made.text);
}

static void fill_nothing(struct report_output *out, void *user)
{
    (void)user;
    report_section(out, &FIRST);
    report_heading(out, "Today");
}

static void test_writer__nothing_to_tell_is_told(void **state)
{
    (void)state;
    struct made made;
    make(&made, &WRITER_PRINT, fill_nothing, NULL);
    assert_int_equal(assert_print(made.text), 1);
    assert_int_equal(count_of(made.text, "*** NO DATA ***"), 1);
    assert_int_equal(count_of(made.text, "FIRST"), 0);
    free(made.text);
    make(&made, &WRITER_HTML, fill_nothing, NULL);
    assert_int_equal(count_of(made.text, "<p>No data.</p>"), 1);
    assert_int_equal(count_of(made.text, "<table"), 0);
    free(made.text);
    make(&made, &WRITER_CSV, fill_nothing, NULL);
    assert_string_equal(made.text, "\"release\",\"elements\",\"begins\",\"class\",\"title_text\"\r\n");
    free(made.text);
}

/* ---- HTML: every element that is opened is closed, in order, and all are among those that the writer has */

enum { DEPTH_MAX = 32, ELEMENT_SIZE = 12 };

static const char *read_tag(const char *at, char stack[DEPTH_MAX][ELEMENT_SIZE], int *depth)
{
    static const char KNOWN[] = " html head title style body header main section footer nav ul li a b span dl div dt dd h1 h2 p table thead tbody tr th td time ";
    char name[ELEMENT_SIZE + 2] = " ";
    bool closes = at[1] == '/';
    size_t length = strcspn(at + 1 + closes, " >");
    assert_true(length > 0 && length < ELEMENT_SIZE);
    memcpy(name + 1, at + 1 + closes, length);
    name[length + 1] = '\0';
    at += strcspn(at, ">");
    assert_int_equal(*at, '>');
    if (strcmp(name + 1, "meta") == 0 || strcmp(name + 1, "!DOCTYPE") == 0)
        return at + 1;
    if (closes) {
        assert_true(*depth > 0);
        assert_string_equal(stack[--*depth], name + 1);
        return at + 1;
    }
    memcpy(stack[*depth], name + 1, length + 1);
    assert_true(++*depth < DEPTH_MAX);
    name[length + 1] = ' ';
    name[length + 2 < sizeof name ? length + 2 : sizeof name - 1] = '\0';
    assert_non_null(strstr(KNOWN, name));
    return at + 1;
}

static void test_html__every_element_is_closed_and_no_value_is_one(void **state)
{
    (void)state;
    for (int rows = 0; rows < 100; rows += 9) {
        struct made made;
        char stack[DEPTH_MAX][ELEMENT_SIZE];
        int depth = 0;
        make_hostile(&made, &WRITER_HTML, rows);
        for (const char *at = made.text; (at = strchr(at, '<')) != NULL;)
            at = read_tag(at, stack, &depth);
        assert_int_equal(depth, 0);
        assert_int_equal(count_of(made.text, "<script"), 0);
        assert_int_equal(count_of(made.text, "<img"), 0);
        free(made.text);
    }
}

/* ---- CSV: as many cells in every row, whatever is in them */

static void test_csv__every_row_has_every_column(void **state)
{
    (void)state;
    struct made made;
    int cells = 1, rows = 0;
    bool quoted = false;
    make_hostile(&made, &WRITER_CSV, 90);
    for (const char *p = made.text; *p != '\0'; p++) {
        quoted = *p == '"' ? !quoted : quoted;
        cells += !quoted && *p == ',';
        if (!quoted && *p == '\n') {
            assert_int_equal(p[-1], '\r');
            assert_int_equal(cells, COLUMNS);
            cells = 1;
            rows++;
        }
    }
    assert_false(quoted);
    assert_int_equal(rows, 91);
    free(made.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_writer__all_three_are_as_they_should_be),
        cmocka_unit_test(test_writer__nothing_to_tell_is_told),
        cmocka_unit_test(test_print__records_are_133_and_pages_at_most_60_lines),
        cmocka_unit_test(test_print__a_section_goes_on_under_its_title_and_heads),
        cmocka_unit_test(test_html__every_element_is_closed_and_no_value_is_one),
        cmocka_unit_test(test_csv__every_row_has_every_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
