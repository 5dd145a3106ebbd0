/* quick_wide.c - text of a run with AVX-512 (VBMI): a page of 256 characters is two tables of 128.  See quick.h. */
#include "record/quick.h"

#if defined(__x86_64__)

#include <immintrin.h>

bool quick_supported_wide(void)
{
    return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi");
}

__attribute__((target("avx512f,avx512bw,avx512vbmi"))) void quick_translate_wide(const struct quick *quick, const uint8_t *from, uint8_t *to,
                                                                                size_t length)
{
    const __m512i low[2] = {_mm512_load_si512(quick->table), _mm512_load_si512(quick->table + 64)};
    const __m512i high[2] = {_mm512_load_si512(quick->table + 128), _mm512_load_si512(quick->table + 192)};
    for (size_t i = 0; i < length; i += 64) {
        __m512i bytes = _mm512_loadu_si512(from + i);
        __m512i text = _mm512_permutex2var_epi8(low[0], bytes, low[1]), upper = _mm512_permutex2var_epi8(high[0], bytes, high[1]);
        _mm512_storeu_si512(to + i, _mm512_mask_blend_epi8(_mm512_movepi8_mask(bytes), text, upper));
    }
}

#else

bool quick_supported_wide(void)
{
    return false;
}

void quick_translate_wide(const struct quick *quick, const uint8_t *from, uint8_t *to, size_t length)
{
    quick_translate(quick, from, to, length);
}

#endif
