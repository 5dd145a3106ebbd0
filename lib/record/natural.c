/* natural.c - see natural.h. */
#include "record/natural.h"

#include <string.h>

enum { WORD_BITS = 64, POWER_DIGITS = 19 }; /* 10^19 is the greatest power in a word */

__extension__ typedef unsigned __int128 natural_wide;

void natural_set(struct natural *number, uint64_t value)
{
    number->words[0] = value;
    number->count = value != 0;
}

void natural_multiply(struct natural *number, uint64_t factor, uint64_t more)
{
    for (size_t i = 0; i < number->count; i++) {
        natural_wide product = (natural_wide)number->words[i] * factor + more;
        number->words[i] = (uint64_t)product;
        more = (uint64_t)(product >> WORD_BITS);
    }
    if (more != 0 && number->count < NATURAL_WORDS)
        number->words[number->count++] = more;
}

void natural_scale(struct natural *number, unsigned exponent)
{
    while (exponent > 0) {
        unsigned step = exponent < POWER_DIGITS ? exponent : POWER_DIGITS;
        uint64_t power = 1;
        for (unsigned i = 0; i < step; i++)
            power *= 10;
        natural_multiply(number, power, 0);
        exponent -= step;
    }
}

void natural_shift(struct natural *number, unsigned bits)
{
    size_t words = bits / WORD_BITS;
    if (number->count == 0)
        return;
    if (bits % WORD_BITS != 0)
        natural_multiply(number, (uint64_t)1 << bits % WORD_BITS, 0);
    if (words == 0 || number->count + words > NATURAL_WORDS)
        return;
    memmove(number->words + words, number->words, number->count * sizeof *number->words);
    memset(number->words, 0, words * sizeof *number->words);
    number->count += words;
}

void natural_subtract(struct natural *number, const struct natural *other)
{
    uint64_t borrow = 0;
    for (size_t i = 0; i < number->count; i++) {
        natural_wide difference = (natural_wide)number->words[i] - (i < other->count ? other->words[i] : 0) - borrow;
        number->words[i] = (uint64_t)difference;
        borrow = (uint64_t)(difference >> WORD_BITS) != 0;
    }
    while (number->count > 0 && number->words[number->count - 1] == 0)
        number->count--;
}

int natural_compare(const struct natural *number, const struct natural *other)
{
    if (number->count != other->count)
        return number->count < other->count ? -1 : 1;
    for (size_t i = number->count; i-- > 0;)
        if (number->words[i] != other->words[i])
            return number->words[i] < other->words[i] ? -1 : 1;
    return 0;
}

int natural_compare_sum(const struct natural *number, const struct natural *more, const struct natural *other)
{
    size_t count = number->count > more->count ? number->count : more->count;
    uint64_t carry = 0;
    int order = 0;
    if (other->count > count + 1 || number->count > other->count || more->count > other->count)
        return other->count > count ? -1 : 1;
    for (size_t i = 0; i < other->count; i++) {
        natural_wide sum = (natural_wide)carry + (i < number->count ? number->words[i] : 0) + (i < more->count ? more->words[i] : 0);
        uint64_t word = (uint64_t)sum;
        carry = (uint64_t)(sum >> WORD_BITS);
        order = word == other->words[i] ? order : word < other->words[i] ? -1 : 1;
    }
    return carry != 0 ? 1 : order;
}

unsigned natural_bits(const struct natural *number)
{
    if (number->count == 0)
        return 0;
    return (unsigned)(number->count * WORD_BITS) - (unsigned)__builtin_clzll(number->words[number->count - 1]);
}

uint64_t natural_ratio(const struct natural *number, const struct natural *other, bool *more)
{
    if (other->count == 1) {
        natural_wide wide = (natural_wide)(number->count > 0 ? number->words[0] : 0) << WORD_BITS;
        *more = wide % other->words[0] != 0;
        return (uint64_t)(wide / other->words[0]);
    }
    struct natural rest = *number;
    uint64_t ratio = 0;
    for (int bit = 0; bit < WORD_BITS; bit++) {
        natural_shift(&rest, 1);
        ratio <<= 1;
        if (natural_compare(&rest, other) >= 0) {
            natural_subtract(&rest, other);
            ratio |= 1;
        }
    }
    *more = rest.count > 0;
    return ratio;
}
