/*
 * clock.h - dates, and a clock that can be set.  Floor 0.
 *
 * A date is an int, CCYYMMDD in the proleptic Gregorian calendar (20261122), 0 for none.  Day numbers count
 * from 1970-01-01.  The clock is a value handed down, never read behind a caller's back: with a business date
 * given, every timestamp of a run is that date at 00:00:00Z, so that a run can be repeated byte for byte.
 */
#ifndef CUTOVER_BASE_CLOCK_H
#define CUTOVER_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/fault.h"

struct clock_source {
    int64_t fixed; /* seconds since 1970-01-01T00:00:00Z, or -1: ask the system */
};

/* Seconds since 1970-01-01T00:00:00Z. */
int64_t clock_now(const struct clock_source *source);

/* SECONDS as 2026-11-22T21:00:00Z (20 characters and a NUL) into TEXT; returns TEXT. */
enum { CLOCK_TEXT_SIZE = 21 };
char *clock_text(char text[CLOCK_TEXT_SIZE], int64_t seconds);

bool date_is_valid(int64_t date);        /* year 1 to 9999, month and day that exist */
int64_t date_to_days(int date);          /* valid dates only */
int date_from_days(int64_t days);
int date_add(int date, int64_t days);    /* 20261130 + 1 = 20261201 */
int date_weekday(int date);              /* 0 Sunday to 6 Saturday */
int date_of_seconds(int64_t seconds);    /* UTC date */

/*
 * The date that clocks show in ZONE, a name as in /usr/share/zoneinfo, at SECONDS since 1970-01-01T00:00:00Z.  Leaves $TZ
 * as it was; not for threads.  Returns 0, or BASE_E_OPEN for a zone that is not there.
 */
int date_in_zone(int64_t seconds, const char *zone, int *date, struct fault *fault);

/* Exactly eight digits of a valid date.  Returns 0 or BASE_E_DATE. */
int date_parse(const char *text, int *date, struct fault *fault);

#endif
