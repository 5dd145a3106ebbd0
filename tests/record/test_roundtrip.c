/*
 * test_roundtrip.c - encode(decode(x)) == x over generated copybooks and records: a fixed seed, so that every run is the
 * same.  A copybook is made of random fields, groups, tables and views; a record of random values written with preferred
 * signs, by code of its own.
 */
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "support/record.h"

enum { BOOKS = 200, RECORDS = 25, RECORD_ROOM = 1 << 16, SLOTS = 64 };

static uint64_t seed = 0x9E3779B97F4A7C15u;

static unsigned pick(unsigned count)
{
    seed ^= seed >> 12;
    seed ^= seed << 25;
    seed ^= seed >> 27;
    return (unsigned)((seed * 2685821657736338717u) >> 33) % count;
}

static void make_number(struct bytes *book, int level, int n)
{
    static const struct {
        const char *words;
        unsigned most;   /* digits */
        bool can_sign, must_sign, can_scale;
    } usages[] = {
        {"", 31, true, false, true},           {" COMP", 18, true, false, true},
        {" COMP-3", 31, true, false, true},    {" SIGN LEADING", 31, true, true, false},
        {" SIGN LEADING SEPARATE", 31, true, true, false}, {" SIGN TRAILING SEPARATE", 31, true, true, false},
        {" COMP-5", 18, true, false, true},    {" COMP-6", 31, false, false, true},
        {" NATIONAL", 31, false, false, false}, {" NATIONAL SIGN TRAILING SEPARATE", 31, true, true, false},
        {" BLANK WHEN ZERO", 31, false, false, false},
    };
    unsigned usage = pick(sizeof usages / sizeof usages[0]), digits = 1 + pick(usages[usage].most), scale = pick(digits + 1);
    unsigned scaled = usages[usage].can_scale ? pick(6) : 2, zeros = 1 + pick(31 - digits > 5 ? 5 : 1);
    bool is_signed = usages[usage].must_sign || (usages[usage].can_sign && pick(2) == 0);
    bytes_format(book, "%d F%d PIC %s", level, n, is_signed ? "S" : "");
    if (scaled < 2 && digits < 31) {
        bytes_format(book, scaled == 0 ? "9(%u)P(%u)" : "P(%u)9(%u)", scaled == 0 ? digits : zeros, scaled == 0 ? zeros : digits);
    } else {
        if (digits > scale)
            bytes_format(book, "9(%u)", digits - scale);
        if (scale > 0)
            bytes_format(book, "V9(%u)", scale);
    }
    bytes_format(book, "%s%s.\n", usages[usage].words, strstr(usages[usage].words, " COMP") != NULL && pick(4) == 0 ? " SYNC" : "");
}

static void make_text(struct bytes *book, int level, int n)
{
    static const char *const texts[] = {
        "PIC X(%u)", "PIC X(%u)", "PIC X(%u) JUSTIFIED", "PIC N(%u) NATIONAL", "COMP-1", "COMP-2", "INDEX", "POINTER", "PROCEDURE-POINTER"};
    bytes_format(book, "%d F%d ", level, n);
    bytes_format(book, texts[pick(sizeof texts / sizeof texts[0])], 1 + pick(12));
    bytes_text(book, ".\n");
}

/* One to six fields at LEVEL into BOOK; tables and groups nest, and a counter may stand before other fields. */
static void make_fields(struct bytes *book, int level, int *number)
{
    for (unsigned left = 1 + pick(6); left > 0; left--) {
        int n = ++*number;
        unsigned kind = pick(level < 12 ? 9 : 6);
        if (kind < 3) {
            make_text(book, level, n);
        } else if (kind < 6) {
            make_number(book, level, n);
        } else if (kind == 6) {
            bytes_format(book, "%d G%d.\n", level, n);
            make_fields(book, level + 2, number);
        } else if (kind == 7) {
            static const char *const counters[] = {"PIC 9", "PIC 9(4) COMP", "PIC S9(3) COMP-3", "PIC 9(3) COMP-6", "PIC 9(4) COMP-5"};
            bytes_format(book, "%d N%d %s.\n", level, n, counters[pick(5)]);
            if (pick(2) == 0)
                make_number(book, level, ++*number);
            bytes_format(book, "%d T%d OCCURS 0 TO %u DEPENDING ON N%d.\n", level, n, 1 + pick(9), n);
            make_fields(book, level + 2, number);
            bytes_format(book, "%d U%d PIC X OCCURS 0 TO %u DEPENDING ON N%d.\n", level, n, 9, n);
        } else {
            bytes_format(book, "%d T%d OCCURS %u.\n", level, n, 1 + pick(3));
            make_fields(book, level + 2, number);
            bytes_format(book, "%d FILLER PIC X(%u).\n", level, 1 + pick(3));
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

static void put_zoned(uint8_t *to, const struct plan_op *op, const char *digits, bool negative)
{
    uint8_t *first = to + (op->sign_separate && op->sign_leading);
    for (unsigned i = 0; i < op->digits; i++)
        first[i] = (uint8_t)(0xF0 | (digits[i] - '0'));
    if (op->sign_separate)
        to[op->sign_leading ? 0 : op->digits] = negative ? 0x60 : 0x4E;
    else if (op->is_signed)
        to[op->sign_leading ? 0 : op->digits - 1] &= negative ? 0xDF : 0xCF;
}

static void put_rare_zoned(uint8_t *to, const struct plan_op *op, const char *digits, bool negative)
{
    bool zero = strspn(digits, "0") == op->digits;
    if (op->blank_when_zero && zero) {
        memset(to, 0x40, op->length);
    } else if (!op->national) {
        put_zoned(to, op, digits, negative);
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
    bool zero = pick(8) == 0;
    for (unsigned i = 0; i < op->length; i++)
        to[i] = (uint8_t)(zero ? 0 : pick(256));
    if (!zero && op->ieee)
        to[op->little_endian ? op->length - 1 : 0] &= 0xBF;
    else if (!zero && (to[1] & 0xF0) == 0)
        to[1] |= 0x10;
}

static void put_field(uint8_t *to, const struct plan_op *op)
{
    char digits[PICTURE_DIGITS_MAX + 1] = "";
    bool zero = pick(8) == 0;
    for (unsigned i = 0; i < op->digits; i++)
        digits[i] = (char)('0' + (zero ? 0 : pick(10)));
    bool negative = op->is_signed && pick(2) == 0 && strspn(digits, "0") < op->digits; /* zero has no sign */
    switch (op->kind) {
    case PLAN_PACKED:
    case PLAN_RARE_PACKED:
        put_packed(to, op, digits, negative);
        break;
    case PLAN_ZONED:
        put_zoned(to, op, digits, negative);
        break;
    case PLAN_RARE_ZONED:
        put_rare_zoned(to, op, digits, negative);
        break;
    case PLAN_FLOAT:
        put_float(to, op);
        break;
    case PLAN_NATIONAL: /* no surrogates */
        for (unsigned i = 0; i < op->length; i += 2) {
            to[i] = (uint8_t)(pick(3) == 0 ? 0 : pick(0xD8));
            to[i + 1] = (uint8_t)(pick(3) == 0 ? 0x20 : pick(256));
        }
        break;
    default: /* any bytes are text, and a binary number */
        for (unsigned i = 0; i < op->length; i++)
            to[i] = (uint8_t)(pick(3) == 0 ? 0x40 : pick(256));
    }
}

static void put_count(uint8_t *to, const struct plan_op *op, unsigned count)
{
    char digits[PICTURE_DIGITS_MAX + 1];
    snprintf(digits, sizeof digits, "%0*u", op->digits, count);
    if (op->kind == PLAN_ZONED)
        put_zoned(to, op, digits, false);
    else if (op->kind == PLAN_PACKED || op->kind == PLAN_RARE_PACKED)
        put_packed(to, op, digits, false);
    else
        for (unsigned i = 0; i < op->length; i++)
            to[i] = (uint8_t)((op->little_endian ? i == 0 : i == op->length - 1) ? count : 0);
}

struct filling {
    const struct plan *plan;
    uint8_t *record;
    ptrdiff_t base;
    unsigned counts[SLOTS];
};

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
            fill(filling, i + 2, (size_t)filling->plan->ops[i + 1].end);
            i = (size_t)op->end;
        } else if (plan_is_leaf(op) && op->slot >= 0) {
            filling->counts[op->slot] = pick(most_of(filling->plan, op->slot) + 1);
            put_count(to, op, filling->counts[op->slot]);
        } else if (plan_is_leaf(op)) {
            put_field(to, op);
        }
    }
}

static void test_roundtrip__generated_records_come_back(void **state)
{
    (void)state;
    static uint8_t record[RECORD_ROOM];
    size_t compared = 0;
    for (int i = 0; i < BOOKS; i++) {
        struct record_case made;
        struct bytes book;
        struct record_case_options options = {.plan.filler = true, .plan.float_ieee = pick(2) == 0,
                                              .plan.native_little_endian = pick(2) == 0, .plan.occurs_maximum = pick(3) == 0, .source.binary_minimal = pick(2) == 0};
        int number = 0;
        bytes_init(&book);
        bytes_text(&book, "01 R.\n");
        make_fields(&book, 5, &number);
        record_case_open_with(&made, bytes_string(&book), NULL, &options);
        size_t longest = made.layout.records[0].maximum;
        assert_true(made.plan.slot_count <= SLOTS);
        for (int j = 0; j < RECORDS && longest <= RECORD_ROOM; j++) {
            struct filling filling = {.plan = &made.plan, .record = record};
            for (size_t at = 0; at < longest; at++) /* what a table at its maximum does not use is anything */
                record[at] = (uint8_t)pick(256);
            fill(&filling, 0, made.plan.count - 1);
            size_t length = (size_t)((ptrdiff_t)longest + filling.base);
            record_case_decode_bytes(&made, record, length);
            if (made.bad > 0)
                fail_msg("%s%s %s", bytes_string(&book), made.fault.field, made.fault.detail);
            assert_int_equal(made.taken, length);
            if (record_case_encode(&made, bytes_string(&made.json)) < 0)
                fail_msg("%s%s%s %s", bytes_string(&book), bytes_string(&made.json), made.fault.field, made.fault.detail);
            assert_int_equal(made.bytes.length, length);
            if (memcmp(made.bytes.data, record, length) != 0)
                fail_msg("%s%s", bytes_string(&book), bytes_string(&made.json));
            compared++;
        }
        record_case_close(&made);
        bytes_release(&book);
    }
    assert_true(compared > BOOKS * RECORDS / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_roundtrip__generated_records_come_back),
    };
    return cmocka_run_group_tests_name("roundtrip", tests, NULL, NULL);
}
