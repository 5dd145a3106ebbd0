/*
 * CEEDAYS.c - the service CEEDAYS of Language Environment: a date as text to its Lilian day number (1 is 15 October 1582).
 *
 *     CALL "CEEDAYS" USING DATE PICTURE LILIAN FC      DATE and PICTURE: a halfword length and text; LILIAN: PIC S9(9) BINARY
 *
 * The picture has YYYY, YY, MM, ZM, MMM, DD, ZD, DDD; every other character stands for one of the date.  YY lies in the hundred
 * years that began 80 years before today.  FC, 12 bytes, may be left out: zero, or severity 3 and the number of a message CEE25nn.
 * Source: z/OS Language Environment Programming Reference, CEEDAYS and "Date and time feedback codes".
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum feedback {
    FEEDBACK_GOOD = 0,
    FEEDBACK_SHORT = 2507,   /* CEE2EB: not enough of a date */
    FEEDBACK_DATE = 2508,    /* CEE2EC: no such day */
    FEEDBACK_RANGE = 2513,   /* CEE2EH: before 15 October 1582 or after 9999 */
    FEEDBACK_MONTH = 2517,   /* CEE2EL: no such month */
    FEEDBACK_PICTURE = 2518, /* CEE2EM: a picture that is none */
    FEEDBACK_NUMBER = 2520,  /* CEE2EO: no digits where digits are expected */
};

struct vstring {
    const unsigned char *text;
    size_t length;
};

struct date {
    long year, month, day, day_of_year; /* -1: not given */
};

static struct vstring read_vstring(const unsigned char *bytes)
{
    return (struct vstring){bytes + 2, (size_t)bytes[0] << 8 | bytes[1]};
}

static void write_fullword(unsigned char *bytes, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        bytes[i] = (unsigned char)(value >> (24 - 8 * i));
}

static void write_feedback(unsigned char *feedback, enum feedback code)
{
    if (feedback == NULL)
        return;
    memset(feedback, 0, 12);
    if (code == FEEDBACK_GOOD)
        return;
    feedback[1] = 3; /* severity */
    feedback[2] = (unsigned char)((unsigned)code >> 8);
    feedback[3] = (unsigned char)code;
    feedback[4] = 0x59; /* case 1, severity 3, facility */
    memcpy(feedback + 5, "CEE", 3);
}

/* Days from 1970-01-01, proleptic Gregorian. */
static long days_from_1970(long year, long month, long day)
{
    year -= month <= 2;
    long era = year / 400, of_era = year - era * 400;
    long of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static bool is_leap(long year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static bool day_is_there(long year, long month, long day)
{
    static const int DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month >= 1 && month <= 12 && day >= 1 && day <= DAYS[month - 1] + (month == 2 && is_leap(year) ? 1 : 0);
}

static long year_in_window(long two_digits)
{
    time_t now = time(NULL);
    struct tm today;
    gmtime_r(&now, &today);
    long begin = today.tm_year + 1900 - 80, year = begin - begin % 100 + two_digits;
    return year < begin ? year + 100 : year;
}

/* The number of DIGITS digits at *AT; SUPPRESSED: its leading zero may be a blank or left out. */
static enum feedback take_number(const struct vstring *date, size_t *at, size_t digits, bool suppressed, long *value)
{
    *value = 0;
    for (size_t i = 0; i < digits; i++, ++*at) {
        bool there = *at < date->length;
        if (there && isdigit(date->text[*at]))
            *value = *value * 10 + (date->text[*at] - '0');
        else if (suppressed && i > 0)
            return FEEDBACK_GOOD;
        else if (!(there && suppressed && date->text[*at] == ' '))
            return there ? FEEDBACK_NUMBER : FEEDBACK_SHORT;
    }
    return FEEDBACK_GOOD;
}

static enum feedback take_month(const struct vstring *date, size_t *at, long *month)
{
    static const char NAMES[] = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
    if (*at + 3 > date->length)
        return FEEDBACK_SHORT;
    for (long i = 0; i < 12; i++)
        if (strncasecmp((const char *)date->text + *at, NAMES + 3 * i, 3) == 0) {
            *at += 3;
            *month = i + 1;
            return FEEDBACK_GOOD;
        }
    return FEEDBACK_MONTH;
}

/* One part of the picture at *P; it and the date go on behind it. */
static enum feedback take_part(const struct vstring *picture, size_t *p, const struct vstring *date, size_t *at, struct date *found)
{
    static const struct {
        const char *name;
        size_t digits;
        size_t member; /* of struct date */
    } PARTS[] = {{"YYYY", 4, 0}, {"YY", 2, 0}, {"MMM", 0, 1}, {"MM", 2, 1}, {"ZM", 2, 1}, {"DDD", 3, 3}, {"DD", 2, 2}, {"ZD", 2, 2}};
    long *members[] = {&found->year, &found->month, &found->day, &found->day_of_year};
    for (size_t i = 0; i < sizeof PARTS / sizeof PARTS[0]; i++) {
        size_t length = strlen(PARTS[i].name);
        if (*p + length > picture->length || strncasecmp((const char *)picture->text + *p, PARTS[i].name, length) != 0)
            continue;
        long *member = members[PARTS[i].member];
        *p += length;
        if (PARTS[i].digits == 0)
            return take_month(date, at, member);
        enum feedback code = take_number(date, at, PARTS[i].digits, PARTS[i].name[0] == 'Z', member);
        if (code == FEEDBACK_GOOD && length == 2 && PARTS[i].name[0] == 'Y')
            *member = year_in_window(*member);
        return code;
    }
    if (isalpha(picture->text[*p]))
        return FEEDBACK_PICTURE;
    ++*p;
    return (*at)++ < date->length ? FEEDBACK_GOOD : FEEDBACK_SHORT;
}

static enum feedback to_lilian(const struct vstring *date, const struct vstring *picture, long *lilian)
{
    struct date found = {-1, -1, -1, -1};
    enum feedback code = FEEDBACK_GOOD;
    size_t p = 0, at = 0;
    while (at < date->length && date->text[at] == ' ')
        at++;
    while (p < picture->length && picture->text[p] == ' ')
        p++;
    while (p < picture->length && code == FEEDBACK_GOOD)
        code = take_part(picture, &p, date, &at, &found);
    bool by_day_of_year = found.day_of_year >= 0;
    if (code != FEEDBACK_GOOD)
        return code;
    if (found.year < 0 || (!by_day_of_year && (found.month < 0 || found.day < 0)))
        return FEEDBACK_PICTURE;
    if (by_day_of_year ? found.day_of_year < 1 || found.day_of_year > 365 + is_leap(found.year)
                       : !day_is_there(found.year, found.month, found.day))
        return FEEDBACK_DATE;
    long days = by_day_of_year ? days_from_1970(found.year, 1, 1) + found.day_of_year - 1 : days_from_1970(found.year, found.month, found.day);
    *lilian = days - days_from_1970(1582, 10, 14);
    return *lilian < 1 ? FEEDBACK_RANGE : FEEDBACK_GOOD;
}

int CEEDAYS(const unsigned char *input, const unsigned char *picture, unsigned char *output, unsigned char *feedback);

int CEEDAYS(const unsigned char *input, const unsigned char *picture, unsigned char *output, unsigned char *feedback)
{
    struct vstring date = read_vstring(input), form = read_vstring(picture);
    long lilian = 0;
    enum feedback code = to_lilian(&date, &form, &lilian);
    write_fullword(output, code == FEEDBACK_GOOD ? (uint32_t)lilian : 0);
    write_feedback(feedback, code);
    return 0;
}
