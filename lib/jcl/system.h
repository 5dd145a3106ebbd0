/*
 * system.h - the system symbols of this system: a table for symbol.h.  Floor 2.
 *
 *     struct system_symbols system;
 *     struct expansion_options options = {.system = system_symbols_fill(&system, clock_now(&clock), "GHARLOW")};
 *
 * SYSUID, SYSNAME, SYSCLONE, SYSPLEX, and date and time with and without L (both UTC, so that a date that was given
 * fixes them): YYMMDD HHMMSS YR2 YR4 MON DAY JDAY WDAY HR MIN SEC.
 */
#ifndef CUTOVER_JCL_SYSTEM_H
#define CUTOVER_JCL_SYSTEM_H

#include "jcl/symbol.h"

enum { SYSTEM_SYMBOLS = 26, SYSTEM_TEXT_SIZE = 9 };

struct system_symbols {
    struct system_symbol table[SYSTEM_SYMBOLS + 1];
    char texts[SYSTEM_SYMBOLS][SYSTEM_TEXT_SIZE];
};

/* Fill and return the table, for SECONDS since 1970-01-01T00:00:00Z.  USER may be NULL: &SYSUID stays until the job is submitted. */
const struct system_symbol *system_symbols_fill(struct system_symbols *symbols, int64_t seconds, const char *user);

#endif
