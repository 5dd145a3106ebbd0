/*
 * float.c - see float.h.
 *
 * A float is m * 2^e.  Its shortest decimal: Steele and White, as Burger and Dybvig give it (Printing Floating-Point
 * Numbers Quickly and Accurately, 1996): digits of m * 2^e until what is left is less than half the way to a neighbour.
 */
#include "record/float.h"

#include <string.h>

#include "record/decimal.h"
#include "record/natural.h"

enum {
    DIGITS_ROOM = 24,      /* a decimal of a float has at most 18 */
    PLAIN_MOST = 21,       /* digits before the point without an exponent */
    PLAIN_LEAST = -6,      /* zeros behind it, negative */
    SIGNIFICANT_MAX = 800, /* digits that can decide how a decimal is rounded; what follows decides as one digit */
    POWER_MAX = 400,       /* no float is near 10^400 or 10^-400 */
};

struct float_kind { /* m < 2^bits, from 2^(bits - step) unless e is the lowest; e goes in steps */
    int bits, step, lowest, highest;
};

struct float_value {
    bool negative;
    uint64_t m;
    int e;
};

static const struct float_kind *kind_of(struct float_form form)
{
    static const struct float_kind kinds[2][2] = {
        {{24, 4, -280, 228}, {56, 4, -312, 196}},
        {{24, 1, -149, 104}, {53, 1, -1074, 971}},
    };
    return &kinds[form.ieee][form.length == FLOAT_LONG_BYTES];
}

static uint64_t load(struct float_form form, const uint8_t *bytes)
{
    uint64_t word = 0;
    for (unsigned i = 0; i < form.length; i++)
        word = word << 8 | bytes[form.little_endian ? form.length - 1 - i : i];
    return word;
}

static void store(uint8_t *to, struct float_form form, uint64_t word)
{
    for (unsigned i = 0; i < form.length; i++)
        to[form.little_endian ? i : form.length - 1 - i] = (uint8_t)(word >> (8 * i));
}

/* False for infinities and what is no number. */
static bool unpack(struct float_value *value, struct float_form form, const uint8_t *bytes)
{
    const struct float_kind *kind = kind_of(form);
    uint64_t word = load(form, bytes);
    int width = (int)form.length * 8, stored = form.ieee ? kind->bits - 1 : kind->bits; /* bits of m that are there */
    uint64_t most = ((uint64_t)1 << (width - 1 - stored)) - 1, power = word >> stored & most;
    *value = (struct float_value){.negative = (word >> (width - 1)) != 0, .m = word & (((uint64_t)1 << stored) - 1)};
    if (form.ieee) {
        value->m |= power != 0 ? (uint64_t)1 << stored : 0;
        value->e = kind->lowest + (power != 0 ? (int)power - 1 : 0);
        return power != most;
    }
    value->e = kind->lowest + 4 * (int)power;
    for (; value->m != 0 && value->m >> (kind->bits - 4) == 0 && value->e > kind->lowest; value->e -= 4)
        value->m <<= 4;
    return true;
}

static void pack(uint8_t *to, struct float_form form, const struct float_value *value)
{
    const struct float_kind *kind = kind_of(form);
    int width = (int)form.length * 8, stored = form.ieee ? kind->bits - 1 : kind->bits;
    uint64_t word = value->m, power = value->m != 0 ? (uint64_t)((value->e - kind->lowest) / kind->step) : 0;
    if (form.ieee && value->m >> stored != 0) { /* the highest bit is not stored; powers of such begin at 1 */
        word &= ((uint64_t)1 << stored) - 1;
        power++;
    }
    store(to, form, (uint64_t)value->negative << (width - 1) | power << stored | word);
}

/* value = rest / whole; above and below: half the way to the neighbours, in the same parts. */
struct digit_source {
    struct natural rest, whole, above, below;
    bool even; /* half the way is still nearest */
};

static bool exceeds(const struct digit_source *source)
{
    int order = natural_compare_sum(&source->rest, &source->above, &source->whole);
    return source->even ? order >= 0 : order > 0;
}

static bool falls_below(const struct digit_source *source)
{
    int order = natural_compare(&source->rest, &source->below);
    return source->even ? order <= 0 : order < 0;
}

static void times_ten(struct digit_source *source)
{
    natural_multiply(&source->rest, 10, 0);
    natural_multiply(&source->above, 10, 0);
    natural_multiply(&source->below, 10, 0);
}

/* Set up VALUE * 10^-(*point) below 1 and not below a tenth. */
static void open_digits(struct digit_source *source, const struct float_kind *kind, const struct float_value *value, int *point)
{
    bool narrow = value->m == (uint64_t)1 << (kind->bits - kind->step) && value->e > kind->lowest; /* nearer neighbour below */
    unsigned up = value->e > 0 ? (unsigned)value->e : 0, down = value->e < 0 ? (unsigned)-value->e : 0, step = (unsigned)kind->step;
    source->even = value->m % 2 == 0;
    natural_set(&source->rest, value->m);
    natural_shift(&source->rest, up + 1 + step);
    natural_set(&source->whole, 1);
    natural_shift(&source->whole, down + 1 + step);
    natural_set(&source->above, 1);
    natural_shift(&source->above, up + step);
    natural_set(&source->below, 1);
    natural_shift(&source->below, narrow ? up : up + step);
    int bits = (int)natural_bits(&source->rest) - (int)natural_bits(&source->whole);
    int power = (bits * 1233 >> 12) - 1; /* 1233 / 4096 is the logarithm of 2: never above the power sought */
    if (power > 0) {
        natural_scale(&source->whole, (unsigned)power);
    } else {
        natural_scale(&source->rest, (unsigned)-power);
        natural_scale(&source->above, (unsigned)-power);
        natural_scale(&source->below, (unsigned)-power);
    }
    for (; exceeds(source); power++)
        natural_multiply(&source->whole, 10, 0);
    *point = power;
}

/* The next digit; what it stands for is taken from the rest. */
static char take_digit(struct digit_source *source)
{
    char digit = '0';
    for (times_ten(source); natural_compare(&source->rest, &source->whole) >= 0; digit++)
        natural_subtract(&source->rest, &source->whole);
    return digit;
}

/* Digits of a value above 0 behind a point, times 10^*POINT; returns how many. */
static int shortest(char digits[DIGITS_ROOM], const struct float_kind *kind, const struct float_value *value, int *point)
{
    struct digit_source source;
    int count = 0;
    open_digits(&source, kind, value, point);
    for (bool down = false, up = false; !down && !up && count < DIGITS_ROOM; count++) {
        digits[count] = take_digit(&source);
        down = falls_below(&source);
        up = exceeds(&source);
        natural_shift(&source.rest, down && up); /* both will do: the nearer */
        if (up && (!down || natural_compare(&source.rest, &source.whole) >= 0))
            digits[count]++;
    }
    return count;
}

static char *put_many(char *to, const char *digits, int count)
{
    memcpy(to, digits, (size_t)count);
    return to + count;
}

static char *put_zeros(char *to, int count)
{
    memset(to, '0', (size_t)count);
    return to + count;
}

static char *put_exponent(char *to, int exponent)
{
    int size = exponent < 0 ? -exponent : exponent;
    *to++ = 'e';
    *to++ = exponent < 0 ? '-' : '+';
    if (size >= 100)
        *to++ = (char)('0' + size / 100);
    if (size >= 10)
        *to++ = (char)('0' + size / 10 % 10);
    *to++ = (char)('0' + size % 10);
    return to;
}

/* As ECMAScript writes a number, so that what has passed through JSON tools is the same text. */
static char *put_decimal(char *to, const char *digits, int count, int point)
{
    if (point > PLAIN_MOST || point <= PLAIN_LEAST) {
        to = put_many(to, digits, 1);
        if (count > 1)
            *to++ = '.';
        return put_exponent(put_many(to, digits + 1, count - 1), point - 1);
    }
    if (point <= 0) {
        to = put_zeros(put_many(to, "0.", 2), -point);
        return put_many(to, digits, count);
    }
    if (point >= count)
        return put_zeros(put_many(to, digits, count), point - count);
    to = put_many(to, digits, point);
    *to++ = '.';
    return put_many(to, digits + point, count - point);
}

char *float_read(char *to, struct float_form form, const uint8_t *bytes)
{
    struct float_value value;
    char digits[DIGITS_ROOM];
    int point;
    if (!unpack(&value, form, bytes))
        return NULL;
    if (value.negative)
        *to++ = '-';
    if (value.m == 0)
        return put_zeros(to, 1);
    int count = shortest(digits, kind_of(form), &value, &point);
    return put_decimal(to, digits, count, point);
}

/* The number's digits as a whole number times 10^*POWER; false when it is 0. */
static bool gather(struct natural *number, const struct numeral *numeral, long *power)
{
    size_t total = numeral->whole_length + numeral->decimals_length, significant = 0;
    natural_set(number, 0);
    *power = numeral->exponent - (long)numeral->decimals_length;
    for (size_t i = 0; i < total; i++) {
        char digit = i < numeral->whole_length ? numeral->whole[i] : numeral->decimals[i - numeral->whole_length];
        if (significant < SIGNIFICANT_MAX)
            natural_multiply(number, 10, (uint64_t)(digit - '0'));
        else
            ++*power;
        if (significant == SIGNIFICANT_MAX && digit != '0' && number->words[0] % 2 == 0)
            number->words[0] |= 1; /* behind so many digits it only says that there is more */
        significant += significant > 0 || digit != '0';
    }
    return number->count > 0;
}

/* The nearest float to RATIO * 2^POWER, and a little more when MORE. */
static enum float_answer round_to(struct float_value *value, const struct float_kind *kind, uint64_t ratio, int power, bool more)
{
    int least = 64 - __builtin_clzll(ratio) + power - kind->bits; /* the lowest e for which m is in its bits */
    int steps = least > kind->lowest ? (least - kind->lowest + kind->step - 1) / kind->step : 0;
    value->e = kind->lowest + steps * kind->step;
    int cut = value->e - power;
    if (cut > 64)
        return FLOAT_TOO_SMALL;
    uint64_t half = (uint64_t)1 << (cut - 1), rest = cut == 64 ? ratio : ratio & (half * 2 - 1);
    value->m = cut == 64 ? 0 : ratio >> cut;
    value->m += rest > half || (rest == half && (more || value->m % 2 != 0));
    if (value->m >> kind->bits != 0) {
        value->m >>= kind->step;
        value->e += kind->step;
    }
    if (value->e > kind->highest)
        return FLOAT_TOO_BIG;
    return value->m == 0 ? FLOAT_TOO_SMALL : FLOAT_WRITTEN;
}

static enum float_answer nearest(struct float_value *value, const struct float_kind *kind, const struct numeral *numeral)
{
    struct natural number, other;
    long power;
    if (!gather(&number, numeral, &power))
        return FLOAT_WRITTEN;
    long size = power + (long)natural_bits(&number) * 3 / 10; /* about the power of ten of its first digit */
    if (size > POWER_MAX || size < -POWER_MAX)
        return size > 0 ? FLOAT_TOO_BIG : FLOAT_TOO_SMALL;
    natural_set(&other, 1);
    natural_scale(power > 0 ? &number : &other, (unsigned)(power > 0 ? power : -power));
    int shift = (int)natural_bits(&other) - 1 - (int)natural_bits(&number); /* a bit less than the other: below it */
    natural_shift(shift > 0 ? &number : &other, (unsigned)(shift > 0 ? shift : -shift));
    bool more;
    uint64_t ratio = natural_ratio(&number, &other, &more);
    return round_to(value, kind, ratio, -64 - shift, more);
}

enum float_answer float_write(uint8_t *to, struct float_form form, const char *text, size_t length)
{
    struct numeral numeral;
    if (!numeral_read(&numeral, text, length))
        return FLOAT_NO_NUMBER;
    struct float_value value = {.negative = numeral.negative, .e = kind_of(form)->lowest};
    enum float_answer answer = nearest(&value, kind_of(form), &numeral);
    if (answer == FLOAT_WRITTEN)
        pack(to, form, &value);
    return answer;
}
