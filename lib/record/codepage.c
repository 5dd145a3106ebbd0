/* codepage.c - see codepage.h. */
#include "record/codepage.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "record/error.h"

size_t utf8_read(const char *text, size_t length, uint32_t *character)
{
    const uint8_t *p = (const uint8_t *)text;
    size_t size = length > 0 ? utf8_width(text, length) : 0;
    if (size == 0)
        return 0;
    uint32_t value = size == 1 ? p[0] : p[0] & (0x7Fu >> size);
    for (size_t i = 1; i < size; i++)
        value = value << 6 | (p[i] & 0x3F);
    *character = value;
    return size;
}

bool utf8_is_valid(const char *text, size_t length, size_t *bad)
{
    for (size_t at = 0, size; at < length; at += size) {
        uint32_t character;
        size = utf8_read(text + at, length - at, &character);
        if (size == 0) {
            if (bad != NULL)
                *bad = at;
            return false;
        }
    }
    return true;
}

/* Convert SOURCE to at most ROOM bytes from a fresh state.  Returns bytes written, or -1. */
static ptrdiff_t convert(void *handle, const void *source, size_t length, void *to, size_t room)
{
    char *in = (char *)(uintptr_t)source, *out = to;
    size_t in_left = length, out_left = room;
    iconv(handle, NULL, NULL, NULL, NULL);
    if (iconv(handle, &in, &in_left, &out, &out_left) == (size_t)-1 || in_left > 0)
        return -1;
    return (ptrdiff_t)(room - out_left);
}

/* Look at each byte alone; false when one of them is only the beginning of a character: a multi-byte page. */
static bool read_table(struct codepage *page, void *to_utf8)
{
    for (int byte = 0; byte < 256; byte++) {
        uint8_t source = (uint8_t)byte;
        char text[16];
        errno = 0;
        ptrdiff_t length = convert(to_utf8, &source, 1, text, sizeof text);
        if (length < 0 && errno == EINVAL)
            return false;
        if (length <= 0 || length > CODEPAGE_UTF8_MAX)
            continue;
        memcpy(page->utf8[byte], text, (size_t)length);
        page->utf8_length[byte] = (uint8_t)length;
    }
    return true;
}

/* The table the other way: characters in ascending order; of two bytes with one character the first. */
static void turn_table(struct codepage *page)
{
    for (int byte = 0; byte < 256; byte++) {
        uint32_t character;
        if (utf8_read((const char *)page->utf8[byte], page->utf8_length[byte], &character) == 0)
            continue;
        int at = page->character_count;
        while (at > 0 && page->characters[at - 1] > character)
            at--;
        if (at > 0 && page->characters[at - 1] == character)
            continue;
        int behind = page->character_count - at;
        memmove(page->characters + at + 1, page->characters + at, (size_t)behind * sizeof page->characters[0]);
        memmove(page->bytes + at + 1, page->bytes + at, (size_t)behind);
        page->characters[at] = character;
        page->bytes[at] = (uint8_t)byte;
        page->character_count++;
    }
}

static bool find_landmarks(struct codepage *page, void *from_utf8)
{
    uint8_t blank[8], zero[8], line_feed[8];
    if (convert(from_utf8, " ", 1, blank, sizeof blank) != 1 || convert(from_utf8, "0", 1, zero, sizeof zero) != 1 ||
        (zero[0] != 0xF0 && zero[0] != '0'))
        return false;
    page->blank = blank[0];
    page->ebcdic = zero[0] == 0xF0;
    page->line_feed = convert(from_utf8, "\n", 1, line_feed, sizeof line_feed) == 1 ? line_feed[0] : '\n';
    return true;
}

int codepage_open(struct codepage *page, const char *name, struct fault *fault)
{
    char shown[40];
    *page = (struct codepage){0};
    snprintf(page->name, sizeof page->name, "%s", name);
    bytes_escape(shown, sizeof shown, name, strlen(name));
    bool plain = name[0] != '\0' && strlen(name) < sizeof page->name &&
                 strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:+") == strlen(name);
    iconv_t to_utf8 = plain ? iconv_open("UTF-8", name) : (iconv_t)-1;
    iconv_t from_utf8 = plain ? iconv_open(name, "UTF-8") : (iconv_t)-1;
    int code = 0;
    if (to_utf8 == (iconv_t)-1 || from_utf8 == (iconv_t)-1) {
        code = fault_set(fault, RECORD_E_CODEPAGE, "iconv knows no %s", shown);
    } else if (!find_landmarks(page, from_utf8)) {
        code = fault_set(fault, RECORD_E_CODEPAGE, "%s does not write blank and digits in one byte each", shown);
    } else if (read_table(page, to_utf8)) {
        page->single_byte = true;
        turn_table(page);
    } else {
        page->to_utf8 = to_utf8;
        page->from_utf8 = from_utf8;
        return 0;
    }
    if (to_utf8 != (iconv_t)-1)
        iconv_close(to_utf8);
    if (from_utf8 != (iconv_t)-1)
        iconv_close(from_utf8);
    return code;
}

void codepage_close(struct codepage *page)
{
    if (page->to_utf8 != NULL)
        iconv_close(page->to_utf8);
    if (page->from_utf8 != NULL)
        iconv_close(page->from_utf8);
    *page = (struct codepage){0};
}

static int decode_table(const struct codepage *page, struct bytes *out, const uint8_t *bytes, size_t length, size_t *bad)
{
    uint8_t *to = bytes_reserve(out, length * CODEPAGE_UTF8_MAX);
    uint8_t *start = to;
    int code = 0;
    for (size_t i = 0; i < length; i++) {
        uint8_t size = page->utf8_length[bytes[i]];
        if (size == 0) {
            if (bad != NULL)
                *bad = i;
            code = RECORD_E_TEXT;
            break;
        }
        memcpy(to, page->utf8[bytes[i]], CODEPAGE_UTF8_MAX);
        to += size;
    }
    out->length += (size_t)(to - start);
    *to = '\0';
    return code;
}

static int decode_iconv(const struct codepage *page, struct bytes *out, const uint8_t *bytes, size_t length, size_t *bad)
{
    size_t room = length * CODEPAGE_UTF8_MAX;
    char *in = (char *)(uintptr_t)bytes, *to = (char *)bytes_reserve(out, room);
    size_t in_left = length, out_left = room;
    iconv(page->to_utf8, NULL, NULL, NULL, NULL);
    size_t answer = iconv(page->to_utf8, &in, &in_left, &to, &out_left);
    out->length += room - out_left;
    *to = '\0';
    if (answer != (size_t)-1 && in_left == 0)
        return 0;
    if (bad != NULL)
        *bad = length - in_left;
    return RECORD_E_TEXT;
}

int codepage_decode(const struct codepage *page, struct bytes *out, const uint8_t *bytes, size_t length, size_t *bad)
{
    return page->single_byte ? decode_table(page, out, bytes, length, bad) : decode_iconv(page, out, bytes, length, bad);
}

static bool find_byte(const struct codepage *page, uint32_t character, uint8_t *byte)
{
    int low = 0, high = page->character_count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (page->characters[middle] < character)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == page->character_count || page->characters[low] != character)
        return false;
    *byte = page->bytes[low];
    return true;
}

ptrdiff_t codepage_encode(const struct codepage *page, uint8_t *to, size_t room, const char *text, size_t length)
{
    if (!page->single_byte) {
        ptrdiff_t written = utf8_is_valid(text, length, NULL) ? convert(page->from_utf8, text, length, to, room) : -1;
        return written < 0 ? RECORD_E_CHARACTERS : written;
    }
    size_t written = 0;
    for (size_t at = 0, size; at < length; at += size) {
        uint32_t character;
        size = utf8_read(text + at, length - at, &character);
        if (size == 0 || written == room || !find_byte(page, character, &to[written]))
            return RECORD_E_CHARACTERS;
        written++;
    }
    return (ptrdiff_t)written;
}
