/* print.c - see writer.h: FBA 133 with ASA control, page head as batch shops have it. */
#include <string.h>

#include "base/utf8.h"
#include "report/writer.h"


/* One print line: control, then TEXT padded to 132 columns.  A character is a column; controls become '.'. */
static void put_line(struct report_output *out, char control, const char *text, size_t length)
{
    int column = 0;
    fputc(control, out->stream);
    for (size_t at = 0; at < length && column < PRINT_COLUMNS; column++) {
        size_t width = utf8_width(text + at, length - at);
        if (width == 0 || (width == 1 && ((unsigned char)text[at] < ' ' || text[at] == 0x7F)))
            fputc('.', out->stream);
        else
            fwrite(text + at, 1, width, out->stream);
        at += width > 0 ? width : 1;
    }
    fprintf(out->stream, "%*s\n", PRINT_COLUMNS - column, "");
    out->line += control == '0' ? 2 : control == '-' ? 3 : 1;
}

/* LEFT, MIDDLE and RIGHT in one line of the page head. */
static void head_line(struct report_output *out, char control, const char *left, const char *middle, const char *right)
{
    char line[PRINT_COLUMNS + 1];
    memset(line, ' ', PRINT_COLUMNS);
    line[PRINT_COLUMNS] = '\0';
    size_t middle_length = strlen(middle) < 60 ? strlen(middle) : 60, right_length = strlen(right);
    memcpy(line, left, strlen(left) < 40 ? strlen(left) : 40);
    memcpy(line + (PRINT_COLUMNS - middle_length) / 2, middle, middle_length);
    memcpy(line + PRINT_COLUMNS - right_length, right, right_length);
    put_line(out, control, line, PRINT_COLUMNS);
}

static void column_heads(struct report_output *out)
{
    const struct report *report = out->report;
    bytes_clear(&out->text);
    for (size_t i = 0; i < report->column_count; i++)
        bytes_format(&out->text, "%-*s ", report->columns[i].width, report->columns[i].title);
    put_line(out, '0', bytes_string(&out->text), out->text.length);
    bytes_clear(&out->text);
    for (size_t i = 0; i < report->column_count; i++)
        bytes_format(&out->text, "%.*s ", report->columns[i].width,
                     "------------------------------------------------------------------------");
    put_line(out, ' ', bytes_string(&out->text), out->text.length);
}

static void new_page(struct report_output *out)
{
    const struct report *report = out->report;
    char date[40], page[40], program[60];
    out->line = 0;
    snprintf(date, sizeof date, "DATE RUN %04d-%02d-%02d", report->date / 10000, report->date / 100 % 100, report->date % 100);
    snprintf(page, sizeof page, "REPORT PAGE %5d", ++out->page);
    snprintf(program, sizeof program, "PROGRAM ID %s", report->id);
    head_line(out, '1', date, report->site, page);
    head_line(out, ' ', "TIME RUN 00:00:00", "CUTOVER", "");
    head_line(out, ' ', program, report->title, "");
    column_heads(out);
}

static void need_lines(struct report_output *out, int lines)
{
    if (out->line + lines > PRINT_LINES)
        new_page(out);
}

static void print_head(struct report_output *out)
{
    new_page(out);
}

static void print_group(struct report_output *out, const char *group)
{
    need_lines(out, 4);
    put_line(out, '0', group, strlen(group));
}

/* Bytes of TEXT that fill at most WIDTH columns, broken behind a blank when there is one. */
static size_t piece(const char *text, int width)
{
    size_t length = strlen(text), at = 0, blank = 0;
    for (int column = 0; at < length && column < width; column++) {
        size_t step = utf8_width(text + at, length - at);
        at += step > 0 ? step : 1;
        if (text[at] == ' ' || text[at] == '\0')
            blank = at;
    }
    return at == length || blank == 0 ? at : blank;
}

static size_t columns_of(const char *text, size_t length)
{
    size_t columns = 0;
    for (size_t at = 0; at < length; columns++) {
        size_t step = utf8_width(text + at, length - at);
        at += step > 0 ? step : 1;
    }
    return columns;
}

/* As many lines as the longest cell needs. */
static void print_row(struct report_output *out, const char *group, const char *const *cells)
{
    (void)group;
    const char *rest[REPORT_COLUMNS_MAX];
    size_t count = out->report->column_count;
    for (size_t i = 0; i < count; i++)
        rest[i] = cells[i];
    for (bool more = true; more;) {
        more = false;
        need_lines(out, 1); /* a page head uses the same scratch */
        bytes_clear(&out->text);
        for (size_t i = 0; i < count; i++) {
            int width = out->report->columns[i].width;
            size_t length = piece(rest[i], width), pad = (size_t)width - columns_of(rest[i], length);
            bytes_add(&out->text, rest[i], length);
            bytes_format(&out->text, "%*s ", (int)pad, "");
            rest[i] += length;
            rest[i] += strspn(rest[i], " ");
            more = more || rest[i][0] != '\0';
        }
        put_line(out, ' ', bytes_string(&out->text), out->text.length);
    }
}

static void print_note(struct report_output *out, const char *text)
{
    char control = '0';
    do {
        size_t length = piece(text, PRINT_COLUMNS);
        need_lines(out, 2);
        put_line(out, control, text, length);
        text += length;
        text += strspn(text, " ");
        control = ' ';
    } while (*text != '\0');
}

static void print_tail(struct report_output *out)
{
    if (out->rows == 0)
        put_line(out, '-', "*** NO DATA ***", 15);
    need_lines(out, 3);
    put_line(out, '-', "*** END OF REPORT ***", 21);
}

const struct report_writer WRITER_PRINT = {"txt", print_head, print_group, print_row, print_note, print_tail};
