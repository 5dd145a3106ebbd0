/*
 * decimal.h - exact decimal numbers as digits.  Floor 1; inside this room.
 *
 * A number of a picture is its digits, as many as the picture has, and a sign; zero has no sign.  The scale says how
 * many of them are decimals: more than there are when P stands before them (PPP99: 5), below 0 when P stands behind
 * them (99PPP: -3).  As text a number has no leading zeros but one, and exactly the picture's decimals: "-12.50",
 * "0.05", "0.00012", "12000".
 */
#ifndef CUTOVER_RECORD_DECIMAL_H
#define CUTOVER_RECORD_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "record/picture.h"

/* The most bytes that writing a number touches: sign, digits, point, and what number.h writes too far. */
enum { DECIMAL_ROOM = 64 };

struct decimal {
    bool negative; /* never of zero */
    uint8_t count;
    char digits[PICTURE_DIGITS_MAX]; /* '0' to '9' */
};

enum decimal_answer { DECIMAL_READ = 0, DECIMAL_NO_NUMBER = -1, DECIMAL_TOO_BIG = -2, DECIMAL_TOO_FINE = -3 };

struct numeral { /* where the digits of a number's text are */
    const char *whole;
    size_t whole_length;
    const char *decimals;
    size_t decimals_length;
    bool negative;
    long exponent; /* at most 9999 or at least -9999, whatever stands there */
};

/* Take TEXT ("12.5", "-1e3") apart; false when it is no number. */
bool numeral_read(struct numeral *numeral, const char *text, size_t length);

/*
 * Read TEXT ("12.5", "-1e3") as a number of DIGITS digits, SCALE of them decimals.  Too many decimals are no
 * fault when they are zeros.
 */
enum decimal_answer decimal_parse(struct decimal *decimal, const char *text, size_t length, unsigned digits, int scale);

/* Write COUNT digits ('0' to '9') of which SCALE are decimals; returns the end.  No NUL. */
char *decimal_put(char *to, const char *digits, unsigned count, int scale, bool negative);

#endif
