/*
 * natural.h - whole numbers of any size up to NATURAL_BITS, for exact decimals of floats.  Floor 1; for float.c alone.
 *
 * Nothing is allocated.  A result beyond NATURAL_BITS is the caller's mistake: it bounds digits and exponents first.
 */
#ifndef CUTOVER_RECORD_NATURAL_H
#define CUTOVER_RECORD_NATURAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { NATURAL_WORDS = 72, NATURAL_BITS = NATURAL_WORDS * 64 };

struct natural {
    size_t count;                  /* words in use; the highest of them is not 0, 0 has none */
    uint64_t words[NATURAL_WORDS]; /* the lowest first */
};

void natural_set(struct natural *number, uint64_t value);

/* number = number * FACTOR + MORE, number * 10^EXPONENT, number * 2^BITS. */
void natural_multiply(struct natural *number, uint64_t factor, uint64_t more);
void natural_scale(struct natural *number, unsigned exponent);
void natural_shift(struct natural *number, unsigned bits);

void natural_subtract(struct natural *number, const struct natural *other); /* OTHER is not greater */

/* Below, at or above 0 as NUMBER is less than, equal to or greater than OTHER. */
int natural_compare(const struct natural *number, const struct natural *other);

/* The same of NUMBER + MORE. */
int natural_compare_sum(const struct natural *number, const struct natural *more, const struct natural *other);

/* Bits of its binary form; 0 for 0. */
unsigned natural_bits(const struct natural *number);

/* NUMBER * 2^64 / OTHER, which is greater than NUMBER, cut to a whole number; *MORE says that something was cut. */
uint64_t natural_ratio(const struct natural *number, const struct natural *other, bool *more);

#endif
