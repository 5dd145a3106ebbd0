/* number.c - see number.h. */
#include "record/number.h"

#include <inttypes.h>
#include <string.h>

#include "record/error.h"
#include "record/layout.h"

static const uint64_t POWERS[] = {1ull, 10ull, 100ull, 1000ull, 10000ull, 100000ull, 1000000ull, 10000000ull, 100000000ull,
                                  1000000000ull, 10000000000ull, 100000000000ull, 1000000000000ull, 10000000000000ull,
                                  100000000000000ull, 1000000000000000ull, 10000000000000000ull, 100000000000000000ull,
                                  1000000000000000000ull};

static int bad(int code, const uint8_t *data, size_t length, struct fault *fault)
{
    char shown[96];
    return fault_set(fault, code, "%s", bytes_hex(shown, sizeof shown, data, length, 40));
}

static bool sign_is_minus(unsigned nibble)
{
    return nibble == 0xB || nibble == 0xD;
}

static int decode_packed(struct number *number, const struct item *item, const uint8_t *data, size_t length,
                         struct fault *fault)
{
    uint64_t value = 0;
    unsigned worst = 0;
    for (size_t i = 0; i + 1 < length; i++) {
        unsigned high = data[i] >> 4, low = data[i] & 15u;
        worst |= (unsigned)(high > 9) | (unsigned)(low > 9);
        value = value * 100 + high * 10 + low;
    }
    unsigned last = data[length - 1] >> 4, sign = data[length - 1] & 15u;
    worst |= (unsigned)(last > 9) | (unsigned)(sign < 10);
    /* An even number of digits leaves the first half-byte unused: it must be zero, or the value is not the picture's. */
    if (item->picture.digits % 2 == 0)
        worst |= (unsigned)(data[0] >> 4 != 0);
    if (worst != 0)
        return bad(RECORD_E_PACKED, data, length, fault);
    if (!item->picture.has_sign && sign != 0xF && sign != 0xC)
        return bad(RECORD_E_SIGN, data, length, fault);
    number->digits = value * 10 + last;
    number->negative = sign_is_minus(sign);
    return 0;
}

static int64_t sign_extended(uint64_t value, size_t length)
{
    unsigned unused = (unsigned)(8 - length) * 8;
    return (int64_t)(value << unused) >> unused;
}

static void decode_binary(struct number *number, const struct item *item, const uint8_t *data, size_t length)
{
    uint64_t value = 0;
    for (size_t i = 0; i < length; i++)
        value = value << 8 | data[i];
    number->negative = false;
    if (item->picture.has_sign && sign_extended(value, length) < 0) {
        number->negative = true;
        value = 0 - (uint64_t)sign_extended(value, length);
    }
    number->digits = value;
}

/*
 * The digit and sign of an overpunched byte.  EBCDIC: the zone is the sign.  ASCII: what EBCDIC's bytes become in
 * translation ({ A-I plus, } J-R minus), or p-y for minus as some ASCII compilers write.  Returns false if neither.
 */
static bool overpunch_read(uint8_t byte, bool ebcdic, unsigned *digit, unsigned *sign)
{
    if (ebcdic) {
        *digit = byte & 15u;
        *sign = byte >> 4;
        return *digit <= 9 && *sign >= 10;
    }
    static const char plus[] = "{ABCDEFGHI", minus[] = "}JKLMNOPQR", lower[] = "pqrstuvwxy";
    const char *found;
    *sign = 0xF;
    *digit = (unsigned)(byte - '0');
    if (byte >= '0' && byte <= '9')
        return true;
    if (byte == '\0')
        return false;
    if ((found = strchr(plus, byte)) != NULL) {
        *digit = (unsigned)(found - plus);
        *sign = 0xC;
        return true;
    }
    if ((found = strchr(minus, byte)) != NULL || (found = strchr(lower, byte)) != NULL) {
        *digit = (unsigned)(byte >= 'p' && byte != '}' ? found - lower : found - minus);
        *sign = 0xD;
        return true;
    }
    return false;
}

static bool all_blank(const uint8_t *data, size_t length, uint8_t blank)
{
    for (size_t i = 0; i < length; i++)
        if (data[i] != blank)
            return false;
    return true;
}

static int decode_separate(struct number *number, const struct item *item, const uint8_t **data, size_t *length,
                           bool ebcdic, struct fault *fault)
{
    uint8_t sign = item->sign_leading ? (*data)[0] : (*data)[*length - 1];
    uint8_t plus = ebcdic ? 0x4E : '+', minus = ebcdic ? 0x60 : '-';
    if (sign != plus && sign != minus)
        return bad(RECORD_E_ZONED, *data, *length, fault);
    number->negative = sign == minus;
    *data += item->sign_leading ? 1 : 0;
    *length -= 1;
    return 0;
}

static int decode_zoned(struct number *number, const struct item *item, const uint8_t *data, size_t length,
                        bool ebcdic, struct fault *fault)
{
    const uint8_t *whole = data;
    size_t whole_length = length;
    uint8_t zone = ebcdic ? 0xF0 : 0x30;
    bool separate = item->picture.has_sign && item->sign_separate;
    if (all_blank(data, length, ebcdic ? 0x40 : ' '))
        return bad(RECORD_E_BLANK, data, length, fault);
    number->negative = false;
    if (separate) {
        int code = decode_separate(number, item, &data, &length, ebcdic, fault);
        if (code < 0)
            return code;
    }
    size_t punched = item->picture.has_sign && !separate ? (item->sign_leading ? 0 : length - 1) : SIZE_MAX;
    uint64_t value = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned digit = (unsigned)(data[i] - zone), sign;
        if (i == punched && digit > 9) {
            if (!overpunch_read(data[i], ebcdic, &digit, &sign))
                return bad(RECORD_E_ZONED, whole, whole_length, fault);
            number->negative = sign_is_minus(sign);
        } else if (digit > 9) {
            /* A digit under a sign zone in an unsigned field is a sign where none may be. */
            bool sign_here = i + 1 == length && overpunch_read(data[i], ebcdic, &digit, &sign);
            return bad(sign_here ? RECORD_E_SIGN : RECORD_E_ZONED, whole, whole_length, fault);
        }
        value = value * 10 + digit;
    }
    number->digits = value;
    return 0;
}

int number_decode(struct number *number, const struct item *item, const uint8_t *data, size_t length, bool ebcdic,
                  struct fault *fault)
{
    switch (item->usage) {
    case USAGE_PACKED:
        return decode_packed(number, item, data, length, fault);
    case USAGE_BINARY:
        decode_binary(number, item, data, length);
        return 0;
    case USAGE_DISPLAY:
        break;
    }
    return decode_zoned(number, item, data, length, ebcdic, fault);
}

static void encode_packed(uint8_t *data, const struct item *item, const struct number *number, size_t length)
{
    uint64_t value = number->digits;
    unsigned sign = !item->picture.has_sign ? 0xF : number->negative ? 0xD : 0xC;
    data[length - 1] = (uint8_t)((value % 10) << 4 | sign);
    value /= 10;
    for (size_t i = length - 1; i-- > 0; value /= 100)
        data[i] = (uint8_t)((value / 10 % 10) << 4 | value % 10);
}

static int encode_binary(uint8_t *data, const struct item *item, const struct number *number, size_t length,
                         struct fault *fault)
{
    unsigned bits = (unsigned)length * 8;
    uint64_t most = bits == 64 ? UINT64_MAX : (1ull << bits) - 1;
    if (item->picture.has_sign)
        most = (most >> 1) + (number->negative ? 1 : 0);
    if (number->digits > most)
        return fault_set(fault, RECORD_E_RANGE, "%s%" PRIu64, number->negative ? "-" : "", number->digits);
    uint64_t value = number->negative ? 0 - number->digits : number->digits;
    for (size_t i = length; i-- > 0; value >>= 8)
        data[i] = (uint8_t)value;
    return 0;
}

static void encode_zoned(uint8_t *data, const struct item *item, const struct number *number, size_t length, bool ebcdic)
{
    static const char plus[] = "{ABCDEFGHI", minus[] = "}JKLMNOPQR";
    bool separate = item->picture.has_sign && item->sign_separate;
    uint8_t zone = ebcdic ? 0xF0 : 0x30;
    size_t first = separate && item->sign_leading ? 1 : 0, last = separate && !item->sign_leading ? length - 1 : length;
    uint64_t value = number->digits;
    for (size_t i = last; i-- > first; value /= 10)
        data[i] = (uint8_t)(zone + value % 10);
    if (separate) {
        data[item->sign_leading ? 0 : length - 1] = number->negative ? (ebcdic ? 0x60 : '-') : (ebcdic ? 0x4E : '+');
    } else if (item->picture.has_sign) {
        uint8_t *at = data + (item->sign_leading ? 0 : length - 1);
        unsigned digit = *at & 15u;
        *at = ebcdic ? (uint8_t)((number->negative ? 0xD0 : 0xC0) + digit)
                     : (uint8_t)(number->negative ? minus[digit] : plus[digit]);
    }
}

int number_encode(uint8_t *data, const struct item *item, const struct number *number, bool ebcdic, struct fault *fault)
{
    size_t length = item_bytes(item);
    if (number->negative && !item->picture.has_sign)
        return fault_set(fault, RECORD_E_SIGN, "-%" PRIu64, number->digits);
    if (item->usage == USAGE_BINARY)
        return encode_binary(data, item, number, length, fault);
    if (number->digits >= POWERS[item->picture.digits])
        return fault_set(fault, RECORD_E_RANGE, "%s%" PRIu64, number->negative ? "-" : "", number->digits);
    if (item->usage == USAGE_PACKED)
        encode_packed(data, item, number, length);
    else
        encode_zoned(data, item, number, length, ebcdic);
    return 0;
}

void number_text(struct bytes *out, const struct number *number, int scale)
{
    char text[48];
    char *end = text + sizeof text, *to = end;
    uint64_t value = number->digits;
    int written = 0;
    do {
        *--to = (char)('0' + value % 10);
        value /= 10;
        if (++written == scale)
            *--to = '.';
    } while (value > 0 || written <= scale);
    if (number->negative && number->digits != 0)
        *--to = '-';
    bytes_add(out, to, (size_t)(end - to));
}

int number_parse(struct number *number, const char *text, size_t length, int scale, struct fault *fault)
{
    char shown[64];
    size_t at = 0;
    int decimals = -1;
    *number = (struct number){0};
    if (at < length && (text[at] == '-' || text[at] == '+'))
        number->negative = text[at++] == '-';
    size_t first = at;
    for (; at < length; at++) {
        if (text[at] == '.' && decimals < 0) {
            decimals = 0;
            continue;
        }
        if (text[at] < '0' || text[at] > '9')
            return fault_set(fault, RECORD_E_JSON, "%s is no number", bytes_escape(shown, sizeof shown, text, length));
        if (number->digits > (UINT64_MAX - 9) / 10 || (decimals >= 0 && ++decimals > scale))
            return fault_set(fault, RECORD_E_RANGE, "%s", bytes_escape(shown, sizeof shown, text, length));
        number->digits = number->digits * 10 + (uint64_t)(text[at] - '0');
    }
    if (at == first || (decimals >= 0 && at == first + 1))
        return fault_set(fault, RECORD_E_JSON, "%s is no number", bytes_escape(shown, sizeof shown, text, length));
    for (int i = decimals > 0 ? decimals : 0; i < scale; i++) {
        if (number->digits > UINT64_MAX / 10)
            return fault_set(fault, RECORD_E_RANGE, "%s", bytes_escape(shown, sizeof shown, text, length));
        number->digits *= 10;
    }
    return 0;
}
