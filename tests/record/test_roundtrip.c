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

enum { BOOKS = 150, RECORDS = 30, RECORD_ROOM = 1 << 16 };

static uint64_t seed = 0x9E3779B97F4A7C15u;

static unsigned pick(unsigned count)
{
    seed ^= seed >> 12;
    seed ^= seed << 25;
    seed ^= seed >> 27;
    return (unsigned)((seed * 2685821657736338717u) >> 33) % count;
}

/* One to six fields at LEVEL into BOOK; tables and groups nest. */
static void make_fields(struct bytes *book, int level, int *number)
{
    static const char *const usages[] = {"", " COMP", " COMP-3", " SIGN LEADING", " SIGN LEADING SEPARATE", " SIGN TRAILING SEPARATE"};
    for (unsigned left = 1 + pick(6); left > 0; left--) {
        int n = ++*number;
        unsigned kind = pick(level < 12 ? 9 : 6);
        if (kind < 3) {
            bytes_format(book, "%d F%d PIC X(%u).\n", level, n, 1 + pick(12));
        } else if (kind < 6) {
            unsigned usage = pick(6), most = usage == 1 ? 18 : 31, digits = 1 + pick(most), scale = pick(digits + 1);
            bytes_format(book, "%d F%d PIC %s", level, n, usage > 2 || pick(2) == 0 ? "S" : "");
            if (digits > scale)
                bytes_format(book, "9(%u)", digits - scale);
            if (scale > 0)
                bytes_format(book, "V9(%u)", scale);
            bytes_format(book, "%s.\n", usages[usage]);
        } else if (kind == 6) {
            bytes_format(book, "%d G%d.\n", level, n);
            make_fields(book, level + 2, number);
        } else if (kind == 7) {
            bytes_format(book, "%d N%d PIC 9.\n%d T%d OCCURS 0 TO %u DEPENDING ON N%d.\n", level, n, level, n, 1 + pick(9), n);
            make_fields(book, level + 2, number);
        } else {
            bytes_format(book, "%d T%d OCCURS %u.\n", level, n, 1 + pick(3));
            make_fields(book, level + 2, number);
            bytes_format(book, "%d FILLER PIC X(%u).\n", level, 1 + pick(3));
            bytes_format(book, "%d V%d PIC X(8).\n%d W%d REDEFINES V%d PIC X(3).\n", level, n, level, n, n);
        }
    }
}

static void put_packed(uint8_t *to, const struct plan_op *op, bool negative, bool zero)
{
    bool some = false;
    for (unsigned i = 0, digit = op->digits % 2 == 0; digit < op->length * 2 - 1; digit++, i++) {
        unsigned value = zero ? 0 : pick(10);
        some = some || value != 0;
        to[digit / 2] = (uint8_t)(digit % 2 == 0 ? value << 4 : to[digit / 2] | value);
    }
    if (op->digits % 2 == 0)
        to[0] &= 0x0F;
    some = false; /* a zero has no sign */
    for (unsigned i = 0; i < op->length; i++)
        some = some || (i + 1 < op->length ? to[i] != 0 : (to[i] & 0xF0) != 0);
    to[op->length - 1] = (uint8_t)((to[op->length - 1] & 0xF0) | (!op->is_signed ? 0x0F : negative && some ? 0x0D : 0x0C));
}

static void put_zoned(uint8_t *to, const struct plan_op *op, bool negative, bool zero)
{
    bool some = false;
    uint8_t *digits = to + (op->sign_separate && op->sign_leading);
    for (unsigned i = 0; i < op->digits; i++) {
        unsigned value = zero ? 0 : pick(10);
        some = some || value != 0;
        digits[i] = (uint8_t)(0xF0 | value);
    }
    negative = negative && some;
    if (op->sign_separate)
        to[op->sign_leading ? 0 : op->digits] = negative ? 0x60 : 0x4E;
    else if (op->is_signed)
        to[op->sign_leading ? 0 : op->digits - 1] &= negative ? 0xDF : 0xCF;
}

static void put_field(uint8_t *to, const struct plan_op *op)
{
    bool negative = pick(2) == 0, zero = pick(8) == 0;
    switch (op->kind) {
    case PLAN_PACKED:
        put_packed(to, op, negative, zero);
        break;
    case PLAN_ZONED:
        put_zoned(to, op, negative, zero);
        break;
    default: /* any bytes are text, and a binary number */
        for (unsigned i = 0; i < op->length; i++)
            to[i] = (uint8_t)(pick(3) == 0 ? 0x40 : pick(256));
    }
}

/* Fill the operations FIRST to END behind *BASE; moves *BASE as tables shorten. */
static void fill(const struct plan *plan, size_t first, size_t end, uint8_t *record, ptrdiff_t *base, unsigned *count)
{
    for (size_t i = first; i < end; i++) {
        const struct plan_op *op = &plan->ops[i];
        if (op->kind == PLAN_TABLE) {
            unsigned most = op->slot >= 0 ? *count : op->occurs_max;
            for (unsigned j = 0; j < most; j++, *base += (ptrdiff_t)op->length)
                fill(plan, i + 1, (size_t)op->end, record, base, count);
            *base -= (ptrdiff_t)op->occurs_max * (ptrdiff_t)op->length;
            i = (size_t)op->end;
        } else if (op->kind == PLAN_UNION) { /* the first view is the longest */
            fill(plan, i + 2, (size_t)plan->ops[i + 1].end, record, base, count);
            i = (size_t)op->end;
        } else if (op->kind <= PLAN_BINARY && op->slot >= 0) { /* the table is the next: its maximum is known */
            *count = pick(plan->ops[i + 1].occurs_max + 1);
            record[*base + (ptrdiff_t)op->offset] = (uint8_t)(0xF0 | *count);
        } else if (op->kind <= PLAN_BINARY) {
            put_field(record + *base + (ptrdiff_t)op->offset, op);
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
        struct plan_options options = {.filler = true};
        int number = 0;
        bytes_init(&book);
        bytes_text(&book, "01 R.\n");
        make_fields(&book, 5, &number);
        record_case_open_book(&made, bytes_string(&book), NULL, &options);
        size_t longest = made.layout.records[0].maximum;
        for (int j = 0; j < RECORDS && longest <= RECORD_ROOM; j++) {
            ptrdiff_t base = 0;
            unsigned count = 0;
            memset(record, 0x40, longest);
            fill(&made.plan, 0, made.plan.count - 1, record, &base, &count);
            size_t length = (size_t)((ptrdiff_t)longest + base);
            record_case_decode_bytes(&made, record, length);
            if (made.bad > 0)
                fail_msg("%s%s %s", bytes_string(&book), made.fault.field, made.fault.detail);
            assert_int_equal(made.taken, length);
            if (record_case_encode(&made, bytes_string(&made.json)) < 0)
                fail_msg("%s%s%s %s", bytes_string(&book), bytes_string(&made.json), made.fault.field, made.fault.detail);
            assert_int_equal(made.bytes.length, length);
            assert_memory_equal(made.bytes.data, record, length);
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
