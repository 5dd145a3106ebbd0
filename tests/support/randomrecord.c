/* randomrecord.c - see randomrecord.h. */
#include "support/randomrecord.h"

#include <stdio.h>
#include <string.h>

#include "base/bytes.h"
#include "support/randombook.h"

enum { SLOTS = 64 };

static void make_number(const struct randomrecord_kinds *kinds, struct bytes *book, int level, int n)
{
    static const struct {
        const char *words;
        unsigned most;   /* digits */
        bool can_sign, must_sign, can_scale;
    } usages[] = {
        {"", 31, true, false, true},           {" SIGN LEADING", 31, true, true, false},
        {" SIGN LEADING SEPARATE", 31, true, true, false}, {" SIGN TRAILING SEPARATE", 31, true, true, false},
        {" BLANK WHEN ZERO", 31, false, false, false}, {" COMP", 18, true, false, true},
        {" COMP-3", 31, true, false, true},    {" COMP-5", 18, true, false, true},
        {" COMP-6", 31, false, false, true},   {" NATIONAL", 31, false, false, false},
        {" NATIONAL SIGN TRAILING SEPARATE", 31, true, true, false},
    };
    unsigned usage = random_pick(kinds->lines ? 5 : sizeof usages / sizeof usages[0]), digits = 1 + random_pick(usages[usage].most), scale = random_pick(digits + 1);
    unsigned scaled = usages[usage].can_scale ? random_pick(6) : 2, zeros = 1 + random_pick(31 - digits > 5 ? 5 : 1);
    bool is_signed = usages[usage].must_sign || (usages[usage].can_sign && random_pick(2) == 0);
    bytes_format(book, "%d F%d PIC %s", level, n, is_signed ? "S" : "");
    if (scaled < 2 && digits < 31) {
        bytes_format(book, scaled == 0 ? "9(%u)P(%u)" : "P(%u)9(%u)", scaled == 0 ? digits : zeros, scaled == 0 ? zeros : digits);
    } else {
        if (digits > scale)
            bytes_format(book, "9(%u)", digits - scale);
        if (scale > 0)
            bytes_format(book, "V9(%u)", scale);
    }
    bytes_format(book, "%s%s.\n", usages[usage].words, strstr(usages[usage].words, " COMP") != NULL && random_pick(4) == 0 ? " SYNC" : "");
}

static void make_text(const struct randomrecord_kinds *kinds, struct bytes *book, int level, int n)
{
    static const char *const texts[] = {
        "PIC X(%u)", "PIC A(%u)", "PIC X(%u) JUSTIFIED", "PIC $$,$$9.99-", "PIC XXBX(%u)0", "PIC +9(%u)/99", "PIC N(%u) NATIONAL", "COMP-1",
        "COMP-2", "INDEX", "POINTER", "PROCEDURE-POINTER", "COMP-1 SYNC", "COMP-2 SYNC", "PIC G(%u) DISPLAY-1"};
    unsigned count = sizeof texts / sizeof texts[0] - !kinds->dbcs;
    bytes_format(book, "%d F%d ", level, n);
    bytes_format(book, texts[random_pick(kinds->lines ? 6 : count)], 1 + random_pick(12));
    bytes_text(book, ".\n");
}

/* One to six fields at LEVEL into BOOK; tables and groups nest, and a counter may stand before other fields. */
static void make_fields(const struct randomrecord_kinds *kinds, struct bytes *book, int level, int *number)
{
    for (unsigned left = 1 + random_pick(6); left > 0; left--) {
        int n = ++*number;
        unsigned kind = random_pick(level < 12 ? 9 : 6);
        if (kind < 3) {
            make_text(kinds, book, level, n);
        } else if (kind < 6) {
            make_number(kinds, book, level, n);
        } else if (kind == 6) {
            bytes_format(book, "%d G%d.\n", level, n);
            make_fields(kinds, book, level + 2, number);
        } else if (kind == 7) {
            static const char *const counters[] = {"PIC 9", "PIC 9(4) COMP", "PIC S9(3) COMP-3", "PIC 9(3) COMP-6", "PIC 9(4) COMP-5"};
            bytes_format(book, "%d N%d %s.\n", level, n, counters[random_pick(kinds->lines ? 1 : 5)]);
            if (random_pick(2) == 0)
                make_number(kinds, book, level, ++*number);
            bytes_format(book, "%d T%d OCCURS 0 TO %u DEPENDING ON N%d.\n", level, n, 1 + random_pick(9), n);
            make_fields(kinds, book, level + 2, number);
            bytes_format(book, "%d U%d PIC X OCCURS 0 TO %u DEPENDING ON N%d.\n", level, n, 9, n);
        } else {
            bytes_format(book, "%d T%d OCCURS %u.\n", level, n, 1 + random_pick(3));
            make_fields(kinds, book, level + 2, number);
            bytes_format(book, "%d FILLER PIC X(%u).\n", level, 1 + random_pick(3));
            bytes_format(book, "%d V%d PIC X(8).\n%d W%d REDEFINES V%d PIC X(3).\n", level, n, level, n, n);
        }
    }
}

/* DIGITS of a number at TO, its last digit the lowest half byte but SIGN's. */
static void put_packed(uint8_t *to, const struct plan_op *op, const char *digits, bool negative)
{
    memset(to, 0, op->length);
    unsigned half = op->length * 2 - (op->no_sign ? 1 : 2);
    for (unsigned i = op->digits; i-- > 0; half--)
        to[half / 2] = (uint8_t)(to[half / 2] | (digits[i] - '0') << (half % 2 == 0 ? 4 : 0));
    if (!op->no_sign)
        to[op->length - 1] = (uint8_t)(to[op->length - 1] | (!op->is_signed ? 0x0F : negative ? 0x0D : 0x0C));
}

static uint8_t byte_of(const struct codepage *page, char character)
{
    uint8_t byte = 0;
    return codepage_find(page, (unsigned char)character, &byte) ? byte : page->blank;
}

/* The sign over a digit: in EBCDIC its zone, in ASCII a zone too or the character that EBCDIC's would be. */
static void put_zoned(uint8_t *to, const struct plan_op *op, const struct codepage *page, const char *digits, bool negative)
{
    uint8_t *first = to + (op->sign_separate && op->sign_leading);
    for (unsigned i = 0; i < op->digits; i++)
        first[i] = (uint8_t)((page->ebcdic ? 0xF0 : 0x30) | (digits[i] - '0'));
    unsigned at = op->sign_leading ? 0 : op->digits - !op->sign_separate;
    if (op->sign_separate)
        to[at] = byte_of(page, negative ? '-' : '+');
    else if (op->is_signed && page->ebcdic)
        to[at] &= negative ? 0xDF : 0xCF;
    else if (op->is_signed && !op->translated)
        to[at] = (uint8_t)(negative ? to[at] | 0x40 : to[at]);
    else if (op->is_signed)
        to[at] = (uint8_t)(negative ? "}JKLMNOPQR" : "{ABCDEFGHI")[digits[op->sign_leading ? 0 : op->digits - 1] - '0'];
}

static void put_rare_zoned(uint8_t *to, const struct plan_op *op, const struct codepage *page, const char *digits, bool negative)
{
    bool zero = strspn(digits, "0") == op->digits;
    if (op->blank_when_zero && zero) {
        memset(to, page->blank, op->length);
    } else if (!op->national) {
        put_zoned(to, op, page, digits, negative);
    } else {
        for (unsigned i = 0; i < op->length; i += 2)
            to[i] = 0;
        for (unsigned i = 0; i < op->digits; i++)
            to[2 * (i + (op->sign_separate && op->sign_leading)) + 1] = (uint8_t)digits[i];
        if (op->sign_separate)
            to[op->sign_leading ? 1 : op->length - 1] = negative ? '-' : '+';
    }
}

/* A float with a first digit, or zero; no infinity. */
static void put_float(uint8_t *to, const struct plan_op *op)
{
    bool zero = random_pick(8) == 0;
    for (unsigned i = 0; i < op->length; i++)
        to[i] = (uint8_t)(zero ? 0 : random_pick(256));
    if (!zero && op->ieee)
        to[op->little_endian ? op->length - 1 : 0] &= 0xBF;
    else if (!zero && (to[1] & 0xF0) == 0)
        to[1] |= 0x10;
}

static bool is_control(uint32_t character)
{
    return character < 0x20 || (character >= 0x7F && character < 0xA0);
}

/* Blanks and any bytes that are a character, and come back from it. */
static void put_text(uint8_t *to, unsigned length, const struct codepage *page, const struct randomrecord_kinds *kinds)
{
    for (unsigned i = 0; i < length; i++) {
        int any = (int)random_pick((unsigned)page->character_count);
        bool good = !page->odd[page->bytes[any]] && !(kinds->lines && is_control(page->characters[any]));
        to[i] = random_pick(3) == 0 || !good ? page->blank : page->bytes[any];
        if (kinds->bytes)
            to[i] = (uint8_t)random_pick(256);
    }
}

/* Text of a page with characters of several bytes; DOUBLE: of two bytes each, without shifts around them. */
static void put_characters(uint8_t *to, unsigned length, const struct codepage *page, bool twofold)
{
    static const char *const characters[] = {"\u65E5", "\u672C", "\u30A2", "A", "b", "7", " ", "-"};
    struct bytes text;
    bytes_init(&text);
    for (unsigned count = random_pick(length + 1); count > 0; count--)
        bytes_text(&text, characters[random_pick(twofold ? 3 : 8)]);
    if (twofold)
        bytes_clear(&text);
    for (unsigned i = 0; twofold && i < length / 2; i++)
        bytes_text(&text, characters[random_pick(3)]);
    uint8_t room[4096];
    ptrdiff_t written = codepage_encode(page, room, sizeof room, bytes_string(&text), text.length);
    memset(to, page->blank, length);
    if (twofold && written == (ptrdiff_t)length + 2)
        memcpy(to, room + 1, length);
    else if (!twofold && written >= 0 && written <= (ptrdiff_t)length)
        memcpy(to, room, (size_t)written);
    bytes_release(&text);
}

struct filling {
    const struct plan *plan;
    const struct codepage *page;
    const struct randomrecord_kinds *kinds;
    uint8_t *record;
    ptrdiff_t base;
    bool overlaid; /* in a union: a shorter view must not cut a character */
    unsigned counts[SLOTS];
};

static void put_field(const struct filling *filling, uint8_t *to, const struct plan_op *op)
{
    const struct codepage *page = filling->page;
    char digits[PICTURE_DIGITS_MAX + 1] = "";
    bool zero = random_pick(8) == 0;
    for (unsigned i = 0; i < op->digits; i++)
        digits[i] = (char)('0' + (zero ? 0 : random_pick(10)));
    bool negative = op->is_signed && random_pick(2) == 0 && strspn(digits, "0") < op->digits; /* zero has no sign */
    switch (op->kind) {
    case PLAN_PACKED:
    case PLAN_RARE_PACKED:
        put_packed(to, op, digits, negative);
        break;
    case PLAN_ZONED:
        put_zoned(to, op, page, digits, negative);
        break;
    case PLAN_RARE_ZONED:
        put_rare_zoned(to, op, page, digits, negative);
        break;
    case PLAN_FLOAT:
        put_float(to, op);
        break;
    case PLAN_NATIONAL: /* no surrogates */
        for (unsigned i = 0; i < op->length; i += 2) {
            to[i] = (uint8_t)(random_pick(3) == 0 ? 0 : random_pick(0xD8));
            to[i + 1] = (uint8_t)(random_pick(3) == 0 ? 0x20 : random_pick(256));
        }
        break;
    case PLAN_DBCS:
        put_characters(to, op->length, page, true);
        break;
    case PLAN_TEXT:
    case PLAN_JUSTIFIED:
        if (page->single_byte || filling->overlaid || filling->kinds->bytes)
            put_text(to, op->length, page, filling->kinds);
        else
            put_characters(to, op->length, page, false);
        break;
    default: /* any bytes are a binary number, and hexadecimal digits */
        for (unsigned i = 0; i < op->length; i++)
            to[i] = (uint8_t)random_pick(256);
    }
}

static void put_count(const struct filling *filling, uint8_t *to, const struct plan_op *op, unsigned count)
{
    char digits[PICTURE_DIGITS_MAX + 1];
    snprintf(digits, sizeof digits, "%0*u", op->digits, count);
    if (op->kind == PLAN_ZONED)
        put_zoned(to, op, filling->page, digits, false);
    else if (op->kind == PLAN_PACKED || op->kind == PLAN_RARE_PACKED)
        put_packed(to, op, digits, false);
    else
        for (unsigned i = 0; i < op->length; i++)
            to[i] = (uint8_t)((op->little_endian ? i == 0 : i == op->length - 1) ? count : 0);
}

/* What the tables that depend on SLOT may have at most. */
static unsigned most_of(const struct plan *plan, int32_t slot)
{
    unsigned most = 9;
    for (size_t i = 0; i < plan->count; i++)
        if (plan->ops[i].kind == PLAN_TABLE && plan->ops[i].slot == slot && plan->ops[i].occurs_max < most)
            most = plan->ops[i].occurs_max;
    return most;
}

/* Fill the operations FIRST to END; the base moves as tables shorten. */
static void fill(struct filling *filling, size_t first, size_t end)
{
    ptrdiff_t start;
    for (size_t i = first; i < end; i++) {
        const struct plan_op *op = &filling->plan->ops[i];
        uint8_t *to = filling->record + filling->base + (ptrdiff_t)op->offset;
        if (op->kind == PLAN_TABLE) {
            unsigned count = op->slot >= 0 ? filling->counts[op->slot] : op->occurs_max;
            start = filling->base;
            for (unsigned j = 0; j < count; j++, filling->base += (ptrdiff_t)op->length)
                fill(filling, i + 1, (size_t)op->end);
            filling->base = filling->plan->exact ? filling->base - (ptrdiff_t)op->occurs_max * (ptrdiff_t)op->length : start;
            i = (size_t)op->end;
        } else if (op->kind == PLAN_UNION) { /* the first view is the longest */
            filling->overlaid = true;
            fill(filling, i + 2, (size_t)filling->plan->ops[i + 1].end);
            filling->overlaid = false;
            i = (size_t)op->end;
        } else if (plan_is_leaf(op) && op->slot >= 0) {
            filling->counts[op->slot] = random_pick(most_of(filling->plan, op->slot) + 1);
            put_count(filling, to, op, filling->counts[op->slot]);
        } else if (plan_is_leaf(op)) {
            put_field(filling, to, op);
        }
    }
}

void randomrecord_book(struct bytes *book, const struct randomrecord_kinds *kinds)
{
    int number = 0;
    bytes_text(book, "01 R.\n");
    make_fields(kinds, book, 5, &number);
}

size_t randomrecord_fill(uint8_t *record, const struct plan *plan, const struct codepage *page, const struct randomrecord_kinds *kinds)
{
    struct filling filling = {.plan = plan, .page = page, .kinds = kinds, .record = record};
    size_t longest = plan->layout->records[plan->record].maximum;
    if (plan->slot_count > SLOTS)
        return 0;
    put_text(record, (unsigned)longest, page, kinds); /* what a table at its maximum does not use is anything */
    fill(&filling, 0, plan->count - 1);
    return (size_t)((ptrdiff_t)longest + filling.base);
}
