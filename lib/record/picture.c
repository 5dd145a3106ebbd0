/* picture.c - see picture.h. */
#include "record/picture.h"

#include <ctype.h>
#include <string.h>

#include "record/error.h"

/* The (n) behind the symbol at *AT, 1 when there is none; -1 when it is none. */
static long repeat_count(const char *text, size_t length, size_t *at)
{
    if (*at >= length || text[*at] != '(')
        return 1;
    long count = 0;
    size_t i = *at + 1;
    for (; i < length && isdigit((unsigned char)text[i]); i++) {
        count = count * 10 + (text[i] - '0');
        if (count > PICTURE_MAX_LENGTH)
            return -1;
    }
    if (i >= length || text[i] != ')' || i == *at + 1 || count == 0)
        return -1;
    *at = i + 1;
    return count;
}

/* What has been read of a picture so far. */
struct reading {
    bool text;  /* X or A was there */
    bool point; /* V was there */
};

static int take_symbol(struct picture *picture, struct reading *reading, char symbol, long count, struct fault *fault)
{
    switch (symbol) {
    case 'X':
    case 'A':
        reading->text = true;
        picture->length += (size_t)count;
        return 0;
    case '9':
        picture->digits += (int)count;
        picture->length += (size_t)count;
        picture->scale += reading->point ? (int)count : 0;
        return 0;
    case 'S':
        if (picture->has_sign || picture->length > 0 || count != 1)
            return fault_set(fault, RECORD_E_SYNTAX, "S stands once, at the start of a picture");
        picture->has_sign = true;
        return 0;
    case 'V':
        if (reading->point || count != 1)
            return fault_set(fault, RECORD_E_SYNTAX, "V stands once in a picture");
        reading->point = true;
        return 0;
    default:
        if (strchr("NGPZB0/,.+-*$CDE", symbol) != NULL)
            return fault_set(fault, RECORD_E_UNSUPPORTED, "picture symbol %c", symbol);
        return fault_set(fault, RECORD_E_SYNTAX, "picture symbol %c: expected X A 9 S V", symbol);
    }
}

int picture_parse(struct picture *picture, const char *text, size_t length, struct fault *fault)
{
    *picture = (struct picture){0};
    struct reading reading = {0};
    for (size_t at = 0; at < length;) {
        char symbol = (char)toupper((unsigned char)text[at++]);
        long count = repeat_count(text, length, &at);
        if (count < 0)
            return fault_set(fault, RECORD_E_SYNTAX, "picture %.*s: a count is 1 to %d in parentheses", (int)length,
                             text, PICTURE_MAX_LENGTH);
        int code = take_symbol(picture, &reading, symbol, count, fault);
        if (code < 0)
            return code;
        if (picture->length > PICTURE_MAX_LENGTH)
            return fault_set(fault, RECORD_E_SIZE, "picture %.*s", (int)length, text);
    }
    if (picture->length == 0)
        return fault_set(fault, RECORD_E_SYNTAX, "picture %.*s has no character position", (int)length, text);
    /* A picture with an X anywhere is alphanumeric: 9 is then any character. */
    if (reading.text && (picture->has_sign || reading.point))
        return fault_set(fault, RECORD_E_SYNTAX, "picture %.*s mixes text with a sign or decimal point", (int)length, text);
    picture->numeric = !reading.text;
    if (picture->numeric && picture->digits > PICTURE_MAX_DIGITS)
        return fault_set(fault, RECORD_E_UNSUPPORTED, "%d digits, more than %d", picture->digits, PICTURE_MAX_DIGITS);
    return 0;
}
