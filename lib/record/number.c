/* number.c - the second look at numbers, and the way back.  See number.h. */
#include "record/number.h"

#include <string.h>

#include "record/float.h"

enum { BINARY_DIGITS = 20 }; /* of 64 bits */

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

static bool is_all(const uint8_t *bytes, size_t length, uint8_t byte)
{
    for (size_t i = 0; i < length; i++)
        if (bytes[i] != byte)
            return false;
    return true;
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

/* Digits of two bytes each become ASCII ones, and the field one of half its length; false when a character is not ASCII. */
static bool narrow(uint8_t *to, struct plan_op *op, const uint8_t *bytes)
{
    op->length /= 2;
    for (size_t i = 0; i < op->length && i <= PICTURE_DIGITS_MAX; i++) {
        to[i] = bytes[2 * i + 1];
        if (bytes[2 * i] != 0)
            return false;
    }
    return op->length <= PICTURE_DIGITS_MAX + 1;
}

static char *rare_zoned_read(char *to, const struct plan_op *op, const uint8_t *bytes, bool ebcdic)
{
    uint8_t narrowed[PICTURE_DIGITS_MAX + 1];
    struct plan_op narrow_op = *op;
    if (op->national) {
        if (!narrow(narrowed, &narrow_op, bytes))
            return NULL;
        op = &narrow_op;
        bytes = narrowed;
        ebcdic = false;
    }
    if (!op->blank_when_zero || !is_all(bytes, op->length, ebcdic ? 0x40 : ' '))
        return zoned_read(to, op, bytes, ebcdic);
    char zeros[PICTURE_DIGITS_MAX];
    memset(zeros, '0', sizeof zeros);
    return decimal_put(to, zeros, op->digits, op->scale, false);
}

void zoned_write(uint8_t *to, const struct plan_op *op, const struct decimal *decimal, bool ebcdic)
{
    size_t sign_at = op->sign_leading ? 0 : op->length - 1;
    if (op->sign_separate) {
        to[sign_at] = decimal->negative ? (ebcdic ? 0x60 : '-') : (ebcdic ? 0x4E : '+');
        to += op->sign_leading;
    }
    for (size_t i = 0; i < op->digits; i++)
        to[i] = (uint8_t)((ebcdic ? 0xF0 : 0x30) | (decimal->digits[i] & 15));
    if (!op->is_signed || op->sign_separate)
        return;
    unsigned digit = to[sign_at] & 15u;
    if (ebcdic)
        to[sign_at] = (uint8_t)((decimal->negative ? 0xD0 : 0xC0) | digit);
    else if (!op->translated)
        to[sign_at] = (uint8_t)((decimal->negative ? 'p' : '0') + digit);
    else if (decimal->negative)
        to[sign_at] = (uint8_t)(digit == 0 ? '}' : 'J' + digit - 1);
    else
        to[sign_at] = (uint8_t)(digit == 0 ? '{' : 'A' + digit - 1);
}

static void rare_zoned_write(uint8_t *to, const struct plan_op *op, const struct decimal *decimal, bool ebcdic)
{
    struct plan_op narrow_op = *op;
    if (op->national)
        narrow_op.length /= 2;
    ebcdic = ebcdic && !op->national;
    if (op->blank_when_zero && is_all((const uint8_t *)decimal->digits, decimal->count, '0'))
        memset(to, ebcdic ? 0x40 : ' ', narrow_op.length);
    else
        zoned_write(to, &narrow_op, decimal, ebcdic);
    for (size_t i = narrow_op.length; op->national && i-- > 0;) {
        to[2 * i + 1] = to[i];
        to[2 * i] = 0;
    }
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

/* COMP-6: digits alone, an even number of half bytes. */
static char *unsigned_packed_read(char *to, const struct plan_op *op, const uint8_t *bytes)
{
    char digits[PICTURE_DIGITS_MAX + 1];
    size_t count = (size_t)op->length * 2, pad = count - op->digits;
    for (size_t i = 0; i < count; i++) {
        unsigned digit = i % 2 == 0 ? bytes[i / 2] >> 4 : bytes[i / 2] & 15u;
        if (digit > 9 || (i < pad && digit != 0))
            return NULL;
        digits[i] = (char)('0' + digit);
    }
    return decimal_put(to, digits + pad, op->digits, op->scale, false);
}

static char *rare_packed_read(char *to, const struct plan_op *op, const uint8_t *bytes)
{
    return op->no_sign ? unsigned_packed_read(to, op, bytes) : packed_read(to, op, bytes);
}

void packed_write(uint8_t *to, const struct plan_op *op, const struct decimal *decimal)
{
    size_t pad = (size_t)op->length * 2 - !op->no_sign - op->digits;
    memset(to, 0, op->length);
    for (size_t i = 0; i < op->digits; i++) {
        unsigned digit = (unsigned)(decimal->digits[i] - '0');
        to[(i + pad) / 2] = (uint8_t)(to[(i + pad) / 2] | ((i + pad) % 2 == 0 ? digit << 4 : digit));
    }
    if (!op->no_sign)
        to[op->length - 1] = (uint8_t)(to[op->length - 1] | (!op->is_signed ? 15 : decimal->negative ? 13 : 12));
}

/* The value as sign and size; in 64 bits for every length. */
static uint64_t binary_size(const struct plan_op *op, const uint8_t *bytes, bool *negative)
{
    uint64_t value = 0;
    for (unsigned i = 0; i < op->length; i++)
        value = value << 8 | bytes[op->little_endian ? op->length - 1 - i : i];
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
    if (truncate && !op->native && value >= power_of_ten(op->digits))
        return NULL;
    char digits[BINARY_DIGITS];
    for (size_t i = sizeof digits; i-- > 0; value /= 10)
        digits[i] = (char)('0' + value % 10);
    return decimal_put(to, digits, sizeof digits, op->scale, negative);
}

static enum number_answer answer_of(enum decimal_answer answer, const struct plan_op *op, const struct decimal *decimal)
{
    switch (answer) {
    case DECIMAL_READ:
        return decimal->negative && !op->is_signed ? NUMBER_NEGATIVE : NUMBER_WRITTEN;
    case DECIMAL_TOO_BIG:
        return NUMBER_TOO_BIG;
    case DECIMAL_TOO_FINE:
        return NUMBER_TOO_FINE;
    case DECIMAL_NO_NUMBER:
        break;
    }
    return NUMBER_NONE;
}

static enum number_answer binary_write(uint8_t *to, const struct plan_op *op, const char *text, size_t length, bool truncate)
{
    struct decimal decimal;
    unsigned digits = truncate && !op->native ? op->digits : BINARY_DIGITS;
    enum number_answer answer = answer_of(decimal_parse(&decimal, text, length, digits, op->scale), op, &decimal);
    if (answer != NUMBER_WRITTEN)
        return answer;
    uint64_t value = 0;
    for (unsigned i = 0; i < decimal.count; i++)
        if (__builtin_mul_overflow(value, 10u, &value) || __builtin_add_overflow(value, (unsigned)(decimal.digits[i] & 15), &value))
            return NUMBER_TOO_BIG;
    unsigned bits = op->length * 8;
    uint64_t most = op->is_signed ? ((uint64_t)1 << (bits - 1)) - !decimal.negative : bits == 64 ? UINT64_MAX : ((uint64_t)1 << bits) - 1;
    if (value > most)
        return NUMBER_TOO_BIG;
    if (decimal.negative)
        value = 0 - value;
    for (unsigned i = 0; i < op->length; i++)
        to[op->little_endian ? i : op->length - 1 - i] = (uint8_t)(value >> (8 * i));
    return NUMBER_WRITTEN;
}

static struct float_form form_of(const struct plan_op *op)
{
    return (struct float_form){.length = op->length, .ieee = op->ieee, .little_endian = op->little_endian};
}

static enum number_answer write_float(uint8_t *to, const struct plan_op *op, const char *text, size_t length)
{
    switch (float_write(to, form_of(op), text, length)) {
    case FLOAT_WRITTEN:
        return NUMBER_WRITTEN;
    case FLOAT_TOO_BIG:
        return NUMBER_TOO_BIG;
    case FLOAT_TOO_SMALL:
        return NUMBER_TOO_SMALL;
    case FLOAT_NO_NUMBER:
        break;
    }
    return NUMBER_NONE;
}

enum number_answer number_write(uint8_t *to, const struct plan_op *op, const char *text, size_t length, bool ebcdic, bool truncate)
{
    if (op->kind == PLAN_FLOAT)
        return write_float(to, op, text, length);
    if (op->kind == PLAN_BINARY || op->kind == PLAN_RARE_BINARY)
        return binary_write(to, op, text, length, truncate);
    struct decimal decimal;
    enum number_answer answer = answer_of(decimal_parse(&decimal, text, length, op->digits, op->scale), op, &decimal);
    if (answer != NUMBER_WRITTEN)
        return answer;
    if (op->kind == PLAN_PACKED || op->kind == PLAN_RARE_PACKED)
        packed_write(to, op, &decimal);
    else if (op->kind == PLAN_ZONED)
        zoned_write(to, op, &decimal, ebcdic);
    else
        rare_zoned_write(to, op, &decimal, ebcdic);
    return NUMBER_WRITTEN;
}

char *number_read(char *to, const struct plan_op *op, const uint8_t *bytes, bool ebcdic, bool truncate)
{
    switch (op->kind) {
    case PLAN_ZONED:
        return zoned_read(to, op, bytes, ebcdic);
    case PLAN_RARE_ZONED:
        return rare_zoned_read(to, op, bytes, ebcdic);
    case PLAN_PACKED:
        return packed_read(to, op, bytes);
    case PLAN_RARE_PACKED:
        return rare_packed_read(to, op, bytes);
    case PLAN_FLOAT:
        return float_read(to, form_of(op), bytes);
    default:
        return binary_read(to, op, bytes, truncate);
    }
}

bool number_has_sign(const struct plan_op *op, const uint8_t *bytes, bool ebcdic)
{
    char text[DECIMAL_ROOM];
    struct plan_op as_signed = *op;
    bool decimal = op->kind >= PLAN_ZONED && op->kind != PLAN_BINARY && op->kind < PLAN_RARE_BINARY;
    as_signed.is_signed = true;
    return decimal && !op->is_signed && !op->no_sign && number_read(text, &as_signed, bytes, ebcdic, false) != NULL;
}
