/*
 * writer.h - a table of report writers: print (ASA), HTML, CSV.  Floor 4.
 *
 *     struct report report = {.title = "SCHEDULE", .program = "REPORT", .date = 20261120, .site = "...", .columns = C, .column_count = N};
 *     struct report_output out;
 *     report_begin(&out, &WRITER_PRINT, &report, stream);
 *     report_row(&out, "Booked", cells);            a new section begins when the group changes
 *     report_note(&out, "...");                     a line of plain text
 *     report_end(&out);
 *
 * Rows come in order, group by group; a cell is UTF-8 text and is never markup.  Nothing of a report depends on the
 * clock: DATE is the business date.  A stream that could not be written is told when its file is committed.
 *
 * Print is FBA 133 (IBM: ASA control characters; POSIX asa): column 1 is ' ' one line, '0' two, '-' three, '1' new page;
 * 132 columns, 60 lines a page, blank-padded, so that LF lines can be read as records of 133 bytes.
 */
#ifndef CUTOVER_REPORT_WRITER_H
#define CUTOVER_REPORT_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/bytes.h"

enum { REPORT_COLUMNS_MAX = 16, PRINT_COLUMNS = 132, PRINT_LINES = 60 };

struct report_column {
    const char *title;
    int width;  /* in print; a longer cell goes on in the next line under itself */
};

struct report {
    const char *id;      /* SCHEDULE: file name and program line */
    const char *title;
    const char *site;    /* installation, in the middle of the page head */
    int date;            /* business date */
    const struct report_column *columns;
    size_t column_count;
};

struct report_output;

struct report_writer {
    const char *suffix; /* txt, html, csv */
    void (*head)(struct report_output *out);
    void (*group)(struct report_output *out, const char *group);
    void (*row)(struct report_output *out, const char *group, const char *const *cells);
    void (*note)(struct report_output *out, const char *text);
    void (*tail)(struct report_output *out);
};

extern const struct report_writer WRITER_PRINT, WRITER_HTML, WRITER_CSV;

struct report_output {
    const struct report_writer *writer;
    const struct report *report;
    FILE *stream;
    char group[64];
    int64_t rows;
    int page, line;   /* print */
    bool in_table;    /* HTML */
    struct bytes text; /* scratch */
};

void report_begin(struct report_output *out, const struct report_writer *writer, const struct report *report, FILE *stream);
void report_row(struct report_output *out, const char *group, const char *const *cells);
void report_note(struct report_output *out, const char *text);
void report_end(struct report_output *out);

#endif
