/* clock.c - see clock.h.  Day numbers by the usual era arithmetic: 400 years are 146,097 days. */
#include "base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/bytes.h"
#include "base/file.h"
#include "base/memory.h"

int64_t clock_now(const struct clock_source *source)
{
    return source->fixed >= 0 ? source->fixed : (int64_t)time(NULL);
}

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

char *clock_text(char text[CLOCK_TEXT_SIZE], int64_t seconds)
{
    int64_t days = floor_divide(seconds, 86400);
    int second = (int)(seconds - days * 86400);
    int date = date_from_days(days);
    char whole[64];
    snprintf(whole, sizeof whole, "%04d-%02d-%02dT%02d:%02d:%02dZ", date / 10000, date / 100 % 100, date % 100,
             second / 3600, second / 60 % 60, second % 60);
    memcpy(text, whole, CLOCK_TEXT_SIZE - 1);
    text[CLOCK_TEXT_SIZE - 1] = '\0';
    return text;
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

bool date_is_valid(int64_t date)
{
    if (date < 10101 || date > 99991231)
        return false;
    int year = (int)(date / 10000), month = (int)(date / 100 % 100), day = (int)(date % 100);
    return month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month);
}

int64_t date_to_days(int date)
{
    int64_t year = date / 10000, month = date / 100 % 100, day = date % 100;
    year -= month <= 2;
    int64_t era = floor_divide(year, 400);
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

int date_from_days(int64_t days)
{
    days += 719468;
    int64_t era = floor_divide(days, 146097);
    int64_t day_of_era = days - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted = (5 * day_of_year + 2) / 153;
    int64_t day = day_of_year - (153 * shifted + 2) / 5 + 1;
    int64_t month = shifted < 10 ? shifted + 3 : shifted - 9;
    int64_t year = year_of_era + era * 400 + (month <= 2);
    return (int)(year * 10000 + month * 100 + day);
}

int date_add(int date, int64_t days)
{
    return date_from_days(date_to_days(date) + days);
}

int date_weekday(int date)
{
    int64_t days = date_to_days(date) + 4; /* 1970-01-01 was a Thursday */
    return (int)(days - floor_divide(days, 7) * 7);
}

int date_of_seconds(int64_t seconds)
{
    return date_from_days(floor_divide(seconds, 86400));
}

/* Set $TZ to VALUE; NULL: to nothing. */
static void set_zone(const char *value)
{
    if (value != NULL)
        setenv("TZ", value, 1);
    else
        unsetenv("TZ");
    tzset();
}

int date_in_zone(int64_t seconds, const char *zone, int *date, struct fault *fault)
{
    char path[128];
    int length = snprintf(path, sizeof path, ":/usr/share/zoneinfo/%s", zone);
    if (zone[0] == '\0' || length >= (int)sizeof path || strstr(zone, "..") != NULL || !file_exists(path + 1))
        return fault_set(fault, BASE_E_OPEN, "the time zone %s in /usr/share/zoneinfo", zone);
    const char *before = getenv("TZ");
    char *kept = before != NULL ? memory_copy_string(before) : NULL;
    time_t instant = (time_t)seconds;
    struct tm local;
    set_zone(path);
    localtime_r(&instant, &local);
    set_zone(kept);
    free(kept);
    *date = (local.tm_year + 1900) * 10000 + (local.tm_mon + 1) * 100 + local.tm_mday;
    return 0;
}

int date_parse(const char *text, int *date, struct fault *fault)
{
    size_t length = strlen(text);
    if (length == 8 && strspn(text, "0123456789") == 8 && date_is_valid(strtol(text, NULL, 10))) {
        *date = (int)strtol(text, NULL, 10);
        return 0;
    }
    char shown[64];
    return fault_set(fault, BASE_E_DATE, "%s", bytes_escape(shown, sizeof shown, text, length));
}
