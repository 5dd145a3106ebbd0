/* writer.c - see writer.h: what all writers have in common. */
#include "report/writer.h"

#include <string.h>

void report_begin(struct report_output *out, const struct report_writer *writer, const struct report *report, FILE *stream)
{
    *out = (struct report_output){.writer = writer, .report = report, .stream = stream};
    bytes_init(&out->text);
    writer->head(out);
}

void report_row(struct report_output *out, const char *group, const char *const *cells)
{
    if (out->rows == 0 || strcmp(out->group, group) != 0) {
        snprintf(out->group, sizeof out->group, "%s", group);
        out->writer->group(out, group);
    }
    out->rows++;
    out->writer->row(out, group, cells);
}

void report_note(struct report_output *out, const char *text)
{
    out->writer->note(out, text);
}

void report_end(struct report_output *out)
{
    out->writer->tail(out);
    bytes_release(&out->text);
}
