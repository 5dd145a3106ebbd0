/* json.c - see json.h. */
#include "text/json.h"

#include <string.h>

#include "base/utf8.h"

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
        size_t size = utf8_width(at, (size_t)(end - at));
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
