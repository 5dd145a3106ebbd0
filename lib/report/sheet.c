/* sheet.c - see writer.h: CSV. */
#include <string.h>

#include "report/writer.h"
#include "text/csv.h"

static void put_row(struct report_output *out, const char *const *cells)
{
    bytes_clear(&out->text);
    for (size_t i = 0; i < out->report->column_count; i++) {
        if (i > 0)
            bytes_char(&out->text, ',');
        csv_put_cell(&out->text, cells[i], strlen(cells[i]));
    }
    fprintf(out->stream, "%s\r\n", bytes_string(&out->text));
}

static void sheet_head(struct report_output *out)
{
    const char *keys[REPORT_COLUMNS_MAX];
    for (size_t i = 0; i < out->report->column_count; i++)
        keys[i] = out->report->columns[i].key;
    put_row(out, keys);
}

static void sheet_row(struct report_output *out, const char *const *cells)
{
    put_row(out, cells);
}

static void sheet_tail(struct report_output *out)
{
    (void)out;
}

const struct report_writer WRITER_CSV = {.suffix = "csv", .head = sheet_head, .row = sheet_row, .tail = sheet_tail};
