/*
 * balance_sheet.c - see reports.h: what the files of the date held, and what became of it.
 *
 * INTAKE's counts are those the register keeps of each file; VALIDATE's and SCHEDULE's are counted from the entries
 * that came in those files, in the state they are in now.  The two have different sources, so a submission that was
 * lost or doubled between them shows as a difference.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "release/entry.h"
#include "release/filing.h"
#include "report/reports.h"
#include "step/balance.h"
#include "step/message.h"

static const struct report_column COLUMN[] = {
    {"step", "STEP", 10, REPORT_KEY, NULL},           {"unit", "UNIT", 12, REPORT_TEXT, NULL},
    {"read", "READ", 10, REPORT_NUMBER, NULL},        {"posted", "POSTED", 10, REPORT_NUMBER, NULL},
    {"returned", "RETURNED", 10, REPORT_NUMBER, NULL}, {"denied", "DENIED", 10, REPORT_NUMBER, NULL},
    {"aside", "SET ASIDE", 10, REPORT_NUMBER, NULL},  {"carried", "CARRIED", 10, REPORT_NUMBER, NULL},
    {"hash_total", "HASH TOTAL", 16, REPORT_NUMBER, NULL},
};
enum { COLUMNS = sizeof COLUMN / sizeof COLUMN[0], NUMBERS = 7 };

enum { INTAKE_FILES, INTAKE_RECORDS, INTAKE_SUBMISSIONS, VALIDATE_SUBMISSIONS, SCHEDULE_SUBMISSIONS, ROWS };

static const uint64_t HASH_MODULUS = 1000000000000000u;

struct sheet {
    struct reports *reports;
    struct balance rows[ROWS];
    int64_t counts[STATES]; /* entries of the date's files, by state */
    bool holds;
    struct fault *fault;
};

/* ---- counting */

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
    struct balance *files = &sheet->rows[INTAKE_FILES], *records = &sheet->rows[INTAKE_RECORDS];
    files->read++;
    if (filing->state == FILING_POSTED)
        files->posted++;
    else
        files->aside++;
    add_counts(records, &filing->records);
    add_counts(&sheet->rows[INTAKE_SUBMISSIONS], &filing->submissions);
    records->hash_total = (records->hash_total + filing->hash_total) % HASH_MODULUS;
    if (filing->state != FILING_POSTED || filing->number > 0)
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

/* ---- balance.json: a row a step and unit; what was read equals the sum of the others */

static void sheet_json(struct bytes *out, const struct sheet *sheet)
{
    bytes_format(out, "{\"date\":%d,\"balanced\":%s,\"balance\":[", sheet->reports->date, sheet->holds ? "true" : "false");
    for (size_t i = 0; i < ROWS; i++) {
        bytes_text(out, i > 0 ? ",\n" : "\n");
        balance_json(out, &sheet->rows[i]);
    }
    bytes_text(out, "\n]}\n");
}

static int write_json(const struct sheet *sheet)
{
    struct bytes out;
    bytes_init(&out);
    sheet_json(&out, sheet);
    char *path = file_join(sheet->reports->folder, "balance.json");
    int code = file_write(path, out.data, out.length, sheet->fault);
    sheet->reports->written += code == 0 ? 1 : 0;
    free(path);
    bytes_release(&out);
    return code;
}

/* ---- balance.txt */

static void print_row(struct report_output *out, const struct balance *row)
{
    char numbers[NUMBERS][24];
    const int64_t values[NUMBERS] = {row->read, row->posted, row->returned, row->denied, row->aside, row->carried, (int64_t)row->hash_total};
    const char *cells[COLUMNS] = {row->step, row->unit};
    for (size_t i = 0; i < NUMBERS; i++) {
        snprintf(numbers[i], sizeof numbers[i], "%" PRId64, values[i]);
        cells[i + 2] = numbers[i];
    }
    cells[NUMBERS + 1] = row->hash_total != 0 ? cells[NUMBERS + 1] : "";
    report_row(out, cells);
}

static void fill(struct report_output *out, void *user)
{
    static const struct report_section SECTION = {"balance", "What the files of the date held, and what became of it",
                                                  "Read equals posted, returned, denied, set aside and carried.", (1u << COLUMNS) - 1};
    const struct sheet *sheet = user;
    report_section(out, &SECTION);
    for (size_t i = 0; i < ROWS && sheet->rows[INTAKE_FILES].read > 0; i++)
        print_row(out, &sheet->rows[i]);
    if (sheet->rows[INTAKE_FILES].read > 0)
        report_note(out, sheet->holds ? "It balances." : "IT DOES NOT BALANCE. Do not go on; keep the home folder and report it.");
}

/* ---- all of it */

static int publish(struct sheet *sheet)
{
    const struct report report = reports_describe(sheet->reports, "BALANCE", "Balance of the date", COLUMN, COLUMNS);
    int code = write_json(sheet);
    return code == 0 ? reports_publish(sheet->reports, "balance", &WRITER_PRINT, &report, fill, sheet, sheet->fault) : code;
}

int balance_write(struct reports *reports, struct fault *fault)
{
    static const char *const NAMES[ROWS][2] = {
        {"INTAKE", "file"}, {"INTAKE", "record"}, {"INTAKE", "submission"}, {"VALIDATE", "submission"}, {"SCHEDULE", "submission"}};
    struct sheet sheet = {.reports = reports, .fault = fault};
    struct fault difference = {0};
    for (size_t i = 0; i < ROWS; i++)
        sheet.rows[i] = (struct balance){.step = NAMES[i][0], .unit = NAMES[i][1]};
    int code = filing_scan(reports->reg, reports->date, add_file, &sheet, fault);
    if (code != 0)
        return code;
    derive_steps(&sheet);
    for (size_t i = 0; i < ROWS && difference.code == 0; i++)
        balance_check(&sheet.rows[i], &difference);
    sheet.holds = difference.code == 0;
    code = publish(&sheet);
    if (code == 0 && !sheet.holds) {
        *fault = difference;
        code = difference.code;
    }
    return code;
}
