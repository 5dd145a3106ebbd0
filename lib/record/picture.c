/* picture.c - see picture.h. */
#include "record/picture.h"

#include <ctype.h>
#include <string.h>

#include "record/error.h"

/* The symbols of a PICTURE string, each with its repeat factor. */
struct symbols {
    const char *text;
    size_t length;
    size_t at;
};

/* The next symbol in upper case and how often it stands there; 0 at the end, -1 for a factor that is none. */
static int next_symbol(struct symbols *symbols, uint32_t *count)
{
    if (symbols->at == symbols->length)
        return 0;
    int symbol = toupper((unsigned char)symbols->text[symbols->at++]);
    *count = 1;
    if (symbols->at == symbols->length || symbols->text[symbols->at] != '(')
        return symbol;
    uint32_t value = 0;
    size_t start = ++symbols->at;
    for (; symbols->at < symbols->length && isdigit((unsigned char)symbols->text[symbols->at]); symbols->at++) {
        value = value * 10 + (uint32_t)(symbols->text[symbols->at] - '0');
        if (value > PICTURE_LENGTH_MAX)
            return -1;
    }
    if (symbols->at == start || symbols->at == symbols->length || symbols->text[symbols->at] != ')' || value == 0)
        return -1;
    symbols->at++;
    *count = value;
    return symbol;
}

static int refuse(struct fault *fault, int code, const char *text, size_t length, const char *why)
{
    char shown[80];
    return fault_set(fault, code, "%s%s", bytes_escape(shown, sizeof shown, text, length), why);
}

int picture_parse(struct picture *picture, const char *text, size_t length, struct fault *fault)
{
    struct symbols symbols = {text, length, 0};
    struct picture read = {0};
    uint64_t texts = 0, digits = 0, scale = 0;
    bool point = false;
    uint32_t count;
    int symbol;
    while ((symbol = next_symbol(&symbols, &count)) > 0) {
        if (symbol == 'X' || symbol == 'A') {
            texts += count;
        } else if (symbol == '9') {
            digits += count;
            scale += point ? count : 0;
        } else if (symbol == 'S' && symbols.at == 1) {
            read.is_signed = true;
        } else if (symbol == 'V' && count == 1 && !point) {
            point = true;
        } else if (strchr("PBZ0/,.+-*CDRENGU1$", symbol) != NULL) {
            return refuse(fault, RECORD_E_UNSUPPORTED, text, length, symbol == 'P' ? " (a scaled PICTURE)" : " (an edited PICTURE)");
        } else {
            return refuse(fault, RECORD_E_PICTURE, text, length, "");
        }
    }
    bool number = texts == 0 && digits > 0;
    if (symbol < 0 || texts + digits == 0 || texts + digits > PICTURE_LENGTH_MAX || (!number && (point || read.is_signed)) ||
        (number && digits > PICTURE_DIGITS_MAX))
        return refuse(fault, RECORD_E_PICTURE, text, length, "");
    read.kind = number ? PICTURE_NUMBER : PICTURE_TEXT;
    read.digits = number ? (uint8_t)digits : 0;
    read.scale = number ? (int)scale : 0;
    read.characters = (uint32_t)(texts + digits);
    *picture = read;
    return 0;
}
