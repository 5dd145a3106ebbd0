/* multibyte.c - see multibyte.h. */
#include "record/multibyte.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "base/hash.h"
#include "record/error.h"

enum { ESCAPE = 0x1B, UNIT_MAX = 8, CLOSING_ROOM = 16 }; /* bytes of the longest character, and of what closes a state */

ptrdiff_t multibyte_convert(void *handle, const void *source, size_t length, void *to, size_t room, size_t *used, size_t *written)
{
    char *in = (char *)(uintptr_t)source, *out = to;
    size_t in_left = length, out_left = room;
    iconv(handle, NULL, NULL, NULL, NULL);
    bool whole = iconv(handle, &in, &in_left, &out, &out_left) != (size_t)-1 && in_left == 0;
    int error = errno;
    bool closed = iconv(handle, NULL, NULL, &out, &out_left) != (size_t)-1; /* a character held back, or SI */
    error = whole ? errno : error;
    iconv(handle, NULL, NULL, NULL, NULL);
    if (used != NULL)
        *used = length - in_left;
    if (written != NULL)
        *written = room - out_left;
    errno = error;
    return whole && closed ? (ptrdiff_t)(room - out_left) : -1;
}

void multibyte_put_escape(uint8_t to[CODEPAGE_UTF8_MAX], uint8_t byte)
{
    static const char hex[] = "0123456789ABCDEF";
    to[0] = '\\';
    to[1] = 'x';
    to[2] = (uint8_t)hex[byte >> 4];
    to[3] = (uint8_t)hex[byte & 15];
}

size_t multibyte_read_escape(const char *text, size_t length, uint8_t *byte)
{
    if (length >= 2 && text[1] == '\\')
        return 2;
    return length >= 4 && text[1] == 'x' && hex_decode(byte, text + 2, 2) == 0 ? 4 : 0;
}

/* Where a shift to double bytes begins that is not ended, LENGTH when there is none. */
static size_t find_open_shift(const uint8_t *bytes, size_t length)
{
    size_t out_at = length;
    for (size_t i = 0; i < length;) {
        bool shift = bytes[i] == SHIFT_OUT || bytes[i] == SHIFT_IN;
        if (shift)
            out_at = bytes[i] == SHIFT_IN ? length : out_at < length ? out_at : i;
        i += shift || out_at == length ? 1 : 2;
    }
    return out_at;
}

/* TEXT has a control that changes the page's state, and is no character of it: SO, SI, ESC. */
static bool has_shift(const struct codepage *page, const void *text, size_t length)
{
    static const uint8_t shifts[] = {SHIFT_OUT, SHIFT_IN, ESCAPE};
    uint8_t byte;
    for (size_t i = 0; i < sizeof shifts; i++)
        if (memchr(text, shifts[i], length) != NULL && !codepage_find(page, shifts[i], &byte))
            return true;
    return false;
}

int multibyte_decode(const struct codepage *page, struct bytes *out, const uint8_t *bytes, size_t length, size_t *bad)
{
    size_t room = length * CODEPAGE_UTF8_MAX, used, written;
    uint8_t *to = bytes_reserve(out, room);
    errno = 0;
    ptrdiff_t answer = multibyte_convert(page->to_utf8, bytes, length, to, room, &used, &written);
    bool cut = answer < 0 && errno == EINVAL; /* it ends in a character */
    size_t unicode; /* iconv takes X'F5' to X'F7' in UTF-8 for characters: above U+10FFFF there is none */
    if (!utf8_is_valid((const char *)to, written, &unicode)) {
        used = used == written ? unicode : 0;
        written = unicode;
        answer = -1;
    }
    out->length += written;
    to[written] = '\0';
    size_t open = page->shifted && page->ebcdic && (answer >= 0 || cut) ? find_open_shift(bytes, length) : length;
    bool sound = answer >= 0 && open == length && !has_shift(page, to, written);
    if (bad != NULL && !sound)
        *bad = open < length ? open : used < length ? used : length - 1;
    return sound ? 0 : RECORD_E_TEXT;
}

void multibyte_escape_bytes(struct bytes *out, const uint8_t *bytes, size_t length)
{
    uint8_t *to = bytes_reserve(out, length * CODEPAGE_UTF8_MAX);
    for (size_t i = 0; i < length; i++)
        multibyte_put_escape(to + i * CODEPAGE_UTF8_MAX, bytes[i]);
    out->length += length * CODEPAGE_UTF8_MAX;
    out->data[out->length] = '\0';
}

void multibyte_escape_text(struct bytes *out, size_t start)
{
    size_t more = 0;
    for (size_t i = start; i < out->length; i++)
        more += out->data[i] == '\\';
    if (more == 0)
        return;
    bytes_reserve(out, more);
    size_t from = out->length, to = from + more;
    out->length = to;
    out->data[to] = '\0';
    while (from < to) { /* from the end, so that nothing is written over before it was read */
        out->data[--to] = out->data[--from];
        if (out->data[from] == '\\')
            out->data[--to] = '\\';
    }
}

int multibyte_unescape(struct bytes *out, const char *text, size_t length)
{
    int kind = length >= 2 && text[0] == '\\' && text[1] == 'x';
    for (size_t at = 0, size = 1; at < length; at += size) {
        uint8_t byte = (uint8_t)text[at];
        size = text[at] == '\\' ? multibyte_read_escape(text + at, length - at, &byte) : 1;
        if (size == 0 || (size == 4) != (kind == 1))
            return -1;
        bytes_char(out, (char)byte);
    }
    return kind;
}

/* The text in OUT from START on gives exactly BYTES. */
static bool comes_back(const struct codepage *page, const struct bytes *out, size_t start, const uint8_t *bytes, size_t length)
{
    struct bytes back;
    bytes_init(&back);
    uint8_t *to = bytes_reserve(&back, length + CLOSING_ROOM);
    ptrdiff_t written = multibyte_encode(page, to, length + CLOSING_ROOM, bytes_string(out) + start, out->length - start);
    bool same = written == (ptrdiff_t)length && memcmp(to, bytes, length) == 0;
    bytes_release(&back);
    return same;
}

/* Append BYTES as text when that is whole and comes back; else leave OUT as it is. */
static bool put_sound(const struct codepage *page, struct bytes *out, const uint8_t *bytes, size_t length)
{
    size_t start = out->length;
    bool sound = multibyte_decode(page, out, bytes, length, NULL) == 0 && out->length > start;
    if (sound)
        multibyte_escape_text(out, start);
    sound = sound && comes_back(page, out, start, bytes, length);
    out->length = sound ? out->length : start;
    return sound;
}

/* SO to SI; all that is left when nothing ends it. */
static size_t shifted_length(const uint8_t *bytes, size_t length)
{
    size_t at = 1;
    while (at < length && bytes[at] != SHIFT_IN)
        at += 2;
    return at < length ? at + 1 : length;
}

/* One character, or one run of double bytes, with the escapes that it needs; returns its bytes. */
static size_t put_unit(const struct codepage *page, struct bytes *out, const uint8_t *bytes, size_t length)
{
    bool run = page->shifted && bytes[0] == SHIFT_OUT;
    size_t first = run ? shifted_length(bytes, length) : 1, most = run || page->shifted ? first : length < UNIT_MAX ? length : UNIT_MAX;
    for (size_t size = first; size <= most; size++)
        if (put_sound(page, out, bytes, size))
            return size;
    multibyte_escape_bytes(out, bytes, first);
    return first;
}

int multibyte_decode_escaped(const struct codepage *page, struct bytes *out, const uint8_t *bytes, size_t length)
{
    size_t start = out->length;
    if (put_sound(page, out, bytes, length))
        return 0;
    for (size_t at = 0; at < length;)
        at += put_unit(page, out, bytes + at, length - at);
    if (!comes_back(page, out, start, bytes, length)) { /* runs that would become one */
        out->length = start;
        multibyte_escape_bytes(out, bytes, length);
    }
    return 0;
}

/* Text without escapes. */
static ptrdiff_t encode_run(const struct codepage *page, uint8_t *to, size_t room, const char *text, size_t length)
{
    if (length == 0 || has_shift(page, text, length))
        return length == 0 ? 0 : -1;
    return multibyte_convert(page->from_utf8, text, length, to, room, NULL, NULL);
}

/* The bytes of the piece at TEXT: of a character that goes into a run, or (*RAW) of one byte that stands by itself. */
static size_t next_piece(const struct codepage *page, const char *text, size_t length, bool *raw, uint8_t *byte)
{
    uint32_t character;
    size_t size = utf8_read(text, length, &character);
    *raw = false;
    if (page->escape && character == '\\') {
        size = multibyte_read_escape(text, length, byte);
        *raw = size == 4;
    }
    if (!*raw && page->has_odd && codepage_find(page, character, byte) && page->odd[*byte])
        *raw = true;
    return size;
}

/* Runs of text from one initial state to the next, and between them bytes as they are. */
static ptrdiff_t encode_pieces(const struct codepage *page, uint8_t *to, size_t room, const char *text, size_t length)
{
    struct bytes run;
    size_t written = 0, size = 0;
    ptrdiff_t code = 0;
    bytes_init(&run);
    for (size_t at = 0; at < length && code >= 0; at += size) {
        bool raw;
        uint8_t byte;
        size = next_piece(page, text + at, length - at, &raw, &byte);
        if (size == 0)
            code = -1;
        else if (!raw)
            bytes_add(&run, text + at, text[at] == '\\' ? 1 : size);
        if (!raw)
            continue;
        code = encode_run(page, to + written, room - written, (const char *)run.data, run.length);
        written += code > 0 ? (size_t)code : 0;
        bytes_clear(&run);
        if (code >= 0 && written < room)
            to[written++] = byte;
        else
            code = -1;
    }
    if (code >= 0)
        code = encode_run(page, to + written, room - written, (const char *)run.data, run.length);
    bytes_release(&run);
    return code < 0 ? RECORD_E_CHARACTERS : (ptrdiff_t)written + code;
}

ptrdiff_t multibyte_encode(const struct codepage *page, uint8_t *to, size_t room, const char *text, size_t length)
{
    if (!utf8_is_valid(text, length, NULL))
        return RECORD_E_CHARACTERS;
    if (page->escape || page->has_odd)
        return encode_pieces(page, to, room, text, length);
    ptrdiff_t written = encode_run(page, to, room, text, length);
    return written < 0 ? RECORD_E_CHARACTERS : written;
}
