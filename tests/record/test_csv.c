/* test_csv.c - tests of record/csv.h: rows as a spreadsheet counts them. */
#include "support/suite.h"

#include <string.h>

#include "base/bytes.h"
#include "record/csv.h"
#include "record/error.h"

/* "1@0[a|b]" for each row. */
static int tell_row(void *user, const struct csv_row *row)
{
    struct bytes *told = user;
    bytes_format(told, "%d@%d[", (int)row->number, (int)row->file_offset);
    for (size_t i = 0; i < row->count; i++) {
        bytes_text(told, i > 0 ? "|" : "");
        bytes_add(told, row->cells[i].text, row->cells[i].length);
        assert_int_equal(row->cells[i].text[row->cells[i].length], '\0');
    }
    bytes_text(told, "]");
    return row->count > 0 && strcmp(row->cells[0].text, "stop") == 0 ? 7 : 0;
}

static void test_csv__rows_and_what_is_none(void **state)
{
    (void)state;
    static const struct {
        const char *text, *rows;
        int code, row;
    } cases[] = {
        {"a,b\nc,d\n", "1@0[a|b]2@4[c|d]", 0, 0},
        {"a,b\r\nc,d", "1@0[a|b]2@5[c|d]", 0, 0},
        {"a\n\nb\r\n\r\nc\n", "1@0[a]2@2[]3@3[b]4@6[]5@8[c]", 0, 0},
        {"\"x\ny\",\"\"\"q\"\"\",\n z ,w\n", "1@0[x\ny|\"q\"|]2@15[ z |w]", 0, 0},
        {"\xEF\xBB\xBF" "a\n", "1@3[a]", 0, 0},
        {"", "", 0, 0},
        {"stop\nb\n", "1@0[stop]", 7, 0},
        {"a\nb\"c\n", "1@0[a]", RECORD_E_CSV, 2},
        {"a\n\"b\"c\n", "1@0[a]", RECORD_E_CSV, 2},
        {"a\n\"b\n\nc", "1@0[a]", RECORD_E_CSV, 2},
        {"a\n\xE4,b\n", "1@0[a]", RECORD_E_UTF8, 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct bytes told;
        struct fault fault = {0};
        bytes_init(&told);
        assert_int_equal(csv_read(cases[i].text, strlen(cases[i].text), tell_row, &told, &fault), cases[i].code);
        assert_string_equal(bytes_string(&told), cases[i].rows);
        assert_int_equal(fault.record, cases[i].row);
        bytes_release(&told);
    }
}

static int count_row(void *user, const struct csv_row *row)
{
    (void)row;
    ++*(int *)user;
    return 0;
}

static void test_csv__a_row_has_a_bound(void **state)
{
    (void)state;
    struct bytes text;
    struct fault fault;
    int rows = 0;
    bytes_init(&text);
    for (int i = 0; i <= CSV_CELLS_MAX; i++)
        bytes_char(&text, ',');
    assert_int_equal(csv_read(text.data, text.length, count_row, &rows, &fault), RECORD_E_CSV);
    assert_int_equal(rows, 0);
    bytes_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_csv__rows_and_what_is_none),
        cmocka_unit_test(test_csv__a_row_has_a_bound),
    };
    return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
