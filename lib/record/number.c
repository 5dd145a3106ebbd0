/* number.c - the second look at numbers, and the way back.  See number.h. */
#include "record/number.h"

/* The digit and sign of an ASCII overpunch; -1 when it is none. */
static int ascii_overpunch(uint8_t byte, bool *negative)
{
    *negative = byte == '}' || (byte >= 'J' && byte <= 'R') || (byte >= 'p' && byte <= 'y');
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    if (byte == '{' || byte == '}')
        return 0;
    if (byte >= 'A' && byte <= 'I')
        return byte - 'A' + 1;
    if (byte >= 'J' && byte <= 'R')
        return byte - 'J' + 1;
    return *negative ? byte - 'p' : -1;
}

static int ebcdic_overpunch(uint8_t byte, bool *negative)
{
    unsigned zone = byte >> 4;
    *negative = zone == 13 || zone == 11;
    return zone >= 10 && (byte & 15) <= 9 ? byte & 15 : -1;
}

static bool is_separate_sign(uint8_t byte, bool ebcdic, bool *negative)
{
    *negative = byte == (ebcdic ? 0x60 : '-');
    return *negative || byte == (ebcdic ? 0x4E : '+');
}

char *zoned_read(char *to, const struct plan_op *op, const uint8_t *bytes, bool ebcdic)
{
    char digits[PICTURE_DIGITS_MAX];
    bool negative = false;
    size_t sign_at = op->sign_leading ? 0 : op->length - 1;
    if (op->sign_separate) {
        if (!is_separate_sign(bytes[sign_at], ebcdic, &negative))
            return NULL;
        bytes += op->sign_leading;
    }
    for (size_t i = 0; i < op->digits; i++) {
        int digit = (bytes[i] & 0xF0) == (ebcdic ? 0xF0 : 0x30) ? bytes[i] & 15 : 10;
        if (op->is_signed && !op->sign_separate && i == sign_at)
            digit = ebcdic ? ebcdic_overpunch(bytes[i], &negative) : ascii_overpunch(bytes[i], &negative);
        if (digit < 0 || digit > 9)
            return NULL;
        digits[i] = (char)('0' + digit);
    }
    return decimal_put(to, digits, op->digits, op->scale, negative);
}

bool zoned_write(uint8_t *to, const struct plan_op *op, const struct decimal *decimal, bool ebcdic)
{
    if (decimal->negative && !op->is_signed)
        return false;
    size_t sign_at = op->sign_leading ? 0 : op->length - 1;
    if (op->sign_separate) {
        to[sign_at] = decimal->negative ? (ebcdic ? 0x60 : '-') : (ebcdic ? 0x4E : '+');
        to += op->sign_leading;
    }
    for (size_t i = 0; i < op->digits; i++)
        to[i] = (uint8_t)((ebcdic ? 0xF0 : 0x30) | (decimal->digits[i] & 15));
    if (!op->is_signed || op->sign_separate)
        return true;
    unsigned digit = to[sign_at] & 15u;
    if (ebcdic)
        to[sign_at] = (uint8_t)((decimal->negative ? 0xD0 : 0xC0) | digit);
    else if (decimal->negative)
        to[sign_at] = (uint8_t)(digit == 0 ? '}' : 'J' + digit - 1);
    else
        to[sign_at] = (uint8_t)(digit == 0 ? '{' : 'A' + digit - 1);
    return true;
}

char *packed_read(char *to, const struct plan_op *op, const uint8_t *bytes)
{
    char digits[PICTURE_DIGITS_MAX + 1];
    size_t count = (size_t)op->length * 2 - 1; /* one more than the picture has when that is even: a zero */
    for (size_t i = 0; i < count; i++) {
        unsigned digit = i % 2 == 0 ? bytes[i / 2] >> 4 : bytes[i / 2] & 15u;
        if (digit > 9 || (i == 0 && count > op->digits && digit != 0))
            return NULL;
        digits[i] = (char)('0' + digit);
    }
    unsigned sign = bytes[op->length - 1] & 15u;
    if (op->is_signed ? sign < 10 : sign != 15 && sign != 12)
        return NULL;
    return decimal_put(to, digits, (unsigned)count, op->scale, sign == 13 || sign == 11);
}

bool packed_write(uint8_t *to, const struct plan_op *op, const struct decimal *decimal)
{
    if (decimal->negative && !op->is_signed)
        return false;
    size_t pad = (size_t)op->length * 2 - 1 - op->digits;
    memset(to, 0, op->length);
    for (size_t i = 0; i < op->digits; i++) {
        unsigned digit = (unsigned)(decimal->digits[i] - '0');
        to[(i + pad) / 2] = (uint8_t)(to[(i + pad) / 2] | ((i + pad) % 2 == 0 ? digit << 4 : digit));
    }
    to[op->length - 1] = (uint8_t)(to[op->length - 1] | (!op->is_signed ? 15 : decimal->negative ? 13 : 12));
    return true;
}

/* The value as sign and size; in 64 bits for every length. */
static uint64_t binary_size(const struct plan_op *op, const uint8_t *bytes, bool *negative)
{
    uint64_t value = 0;
    for (unsigned i = 0; i < op->length; i++)
        value = value << 8 | bytes[i];
    unsigned bits = op->length * 8;
    *negative = op->is_signed && (value >> (bits - 1) & 1) != 0;
    if (*negative)
        value = (bits == 64 ? 0 : (uint64_t)1 << bits) - value;
    return value;
}

static uint64_t power_of_ten(unsigned exponent)
{
    uint64_t power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

char *binary_read(char *to, const struct plan_op *op, const uint8_t *bytes, bool truncate)
{
    bool negative;
    uint64_t value = binary_size(op, bytes, &negative);
    if (truncate && value >= power_of_ten(op->digits))
        return NULL;
    char digits[20];
    for (size_t i = sizeof digits; i-- > 0; value /= 10)
        digits[i] = (char)('0' + value % 10);
    return decimal_put(to, digits, sizeof digits, op->scale, negative);
}

bool binary_write(uint8_t *to, const struct plan_op *op, const char *text, size_t length, bool truncate)
{
    struct decimal decimal;
    if (decimal_parse(&decimal, text, length, truncate ? op->digits : 20, op->scale) != DECIMAL_READ)
        return false;
    uint64_t value = 0;
    for (unsigned i = 0; i < decimal.count; i++)
        if (__builtin_mul_overflow(value, 10u, &value) || __builtin_add_overflow(value, (unsigned)(decimal.digits[i] & 15), &value))
            return false;
    unsigned bits = op->length * 8;
    uint64_t most = op->is_signed ? ((uint64_t)1 << (bits - 1)) - !decimal.negative : bits == 64 ? UINT64_MAX : ((uint64_t)1 << bits) - 1;
    if (value > most || (decimal.negative && !op->is_signed))
        return false;
    if (decimal.negative)
        value = 0 - value;
    for (unsigned i = 0; i < op->length; i++)
        to[i] = (uint8_t)(value >> (8 * (op->length - 1 - i)));
    return true;
}

char *number_read(char *to, const struct plan_op *op, const uint8_t *bytes, bool ebcdic, bool truncate)
{
    switch (op->kind) {
    case PLAN_ZONED:
        return zoned_read(to, op, bytes, ebcdic);
    case PLAN_PACKED:
        return packed_read(to, op, bytes);
    default:
        return binary_read(to, op, bytes, truncate);
    }
}

bool number_has_sign(const struct plan_op *op, const uint8_t *bytes, bool ebcdic)
{
    char text[DECIMAL_ROOM];
    struct plan_op as_signed = *op;
    as_signed.is_signed = true;
    if (op->is_signed)
        return false;
    return (op->kind == PLAN_PACKED ? packed_read(text, &as_signed, bytes) : zoned_read(text, &as_signed, bytes, ebcdic)) != NULL;
}
