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

#include "record/number.h"
#include "record/vector.h"

enum { LZCNT_BIT = 1 << 5 }; /* of CPUID X'80000001', ECX */

/* The same for bytes of two digits: byte k in the lanes of its digits, but the last, whose low half is the sign, in one. */
static const uint8_t ALIGN_PACKED[32] = {128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128,
                                         0,   0,   1,   1,   2,   2,   3,   3,   4,   4,   5,   5,   6,   6,   7,   7};
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

/* Write the text of 32 bytes; the masks say which are blank, and which need a second look. */
INLINE void put_text32(const struct quick *quick, const uint8_t *from, char *to, uint32_t *blank, uint32_t *special)
{
    __m256i bytes = load32(from), text = translate(quick, bytes);
    store32(to, text);
    *blank = equal32(bytes, _mm256_set1_epi8((char)quick->blank));
    *special = equal32(text, _mm256_setzero_si256());
}

INLINE char *put_short(const struct quick *quick, const struct quick_op *op, const uint8_t *from, char *to)
{
    uint32_t blank, special, inside = (uint32_t)op->inside;
    put_text32(quick, from, to, &blank, &special);
    if ((special & inside) != 0)
        return NULL;
    return to + 32 - _lzcnt_u32(~blank & inside);
}

INLINE char *put_middle(const struct quick *quick, const struct quick_op *op, const uint8_t *from, char *to)
{
    uint32_t blank[2], special[2];
    put_text32(quick, from, to, &blank[0], &special[0]);
    put_text32(quick, from + 32, to + 32, &blank[1], &special[1]);
    uint64_t blanks = blank[0] | (uint64_t)blank[1] << 32, specials = special[0] | (uint64_t)special[1] << 32;
    if ((specials & op->inside) != 0)
        return NULL;
    return to + 64 - _lzcnt_u64(~blanks & op->inside);
}

/* Length without the blanks at the end, 32 bytes at a time. */
INLINE size_t trimmed(const struct quick *quick, const uint8_t *from, size_t length)
{
    const __m256i blank = _mm256_set1_epi8((char)quick->blank);
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
    size_t length = trimmed(quick, from, op->length), i = 0;
    uint32_t blank, special = 0;
    for (; i + 32 <= length && special == 0; i += 32)
        put_text32(quick, from + i, to + i, &blank, &special);
    if (special != 0)
        return NULL;
    put_text32(quick, from + i, to + i, &blank, &special);
    return (special & ((1u << (length - i)) - 1)) != 0 ? NULL : to + length;
}

/* Sixteen digits as text; the first is zero when there is a point, which takes its lane. */
INLINE char *put_number(const struct quick *quick, const struct quick_op *op, __m128i digits, __m128i zeros, bool negative, char *to)
{
    unsigned some = (unsigned)_mm_movemask_epi8(_mm_cmpgt_epi8(digits, _mm_setzero_si128()));
    unsigned skipped = (unsigned)__builtin_ctz(some | op->point);
    __m128i text = _mm_shuffle_epi8(_mm_or_si128(digits, zeros), load16(quick->shuffles[op->shape][skipped]));
    *to = '-';
    to += negative & (some != 0);
    store16(to, text);
    return to + 16 - skipped + (op->shape != 0);
}

INLINE __m128i zeros_with_point(void)
{
    return _mm_setr_epi8('.', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0');
}

INLINE char *put_zoned(const struct quick *quick, const struct quick_op *op, const uint8_t *from, char *to)
{
    __m128i bytes = _mm_shuffle_epi8(load16(from), load16(VECTOR_ALIGN + op->length));
    __m128i digits = _mm_xor_si128(bytes, vector_zones(quick->ebcdic, op->length));
    return digits16(digits) != 0xFFFF ? NULL : put_number(quick, op, digits, zeros_with_point(), false, to);
}

/* In EBCDIC the zone of the last byte is the sign. */
INLINE char *put_zoned_signed(const struct quick *quick, const struct quick_op *op, const uint8_t *from, char *to)
{
    const __m128i last = _mm_setr_epi8(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 15);
    unsigned zone = from[op->length - 1] >> 4;
    __m128i bytes = _mm_shuffle_epi8(load16(from), load16(VECTOR_ALIGN + op->length));
    __m128i digits = _mm_and_si128(_mm_xor_si128(bytes, vector_zones(true, op->length)), last);
    if (digits16(digits) != 0xFFFF || (op->signs >> zone & 1) == 0)
        return NULL;
    return put_number(quick, op, digits, zeros_with_point(), zone == 13, to);
}

/* A number of even digits has a zero before them: it is the picture's business that it is one, here only a digit too many. */
INLINE char *put_packed(const struct quick *quick, const struct quick_op *op, const uint8_t *from, char *to)
{
    const __m128i low = _mm_set1_epi16(0x000F), high = _mm_set1_epi16(0x0F00);
    unsigned sign = from[op->length - 1] & 15;
    /* lane 15 the last byte's first half, lane 14 the byte before: one lane less than two a byte */
    __m128i pairs = _mm_shuffle_epi8(load16(from), load16(ALIGN_PACKED + 2 * op->length - 1));
    __m128i digits = _mm_or_si128(_mm_and_si128(pairs, low), _mm_and_si128(_mm_srli_epi16(pairs, 4), high));
    if (digits16(digits) != 0xFFFF || (op->signs >> sign & 1) == 0 || (from[0] & op->guard) != 0)
        return NULL;
    return put_number(quick, op, digits, zeros_with_point(), sign == 13, to);
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
    if (value >= 1000000000000000u && op->shape != 0)
        return NULL;
    if (value >= 10000000000000000u)
        return put_many_digits(value, negative, to);
    uint64_t high = binary_digits((uint32_t)(value / 100000000)), low = binary_digits((uint32_t)(value % 100000000));
    __m128i digits = _mm_set_epi64x((long long)__builtin_bswap64(low), (long long)__builtin_bswap64(high));
    return put_number(quick, op, digits, op->shape != 0 ? zeros_with_point() : _mm_set1_epi8('0'), negative, to);
}

INLINE char *put_literal(const struct quick *quick, uint32_t literal, uint32_t length, char *to)
{
    const uint8_t *from = quick->literals + literal;
    store32(to, load32(from));
    for (uint32_t i = 32; i < length; i += 32)
        store32(to + i, load32(from + i));
    return to + length;
}

VECTOR char *quick_decode(const struct quick *quick, const struct quick_run *run, const uint8_t *bytes, char *to, quick_second *second,
                          void *user)
{
    const struct quick_op *op = quick->ops + run->first, *end = op + run->count;
    for (; op < end; op++) {
        const uint8_t *from = bytes + op->offset;
        char *next = NULL;
        to = put_literal(quick, op->literal, op->literal_length, to);
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
        }
        if (next == NULL)
            next = second(user, op->op, from, to);
        if (next == NULL)
            return NULL;
        to = next;
    }
    return put_literal(quick, run->tail, run->tail_length, to);
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

char *quick_decode(const struct quick *quick, const struct quick_run *run, const uint8_t *bytes, char *to, quick_second *second,
                   void *user)
{
    (void)quick, (void)run, (void)bytes, (void)to, (void)second, (void)user;
    return NULL;
}

#endif
