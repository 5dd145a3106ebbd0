/*
 * calendar.h - business days, local time, windows for changes, and free slots in them.  Floor 2.
 *
 * An iCalendar file (RFC 5545, read by libical) holds the events; CATEGORIES says what one is:
 *     none or WINDOW   production may be changed           BLACKOUT   it may not: cut out of every window
 *     HOLIDAY          an all-day event: not a business day; Saturdays and Sundays never are
 * Repetition (RRULE daily or rarer, RDATE, EXDATE, moved and cancelled occurrences) and time zones are followed.
 *
 * Instants are int64_t seconds since 1970-01-01T00:00:00Z; a span is [start, end).  Dates are CCYYMMDD.
 * Local time is that of the zone given to calendar_open; $TZ has no say.  An event without a zone is in it too.
 * Decided: a repeated event keeps its local begin and end on every day, so a window "22:00 to 04:00" ends at
 * 04:00 also in the night when the clock changes.  A local time that the clock skips is read with the offset
 * before the gap (02:30 becomes 03:30), one that comes twice is the first (RFC 5545, 3.3.5).
 * Windows are known for the years 1970 to 2199; outside them there is none.
 *
 *     struct calendar *calendar;
 *     if (calendar_open(&calendar, path, "America/New_York", &fault) < 0) ...
 *     if (calendar_find_slot(calendar, earliest, latest, 90, busy, busy_count, &slot)) ...
 *     calendar_close(calendar);
 */
#ifndef CUTOVER_CALENDAR_CALENDAR_H
#define CUTOVER_CALENDAR_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"

enum calendar_error {
    CALENDAR_E_SYNTAX = -500,   /* a line that is not iCalendar, or no VCALENDAR at all */
    CALENDAR_E_EVENT = -501,    /* an event without begin or end, or that ends before it begins */
    CALENDAR_E_CATEGORY = -502, /* CATEGORIES that is none of ours: a misspelt BLACKOUT must not be passed over */
    CALENDAR_E_RULE = -503,     /* a repetition that is not followed */
    CALENDAR_E_ZONE = -504,     /* a time zone that is not known */
};

enum { CALENDAR_NAME_SIZE = 64, CALENDAR_ISO_SIZE = 26 };

struct calendar;

struct calendar_window {
    char name[CALENDAR_NAME_SIZE]; /* SUMMARY of the event, cut to fit; its UID if it has none */
    int64_t start;
    int64_t end;
};

struct calendar_span {
    int64_t start;
    int64_t end;
};

/*
 * Read the file at PATH (at most 16 MB) for ZONE, a name as in /usr/share/zoneinfo.  Returns 0 and *CALENDAR to be
 * closed, or BASE_E_OPEN, BASE_E_TOO_BIG or a CALENDAR_E_ code with file and line; a file with any fault is refused
 * whole.
 */
int calendar_open(struct calendar **calendar, const char *path, const char *zone, struct fault *fault);

/* Accepts NULL. */
void calendar_close(struct calendar *calendar);

/* Neither Saturday, Sunday nor a HOLIDAY.  DATE must be valid. */
bool calendar_is_business_day(struct calendar *calendar, int date);

/*
 * The COUNT-th business day after DATE (before it when COUNT is negative); DATE itself for 0, whatever day it is.
 * Returns 0, no date, when there are 400 days without a business day, or COUNT is beyond 10,000.
 */
int calendar_add_business_days(struct calendar *calendar, int date, int count);

/* The instant of local time HHMM (0 to 2400) on DATE. */
int64_t calendar_time(struct calendar *calendar, int date, int hhmm);

/* Local date of an instant; *HHMM, unless NULL, is the local time of day, seconds dropped. */
int calendar_local(struct calendar *calendar, int64_t instant, int *hhmm);

/* "2026-11-24T22:00:00-05:00", local time with its offset, into TEXT; returns TEXT.  For the years 0001 to 9999. */
char *calendar_iso(struct calendar *calendar, char text[CALENDAR_ISO_SIZE], int64_t instant);

/*
 * A window that holds the whole span [start, end), blackouts cut out: the first that began, by name if two did.
 * Returns whether there is one; *WINDOW (may be NULL) is the piece of it between blackouts.
 */
bool calendar_window_of(struct calendar *calendar, int64_t start, int64_t end, struct calendar_window *window);

/* The first blackout that touches the span. */
bool calendar_blackout_of(struct calendar *calendar, int64_t start, int64_t end, struct calendar_window *blackout);

/*
 * The first piece of a window, blackouts cut out, that ends after FROM, begun at FROM when it is under way.  Free
 * time without overlaps comes from calling it again with FROM = window->end.  False: none within two years.
 */
bool calendar_next_window(struct calendar *calendar, int64_t from, struct calendar_window *window);

/*
 * The first slot of MINUTES (at least 1) that begins at or after EARLIEST and not after LATEST, lies in one window,
 * touches no blackout and none of BUSY (COUNT spans sorted by start; they may overlap).  True: *SLOT has the window's name
 * and the slot's own start and end.  LATEST further than two years after EARLIEST is taken as two years.  More
 * alternatives come from calling it again with EARLIEST = slot->end.
 */
bool calendar_find_slot(struct calendar *calendar, int64_t earliest, int64_t latest, int minutes,
                        const struct calendar_span *busy, size_t count, struct calendar_window *slot);

#endif
