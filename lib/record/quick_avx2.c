/*
 * quick_avx2.c - the small steps of a run, with AVX2.  See quick.h.
 *
 * text     A page's 256 characters are rows of sixteen, looked up by the low half of a byte.  A shuffle gives 0 where bit 7
 *          of its index is set, so a row is subtracted from the byte before each look: rows up to the byte's own answer,
 *          and each row is kept as the XOR with the one before, so that the XOR of all is the byte's own.
 * numbers  Digits are brought to sixteen lanes, right-aligned, checked with one compare, and put in their places, point
 *          among them, with one shuffle by scale and leading zeros.
 */
#include "record/quick.h"

#if defined(__x86_64__)

#include <cpuid.h>

#include "record/number_quick.h"
#include "record/vector.h"

enum { LZCNT_BIT = 1 << 5 }; /* of CPUID X'80000001', ECX */

/* The characters of 32 bytes; 0 of those that need a second look. */
INLINE __m256i translate(const struct quick *quick, __m256i bytes)
{
    const __m256i step = _mm256_set1_epi8(16);
    __m256i low = _mm256_subs_epi8(bytes, _mm256_set1_epi8(32)), high = _mm256_xor_si256(bytes, _mm256_set1_epi8((char)0x80));
    __m256i text = _mm256_shuffle_epi8(load32(quick->rows[0]), low), upper = _mm256_shuffle_epi8(load32(quick->rows[6]), high);
#pragma GCC unroll 8
    for (int row = 1; row < 6; row++) {
        low = _mm256_subs_epi8(low, step);
        text = _mm256_xor_si256(text, _mm256_shuffle_epi8(load32(quick->rows[row]), low));
    }
#pragma GCC unroll 8
    for (int row = 7; row < QUICK_ROWS; row++) {
        high = _mm256_subs_epi8(high, step);
        upper = _mm256_xor_si256(upper, _mm256_shuffle_epi8(load32(quick->rows[row]), high));
    }
    return _mm256_or_si256(text, upper);
}

VECTOR void quick_translate(const struct quick *quick, const uint8_t *from, uint8_t *to, size_t length)
{
    for (size_t i = 0; i < length; i += 32)
        store32(to + i, translate(quick, load32(from + i)));
}

/* Which of the 32 bytes at FROM are no blanks; their text is written, and added to SPECIAL which of it needs a second look. */
INLINE uint32_t put_text32(const struct quick *quick, const uint8_t *from, const uint8_t *text, char *to, uint32_t *special)
{
    __m256i characters = load32(text);
    store32(to, characters);
    *special = equal32(characters, _mm256_setzero_si256());
    return ~equal32(load32(from), load32(quick->lanes.blanks));
}

INLINE char *put_short(const struct quick *quick, const struct quick_op *op, const uint8_t *from, char *to)
{
    uint32_t special, inside = (uint32_t)op->inside;
    uint32_t others = put_text32(quick, from, quick->text + op->offset, to, &special);
    return (special & inside) != 0 ? NULL : to + 32 - _lzcnt_u32(others & inside);
}

INLINE char *put_middle(const struct quick *quick, const struct quick_op *op, const uint8_t *from, char *to)
{
    uint32_t special[2];
    const uint8_t *text = quick->text + op->offset;
    uint64_t others = put_text32(quick, from, text, to, &special[0]);
    others |= (uint64_t)put_text32(quick, from + 32, text + 32, to + 32, &special[1]) << 32;
    bool second = ((special[0] | (uint64_t)special[1] << 32) & op->inside) != 0;
    return second ? NULL : to + 64 - _lzcnt_u64(others & op->inside);
}

/* Length without the blanks at the end, 32 bytes at a time. */
INLINE size_t trimmed(const struct quick *quick, const uint8_t *from, size_t length)
{
    const __m256i blank = load32(quick->lanes.blanks);
    while (length >= 32) {
        uint32_t other = ~equal32(load32(from + length - 32), blank);
        if (other != 0)
            return length - _lzcnt_u32(other);
        length -= 32;
    }
    uint32_t other = ~equal32(load32(from), blank) & ((1u << length) - 1);
    return 32 - _lzcnt_u32(other);
}

INLINE char *put_long(const struct quick *quick, const struct quick_op *op, const uint8_t *from, char *to)
{
    const uint8_t *text = quick->text + op->offset;
    size_t length = trimmed(quick, from, op->length), i = 0;
    uint32_t special = 0;
    for (; i + 32 <= length && special == 0; i += 32)
        put_text32(quick, from + i, text + i, to + i, &special);
    if (special != 0)
        return NULL;
    put_text32(quick, from + i, text + i, to + i, &special);
    return (special & ((1u << (length - i)) - 1)) != 0 ? NULL : to + length;
}

/* Sixteen digits as text; the first is zero when there is a point, which takes its lane. */
INLINE char *put_number(const struct quick_op *op, __m128i digits, __m128i zeros, bool negative, char *to)
{
    unsigned some = (unsigned)_mm_movemask_epi8(_mm_cmpgt_epi8(digits, _mm_setzero_si128()));
    unsigned skipped = (unsigned)__builtin_ctz(some | op->point);
    *to = '-';
    to += negative & (some != 0);
    store16(to, _mm_shuffle_epi8(_mm_or_si128(digits, zeros), load16(op->shuffles[skipped])));
    return to + op->width - skipped;
}

/* Some of sixteen unsigned lanes are above nine. */
INLINE bool above_nine(const struct quick *quick, __m128i digits)
{
    __m128i over = _mm_subs_epu8(digits, load16(quick->lanes.nines));
    return !_mm_testz_si128(over, over);
}

INLINE char *put_zoned(const struct quick *quick, const struct quick_op *op, const uint8_t *from, char *to)
{
    __m128i digits = _mm_xor_si128(_mm_shuffle_epi8(load16(from), load16(op->gather)), load16(op->zones));
    return above_nine(quick, digits) ? NULL : put_number(op, digits, load16(quick->lanes.zeros), false, to);
}

/* In EBCDIC the zone of the last byte is the sign. */
INLINE char *put_zoned_signed(const struct quick *quick, const struct quick_op *op, const uint8_t *from, char *to)
{
    unsigned zone = from[op->length - 1] >> 4;
    __m128i digits = _mm_xor_si128(_mm_shuffle_epi8(load16(from), load16(op->gather)), load16(op->zones));
    digits = _mm_and_si128(digits, load16(quick->lanes.unsigned_last));
    if (above_nine(quick, digits) || (op->signs >> zone & 1) == 0)
        return NULL;
    return put_number(op, digits, load16(quick->lanes.zeros), zone == 13, to);
}

INLINE char *put_packed(const struct quick *quick, const struct quick_op *op, const uint8_t *from, char *to)
{
    unsigned sign = from[op->length - 1] & 15;
    /* lane 15 is the last byte's first half, lane 14 the second of the byte before */
    __m128i pairs = _mm_shuffle_epi8(load16(from), load16(op->gather));
    __m128i digits = _mm_or_si128(_mm_and_si128(pairs, load16(quick->lanes.second_halves)),
                                  _mm_and_si128(_mm_srli_epi16(pairs, 4), load16(quick->lanes.first_halves)));
    if (above_nine(quick, digits) || (op->signs >> sign & 1) == 0 || (from[0] & op->guard) != 0)
        return NULL;
    return put_number(op, digits, load16(quick->lanes.zeros), sign == 13, to);
}

/* A whole number of more than sixteen digits. */
INLINE char *put_many_digits(uint64_t value, bool negative, char *to)
{
    uint64_t top = value / 10000000000000000u, rest = value % 10000000000000000u;
    *to = '-';
    to += negative;
    for (uint64_t unit = top >= 1000 ? 1000 : top >= 100 ? 100 : top >= 10 ? 10 : 1; unit > 0; unit /= 10)
        *to++ = (char)('0' + top / unit % 10);
    uint64_t high = binary_digits((uint32_t)(rest / 100000000)), low = binary_digits((uint32_t)(rest % 100000000));
    number_store(to, (number_wide)(high | 0x3030303030303030u) << 64 | (low | 0x3030303030303030u));
    return to + 16;
}

INLINE char *put_binary(const struct quick *quick, const struct quick_op *op, const uint8_t *from, char *to)
{
    unsigned unused = 64 - 8 * op->length;
    uint64_t value = number_big_endian(from) >> unused;
    bool negative = (op->signs >> 13 & 1) != 0 && (value << unused) >> 63 != 0;
    if (negative)
        value = 0 - (uint64_t)((int64_t)(value << unused) >> unused);
    if (value >= 1000000000000000u && op->scale != 0)
        return NULL;
    if (value >= 10000000000000000u)
        return put_many_digits(value, negative, to);
    uint64_t high = binary_digits((uint32_t)(value / 100000000)), low = binary_digits((uint32_t)(value % 100000000));
    __m128i digits = _mm_set_epi64x((long long)__builtin_bswap64(low), (long long)__builtin_bswap64(high));
    return put_number(op, digits, op->scale != 0 ? load16(quick->lanes.zeros) : _mm_set1_epi8('0'), negative, to);
}

INLINE char *put_literal(const uint8_t *head, const uint8_t *literal, uint32_t length, char *to)
{
    store16(to, load16(head));
    for (uint32_t i = 16; i < length; i += 32)
        store32(to + i, load32(literal + i));
    return to + length;
}

VECTOR char *quick_decode(struct quick *quick, const struct quick_run *run, const uint8_t *bytes, char *to, quick_second *second, void *user)
{
    const struct quick_op *op = quick->ops + run->first, *end = op + run->count;
    for (uint32_t i = run->first_span; i < run->first_span + run->span_count; i++) {
        const struct quick_span *span = &quick->spans[i];
        quick->translate(quick, bytes + span->offset, quick->text + span->offset, span->length);
    }
    for (; op < end; op++) {
        const uint8_t *from = bytes + op->offset;
        char *next = NULL;
        to = put_literal(op->head, quick->literals + op->literal, op->literal_length, to);
        switch ((enum quick_kind)op->kind) {
        case QUICK_TEXT_SHORT:
            next = put_short(quick, op, from, to);
            break;
        case QUICK_TEXT_MIDDLE:
            next = put_middle(quick, op, from, to);
            break;
        case QUICK_TEXT_LONG:
            next = put_long(quick, op, from, to);
            break;
        case QUICK_ZONED:
            next = put_zoned(quick, op, from, to);
            break;
        case QUICK_ZONED_SIGNED:
            next = put_zoned_signed(quick, op, from, to);
            break;
        case QUICK_PACKED:
            next = put_packed(quick, op, from, to);
            break;
        case QUICK_BINARY:
            next = put_binary(quick, op, from, to);
            break;
        case QUICK_OTHER:
            break;
        default:
            __builtin_unreachable();
        }
        if (next == NULL)
            next = second(user, op->op, from, to);
        if (next == NULL)
            return NULL;
        to = next;
    }
    return put_literal(quick->literals + run->tail, quick->literals + run->tail, run->tail_length, to);
}

bool quick_supported(void)
{
    unsigned a, b, c = 0, d;
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __get_cpuid(0x80000001u, &a, &b, &c, &d) != 0 &&
           (c & LZCNT_BIT) != 0;
}

#else

bool quick_supported(void)
{
    return false;
}

char *quick_decode(struct quick *quick, const struct quick_run *run, const uint8_t *bytes, char *to, quick_second *second, void *user)
{
    (void)quick, (void)run, (void)bytes, (void)to, (void)second, (void)user;
    return NULL;
}

void quick_translate(const struct quick *quick, const uint8_t *from, uint8_t *to, size_t length)
{
    (void)quick, (void)from, (void)to, (void)length;
}

#endif
