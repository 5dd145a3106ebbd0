/*
 * quick_back_avx2.c - lines of JSON to records, with AVX2.  See quick.h; the way there is quick_avx2.c.
 *
 * A value is written without regard to its field's end: the field behind it is written later, and the caller puts in what
 * lies between fields last.
 */
#include "record/quick.h"

#include "record/number.h"
#include "record/vector.h"

#if defined(__x86_64__)

/* Lanes 0 to 31, to compare a length with; a load at N of the first sixteen takes them from N on. */
static const uint8_t LANES[32] = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
                                  16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31};

/* The page's bytes of 32 ASCII characters; 0 where there is none.  As in quick_avx2.c, for the rows below X'80'. */
INLINE __m256i translate(const struct quick *quick, __m256i text)
{
    __m256i low = _mm256_subs_epi8(text, _mm256_set1_epi8(32)), bytes = _mm256_shuffle_epi8(load32(quick->rows[0]), low);
#pragma GCC unroll 8
    for (int row = 1; row < 6; row++) {
        low = _mm256_subs_epi8(low, _mm256_set1_epi8(16));
        bytes = _mm256_xor_si256(bytes, _mm256_shuffle_epi8(load32(quick->rows[row]), low));
    }
    return bytes;
}

/* 32 characters of text into a field of which LEFT bytes are left, blanks behind the quote.  Masks: quotes, and what needs more than this. */
INLINE void take_text32(const struct quick *quick, const char *text, uint8_t *to, uint32_t *quotes, uint32_t *special)
{
    __m256i characters = load32(text), bytes = translate(quick, characters);
    *quotes = equal32(characters, _mm256_set1_epi8('"'));
    *special = equal32(bytes, _mm256_setzero_si256()) | equal32(characters, _mm256_set1_epi8('\\'));
    uint32_t length = _tzcnt_u32(*quotes); /* 32 when there is none */
    __m256i inside = _mm256_cmpgt_epi8(_mm256_set1_epi8((char)length), load32(LANES));
    store32(to, _mm256_blendv_epi8(_mm256_set1_epi8((char)quick->blank), bytes, inside));
}

/* Each gives the end of the value, or NULL for the second look. */
INLINE const char *take_short(const struct quick *quick, const struct quick_op *op, const char *text, uint8_t *to)
{
    uint32_t quotes, special;
    take_text32(quick, text, to, &quotes, &special);
    uint32_t length = _tzcnt_u32(quotes);
    return length > op->length || (special & ((1u << length) - 1)) != 0 ? NULL : text + length; /* length is at most 31 */
}

INLINE const char *take_middle(const struct quick *quick, const struct quick_op *op, const char *text, uint8_t *to)
{
    uint32_t quotes[2], special[2];
    take_text32(quick, text, to, &quotes[0], &special[0]);
    take_text32(quick, text + 32, to + 32, &quotes[1], &special[1]);
    uint64_t length = _tzcnt_u64(quotes[0] | (uint64_t)quotes[1] << 32), specials = special[0] | (uint64_t)special[1] << 32;
    if (length > op->length || (specials & (((uint64_t)1 << length) - 1)) != 0) /* length is at most 63 */
        return NULL;
    if (length < 32)
        store32(to + 32, _mm256_set1_epi8((char)quick->blank));
    return text + length;
}

INLINE const char *take_long(const struct quick *quick, const struct quick_op *op, const char *text, uint8_t *to)
{
    uint32_t at = 0, quotes = 0, special = 0;
    for (; at <= op->length && quotes == 0 && special == 0; at += 32)
        take_text32(quick, text + at, to + at, &quotes, &special);
    uint32_t inside = quotes == 0 ? UINT32_MAX : _blsmsk_u32(quotes) >> 1, length = at - 32 + _tzcnt_u32(quotes);
    if (quotes == 0 || (special & inside) != 0 || length > op->length)
        return NULL;
    for (; at < op->length; at += 32)
        store32(to + at, _mm256_set1_epi8((char)quick->blank));
    return text + length;
}

struct digits { /* a number that was read */
    __m128i lanes; /* aligned to the right */
    bool negative;
    const char *end;
};

/* A number with exactly the scale's decimals, no leading zeros, and no more than DIGITS digits in all. */
INLINE bool take_digits(const struct quick *quick, const struct quick_op *op, const char *text, unsigned digits, struct digits *read)
{
    bool minus = *text == '-';
    text += minus;
    __m128i lanes = _mm_sub_epi8(load16(text), _mm_set1_epi8('0'));
    uint32_t others = ~digits16(lanes); /* bits from 16 on are set */
    unsigned scale = op->scale, whole = (unsigned)__builtin_ctz(others), end = whole;
    if (scale > 0) {
        others &= others - 1;
        end = (unsigned)__builtin_ctz(others);
        if (text[whole] != '.' || end != whole + 1 + scale)
            return false;
    }
    if (whole == 0 || whole + scale > digits || (*text == '0' && whole > 1))
        return false;
    read->lanes = _mm_shuffle_epi8(lanes, load16(quick->shuffles[scale][whole]));
    read->end = text + end;
    read->negative = minus && !_mm_testz_si128(read->lanes, read->lanes);
    return !minus || (op->signs >> 13 & 1) != 0;
}

INLINE const char *take_zoned(const struct quick *quick, const struct quick_op *op, const char *text, uint8_t *to)
{
    struct digits read;
    if (!take_digits(quick, op, text, op->length, &read))
        return NULL;
    __m128i zones = _mm_set1_epi8((char)(quick->ebcdic ? 0xF0 : 0x30));
    if (op->kind == QUICK_ZONED_SIGNED)
        zones = _mm_insert_epi8(zones, read.negative ? 0xD0 : 0xC0, 15);
    store16(to, _mm_shuffle_epi8(_mm_or_si128(read.lanes, zones), load16(LANES + 16 - op->length)));
    return read.end;
}

INLINE const char *take_packed(const struct quick *quick, const struct quick_op *op, const char *text, uint8_t *to)
{
    struct digits read;
    if (!take_digits(quick, op, text, 2 * op->length - 1 - (op->guard != 0), &read))
        return NULL;
    int sign = (op->signs >> 13 & 1) == 0 ? 15 : read.negative ? 13 : 12;
    __m128i halves = _mm_insert_epi8(_mm_srli_si128(read.lanes, 1), sign, 15);
    __m128i pairs = _mm_maddubs_epi16(halves, _mm_set1_epi16(0x0110)); /* the first of two sixteenfold */
    uint64_t bytes = (uint64_t)_mm_cvtsi128_si64(_mm_packus_epi16(pairs, pairs)) >> (64 - 8 * op->length);
    __builtin_memcpy(to, &bytes, 8);
    return read.end;
}

/* Sixteen digits as a number: pairs, fours, eights. */
INLINE uint64_t value_of(__m128i lanes)
{
    __m128i pairs = _mm_maddubs_epi16(lanes, _mm_set1_epi16(0x010A));
    __m128i fours = _mm_madd_epi16(pairs, _mm_set1_epi32(0x00010064));
    __m128i eights = _mm_madd_epi16(_mm_packus_epi32(fours, fours), _mm_set1_epi32(0x00012710));
    uint64_t both = (uint64_t)_mm_cvtsi128_si64(eights);
    return (both & UINT32_MAX) * 100000000 + (both >> 32);
}

/* A whole number of sixteen to eighteen digits. */
INLINE bool take_many_digits(const struct quick_op *op, const char *text, uint64_t *value, struct digits *read)
{
    bool minus = *text == '-';
    text += minus;
    __m128i lanes = _mm_sub_epi8(load16(text), _mm_set1_epi8('0'));
    if (op->scale != 0 || digits16(lanes) != 0xFFFF || *text == '0' || (minus && (op->signs >> 13 & 1) == 0))
        return false;
    *value = value_of(lanes);
    read->negative = minus;
    read->end = text + 16;
    for (; *read->end >= '0' && *read->end <= '9' && read->end < text + 19; read->end++)
        *value = *value * 10 + (uint64_t)(*read->end - '0');
    return read->end <= text + 18;
}

INLINE const char *take_binary(const struct quick *quick, const struct quick_op *op, const char *text, uint8_t *to)
{
    struct digits read;
    uint64_t value;
    if (take_digits(quick, op, text, 15, &read))
        value = value_of(read.lanes);
    else if (!take_many_digits(op, text, &value, &read))
        return NULL;
    unsigned bits = 8 * op->length;
    uint64_t most = (op->signs >> 13 & 1) != 0 ? ((uint64_t)1 << (bits - 1)) - !read.negative : UINT64_MAX >> (64 - bits);
    if (value > most)
        return NULL;
    value = __builtin_bswap64((read.negative ? 0 - value : value) << (64 - bits));
    __builtin_memcpy(to, &value, 8);
    return read.end;
}

/* What is behind a literal, NULL when it is not there. */
INLINE const char *take_literal(const struct quick *quick, uint32_t literal, uint32_t length, const char *text)
{
    const uint8_t *expected = quick->literals + literal;
    const char *end = text + length;
    for (; length > 32; length -= 32, text += 32, expected += 32)
        if (equal32(load32(text), load32(expected)) != UINT32_MAX)
            return NULL;
    uint32_t other = ~equal32(load32(text), load32(expected));
    return length > 0 && _tzcnt_u32(other) < length ? NULL : end;
}

INLINE const char *take_value(const struct quick *quick, const struct quick_op *op, const char *text, uint8_t *to)
{
    switch ((enum quick_kind)op->kind) {
    case QUICK_TEXT_SHORT:
        return take_short(quick, op, text, to);
    case QUICK_TEXT_MIDDLE:
        return take_middle(quick, op, text, to);
    case QUICK_TEXT_LONG:
        return take_long(quick, op, text, to);
    case QUICK_ZONED:
    case QUICK_ZONED_SIGNED:
        return take_zoned(quick, op, text, to);
    case QUICK_PACKED:
        return take_packed(quick, op, text, to);
    case QUICK_BINARY:
        return take_binary(quick, op, text, to);
    case QUICK_OTHER:
        break;
    }
    return NULL;
}

VECTOR const char *quick_encode(const struct quick *quick, const char *text, const char *limit, uint8_t *record, quick_back *back,
                                void *user)
{
    const struct quick_run *run = quick->runs;
    const struct quick_op *op = quick->ops, *end = op + run->count;
    for (; op < end; op++) {
        if (limit - text < (ptrdiff_t)op->length + op->literal_length + 2 * QUICK_BEYOND)
            return NULL;
        text = take_literal(quick, op->literal, op->literal_length, text);
        if (text == NULL)
            return NULL;
        uint32_t offset = run->start + op->offset;
        const char *next = take_value(quick, op, text, record + offset);
        if (next == NULL)
            next = back(user, op->op, offset, text, limit);
        if (next == NULL)
            return NULL;
        text = next;
    }
    if (limit - text < (ptrdiff_t)run->tail_length + QUICK_BEYOND)
        return NULL;
    return take_literal(quick, run->tail, run->tail_length, text);
}

#else

const char *quick_encode(const struct quick *quick, const char *text, const char *limit, uint8_t *record, quick_back *back, void *user)
{
    (void)quick, (void)text, (void)limit, (void)record, (void)back, (void)user;
    return NULL;
}

#endif
