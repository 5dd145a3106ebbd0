/* national.c - see national.h. */
#include "record/national.h"

#include <string.h>

#include "record/error.h"

enum {
    SURROGATE_HIGH = 0xD800,
    SURROGATE_LOW = 0xDC00,
    SURROGATE_MASK = 0xFC00,
    SUPPLEMENT = 0x10000,
    SHIFT_OUT = 0x0E,
    SHIFT_IN = 0x0F,
    PAIR_FIRST = 0x41, /* bytes of a double-byte character; X'4040' is the blank */
    PAIR_LAST = 0xFE,
};

static unsigned unit_at(const uint8_t *bytes)
{
    return (unsigned)bytes[0] << 8 | bytes[1];
}

static void put_unit(uint8_t *to, unsigned unit)
{
    to[0] = (uint8_t)(unit >> 8);
    to[1] = (uint8_t)unit;
}

static char *put_utf8(char *to, uint32_t character)
{
    if (character < 0x80) {
        *to++ = (char)character;
        return to;
    }
    int more = character < 0x800 ? 1 : character < SUPPLEMENT ? 2 : 3; /* bytes behind the first */
    *to++ = (char)((0xFFu << (7 - more) & 0xFF) | character >> (6 * more));
    while (more-- > 0)
        *to++ = (char)(0x80 | (character >> (6 * more) & 0x3F));
    return to;
}

/* The character at BYTES, of one unit or two; returns its bytes, 0 when it is none. */
static size_t read_character(const uint8_t *bytes, size_t length, uint32_t *character)
{
    if (length < 2)
        return 0;
    unsigned unit = unit_at(bytes);
    *character = unit;
    if ((unit & SURROGATE_MASK) == SURROGATE_LOW)
        return 0;
    if ((unit & SURROGATE_MASK) != SURROGATE_HIGH)
        return 2;
    unsigned low = length >= 4 ? unit_at(bytes + 2) : 0;
    *character = SUPPLEMENT + ((unit - SURROGATE_HIGH) << 10 | (low - SURROGATE_LOW));
    return (low & SURROGATE_MASK) == SURROGATE_LOW ? 4 : 0;
}

int national_decode(struct bytes *out, const uint8_t *bytes, size_t length, size_t *bad)
{
    char *start = (char *)bytes_reserve(out, length * 2), *to = start;
    size_t at = 0, size;
    uint32_t character;
    for (; at < length && (size = read_character(bytes + at, length - at, &character)) > 0; at += size)
        to = put_utf8(to, character);
    *to = '\0';
    out->length += (size_t)(to - start);
    if (at < length && bad != NULL)
        *bad = at;
    return at < length ? RECORD_E_TEXT : 0;
}

ptrdiff_t national_encode(uint8_t *to, size_t room, const char *text, size_t length)
{
    size_t written = 0;
    for (size_t at = 0, size; at < length; at += size) {
        uint32_t character = 0;
        size = utf8_read(text + at, length - at, &character);
        size_t units = character < SUPPLEMENT ? 2 : 4;
        if (size == 0 || written + units > room)
            return RECORD_E_CHARACTERS;
        if (units == 2) {
            put_unit(to + written, character);
        } else {
            put_unit(to + written, SURROGATE_HIGH | (character - SUPPLEMENT) >> 10);
            put_unit(to + written + 2, SURROGATE_LOW | ((character - SUPPLEMENT) & 0x3FF));
        }
        written += units;
    }
    return (ptrdiff_t)written;
}

static bool is_pair(const uint8_t *bytes)
{
    return unit_at(bytes) == DBCS_BLANK ||
           (bytes[0] >= PAIR_FIRST && bytes[0] <= PAIR_LAST && bytes[1] >= PAIR_FIRST && bytes[1] <= PAIR_LAST);
}

int dbcs_decode(const struct codepage *mixed, struct bytes *out, const uint8_t *bytes, size_t length, size_t *bad)
{
    struct bytes shifted;
    size_t sound = 0, wrong = 0;
    while (mixed->shifted && sound + 2 <= length && is_pair(bytes + sound))
        sound += 2;
    bytes_init(&shifted);
    bytes_char(&shifted, SHIFT_OUT);
    bytes_add(&shifted, bytes, sound);
    bytes_char(&shifted, SHIFT_IN);
    int code = sound > 0 ? codepage_decode(mixed, out, shifted.data, shifted.length, &wrong) : 0;
    bytes_release(&shifted);
    wrong = code < 0 && wrong > 0 ? wrong - 1 : code < 0 ? 0 : sound;
    if (wrong < length && bad != NULL)
        *bad = wrong;
    return wrong < length ? RECORD_E_TEXT : 0;
}

ptrdiff_t dbcs_encode(const struct codepage *mixed, uint8_t *to, size_t room, const char *text, size_t length)
{
    struct bytes shifted;
    ptrdiff_t written = 0;
    if (length == 0)
        return 0;
    bytes_init(&shifted);
    uint8_t *bytes = bytes_reserve(&shifted, room + 2);
    ptrdiff_t all = codepage_encode(mixed, bytes, room + 2, text, length);
    bool pairs = mixed->shifted && all >= 4 && all % 2 == 0 && bytes[0] == SHIFT_OUT && bytes[all - 1] == SHIFT_IN;
    for (ptrdiff_t at = 1; pairs && at < all - 1; at += 2)
        pairs = is_pair(bytes + at);
    written = pairs ? all - 2 : RECORD_E_CHARACTERS;
    if (pairs)
        memcpy(to, bytes + 1, (size_t)written);
    bytes_release(&shifted);
    return written;
}

void national_fill(uint8_t *at, size_t length, unsigned blank)
{
    for (size_t i = 0; i < length; i++)
        at[i] = (uint8_t)(i % 2 == 0 ? blank >> 8 : blank);
}

size_t national_blanks_behind(const uint8_t *bytes, size_t length, unsigned blank)
{
    size_t kept = length & ~(size_t)1;
    while (kept >= 2 && unit_at(bytes + kept - 2) == blank)
        kept -= 2;
    return (length & ~(size_t)1) - kept;
}

size_t national_blanks_before(const uint8_t *bytes, size_t length, unsigned blank)
{
    size_t at = 0;
    while (at + 2 <= length && unit_at(bytes + at) == blank)
        at += 2;
    return at;
}
