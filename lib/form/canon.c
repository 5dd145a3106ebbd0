/* canon.c - see canon.h. */
#include "form/canon.h"

#include <string.h>

#include "base/bytes.h"
#include "base/hash.h"
#include "form/error.h"

enum { RAW_MAX_BYTES = 4096 };

/* C0, DEL or C1 in LENGTH bytes of UTF-8: its position from 0, LENGTH when there is none. */
static size_t find_control(const char *text, size_t length)
{
    const unsigned char *at = (const unsigned char *)text;
    for (size_t i = 0; i < length; i++)
        if (at[i] < 0x20 || at[i] == 0x7F || (at[i] == 0xC2 && i + 1 < length && at[i + 1] < 0xA0))
            return i;
    return length;
}

static size_t count_characters(struct canon_source raw)
{
    size_t count = 0;
    for (size_t i = 0; i < raw.length; i++)
        count += ((unsigned char)raw.text[i] & 0xC0) != 0x80;
    return count;
}

int canon_text(struct canon_source raw, struct arena *arena, const char **value, struct fault *fault)
{
    size_t at = find_control(raw.text, raw.length);
    if (at < raw.length) {
        char shown[120], hex[24];
        struct canon_source before = {.text = raw.text, .length = at};
        size_t position = count_characters(before);
        bytes_escape(shown, sizeof shown, raw.text, raw.length);
        if (raw.bytes != NULL && position < raw.bytes_length)
            bytes_hex(hex, sizeof hex, raw.bytes + position, 1, 1);
        else
            bytes_hex(hex, sizeof hex, raw.text + at, 1, 1);
        return fault_set(fault, FORM_E_CONTROL, "%s in position %zu of '%s'", hex, position + 1, shown);
    }
    *value = raw.length > 0 ? arena_text(arena, raw.text, raw.length) : "";
    return 0;
}

/* No bytes at all are all zero or all blanks (ASCII or EBCDIC), in whatever encoding. */
static bool is_absent(const uint8_t *data, size_t length)
{
    for (size_t i = 1; i < length; i++)
        if (data[i] != data[0])
            return false;
    return length == 0 || data[0] == 0 || data[0] == 0x40 || data[0] == 0x20;
}

static int keep_bytes(const uint8_t *data, size_t length, struct arena *arena, const char **value)
{
    static const char DIGITS[] = "0123456789abcdef";
    *value = "";
    if (is_absent(data, length))
        return 0;
    char *text = arena_new(arena, 2 * length + 1);
    for (size_t i = 0; i < length; i++) {
        text[2 * i] = DIGITS[data[i] >> 4];
        text[2 * i + 1] = DIGITS[data[i] & 15];
    }
    *value = text;
    return 0;
}

/* Bytes that the carrier writes as text, or as 64 digits from lib/record. */
int canon_encoded(const struct form_rules *rules, enum raw_encoding encoding, struct canon_source raw,
                        struct arena *arena, const char **value, struct fault *fault)
{
    uint8_t bytes[RAW_MAX_BYTES];
    bool sound = raw.length <= RAW_MAX_BYTES;
    if (encoding == RAW_BASE64)
        sound = sound && base64_decode(bytes, raw.text, raw.length) == (ptrdiff_t)rules->raw_bytes;
    else
        sound = sound && raw.length == 2 * rules->raw_bytes && hex_decode(bytes, raw.text, raw.length) == 0;
    if (raw.length == 0) {
        *value = "";
        return 0;
    }
    if (sound)
        return keep_bytes(bytes, rules->raw_bytes, arena, value);
    char shown[100];
    bytes_escape(shown, sizeof shown, raw.text, raw.length);
    return fault_set(fault, FORM_E_RAW, "'%s' is not %zu bytes in %s", shown, rules->raw_bytes,
                     encoding == RAW_BASE64 ? "base64" : "hexadecimal digits");
}

/* Digits, perhaps behind a minus sign, without leading zeros into *VALUE. */
static int read_cell_number(struct canon_source raw, size_t digits, struct arena *arena, const char **value,
                            struct fault *fault)
{
    bool minus = raw.length > 1 && raw.text[0] == '-';
    const char *at = raw.text + (minus ? 1 : 0);
    const char *end = raw.text + raw.length;
    while (end - at > 1 && *at == '0')
        at++;
    size_t length = (size_t)(end - at);
    bool plain = length > 0;
    for (size_t i = 0; i < length; i++)
        plain = plain && at[i] >= '0' && at[i] <= '9';
    if (!plain || length > digits) {
        char shown[100];
        bytes_escape(shown, sizeof shown, raw.text, raw.length);
        return fault_set(fault, FORM_E_NOT_A_NUMBER, "'%s' is not a whole number of at most %zu digits", shown, digits);
    }
    minus = minus && *at != '0';
    char *text = arena_new(arena, length + 2);
    memcpy(text + (minus ? 1 : 0), at, length);
    if (minus)
        text[0] = '-';
    *value = text;
    return 0;
}

int canon_cell(const struct form_field *field, const struct csv_cell *cell, struct arena *arena,
                     const char **value, struct fault *fault)
{
    struct canon_source raw = {.text = cell->text != NULL ? cell->text : "", .length = cell->text != NULL ? cell->length : 0};
    while (raw.length > 0 && raw.text[raw.length - 1] == ' ')
        raw.length--;
    if (field->kind == FORM_KIND_NUMBER)
        return read_cell_number(raw, field->rules->size, arena, value, fault);
    if (field->kind == FORM_KIND_RAW)
        return canon_encoded(field->rules, field->rules->raw[FORM_CSV], raw, arena, value, fault);
    int code = canon_text(raw, arena, value, fault);
    if (code == 0 && count_characters(raw) > field->rules->size) {
        *value = NULL;
        return fault_set(fault, FORM_E_TOO_LONG, "%zu characters, expected at most %zu", count_characters(raw),
                         field->rules->size);
    }
    return code;
}
