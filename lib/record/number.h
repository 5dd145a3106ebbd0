/*
 * number.h - zoned, packed and binary numbers to text and back.  Floor 1; inside this room.
 *
 * Decoding has two looks.  The first, inline in number_quick.h, takes what sound data has and costs a few instructions; whatever
 * it does not take goes to the second, which knows every rule and says what is wrong.  Both give the same text.
 * Sources: IBM z/Architecture Principles of Operation, decimal data; Enterprise COBOL, SIGN clause.
 *
 * zoned   a digit a byte; the sign is the zone of the last (LEADING: first) byte, C E A F plus, D B minus, or a byte of
 *         its own.  In ASCII an overpunch is p-y for minus and the digit for plus, as COBOL writes it there, or what EBCDIC
 *         becomes, {A-I and }J-R: both are read, and op->translated says which is written.
 *         Unsigned: digits only.
 *         BLANK WHEN ZERO: blanks are 0.  National: the same in UTF-16BE.
 * packed  two digits a byte, the last half byte the sign; unsigned: F, and C is taken.  COMP-6: no half byte for a sign.
 * binary  big-endian unless said otherwise, two's complement when signed; the bytes' value, whatever the picture.
 */
#ifndef CUTOVER_RECORD_NUMBER_H
#define CUTOVER_RECORD_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"
#include "record/decimal.h"
#include "record/plan.h"

/* The second look: writes the number's text and returns its end, or NULL when BYTES are no such number. */
char *zoned_read(char *to, const struct plan_op *op, const uint8_t *bytes, bool ebcdic);
char *packed_read(char *to, const struct plan_op *op, const uint8_t *bytes);
char *binary_read(char *to, const struct plan_op *op, const uint8_t *bytes, bool truncate);

/* Any number, as the kind of OP says. */
char *number_read(char *to, const struct plan_op *op, const uint8_t *bytes, bool ebcdic, bool truncate);

/* DECIMAL has op->digits digits, and no minus where op has no sign.  Write op->length bytes. */
void zoned_write(uint8_t *to, const struct plan_op *op, const struct decimal *decimal, bool ebcdic);
void packed_write(uint8_t *to, const struct plan_op *op, const struct decimal *decimal);

enum number_answer {
    NUMBER_WRITTEN = 0,
    NUMBER_NONE = -1,
    NUMBER_TOO_BIG = -2,
    NUMBER_TOO_FINE = -3,  /* more decimals than there are, or no multiple of what P stands for */
    NUMBER_NEGATIVE = -4,  /* where there is no sign */
    NUMBER_TOO_SMALL = -5, /* of a float: not 0, but nearest to it */
};

/* Any number, as the kind of OP says, from its text: the way back of number_read. */
enum number_answer number_write(uint8_t *to, const struct plan_op *op, const char *text, size_t length, bool ebcdic, bool truncate);

/* BYTES would be a number if the picture had an S. */
bool number_has_sign(const struct plan_op *op, const uint8_t *bytes, bool ebcdic);

#endif
