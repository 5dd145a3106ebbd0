/* writer.c - see writer.h: what all writers have in common. */
#include "report/writer.h"

#include <string.h>

#include "base/clock.h"

void report_write(FILE *stream, const struct report_writer *writer, const struct report *report, report_fill *fill, void *user)
{
    struct report_output out = {.writer = writer, .report = report, .stream = stream};
    bytes_init(&out.text);
    writer->head(&out);
    fill(&out, user);
    writer->tail(&out);
    bytes_release(&out.text);
}

void report_fact(struct report_output *out, const char *label, const char *value, const char *section)
{
    if (out->writer->fact != NULL)
        out->writer->fact(out, label, value, section);
}

void report_section(struct report_output *out, const struct report_section *section)
{
    out->pending = section;
    out->heading[0] = '\0';
}

void report_heading(struct report_output *out, const char *text)
{
    snprintf(out->heading, sizeof out->heading, "%s", text);
}

/* What was begun has something in it now. */
static void settle(struct report_output *out)
{
    if (out->pending == NULL)
        return;
    out->section = *out->pending;
    snprintf(out->title, sizeof out->title, "%s", out->pending->title);
    out->section.title = out->title;
    out->pending = NULL;
    if (out->writer->section != NULL)
        out->writer->section(out);
}

void report_row(struct report_output *out, const char *const *cells)
{
    settle(out);
    if (out->heading[0] != '\0' && out->writer->heading != NULL)
        out->writer->heading(out, out->heading);
    out->heading[0] = '\0';
    out->rows++;
    out->writer->row(out, cells);
}

void report_remark(struct report_output *out, const char *text)
{
    if (out->writer->remark != NULL)
        out->writer->remark(out, text);
}

void report_note(struct report_output *out, const char *text)
{
    settle(out);
    if (out->writer->note != NULL)
        out->writer->note(out, text);
}

bool report_shows(const struct report_output *out, size_t i)
{
    return (out->section.columns >> i & 1u) != 0;
}

char *report_date_text(char text[REPORT_DATE_SIZE], int date, bool weekday)
{
    static const char *const MONTHS[] = {"January", "February", "March",     "April",   "May",      "June",
                                         "July",    "August",   "September", "October", "November", "December"};
    static const char *const DAYS[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
    if (!date_is_valid(date))
        snprintf(text, REPORT_DATE_SIZE, "%08d", date);
    else
        snprintf(text, REPORT_DATE_SIZE, "%s%s%d %s %d", weekday ? DAYS[date_weekday(date)] : "", weekday ? ", " : "", date % 100,
                 MONTHS[date / 100 % 100 - 1], date / 10000);
    return text;
}

int report_date_of(const char *iso)
{
    int year, month, day, used = 0;
    if (sscanf(iso, "%4d-%2d-%2dT%n", &year, &month, &day, &used) != 3 || used != 11)
        return 0;
    int date = year * 10000 + month * 100 + day;
    return date_is_valid(date) ? date : 0;
}
