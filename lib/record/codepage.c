/* codepage.c - see codepage.h. */
#include "record/codepage.h"

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "record/error.h"

/* The character that LENGTH bytes of UTF-8 at P spell, 0xFFFFFFFF when they spell none; *USED is how many it takes. */
static uint32_t utf8_character(const uint8_t *p, size_t length, size_t *used)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t width = p[0] < 0x80 ? 1 : p[0] >= 0xC2 && p[0] < 0xE0 ? 2 : p[0] >= 0xE0 && p[0] < 0xF0 ? 3 : p[0] >= 0xF0 && p[0] < 0xF5 ? 4 : 0;
    *used = 1;
    if (width == 0 || width > length)
        return UINT32_MAX;
    uint32_t c = width == 1 ? p[0] : p[0] & (0x7Fu >> width);
    for (size_t i = 1; i < width; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return UINT32_MAX;
        c = c << 6 | (p[i] & 0x3F);
    }
    if (c < least[width] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        return UINT32_MAX;
    *used = width;
    return c;
}

static int compare_reverse(const void *left, const void *right)
{
    const struct codepage_reverse *a = left, *b = right;
    return a->character < b->character ? -1 : a->character > b->character;
}

/* One iconv call a byte, 256 times: what the page makes of it. */
static void fill_tables(struct codepage *page, iconv_t converter, bool ascii_only)
{
    page->reverse = memory_new(256, sizeof *page->reverse);
    for (int byte = 0; byte < (ascii_only ? 128 : 256); byte++) {
        char in = (char)byte, out[8];
        char *from = &in, *to = out;
        size_t in_left = 1, out_left = sizeof out;
        iconv(converter, NULL, NULL, NULL, NULL);
        if (iconv(converter, &from, &in_left, &to, &out_left) == (size_t)-1 || in_left != 0)
            continue;
        size_t length = sizeof out - out_left, used;
        uint32_t character = length > 0 ? utf8_character((uint8_t *)out, length, &used) : UINT32_MAX;
        if (length == 0 || length > 4 || character == UINT32_MAX || used != length)
            continue;
        page->utf8_length[byte] = (uint8_t)length;
        memcpy(page->utf8_bytes[byte], out, length);
        page->reverse[page->reverse_count++] = (struct codepage_reverse){character, (uint8_t)byte};
        if (character < 128)
            page->from_ascii[character] = (uint8_t)byte;
    }
    qsort(page->reverse, page->reverse_count, sizeof *page->reverse, compare_reverse);
}

int codepage_open(struct codepage *page, const char *name, struct fault *fault)
{
    *page = (struct codepage){.blank = ' '};
    if (strlen(name) >= sizeof page->name)
        return fault_set(fault, RECORD_E_CODEPAGE, "%s", name);
    snprintf(page->name, sizeof page->name, "%s", name);
    if (strcasecmp(name, "UTF-8") == 0 || strcasecmp(name, "UTF8") == 0) {
        page->utf8 = true;
        return 0;
    }
    iconv_t converter = iconv_open("UTF-8", name);
    if (converter == (iconv_t)-1)
        return fault_set(fault, RECORD_E_CODEPAGE, "%s", name);
    fill_tables(page, converter, strcasecmp(name, "ASCII") == 0 || strcasecmp(name, "US-ASCII") == 0);
    iconv_close(converter);
    page->blank = page->from_ascii[' '];
    page->ebcdic = page->blank == 0x40 && page->from_ascii['0'] == 0xF0;
    bool digits = true;
    for (int i = 0; i < 10; i++)
        digits = digits && page->from_ascii['0' + i] == (page->ebcdic ? 0xF0 : '0') + i;
    if (!digits || page->reverse_count < 90)
        return fault_set(fault, RECORD_E_CODEPAGE, "%s is not a single-byte page with digits", name);
    return 0;
}

void codepage_release(struct codepage *page)
{
    free(page->reverse);
    *page = (struct codepage){0};
}

static int no_character(const uint8_t *data, size_t at, size_t width, const char *name, struct fault *fault)
{
    char shown[24];
    fault_set(fault, RECORD_E_TEXT, "%s in %s", bytes_hex(shown, sizeof shown, data + at, width, 8), name);
    return fault_at_field(fault, "", (int64_t)at + 1);
}

static int check_utf8(const uint8_t *data, size_t length, struct fault *fault)
{
    for (size_t at = 0, used; at < length; at += used)
        if (utf8_character(data + at, length - at, &used) == UINT32_MAX)
            return no_character(data, at, 1, "UTF-8", fault);
    return 0;
}

int codepage_to_utf8(const struct codepage *page, struct bytes *out, const uint8_t *data, size_t length,
                     struct fault *fault)
{
    if (page->utf8) {
        int code = check_utf8(data, length, fault);
        if (code == 0)
            bytes_add(out, data, length);
        return code;
    }
    uint8_t *to = bytes_reserve(out, length * 4);
    size_t used = 0;
    for (size_t i = 0; i < length; i++) {
        size_t width = page->utf8_length[data[i]];
        if (width == 0) {
            to[0] = '\0';
            return no_character(data, i, 1, page->name, fault);
        }
        memcpy(to + used, page->utf8_bytes[data[i]], 4);
        used += width;
    }
    to[used] = '\0';
    out->length += used;
    return 0;
}

static int byte_of(const struct codepage *page, uint32_t character)
{
    struct codepage_reverse key = {character, 0};
    const struct codepage_reverse *found =
        bsearch(&key, page->reverse, page->reverse_count, sizeof key, compare_reverse);
    return found != NULL ? found->byte : -1;
}

int codepage_from_utf8(const struct codepage *page, struct bytes *out, const char *text, size_t length,
                       struct fault *fault)
{
    const uint8_t *data = (const uint8_t *)text;
    if (page->utf8) {
        int code = check_utf8(data, length, fault);
        if (code == 0)
            bytes_add(out, data, length);
        return code;
    }
    uint8_t *to = bytes_reserve(out, length);
    size_t written = 0;
    for (size_t at = 0, used; at < length; at += used) {
        uint32_t character = utf8_character(data + at, length - at, &used);
        int byte = character == UINT32_MAX ? -1 : byte_of(page, character);
        if (byte < 0) {
            to[0] = '\0';
            return no_character(data, at, used, page->name, fault);
        }
        to[written++] = (uint8_t)byte;
    }
    to[written] = '\0';
    out->length += written;
    return 0;
}
