/*
 * number_quick.h - the quick look at a number: what sound data has, with few instructions.  Floor 1; inside this room.
 *
 * What it does not take goes to the second look of number.h; both give the same text.  Eight digits, or sixteen half bytes, are
 * done in one register.
 */
#ifndef CUTOVER_RECORD_NUMBER_QUICK_H
#define CUTOVER_RECORD_NUMBER_QUICK_H

#include <string.h>

#include "record/number.h"

enum { NUMBER_QUICK_DIGITS = 15 };

static inline uint64_t number_big_endian(const uint8_t *bytes)
{
    uint64_t value;
    memcpy(&value, bytes, sizeof value);
    return __builtin_bswap64(value);
}

/* The last LENGTH (1 to 8) of the 8 bytes that end at END, as a big-endian number. */
static inline uint64_t number_ending(const uint8_t *end, unsigned length)
{
    return number_big_endian(end - 8) & (UINT64_MAX >> (64 - 8 * length));
}

/* Eight half bytes as eight bytes, in order. */
static inline uint64_t number_spread(uint32_t nibbles)
{
    uint64_t wide = nibbles;
    wide = (wide | wide << 16) & 0x0000FFFF0000FFFFu;
    wide = (wide | wide << 8) & 0x00FF00FF00FF00FFu;
    return (wide | wide << 4) & 0x0F0F0F0F0F0F0F0Fu;
}

__extension__ typedef unsigned __int128 number_wide;

/* Store sixteen characters, the first in the highest byte. */
static inline void number_store(char *to, number_wide text)
{
    uint64_t first = __builtin_bswap64((uint64_t)(text >> 64)), second = __builtin_bswap64((uint64_t)text);
    memcpy(to, &first, 8);
    memcpy(to + 8, &second, 8);
}

/* Write sixteen digits, a byte each, the first in the highest byte of HIGH: shifted in registers, stored once or twice. */
static inline char *number_put(char *to, uint64_t high, uint64_t low, unsigned scale, bool negative)
{
    unsigned zeros = high != 0 ? (unsigned)__builtin_clzll(high) / 8 : low != 0 ? 8 + (unsigned)__builtin_clzll(low) / 8 : 16;
    unsigned skipped = zeros < 15 - scale ? zeros : 15 - scale, whole = 16 - scale - skipped;
    number_wide text = (number_wide)(high | 0x3030303030303030u) << 64 | (low | 0x3030303030303030u);
    *to = '-';
    to += negative && zeros < 16;
    number_store(to, text << (8 * skipped));
    if (scale == 0)
        return to + whole;
    number_store(to + whole + 1, text << (8 * (skipped + whole)));
    to[whole] = '.';
    return to + whole + 1 + scale;
}

/* The quick looks read the 8 bytes that end a field's first or last byte: AT is where BYTES lie in their record. */
static inline char *packed_quick(char *to, const struct plan_op *op, const uint8_t *bytes, size_t at)
{
    if (op->digits > NUMBER_QUICK_DIGITS || at + op->length < 8)
        return packed_read(to, op, bytes);
    uint64_t value = number_ending(bytes + op->length, op->length);
    unsigned sign = value & 15;
    uint64_t nibbles = value >> 4;
    /* adding 6 to a half byte above 9 carries into the next */
    uint64_t carries = (nibbles + 0x0666666666666666u) ^ nibbles ^ 0x0666666666666666u;
    bool even = op->digits % 2 == 0 && (bytes[0] & 0xF0) != 0;
    unsigned signs = 1u << 12 | 1u << 15 | (unsigned)op->is_signed << 13; /* C F D, without a branch that guesses the sign */
    if ((carries & 0x1111111111111110u) != 0 || even || (signs >> sign & 1) == 0)
        return packed_read(to, op, bytes);
    return number_put(to, number_spread((uint32_t)(nibbles >> 32)), number_spread((uint32_t)nibbles), (unsigned)op->scale, sign == 13);
}

/* A word whose bytes are all ZONE and a digit. */
static inline bool zoned_is_sound(uint64_t word, uint64_t zone)
{
    uint64_t digits = word ^ zone;
    return ((digits | (digits + 0x0606060606060606u)) & 0xF0F0F0F0F0F0F0F0u) == 0;
}

static inline char *zoned_quick(char *to, const struct plan_op *op, const uint8_t *bytes, size_t at, bool ebcdic)
{
    const uint64_t zones = ebcdic ? 0xF0F0F0F0F0F0F0F0u : 0x3030303030303030u;
    unsigned length = op->length, zone = bytes[length - 1] >> 4;
    unsigned allowed = ebcdic ? 1u << 15 | (op->is_signed ? 3u << 12 : 0) : 1u << 3; /* F, C and D; 3 */
    if (op->digits > NUMBER_QUICK_DIGITS || op->sign_leading || op->sign_separate || at + length < 8 || (allowed >> zone & 1) == 0)
        return zoned_read(to, op, bytes, ebcdic);
    unsigned low_length = length < 8 ? length : 8, high_length = length - low_length;
    uint64_t low_zones = zones >> (64 - 8 * low_length), high_zones = high_length > 0 ? zones >> (64 - 8 * high_length) : 0;
    uint64_t low = (number_ending(bytes + length, low_length) & ~(uint64_t)0xF0) | (zones & 0xF0);
    uint64_t high = high_length > 0 ? number_big_endian(bytes) >> (64 - 8 * high_length) : 0;
    if (!zoned_is_sound(low, low_zones) || !zoned_is_sound(high, high_zones))
        return zoned_read(to, op, bytes, ebcdic);
    return number_put(to, high ^ high_zones, low ^ low_zones, (unsigned)op->scale, zone == 13);
}

/* Eight decimal digits of VALUE, a byte each: halves, quarters and digits at once. */
static inline uint64_t binary_digits(uint32_t value)
{
    uint64_t halves = value / 10000 | (uint64_t)(value % 10000) << 32;
    uint64_t hundreds = ((halves * 10486) >> 20) & 0x0000007F0000007Fu;
    uint64_t quarters = hundreds | (halves - 100 * hundreds) << 16;
    uint64_t tens = ((quarters * 103) >> 10) & 0x000F000F000F000Fu;
    return __builtin_bswap64(tens | (quarters - 10 * tens) << 8);
}

static inline char *binary_quick(char *to, const struct plan_op *op, const uint8_t *bytes, size_t at, bool truncate)
{
    if (truncate || op->scale > NUMBER_QUICK_DIGITS || at + op->length < 8)
        return binary_read(to, op, bytes, truncate);
    unsigned unused = 64 - 8 * op->length;
    uint64_t value = number_ending(bytes + op->length, op->length);
    bool negative = op->is_signed && (value << unused) >> 63 != 0;
    if (negative)
        value = 0 - (uint64_t)((int64_t)(value << unused) >> unused);
    if (value >= 10000000000000000u)
        return binary_read(to, op, bytes, truncate);
    return number_put(to, binary_digits((uint32_t)(value / 100000000)), binary_digits((uint32_t)(value % 100000000)), (unsigned)op->scale, negative);
}

#endif
