/* acknowledgement.c - see reports.h: to whom sent a drop file, what became of it, and what to do about each thing wrong. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "release/entry.h"
#include "release/filing.h"
#include "report/reports.h"
#include "step/message.h"

static const struct report_column COLUMNS[] = {
    {"FINDING", 8}, {"RECORD", 7}, {"FIELD", 18}, {"AT", 5}, {"WHAT IS WRONG", 44}, {"WHAT TO DO", 44},
};
enum { COLUMN_COUNT = sizeof COLUMNS / sizeof COLUMNS[0] };

struct acknowledging {
    struct reports *reports;
    struct report_output *out;
    struct fault *fault;
};

static void number_text(char *text, size_t size, int64_t number)
{
    if (number > 0)
        snprintf(text, size, "%" PRId64, number);
    else
        text[0] = '\0';
}

static void finding_row(struct report_output *out, const char *group, const struct fault *finding)
{
    char id[MESSAGE_ID_SIZE + 2], record[24], at[24];
    struct bytes text;
    bytes_init(&text);
    message_id(id, finding->code);
    size_t length = strlen(id);
    id[length] = message_severity(finding);
    id[length + 1] = '\0';
    number_text(record, sizeof record, finding->record);
    number_text(at, sizeof at, finding->offset);
    message_text(&text, finding);
    const struct message *message = message_find(abs(finding->code));
    const char *const cells[COLUMN_COUNT] = {id, record, finding->field, at, bytes_string(&text),
                                             message != NULL ? message->action : ""};
    report_row(out, group, cells);
    bytes_release(&text);
}

static int submission_rows(void *user, const struct entry *entry)
{
    struct report_output *out = ((struct acknowledging *)user)->out;
    char group[64];
    snprintf(group, sizeof group, "%s iteration %d: %s", entry->release, entry->iteration, state_name(entry->state));
    for (size_t i = 0; i < entry->findings.count; i++)
        finding_row(out, group, &entry->findings.items[i]);
    if (entry->findings.count == 0) {
        const char *const cells[COLUMN_COUNT] = {"", "", "", "", entry->reason[0] != '\0' ? entry->reason : "nothing is wrong", ""};
        report_row(out, group, cells);
    }
    if (entry->has_slot) {
        const char *const cells[COLUMN_COUNT] = {"slot", "", "", "", entry->slot.start_text, entry->slot.window};
        report_row(out, group, cells);
    }
    for (int i = 0; i < entry->alternate_count; i++) {
        const char *const cells[COLUMN_COUNT] = {"offered", "", "", "", entry->alternates[i].start_text, entry->alternates[i].window};
        report_row(out, group, cells);
    }
    return 0;
}

static void summary_notes(struct report_output *out, const struct filing *filing)
{
    char note[1200];
    snprintf(note, sizeof note, "%s: %s. Form %s of %s, %s in %s, FILE-SEQ %" PRId64 ", %" PRId64 " bytes, SHA-256 %s.", filing->name,
             filing_state_name(filing->state), filing->form[0] != '\0' ? filing->form : "not recognised",
             filing->agency[0] != '\0' ? filing->agency : "an agency not known", filing->carrier, filing->codepage,
             filing->file_seq, filing->bytes, filing->sha256);
    report_note(out, note);
    snprintf(note, sizeof note,
             "Records: %" PRId64 " read = %" PRId64 " posted + %" PRId64 " returned + %" PRId64 " set aside. Submissions: %" PRId64
             " read = %" PRId64 " posted + %" PRId64 " returned + %" PRId64 " set aside.",
             filing->records.read, filing->records.posted, filing->records.returned, filing->records.aside,
             filing->submissions.read, filing->submissions.posted, filing->submissions.returned, filing->submissions.aside);
    report_note(out, note);
    if (filing->kept[0] != '\0') {
        snprintf(note, sizeof note, "The file is kept as %s.", filing->kept);
        report_note(out, note);
    }
}

static int file_rows(struct acknowledging *work, const struct filing *filing)
{
    for (size_t i = 0; i < filing->findings.count; i++)
        finding_row(work->out, "The file, and what was set aside", &filing->findings.items[i]);
    /* The same bytes again have no submissions of their own. */
    if (filing->number > 0 || filing->state != FILING_POSTED)
        return 0;
    return entry_scan_file(work->reports->reg, filing->sha256, submission_rows, work, work->fault);
}

static int acknowledge(void *user, const struct filing *filing)
{
    struct acknowledging *work = user;
    const struct report report = {"ACKNOWLEDGE", "Acknowledgement of a drop file", work->reports->site, work->reports->date,
                                  COLUMNS, COLUMN_COUNT};
    struct report_file file;
    struct bytes name;
    /* Where it is kept is its own among the files of all days; the name it was dropped by need not be. */
    const char *kept = strrchr(filing->kept, '/');
    bytes_init(&name);
    bytes_format(&name, "ack-%s", kept != NULL ? kept + 1 : filing->name);
    int code = report_open(&file, work->reports, bytes_string(&name), &WRITER_PRINT, &report, work->fault);
    bytes_release(&name);
    if (code < 0)
        return code;
    work->out = &file.out;
    summary_notes(&file.out, filing);
    code = file_rows(work, filing);
    return report_close(&file, work->reports, code, work->fault);
}

int acknowledgements_write(struct reports *reports, struct fault *fault)
{
    struct acknowledging work = {.reports = reports, .fault = fault};
    return filing_scan(reports->reg, reports->date, acknowledge, &work, fault);
}
