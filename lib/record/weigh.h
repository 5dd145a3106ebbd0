/*
 * weigh.h - how much less likely a value is by chance than as what it is read as.  Floor 1; for score.c.
 *
 * Weights are eighths of a bit: what a description of the bytes is shorter by when they are taken as this value, over
 * one that takes every byte as equally likely.  Below 0: chance explains them better.  Text is words of letters padded
 * with blanks, numbers are small more often than large; the tables are in weigh.c.
 */
#ifndef CUTOVER_RECORD_WEIGH_H
#define CUTOVER_RECORD_WEIGH_H

#include <stddef.h>
#include <stdint.h>

enum { WEIGH_BIT = 8, WEIGH_BYTE = 64 };

struct weigh_characters { /* counted over all text weighed */
    int64_t count;
    int64_t controls;
    int64_t foreign; /* that are not ASCII */
};

/* TEXT, LENGTH bytes of UTF-8 without trailing blanks, that stands for BYTES bytes of the record. */
int32_t weigh_text(const char *text, size_t length, size_t bytes, struct weigh_characters *characters);

/* TEXT, a decimal number, in BYTES bytes that a picture of DIGITS digits has. */
int32_t weigh_number(const char *text, size_t length, size_t bytes, unsigned digits);

/* The bits, in eighths, that telling one of COUNT things takes. */
int32_t weigh_choice(uint64_t count);

#endif
