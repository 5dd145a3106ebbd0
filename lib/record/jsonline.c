/* jsonline.c - see jsonline.h. */
#include "record/jsonline.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "record/codepage.h"
#include "record/error.h"

struct reading {
    struct jsonline *line;
    const char *text;
    size_t length;
    size_t at;
    int depth;
    struct fault *fault;
};

static int refuse(struct reading *reading, const char *expected)
{
    char shown[48];
    size_t left = reading->length - reading->at;
    bytes_escape(shown, sizeof shown, reading->text + reading->at, left < 12 ? left : 12);
    if (left > 0)
        fault_set(reading->fault, RECORD_E_JSON, "got %s, expected %s", shown, expected);
    else
        fault_set(reading->fault, RECORD_E_JSON, "it ends, expected %s", expected);
    fault_at_field(reading->fault, "", (int64_t)reading->at + 1);
    return RECORD_E_JSON;
}

static void skip_space(struct reading *reading)
{
    for (char c; reading->at < reading->length; reading->at++) {
        c = reading->text[reading->at];
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n')
            return;
    }
}

static bool take(struct reading *reading, char c)
{
    skip_space(reading);
    if (reading->at == reading->length || reading->text[reading->at] != c)
        return false;
    reading->at++;
    return true;
}

static uint32_t add_node(struct reading *reading, enum jsonline_kind kind)
{
    struct jsonline *line = reading->line;
    line->nodes = memory_grow(line->nodes, &line->capacity, line->count + 1, sizeof *line->nodes);
    line->nodes[line->count] = (struct jsonline_node){.kind = kind, .start = (uint32_t)reading->at};
    return (uint32_t)line->count++;
}

static void end_node(struct reading *reading, uint32_t node)
{
    struct jsonline_node *ended = &reading->line->nodes[node];
    ended->length = (uint32_t)reading->at - ended->start;
    ended->end = (uint32_t)reading->line->count;
}

static size_t hex_digits(const char *text, size_t length)
{
    size_t count = 0;
    while (count < length && isxdigit((unsigned char)text[count]))
        count++;
    return count;
}

/* Characters of one escape behind its backslash, 0 when it is none. */
static size_t escape_length(const char *text, size_t length)
{
    if (length > 0 && strchr("\"\\/bfnrt", text[0]) != NULL && text[0] != '\0')
        return 1;
    return length >= 5 && text[0] == 'u' && hex_digits(text + 1, 4) == 4 ? 5 : 0;
}

static int read_text(struct reading *reading)
{
    reading->at++;
    uint32_t node = add_node(reading, JSONLINE_TEXT);
    while (reading->at < reading->length && reading->text[reading->at] != '"') {
        unsigned char c = (unsigned char)reading->text[reading->at++];
        if (c < 0x20) {
            reading->at--;
            return refuse(reading, "no control characters in a string");
        }
        if (c != '\\')
            continue;
        size_t length = escape_length(reading->text + reading->at, reading->length - reading->at);
        if (length == 0)
            return refuse(reading, "an escape behind the backslash");
        reading->at += length;
        reading->line->nodes[node].escaped = true;
    }
    if (reading->at == reading->length)
        return refuse(reading, "the end of a string");
    end_node(reading, node);
    reading->at++;
    return 0;
}

static size_t skip_digits(struct reading *reading)
{
    size_t start = reading->at;
    while (reading->at < reading->length && isdigit((unsigned char)reading->text[reading->at]))
        reading->at++;
    return reading->at - start;
}

static int read_number(struct reading *reading)
{
    uint32_t node = add_node(reading, JSONLINE_NUMBER);
    bool sound;
    reading->at += reading->text[reading->at] == '-';
    bool zero = reading->at < reading->length && reading->text[reading->at] == '0';
    size_t whole = skip_digits(reading);
    if (zero && whole > 1) {
        reading->at -= whole;
        return refuse(reading, "a number without leading zeros");
    }
    sound = whole > 0;
    if (sound && reading->at < reading->length && reading->text[reading->at] == '.') {
        reading->at++;
        sound = skip_digits(reading) > 0;
    }
    if (sound && reading->at < reading->length && (reading->text[reading->at] | 0x20) == 'e') {
        reading->at++;
        if (reading->at < reading->length && strchr("+-", reading->text[reading->at]) != NULL && reading->text[reading->at] != '\0')
            reading->at++;
        sound = skip_digits(reading) > 0;
    }
    if (!sound)
        return refuse(reading, "a digit");
    end_node(reading, node);
    return 0;
}

static int read_word(struct reading *reading)
{
    static const struct {
        const char *word;
        enum jsonline_kind kind;
    } words[] = {{"null", JSONLINE_NULL}, {"true", JSONLINE_TRUE}, {"false", JSONLINE_FALSE}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t length = strlen(words[i].word);
        if (reading->length - reading->at >= length && memcmp(reading->text + reading->at, words[i].word, length) == 0) {
            uint32_t node = add_node(reading, words[i].kind);
            reading->at += length;
            end_node(reading, node);
            return 0;
        }
    }
    return refuse(reading, "a value");
}

static int read_value(struct reading *reading);

static int read_list(struct reading *reading, bool object)
{
    if (++reading->depth > JSONLINE_DEPTH)
        return refuse(reading, "no deeper brackets");
    uint32_t node = add_node(reading, object ? JSONLINE_OBJECT : JSONLINE_LIST);
    char closing = object ? '}' : ']';
    uint32_t count = 0;
    reading->at++;
    bool ended = take(reading, closing);
    while (!ended) {
        skip_space(reading);
        if (object && (reading->at == reading->length || reading->text[reading->at] != '"'))
            return refuse(reading, "a name in quotes");
        int code = object ? read_text(reading) : 0;
        if (code == 0 && object && !take(reading, ':'))
            return refuse(reading, "a colon");
        if (code == 0)
            code = read_value(reading); /* no deeper than JSONLINE_DEPTH */
        if (code < 0)
            return code;
        count++;
        ended = take(reading, closing);
        if (!ended && !take(reading, ','))
            return refuse(reading, object ? "a comma or }" : "a comma or ]");
    }
    reading->depth--;
    reading->line->nodes[node].count = count;
    end_node(reading, node);
    return 0;
}

static int read_value(struct reading *reading)
{
    skip_space(reading);
    if (reading->at == reading->length)
        return refuse(reading, "a value");
    char c = reading->text[reading->at];
    if (c == '{' || c == '[')
        return read_list(reading, c == '{');
    if (c == '"')
        return read_text(reading);
    return c == '-' || isdigit((unsigned char)c) ? read_number(reading) : read_word(reading);
}

int jsonline_parse(struct jsonline *line, const char *text, size_t length, struct fault *fault)
{
    struct reading reading = {.line = line, .text = text, .length = length, .fault = fault};
    size_t bad;
    line->text = text;
    line->count = 0;
    if (length > JSONLINE_BYTES_MAX)
        return fault_set(fault, RECORD_E_JSON, "%zu bytes are too many for a line", length);
    if (!utf8_is_valid(text, length, &bad)) {
        reading.at = bad;
        return refuse(&reading, "UTF-8");
    }
    int code = read_value(&reading);
    skip_space(&reading);
    if (code == 0 && reading.at < length)
        return refuse(&reading, "the end of the line");
    return code;
}

void jsonline_release(struct jsonline *line)
{
    free(line->nodes);
    *line = (struct jsonline){0};
}

static uint32_t read_hex4(const char *text)
{
    uint32_t value = 0;
    for (int i = 0; i < 4; i++) {
        unsigned char c = (unsigned char)text[i];
        value = value << 4 | (uint32_t)(isdigit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return value;
}

static void put_utf8(struct bytes *out, uint32_t c)
{
    if (c < 0x80) {
        bytes_char(out, (char)c);
    } else if (c < 0x800) {
        bytes_char(out, (char)(0xC0 | c >> 6));
        bytes_char(out, (char)(0x80 | (c & 0x3F)));
    } else if (c < 0x10000) {
        bytes_char(out, (char)(0xE0 | c >> 12));
        bytes_char(out, (char)(0x80 | (c >> 6 & 0x3F)));
        bytes_char(out, (char)(0x80 | (c & 0x3F)));
    } else {
        bytes_char(out, (char)(0xF0 | c >> 18));
        bytes_char(out, (char)(0x80 | (c >> 12 & 0x3F)));
        bytes_char(out, (char)(0x80 | (c >> 6 & 0x3F)));
        bytes_char(out, (char)(0x80 | (c & 0x3F)));
    }
}

/* The character of \uXXXX at TEXT (behind the u), with the second half of a pair; U+FFFD for half a pair. */
static size_t put_unicode_escape(const char *text, size_t left, struct bytes *out)
{
    uint32_t c = read_hex4(text);
    if (c >= 0xD800 && c <= 0xDBFF && left >= 10 && text[4] == '\\' && text[5] == 'u') {
        uint32_t low = read_hex4(text + 6);
        if (low >= 0xDC00 && low <= 0xDFFF) {
            put_utf8(out, 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00));
            return 10;
        }
    }
    put_utf8(out, c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c);
    return 4;
}

void jsonline_text(const struct jsonline *line, uint32_t node, struct bytes *out)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    const char *text = line->text + line->nodes[node].start;
    size_t length = line->nodes[node].length;
    for (size_t i = 0; i < length;) {
        size_t run = 0;
        while (i + run < length && text[i + run] != '\\')
            run++;
        bytes_add(out, text + i, run);
        i += run;
        if (i >= length)
            break;
        if (text[i + 1] == 'u') {
            i += 2 + put_unicode_escape(text + i + 2, length - i - 2, out);
        } else {
            bytes_char(out, to[strchr(from, text[i + 1]) - from]);
            i += 2;
        }
    }
}

static bool name_is(const struct jsonline *line, uint32_t node, const char *name, size_t length)
{
    const struct jsonline_node *at = &line->nodes[node];
    if (!at->escaped)
        return at->length == length && memcmp(line->text + at->start, name, length) == 0;
    struct bytes text;
    bytes_init(&text);
    jsonline_text(line, node, &text);
    bool same = text.length == length && memcmp(text.data, name, length) == 0;
    bytes_release(&text);
    return same;
}

int jsonline_member(const struct jsonline *line, uint32_t object, const char *name, size_t length, uint32_t *hint)
{
    uint32_t first = object + 1, end = line->nodes[object].end;
    uint32_t start = *hint > object && *hint < end ? *hint : first;
    for (uint32_t at = start; at < end; at = line->nodes[at + 1].end)
        if (name_is(line, at, name, length)) {
            *hint = line->nodes[at + 1].end;
            return (int)at + 1;
        }
    for (uint32_t at = first; at < start; at = line->nodes[at + 1].end)
        if (name_is(line, at, name, length)) {
            *hint = line->nodes[at + 1].end;
            return (int)at + 1;
        }
    return -1;
}
