/* schedule.c - see reports.h: what is booked, in order of time; what was offered; what waits, and why. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "release/entry.h"
#include "report/reports.h"

static const struct report_column COLUMNS[] = {
    {"RELEASE", 12}, {"IT", 3}, {"FORM", 4}, {"AGENCY", 8}, {"SYSTEM", 8}, {"CL", 2}, {"STATE", 9},
    {"BEGINS", 16},  {"ENDS", 16}, {"WINDOW", 14}, {"WHY", 30},
};
enum { COLUMN_COUNT = sizeof COLUMNS / sizeof COLUMNS[0] };

static const struct part {
    enum release_state state;
    const char *group;
} PARTS[] = {
    {STATE_SCHEDULED, "Booked"},
    {STATE_STAGED, "Staged, ready for its window"},
    {STATE_OFFERED, "Alternates offered: the submitter chooses"},
    {STATE_BOARD, "Waits for the Change Advisory Board"},
    {STATE_ACCEPTED, "Accepted, not booked yet"},
    {STATE_RECEIVED, "Received, not judged yet"},
};

/* One line of the report, kept so that bookings can be sorted by time. */
struct line {
    int64_t start; /* 0: none */
    char *cells[COLUMN_COUNT];
};

struct lines {
    struct line *items;
    size_t count, capacity;
};

/* "2026-11-24T22:00:00-05:00" as "2026-11-24 22:00". */
static char *short_time(const char *iso)
{
    char text[17];
    snprintf(text, sizeof text, "%.10s %.5s", iso, strlen(iso) > 11 ? iso + 11 : "");
    return memory_copy_string(text);
}

static struct line *add_line(struct lines *lines, const struct entry *entry)
{
    char iteration[12];
    lines->items = memory_grow(lines->items, &lines->capacity, lines->count + 1, sizeof *lines->items);
    struct line *line = &lines->items[lines->count++];
    snprintf(iteration, sizeof iteration, "%d", entry->iteration);
    const char *texts[COLUMN_COUNT] = {entry->release, iteration,  entry->form, entry->agency, entry->system, entry->class,
                                       state_name(entry->state), "", "", "", entry->reason};
    line->start = 0;
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        line->cells[i] = memory_copy_string(texts[i]);
    return line;
}

static void set_cell(struct line *line, size_t column, char *text)
{
    free(line->cells[column]);
    line->cells[column] = text;
}

static void set_slot(struct line *line, const struct entry_slot *slot)
{
    line->start = slot->start;
    set_cell(line, 7, short_time(slot->start_text));
    set_cell(line, 8, short_time(slot->end_text));
    set_cell(line, 9, memory_copy_string(slot->window));
}

static int visit(void *user, const struct entry *entry)
{
    struct lines *lines = user;
    struct line *line = add_line(lines, entry);
    if (entry->has_slot)
        set_slot(line, &entry->slot);
    for (int i = 0; i < entry->alternate_count; i++) {
        char why[32];
        struct line *alternate = i == 0 ? line : add_line(lines, entry);
        snprintf(why, sizeof why, "alternate %d", i + 1);
        set_slot(alternate, &entry->alternates[i]);
        alternate->start = 0; /* alternates stay with their release */
        set_cell(alternate, 10, memory_copy_string(why));
    }
    return 0;
}

static int compare_lines(const void *left, const void *right)
{
    const struct line *a = left, *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    for (size_t i = 0; i < 3; i++) {
        int order = strcmp(a->cells[i], b->cells[i]);
        if (order != 0)
            return order;
    }
    return strcmp(a->cells[10], b->cells[10]);
}

static void release_lines(struct lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        for (size_t k = 0; k < COLUMN_COUNT; k++)
            free(lines->items[i].cells[k]);
    free(lines->items);
    *lines = (struct lines){0};
}

static void add_rows(struct report_output *out, struct lines *parts)
{
    char note[200];
    size_t total = 0;
    for (size_t p = 0; p < sizeof PARTS / sizeof PARTS[0]; p++) {
        for (size_t i = 0; i < parts[p].count; i++)
            report_row(out, PARTS[p].group, (const char *const *)parts[p].items[i].cells);
        total += parts[p].count;
    }
    snprintf(note, sizeof note, "%zu booked, %zu staged; %zu lines of alternates; %zu wait for the board, %zu for a booking, %zu to be judged.",
             parts[0].count, parts[1].count, parts[2].count, parts[3].count, parts[4].count, parts[5].count);
    if (total > 0)
        report_note(out, note);
}

static int write_one(struct reports *reports, const struct report_writer *writer, struct lines *parts, struct fault *fault)
{
    const struct report report = {"SCHEDULE", "Release schedule", reports->site, reports->date, COLUMNS, COLUMN_COUNT};
    struct report_file file;
    int code = report_open(&file, reports, "schedule", writer, &report, fault);
    if (code < 0)
        return code;
    add_rows(&file.out, parts);
    return report_close(&file, reports, 0, fault);
}

int schedule_write(struct reports *reports, struct fault *fault)
{
    struct lines parts[sizeof PARTS / sizeof PARTS[0]] = {{0}};
    const struct report_writer *const writers[] = {&WRITER_PRINT, &WRITER_HTML, &WRITER_CSV};
    int code = 0;
    for (size_t p = 0; p < sizeof PARTS / sizeof PARTS[0] && code == 0; p++) {
        code = entry_scan_state(reports->reg, PARTS[p].state, visit, &parts[p], fault);
        if (parts[p].count > 1)
            qsort(parts[p].items, parts[p].count, sizeof *parts[p].items, compare_lines);
    }
    for (size_t i = 0; i < sizeof writers / sizeof writers[0] && code == 0; i++)
        code = write_one(reports, writers[i], parts, fault);
    for (size_t p = 0; p < sizeof PARTS / sizeof PARTS[0]; p++)
        release_lines(&parts[p]);
    return code;
}
