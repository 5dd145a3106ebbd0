/*
 * number.h - zoned, packed and binary numbers to text and back.  Floor 1; inside this room.
 *
 * Decoding has two looks.  The first, inline here, takes what sound data has and costs a few instructions; whatever
 * it does not take goes to the second, which knows every rule and says what is wrong.  Both give the same text.
 * Sources: IBM z/Architecture Principles of Operation, decimal data; Enterprise COBOL, SIGN clause.
 *
 * zoned   a digit a byte; the sign is the zone of the last (LEADING: first) byte, C E A F plus, D B minus, or a byte of
 *         its own.  In ASCII an overpunch is what EBCDIC becomes, {A-I and }J-R, or p-y for minus (GnuCOBOL).
 *         Unsigned: digits only.
 * packed  two digits a byte, the last half byte the sign; unsigned: F, and C is taken.
 * binary  big-endian, two's complement when signed; the bytes' value, whatever the picture.
 */
#ifndef CUTOVER_RECORD_NUMBER_H
#define CUTOVER_RECORD_NUMBER_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/bytes.h"
#include "record/decimal.h"
#include "record/plan.h"

enum { NUMBER_QUICK_DIGITS = 15 };

/* The second look: writes the number's text and returns its end, or NULL when BYTES are no such number. */
char *zoned_read(char *to, const struct plan_op *op, const uint8_t *bytes, bool ebcdic);
char *packed_read(char *to, const struct plan_op *op, const uint8_t *bytes);
char *binary_read(char *to, const struct plan_op *op, const uint8_t *bytes, bool truncate);

/* Any of the three, as the kind of OP says. */
char *number_read(char *to, const struct plan_op *op, const uint8_t *bytes, bool ebcdic, bool truncate);

/* DECIMAL has op->digits digits.  Write op->length bytes; false when the sign, or a binary value, cannot stand there. */
bool zoned_write(uint8_t *to, const struct plan_op *op, const struct decimal *decimal, bool ebcdic);
bool packed_write(uint8_t *to, const struct plan_op *op, const struct decimal *decimal);
bool binary_write(uint8_t *to, const struct plan_op *op, const char *text, size_t length, bool truncate);

/* BYTES would be a number if the picture had an S. */
bool number_has_sign(const struct plan_op *op, const uint8_t *bytes, bool ebcdic);

static inline uint64_t number_big_endian(const uint8_t *bytes)
{
    uint64_t value;
    memcpy(&value, bytes, sizeof value);
    return __builtin_bswap64(value);
}

/* LENGTH (1 to 8) bytes as a big-endian number. */
static inline uint64_t number_load(const uint8_t *bytes, unsigned length)
{
    uint64_t value = 0;
    if (length == 8)
        return number_big_endian(bytes);
    for (unsigned i = 0; i < length; i++)
        value = value << 8 | bytes[i];
    return value;
}

/* Eight half bytes as eight digits in text order, in a word to be stored. */
static inline uint64_t number_spread(uint32_t nibbles)
{
    uint64_t wide = nibbles;
    wide = (wide | wide << 16) & 0x0000FFFF0000FFFFu;
    wide = (wide | wide << 8) & 0x00FF00FF00FF00FFu;
    wide = (wide | wide << 4) & 0x0F0F0F0F0F0F0F0Fu;
    return __builtin_bswap64(wide | 0x3030303030303030u);
}

/* Up to 15 digits as half bytes. */
static inline char *number_put_nibbles(char *to, uint64_t nibbles, unsigned scale, bool negative)
{
    char digits[32];
    uint64_t high = number_spread((uint32_t)(nibbles >> 32)), low = number_spread((uint32_t)nibbles);
    memcpy(digits, &high, 8);
    memcpy(digits + 8, &low, 8);
    unsigned significant = nibbles == 0 ? 0 : 16 - (unsigned)__builtin_clzll(nibbles) / 4;
    return decimal_put16(to, digits, significant, scale, negative);
}

static inline char *packed_quick(char *to, const struct plan_op *op, const uint8_t *bytes)
{
    if (op->digits > NUMBER_QUICK_DIGITS)
        return packed_read(to, op, bytes);
    uint64_t value = number_load(bytes, op->length);
    unsigned sign = value & 15;
    uint64_t nibbles = value >> 4;
    /* adding 6 to a half byte above 9 carries into the next */
    uint64_t carries = (nibbles + 0x0666666666666666u) ^ nibbles ^ 0x0666666666666666u;
    bool even = op->digits % 2 == 0 && (bytes[0] & 0xF0) != 0;
    if ((carries & 0x1111111111111110u) != 0 || even || sign < 12 || sign == 14 || (sign == 13 && !op->is_signed))
        return packed_read(to, op, bytes);
    return number_put_nibbles(to, nibbles, op->scale, sign == 13);
}

/* Digits of a zone a byte: ZONE in each byte but perhaps the last, whose zone comes back in *LAST. */
static inline bool zoned_nibbles(const uint8_t *bytes, unsigned length, uint8_t zone, uint64_t *nibbles, uint8_t *last)
{
    uint64_t packed = 0;
    unsigned wrong = 0;
    for (unsigned i = 0; i + 1 < length; i++) {
        packed = packed << 4 | (bytes[i] & 15u);
        wrong |= (unsigned)(bytes[i] ^ zone) > 9;
    }
    *last = bytes[length - 1] & 0xF0;
    *nibbles = packed << 4 | (bytes[length - 1] & 15u);
    return wrong == 0 && (bytes[length - 1] & 15u) <= 9;
}

static inline char *zoned_quick(char *to, const struct plan_op *op, const uint8_t *bytes, bool ebcdic)
{
    uint64_t nibbles;
    uint8_t zone = ebcdic ? 0xF0 : 0x30, last;
    if (op->digits > NUMBER_QUICK_DIGITS || op->sign_leading || op->sign_separate ||
        !zoned_nibbles(bytes, op->length, zone, &nibbles, &last))
        return zoned_read(to, op, bytes, ebcdic);
    if (last == zone)
        return number_put_nibbles(to, nibbles, op->scale, false);
    if (!ebcdic || !op->is_signed || (last != 0xC0 && last != 0xD0))
        return zoned_read(to, op, bytes, ebcdic);
    return number_put_nibbles(to, nibbles, op->scale, last == 0xD0);
}

#endif
