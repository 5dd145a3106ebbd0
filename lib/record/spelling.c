/* spelling.c - see spelling.h. */
#include "record/spelling.h"

#include <string.h>

enum {
    PIECE = 255,         /* bytes judged at once */
    PIECES_BYTES = 1 << 18,
    OPEN_MAX = 16,       /* brackets within brackets */
    LATIN_END = 0x250,
    WORD_LEAST = 3,      /* shorter ones may be anything */
    BYTES_LEAST = 2,     /* what convinces: different bytes, their contexts, and places */
    CONTEXTS_LEAST = 4,
    BETTER_LEAST = 8,
    BYTES_MANY = 4,      /* one place in 5 may be worse; with fewer bytes one in 7 or 10 */
    WORSE = 20,
    CONTEXTS_FOR = 2,    /* contexts that one against them takes */
};

/* What a character is worth where it stands. */
enum worth { WORTH_BAD = -1, WORTH_NOTHING, WORTH_DOUBTFUL, WORTH_GOOD };

enum kind { KIND_BLANK, KIND_PARTING, KIND_STOP, KIND_SYMBOL, KIND_FOREIGN, KIND_DIGIT, KIND_OPEN, KIND_CLOSE, KIND_UPPER, KIND_LOWER, KIND_LETTER, KIND_ALIEN, KIND_NONE };

/* What the bytes are in a page. */
struct script {
    uint32_t characters[256];
    uint8_t kinds[256];
};

static enum kind ascii_kind(uint32_t c)
{
    if (c >= 'A' && c <= 'Z')
        return KIND_UPPER;
    if (c >= 'a' && c <= 'z')
        return KIND_LOWER;
    if (c >= '0' && c <= '9')
        return KIND_DIGIT;
    if (c < 0x20 || c == 0x7F)
        return KIND_NONE;
    if (c == '[' || c == '{')
        return KIND_OPEN;
    if (c == ']' || c == '}')
        return KIND_CLOSE;
    return c == ' ' ? KIND_BLANK : strchr("()\"',;:-&<>", (int)c) != NULL ? KIND_PARTING : c == '.' || c == '!' || c == '?' ? KIND_STOP : KIND_SYMBOL;
}

static enum kind kind_of(uint32_t c)
{
    if (c < 0x80)
        return ascii_kind(c);
    if (c < 0xA0)
        return KIND_NONE;
    if (c < 0x100)
        return c == 0xDF ? KIND_LETTER : c < 0xC0 || c == 0xD7 || c == 0xF7 ? KIND_FOREIGN : c < 0xDF ? KIND_UPPER : KIND_LOWER;
    return c < LATIN_END ? KIND_LETTER : c >= 0x370 && c < 0x530 ? KIND_ALIEN : KIND_FOREIGN; /* Greek and Cyrillic */
}

static bool is_letter(enum kind kind)
{
    return kind == KIND_UPPER || kind == KIND_LOWER || kind == KIND_LETTER || kind == KIND_ALIEN;
}

static void read_script(struct script *script, const struct codepage *page)
{
    for (int byte = 0; byte < 256; byte++) {
        uint32_t c = 0;
        bool known = page->utf8_length[byte] > 0 && utf8_read((const char *)page->utf8[byte], page->utf8_length[byte], &c) > 0;
        script->characters[byte] = known ? c : 0;
        script->kinds[byte] = (uint8_t)(known ? kind_of(c) : KIND_NONE);
    }
}

void spelling_add(struct spelling *spelling, const uint8_t *bytes, size_t length)
{
    while (length > 0 && spelling->pieces.length < PIECES_BYTES) {
        size_t piece = length < PIECE ? length : PIECE;
        bytes_char(&spelling->pieces, (char)piece);
        bytes_add(&spelling->pieces, bytes, piece);
        bytes += piece;
        length -= piece;
    }
}

void spelling_release(struct spelling *spelling)
{
    bytes_release(&spelling->pieces);
}

/* Letters alone, of one script: all of one case, or a capital and small ones. */
static bool is_word(const struct script *script, const uint8_t *bytes, size_t length)
{
    bool upper = false, lower = false;
    size_t alien = 0;
    for (size_t i = 0; i < length; i++) {
        enum kind kind = script->kinds[bytes[i]];
        if (!is_letter(kind) || (kind == KIND_UPPER && lower) || (kind == KIND_LOWER && upper))
            return false;
        upper = upper || (kind == KIND_UPPER && i > 0);
        lower = lower || kind == KIND_LOWER;
        alien += kind == KIND_ALIEN;
    }
    return length > 1 && (alien == 0 || alien == length);
}

/* Letters of few languages, which say little. */
static bool is_rare(uint32_t c)
{
    return c == 0xD0 || c == 0xDD || c == 0xDE || c == 0xF0 || c == 0xFD || c == 0xFE || c == 0xFF;
}

/* A letter is well spelled in a word, and badly in anything else; alone it may stand. */
static void judge_word(const struct script *script, const uint8_t *bytes, size_t length, int8_t *worth)
{
    size_t whole = length;
    while (length > 0 && script->kinds[bytes[length - 1]] == KIND_STOP)
        length--;
    bool word = is_word(script, bytes, length);
    bool doubtful = length < WORD_LEAST || (bytes[0] == bytes[length - 1] && script->characters[bytes[0]] >= 0x80); /* `so` */
    int8_t letter = word ? doubtful ? WORTH_DOUBTFUL : WORTH_GOOD : length > 1 ? WORTH_BAD : WORTH_NOTHING;
    for (size_t i = 0; i < length; i++) {
        if (is_letter(script->kinds[bytes[i]]))
            worth[i] = word && is_rare(script->characters[bytes[i]]) ? WORTH_NOTHING : letter;
        else if (i > 0 && i + 1 < length && is_letter(script->kinds[bytes[i - 1]]) && is_letter(script->kinds[bytes[i + 1]]))
            worth[i] = WORTH_BAD; /* M}ller */
    }
    for (size_t i = length; i < whole && word; i++)
        worth[i] = WORTH_GOOD; /* GREAT! */
}

/* C:\DATA\LEDGER: what a drive's letter begins. */
static void judge_path(const struct script *script, const uint8_t *bytes, size_t length, int8_t *worth)
{
    for (size_t i = 0; i < length; i++)
        if (script->characters[bytes[i]] == '\\')
            worth[i] = WORTH_GOOD;
}

static bool follows_drive(const struct script *script, const uint8_t *bytes, size_t start)
{
    return start > 1 && script->characters[bytes[start - 1]] == ':' && is_letter(script->kinds[bytes[start - 2]]) &&
           script->characters[bytes[start]] == '\\';
}

static void judge_brackets(const struct script *script, const uint8_t *bytes, size_t length, int8_t *worth)
{
    size_t open[OPEN_MAX], count = 0, blank = 0; /* the place behind the last one */
    for (size_t i = 0; i < length; i++) {
        enum kind kind = script->kinds[bytes[i]];
        blank = kind == KIND_BLANK ? i + 1 : blank;
        if (kind == KIND_OPEN && count < OPEN_MAX)
            open[count++] = i;
        if (kind != KIND_CLOSE || count == 0)
            continue;
        count--;
        /* [ is two before ], and { before }, in every page */
        if (script->characters[bytes[i]] == script->characters[bytes[open[count]]] + 2 && i > open[count] + 1)
            worth[open[count]] = worth[i] = open[count] >= blank ? WORTH_GOOD : WORTH_DOUBTFUL;
    }
    while (count > 0 && script->kinds[bytes[length - 1]] != KIND_BLANK)
        worth[open[--count]] = WORTH_NOTHING; /* cut off */
}

static void judge(const struct script *script, const uint8_t *bytes, size_t length, int8_t worth[PIECE])
{
    size_t start = 0;
    for (size_t i = 0; i < length; i++) {
        enum kind kind = script->kinds[bytes[i]];
        worth[i] = kind == KIND_FOREIGN || kind == KIND_NONE || kind == KIND_OPEN || kind == KIND_CLOSE ? WORTH_BAD : WORTH_NOTHING;
    }
    for (size_t i = 0; i <= length; i++) {
        enum kind kind = i < length ? (enum kind)script->kinds[bytes[i]] : KIND_BLANK;
        if (kind != KIND_BLANK && kind != KIND_PARTING && kind != KIND_OPEN && kind != KIND_CLOSE)
            continue;
        judge_word(script, bytes + start, i - start, worth + start);
        if (start < i && follows_drive(script, bytes, start))
            judge_path(script, bytes + start, i - start, worth + start);
        start = i + 1;
    }
    judge_brackets(script, bytes, length, worth);
}

/* Names of programs, data sets and members have these. */
static bool is_of_names(uint32_t c)
{
    return c == '@' || c == '#' || c == '$' || c == '_';
}

/* A bit for the byte at AT with its neighbours. */
static uint64_t context_of(const uint8_t *bytes, size_t length, size_t at)
{
    unsigned context = (at > 0 ? bytes[at - 1] * 31u : 0) + bytes[at] * 7u + (at + 1 < length ? bytes[at + 1] * 17u : 0);
    return UINT64_C(1) << (context * 40503u >> 8 & 63);
}

static void compare_piece(const struct script *given, const struct script *other, const uint8_t *bytes, size_t length, bool counted[256],
                          struct spelling_gain *gain)
{
    int8_t before[PIECE], behind[PIECE];
    judge(given, bytes, length, before);
    judge(other, bytes, length, behind);
    for (size_t i = 0; i < length; i++) {
        uint8_t byte = bytes[i];
        if (given->characters[byte] == other->characters[byte] && given->kinds[byte] == other->kinds[byte])
            continue;
        uint64_t context = context_of(bytes, length, i);
        gain->better += behind[i] > before[i];
        gain->worse += behind[i] < before[i];
        gain->against |= behind[i] < before[i] ? context : 0;
        if (behind[i] <= before[i] || (behind[i] < WORTH_GOOD && given->kinds[byte] != KIND_NONE) || is_of_names(given->characters[byte]))
            continue;
        gain->bytes += !counted[byte];
        counted[byte] = true;
        gain->contexts |= context;
    }
}

/* A byte of the piece is another character; and none is a control character in both. */
static bool says_something(const struct script *given, const struct script *other, const uint8_t *bytes, size_t length)
{
    bool differs = false;
    for (size_t i = 0; i < length; i++) {
        if (given->kinds[bytes[i]] == KIND_NONE && other->kinds[bytes[i]] == KIND_NONE)
            return false;
        differs = differs || given->characters[bytes[i]] != other->characters[bytes[i]];
    }
    return differs;
}

void spelling_compare(const struct spelling *spelling, const struct codepage *given, const struct codepage *other, struct spelling_gain *gain)
{
    struct script one, two;
    bool counted[256] = {false};
    const struct bytes *pieces = &spelling->pieces;
    *gain = (struct spelling_gain){0};
    read_script(&one, given);
    read_script(&two, other);
    for (size_t at = 0; at < pieces->length; at += 1u + pieces->data[at])
        if (says_something(&one, &two, pieces->data + at + 1, pieces->data[at]))
            compare_piece(&one, &two, pieces->data + at + 1, pieces->data[at], counted, gain);
}

int64_t spelling_count_utf8(const struct spelling *spelling)
{
    const struct bytes *pieces = &spelling->pieces;
    int64_t count = 0;
    for (size_t at = 0; at < pieces->length; at += 1u + pieces->data[at]) {
        const char *text = (const char *)pieces->data + at + 1;
        size_t length = pieces->data[at], size;
        for (uint32_t c; length > 0; text += size, length -= size) {
            size = utf8_read(text, length, &c);
            if (size == 0 && length >= CODEPAGE_UTF8_MAX)
                return 0;
            if (size == 0)
                break; /* it may have been cut off there */
            count += size > 1;
        }
    }
    return count;
}

bool spelling_convinces(const struct spelling_gain *gain)
{
    unsigned bytes = gain->bytes < BYTES_MANY ? gain->bytes : BYTES_MANY;
    int contexts = __builtin_popcountll(gain->contexts), against = __builtin_popcountll(gain->against);
    bool often = gain->worse * WORSE <= gain->better * bytes; /* or one word again and again is what is worse */
    return gain->bytes >= BYTES_LEAST && contexts >= CONTEXTS_LEAST && gain->better >= BETTER_LEAST &&
           (often || (bytes == BYTES_MANY && against * CONTEXTS_FOR <= contexts));
}
