/* weigh.c - see weigh.h. */
#include "record/weigh.h"

#include <stdbool.h>

#include "record/codepage.h"

/* What a character costs, in eighths of a bit. */
enum {
    COST_LETTER = 40,
    COST_DIGIT = 36,
    COST_BLANK = 24,       /* between words */
    COST_BLANK_AGAIN = 8,  /* behind a blank */
    COST_BLANK_FIRST = 56, /* text begins at the left */
    COST_COMMON = 56,      /* . , - / and their like */
    COST_ASCII = 72,       /* brackets, bars, and the rest of ASCII */
    COST_CURRENCY = 88,
    COST_NATIONAL = 80,    /* a letter with an accent */
    COST_SYMBOL = 104,
    COST_CONTROL = 160,
    COST_NULL = 96,
    COST_NULL_AGAIN = 8,   /* low-values come in runs */
    COST_OTHER = 104,
    COST_DIGIT_OF_NUMBER = 27,
    NATIONAL_IN_WORD = -32,
    NATIONAL_ALONE = 16,
    NATIONAL_WRONG_CASE = 32,
    NATIONAL_RARE = 24,
    SYMBOL_IN_WORD = 24,   /* M{ller */
    NUMBER_BEYOND = 48,
    BRACKET_CLOSED = 56,
};

enum kind { KIND_BLANK, KIND_UPPER, KIND_LOWER, KIND_DIGIT, KIND_COMMON, KIND_ASCII, KIND_NATIONAL_UPPER, KIND_NATIONAL_LOWER, KIND_SYMBOL, KIND_CURRENCY, KIND_NULL, KIND_CONTROL, KIND_OTHER };

int32_t weigh_choice(uint64_t count)
{
    static const uint8_t fractions[8] = {0, 1, 3, 4, 5, 6, 6, 7}; /* log2(1 + i/8) in eighths */
    if (count <= 1)
        return 0;
    int whole = 63 - __builtin_clzll(count);
    unsigned next = whole >= 3 ? (unsigned)(count >> (whole - 3)) & 7 : (unsigned)(count << (3 - whole)) & 7;
    return whole * WEIGH_BIT + fractions[next];
}

static bool is_common(uint32_t c)
{
    static const char common[] = ".,-/'&():;#*+=%@_\"$?!";
    for (const char *p = common; *p != '\0'; p++)
        if ((uint32_t)*p == c)
            return true;
    return false;
}

static enum kind latin_kind(uint32_t c)
{
    if (c >= 0xC0 && c != 0xD7 && c != 0xF7)
        return c >= 0xDF ? KIND_NATIONAL_LOWER : KIND_NATIONAL_UPPER;
    return c == 0xA3 || c == 0xA7 ? KIND_CURRENCY : KIND_SYMBOL;
}

static enum kind kind_of(uint32_t c)
{
    if (c == ' ')
        return KIND_BLANK;
    if (c >= 'A' && c <= 'Z')
        return KIND_UPPER;
    if (c >= 'a' && c <= 'z')
        return KIND_LOWER;
    if (c >= '0' && c <= '9')
        return KIND_DIGIT;
    if (c < 0x20 || (c >= 0x7F && c < 0xA0))
        return c == 0 ? KIND_NULL : KIND_CONTROL;
    if (c < 0x80)
        return is_common(c) ? KIND_COMMON : KIND_ASCII;
    return c < 0x100 ? latin_kind(c) : c == 0x20AC ? KIND_CURRENCY : KIND_OTHER;
}

static bool is_letter(enum kind kind)
{
    return kind == KIND_UPPER || kind == KIND_LOWER || kind == KIND_NATIONAL_UPPER || kind == KIND_NATIONAL_LOWER;
}

/* A letter with an accent belongs between letters of its case; Icelandic ones are rare. */
static int32_t cost_national(uint32_t c, enum kind kind, enum kind before, enum kind behind)
{
    bool rare = c == 0xDD || c == 0xFD || c == 0xFE || c == 0xDE || c == 0xF0 || c == 0xD0 || c == 0xFF;
    bool in_word = is_letter(before) || is_letter(behind), sharp_s = c == 0xDF;
    enum kind other = kind == KIND_NATIONAL_UPPER ? KIND_LOWER : KIND_UPPER;
    int32_t cost = COST_NATIONAL + (in_word ? NATIONAL_IN_WORD : NATIONAL_ALONE) + (rare ? NATIONAL_RARE : 0);
    if (before == other && !sharp_s && (kind == KIND_NATIONAL_UPPER || behind == other))
        cost += NATIONAL_WRONG_CASE; /* mÜller, MüLLER; Özgür may stand */
    return cost;
}

/* An exclamation mark ends a word; number, at and dollar signs begin one. */
static int32_t cost_common(uint32_t c, enum kind before, enum kind behind)
{
    bool left = is_letter(before) || before == KIND_DIGIT, right = is_letter(behind) || behind == KIND_DIGIT;
    if ((c == '!' && right) || ((c == '#' || c == '$' || c == '"' || c == '@') && left && right))
        return COST_COMMON + SYMBOL_IN_WORD;
    return COST_COMMON + (c == '!' && !left ? SYMBOL_IN_WORD / 2 : 0);
}

static int32_t cost_of(uint32_t c, enum kind before, enum kind kind, enum kind behind, bool first)
{
    int32_t in_word = is_letter(before) && is_letter(behind) ? SYMBOL_IN_WORD : 0;
    switch (kind) {
    case KIND_BLANK:
        return first ? COST_BLANK_FIRST : before == KIND_BLANK ? COST_BLANK_AGAIN : COST_BLANK;
    case KIND_UPPER:
    case KIND_LOWER:
        return COST_LETTER;
    case KIND_DIGIT:
        return COST_DIGIT;
    case KIND_COMMON:
        return cost_common(c, before, behind);
    case KIND_ASCII:
        return COST_ASCII + in_word;
    case KIND_NATIONAL_UPPER:
    case KIND_NATIONAL_LOWER:
        return cost_national(c, kind, before, behind);
    case KIND_CURRENCY:
        return COST_CURRENCY + in_word;
    case KIND_SYMBOL:
        return COST_SYMBOL + in_word;
    case KIND_NULL:
        return before == KIND_NULL ? COST_NULL_AGAIN : COST_NULL;
    case KIND_CONTROL:
        return COST_CONTROL;
    case KIND_OTHER:
        break;
    }
    return COST_OTHER;
}

int32_t weigh_text(const char *text, size_t length, size_t bytes, struct weigh_characters *characters)
{
    int32_t cost = weigh_choice(bytes + 1); /* where the padding begins */
    uint32_t c = 0, next = 0;
    int opened = 0; /* brackets */
    size_t at = utf8_read(text, length, &next);
    enum kind before = KIND_COMMON, kind = KIND_COMMON, behind = kind_of(next);
    for (bool first = true; at > 0; first = false) {
        before = kind;
        c = next;
        kind = behind;
        size_t size = utf8_read(text + at, length - at, &next);
        behind = size > 0 ? kind_of(next) : KIND_COMMON;
        cost += cost_of(c, before, kind, behind, first);
        opened += c == '[';
        if (c == ']' && opened > 0) {
            cost -= BRACKET_CLOSED;
            opened--;
        }
        characters->count++;
        characters->controls += kind == KIND_CONTROL;
        characters->foreign += c >= 0x80;
        at = size > 0 ? at + size : 0;
    }
    return (int32_t)bytes * WEIGH_BYTE - cost;
}

int32_t weigh_number(const char *text, size_t length, size_t bytes, unsigned digits)
{
    unsigned significant = 0;
    for (size_t i = 0; i < length && text[i] != 'E' && text[i] != 'e'; i++)
        if (text[i] >= '0' && text[i] <= '9')
            significant += significant > 0 || text[i] != '0';
    int32_t cost = weigh_choice(digits + 1) + (int32_t)significant * COST_DIGIT_OF_NUMBER + WEIGH_BIT;
    if (significant > digits)
        cost += NUMBER_BEYOND;
    return (int32_t)bytes * WEIGH_BYTE - cost;
}
