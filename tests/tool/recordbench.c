/*
 * recordbench - decode beside a floor: read every byte of the same records and add them up, in the same run.
 *     recordbench [RECORDS]
 * Records of 400 bytes in code page 037: 9 texts, 11 zoned, 9 packed and 4 binary numbers, a table of five.  Prints
 * medians of fifteen rounds, in ns a record and as the ratio to the floor of the same round: a busy machine slows both.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "record/decode.h"
#include "record/encode.h"

enum { RECORD_BYTES = 400, ROUNDS = 15, BATCH = 256, WORKS = 4 };

static const char BOOK[] =
    "01 CUSTOMER. 05 CUST-ID PIC 9(10). 05 ACCT-NO PIC X(16). 05 NAME. 10 LAST-NAME PIC X(30). 10 FIRST-NAME PIC X(20)."
    " 10 INITIAL PIC X. 05 ADDRESS. 10 STREET PIC X(40). 10 CITY PIC X(25). 10 STATE PIC X(2). 10 ZIP PIC 9(5). 05 EMAIL PIC X(50)."
    " 05 REMARK PIC X(56). 05 BIRTH-DATE PIC 9(8). 05 OPEN-DATE PIC 9(8). 05 BALANCE PIC S9(9)V99 COMP-3."
    " 05 CREDIT-LIMIT PIC S9(9)V99 COMP-3. 05 INTEREST PIC S9(7)V9(4) COMP-3. 05 TXN OCCURS 5. 10 TXN-DATE PIC 9(8)."
    " 10 TXN-AMOUNT PIC S9(9)V99 COMP-3. 05 LAST-SEQ PIC S9(9) COMP. 05 BRANCH PIC S9(4) COMP. 05 TOTAL PIC S9(18) COMP."
    " 05 ADJUSTMENT PIC S9(7)V99. 05 SCORE PIC 9(3)V9(4). 05 CYCLES PIC 9(5). 05 POINTS PIC S9(9)V99 COMP-3.";

struct bench {
    struct copybook copybook;
    struct layout layout;
    struct plan plan;
    struct codepage page;
    struct decoder decoder;
    struct bytes out;
    struct value_list values;
    uint8_t *records;
    size_t count;
    uint64_t sum; /* so that no loop is left out */
};

static uint64_t seed = 0x9E3779B97F4A7C15u;

static unsigned pick(unsigned count)
{
    seed ^= seed >> 12;
    seed ^= seed << 25;
    seed ^= seed >> 27;
    return (unsigned)((seed * 2685821657736338717u) >> 33) % count;
}

/* Text of about half the field's length, letters of EBCDIC; digits; signs C and D. */
static void fill(uint8_t *to, const struct plan_op *op)
{
    size_t used = op->length < 3 ? op->length : op->length / 4 + pick(op->length / 2);
    switch (op->kind) {
    case PLAN_TEXT:
        memset(to, 0x40, op->length);
        for (size_t i = 0; i < used; i++)
            to[i] = (uint8_t)(pick(8) == 0 ? 0x40 : 0xC1 + pick(9));
        break;
    case PLAN_ZONED:
        for (size_t i = 0; i < op->length; i++)
            to[i] = (uint8_t)(0xF0 + pick(10));
        to[op->length - 1] &= op->is_signed ? (pick(2) == 0 ? 0xCF : 0xDF) : 0xFF;
        break;
    case PLAN_PACKED:
        for (size_t i = 0; i < op->length; i++)
            to[i] = (uint8_t)(pick(10) << 4 | pick(10));
        to[op->length - 1] = (uint8_t)((to[op->length - 1] & 0xF0) | (pick(2) == 0 ? 0x0C : 0x0D));
        break;
    default:
        for (size_t i = 0; i < op->length; i++)
            to[i] = (uint8_t)pick(256);
    }
}

static void make_records(struct bench *bench)
{
    const struct plan_op *table = NULL;
    bench->records = malloc(bench->count * RECORD_BYTES);
    if (bench->records == NULL)
        abort();
    for (size_t i = 0; i < bench->count; i++)
        for (const struct plan_op *op = bench->plan.ops; op->kind != PLAN_END; op++) {
            table = op->kind == PLAN_TABLE ? op : op->kind == PLAN_TABLE_END ? NULL : table;
            for (size_t j = 0; op->kind <= PLAN_BINARY && j < (table != NULL ? table->occurs_max : 1); j++)
                fill(bench->records + i * RECORD_BYTES + op->offset + j * (table != NULL ? table->length : 0), op);
        }
}

static void add_up(struct bench *bench)
{
    for (size_t i = 0; i < bench->count * RECORD_BYTES; i++)
        bench->sum += bench->records[i];
}

static void each(struct bench *bench, ptrdiff_t (*decode)(struct decoder *, struct bytes *, const uint8_t *, size_t, size_t *))
{
    for (size_t i = 0; i < bench->count; i++) {
        if (i % BATCH == 0)
            bytes_clear(&bench->out);
        decode(&bench->decoder, &bench->out, bench->records + i * RECORD_BYTES, RECORD_BYTES, NULL);
        bytes_char(&bench->out, '\n');
    }
    bench->sum += bench->out.length;
}

static void to_csv(struct bench *bench)
{
    each(bench, decode_csv);
}

static void to_json(struct bench *bench)
{
    each(bench, decode_json);
}

static void to_values(struct bench *bench)
{
    for (size_t i = 0; i < bench->count; i++)
        decode_values(&bench->decoder, &bench->values, bench->records + i * RECORD_BYTES, RECORD_BYTES, NULL);
    bench->sum += bench->values.count;
}

static int compare(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

static double median(double *values)
{
    qsort(values, ROUNDS, sizeof values[0], compare);
    return values[ROUNDS / 2];
}

static double measure(struct bench *bench, void (*work)(struct bench *))
{
    struct timespec before, after;
    clock_gettime(CLOCK_MONOTONIC, &before);
    work(bench);
    clock_gettime(CLOCK_MONOTONIC, &after);
    return ((double)(after.tv_sec - before.tv_sec) * 1e9 + (double)(after.tv_nsec - before.tv_nsec)) / (double)bench->count;
}

static void run(struct bench *bench)
{
    static const struct {
        const char *name;
        void (*work)(struct bench *);
    } works[WORKS] = {{"read and sum", add_up}, {"decode to CSV", to_csv}, {"decode to JSON", to_json}, {"decode to values", to_values}};
    static double ns[WORKS][ROUNDS], ratio[WORKS][ROUNDS];
    for (int round = 0; round < ROUNDS; round++)
        for (int i = 0; i < WORKS; i++) {
            ns[i][round] = measure(bench, works[i].work);
            ratio[i][round] = ns[i][round] / ns[0][round];
        }
    for (int i = 0; i < WORKS; i++)
        printf("  %s: %.0f ns a record; ratio %.2f\n", works[i].name, median(ns[i]), median(ratio[i]));
}

int main(int argc, char **argv)
{
    static struct bench bench;
    bench.count = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 100000;
    if (bench.count == 0 || copybook_parse(&bench.copybook, BOOK, strlen(BOOK), &copybook_free, NULL) < 0 ||
        layout_make(&bench.layout, &bench.copybook, NULL) < 0 || plan_compile(&bench.plan, &bench.layout, 0, NULL, NULL) < 0 ||
        codepage_open(&bench.page, "CP037", NULL) < 0 || bench.layout.records[0].maximum != RECORD_BYTES)
        return 1;
    decoder_init(&bench.decoder, &bench.plan, &bench.page, NULL);
    make_records(&bench);
    run(&bench);
    value_list_release(&bench.values);
    bytes_release(&bench.out);
    decoder_release(&bench.decoder);
    codepage_close(&bench.page);
    plan_release(&bench.plan);
    layout_release(&bench.layout);
    copybook_release(&bench.copybook);
    free(bench.records);
    return bench.sum == 0;
}
