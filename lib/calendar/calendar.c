/*
 * calendar.c - see calendar.h: the events of a range of time, expanded once and kept, and the questions over them.
 *
 * Only the range that was asked for, with some margin, is expanded; a question beyond it expands the events anew
 * for both.  Invariant of what is kept: every window, blackout and holiday that touches [covered.start, covered.end)
 * is there, windows are cut by all blackouts that touch them, and each list is sorted by start, end and name.
 */
#include "calendar/calendar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "calendar/event.h"
#include "calendar/ics.h"
#include "calendar/zone.h"

#define DAY_SECONDS INT64_C(86400)
#define TIME_MIN INT64_C(0)                      /* 1970-01-01 */
#define TIME_MAX INT64_C(7258118400)             /* 2200-01-01 */
#define MARGIN_SECONDS (40 * DAY_SECONDS)        /* expanded beyond what was asked */
#define KEPT_SECONDS_MAX (8 * 366 * DAY_SECONDS) /* kept at once, unless one question asks for more */
#define HORIZON_SECONDS (732 * DAY_SECONDS)      /* looked ahead for a window */

enum { FILE_BYTES_MAX = 16 << 20, IDLE_DAYS_MAX = 400, COUNT_MAX = 10000 };

struct windows {
    struct calendar_window *items;
    size_t count;
    size_t capacity;
};

struct calendar {
    icaltimezone *zone;
    struct ics ics;
    struct calendar_span covered;
    struct windows windows;   /* pieces between blackouts */
    struct windows blackouts; /* as they stand; they may overlap */
    struct windows holidays;  /* whole local days */
};

static void windows_add(struct windows *windows, const char *name, int64_t start, int64_t end)
{
    windows->items = memory_grow(windows->items, &windows->capacity, windows->count + 1, sizeof *windows->items);
    struct calendar_window *window = &windows->items[windows->count++];
    memcpy(window->name, name, sizeof window->name);
    window->start = start;
    window->end = end;
}

static int by_start(const void *a, const void *b)
{
    const struct calendar_window *left = a, *right = b;
    if (left->start != right->start)
        return left->start < right->start ? -1 : 1;
    int names = strcmp(left->name, right->name);
    return names != 0 ? names : (left->end > right->end) - (left->end < right->end);
}

static void windows_sort(struct windows *windows)
{
    if (windows->count > 0)
        qsort(windows->items, windows->count, sizeof *windows->items, by_start);
}

/* ---- expansion ---- */

static void take(void *user, const struct event *event, int64_t start, int64_t end)
{
    windows_add(user, event->name, start, end);
}

static void expand(struct calendar *calendar, enum event_kind kind, int64_t from, int64_t until, struct windows *out)
{
    out->count = 0;
    for (size_t i = 0; i < calendar->ics.count; i++)
        if (calendar->ics.events[i].kind == kind)
            event_expand(&calendar->ics.events[i], from, until, take, out);
    windows_sort(out);
}

/* The pieces of WINDOW that no blackout touches; BLACKOUTS are sorted by start. */
static void cut(const struct calendar_window *window, const struct windows *blackouts, struct windows *out)
{
    int64_t from = window->start;
    for (size_t i = 0; i < blackouts->count && blackouts->items[i].start < window->end; i++) {
        if (blackouts->items[i].start > from)
            windows_add(out, window->name, from, blackouts->items[i].start);
        if (blackouts->items[i].end > from)
            from = blackouts->items[i].end;
    }
    if (from < window->end)
        windows_add(out, window->name, from, window->end);
}

static void fill(struct calendar *calendar, int64_t from, int64_t until)
{
    struct windows whole = {0};
    int64_t first = from, last = until;
    expand(calendar, EVENT_WINDOW, from, until, &whole);
    for (size_t i = 0; i < whole.count; i++) {
        first = whole.items[i].start < first ? whole.items[i].start : first;
        last = whole.items[i].end > last ? whole.items[i].end : last;
    }
    expand(calendar, EVENT_BLACKOUT, first, last, &calendar->blackouts);
    expand(calendar, EVENT_HOLIDAY, from, until, &calendar->holidays);
    calendar->windows.count = 0;
    for (size_t i = 0; i < whole.count; i++)
        cut(&whole.items[i], &calendar->blackouts, &calendar->windows);
    windows_sort(&calendar->windows);
    free(whole.items);
    calendar->covered = (struct calendar_span){from, until};
}

/*
 * Make the kept range hold [FROM, UNTIL), as far as it lies in the years that are known; false when none of it does,
 * or when it is no range.
 */
static bool cover(struct calendar *calendar, int64_t from, int64_t until)
{
    if (until <= TIME_MIN || from >= TIME_MAX || from > until)
        return false;
    from = from < TIME_MIN ? TIME_MIN : from;
    until = until > TIME_MAX ? TIME_MAX : until;
    struct calendar_span *covered = &calendar->covered;
    if (covered->start <= from && until <= covered->end)
        return true;
    int64_t first = from - MARGIN_SECONDS, last = until + MARGIN_SECONDS;
    int64_t both_first = first < covered->start ? first : covered->start;
    int64_t both_last = last > covered->end ? last : covered->end;
    if (covered->end > covered->start && both_last - both_first <= KEPT_SECONDS_MAX)
        fill(calendar, both_first, both_last);
    else
        fill(calendar, first, last);
    return true;
}

int calendar_open(struct calendar **calendar, const char *path, const char *zone, struct fault *fault)
{
    icaltimezone *found = zone[0] == '\0' ? NULL : icaltimezone_get_builtin_timezone(zone);
    if (found == NULL) {
        char shown[80];
        return fault_set(fault, CALENDAR_E_ZONE, "%s", bytes_escape(shown, sizeof shown, zone, strlen(zone)));
    }
    struct bytes text;
    bytes_init(&text);
    struct calendar *made = memory_new(1, sizeof *made);
    made->zone = found;
    int code = file_read(&text, path, FILE_BYTES_MAX, fault);
    if (code == 0 && (code = ics_read(&made->ics, bytes_string(&text), text.length, found, fault)) < 0)
        fault_in_file(fault, path);
    bytes_release(&text);
    if (code < 0)
        calendar_close(made);
    else
        *calendar = made;
    return code;
}

void calendar_close(struct calendar *calendar)
{
    if (calendar == NULL)
        return;
    ics_release(&calendar->ics);
    free(calendar->windows.items);
    free(calendar->blackouts.items);
    free(calendar->holidays.items);
    free(calendar);
}

/* ---- days and times ---- */

bool calendar_is_business_day(struct calendar *calendar, int date)
{
    int weekday = date_weekday(date);
    if (weekday == 0 || weekday == 6)
        return false;
    int64_t start = calendar_time(calendar, date, 0), end = calendar_time(calendar, date, 2400);
    if (!cover(calendar, start, end))
        return true;
    for (size_t i = 0; i < calendar->holidays.count && calendar->holidays.items[i].start < end; i++)
        if (calendar->holidays.items[i].end > start)
            return false;
    return true;
}

int calendar_add_business_days(struct calendar *calendar, int date, int count)
{
    int step = count < 0 ? -1 : 1;
    int64_t left = (int64_t)count * step;
    if (left > COUNT_MAX)
        return 0;
    int idle = 0;
    while (left > 0) {
        int64_t next = date_to_days(date) + step;
        if (++idle > IDLE_DAYS_MAX || next < date_to_days(10101) || next > date_to_days(99991231))
            return 0;
        date = date_from_days(next);
        if (!calendar_is_business_day(calendar, date))
            continue;
        left--;
        idle = 0;
    }
    return date;
}

int64_t calendar_time(struct calendar *calendar, int date, int hhmm)
{
    return zone_instant(calendar->zone, date_to_days(date) * DAY_SECONDS + hhmm / 100 * 3600 + hhmm % 100 * 60);
}

int calendar_local(struct calendar *calendar, int64_t instant, int *hhmm)
{
    int64_t local = zone_local(calendar->zone, instant);
    int date = date_of_seconds(local);
    int minute = (int)((local - date_to_days(date) * DAY_SECONDS) / 60);
    if (hhmm != NULL)
        *hhmm = minute / 60 * 100 + minute % 60;
    return date;
}

char *calendar_iso(struct calendar *calendar, char text[CALENDAR_ISO_SIZE], int64_t instant)
{
    int offset = zone_offset(calendar->zone, instant), minutes = abs(offset) / 60;
    char whole[CLOCK_TEXT_SIZE];
    snprintf(text, CALENDAR_ISO_SIZE, "%.19s%c%02d:%02d", clock_text(whole, instant + offset), offset < 0 ? '-' : '+',
             minutes / 60 % 100, minutes % 60);
    return text;
}

/* ---- windows and slots ---- */

bool calendar_window_of(struct calendar *calendar, int64_t start, int64_t end, struct calendar_window *window)
{
    if (start < TIME_MIN || end > TIME_MAX || end - start > HORIZON_SECONDS || !cover(calendar, start, end))
        return false;
    const struct windows *windows = &calendar->windows;
    for (size_t i = 0; i < windows->count && windows->items[i].start <= start; i++) {
        if (windows->items[i].end < end || windows->items[i].end <= start)
            continue;
        if (window != NULL)
            *window = windows->items[i];
        return true;
    }
    return false;
}

bool calendar_blackout_of(struct calendar *calendar, int64_t start, int64_t end, struct calendar_window *blackout)
{
    if (end <= start || !cover(calendar, start, end))
        return false;
    const struct windows *blackouts = &calendar->blackouts;
    for (size_t i = 0; i < blackouts->count && blackouts->items[i].start < end; i++) {
        if (blackouts->items[i].end <= start)
            continue;
        if (blackout != NULL)
            *blackout = blackouts->items[i];
        return true;
    }
    return false;
}

/* Index of the first piece from INDEX on that ends after FROM and begins before UNTIL; the count if there is none. */
static size_t next_piece(const struct windows *windows, size_t index, int64_t from, int64_t until)
{
    while (index < windows->count && windows->items[index].end <= from)
        index++;
    return index < windows->count && windows->items[index].start < until ? index : windows->count;
}

bool calendar_next_window(struct calendar *calendar, int64_t from, struct calendar_window *window)
{
    static const int64_t ahead[] = {MARGIN_SECONDS, HORIZON_SECONDS}; /* mostly it is near; else as far as promised */
    from = from < TIME_MIN ? TIME_MIN : from;
    for (size_t i = 0; i < sizeof ahead / sizeof ahead[0]; i++) {
        if (from >= TIME_MAX || !cover(calendar, from, from + ahead[i]))
            return false;
        size_t index = next_piece(&calendar->windows, 0, from, from + ahead[i]);
        if (index == calendar->windows.count)
            continue;
        *window = calendar->windows.items[index];
        window->start = window->start < from ? from : window->start;
        return true;
    }
    return false;
}

/* The first begin at or after FROM from which SECONDS are free of BUSY. */
static int64_t first_free(int64_t from, int64_t seconds, const struct calendar_span *busy, size_t count)
{
    for (size_t i = 0; i < count && busy[i].start < from + seconds; i++)
        if (busy[i].end > from && busy[i].end > busy[i].start)
            from = busy[i].end;
    return from;
}

bool calendar_find_slot(struct calendar *calendar, int64_t earliest, int64_t latest, int minutes,
                        const struct calendar_span *busy, size_t count, struct calendar_window *slot)
{
    int64_t seconds = minutes * INT64_C(60);
    earliest = earliest < TIME_MIN ? TIME_MIN : earliest;
    if (minutes < 1 || earliest >= TIME_MAX || latest < earliest)
        return false;
    if (latest > earliest + HORIZON_SECONDS)
        latest = earliest + HORIZON_SECONDS;
    if (!cover(calendar, earliest, latest + 1))
        return false;
    const struct windows *windows = &calendar->windows;
    size_t index = 0;
    while ((index = next_piece(windows, index, earliest, latest + 1)) < windows->count) {
        const struct calendar_window *piece = &windows->items[index++];
        int64_t start = first_free(piece->start > earliest ? piece->start : earliest, seconds, busy, count);
        if (start > latest || start + seconds > piece->end)
            continue;
        *slot = *piece;
        slot->start = start;
        slot->end = start + seconds;
        return true;
    }
    return false;
}
