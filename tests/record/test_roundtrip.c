/*
 * test_roundtrip.c - encode(decode(x)) == x over generated copybooks and records: a fixed seed, so that every run is the
 * same.  Through files, carriers and programs: tests/flow/test_roundtrip.sh.
 */
#include "support/suite.h"

#include <string.h>

#include "support/randombook.h"
#include "support/randomrecord.h"
#include "support/record.h"

enum { BOOKS = 200, RECORDS = 25, RECORD_ROOM = 1 << 16 };

static void test_roundtrip__generated_records_come_back(void **state)
{
    (void)state;
    static const struct randomrecord_kinds every = {0};
    static uint8_t record[RECORD_ROOM];
    size_t compared = 0;
    for (int i = 0; i < BOOKS; i++) {
        struct record_case made;
        struct bytes book;
        struct record_case_options options = {.plan.filler = true, .plan.float_ieee = random_pick(2) == 0,
                                              .plan.native_little_endian = random_pick(2) == 0, .plan.occurs_maximum = random_pick(3) == 0, .source.binary_minimal = random_pick(2) == 0};
        bytes_init(&book);
        randomrecord_book(&book, &every);
        record_case_open_with(&made, bytes_string(&book), NULL, &options);
        size_t longest = made.layout.records[0].maximum;
        for (int j = 0; j < RECORDS && longest <= RECORD_ROOM; j++) {
            size_t length = randomrecord_fill(record, &made.plan, &made.page, &every);
            assert_true(length > 0);
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
