/*
 * schedule.c - see reports.h: what is booked, day by day; what was offered; what waits, and why.
 *
 * Everything is read first, as rows in an arena, and sorted; then each writer gets the same rows.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/memory.h"
#include "release/entry.h"
#include "report/reports.h"
#include "step/message.h"

enum {
    STATE, ALTERNATE, BEGINS, ENDS, RELEASE, ITERATION, TITLE, FORM, AGENCY, SYSTEM, CLASS, ENVIRONMENT, OUTAGE, STAGED, WINDOW, WHY, FINDINGS,
    COLUMNS
};

static const struct report_word CLASSES[] = {{"S", "standard"}, {"N", "normal"}, {"E", "emergency"}, {NULL, NULL}};
static const struct report_word ENVIRONMENTS[] = {{"P", "production"}, {"T", "test"}, {"D", "development"}, {NULL, NULL}};
static const struct report_word OUTAGES[] = {{"Y", "outage"}, {"N", "none"}, {NULL, NULL}};
static const struct report_word READY[] = {{"Y", "staged"}, {"N", "not yet"}, {NULL, NULL}};

static const struct report_column COLUMN[COLUMNS] = {
    [STATE] = {"state", "STATE", 11, REPORT_TEXT, NULL},
    [ALTERNATE] = {"alternate", "ALT", 3, REPORT_NUMBER, NULL},
    [BEGINS] = {"begins", "BEGINS", 16, REPORT_TIME, NULL},
    [ENDS] = {"ends", "ENDS", 16, REPORT_TIME, NULL},
    [RELEASE] = {"release", "RELEASE", 12, REPORT_KEY, NULL},
    [ITERATION] = {"iteration", "IT.", 3, REPORT_NUMBER, NULL},
    [TITLE] = {"title", "TITLE", 27, REPORT_TEXT, NULL},
    [FORM] = {"form", "FORM", 4, REPORT_TEXT, NULL},
    [AGENCY] = {"agency", "AGENCY", 8, REPORT_TEXT, NULL},
    [SYSTEM] = {"system", "SYSTEM", 8, REPORT_TEXT, NULL},
    [CLASS] = {"class", "CL", 2, REPORT_TEXT, CLASSES},
    [ENVIRONMENT] = {"environment", "EN", 2, REPORT_TEXT, ENVIRONMENTS},
    [OUTAGE] = {"outage", "OUT", 3, REPORT_TEXT, OUTAGES},
    [STAGED] = {"staged", "STG", 3, REPORT_TEXT, READY},
    [WINDOW] = {"window", "WINDOW", 16, REPORT_TEXT, NULL},
    [WHY] = {"why", "WHY", 40, REPORT_TEXT, NULL},
    [FINDINGS] = {"findings", "FINDINGS", 20, REPORT_TEXT, NULL},
};

#define SHOW(column) (1u << (column))
#define SHOW_KEY (SHOW(RELEASE) | SHOW(ITERATION) | SHOW(FORM) | SHOW(AGENCY) | SHOW(SYSTEM) | SHOW(CLASS) | SHOW(ENVIRONMENT))

enum { BOOKED, OFFERED, BOARD, ACCEPTED, RECEIVED, PARTS };

static const struct report_section SECTIONS[PARTS] = {
    [BOOKED] = {"booked", "Booked", NULL, SHOW_KEY | SHOW(BEGINS) | SHOW(ENDS) | SHOW(OUTAGE) | SHOW(STAGED) | SHOW(WINDOW) | SHOW(TITLE)},
    [OFFERED] = {"offered", "Other times offered",
                 "There was no room at the time asked for. The submitter or a change manager takes one of these; none is held until then.",
                 SHOW(ALTERNATE) | SHOW(BEGINS) | SHOW(ENDS) | SHOW(WINDOW) | SHOW(WHY)},
    [BOARD] = {"board", "Wait for the board", "They are complete; a member of the Change Advisory Board decides.", SHOW_KEY | SHOW(TITLE) | SHOW(WHY)},
    [ACCEPTED] = {"accepted", "Accepted, not booked yet", "Each night looks for their slot again.", SHOW_KEY | SHOW(TITLE) | SHOW(WHY)},
    [RECEIVED] = {"received", "Received, not judged yet", "They wait for another part, or for an answer of the directory.",
                  SHOW_KEY | SHOW(TITLE) | SHOW(WHY)},
};

static const char *const COUNT_LABELS[PARTS] = {"booked", "offered other times", "wait for the board", "accepted, not booked",
                                                "received, not judged"};

struct line {
    int part;
    int64_t start; /* of what is booked: it is sorted by time */
    const char *cells[COLUMNS];
    bool moved;                   /* it is not booked at the time it asked for */
    const struct fault *findings; /* shown below it */
    size_t finding_count;
};

struct schedule {
    struct reports *reports;
    int part;                /* being read */
    struct arena arena;      /* holds texts and findings */
    struct line *lines;
    size_t count, capacity;
    int64_t releases[PARTS]; /* submissions, not lines */
    int64_t states[STATES];
    struct fault *fault;
};

/* ---- reading */

static const char *kept(struct schedule *schedule, const char *text)
{
    return arena_text(&schedule->arena, text, strlen(text));
}

static const char *number(struct schedule *schedule, int value)
{
    char text[16];
    snprintf(text, sizeof text, "%d", value);
    return kept(schedule, text);
}

static struct line *add_line(struct schedule *schedule)
{
    schedule->lines = memory_grow(schedule->lines, &schedule->capacity, schedule->count + 1, sizeof *schedule->lines);
    struct line *line = &schedule->lines[schedule->count++];
    *line = (struct line){.part = schedule->part};
    for (size_t i = 0; i < COLUMNS; i++)
        line->cells[i] = "";
    return line;
}

static void set_slot(struct schedule *schedule, struct line *line, const struct entry_slot *slot)
{
    line->cells[BEGINS] = kept(schedule, slot->start_text);
    line->cells[ENDS] = kept(schedule, slot->end_text);
    line->cells[WINDOW] = kept(schedule, slot->window);
}

static const char *finding_ids(struct schedule *schedule, const struct fault_list *findings)
{
    struct bytes ids;
    bytes_init(&ids);
    for (size_t i = 0; i < findings->count; i++) {
        char id[MESSAGE_ID_SIZE];
        bytes_format(&ids, "%s%s%c", i > 0 ? " " : "", message_id(id, findings->items[i].code), message_severity(&findings->items[i]));
    }
    const char *text = kept(schedule, bytes_string(&ids));
    bytes_release(&ids);
    return text;
}

/* What the register says of an entry, but for its times. */
static void describe(struct schedule *schedule, struct line *line, const struct entry *entry, const struct submission_record *main)
{
    line->cells[STATE] = state_name(entry->state);
    line->cells[RELEASE] = kept(schedule, entry->release);
    line->cells[ITERATION] = number(schedule, entry->iteration);
    line->cells[FORM] = kept(schedule, entry->form);
    line->cells[AGENCY] = kept(schedule, entry->agency);
    line->cells[SYSTEM] = kept(schedule, entry->system);
    line->cells[CLASS] = kept(schedule, entry->class);
    line->cells[ENVIRONMENT] = kept(schedule, submission_meant(main, "submission.environment"));
    line->cells[OUTAGE] = kept(schedule, submission_meant(main, "submission.outage"));
    line->cells[TITLE] = kept(schedule, submission_meant(main, "submission.title"));
    line->cells[WHY] = kept(schedule, entry->reason);
    line->cells[FINDINGS] = finding_ids(schedule, &entry->findings);
}

static void keep_findings(struct schedule *schedule, struct line *line, const struct fault_list *findings)
{
    struct fault *copy = arena_new(&schedule->arena, (findings->count + 1) * sizeof *copy);
    for (size_t i = 0; i < findings->count; i++)
        copy[i] = findings->items[i];
    line->findings = copy;
    line->finding_count = findings->count;
}

/* Is it booked at another time than it asked for? */
static bool is_moved(const struct entry *entry, const struct submission_record *main)
{
    int asked = (int)submission_amount(main, "submission.requested_date"), at = (int)submission_amount(main, "submission.requested_time");
    char text[24];
    snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d", asked / 10000, asked / 100 % 100, asked % 100, at / 100 % 100, at % 100);
    return strncmp(text, entry->slot.start_text, 16) != 0;
}

static void add_entry(struct schedule *schedule, const struct entry *entry, const struct submission_record *main)
{
    struct line *line = add_line(schedule);
    describe(schedule, line, entry, main);
    if (schedule->part == BOOKED) {
        line->start = entry->slot.start;
        line->cells[STAGED] = entry->state == STATE_STAGED ? "Y" : "N";
        set_slot(schedule, line, &entry->slot);
        keep_findings(schedule, line, &entry->findings);
        line->moved = entry->state == STATE_SCHEDULED && is_moved(entry, main);
    }
    for (int i = 0; i < entry->alternate_count; i++) {
        struct line *alternate = i == 0 ? line : add_line(schedule);
        if (i > 0) {
            describe(schedule, alternate, entry, main);
            alternate->cells[WHY] = "";
        }
        alternate->cells[ALTERNATE] = number(schedule, i + 1);
        set_slot(schedule, alternate, &entry->alternates[i]);
    }
    schedule->releases[schedule->part]++;
}

static int visit(void *user, const struct entry *entry)
{
    struct schedule *schedule = user;
    struct submission submission;
    int code = entry_submission(&submission, entry, schedule->reports->forms, schedule->fault);
    if (code == 0)
        add_entry(schedule, entry, submission_first(&submission, FORM_SUBMISSION));
    submission_release(&submission);
    return code;
}

static int count_key(void *user, const char *key, const char *value, size_t length)
{
    (void)key, (void)value, (void)length;
    (*(int64_t *)user)++;
    return 0;
}

static int read_all(struct schedule *schedule)
{
    static const struct {
        int part;
        enum release_state state;
    } READ[] = {{BOOKED, STATE_SCHEDULED}, {BOOKED, STATE_STAGED}, {OFFERED, STATE_OFFERED},
                {BOARD, STATE_BOARD},      {ACCEPTED, STATE_ACCEPTED}, {RECEIVED, STATE_RECEIVED}};
    int code = 0;
    for (size_t i = 0; i < sizeof READ / sizeof READ[0] && code == 0; i++) {
        schedule->part = READ[i].part;
        code = entry_scan_state(schedule->reports->reg, READ[i].state, visit, schedule, schedule->fault);
    }
    for (int state = STATE_RECEIVED; state < STATES && code == 0; state++) {
        char prefix[32];
        snprintf(prefix, sizeof prefix, "%s/", state_name((enum release_state)state));
        code = reg_scan(schedule->reports->reg, NULL, REG_STATE, prefix, count_key, &schedule->states[state], schedule->fault);
    }
    return code;
}

static int compare_lines(const void *left, const void *right)
{
    static const int BY[] = {RELEASE, ITERATION, FORM, ALTERNATE};
    const struct line *a = left, *b = right;
    if (a->part != b->part)
        return a->part - b->part;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    for (size_t i = 0; i < sizeof BY / sizeof BY[0]; i++) {
        size_t long_a = strlen(a->cells[BY[i]]), long_b = strlen(b->cells[BY[i]]);
        int order = BY[i] == ITERATION && long_a != long_b ? (long_a < long_b ? -1 : 1) : strcmp(a->cells[BY[i]], b->cells[BY[i]]);
        if (order != 0)
            return order;
    }
    return 0;
}

/* ---- writing */

static void facts(struct report_output *out, const struct schedule *schedule)
{
    static const struct {
        enum release_state state;
        const char *word;
    } ENDED[] = {{STATE_RETURNED, "returned"},       {STATE_DENIED, "denied"},       {STATE_DEPLOYED, "deployed"},
                 {STATE_ROLLED_BACK, "rolled back"}, {STATE_WITHDRAWN, "withdrawn"}, {STATE_SUPERSEDED, "superseded"}};
    char text[200] = "";
    for (int part = 0; part < PARTS; part++) {
        snprintf(text, sizeof text, "%lld", (long long)schedule->releases[part]);
        report_fact(out, COUNT_LABELS[part], text, SECTIONS[part].id);
    }
    text[0] = '\0';
    for (size_t i = 0; i < sizeof ENDED / sizeof ENDED[0]; i++) {
        size_t length = strlen(text);
        snprintf(text + length, sizeof text - length, "%s%lld %s", i > 0 ? ", " : "", (long long)schedule->states[ENDED[i].state], ENDED[i].word);
    }
    report_fact(out, "Not listed", text, NULL);
    report_fact(out, "Times", schedule->reports->zone, NULL);
}

static void remarks(struct report_output *out, const struct line *line)
{
    if (line->moved) {
        struct bytes text;
        bytes_init(&text);
        bytes_format(&text, "Not at the time asked for: %s", line->cells[WHY]);
        report_remark(out, bytes_string(&text));
        bytes_release(&text);
    }
    for (size_t i = 0; i < line->finding_count; i++) {
        const struct fault *finding = &line->findings[i];
        char id[MESSAGE_ID_SIZE];
        struct bytes text;
        bytes_init(&text);
        bytes_format(&text, "%s%c %s%s", message_id(id, finding->code), message_severity(finding), finding->field,
                     finding->field[0] != '\0' ? ": " : "");
        message_text(&text, finding);
        report_remark(out, bytes_string(&text));
        bytes_release(&text);
    }
}

/* What is booked has a heading a day, what was offered one a release. */
static void heading(struct report_output *out, const struct line *line, const struct line *before)
{
    const char *const *cells = line->cells;
    char text[400], date[REPORT_DATE_SIZE];
    int day = report_date_of(cells[BEGINS]);
    if (line->part == BOOKED && (before == NULL || day != report_date_of(before->cells[BEGINS]))) {
        report_heading(out, report_date_text(date, day, true));
    } else if (line->part == OFFERED && cells[ALTERNATE][0] <= '1') {
        snprintf(text, sizeof text, "%s.%s %s, %s %s: %s", cells[RELEASE], cells[ITERATION], cells[FORM], cells[AGENCY], cells[SYSTEM],
                 cells[TITLE]);
        report_heading(out, text);
    }
}

static void fill(struct report_output *out, void *user)
{
    const struct schedule *schedule = user;
    const struct line *before = NULL; /* in the same section */
    facts(out, schedule);
    for (size_t i = 0; i < schedule->count; i++) {
        const struct line *line = &schedule->lines[i];
        if (before == NULL || line->part != before->part) {
            report_section(out, &SECTIONS[line->part]);
            before = NULL;
        }
        heading(out, line, before);
        report_row(out, line->cells);
        remarks(out, line);
        before = line;
    }
}

int schedule_write(struct reports *reports, struct fault *fault)
{
    static const struct report_writer *const WRITERS[] = {&WRITER_PRINT, &WRITER_HTML, &WRITER_CSV};
    struct schedule schedule = {.reports = reports, .fault = fault};
    const struct report report = reports_describe(reports, "SCHEDULE", "Release schedule", COLUMN, COLUMNS);
    arena_init(&schedule.arena);
    int code = read_all(&schedule);
    if (schedule.count > 1)
        qsort(schedule.lines, schedule.count, sizeof *schedule.lines, compare_lines);
    for (size_t i = 0; i < sizeof WRITERS / sizeof WRITERS[0] && code == 0; i++)
        code = reports_publish(reports, "schedule", WRITERS[i], &report, fill, &schedule, fault);
    free(schedule.lines);
    arena_release(&schedule.arena);
    return code;
}
