/*
 * picture.h - a PICTURE string and what it says of a field.  Floor 1.
 */
#ifndef CUTOVER_RECORD_PICTURE_H
#define CUTOVER_RECORD_PICTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/fault.h"

enum { PICTURE_DIGITS_MAX = 31, PICTURE_LENGTH_MAX = 1 << 24 };

enum picture_kind {
    PICTURE_NONE,     /* a group */
    PICTURE_TEXT,     /* X, A */
    PICTURE_NUMBER,   /* 9 S V P */
    PICTURE_EDITED,   /* numeric- or alphanumeric-edited: a string as it stands */
    PICTURE_NATIONAL, /* N */
    PICTURE_DBCS,     /* G */
};

struct picture {
    enum picture_kind kind;
    bool is_signed;
    uint8_t digits; /* of a number, those behind V among them, P not; 0 for all else */
    int scale;      /* decimals: below 0 for P behind the digits (99PPP: -3), above digits for P before them (PPP99: 5) */
    uint32_t characters; /* of text, edited ones too; digits of a number */
};

/*
 * Read LENGTH characters of a PICTURE string ("S9(9)V99", "X(10)").  Returns 0, RECORD_E_PICTURE when it is none,
 * or RECORD_E_UNSUPPORTED for edited, scaled (P), national and floating ones.
 */
int picture_parse(struct picture *picture, const char *text, size_t length, struct fault *fault);

#endif
