/* codepage.c - see codepage.h. */
#include "record/codepage.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "record/error.h"
#include "record/multibyte.h"

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

/* Bytes of TEXT that are ASCII, eight at a time; what is left of the last eight is for others. */
static size_t ascii_run(const char *text, size_t length)
{
    size_t at = 0;
    for (uint64_t eight; length - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, text + at, sizeof eight);
        if ((eight & 0x8080808080808080u) != 0)
            break;
    }
    return at;
}

bool utf8_is_valid(const char *text, size_t length, size_t *bad)
{
    for (size_t at = 0, size; at < length; at += size) {
        uint32_t character;
        size = ascii_run(text + at, length - at);
        if (size == 0)
            size = utf8_read(text + at, length - at, &character);
        if (size == 0) {
            if (bad != NULL)
                *bad = at;
            return false;
        }
    }
    return true;
}

/* What the bytes by themselves are. */
enum table_kind { TABLE_SINGLE, TABLE_MULTI, TABLE_NONE };

/*
 * Look at each byte alone.  One that is only the beginning of a character, or that changes a state, makes a multi-byte
 * page; one that is several characters makes a page which is none for records (TSCII).
 */
static enum table_kind read_table(struct codepage *page, void *to_utf8)
{
    enum table_kind kind = TABLE_SINGLE;
    for (int byte = 0; byte < 256; byte++) {
        uint8_t source = (uint8_t)byte;
        char text[32];
        errno = 0;
        ptrdiff_t length = multibyte_convert(to_utf8, &source, 1, text, sizeof text, NULL, NULL);
        if (length == 0 || (length < 0 && errno == EINVAL))
            kind = kind == TABLE_NONE ? kind : TABLE_MULTI;
        if (length == 0 && byte == SHIFT_OUT)
            page->shifted = true;
        if (length <= 0)
            continue;
        uint32_t character;
        if (utf8_read(text, (size_t)length, &character) != (size_t)length) {
            kind = TABLE_NONE;
            continue;
        }
        memcpy(page->utf8[byte], text, (size_t)length);
        page->utf8_length[byte] = (uint8_t)length;
    }
    return kind;
}

static int find_character(const struct codepage *page, uint32_t character)
{
    int low = 0, high = page->character_count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (page->characters[middle] < character)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool codepage_find(const struct codepage *page, uint32_t character, uint8_t *byte)
{
    int at = find_character(page, character);
    if (at == page->character_count || page->characters[at] != character)
        return false;
    *byte = page->bytes[at];
    return true;
}

/*
 * The table the other way: characters in ascending order, each with the byte that iconv writes.  Where that byte reads as
 * another character (IBM-939 writes a backslash as its yen sign) it is the first byte that reads so, and an odd one.
 */
static void turn_table(struct codepage *page, void *from_utf8)
{
    for (int byte = 0; byte < 256; byte++) {
        uint32_t character;
        uint8_t back[8];
        if (utf8_read((const char *)page->utf8[byte], page->utf8_length[byte], &character) == 0)
            continue;
        int at = find_character(page, character);
        if (at < page->character_count && page->characters[at] == character)
            continue;
        bool one = multibyte_convert(from_utf8, page->utf8[byte], page->utf8_length[byte], back, sizeof back, NULL, NULL) == 1 &&
                   memcmp(page->utf8[back[0]], page->utf8[byte], CODEPAGE_UTF8_MAX) == 0;
        int behind = page->character_count - at;
        memmove(page->characters + at + 1, page->characters + at, (size_t)behind * sizeof page->characters[0]);
        memmove(page->bytes + at + 1, page->bytes + at, (size_t)behind);
        page->characters[at] = character;
        page->bytes[at] = one ? back[0] : (uint8_t)byte;
        page->character_count++;
        page->odd[byte] = !one;
        page->has_odd = page->has_odd || !one;
    }
}

/* The one byte of an ASCII character; false when it has none. */
static bool find_landmark(void *from_utf8, char character, uint8_t *byte)
{
    uint8_t bytes[16];
    bool one = multibyte_convert(from_utf8, &character, 1, bytes, sizeof bytes, NULL, NULL) == 1;
    *byte = bytes[0];
    return one;
}

static bool find_landmarks(struct codepage *page, void *from_utf8)
{
    uint8_t zero;
    if (!find_landmark(from_utf8, ' ', &page->blank) || !find_landmark(from_utf8, '0', &zero) || (zero != 0xF0 && zero != '0'))
        return false;
    page->ebcdic = zero == 0xF0;
    if (!find_landmark(from_utf8, '\n', &page->line_feed))
        page->line_feed = '\n';
    return true;
}

/* Everything that iconv can say of the page; 0 or RECORD_E_CODEPAGE. */
static int read_page(struct codepage *page, const char *shown, struct fault *fault)
{
    if (!find_landmarks(page, page->from_utf8))
        return fault_set(fault, RECORD_E_CODEPAGE, "%s does not write blank and digits in one byte each", shown);
    enum table_kind kind = read_table(page, page->to_utf8);
    if (kind == TABLE_NONE)
        return fault_set(fault, RECORD_E_CODEPAGE, "a byte of %s is several characters", shown);
    page->single_byte = kind == TABLE_SINGLE;
    turn_table(page, page->from_utf8);
    for (uint32_t character = 1; character < sizeof page->ascii; character++)
        if (!codepage_find(page, character, &page->ascii[character]))
            page->ascii[character] = 0;
    return 0;
}

static void close_handles(struct codepage *page)
{
    if (page->to_utf8 != NULL)
        iconv_close(page->to_utf8);
    if (page->from_utf8 != NULL)
        iconv_close(page->from_utf8);
    page->to_utf8 = page->from_utf8 = NULL;
}

static int open_handles(struct codepage *page)
{
    iconv_t to_utf8 = iconv_open("UTF-8", page->name), from_utf8 = iconv_open(page->name, "UTF-8");
    page->to_utf8 = to_utf8 != (iconv_t)-1 ? to_utf8 : NULL;
    page->from_utf8 = from_utf8 != (iconv_t)-1 ? from_utf8 : NULL;
    return page->to_utf8 != NULL && page->from_utf8 != NULL ? 0 : RECORD_E_CODEPAGE;
}

int codepage_open(struct codepage *page, const char *name, struct fault *fault)
{
    char shown[40];
    *page = (struct codepage){0};
    snprintf(page->name, sizeof page->name, "%s", name);
    bytes_escape(shown, sizeof shown, name, strlen(name));
    bool plain = name[0] != '\0' && strlen(name) < sizeof page->name &&
                 strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:+()") == strlen(name);
    int code = plain && open_handles(page) == 0 ? read_page(page, shown, fault)
                                                : fault_set(fault, RECORD_E_CODEPAGE, "iconv knows no %s", shown);
    if (code < 0 || page->single_byte)
        close_handles(page);
    return code;
}

void codepage_close(struct codepage *page)
{
    for (unsigned i = 0; i < page->other_count; i++)
        close_handles(&page->others[i]);
    free(page->others);
    close_handles(page);
    *page = (struct codepage){0};
}

int codepage_add(struct codepage *page, const char *name, struct fault *fault)
{
    for (unsigned i = 0; i < page->other_count; i++)
        if (strcasecmp(page->others[i].name, name) == 0)
            return (int)i + 1;
    if (page->other_count == CODEPAGE_OTHERS_MAX)
        return fault_set(fault, RECORD_E_CODEPAGE, "more than %d", CODEPAGE_OTHERS_MAX);
    size_t capacity = page->other_count;
    page->others = memory_grow(page->others, &capacity, capacity + 1, sizeof *page->others);
    int code = codepage_open(&page->others[page->other_count], name, fault);
    return code < 0 ? code : (int)++page->other_count;
}

/* Tables and handles, without the others. */
static int copy_one(struct codepage *copy, const struct codepage *page, struct fault *fault)
{
    *copy = *page;
    copy->others = NULL;
    copy->other_count = 0;
    copy->to_utf8 = copy->from_utf8 = NULL;
    if (page->single_byte || open_handles(copy) == 0)
        return 0;
    close_handles(copy);
    return fault_set(fault, RECORD_E_CODEPAGE, "iconv opens %s no second time", page->name);
}

int codepage_copy(struct codepage *copy, const struct codepage *page, struct fault *fault)
{
    int code = copy_one(copy, page, fault);
    if (code < 0 || page->other_count == 0)
        return code;
    copy->others = memory_new(page->other_count, sizeof *copy->others);
    for (; code == 0 && copy->other_count < page->other_count; copy->other_count += code == 0)
        code = copy_one(&copy->others[copy->other_count], &page->others[copy->other_count], fault);
    if (code < 0)
        codepage_close(copy);
    return code;
}

void codepage_escape(struct codepage *page)
{
    for (unsigned i = 0; i < page->other_count; i++)
        codepage_escape(&page->others[i]); /* no deeper: others have none */
    page->escape = true;
    page->ascii['\\'] = 0;
    for (int byte = 0; byte < 256; byte++) {
        uint32_t character;
        uint8_t back, *text = page->utf8[byte];
        bool known = utf8_read((const char *)text, page->utf8_length[byte], &character) > 0;
        if (known && codepage_find(page, character, &back) && back == byte) {
            if (character == '\\')
                text[page->utf8_length[byte]++] = '\\';
        } else if (page->single_byte) {
            multibyte_put_escape(text, (uint8_t)byte);
            page->utf8_length[byte] = CODEPAGE_UTF8_MAX;
        } else {
            page->utf8_length[byte] = 0;
        }
    }
}

/* The bytes by themselves; *BAD is the first that is none. */
static int decode_table(const struct codepage *page, struct bytes *out, const uint8_t *bytes, size_t length, size_t *bad)
{
    uint8_t *to = bytes_reserve(out, length * CODEPAGE_UTF8_MAX);
    uint8_t *start = to;
    int code = 0;
    for (size_t i = 0; i < length; i++) {
        uint8_t size = page->utf8_length[bytes[i]];
        if (size == 0) {
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

int codepage_decode(const struct codepage *page, struct bytes *out, const uint8_t *bytes, size_t length, size_t *bad)
{
    size_t start = out->length, first = 0;
    int code = decode_table(page, out, bytes, length, &first);
    if (code < 0 && !page->single_byte) {
        out->length = start;
        code = page->escape ? multibyte_decode_escaped(page, out, bytes, length) : multibyte_decode(page, out, bytes, length, &first);
    }
    if (code < 0 && bad != NULL)
        *bad = first;
    return code;
}

/* One character of TEXT to its byte; returns how long it is, 0 when the page lacks it. */
static size_t encode_character(const struct codepage *page, const char *text, size_t length, uint8_t *byte)
{
    uint32_t character;
    size_t size = utf8_read(text, length, &character), escape = 0;
    if (size == 1 && character == '\\' && page->escape) {
        escape = multibyte_read_escape(text, length, byte);
        if (escape != 2)
            return escape;
    }
    return size > 0 && codepage_find(page, character, byte) ? size + (escape == 2) : 0;
}

ptrdiff_t codepage_encode(const struct codepage *page, uint8_t *to, size_t room, const char *text, size_t length)
{
    size_t written = 0;
    for (size_t at = 0, size; at < length; at += size) {
        uint8_t c = (uint8_t)text[at], byte = c < sizeof page->ascii ? page->ascii[c] : 0;
        size = byte != 0 ? 1 : encode_character(page, text + at, length - at, &byte);
        if (size == 0)
            return page->single_byte ? RECORD_E_CHARACTERS : multibyte_encode(page, to, room, text, length);
        if (written == room)
            return RECORD_E_CHARACTERS;
        to[written++] = byte;
    }
    return (ptrdiff_t)written;
}

size_t codepage_missing(const struct codepage *page, const char *text, size_t length)
{
    for (size_t at = 0, size; at < length; at += size) {
        uint8_t bytes[32];
        uint32_t character;
        size = encode_character(page, text + at, length - at, bytes);
        if (size == 0 && !page->single_byte) {
            size = utf8_read(text + at, length - at, &character);
            size = codepage_encode(page, bytes, sizeof bytes, text + at, size) > 0 ? size : 0;
        }
        if (size == 0)
            return at;
    }
    return length;
}
