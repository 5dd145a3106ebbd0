/*
 * balance_sheet.c - see reports.h: what the files of the date held, and what became of it.
 *
 * INTAKE's counts are those the register keeps of each file; VALIDATE's and SCHEDULE's are counted from the entries
 * that came in those files, in the state they are in now.  The two have different sources, so a submission that was
 * lost or doubled between them shows as a difference.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "release/entry.h"
#include "release/filing.h"
#include "report/reports.h"
#include "step/balance.h"
#include "step/message.h"

#include <stdlib.h>

static const struct report_column COLUMNS[] = {
    {"STEP", 10}, {"UNIT", 11}, {"READ", 9}, {"POSTED", 9}, {"RETURNED", 9}, {"DENIED", 9}, {"ASIDE", 9}, {"CARRIED", 9}, {"HASH TOTAL", 16},
};
enum { COLUMN_COUNT = sizeof COLUMNS / sizeof COLUMNS[0] };

enum { INTAKE_FILES, INTAKE_RECORDS, INTAKE_SUBMISSIONS, VALIDATE_SUBMISSIONS, SCHEDULE_SUBMISSIONS, ROWS };

struct sheet {
    struct reports *reports;
    struct balance rows[ROWS];
    int64_t counts[STATES]; /* entries of the date's files, by state */
    struct fault *fault;
};

static int count_entry(void *user, const struct entry *entry)
{
    ((struct sheet *)user)->counts[entry->state]++;
    return 0;
}

static void add_counts(struct balance *row, const struct filing_count *count)
{
    row->read += count->read;
    row->posted += count->posted;
    row->returned += count->returned;
    row->aside += count->aside;
}

static int add_file(void *user, const struct filing *filing)
{
    struct sheet *sheet = user;
    struct balance *files = &sheet->rows[INTAKE_FILES];
    files->read++;
    if (filing->state == FILING_POSTED)
        files->posted++;
    else
        files->aside++;
    add_counts(&sheet->rows[INTAKE_RECORDS], &filing->records);
    add_counts(&sheet->rows[INTAKE_SUBMISSIONS], &filing->submissions);
    sheet->rows[INTAKE_RECORDS].hash_total = (sheet->rows[INTAKE_RECORDS].hash_total + filing->hash_total) % 1000000000000000u;
    if (filing->number > 0)
        return 0;
    return entry_scan_file(sheet->reports->reg, filing->sha256, count_entry, sheet, sheet->fault);
}

/* From the states the date's entries are in to what the later steps did. */
static void derive_steps(struct sheet *sheet)
{
    const int64_t *counts = sheet->counts;
    struct balance *validate = &sheet->rows[VALIDATE_SUBMISSIONS], *schedule = &sheet->rows[SCHEDULE_SUBMISSIONS];
    int64_t booked = counts[STATE_SCHEDULED] + counts[STATE_STAGED] + counts[STATE_DEPLOYED] + counts[STATE_ROLLED_BACK];
    int64_t ended = counts[STATE_WITHDRAWN] + counts[STATE_SUPERSEDED];
    validate->read = sheet->rows[INTAKE_SUBMISSIONS].posted;
    validate->returned = counts[STATE_RETURNED] - sheet->rows[INTAKE_SUBMISSIONS].returned;
    validate->denied = counts[STATE_DENIED];
    validate->carried = counts[STATE_RECEIVED] + counts[STATE_BOARD];
    validate->posted = counts[STATE_ACCEPTED] + counts[STATE_OFFERED] + booked + ended;
    schedule->read = counts[STATE_ACCEPTED] + counts[STATE_OFFERED] + booked;
    schedule->posted = booked;
    schedule->returned = counts[STATE_OFFERED];
    schedule->carried = counts[STATE_ACCEPTED];
}

static int write_json(struct sheet *sheet)
{
    struct bytes out;
    bytes_init(&out);
    bytes_format(&out, "{\"date\":%d,\"balance\":[", sheet->reports->date);
    for (size_t i = 0; i < ROWS; i++) {
        bytes_text(&out, i > 0 ? ",\n" : "\n");
        balance_json(&out, &sheet->rows[i]);
    }
    bytes_text(&out, "\n]}\n");
    char *path = file_join(sheet->reports->folder, "balance.json");
    int code = file_write(path, out.data, out.length, sheet->fault);
    sheet->reports->written += code == 0;
    free(path);
    bytes_release(&out);
    return code;
}

static void print_row(struct report_output *out, const struct balance *row)
{
    char numbers[7][24];
    const int64_t values[] = {row->read, row->posted, row->returned, row->denied, row->aside, row->carried, (int64_t)row->hash_total};
    const char *cells[COLUMN_COUNT] = {row->step, row->unit};
    for (size_t i = 0; i < 7; i++) {
        snprintf(numbers[i], sizeof numbers[i], "%*" PRId64, COLUMNS[i + 2].width, values[i]);
        cells[i + 2] = numbers[i];
    }
    report_row(out, "What was read equals what was posted, returned, denied, set aside and carried", cells);
}

static int print_sheet(struct sheet *sheet, bool holds)
{
    const struct report report = {"BALANCE", "Balance of the night", sheet->reports->site, sheet->reports->date, COLUMNS, COLUMN_COUNT};
    struct report_file file;
    int code = report_open(&file, sheet->reports, "balance", &WRITER_PRINT, &report, sheet->fault);
    if (code < 0)
        return code;
    for (size_t i = 0; i < ROWS; i++)
        print_row(&file.out, &sheet->rows[i]);
    report_note(&file.out, holds ? "It balances." : "IT DOES NOT BALANCE. Do not go on; keep the home folder and report it.");
    return report_close(&file, sheet->reports, 0, sheet->fault);
}

int balance_write(struct reports *reports, struct fault *fault)
{
    static const char *const steps[ROWS][2] = {{"INTAKE", "file"}, {"INTAKE", "record"}, {"INTAKE", "submission"},
                                               {"VALIDATE", "submission"}, {"SCHEDULE", "submission"}};
    struct sheet sheet = {.reports = reports, .fault = fault};
    for (size_t i = 0; i < ROWS; i++)
        sheet.rows[i] = (struct balance){.step = steps[i][0], .unit = steps[i][1]};
    int code = filing_scan(reports->reg, reports->date, add_file, &sheet, fault);
    if (code != 0)
        return code;
    derive_steps(&sheet);
    struct fault difference = {0};
    for (size_t i = 0; i < ROWS && difference.code == 0; i++)
        balance_check(&sheet.rows[i], &difference);
    code = write_json(&sheet);
    if (code == 0)
        code = print_sheet(&sheet, difference.code == 0);
    if (code == 0 && difference.code != 0) {
        *fault = difference;
        code = difference.code;
    }
    return code;
}
