/* test_clock.c - tests of base/clock.h; the dates against the C library's own calendar. */
#include "support/suite.h"

#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/file.h"

static void test_clock__every_day_of_four_centuries_agrees_with_gmtime(void **state)
{
    (void)state;
    for (int64_t day = -60000; day < 100000; day++) {
        time_t seconds = (time_t)(day * 86400);
        struct tm broken;
        gmtime_r(&seconds, &broken);
        int date = (broken.tm_year + 1900) * 10000 + (broken.tm_mon + 1) * 100 + broken.tm_mday;
        assert_int_equal(date_from_days(day), date);
        assert_int_equal(date_to_days(date), day);
        assert_int_equal(date_weekday(date), broken.tm_wday);
        assert_true(date_is_valid(date));
    }
}

static void test_clock__dates_that_do_not_exist_are_refused(void **state)
{
    (void)state;
    const char *wrong[] = {"20261131", "20270229", "21000229", "20261301", "20260001", "20260100",
                           "2026112",  "202611220", "2026112x", "", "+2026112", " 2026112", "00000000"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        int date = 1;
        struct fault fault = {0};
        assert_int_equal(date_parse(wrong[i], &date, &fault), BASE_E_DATE);
        assert_int_equal(date, 1);
    }
    int date = 0;
    assert_int_equal(date_parse("20240229", &date, NULL), 0);
    assert_int_equal(date, 20240229);
}

static void test_clock__text_is_iso_8601(void **state)
{
    (void)state;
    char text[CLOCK_TEXT_SIZE];
    assert_string_equal(clock_text(text, 0), "1970-01-01T00:00:00Z");
    assert_string_equal(clock_text(text, 1795300261), "2026-11-21T22:31:01Z");
    assert_string_equal(clock_text(text, -1), "1969-12-31T23:59:59Z");
}

static void test_clock__a_zone_has_its_own_date(void **state)
{
    static const struct {
        const char *zone;
        int64_t seconds;
        int date;
    } CASES[] = {
        {"America/New_York", 1795226400, 20261120}, /* 2026-11-21T02:00Z, nine in the evening there */
        {"America/New_York", 1795237199, 20261120}, /* the last second of the day */
        {"America/New_York", 1795237200, 20261121},
        {"Asia/Tokyo", 1795226400, 20261121},
        {"Etc/UTC", 1795226400, 20261121},
        {"America/New_York", 1785643200, 20260802}, /* 2026-08-02T04:00Z: midnight in summer */
        {"America/New_York", 1785643199, 20260801},
    };
    (void)state;
    struct fault fault;
    int date;
    setenv("TZ", "Pacific/Auckland", 1);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        assert_int_equal(date_in_zone(CASES[i].seconds, CASES[i].zone, &date, &fault), 0);
        assert_int_equal(date, CASES[i].date);
    }
    assert_string_equal(getenv("TZ"), "Pacific/Auckland");
    unsetenv("TZ");
    assert_int_equal(date_in_zone(0, "Atlantis/Main", &date, &fault), BASE_E_OPEN);
    assert_int_equal(date_in_zone(0, "../../etc/passwd", &date, &fault), BASE_E_OPEN);
    assert_int_equal(date_in_zone(0, "", &date, &fault), BASE_E_OPEN);
    assert_null(getenv("TZ"));
}

static void test_clock__fixed_clock_stands(void **state)
{
    (void)state;
    struct clock_source fixed = {1234};
    assert_int_equal(clock_now(&fixed), 1234);
    struct clock_source real = {-1};
    assert_true(clock_now(&real) > 1700000000);
}

static void test_clock__days_are_added_over_month_and_year(void **state)
{
    (void)state;
    assert_int_equal(date_add(20261130, 1), 20261201);
    assert_int_equal(date_add(20261231, 1), 20270101);
    assert_int_equal(date_add(20270101, -1), 20261231);
    assert_int_equal(date_add(20280228, 1), 20280229);
    assert_int_equal(date_of_seconds(86399), 19700101);
    assert_int_equal(date_of_seconds(-1), 19691231);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clock__every_day_of_four_centuries_agrees_with_gmtime),
        cmocka_unit_test(test_clock__dates_that_do_not_exist_are_refused),
        cmocka_unit_test(test_clock__text_is_iso_8601),
        cmocka_unit_test(test_clock__a_zone_has_its_own_date),
        cmocka_unit_test(test_clock__fixed_clock_stands),
        cmocka_unit_test(test_clock__days_are_added_over_month_and_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
