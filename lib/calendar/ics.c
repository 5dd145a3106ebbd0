/*
 * ics.c - see ics.h.  libical parses the lines and the values; it forgives much, so what it forgives is looked at here.
 *
 * Lines are handed to libical one by one, which is how their numbers are known.  Nothing that would change when
 * production may be touched is passed over: what is not understood is a fault.
 */
#include "calendar/ics.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/memory.h"
#include "calendar/zone.h"

enum {
    DEPTH_MAX = 8,             /* of components in components */
    COUNT_MAX = 10000,         /* of a rule with COUNT */
    LENGTH_MAX = 3660 * 86400, /* of an event, seconds */
    YEAR_MIN = 1970,
    YEAR_MAX = 2199,
    SHOWN_SIZE = 80,
};

struct reader {
    struct ics *ics;
    icaltimezone *zone;
    const char *text;
    size_t length;
    size_t at;    /* where the next line begins */
    int64_t next; /* its number */
    int64_t line; /* of the unfolded line at hand */
    struct bytes unfolded;
    char open[DEPTH_MAX][32]; /* components that have begun */
    int depth;
    int64_t *event_lines; /* of each BEGIN:VEVENT */
    size_t event_count;
    size_t event_capacity;
    struct fault *fault;
};

static int refuse(struct reader *reader, int64_t line, int code, const char *what, const char *shown)
{
    char text[SHOWN_SIZE];
    fault_set(reader->fault, code, "%s%s", what, bytes_escape(text, sizeof text, shown, strlen(shown)));
    fault_at_record(reader->fault, line, "line");
    return code;
}

/* The next line with its folds taken out into reader->unfolded; false at the end. */
static bool next_line(struct reader *reader)
{
    bytes_clear(&reader->unfolded);
    reader->line = reader->next;
    if (reader->at >= reader->length)
        return false;
    do {
        const char *start = reader->text + reader->at;
        size_t left = reader->length - reader->at;
        const char *end = memchr(start, '\n', left);
        size_t whole = end == NULL ? left : (size_t)(end - start);
        size_t kept = whole > 0 && start[whole - 1] == '\r' ? whole - 1 : whole;
        size_t folded = reader->line != reader->next; /* the blank that marks a fold goes */
        bytes_add(&reader->unfolded, start + folded, kept > folded ? kept - folded : 0);
        reader->at += end == NULL ? left : whole + 1;
        reader->next++;
    } while (reader->at < reader->length && (reader->text[reader->at] == ' ' || reader->text[reader->at] == '\t'));
    return true;
}

static int begin_component(struct reader *reader, const char *line, const char *name)
{
    if (reader->depth == DEPTH_MAX || strlen(name) >= sizeof reader->open[0])
        return refuse(reader, reader->line, CALENDAR_E_SYNTAX, "components too deep, or of a strange name: ", line);
    if ((reader->depth == 0) != (strcasecmp(name, "VCALENDAR") == 0))
        return refuse(reader, reader->line, CALENDAR_E_SYNTAX, "expected one VCALENDAR around everything, got ", line);
    strcpy(reader->open[reader->depth++], name);
    if (strcasecmp(name, "VEVENT") == 0) {
        reader->event_lines = memory_grow(reader->event_lines, &reader->event_capacity, reader->event_count + 1,
                                          sizeof *reader->event_lines);
        reader->event_lines[reader->event_count++] = reader->line;
    }
    return 0;
}

/* What begins ends, in the right order. */
static int check_structure(struct reader *reader, const char *line)
{
    if (reader->ics->root != NULL)
        return refuse(reader, reader->line, CALENDAR_E_SYNTAX, "expected nothing behind END:VCALENDAR, got ", line);
    if (strncasecmp(line, "BEGIN:", 6) == 0)
        return begin_component(reader, line, line + 6);
    if (reader->depth == 0)
        return refuse(reader, reader->line, CALENDAR_E_SYNTAX, "expected BEGIN:VCALENDAR, got ", line);
    if (strncasecmp(line, "END:", 4) != 0)
        return 0;
    if (strcasecmp(line + 4, reader->open[reader->depth - 1]) != 0)
        return refuse(reader, reader->line, CALENDAR_E_SYNTAX, "this does not end what began last: ", line);
    reader->depth--;
    return 0;
}

static int parse_line(struct reader *reader, icalparser *parser)
{
    char *line = (char *)reader->unfolded.data;
    if (reader->unfolded.length == 0)
        return 0;
    if (memchr(line, '\0', reader->unfolded.length) != NULL)
        return refuse(reader, reader->line, CALENDAR_E_SYNTAX, "a NUL byte behind ", line);
    int code = check_structure(reader, line);
    if (code < 0)
        return code;
    reader->ics->root = icalparser_add_line(parser, line);
    if (icalparser_get_state(parser) == ICALPARSER_ERROR)
        return refuse(reader, reader->line, CALENDAR_E_SYNTAX, "", line);
    return 0;
}

static int parse(struct reader *reader)
{
    icalparser *parser = icalparser_new();
    int code = 0;
    while (code == 0 && next_line(reader))
        code = parse_line(reader, parser);
    if (code == 0 && reader->ics->root == NULL)
        code = refuse(reader, reader->line, CALENDAR_E_SYNTAX, "END:VCALENDAR is missing", "");
    icalparser_free(parser);
    if (code == 0 && icalcomponent_count_errors(reader->ics->root) > 0)
        code = refuse(reader, 0, CALENDAR_E_SYNTAX, "a property or value that libical cannot read", "");
    return code;
}

/* ---- events ---- */

static bool in_range(icaltimetype time)
{
    return time.year >= YEAR_MIN && time.year <= YEAR_MAX &&
           date_is_valid((int64_t)time.year * 10000 + time.month * 100 + time.day) && time.hour >= 0 &&
           time.hour < 24 && time.minute >= 0 && time.minute < 60 && time.second >= 0 && time.second <= 60;
}

/* The zone a property is in: UTC, that of its TZID, or NULL: none is named.  -1 when the TZID is not known. */
static int zone_of(struct reader *reader, icalproperty *property, icaltimetype time, icaltimezone **zone)
{
    icalparameter *parameter = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
    *zone = NULL;
    if (parameter != NULL && !time.is_date) {
        const char *name = icalparameter_get_tzid(parameter);
        *zone = icalcomponent_get_timezone(reader->ics->root, name);
        if (*zone == NULL)
            *zone = icaltimezone_get_builtin_timezone(name);
        return *zone == NULL ? -1 : 0;
    }
    if (icaltime_is_utc(time))
        *zone = icaltimezone_get_utc_timezone();
    return 0;
}

/* An instant: TIME of PROPERTY, in the event's zone if it names none. */
static int instant_of(struct reader *reader, const struct event *event, icalproperty *property, icaltimetype time,
                      int64_t *instant)
{
    icaltimezone *zone;
    if (!in_range(time) || zone_of(reader, property, time, &zone) < 0)
        return -1;
    *instant = zone_instant(zone == NULL ? event->zone : zone, zone_clock(time));
    return 0;
}

static int read_kind(struct reader *reader, int64_t line, struct event *event, icalcomponent *component)
{
    static const char *const names[] = {
        [EVENT_WINDOW] = "WINDOW", [EVENT_BLACKOUT] = "BLACKOUT", [EVENT_HOLIDAY] = "HOLIDAY"};
    event->kind = EVENT_WINDOW;
    icalproperty *property = icalcomponent_get_first_property(component, ICAL_CATEGORIES_PROPERTY);
    for (bool first = true; property != NULL; first = false) {
        const char *given = icalproperty_get_categories(property);
        int kind = EVENT_HOLIDAY;
        while (kind >= 0 && (given == NULL || strcasecmp(given, names[kind]) != 0))
            kind--;
        if (kind < 0 || (!first && kind != (int)event->kind))
            return refuse(reader, line, CALENDAR_E_CATEGORY, "", given == NULL ? "(none)" : given);
        event->kind = (enum event_kind)kind;
        property = icalcomponent_get_next_property(component, ICAL_CATEGORIES_PROPERTY);
    }
    return 0;
}

static void read_name(struct event *event, icalcomponent *component)
{
    const char *summary = icalcomponent_get_summary(component), *uid = icalcomponent_get_uid(component);
    event->uid = memory_copy_string(uid == NULL ? "" : uid);
    const char *name = summary != NULL && summary[0] != '\0' ? summary : event->uid;
    size_t length = strlen(name);
    if (length >= sizeof event->name)
        length = sizeof event->name - 1;
    while (length > 0 && name[length] != '\0' && ((unsigned char)name[length] & 0xc0) == 0x80)
        length--; /* no half of a UTF-8 character */
    memcpy(event->name, name, length);
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)event->name[i] < 0x20 || event->name[i] == 0x7f)
            event->name[i] = ' ';
}

/* Seconds on the clock, 0 for one that is negative or out of all proportion. */
static int64_t duration_seconds(struct icaldurationtype d)
{
    if (d.is_neg || d.weeks > 530 || d.days > 3660 || d.hours > 90000 || d.minutes > 6000000 || d.seconds > LENGTH_MAX)
        return 0;
    return d.weeks * INT64_C(604800) + d.days * INT64_C(86400) + d.hours * INT64_C(3600) + d.minutes * INT64_C(60) +
           d.seconds;
}

/* The end on the clock of the event's zone; with neither DTEND nor DURATION a day, a time has no length. */
static int read_end(struct reader *reader, const struct event *event, icalcomponent *component, int64_t *end)
{
    icalproperty *property = icalcomponent_get_first_property(component, ICAL_DTEND_PROPERTY);
    icalproperty *duration = icalcomponent_get_first_property(component, ICAL_DURATION_PROPERTY);
    *end = event->start + (event->all_day ? 86400 : 0);
    if (duration != NULL)
        *end = event->start + duration_seconds(icalproperty_get_duration(duration));
    if (property == NULL)
        return 0;
    icaltimetype time = icalproperty_get_dtend(property);
    int64_t instant;
    if (time.is_date != event->all_day || instant_of(reader, event, property, time, &instant) < 0)
        return -1;
    *end = event->all_day ? zone_clock(time) : zone_local(event->zone, instant);
    return 0;
}

static int read_span(struct reader *reader, int64_t line, struct event *event, icalcomponent *component)
{
    icalproperty *property = icalcomponent_get_first_property(component, ICAL_DTSTART_PROPERTY);
    if (property == NULL)
        return refuse(reader, line, CALENDAR_E_EVENT, "no DTSTART in ", event->name);
    icaltimetype start = icalproperty_get_dtstart(property);
    if (!in_range(start))
        return refuse(reader, line, CALENDAR_E_EVENT, "DTSTART is no time from 1970 to 2199 in ", event->name);
    if (zone_of(reader, property, start, &event->zone) < 0)
        return refuse(reader, line, CALENDAR_E_ZONE, "",
                      icalparameter_get_tzid(icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER)));
    if (event->zone == NULL)
        event->zone = reader->zone;
    event->start = zone_clock(start);
    event->all_day = start.is_date;
    int64_t end;
    if (read_end(reader, event, component, &end) < 0)
        return refuse(reader, line, CALENDAR_E_EVENT, "DTEND or DURATION is none that goes with DTSTART in ",
                      event->name);
    event->length = end - event->start;
    if (event->length <= 0 || event->length > LENGTH_MAX)
        return refuse(reader, line, CALENDAR_E_EVENT,
                      "it ends before it begins, or lasts longer than ten years: ", event->name);
    if (event->kind == EVENT_HOLIDAY && !event->all_day)
        return refuse(reader, line, CALENDAR_E_EVENT,
                      "a HOLIDAY is an all-day event (DTSTART;VALUE=DATE): ", event->name);
    return 0;
}

/* UNTIL to the clock of the event's zone: libical compares it with clock times. */
static int read_until(struct event *event)
{
    icaltimetype *until = &event->rule.until;
    if (icaltime_is_null_time(*until))
        return 0;
    if (!in_range(*until))
        return -1;
    int64_t clock = zone_clock(*until) + (until->is_date ? 86399 : 0);
    *until = zone_time(icaltime_is_utc(*until) ? zone_local(event->zone, clock) : clock);
    return 0;
}

static int read_rule(struct reader *reader, int64_t line, struct event *event, icalcomponent *component)
{
    icalproperty *property = icalcomponent_get_first_property(component, ICAL_RRULE_PROPERTY);
    if (icalcomponent_count_properties(component, ICAL_EXRULE_PROPERTY) > 0)
        return refuse(reader, line, CALENDAR_E_RULE, "EXRULE in ", event->name);
    if (property == NULL)
        return 0;
    if (icalcomponent_count_properties(component, ICAL_RRULE_PROPERTY) > 1)
        return refuse(reader, line, CALENDAR_E_RULE, "more than one RRULE in ", event->name);
    event->rule = icalproperty_get_rrule(property);
    event->repeats = true;
    if (event->rule.freq != ICAL_DAILY_RECURRENCE && event->rule.freq != ICAL_WEEKLY_RECURRENCE &&
        event->rule.freq != ICAL_MONTHLY_RECURRENCE && event->rule.freq != ICAL_YEARLY_RECURRENCE)
        return refuse(reader, line, CALENDAR_E_RULE, "a FREQ shorter than a day in ", event->name);
    if (event->rule.by_hour[0] != ICAL_RECURRENCE_ARRAY_MAX || event->rule.by_minute[0] != ICAL_RECURRENCE_ARRAY_MAX ||
        event->rule.by_second[0] != ICAL_RECURRENCE_ARRAY_MAX)
        return refuse(reader, line, CALENDAR_E_RULE, "BYHOUR, BYMINUTE or BYSECOND in ", event->name);
    if (event->rule.count > COUNT_MAX || event->rule.count < 0 || read_until(event) < 0)
        return refuse(reader, line, CALENDAR_E_RULE, "COUNT beyond 10000 or UNTIL beyond 2199 in ", event->name);
    icalrecur_iterator *iterator = icalrecur_iterator_new(event->rule, zone_time(event->start));
    if (iterator == NULL)
        return refuse(reader, line, CALENDAR_E_RULE, "parts of the RRULE do not go together in ", event->name);
    icalrecur_iterator_free(iterator);
    return 0;
}

static int read_extra_times(struct reader *reader, int64_t line, struct event *event, icalcomponent *component)
{
    int64_t instant;
    icalproperty *p = icalcomponent_get_first_property(component, ICAL_RDATE_PROPERTY);
    for (; p != NULL; p = icalcomponent_get_next_property(component, ICAL_RDATE_PROPERTY)) {
        struct icaldatetimeperiodtype more = icalproperty_get_rdate(p);
        if (icaltime_is_null_time(more.time) || more.time.is_date != event->all_day ||
            instant_of(reader, event, p, more.time, &instant) < 0)
            return refuse(reader, line, CALENDAR_E_RULE, "an RDATE that is no time of the event's own kind in ",
                          event->name);
        event_times_add(&event->more, event->all_day ? zone_clock(more.time) : zone_local(event->zone, instant));
    }
    p = icalcomponent_get_first_property(component, ICAL_EXDATE_PROPERTY);
    for (; p != NULL; p = icalcomponent_get_next_property(component, ICAL_EXDATE_PROPERTY)) {
        icaltimetype except = icalproperty_get_exdate(p);
        if (instant_of(reader, event, p, except, &instant) < 0)
            return refuse(reader, line, CALENDAR_E_RULE, "an EXDATE that is no time in ", event->name);
        event_times_add(except.is_date ? &event->days : &event->except, except.is_date ? zone_clock(except) : instant);
    }
    return 0;
}

static int read_change(struct reader *reader, int64_t line, struct event *event, icalcomponent *component)
{
    event->cancelled = icalcomponent_get_status(component) == ICAL_STATUS_CANCELLED;
    icalproperty *property = icalcomponent_get_first_property(component, ICAL_RECURRENCEID_PROPERTY);
    if (property == NULL)
        return 0;
    event->moved = true;
    if (icalproperty_get_first_parameter(property, ICAL_RANGE_PARAMETER) != NULL ||
        instant_of(reader, event, property, icalproperty_get_recurrenceid(property), &event->moved_from) < 0)
        return refuse(reader, line, CALENDAR_E_RULE, "a RECURRENCE-ID that is no time, or has a RANGE, in ",
                      event->name);
    return 0;
}

static int read_event(struct reader *reader, int64_t line, icalcomponent *component)
{
    typedef int read_part(struct reader *, int64_t, struct event *, icalcomponent *);
    static read_part *const parts[] = {read_kind, read_span, read_rule, read_extra_times, read_change};
    struct ics *ics = reader->ics;
    ics->events = memory_grow(ics->events, &ics->capacity, ics->count + 1, sizeof *ics->events);
    struct event *event = &ics->events[ics->count++];
    *event = (struct event){0};
    read_name(event, component);
    int code = 0;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0] && code == 0; i++)
        code = parts[i](reader, line, event, component);
    return code;
}

static int read_events(struct reader *reader)
{
    size_t index = 0;
    int code = 0;
    icalcomponent *root = reader->ics->root, *c = icalcomponent_get_first_component(root, ICAL_VEVENT_COMPONENT);
    for (; c != NULL && code == 0; c = icalcomponent_get_next_component(root, ICAL_VEVENT_COMPONENT), index++)
        code = read_event(reader, index < reader->event_count ? reader->event_lines[index] : 0, c);
    return code;
}

/* An occurrence that was moved is left out of the event that repeats. */
static void leave_out_moved(struct ics *ics)
{
    for (size_t i = 0; i < ics->count; i++)
        for (size_t k = 0; ics->events[i].moved && k < ics->count; k++)
            if (!ics->events[k].moved && strcmp(ics->events[i].uid, ics->events[k].uid) == 0)
                event_times_add(&ics->events[k].except, ics->events[i].moved_from);
}

int ics_read(struct ics *ics, const char *text, size_t length, icaltimezone *zone, struct fault *fault)
{
    *ics = (struct ics){0};
    icalerror_set_errors_are_fatal(0);
    struct reader reader = {.ics = ics, .zone = zone, .text = text, .length = length, .next = 1, .fault = fault};
    if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        reader.at = 3;
    bytes_init(&reader.unfolded);
    int code = parse(&reader);
    if (code == 0)
        code = read_events(&reader);
    if (code == 0)
        leave_out_moved(ics);
    bytes_release(&reader.unfolded);
    free(reader.event_lines);
    return code;
}

void ics_release(struct ics *ics)
{
    for (size_t i = 0; i < ics->count; i++)
        event_release(&ics->events[i]);
    free(ics->events);
    if (ics->root != NULL)
        icalcomponent_free(ics->root);
    *ics = (struct ics){0};
}
