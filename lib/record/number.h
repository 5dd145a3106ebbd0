/*
 * number.h - zoned, packed and binary fields to exact decimals and back.  Floor 1.
 *
 * A number is its digits as an unsigned 64-bit integer (18 digits at most), whether it is negative, and a scale: how
 * many digits are behind the point.  Its canonical text has no leading zeros but the one before a point, exactly
 * scale decimals, and "-" only before what is not zero.
 *
 * Formats: IBM Enterprise COBOL for z/OS Programming Guide, "Formats for numeric data"; z/Architecture Principles of
 * Operation, "Decimal instructions": signs A C E F are plus, B D minus; C, D and (unsigned) F are preferred.
 */
#ifndef CUTOVER_RECORD_NUMBER_H
#define CUTOVER_RECORD_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/fault.h"
#include "record/copybook.h"

struct number {
    uint64_t digits;
    bool negative;
};

/*
 * Read the LENGTH bytes at DATA as ITEM says (usage, sign, digits); EBCDIC tells how DISPLAY is coded.  Returns 0, or
 * RECORD_E_PACKED, RECORD_E_ZONED, RECORD_E_SIGN, RECORD_E_BLANK (DISPLAY of blanks) with the bytes in the detail.
 * Binary is taken as its bytes' value, as COBOL compiled with TRUNC(BIN) sees it.
 */
int number_decode(struct number *number, const struct item *item, const uint8_t *data, size_t length, bool ebcdic,
                  struct fault *fault);

/* Write NUMBER into the bytes of ITEM at DATA.  Returns 0, RECORD_E_RANGE for too many digits, RECORD_E_SIGN. */
int number_encode(uint8_t *data, const struct item *item, const struct number *number, bool ebcdic, struct fault *fault);

/* Append the canonical text. */
void number_text(struct bytes *out, const struct number *number, int scale);

/*
 * Read a text like -12.50 as a number of exactly SCALE decimals: fewer are filled with zeros.  Returns 0, or
 * RECORD_E_RANGE for more decimals or digits than fit, or RECORD_E_JSON when it is no number (an exponent is none).
 */
int number_parse(struct number *number, const char *text, size_t length, int scale, struct fault *fault);

#endif
