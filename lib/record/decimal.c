/* decimal.c - see decimal.h. */
#include "record/decimal.h"

#include <ctype.h>
#include <string.h>

enum { EXPONENT_MAX = 9999 };

static size_t span_digits(const char *text, size_t length)
{
    size_t count = 0;
    while (count < length && isdigit((unsigned char)text[count]))
        count++;
    return count;
}

static bool read_exponent(struct numeral *numeral, const char *text, size_t length)
{
    bool negative = length > 0 && *text == '-';
    if (length > 0 && (*text == '-' || *text == '+'))
        text++, length--;
    if (length == 0 || span_digits(text, length) != length)
        return false;
    for (; length > 0; text++, length--)
        if (numeral->exponent < EXPONENT_MAX)
            numeral->exponent = numeral->exponent * 10 + (*text - '0');
    if (negative)
        numeral->exponent = -numeral->exponent;
    return true;
}

bool numeral_read(struct numeral *numeral, const char *text, size_t length)
{
    *numeral = (struct numeral){.negative = length > 0 && *text == '-'};
    if (length > 0 && (*text == '-' || *text == '+'))
        text++, length--;
    numeral->whole = text;
    numeral->whole_length = span_digits(text, length);
    text += numeral->whole_length;
    length -= numeral->whole_length;
    if (length > 0 && *text == '.') {
        numeral->decimals = ++text;
        numeral->decimals_length = span_digits(text, --length);
        text += numeral->decimals_length;
        length -= numeral->decimals_length;
    }
    if (numeral->whole_length + numeral->decimals_length == 0)
        return false;
    if (length > 0 && (*text == 'e' || *text == 'E'))
        return read_exponent(numeral, text + 1, length - 1);
    return length == 0;
}

enum decimal_answer decimal_parse(struct decimal *decimal, const char *text, size_t length, unsigned digits, int scale)
{
    struct numeral numeral;
    if (!numeral_read(&numeral, text, length))
        return DECIMAL_NO_NUMBER;
    struct decimal read = {.count = (uint8_t)digits};
    memset(read.digits, '0', digits);
    /* the power of ten of the first digit there is, counted from the first that the picture has */
    ptrdiff_t at = (ptrdiff_t)digits - scale - (ptrdiff_t)numeral.whole_length - numeral.exponent;
    for (size_t i = 0; i < numeral.whole_length + numeral.decimals_length; i++, at++) {
        char digit = i < numeral.whole_length ? numeral.whole[i] : numeral.decimals[i - numeral.whole_length];
        if (digit == '0')
            continue;
        if (at < 0)
            return DECIMAL_TOO_BIG;
        if (at >= (ptrdiff_t)digits)
            return DECIMAL_TOO_FINE;
        read.digits[at] = digit;
        read.negative = numeral.negative;
    }
    *decimal = read;
    return DECIMAL_READ;
}

char *decimal_put(char *to, const char *digits, unsigned count, int scale, bool negative)
{
    unsigned zeros = 0;
    while (zeros < count && digits[zeros] == '0')
        zeros++;
    bool nothing = zeros == count;
    unsigned whole = scale < 0 ? count : (unsigned)scale < count ? count - (unsigned)scale : 0;
    if (negative && !nothing)
        *to++ = '-';
    if (zeros >= whole)
        *to++ = '0';
    for (unsigned i = zeros; i < whole; i++)
        *to++ = digits[i];
    for (; scale < 0 && !nothing; scale++)
        *to++ = '0';
    if (scale > 0)
        *to++ = '.';
    for (; scale > (int)count; scale--)
        *to++ = '0';
    for (unsigned i = whole; i < count; i++)
        *to++ = digits[i];
    return to;
}
