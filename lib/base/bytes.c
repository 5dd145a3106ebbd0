/* bytes.c - see bytes.h. */
#include "base/bytes.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"

void bytes_init(struct bytes *bytes)
{
    *bytes = (struct bytes){0};
}

void bytes_release(struct bytes *bytes)
{
    free(bytes->data);
    *bytes = (struct bytes){0};
}

void bytes_clear(struct bytes *bytes)
{
    bytes->length = 0;
    if (bytes->data != NULL)
        bytes->data[0] = '\0';
}

uint8_t *bytes_reserve(struct bytes *bytes, size_t more)
{
    bytes->data = memory_grow(bytes->data, &bytes->capacity, bytes->length + more + 1, 1);
    return bytes->data + bytes->length;
}

void bytes_add(struct bytes *bytes, const void *data, size_t length)
{
    uint8_t *to = bytes_reserve(bytes, length);
    if (length > 0)
        memcpy(to, data, length);
    to[length] = '\0';
    bytes->length += length;
}

void bytes_text(struct bytes *bytes, const char *string)
{
    bytes_add(bytes, string, strlen(string));
}

void bytes_char(struct bytes *bytes, char c)
{
    bytes_add(bytes, &c, 1);
}

void bytes_format(struct bytes *bytes, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0)
        return;
    uint8_t *to = bytes_reserve(bytes, (size_t)length);
    va_start(arguments, format);
    vsnprintf((char *)to, (size_t)length + 1, format, arguments);
    va_end(arguments);
    bytes->length += (size_t)length;
}

const char *bytes_string(const struct bytes *bytes)
{
    return bytes->data != NULL ? (const char *)bytes->data : "";
}

char *bytes_hex(char *text, size_t size, const void *data, size_t length, size_t limit)
{
    static const char digits[] = "0123456789ABCDEF";
    const uint8_t *from = data;
    size_t shown = length < limit ? length : limit;
    size_t room = size > 8 ? (size - 7) / 2 : 0; /* X' and ' and ... and NUL */
    if (shown > room)
        shown = room;
    if (size < 8) {
        if (size > 0)
            text[0] = '\0';
        return text;
    }
    char *to = text;
    *to++ = 'X';
    *to++ = '\'';
    for (size_t i = 0; i < shown; i++) {
        *to++ = digits[from[i] >> 4];
        *to++ = digits[from[i] & 15];
    }
    memcpy(to, shown < length ? "...'" : "'", shown < length ? 5 : 2);
    return text;
}

/* Bytes of the printable character at P, 0 when it is a control (C1 ones are two bytes) or no UTF-8. */
static size_t printable_width(const uint8_t *p, size_t left)
{
    size_t width = utf8_width(p, left);
    return width == 1 || (width == 2 && p[0] == 0xC2 && p[1] < 0xA0) ? 0 : width;
}

char *bytes_escape(char *text, size_t size, const void *data, size_t length)
{
    const uint8_t *from = data;
    size_t used = 0;
    if (size == 0)
        return text;
    for (size_t i = 0; i < length;) {
        char piece[8];
        size_t step = 1;
        size_t width;
        if (from[i] == '\\') {
            width = (size_t)snprintf(piece, sizeof piece, "\\\\");
        } else if (from[i] >= 0x20 && from[i] < 0x7F) {
            width = (size_t)snprintf(piece, sizeof piece, "%c", from[i]);
        } else if ((step = printable_width(from + i, length - i)) > 0) {
            memcpy(piece, from + i, step);
            width = step;
        } else {
            step = 1;
            width = (size_t)snprintf(piece, sizeof piece, "\\x%02X", from[i]);
        }
        if (used + width + 1 > size)
            break;
        memcpy(text + used, piece, width);
        used += width;
        i += step;
    }
    text[used] = '\0';
    return text;
}
