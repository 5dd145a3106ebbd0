/*
 * float.h - COMP-1 and COMP-2 to text and back, exactly.  Floor 1; inside this room.
 *
 * ibm   sign, seven bits of a power of 16 above 64, and a fraction of six or fourteen hexadecimal digits, the point
 *       before them.  A fraction with leading zeros has a value like any other; what is written has none, but for
 *       values too small to be without.  Source: z/Architecture Principles of Operation, hexadecimal floating point.
 * ieee  binary32 and binary64 of IEEE 754.  What is no number (infinities, NaN) is an error.
 *
 * The text is the shortest decimal from which the nearest float is the same one ("0.1", "1.5e+75", "-0"), without
 * an exponent from 1e-6 to below 1e21.  Text becomes the nearest float, of two as near the even one.  All in whole
 * numbers: no rounding of a machine's own floats is in it.
 */
#ifndef CUTOVER_RECORD_FLOAT_H
#define CUTOVER_RECORD_FLOAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FLOAT_SHORT_BYTES = 4, FLOAT_LONG_BYTES = 8 };

struct float_form { /* how a float lies in its LENGTH bytes: FLOAT_SHORT_BYTES or FLOAT_LONG_BYTES */
    unsigned length;
    bool ieee;
    bool little_endian;
};

/* Writes at most DECIMAL_ROOM characters; returns the end, NULL when BYTES are an infinity or no number. */
char *float_read(char *to, struct float_form form, const uint8_t *bytes);

enum float_answer { FLOAT_WRITTEN = 0, FLOAT_NO_NUMBER = -1, FLOAT_TOO_BIG = -2, FLOAT_TOO_SMALL = -3 };

/* TOO_SMALL: the number is not 0, but the nearest float is. */
enum float_answer float_write(uint8_t *to, struct float_form form, const char *text, size_t length);

#endif
