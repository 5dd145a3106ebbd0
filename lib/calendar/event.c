/* event.c - see event.h. */
#include "calendar/event.h"

#include <stdlib.h>

#include "base/memory.h"
#include "calendar/zone.h"

enum { DAY_SECONDS = 86400 };

void event_times_add(struct event_times *times, int64_t time)
{
    times->items = memory_grow(times->items, &times->capacity, times->count + 1, sizeof *times->items);
    times->items[times->count++] = time;
}

void event_release(struct event *event)
{
    free(event->uid);
    free(event->more.items);
    free(event->except.items);
    free(event->days.items);
}

/* An expansion on its way. */
struct expansion {
    const struct event *event;
    int64_t from, until; /* instants */
    event_occurs *occurs;
    void *user;
};

static bool has(const struct event_times *times, int64_t time)
{
    for (size_t i = 0; i < times->count; i++)
        if (times->items[i] == time)
            return true;
    return false;
}

static void tell(const struct expansion *expansion, int64_t local)
{
    const struct event *event = expansion->event;
    int64_t start = zone_instant(event->zone, local), end = zone_instant(event->zone, local + event->length);
    int64_t day = local - ((local % DAY_SECONDS) + DAY_SECONDS) % DAY_SECONDS;
    if (start >= end || start >= expansion->until || end <= expansion->from) /* all of it may lie in a skipped hour */
        return;
    if (!has(&event->except, start) && !has(&event->days, day))
        expansion->occurs(expansion->user, event, start, end);
}

/* Does the rule, or the event's own begin, give this time already? */
static bool is_repeated(const struct event *event, int64_t local, size_t before)
{
    if (local == event->start)
        return true;
    for (size_t i = 0; i < before; i++)
        if (event->more.items[i] == local)
            return true;
    if (!event->repeats)
        return false;
    icalrecur_iterator *iterator = icalrecur_iterator_new(event->rule, zone_time(event->start));
    if (iterator == NULL)
        return false;
    if (event->rule.count == 0 && local > event->start)
        icalrecur_iterator_set_start(iterator, zone_time(local));
    icaltimetype time;
    do
        time = icalrecur_iterator_next(iterator);
    while (!icaltime_is_null_time(time) && zone_clock(time) < local);
    icalrecur_iterator_free(iterator);
    return !icaltime_is_null_time(time) && zone_clock(time) == local;
}

static void expand_rule(const struct expansion *expansion)
{
    const struct event *event = expansion->event;
    int64_t first = zone_local(event->zone, expansion->from) - event->length - DAY_SECONDS;
    int64_t last = zone_local(event->zone, expansion->until) + DAY_SECONDS;
    tell(expansion, event->start); /* RFC 5545, 3.8.5.3: DTSTART is always the first occurrence */
    icalrecur_iterator *iterator = icalrecur_iterator_new(event->rule, zone_time(event->start));
    if (iterator == NULL)
        return;
    if (event->rule.count == 0 && first > event->start)
        icalrecur_iterator_set_start(iterator, zone_time(first)); /* years of occurrences are not walked through */
    for (;;) {
        icaltimetype time = icalrecur_iterator_next(iterator);
        if (icaltime_is_null_time(time) || zone_clock(time) >= last)
            break;
        if (zone_clock(time) != event->start)
            tell(expansion, zone_clock(time));
    }
    icalrecur_iterator_free(iterator);
}

void event_expand(const struct event *event, int64_t from, int64_t until, event_occurs *occurs, void *user)
{
    const struct expansion expansion = {event, from, until, occurs, user};
    if (event->cancelled)
        return;
    if (event->repeats)
        expand_rule(&expansion);
    else
        tell(&expansion, event->start);
    for (size_t i = 0; i < event->more.count; i++)
        if (!is_repeated(event, event->more.items[i], i))
            tell(&expansion, event->more.items[i]);
}
