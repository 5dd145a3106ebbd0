/* zone.c - see zone.h. */
#include "calendar/zone.h"

#include "base/clock.h"

enum { DAY_SECONDS = 86400 };

int64_t zone_clock(icaltimetype time)
{
    int64_t days = date_to_days(time.year * 10000 + time.month * 100 + time.day);
    return days * DAY_SECONDS + (time.is_date ? 0 : time.hour * 3600 + time.minute * 60 + time.second);
}

icaltimetype zone_time(int64_t clock)
{
    int date = date_of_seconds(clock);
    int second = (int)(clock - date_to_days(date) * DAY_SECONDS);
    icaltimetype time = icaltime_null_time();
    time.year = date / 10000;
    time.month = date / 100 % 100;
    time.day = date % 100;
    time.hour = second / 3600;
    time.minute = second / 60 % 60;
    time.second = second % 60;
    return time;
}

int zone_offset(icaltimezone *zone, int64_t instant)
{
    icaltimetype time = zone_time(instant);
    return icaltimezone_get_utc_offset_of_utc_time(zone, &time, NULL);
}

int64_t zone_local(icaltimezone *zone, int64_t instant)
{
    return instant + zone_offset(zone, instant);
}

/*
 * The clock changes at most once within a day of LOCAL, so the offsets of the day before and the day after are the
 * two that can hold.  An instant is right when its own offset leads to LOCAL.  Both right: the hour comes twice,
 * the earlier is taken.  Neither: the hour is skipped, and the offset before the gap counts.
 */
int64_t zone_instant(icaltimezone *zone, int64_t local)
{
    int64_t before = local - zone_offset(zone, local - DAY_SECONDS);
    int64_t after = local - zone_offset(zone, local + DAY_SECONDS);
    int64_t first = before < after ? before : after, second = before < after ? after : before;
    if (zone_local(zone, first) == local)
        return first;
    return zone_local(zone, second) == local ? second : before;
}
