/* slot.c - see slot.h. */
#include "release/slot.h"

#include <stdlib.h>
#include <string.h>

#include "release/complete.h"
#include "release/error.h"

enum { MINUTE = 60, HORIZON_DAYS = 2 * 366 };

static int64_t later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static void add_part(struct slot_wish *wish, struct desk *desk, const struct part *part)
{
    const struct submission_record *main = part_main(part);
    int64_t date = submission_amount(main, "submission.requested_date");
    int64_t latest = submission_amount(main, "submission.latest_date");
    int minutes = (int)(submission_amount(main, "submission.duration") + submission_amount(main, "submission.backout"));
    char class = complete_class(main);
    if (class == 'N' || (class == 'S' && wish->class == 'E'))
        wish->class = class;
    wish->production |= complete_is_production(main);
    wish->minutes = minutes > wish->minutes ? minutes : wish->minutes;
    if (date_is_valid(date)) {
        int time = (int)submission_amount(main, "submission.requested_time");
        wish->asked = later(wish->asked, calendar_time(desk->calendar, (int)date, time));
    }
    if (date_is_valid(latest)) {
        int64_t end = calendar_time(desk->calendar, (int)latest, 2400) - MINUTE;
        wish->latest = wish->latest == 0 || end < wish->latest ? end : wish->latest;
    }
}

void slot_wish_of(struct slot_wish *wish, struct desk *desk, const struct package *package, int64_t bound)
{
    *wish = (struct slot_wish){.class = 'E', .minutes = 1};
    for (size_t i = 0; i < package->count; i++)
        add_part(wish, desk, &package->parts[i]);
    if (wish->class == 'N' && wish->production) {
        int date = calendar_add_business_days(desk->calendar, desk->date, desk->policy.lead_days);
        if (date == 0)
            date = date_add(desk->date, HORIZON_DAYS); /* a calendar without business days keeps everything out */
        wish->lead = calendar_time(desk->calendar, date, 0);
    }
    wish->windows = wish->production && wish->class != 'E';
    wish->bound = bound;
    wish->earliest = later(later(desk->from, wish->lead), bound);
}

void slot_forgo_lead(struct slot_wish *wish, const struct desk *desk)
{
    wish->lead = 0;
    wish->earliest = later(desk->from, wish->bound);
}

static const char *local(struct desk *desk, char text[CALENDAR_ISO_SIZE], int64_t instant)
{
    return calendar_iso(desk->calendar, text, instant);
}

static void say_early(struct fault *why, const struct slot_wish *wish, struct desk *desk, int64_t start)
{
    char text[CALENDAR_ISO_SIZE];
    if (start < wish->lead)
        fault_set(why, RELEASE_W_LEAD, "%s, %d business days from %d are not before %d", local(desk, text, start),
                  desk->policy.lead_days, desk->date, calendar_local(desk->calendar, wish->lead, NULL));
    else if (start < wish->bound)
        fault_set(why, RELEASE_W_ORDER, "it ends at %s", local(desk, text, wish->bound));
    else
        fault_set(why, RELEASE_W_PASSED, "%s", local(desk, text, start));
}

static void say_taken(struct fault *why, struct desk *desk, const struct busy_span *clash)
{
    char start[CALENDAR_ISO_SIZE], end[CALENDAR_ISO_SIZE];
    fault_set(why, RELEASE_W_TAKEN, "%.*s of the same system has %s to %s", (int)strcspn(clash->release, "."),
              clash->release, local(desk, start, clash->span.start), local(desk, end, clash->span.end));
}

bool slot_is_free(const struct slot_wish *wish, struct desk *desk, const struct package *package,
                  const struct busy *busy, int64_t start, struct fault *why)
{
    int64_t end = start + (int64_t)wish->minutes * MINUTE;
    struct calendar_window blackout;
    char from[CALENDAR_ISO_SIZE], to[CALENDAR_ISO_SIZE];
    const struct busy_span *clash = busy_clash(busy, package, start, end);
    if (start < wish->earliest)
        say_early(why, wish, desk, start);
    else if (clash != NULL)
        say_taken(why, desk, clash);
    else if (wish->windows && calendar_blackout_of(desk->calendar, start, end, &blackout))
        fault_set(why, RELEASE_W_IN_BLACKOUT, "%s, %s to %s", blackout.name, local(desk, from, blackout.start),
                  local(desk, to, blackout.end));
    else if (wish->windows && !calendar_window_of(desk->calendar, start, end, NULL))
        fault_set(why, RELEASE_W_NO_WINDOW, "%d minutes from %s", wish->minutes, local(desk, from, start));
    else
        return true;
    return false;
}

void slot_place(struct entry_slot *slot, const struct slot_wish *wish, struct desk *desk, int64_t start)
{
    int64_t end = start + (int64_t)wish->minutes * MINUTE;
    struct calendar_window window;
    bool inside = calendar_window_of(desk->calendar, start, end, &window);
    entry_slot_set(slot, desk->calendar, inside ? window.name : "", start, end);
}

/* Without windows: the first gap between busy spans. */
static int64_t find_gap(const struct calendar_span *spans, size_t count, int64_t from, int64_t length)
{
    for (size_t i = 0; i < count; i++)
        if (spans[i].start < from + length && from < spans[i].end)
            from = spans[i].end;
    return from;
}

bool slot_find(struct entry_slot *slot, const struct slot_wish *wish, struct desk *desk, const struct package *package,
               const struct busy *busy, int64_t from, int64_t latest)
{
    struct calendar_span *spans;
    struct calendar_window found = {0};
    size_t count = busy_of(busy, package, &spans);
    bool free_slot;
    from = later(from, wish->earliest);
    if (wish->windows) {
        free_slot = calendar_find_slot(desk->calendar, from, latest, wish->minutes, spans, count, &found);
    } else {
        found.start = find_gap(spans, count, from, (int64_t)wish->minutes * MINUTE);
        free_slot = found.start <= latest;
    }
    free(spans);
    if (free_slot)
        slot_place(slot, wish, desk, found.start);
    return free_slot;
}

int slot_offer(struct entry_slot alternates[ENTRY_ALTERNATES], const struct slot_wish *wish, struct desk *desk,
               const struct package *package, const struct busy *busy)
{
    int64_t from = later(wish->asked, wish->earliest);
    int64_t latest = from + (int64_t)HORIZON_DAYS * 24 * 60 * MINUTE;
    int count = 0;
    while (count < ENTRY_ALTERNATES && slot_find(&alternates[count], wish, desk, package, busy, from, latest)) {
        struct calendar_window window;
        from = alternates[count].end;
        if (wish->windows && calendar_window_of(desk->calendar, alternates[count].start, alternates[count].end, &window))
            from = window.end;
        count++;
    }
    return count;
}
