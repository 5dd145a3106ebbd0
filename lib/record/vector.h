/*
 * vector.h - words of AVX2 that both directions of quick.h use.  Floor 1; for quick_*.c alone.  Of other machines: nothing.
 */
#ifndef CUTOVER_RECORD_VECTOR_H
#define CUTOVER_RECORD_VECTOR_H

#if defined(__x86_64__)

#include <immintrin.h>
#include <stdbool.h>
#include <stdint.h>

#define VECTOR __attribute__((target("avx2,bmi,lzcnt")))
#define INLINE static inline __attribute__((always_inline)) VECTOR

INLINE __m128i load16(const void *from)
{
    return _mm_loadu_si128((const __m128i *)from);
}

INLINE void store16(void *to, __m128i value)
{
    _mm_storeu_si128((__m128i *)to, value);
}

INLINE __m256i load32(const void *from)
{
    return _mm256_loadu_si256((const __m256i *)from);
}

INLINE void store32(void *to, __m256i value)
{
    _mm256_storeu_si256((__m256i *)to, value);
}

INLINE uint32_t equal32(__m256i a, __m256i b)
{
    return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(a, b));
}

/* Which of sixteen unsigned lanes are at most nine. */
INLINE uint32_t digits16(__m128i lanes)
{
    return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_subs_epu8(lanes, _mm_set1_epi8(9)), _mm_setzero_si128()));
}

#endif
#endif
