/* acknowledgement.c - see reports.h: for who sent a drop file, what became of it, and what to do about each thing wrong. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "release/entry.h"
#include "release/filing.h"
#include "release/show.h"
#include "report/reports.h"
#include "step/message.h"
#include "text/path.h"

enum { UNIT, READ, POSTED, RETURNED, ASIDE, FINDING, RECORD, FIELD, AT, WRONG, NEXT, COLUMNS };

static const struct report_column COLUMN[COLUMNS] = {
    [UNIT] = {"unit", "WHAT", 12, REPORT_KEY, NULL},
    [READ] = {"read", "READ", 9, REPORT_NUMBER, NULL},
    [POSTED] = {"posted", "POSTED", 9, REPORT_NUMBER, NULL},
    [RETURNED] = {"returned", "RETURNED", 9, REPORT_NUMBER, NULL},
    [ASIDE] = {"set_aside", "SET ASIDE", 9, REPORT_NUMBER, NULL},
    [FINDING] = {"finding", "FINDING", 8, REPORT_KEY, NULL},
    [RECORD] = {"record", "RECORD", 7, REPORT_NUMBER, NULL},
    [FIELD] = {"field", "FIELD", 18, REPORT_TEXT, NULL},
    [AT] = {"offset", "AT", 5, REPORT_NUMBER, NULL},
    [WRONG] = {"wrong", "WHAT IS WRONG", 42, REPORT_TEXT, NULL},
    [NEXT] = {"next", "WHAT TO DO", 42, REPORT_TEXT, NULL},
};

#define SHOW(column) (1u << (column))

static const uint32_t COUNT_COLUMNS = SHOW(UNIT) | SHOW(READ) | SHOW(POSTED) | SHOW(RETURNED) | SHOW(ASIDE);
static const uint32_t FINDING_COLUMNS = SHOW(FINDING) | SHOW(RECORD) | SHOW(FIELD) | SHOW(AT) | SHOW(WRONG) | SHOW(NEXT);

static const char *const OUTCOMES[] = {
    [FILING_POSTED] = "Taken in. What became of each submission is told below.",
    [FILING_ASIDE] = "Set aside whole: nothing in it was taken in. Mend what is told below and send the file again.",
    [FILING_DUPLICATE] = "Nothing was done: these bytes were taken in before. The acknowledgement of that time stands.",
};

struct acknowledging {
    struct reports *reports;
    const struct filing *filing;
    struct report_output *out;
    int code; /* of the register */
    struct fault *fault;
};

/* ---- findings */

static void number_text(char text[24], int64_t number)
{
    text[0] = '\0';
    if (number > 0)
        snprintf(text, 24, "%" PRId64, number);
}

static void finding_row(struct report_output *out, const struct fault *finding)
{
    char id[MESSAGE_ID_SIZE + 1], record[24], at[24];
    const struct message *message = message_find(abs(finding->code));
    struct bytes text;
    bytes_init(&text);
    size_t length = strlen(message_id(id, finding->code));
    snprintf(id + length, sizeof id - length, "%c", message_severity(finding));
    number_text(record, finding->record);
    number_text(at, finding->offset);
    message_text(&text, finding);
    report_row(out, (const char *const[COLUMNS]){[UNIT] = "", [READ] = "", [POSTED] = "", [RETURNED] = "", [ASIDE] = "",
                                                 [FINDING] = id, [RECORD] = record, [FIELD] = finding->field, [AT] = at,
                                                 [WRONG] = bytes_string(&text), [NEXT] = message != NULL ? message->action : ""});
    bytes_release(&text);
}

/* ---- one submission */

static void put_slot(struct bytes *text, const char *label, const struct entry_slot *slot)
{
    bytes_format(text, "%s%.10s %.5s to %.10s %.5s%s%s", label, slot->start_text, slot->start_text + 11, slot->end_text,
                 slot->end_text + 11, slot->window[0] != '\0' ? ", " : "", slot->window);
}

/* What happened, why, when, and what is next. */
static void submission_notes(struct report_output *out, const struct entry *entry)
{
    struct bytes text;
    bytes_init(&text);
    bytes_text(&text, show_meaning(entry));
    if (entry->reason[0] != '\0')
        bytes_format(&text, " Why: %s", entry->reason);
    report_note(out, bytes_string(&text));
    bytes_clear(&text);
    if (entry->has_slot)
        put_slot(&text, "Slot: ", &entry->slot);
    for (int i = 0; i < entry->alternate_count; i++) {
        char label[32];
        snprintf(label, sizeof label, "%salternate %d: ", i > 0 ? "; " : "", i + 1);
        put_slot(&text, label, &entry->alternates[i]);
    }
    if (text.length > 0)
        report_note(out, bytes_string(&text));
    bytes_clear(&text);
    bytes_text(&text, "Next: ");
    show_next(&text, entry);
    report_note(out, bytes_string(&text));
    bytes_release(&text);
}

static int submission_section(void *user, const struct entry *entry)
{
    struct acknowledging *work = user;
    char title[120];
    snprintf(title, sizeof title, "%s iteration %d: %s", entry->release, entry->iteration, state_name(entry->state));
    const struct report_section section = {"submission", title, NULL, FINDING_COLUMNS};
    report_section(work->out, &section);
    submission_notes(work->out, entry);
    for (size_t i = 0; i < entry->findings.count; i++)
        finding_row(work->out, &entry->findings.items[i]);
    return 0;
}

/* ---- the file */

static void facts(struct report_output *out, const struct filing *filing)
{
    char sequence[24] = "unknown", bytes[24];
    if (filing->file_seq >= 0)
        snprintf(sequence, sizeof sequence, "%" PRId64, filing->file_seq);
    snprintf(bytes, sizeof bytes, "%" PRId64, filing->bytes);
    const struct {
        const char *label, *value;
    } lines[] = {
        {"FILE", filing->name},
        {"RESULT", filing_state_name(filing->state)},
        {"", OUTCOMES[filing->state]},
        {"FORM", filing->form[0] != '\0' ? filing->form : "not recognised"},
        {"CARRIER", filing->carrier},
        {"CODE PAGE", filing->codepage},
        {"AGENCY", filing->agency},
        {"FILE-SEQ", sequence},
        {"BYTES", bytes},
        {"SHA-256", filing->sha256},
        {"KEPT AS", filing->kept},
        {"SET ASIDE IN", filing->suspended},
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        if (lines[i].value[0] != '\0')
            report_fact(out, lines[i].label, lines[i].value, NULL);
}

static void count_row(struct report_output *out, const char *unit, const struct filing_count *count)
{
    char numbers[4][24];
    const int64_t values[4] = {count->read, count->posted, count->returned, count->aside};
    for (size_t i = 0; i < 4; i++)
        snprintf(numbers[i], sizeof numbers[i], "%" PRId64, values[i]);
    report_row(out, (const char *const[COLUMNS]){[UNIT] = unit, [READ] = numbers[0], [POSTED] = numbers[1], [RETURNED] = numbers[2],
                                                 [ASIDE] = numbers[3], [FINDING] = "", [RECORD] = "", [FIELD] = "", [AT] = "",
                                                 [WRONG] = "", [NEXT] = ""});
}

static void file_findings(struct report_output *out, const struct filing *filing)
{
    static const struct report_section SECTION = {"file", "The file, and what was set aside", NULL, FINDING_COLUMNS};
    report_section(out, &SECTION);
    for (size_t i = 0; i < filing->findings.count; i++)
        finding_row(out, &filing->findings.items[i]);
    if (filing->findings_total > (int64_t)filing->findings.count) {
        char note[120];
        snprintf(note, sizeof note, "%" PRId64 " findings in all; the others are in the .findings.jsonl beside the file.",
                 filing->findings_total);
        report_note(out, note);
    }
}

static void fill(struct report_output *out, void *user)
{
    static const struct report_section COUNTS = {"counts", "What was read", "Read equals posted, returned and set aside.", COUNT_COLUMNS};
    struct acknowledging *work = user;
    const struct filing *filing = work->filing;
    work->out = out;
    facts(out, filing);
    report_section(out, &COUNTS);
    count_row(out, "records", &filing->records);
    count_row(out, "submissions", &filing->submissions);
    file_findings(out, filing);
    /* The same bytes again have no submissions of their own. */
    if (filing->state == FILING_POSTED && filing->number == 0)
        work->code = entry_scan_file(work->reports->reg, filing->sha256, submission_section, work, work->fault);
}

static int acknowledge(void *user, const struct filing *filing)
{
    struct acknowledging *work = user;
    struct bytes name;
    /* Where it is kept is its own among the files of all days; the name it was dropped by need not be. */
    const char *slash = strrchr(filing->kept, '/'), *own = slash != NULL ? slash + 1 : filing->name;
    const struct report report = reports_describe(work->reports, "ACKNOWLEDGE", "Acknowledgement of a drop file", COLUMN, COLUMNS);
    bytes_init(&name);
    bytes_text(&name, "ack-");
    path_put_component(&name, own, strlen(own));
    work->filing = filing;
    work->code = 0;
    int code = reports_publish(work->reports, bytes_string(&name), &WRITER_PRINT, &report, fill, work, work->fault);
    bytes_release(&name);
    return code < 0 ? code : work->code;
}

int acknowledgements_write(struct reports *reports, struct fault *fault)
{
    struct acknowledging work = {.reports = reports, .fault = fault};
    return filing_scan(reports->reg, reports->date, acknowledge, &work, fault);
}
