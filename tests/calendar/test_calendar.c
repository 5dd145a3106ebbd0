/*
 * test_calendar.c - tests of calendar/calendar.h.  Local time is compared with the C library's own zone files, slots
 * with a slow search that knows nothing but minutes.
 */
#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/file.h"
#include "calendar/calendar.h"

static const char ZONE[] = "America/New_York";

/* A calendar of these lines between BEGIN and END:VCALENDAR; *CODE is calendar_open's answer. */
static struct calendar *open_text(const char *lines, int *code, struct fault *fault)
{
    char *folder = suite_folder_new(), *path = file_join(folder, "windows.ics");
    struct bytes text;
    bytes_init(&text);
    bytes_format(&text, "BEGIN:VCALENDAR\nVERSION:2.0\n%sEND:VCALENDAR\n", lines);
    assert_int_equal(file_write(path, text.data, text.length, NULL), 0);
    struct calendar *calendar = NULL;
    *code = calendar_open(&calendar, path, ZONE, fault);
    bytes_release(&text);
    free(path);
    suite_folder_remove(folder);
    return calendar;
}

static struct calendar *open_good(const char *lines)
{
    int code;
    struct fault fault = {0};
    struct calendar *calendar = open_text(lines, &code, &fault);
    if (code != 0)
        fail_msg("line %ld: %s", (long)fault.record, fault.detail);
    return calendar;
}

/* Every window of the year from FROM as "begin/end name;" in local time. */
static void assert_windows(struct calendar *calendar, int date, size_t limit, const char *expected)
{
    struct bytes seen;
    bytes_init(&seen);
    struct calendar_window window;
    int64_t from = calendar_time(calendar, date, 0);
    for (size_t i = 0; i < limit && calendar_next_window(calendar, from, &window); i++) {
        char start[CALENDAR_ISO_SIZE], end[CALENDAR_ISO_SIZE];
        bytes_format(&seen, "%.16s/%.16s %s;", calendar_iso(calendar, start, window.start),
                     calendar_iso(calendar, end, window.end), window.name);
        from = window.end;
    }
    assert_string_equal(bytes_string(&seen), expected);
    bytes_release(&seen);
}

/* ---- local time ---- */

static void test_calendar__local_time_agrees_with_the_c_library(void **state)
{
    (void)state;
    struct calendar *calendar = open_good("");
    setenv("TZ", ZONE, 1);
    tzset();
    for (int64_t instant = 0; instant < 3000000000; instant += 4500) {
        time_t seconds = (time_t)instant;
        struct tm broken;
        localtime_r(&seconds, &broken);
        int hhmm, date = calendar_local(calendar, instant, &hhmm);
        assert_int_equal(date, (broken.tm_year + 1900) * 10000 + (broken.tm_mon + 1) * 100 + broken.tm_mday);
        assert_int_equal(hhmm, broken.tm_hour * 100 + broken.tm_min);
        int64_t back = calendar_time(calendar, date, hhmm);
        if (back != instant) /* the second of two equal hours */
            assert_true(back == instant - 3600 && broken.tm_isdst == 0);
    }
    setenv("TZ", "UTC", 1);
    tzset();
    calendar_close(calendar);
}

static void test_calendar__tz_has_no_say(void **state)
{
    (void)state;
    static const char *const zones[] = {"UTC", "Asia/Tokyo", "America/New_York", "nonsense"};
    for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++) {
        setenv("TZ", zones[i], 1);
        tzset();
        struct calendar *calendar = open_good("BEGIN:VEVENT\nDTSTART:20261124T220000\nDTEND:20261125T040000\nSUMMARY:w\nEND:VEVENT\n");
        assert_int_equal(calendar_time(calendar, 20261124, 2200), 1795575600);
        assert_windows(calendar, 20261120, 9, "2026-11-24T22:00/2026-11-25T04:00 w;");
        calendar_close(calendar);
    }
    setenv("TZ", "UTC", 1);
    tzset();
}

static void test_calendar__iso_text_carries_the_offset(void **state)
{
    (void)state;
    struct calendar *calendar = open_good("");
    char text[CALENDAR_ISO_SIZE];
    assert_string_equal(calendar_iso(calendar, text, calendar_time(calendar, 20261124, 2200)), "2026-11-24T22:00:00-05:00");
    assert_string_equal(calendar_iso(calendar, text, calendar_time(calendar, 20260704, 905) + 7), "2026-07-04T09:05:07-04:00");
    assert_string_equal(calendar_iso(calendar, text, calendar_time(calendar, 20261231, 2400)), "2027-01-01T00:00:00-05:00");
    calendar_close(calendar);
}

static void test_calendar__a_skipped_time_counts_from_before_the_gap(void **state)
{
    (void)state;
    struct calendar *calendar = open_good("");
    char text[CALENDAR_ISO_SIZE];
    assert_string_equal(calendar_iso(calendar, text, calendar_time(calendar, 20270314, 159)), "2027-03-14T01:59:00-05:00");
    assert_string_equal(calendar_iso(calendar, text, calendar_time(calendar, 20270314, 200)), "2027-03-14T03:00:00-04:00");
    assert_string_equal(calendar_iso(calendar, text, calendar_time(calendar, 20270314, 230)), "2027-03-14T03:30:00-04:00");
    assert_string_equal(calendar_iso(calendar, text, calendar_time(calendar, 20270314, 300)), "2027-03-14T03:00:00-04:00");
    calendar_close(calendar);
}

static void test_calendar__a_time_that_comes_twice_is_the_first(void **state)
{
    (void)state;
    struct calendar *calendar = open_good("");
    char text[CALENDAR_ISO_SIZE];
    assert_string_equal(calendar_iso(calendar, text, calendar_time(calendar, 20261101, 100)), "2026-11-01T01:00:00-04:00");
    assert_string_equal(calendar_iso(calendar, text, calendar_time(calendar, 20261101, 159)), "2026-11-01T01:59:00-04:00");
    assert_string_equal(calendar_iso(calendar, text, calendar_time(calendar, 20261101, 200)), "2026-11-01T02:00:00-05:00");
    assert_string_equal(calendar_iso(calendar, text, calendar_time(calendar, 20261101, 159) + 3600), "2026-11-01T01:59:00-05:00");
    calendar_close(calendar);
}

/* ---- windows ---- */

static void test_calendar__windows_keep_their_clock_times_when_the_clock_changes(void **state)
{
    (void)state;
    struct calendar *calendar = open_good(
        "BEGIN:VEVENT\nDTSTART;TZID=America/New_York:20260103T220000\nDTEND;TZID=America/New_York:20260104T040000\n"
        "RRULE:FREQ=WEEKLY\nSUMMARY:night\nEND:VEVENT\n");
    assert_windows(calendar, 20270313, 1, "2027-03-13T22:00/2027-03-14T04:00 night;");
    assert_windows(calendar, 20261031, 1, "2026-10-31T22:00/2026-11-01T04:00 night;");
    struct calendar_window window;
    assert_true(calendar_next_window(calendar, calendar_time(calendar, 20270313, 0), &window));
    assert_int_equal(window.end - window.start, 5 * 3600);
    assert_true(calendar_next_window(calendar, calendar_time(calendar, 20261031, 0), &window));
    assert_int_equal(window.end - window.start, 7 * 3600);
    calendar_close(calendar);
}

static void test_calendar__a_window_that_lies_in_the_skipped_hour(void **state)
{
    (void)state;
    struct calendar *calendar = open_good("BEGIN:VEVENT\nDTSTART:20270314T021500\nDTEND:20270314T024500\nSUMMARY:gap\nEND:VEVENT\n"
                                          "BEGIN:VEVENT\nDTSTART:20270314T023000\nDTEND:20270314T031500\nSUMMARY:half\nEND:VEVENT\n");
    /* 02:30 to 03:15 would end before it begins: it does not take place */
    assert_windows(calendar, 20270301, 9, "2027-03-14T03:15/2027-03-14T03:45 gap;");
    calendar_close(calendar);
}

static void test_calendar__repetitions_exceptions_and_moves(void **state)
{
    (void)state;
    static const struct {
        const char *event, *expected;
    } cases[] = {
        {"RRULE:FREQ=WEEKLY;COUNT=3\n", "2026-11-24T22:00/2026-11-25T04:00 w;2026-12-01T22:00/2026-12-02T04:00 w;2026-12-08T22:00/2026-12-09T04:00 w;"},
        {"RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;TZID=America/New_York:20261201T220000\n", "2026-11-24T22:00/2026-11-25T04:00 w;2026-12-08T22:00/2026-12-09T04:00 w;"},
        {"RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20261202T030000Z,20261209T030000Z\n", "2026-11-24T22:00/2026-11-25T04:00 w;"},
        {"RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;VALUE=DATE:20261201\n", "2026-11-24T22:00/2026-11-25T04:00 w;2026-12-08T22:00/2026-12-09T04:00 w;"},
        /* UNTIL in UTC: 22:00 in New York is 03:00 of the next day */
        {"RRULE:FREQ=WEEKLY;UNTIL=20261202T030000Z\n", "2026-11-24T22:00/2026-11-25T04:00 w;2026-12-01T22:00/2026-12-02T04:00 w;"},
        {"RRULE:FREQ=WEEKLY;UNTIL=20261202T025959Z\n", "2026-11-24T22:00/2026-11-25T04:00 w;"},
        {"RRULE:FREQ=WEEKLY;UNTIL=20261201\n", "2026-11-24T22:00/2026-11-25T04:00 w;2026-12-01T22:00/2026-12-02T04:00 w;"},
        {"RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=2\n", "2026-11-24T22:00/2026-11-25T04:00 w;2026-12-08T22:00/2026-12-09T04:00 w;"},
        {"RRULE:FREQ=MONTHLY;BYDAY=-1TU;COUNT=2\n", "2026-11-24T22:00/2026-11-25T04:00 w;2026-12-29T22:00/2026-12-30T04:00 w;"},
        {"RDATE;TZID=America/New_York:20261203T220000,20261124T220000,20261203T220000\n", "2026-11-24T22:00/2026-11-25T04:00 w;2026-12-03T22:00/2026-12-04T04:00 w;"},
        {"RRULE:FREQ=WEEKLY;COUNT=2\nRDATE;TZID=America/New_York:20261201T220000\n", "2026-11-24T22:00/2026-11-25T04:00 w;2026-12-01T22:00/2026-12-02T04:00 w;"},
        {"STATUS:CANCELLED\nRRULE:FREQ=WEEKLY\n", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char lines[1000];
        snprintf(lines, sizeof lines, "BEGIN:VEVENT\nUID:u\nSUMMARY:w\nDTSTART;TZID=America/New_York:20261124T220000\n"
                 "DTEND;TZID=America/New_York:20261125T040000\n%sEND:VEVENT\n", cases[i].event);
        struct calendar *calendar = open_good(lines);
        assert_windows(calendar, 20261101, 20, cases[i].expected);
        calendar_close(calendar);
    }
    struct calendar *calendar = open_good(
        "BEGIN:VEVENT\nUID:u\nSUMMARY:w\nDTSTART;TZID=America/New_York:20261124T220000\nDURATION:PT6H\nRRULE:FREQ=WEEKLY;COUNT=3\nEND:VEVENT\n"
        "BEGIN:VEVENT\nUID:u\nSUMMARY:moved\nRECURRENCE-ID;TZID=America/New_York:20261201T220000\nDTSTART;TZID=America/New_York:20261202T200000\nDURATION:PT1H30M\nEND:VEVENT\n"
        "BEGIN:VEVENT\nUID:u\nRECURRENCE-ID:20261209T030000Z\nDTSTART;TZID=America/New_York:20261208T220000\nDURATION:PT6H\nSTATUS:CANCELLED\nEND:VEVENT\n");
    assert_windows(calendar, 20261101, 20, "2026-11-24T22:00/2026-11-25T04:00 w;2026-12-02T20:00/2026-12-02T21:30 moved;");
    calendar_close(calendar);
}

static void test_calendar__zones_of_events(void **state)
{
    (void)state;
    struct calendar *calendar = open_good(
        "BEGIN:VTIMEZONE\nTZID:Plus Two\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0200\nEND:STANDARD\nEND:VTIMEZONE\n"
        "BEGIN:VEVENT\nSUMMARY:utc\nDTSTART:20261124T030000Z\nDTEND:20261124T040000Z\nEND:VEVENT\n"
        "BEGIN:VEVENT\nSUMMARY:own\nDTSTART;TZID=Plus Two:20261124T073000\nDTEND;TZID=Plus Two:20261124T080000\nEND:VEVENT\n"
        "BEGIN:VEVENT\nSUMMARY:rome\nDTSTART;TZID=Europe/Rome:20261124T090000\nDTEND;TZID=Europe/Rome:20261124T100000\nEND:VEVENT\n");
    assert_windows(calendar, 20261101, 9, "2026-11-23T22:00/2026-11-23T23:00 utc;2026-11-24T00:30/2026-11-24T01:00 own;2026-11-24T03:00/2026-11-24T04:00 rome;");
    calendar_close(calendar);
}

static const char NIGHTS[] = "BEGIN:VEVENT\nSUMMARY:night\nDTSTART:20261101T220000\nDTEND:20261102T040000\nRRULE:FREQ=DAILY\nEND:VEVENT\n";

static void test_calendar__blackouts_are_cut_out_of_windows(void **state)
{
    (void)state;
    char lines[2000];
    snprintf(lines, sizeof lines, "%s%s", NIGHTS,
             "BEGIN:VEVENT\nSUMMARY:freeze\nCATEGORIES:BLACKOUT\nDTSTART;VALUE=DATE:20261125\nDTEND;VALUE=DATE:20261127\nEND:VEVENT\n"
             "BEGIN:VEVENT\nSUMMARY:long\nCATEGORIES:blackout\nDTSTART:20261127T230000\nDTEND:20261128T030000\nEND:VEVENT\n"
             "BEGIN:VEVENT\nSUMMARY:in it\nCATEGORIES:BLACKOUT\nDTSTART:20261127T233000\nDTEND:20261128T013000\nEND:VEVENT\n");
    struct calendar *calendar = open_good(lines);
    assert_windows(calendar, 20261124, 5,
                   "2026-11-24T00:00/2026-11-24T04:00 night;2026-11-24T22:00/2026-11-25T00:00 night;2026-11-27T00:00/2026-11-27T04:00 night;"
                   "2026-11-27T22:00/2026-11-27T23:00 night;2026-11-28T03:00/2026-11-28T04:00 night;");
    struct calendar_window window = {{0}, 0, 0};
    int64_t eve = calendar_time(calendar, 20261124, 2200), midnight = calendar_time(calendar, 20261125, 0);
    assert_true(calendar_window_of(calendar, eve, midnight, &window));
    assert_int_equal(window.end, midnight);
    assert_false(calendar_window_of(calendar, eve, midnight + 1, NULL));
    assert_false(calendar_blackout_of(calendar, eve, midnight, NULL));
    assert_true(calendar_blackout_of(calendar, eve, midnight + 1, &window));
    assert_string_equal(window.name, "freeze");
    assert_true(calendar_blackout_of(calendar, calendar_time(calendar, 20261128, 0), calendar_time(calendar, 20261128, 100), &window));
    assert_string_equal(window.name, "long");
    assert_false(calendar_blackout_of(calendar, calendar_time(calendar, 20261128, 300), calendar_time(calendar, 20261128, 400), NULL));
    calendar_close(calendar);
}

static void test_calendar__a_span_over_midnight_lies_in_one_window(void **state)
{
    (void)state;
    struct calendar *calendar = open_good(NIGHTS);
    struct calendar_window window;
    int64_t begin = calendar_time(calendar, 20261124, 2330);
    assert_true(calendar_window_of(calendar, begin, begin + 3600, &window));
    assert_string_equal(window.name, "night");
    assert_int_equal(window.start, calendar_time(calendar, 20261124, 2200));
    assert_int_equal(window.end, calendar_time(calendar, 20261125, 400));
    assert_true(calendar_window_of(calendar, window.start, window.end, NULL));
    assert_false(calendar_window_of(calendar, window.start - 1, window.end, NULL));
    assert_false(calendar_window_of(calendar, window.start, window.end + 1, NULL));
    assert_false(calendar_window_of(calendar, window.end, window.end + 60, NULL));
    assert_false(calendar_window_of(calendar, begin, begin - 60, NULL));
    assert_false(calendar_window_of(calendar, calendar_time(calendar, 20261030, 2330), calendar_time(calendar, 20261030, 2350), NULL));
    calendar_close(calendar);
}

/* ---- business days ---- */

static void test_calendar__business_days(void **state)
{
    (void)state;
    struct calendar *calendar = NULL;
    struct fault fault = {0};
    assert_int_equal(calendar_open(&calendar, "etc/windows.ics", ZONE, &fault), 0);
    static const int free_days[] = {20260101, 20260119, 20260216, 20260525, 20260619, 20260703, 20260907, 20261012, 20261111,
                                    20261126, 20261225, 20270101, 20271125, 20261121, 20261122};
    for (size_t i = 0; i < sizeof free_days / sizeof free_days[0]; i++)
        assert_false(calendar_is_business_day(calendar, free_days[i]));
    int count = 0;
    for (int date = 20260101; date < 20270101; date = date_add(date, 1))
        count += calendar_is_business_day(calendar, date);
    assert_int_equal(count, 250); /* 261 weekdays of 2026 less eleven holidays */
    assert_true(calendar_is_business_day(calendar, 20261125)); /* a blackout is no holiday */
    static const struct {
        int date, count, expected;
    } cases[] = {
        {20261120, 0, 20261120}, {20261120, 1, 20261123}, {20261120, 3, 20261125}, {20261120, 4, 20261127},
        {20261122, 0, 20261122}, {20261122, 1, 20261123}, {20261122, -1, 20261120}, {20261127, -1, 20261125},
        {20261231, 1, 20270104}, {20270104, -1, 20261231}, {20261120, 10001, 0}, {99991231, 1, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(calendar_add_business_days(calendar, cases[i].date, cases[i].count), cases[i].expected);
    calendar_close(calendar);
}

static void test_calendar__days_that_are_all_free_come_to_an_end(void **state)
{
    (void)state;
    struct calendar *calendar = open_good("BEGIN:VEVENT\nCATEGORIES:HOLIDAY\nDTSTART;VALUE=DATE:20260101\nRRULE:FREQ=DAILY\nEND:VEVENT\n");
    assert_int_equal(calendar_add_business_days(calendar, 20261120, 1), 0);
    assert_int_equal(calendar_add_business_days(calendar, 20251231, -1), 20251230);
    calendar_close(calendar);
}

static void test_calendar__shipped_windows(void **state)
{
    (void)state;
    struct calendar *calendar = NULL;
    struct fault fault = {0};
    assert_int_equal(calendar_open(&calendar, "etc/windows.ics", ZONE, &fault), 0);
    assert_windows(calendar, 20261120, 6,
                   "2026-11-20T00:00/2026-11-20T04:00 Thursday night;2026-11-22T02:00/2026-11-22T10:00 Sunday morning;"
                   "2026-11-24T22:00/2026-11-25T00:00 Tuesday night;2026-12-01T22:00/2026-12-02T04:00 Tuesday night;"
                   "2026-12-03T22:00/2026-12-04T04:00 Thursday night;2026-12-06T02:00/2026-12-06T10:00 Sunday morning;");
    assert_windows(calendar, 20261217, 2, "2026-12-17T22:00/2026-12-18T04:00 Thursday night;2027-01-05T22:00/2027-01-06T04:00 Tuesday night;");
    assert_windows(calendar, 20260806, 1, "2026-08-09T02:00/2026-08-09T10:00 Sunday morning;");
    assert_windows(calendar, 21990101, 1, "2199-01-04T00:00/2199-01-04T04:00 Thursday night;");
    calendar_close(calendar);
}

static void test_calendar__answers_do_not_depend_on_what_was_asked_before(void **state)
{
    (void)state;
    struct calendar *used = NULL;
    assert_int_equal(calendar_open(&used, "etc/windows.ics", ZONE, NULL), 0);
    srand(7);
    for (int i = 0; i < 200; i++) {
        int date = date_add(20200101, rand() % (i % 10 == 0 ? 60000 : 4000));
        struct calendar *fresh = NULL;
        struct calendar_window a = {{0}, 0, 0}, b = {{0}, 0, 0};
        int64_t from = calendar_time(used, date, rand() % 24 * 100);
        if (i % 4 == 0)
            assert_int_equal(calendar_open(&fresh, "etc/windows.ics", ZONE, NULL), 0);
        bool found = calendar_next_window(used, from, &a);
        if (fresh == NULL)
            continue;
        assert_int_equal(calendar_next_window(fresh, from, &b), found);
        assert_memory_equal(&a, &b, sizeof a);
        assert_int_equal(calendar_is_business_day(used, date), calendar_is_business_day(fresh, date));
        calendar_close(fresh);
    }
    calendar_close(used);
}

static void test_calendar__far_times_have_no_window(void **state)
{
    (void)state;
    struct calendar *calendar = open_good(NIGHTS);
    struct calendar_window window;
    int64_t far = calendar_time(calendar, 99991231, 2359);
    assert_false(calendar_next_window(calendar, far, &window));
    assert_false(calendar_window_of(calendar, far, far + 60, &window));
    assert_false(calendar_window_of(calendar, INT64_MIN, INT64_MAX, &window));
    assert_false(calendar_blackout_of(calendar, far, far + 60, &window));
    assert_false(calendar_find_slot(calendar, far, INT64_MAX, 60, NULL, 0, &window));
    assert_true(calendar_is_business_day(calendar, 99991231));
    assert_true(calendar_next_window(calendar, INT64_MIN, &window) == false); /* the first is more than two years after 1970 */
    assert_true(calendar_find_slot(calendar, calendar_time(calendar, 20261101, 0), INT64_MAX, 60, NULL, 0, &window));
    calendar_close(calendar);
}

/* ---- slots ---- */

enum { MINUTES = 14 * 1440, BUSY_MAX = 40 };

/* The slow way: try every minute, look at every minute of the slot. */
static bool model_slot(struct calendar *calendar, int64_t earliest, int64_t latest, int minutes, const struct calendar_span *busy,
                       size_t count, int64_t *found)
{
    for (int64_t start = earliest; start <= latest; start += 60) {
        int64_t end = start + minutes * 60;
        bool is_free = calendar_window_of(calendar, start, end, NULL) && !calendar_blackout_of(calendar, start, end, NULL);
        for (size_t i = 0; i < count && is_free; i++)
            is_free = busy[i].start >= end || busy[i].end <= start || busy[i].start == busy[i].end;
        if (is_free) {
            *found = start;
            return true;
        }
    }
    return false;
}

static int by_span(const void *a, const void *b)
{
    const struct calendar_span *left = a, *right = b;
    return (left->start > right->start) - (left->start < right->start);
}

static void test_calendar__slots_agree_with_a_slow_search(void **state)
{
    (void)state;
    struct calendar *calendar = open_good(
        "BEGIN:VEVENT\nSUMMARY:night\nDTSTART:20261006T220000\nDTEND:20261007T040000\nRRULE:FREQ=WEEKLY;BYDAY=TU,TH,SA\nEND:VEVENT\n"
        "BEGIN:VEVENT\nSUMMARY:morning\nDTSTART:20261004T020000\nDTEND:20261004T100000\nRRULE:FREQ=WEEKLY\nEND:VEVENT\n"
        "BEGIN:VEVENT\nCATEGORIES:BLACKOUT\nDTSTART:20261029T010000\nDTEND:20261029T233000\nEND:VEVENT\n");
    srand(42);
    int hits = 0;
    int64_t origin = calendar_time(calendar, 20261024, 0); /* two weeks with the end of summer time in them */
    for (int round = 0; round < 200; round++) {
        struct calendar_span busy[BUSY_MAX];
        size_t count = (size_t)(rand() % BUSY_MAX);
        for (size_t i = 0; i < count; i++) {
            busy[i].start = origin + rand() % MINUTES * 60;
            busy[i].end = busy[i].start + rand() % 600 * 60;
        }
        qsort(busy, count, sizeof busy[0], by_span);
        int minutes = 1 + rand() % 480;
        int64_t earliest = origin + rand() % MINUTES * 60, latest = earliest + rand() % (4 * 1440) * 60, expected = 0;
        struct calendar_window slot;
        bool found = calendar_find_slot(calendar, earliest, latest, minutes, busy, count, &slot);
        assert_int_equal(found, model_slot(calendar, earliest, latest, minutes, busy, count, &expected));
        if (!found)
            continue;
        hits++;
        assert_int_equal(slot.start, expected);
        assert_int_equal(slot.end, expected + minutes * 60);
    }
    assert_in_range(hits, 50, 190); /* the lists are neither all full nor all empty */
    calendar_close(calendar);
}

static void test_calendar__alternates_come_from_asking_again(void **state)
{
    (void)state;
    struct calendar *calendar = NULL;
    assert_int_equal(calendar_open(&calendar, "etc/windows.ics", ZONE, NULL), 0);
    struct calendar_span busy[] = {{calendar_time(calendar, 20261201, 2200), calendar_time(calendar, 20261202, 200)}};
    static const char *const expected[] = {"2026-12-02T02:00:00-05:00", "2026-12-03T22:00:00-05:00", "2026-12-04T00:00:00-05:00"};
    int64_t from = calendar_time(calendar, 20261125, 0);
    for (size_t i = 0; i < 3; i++) {
        struct calendar_window slot;
        char text[CALENDAR_ISO_SIZE];
        assert_true(calendar_find_slot(calendar, from, INT64_MAX, 120, busy, 1, &slot));
        assert_string_equal(calendar_iso(calendar, text, slot.start), expected[i]);
        from = slot.end;
    }
    struct calendar_window slot;
    assert_false(calendar_find_slot(calendar, from, INT64_MAX, 8 * 60 + 1, NULL, 0, &slot)); /* longer than any window */
    assert_true(calendar_find_slot(calendar, from, INT64_MAX, 8 * 60, NULL, 0, &slot));
    assert_string_equal(slot.name, "Sunday morning");
    assert_false(calendar_find_slot(calendar, from, INT64_MAX, 0, NULL, 0, &slot));
    assert_false(calendar_find_slot(calendar, from, from - 1, 60, NULL, 0, &slot));
    calendar_close(calendar);
}

/* ---- files that are refused ---- */

#define EVENT(lines) "BEGIN:VEVENT\nSUMMARY:s\n" lines "END:VEVENT\n"
#define SPAN "DTSTART:20261124T220000\nDTEND:20261125T040000\n"

static void test_calendar__what_is_not_understood_is_refused_with_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *lines;
        int code;
        int line;
    } cases[] = {
        {"SUMMARY\n", CALENDAR_E_SYNTAX, 3},
        {EVENT(SPAN "no colon here\n"), CALENDAR_E_SYNTAX, 7},
        {EVENT(SPAN "DESCRIPTION:folded\n  over\n two lines\nX Y\n"), CALENDAR_E_SYNTAX, 10},
        {EVENT("DTSTART:tomorrow\nDTEND:20261125T040000\n"), CALENDAR_E_SYNTAX, 5},
        {EVENT(SPAN "RRULE:FREQ=SOMETIMES\n"), CALENDAR_E_SYNTAX, 7},
        {"BEGIN:VEVENT\n" SPAN "END:VTODO\n", CALENDAR_E_SYNTAX, 6},
        {"BEGIN:VEVENT\n" SPAN, CALENDAR_E_SYNTAX, 6},
        {"BEGIN:VCALENDAR\nEND:VCALENDAR\n", CALENDAR_E_SYNTAX, 3},
        {"END:VCALENDAR\nX-MORE:1\n", CALENDAR_E_SYNTAX, 4},
        {EVENT(SPAN) EVENT("DTEND:20261125T040000\n"), CALENDAR_E_EVENT, 8},
        {EVENT("DTSTART:20261124T220000\n"), CALENDAR_E_EVENT, 3},
        {EVENT("DTSTART:20261124T220000\nDTEND:20261124T220000\n"), CALENDAR_E_EVENT, 3},
        {EVENT("DTSTART:20261124T220000\nDTEND:20261124T210000\n"), CALENDAR_E_EVENT, 3},
        {EVENT("DTSTART:20261124T220000\nDTEND;VALUE=DATE:20261125\n"), CALENDAR_E_EVENT, 3},
        {EVENT("DTSTART:20261124T220000\nDURATION:-PT1H\n"), CALENDAR_E_EVENT, 3},
        {EVENT("DTSTART:18991124T220000\nDTEND:20261125T040000\n"), CALENDAR_E_EVENT, 3},
        {EVENT("DTSTART:20261124T220000\nDTEND:20461125T040000\n"), CALENDAR_E_EVENT, 3},
        {EVENT(SPAN "CATEGORIES:HOLIDAY\n"), CALENDAR_E_EVENT, 3},
        {EVENT(SPAN "CATEGORIES:BLACKOT\n"), CALENDAR_E_CATEGORY, 3},
        {EVENT(SPAN "CATEGORIES:WINDOW,BLACKOUT\n"), CALENDAR_E_CATEGORY, 3},
        {EVENT(SPAN "RRULE:FREQ=HOURLY\n"), CALENDAR_E_RULE, 3},
        {EVENT(SPAN "RRULE:FREQ=DAILY;BYMINUTE=1,2\n"), CALENDAR_E_RULE, 3},
        {EVENT(SPAN "RRULE:FREQ=DAILY;COUNT=10001\n"), CALENDAR_E_RULE, 3},
        {EVENT(SPAN "RRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY\n"), CALENDAR_E_RULE, 3},
        {EVENT(SPAN "RRULE:FREQ=DAILY\nEXRULE:FREQ=WEEKLY\n"), CALENDAR_E_RULE, 3},
        {EVENT(SPAN "RDATE;VALUE=PERIOD:20261124T220000Z/PT1H\n"), CALENDAR_E_RULE, 3},
        {EVENT(SPAN "RECURRENCE-ID;RANGE=THISANDFUTURE:20261124T220000\n"), CALENDAR_E_RULE, 3},
        {EVENT("DTSTART;TZID=Mars/Olympus:20261124T220000\nDTEND:20261125T040000\n"), CALENDAR_E_ZONE, 3},
        {EVENT("DTSTART:20261124T220000\nDTEND;TZID=Mars/Olympus:20261125T040000\n"), CALENDAR_E_EVENT, 3},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int code;
        struct fault fault = {0};
        struct calendar *calendar = open_text(cases[i].lines, &code, &fault);
        if (code != cases[i].code || fault.record != cases[i].line || calendar != NULL)
            fail_msg("case %zu: %d line %ld: %s", i, code, (long)fault.record, fault.detail);
        assert_non_null(strstr(fault.file, "windows.ics"));
        calendar_close(calendar);
    }
}

static void test_calendar__no_file_no_calendar_no_zone(void **state)
{
    (void)state;
    struct calendar *calendar = NULL;
    struct fault fault = {0};
    assert_int_equal(calendar_open(&calendar, "no/such/file.ics", ZONE, &fault), BASE_E_OPEN);
    assert_int_equal(calendar_open(&calendar, "tests/people/directory.ldif", ZONE, &fault), CALENDAR_E_SYNTAX);
    assert_int_equal(fault.record, 1);
    assert_int_equal(calendar_open(&calendar, "/dev/null", ZONE, &fault), CALENDAR_E_SYNTAX);
    assert_int_equal(calendar_open(&calendar, "etc/windows.ics", "Mars/Olympus", &fault), CALENDAR_E_ZONE);
    assert_int_equal(calendar_open(&calendar, "etc/windows.ics", "../../etc/passwd", &fault), CALENDAR_E_ZONE);
    assert_int_equal(calendar_open(&calendar, "etc/windows.ics", "", &fault), CALENDAR_E_ZONE);
    assert_null(calendar);
    calendar_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_calendar__local_time_agrees_with_the_c_library),
        cmocka_unit_test(test_calendar__tz_has_no_say),
        cmocka_unit_test(test_calendar__iso_text_carries_the_offset),
        cmocka_unit_test(test_calendar__a_skipped_time_counts_from_before_the_gap),
        cmocka_unit_test(test_calendar__a_time_that_comes_twice_is_the_first),
        cmocka_unit_test(test_calendar__windows_keep_their_clock_times_when_the_clock_changes),
        cmocka_unit_test(test_calendar__a_window_that_lies_in_the_skipped_hour),
        cmocka_unit_test(test_calendar__repetitions_exceptions_and_moves),
        cmocka_unit_test(test_calendar__zones_of_events),
        cmocka_unit_test(test_calendar__blackouts_are_cut_out_of_windows),
        cmocka_unit_test(test_calendar__a_span_over_midnight_lies_in_one_window),
        cmocka_unit_test(test_calendar__business_days),
        cmocka_unit_test(test_calendar__days_that_are_all_free_come_to_an_end),
        cmocka_unit_test(test_calendar__shipped_windows),
        cmocka_unit_test(test_calendar__answers_do_not_depend_on_what_was_asked_before),
        cmocka_unit_test(test_calendar__far_times_have_no_window),
        cmocka_unit_test(test_calendar__slots_agree_with_a_slow_search),
        cmocka_unit_test(test_calendar__alternates_come_from_asking_again),
        cmocka_unit_test(test_calendar__what_is_not_understood_is_refused_with_its_line),
        cmocka_unit_test(test_calendar__no_file_no_calendar_no_zone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
