/* system.c - see system.h. */
#include "jcl/system.h"

#include <stdio.h>

#include "base/clock.h"

static const char SYSTEM_NAME[] = "CUTOVER";
static const char SYSTEM_CLONE[] = "CU";

struct filling {
    struct system_symbols *symbols;
    size_t count;
};

static void add(struct filling *filling, const char *name, const char *value)
{
    filling->symbols->table[filling->count++] = (struct system_symbol){name, value};
}

/* NAME and LNAME, WIDTH digits of VALUE. */
static void add_number(struct filling *filling, const char *name, const char *local_name, int width, int value)
{
    char *text = filling->symbols->texts[filling->count];
    snprintf(text, SYSTEM_TEXT_SIZE, "%0*d", width, value);
    add(filling, name, text);
    add(filling, local_name, text);
}

const struct system_symbol *system_symbols_fill(struct system_symbols *symbols, int64_t seconds, const char *user)
{
    static const char *const DAYS[] = {"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"};
    struct filling filling = {.symbols = symbols};
    int date = date_of_seconds(seconds);
    int time = (int)(seconds - date_to_days(date) * 86400);
    int year = date / 10000, month = date / 100 % 100, day = date % 100;
    int hour = time / 3600, minute = time / 60 % 60, second = time % 60;
    add(&filling, "SYSUID", user);
    add(&filling, "SYSNAME", SYSTEM_NAME);
    add(&filling, "SYSCLONE", SYSTEM_CLONE);
    add(&filling, "SYSPLEX", SYSTEM_NAME);
    add_number(&filling, "YYMMDD", "LYYMMDD", 6, date % 1000000);
    add_number(&filling, "HHMMSS", "LHHMMSS", 6, hour * 10000 + minute * 100 + second);
    add_number(&filling, "YR2", "LYR2", 2, year % 100);
    add_number(&filling, "YR4", "LYR4", 4, year);
    add_number(&filling, "MON", "LMON", 2, month);
    add_number(&filling, "DAY", "LDAY", 2, day);
    add_number(&filling, "JDAY", "LJDAY", 3, (int)(date_to_days(date) - date_to_days(year * 10000 + 101)) + 1);
    add_number(&filling, "HR", "LHR", 2, hour);
    add_number(&filling, "MIN", "LMIN", 2, minute);
    add_number(&filling, "SEC", "LSEC", 2, second);
    add(&filling, "WDAY", DAYS[date_weekday(date)]);
    add(&filling, "LWDAY", DAYS[date_weekday(date)]);
    symbols->table[filling.count] = (struct system_symbol){NULL, NULL};
    return symbols->table;
}
