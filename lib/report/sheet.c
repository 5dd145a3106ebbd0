/* sheet.c - see writer.h: CSV (RFC 4180), one row of column names, the group as first column; notes are left out. */
#include <string.h>

#include "report/writer.h"
#include "text/csv.h"

static void put_row(struct report_output *out, const char *first, const char *const *cells)
{
    bytes_clear(&out->text);
    csv_put_cell(&out->text, first, strlen(first));
    for (size_t i = 0; i < out->report->column_count; i++) {
        bytes_char(&out->text, ',');
        csv_put_cell(&out->text, cells[i], strlen(cells[i]));
    }
    fprintf(out->stream, "%s\r\n", bytes_string(&out->text));
}

static void sheet_head(struct report_output *out)
{
    const char *titles[REPORT_COLUMNS_MAX];
    for (size_t i = 0; i < out->report->column_count; i++)
        titles[i] = out->report->columns[i].title;
    put_row(out, "GROUP", titles);
}

static void sheet_group(struct report_output *out, const char *group)
{
    (void)out;
    (void)group;
}

static void sheet_row(struct report_output *out, const char *group, const char *const *cells)
{
    put_row(out, group, cells);
}

static void sheet_note(struct report_output *out, const char *text)
{
    (void)out;
    (void)text;
}

static void sheet_tail(struct report_output *out)
{
    (void)out;
}

const struct report_writer WRITER_CSV = {"csv", sheet_head, sheet_group, sheet_row, sheet_note, sheet_tail};
