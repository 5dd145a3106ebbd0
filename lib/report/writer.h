/*
 * writer.h - a table of report writers: print (ASA), HTML, CSV.  Floor 4.
 *
 *     static void fill(struct report_output *out, void *user)
 *     {
 *         report_fact(out, "BOOKED", "31", "booked");
 *         report_section(out, &BOOKED);
 *         report_heading(out, "Tuesday, 1 December 2026");
 *         report_row(out, cells);
 *         report_note(out, "...");
 *     }
 *     report_write(stream, &WRITER_PRINT, &report, fill, user);
 *
 * A report is facts, then sections of rows; FILL gives them in order, without knowing who writes.  A cell is UTF-8 text,
 * never markup.  Sections and headings without rows or notes are left out.  Nothing depends on the clock.  A stream that could not
 * be written is told when its file is committed.
 *
 * Print is FBA 133 (ASA control characters; POSIX asa shows them): column 1 is ' ' one line, '0' two, '-' three, '1' new page;
 * 132 columns of printable ASCII, blank-padded, at most 60 lines a page, each record with LF behind it.  Letters with accents lose
 * them, what has no such letter becomes '?'.  HTML is one page that needs nothing else and runs nothing.  CSV (RFC 4180) has
 * one row of column keys, codes and ISO times, and rows only.
 */
#ifndef CUTOVER_REPORT_WRITER_H
#define CUTOVER_REPORT_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/bytes.h"

enum { REPORT_COLUMNS_MAX = 20, PRINT_COLUMNS = 132, PRINT_LINES = 60 };

enum report_kind {
    REPORT_TEXT,
    REPORT_KEY,    /* names its row */
    REPORT_NUMBER, /* to the right */
    REPORT_TIME,   /* ISO 8601 with offset: print and HTML show it shorter */
};

/* What a code means: HTML shows the word.  A table ends with {NULL, NULL}. */
struct report_word {
    const char *code;
    const char *word;
};

struct report_column {
    const char *key;   /* in CSV; in HTML with blanks for _ */
    const char *title; /* in print */
    int width;         /* in print; text in the last column of a section has what is left.  A longer cell goes on below itself */
    enum report_kind kind;
    const struct report_word *words; /* NULL: none */
};

struct report {
    const char *id;    /* SCHEDULE, in the page head */
    const char *title;
    const char *site;  /* installation */
    int date;          /* business date */
    int64_t entry;     /* number of the register's last audit entry: what it knew */
    const char *as_of; /* and when that was written; "" when there is none */
    const struct report_column *columns;
    size_t column_count;
};

struct report_section {
    const char *id;     /* for links: letters only */
    const char *title;
    const char *lead;   /* a sentence below the title, NULL for none */
    uint32_t columns;   /* bit i: column i of the report is shown; CSV has them all */
};

struct report_output;

/* A writer leaves NULL what it does not show. */
struct report_writer {
    const char *suffix; /* txt, html, csv */
    void (*head)(struct report_output *out);
    void (*fact)(struct report_output *out, const char *label, const char *value, const char *section);
    void (*section)(struct report_output *out);
    void (*heading)(struct report_output *out, const char *text);
    void (*row)(struct report_output *out, const char *const *cells);
    void (*remark)(struct report_output *out, const char *text);
    void (*note)(struct report_output *out, const char *text);
    void (*tail)(struct report_output *out);
};

extern const struct report_writer WRITER_PRINT, WRITER_HTML, WRITER_CSV;

/* What is open in a page and must be closed. */
enum page_part { OPEN_NOTHING, OPEN_COUNTS, OPEN_FACTS, OPEN_SECTION, OPEN_TABLE };

/* For writers alone. */
struct report_output {
    const struct report_writer *writer;
    const struct report *report;
    FILE *stream;
    struct report_section section; /* the one written last; title NULL when there was none */
    char title[400];               /* its title */
    const struct report_section *pending; /* NULL: none; written with its first row or note */
    char heading[400];             /* pending; "" for none */
    int64_t rows;
    int page, line;                /* print */
    bool heads_due;                /* print: column heads come before the next row */
    enum page_part open;           /* HTML */
    struct bytes text;             /* scratch */
};

typedef void report_fill(struct report_output *out, void *user);

/* Write the report to STREAM. */
void report_write(FILE *stream, const struct report_writer *writer, const struct report *report, report_fill *fill, void *user);

/* A fact before the first section; SECTION is the id of the section that it counts, or NULL. */
void report_fact(struct report_output *out, const char *label, const char *value, const char *section);

/* Begin a section, which lives until the next; a heading among its rows. */
void report_section(struct report_output *out, const struct report_section *section);
void report_heading(struct report_output *out, const char *text);

/* A row: a cell for each column of the report, "" for none.  A remark belongs to the row above it and is not in CSV. */
void report_row(struct report_output *out, const char *const *cells);
void report_remark(struct report_output *out, const char *text);

/* A paragraph of its own; not in CSV. */
void report_note(struct report_output *out, const char *text);

/* Is column I shown in the present section? */
bool report_shows(const struct report_output *out, size_t i);

/* "20 November 2026" of 20261120, with its weekday before it when WEEKDAY; returns TEXT. */
enum { REPORT_DATE_SIZE = 40 };
char *report_date_text(char text[REPORT_DATE_SIZE], int date, bool weekday);

/* The date of an ISO 8601 text, 0 when it is none. */
int report_date_of(const char *iso);

#endif
