/*
 * picture.h - a PICTURE character string.  Floor 1.  IBM Enterprise COBOL for z/OS Language Reference, PICTURE clause.
 */
#ifndef CUTOVER_RECORD_PICTURE_H
#define CUTOVER_RECORD_PICTURE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"

enum { PICTURE_MAX_DIGITS = 18, PICTURE_MAX_LENGTH = 1 << 20 };

struct picture {
    bool numeric;     /* 9 S V; else X and A */
    bool has_sign;    /* S */
    int digits;       /* of a numeric one, before and after V */
    int scale;        /* digits after V */
    size_t length;    /* character positions: those of X and A, or the digits */
};

/*
 * Read LENGTH characters of TEXT in either case: X A 9 S V with (n).  Returns 0, RECORD_E_SYNTAX, or
 * RECORD_E_UNSUPPORTED naming the symbol.
 */
int picture_parse(struct picture *picture, const char *text, size_t length, struct fault *fault);

#endif
