/* json.c - see json.h. */
#include "text/json.h"

#include <string.h>

/* Length of the well-formed UTF-8 sequence at TEXT (RFC 3629: no overlong forms, no surrogates), 0 if there is none. */
static size_t sequence_length(const unsigned char *text, size_t length)
{
    unsigned char c = text[0];
    size_t need = c < 0x80 ? 1 : c >= 0xC2 && c <= 0xDF ? 2 : (c & 0xF0) == 0xE0 ? 3 : c >= 0xF0 && c <= 0xF4 ? 4 : 0;
    if (need == 0 || need > length)
        return 0;
    for (size_t i = 1; i < need; i++)
        if ((text[i] & 0xC0) != 0x80)
            return 0;
    if ((c == 0xE0 && text[1] < 0xA0) || (c == 0xED && text[1] > 0x9F) || (c == 0xF0 && text[1] < 0x90) ||
        (c == 0xF4 && text[1] > 0x8F))
        return 0;
    return need;
}

static void add_escaped(struct bytes *out, unsigned char c)
{
    static const char SHORT[] = "\bb\tt\nn\ff\rr\"\"\\\\";
    for (const char *pair = SHORT; *pair != '\0'; pair += 2) {
        if ((unsigned char)pair[0] == c) {
            bytes_char(out, '\\');
            bytes_char(out, pair[1]);
            return;
        }
    }
    bytes_format(out, "\\u%04X", c);
}

void json_put_text(struct bytes *out, const char *text, size_t length)
{
    const unsigned char *at = (const unsigned char *)text;
    const unsigned char *end = at + length;
    bytes_char(out, '"');
    while (at < end) {
        const unsigned char *plain = at;
        while (at < end && *at >= 0x20 && *at < 0x7F && *at != '"' && *at != '\\')
            at++;
        bytes_add(out, plain, (size_t)(at - plain));
        if (at == end)
            break;
        size_t size = sequence_length(at, (size_t)(end - at));
        if (size > 1)
            bytes_add(out, at, size);
        else if (size == 1)
            add_escaped(out, *at);
        else
            bytes_text(out, "\xEF\xBF\xBD");
        at += size > 0 ? size : 1;
    }
    bytes_char(out, '"');
}

void json_put_key(struct bytes *out, const char *key)
{
    uint8_t before = out->length > 0 ? out->data[out->length - 1] : '{';
    if (before != '{' && before != '\n')
        bytes_char(out, ',');
    json_put_text(out, key, strlen(key));
    bytes_char(out, ':');
}

void json_put_member(struct bytes *out, const char *key, const char *text)
{
    json_put_key(out, key);
    if (text == NULL)
        bytes_text(out, "null");
    else
        json_put_text(out, text, strlen(text));
}

void json_put_number(struct bytes *out, const char *key, int64_t number)
{
    json_put_key(out, key);
    bytes_format(out, "%lld", (long long)number);
}
