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
    PICTURE_NONE, /* a group */
    PICTURE_TEXT, /* X, A */
    PICTURE_NUMBER,
};

struct picture {
    enum picture_kind kind;
    bool is_signed;
    uint8_t digits; /* of a number, those behind V among them; 0 for text */
    uint8_t scale;  /* digits behind V */
    uint32_t characters; /* of text; digits of a number */
};

/*
 * Read LENGTH characters of a PICTURE string ("S9(9)V99", "X(10)").  Returns 0, RECORD_E_PICTURE when it is none,
 * or RECORD_E_UNSUPPORTED for edited, scaled (P), national and floating ones.
 */
int picture_parse(struct picture *picture, const char *text, size_t length, struct fault *fault);

#endif
