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

enum { PICTURE_DIGITS_MAX = 31, PICTURE_LENGTH_MAX = 1 << 24, PICTURE_STRING_MAX = 255 };

enum picture_kind {
    PICTURE_NONE,     /* a group */
    PICTURE_TEXT,     /* X, A, and 9 among them */
    PICTURE_NUMBER,   /* 9 S V P */
    PICTURE_EDITED,   /* numeric-, alphanumeric- or (with USAGE NATIONAL) national-edited, external floating point: a string as it stands */
    PICTURE_NATIONAL, /* N */
    PICTURE_DBCS,     /* G, B */
};

struct picture {
    enum picture_kind kind;
    bool is_signed;
    bool national;  /* it has N: USAGE NATIONAL goes without saying */
    uint8_t digits; /* of a number, those behind V among them, P not; 0 for all else */
    int scale;      /* decimals: below 0 for P behind the digits (99PPP: -3), above digits for P before them (PPP99: 5) */
    uint32_t characters; /* of text, edited ones too; digits of a number */
};

struct picture_options {    /* what SPECIAL-NAMES says; zeros: nothing */
    bool decimal_comma;     /* DECIMAL-POINT IS COMMA: "," and "." change places */
    char currency;          /* the currency symbol; 0: "$" */
    uint8_t currency_bytes; /* of the currency sign that the symbol stands for; 0: 1 */
};

/*
 * Read LENGTH characters of a PICTURE string ("S9(9)V99", "X(10)", "$$,$$9.99CR").  OPTIONS may be NULL.  Returns 0,
 * RECORD_E_PICTURE with the string and the symbol that cannot stand as it does, or RECORD_E_UNSUPPORTED for boolean (1)
 * and UTF-8 (U) pictures.  Rules: Enterprise COBOL Language Reference, PICTURE clause.
 */
int picture_parse(struct picture *picture, const char *text, size_t length, const struct picture_options *options, struct fault *fault);

#endif
