/*
 * zone.h - instants and local time of a time zone.  Internal to lib/calendar.
 *
 * Local time is counted as a wall clock shows it: seconds since 1970-01-01 00:00 on that clock, whatever its offset.
 * Only the zone's offset at an instant is asked of libical; the way back is decided here (calendar.h).
 */
#ifndef CUTOVER_CALENDAR_ZONE_H
#define CUTOVER_CALENDAR_ZONE_H

#include <libical/ical.h>
#include <stdint.h>

/* Seconds east of UTC. */
int zone_offset(icaltimezone *zone, int64_t instant);

int64_t zone_local(icaltimezone *zone, int64_t instant);
int64_t zone_instant(icaltimezone *zone, int64_t local);

/* What a libical time shows on the clock, its zone left aside; a date is its midnight.  And the way back. */
int64_t zone_clock(icaltimetype time);
icaltimetype zone_time(int64_t clock);

#endif
