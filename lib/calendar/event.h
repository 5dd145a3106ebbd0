/*
 * event.h - one event of the calendar file, and when it takes place.  Internal to lib/calendar.
 *
 * Times are local clock times (zone.h) of the event's own zone; an occurrence begins and ends at the same clock times
 * every day.
 */
#ifndef CUTOVER_CALENDAR_EVENT_H
#define CUTOVER_CALENDAR_EVENT_H

#include <libical/ical.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "calendar/calendar.h"

enum event_kind { EVENT_WINDOW, EVENT_BLACKOUT, EVENT_HOLIDAY };

struct event_times {
    int64_t *items;
    size_t count;
    size_t capacity;
};

struct event {
    enum event_kind kind;
    char name[CALENDAR_NAME_SIZE];
    char *uid;          /* owned; "" if none */
    icaltimezone *zone; /* of libical or of the calendar's own VTIMEZONE */
    int64_t start;      /* first begin */
    int64_t length;     /* from begin to end on the clock, at least 1 */
    bool all_day;
    bool moved;         /* RECURRENCE-ID: stands for one occurrence of the event with its uid */
    int64_t moved_from; /* that occurrence, an instant */
    bool cancelled;     /* takes place never */
    bool repeats;       /* RULE counts; its UNTIL is a local clock time */
    struct icalrecurrencetype rule;
    struct event_times more;   /* further begins */
    struct event_times except; /* begins that are left out, instants */
    struct event_times days;   /* days that are left out, their midnights */
};

void event_release(struct event *event);
void event_times_add(struct event_times *times, int64_t time);

/* What an occurrence is told to; its begin and end are instants. */
typedef void event_occurs(void *user, const struct event *event, int64_t start, int64_t end);

/* Tell of every occurrence that touches [FROM, UNTIL), in no promised order, never one twice. */
void event_expand(const struct event *event, int64_t from, int64_t until, event_occurs *occurs, void *user);

#endif
