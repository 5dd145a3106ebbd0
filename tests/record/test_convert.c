/* test_convert.c - tests of record/convert.h: with any number of threads the same output, counts and messages. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "record/convert.h"
#include "record/recfm.h"
#include "support/suite.h"

static const char BOOK[] = "       01 R.\n           05 ID PIC 9(6).\n           05 NAME PIC X(10).\n           05 AMOUNT PIC S9(5)V99 COMP-3.\n";

enum { RECORDS = 60000, RECORD_BYTES = 20 };

struct outcome {
    char *out;
    size_t length;
    struct bytes told;
    struct convert_tally tally;
    int code;
};

static void keep_told(void *user, const struct convert_bad *bad)
{
    struct outcome *outcome = user;
    bytes_format(&outcome->told, "%d %lld %s %lld %lld %s %zu %02x\n", bad->fault.code, (long long)bad->fault.record, bad->path,
                 (long long)bad->fault.offset, (long long)bad->file_offset, bad->fault.detail, bad->length,
                 bad->bytes != NULL ? bad->bytes[0] : 0);
}

/* A file of records in which every so many has a bad value, and some are longer than the layout. */
static FILE *write_data(enum recfm_kind kind)
{
    struct recfm recfm = {.kind = kind, .lrecl = kind == RECFM_F ? RECORD_BYTES : 0};
    struct recfm_writer writer;
    struct bytes out;
    FILE *file = tmpfile();
    bytes_init(&out);
    recfm_writer_init(&writer, &recfm);
    for (int i = 0; i < RECORDS; i++) {
        uint8_t record[RECORD_BYTES + 2] = {0};
        for (int digit = 0, left = i; digit < 6; digit++, left /= 10)
            record[5 - digit] = (uint8_t)(0xF0 + left % 10);
        memset(record + 6, 0xC1 + i % 9, 10);
        memcpy(record + 16, "\x00\x12\x34\x5C", 4);
        if (i % 997 == 996)
            record[i % 2 == 0 ? 2 : 19] = 0xAA;
        assert_int_equal(recfm_write(&writer, &out, record, RECORD_BYTES + (kind != RECFM_F && i % 1009 == 0 ? 2u : 0u), 0x40, NULL), 0);
    }
    recfm_writer_finish(&writer, &out);
    if (kind == RECFM_F)
        out.length -= 3; /* a partial record at the end */
    fwrite(out.data, 1, out.length, file);
    fflush(file);
    bytes_release(&out);
    return file;
}

static void run(struct outcome *outcome, FILE *data, const char *recfm, const char *threads, const char *max_errors, enum convert_format format)
{
    struct settings settings = {.recfm = recfm, .threads = threads, .max_errors = max_errors};
    struct schema schema;
    struct fault fault = {0};
    *outcome = (struct outcome){0};
    if (schema_open(&schema, &settings, BOOK, strlen(BOOK), SCHEMA_DECODE, &fault) < 0)
        fail_msg("%s", fault.detail);
    FILE *out = open_memstream(&outcome->out, &outcome->length);
    struct conversion conversion = {.schema = &schema, .in = fileno(data), .out = out, .tell = keep_told, .user = outcome};
    lseek(fileno(data), 0, SEEK_SET);
    outcome->code = convert_decode(&conversion, format, &fault);
    outcome->tally = conversion.tally;
    fclose(out);
    schema_close(&schema);
}

static void release(struct outcome *outcome)
{
    free(outcome->out);
    bytes_release(&outcome->told);
}

static void check_threads(FILE *data, const char *recfm, const char *max_errors, enum convert_format format)
{
    static const char *const threads[] = {"2", "3", "8"};
    struct outcome one;
    run(&one, data, recfm, "1", max_errors, format);
    assert_int_equal(one.code, 0);
    assert_true(one.tally.bad > 0);
    for (size_t i = 0; i < sizeof threads / sizeof threads[0]; i++) {
        struct outcome more;
        run(&more, data, recfm, threads[i], max_errors, format);
        assert_int_equal(more.code, 0);
        assert_int_equal(more.length, one.length);
        assert_memory_equal(more.out, one.out, one.length);
        assert_string_equal(bytes_string(&more.told), bytes_string(&one.told));
        assert_memory_equal(&more.tally, &one.tally, sizeof one.tally);
        release(&more);
    }
    release(&one);
}

static void test_convert__threads_give_the_same(void **state)
{
    static const struct {
        enum recfm_kind kind;
        const char *name;
    } kinds[] = {{RECFM_F, "f"}, {RECFM_V, "v"}, {RECFM_VB, "vb"}};
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        FILE *data = write_data(kinds[i].kind);
        check_threads(data, kinds[i].name, NULL, CONVERT_CSV);
        check_threads(data, kinds[i].name, "0", CONVERT_JSON);
        check_threads(data, kinds[i].name, "40", CONVERT_CSV);
        fclose(data);
    }
}

/* The limit counts what the whole file has, in its order. */
static void test_convert__stops_at_the_limit(void **state)
{
    (void)state;
    struct outcome outcome;
    FILE *data = write_data(RECFM_F);
    run(&outcome, data, "f", "2", "40", CONVERT_CSV);
    assert_true(outcome.tally.stopped);
    assert_int_equal(outcome.tally.bad, 41);
    assert_int_equal(outcome.tally.records, 41 * 997);
    assert_int_equal(outcome.tally.written, 41 * 997 - 1);
    release(&outcome);
    fclose(data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_convert__threads_give_the_same),
        cmocka_unit_test(test_convert__stops_at_the_limit),
    };
    return cmocka_run_group_tests_name("convert", tests, NULL, NULL);
}
