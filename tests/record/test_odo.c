/*
 * test_odo.c - OCCURS DEPENDING ON wherever its counter stands, and what lies behind: each record decodes to its JSON and
 * that encodes to the record again, with tables in their own length and at their maximum.
 */
#include "support/suite.h"

#include <string.h>

#include "record/error.h"
#include "support/record.h"

struct odo_case {
    const char *book;
    const char *text; /* the record in CP037, as ASCII */
    const char *json;
};

static void expect(const struct odo_case *one, const struct plan_options *plan)
{
    struct record_case made;
    uint8_t bytes[256];
    size_t length = strlen(one->text);
    record_case_open_with(&made, one->book, NULL, &(struct record_case_options){.plan = *plan});
    assert_int_equal(codepage_encode(&made.page, bytes, sizeof bytes, one->text, length), length);
    record_case_decode_bytes(&made, bytes, length);
    if (made.bad != 0)
        fail_msg("%s: %s", one->book, made.fault.detail);
    assert_string_equal(bytes_string(&made.json), one->json);
    assert_true(made.taken >= (ptrdiff_t)length); /* more when it ends behind a shorter view */
    if (record_case_encode(&made, one->json) < 0)
        fail_msg("%s: %s %s", one->book, made.fault.field, made.fault.detail);
    assert_int_equal(made.bytes.length, length);
    assert_memory_equal(made.bytes.data, bytes, length);
    record_case_close(&made);
}

static const char MIDDLE[] = "01 R. 05 A PIC X. 05 N PIC 9. 05 B PIC X(2). 05 T PIC X(2) OCCURS 0 TO 3 DEPENDING ON N. 05 C PIC X(2).";

static void test_odo__counter_in_the_middle(void **state)
{
    (void)state;
    static const struct odo_case exact[] = {
        {MIDDLE, "a2bbt1t2cc", "{\"A\":\"a\",\"N\":2,\"B\":\"bb\",\"T\":[\"t1\",\"t2\"],\"C\":\"cc\"}"},
        {MIDDLE, "a0bbcc", "{\"A\":\"a\",\"N\":0,\"B\":\"bb\",\"T\":[],\"C\":\"cc\"}"},
        {MIDDLE, "a3bbt1t2t3cc", "{\"A\":\"a\",\"N\":3,\"B\":\"bb\",\"T\":[\"t1\",\"t2\",\"t3\"],\"C\":\"cc\"}"},
    };
    static const struct odo_case most[] = {
        {MIDDLE, "a2bbt1t2  cc", "{\"A\":\"a\",\"N\":2,\"B\":\"bb\",\"T\":[\"t1\",\"t2\"],\"C\":\"cc\"}"},
        {MIDDLE, "a0bb      cc", "{\"A\":\"a\",\"N\":0,\"B\":\"bb\",\"T\":[],\"C\":\"cc\"}"},
    };
    for (size_t i = 0; i < sizeof exact / sizeof exact[0]; i++)
        expect(&exact[i], &(struct plan_options){.filler = true});
    for (size_t i = 0; i < sizeof most / sizeof most[0]; i++)
        expect(&most[i], &(struct plan_options){.occurs_maximum = true});
}

static void test_odo__what_a_table_at_its_maximum_does_not_use(void **state)
{
    (void)state;
    static const char nested[] = "01 R. 05 N PIC 9. 05 T OCCURS 0 TO 2 DEPENDING ON N. 10 M PIC 9. 10 V PIC X OCCURS 0 TO 2 DEPENDING ON M. 05 Z PIC X.";
    static const struct odo_case cases[] = {
        {MIDDLE, "a2bbt1t2ABcc", "{\"A\":\"a\",\"N\":2,\"B\":\"bb\",\"T\":[\"t1\",\"t2\"],\"slack\":\"c1c2\",\"C\":\"cc\"}"},
        {MIDDLE, "a3bbt1t2t3cc", "{\"A\":\"a\",\"N\":3,\"B\":\"bb\",\"T\":[\"t1\",\"t2\",\"t3\"],\"slack\":\"\",\"C\":\"cc\"}"},
        {nested, "11vAABCz", "{\"N\":1,\"T\":[{\"M\":1,\"V\":[\"v\"],\"slack\":\"c1\"}],\"slack\":\"c1c2c3\",\"Z\":\"z\"}"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        expect(&cases[i], &(struct plan_options){.filler = true, .occurs_maximum = true});
}

static const char SEVERAL[] = "01 R. 05 N1 PIC 9. 05 N2 PIC 9. 05 T1 OCCURS 1 TO 3 DEPENDING ON N1. 10 X PIC X. 05 MID. 10 M PIC X(2). 10 N3 PIC 9."
                              " 05 T2 OCCURS 0 TO 2 DEPENDING ON N2. 10 Y PIC X(2). 05 T3 PIC 9 OCCURS 0 TO 4 DEPENDING ON N3."
                              " 05 T4 PIC X OCCURS 1 TO 3 DEPENDING ON N1. 05 E. 10 E1 PIC X. 10 E2 PIC X.";

static void test_odo__several_counters_behind_tables_that_vary(void **state)
{
    (void)state;
    static const struct odo_case cases[] = {
        {SEVERAL, "21abmm3yy123pqef",
         "{\"N1\":2,\"N2\":1,\"T1\":[{\"X\":\"a\"},{\"X\":\"b\"}],\"MID\":{\"M\":\"mm\",\"N3\":3},\"T2\":[{\"Y\":\"yy\"}],\"T3\":[1,2,3],"
         "\"T4\":[\"p\",\"q\"],\"E\":{\"E1\":\"e\",\"E2\":\"f\"}}"},
        {SEVERAL, "10amm0pef",
         "{\"N1\":1,\"N2\":0,\"T1\":[{\"X\":\"a\"}],\"MID\":{\"M\":\"mm\",\"N3\":0},\"T2\":[],\"T3\":[],\"T4\":[\"p\"],\"E\":{\"E1\":\"e\",\"E2\":\"f\"}}"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        expect(&cases[i], &(struct plan_options){.filler = true});
}

static const char NESTED[] = "01 R. 05 N PIC 9. 05 O OCCURS 0 TO 3 DEPENDING ON N. 10 K PIC X. 10 M PIC 9."
                             " 10 V PIC X OCCURS 0 TO 3 DEPENDING ON M. 10 L PIC X. 10 W OCCURS 1 TO 2 DEPENDING ON N. 15 WW PIC 9. 05 Z PIC X.";

static void test_odo__counters_inside_an_occurrence(void **state)
{
    (void)state;
    static const struct odo_case exact = {
        NESTED, "2a2vwl12b0l34z",
        "{\"N\":2,\"O\":[{\"K\":\"a\",\"M\":2,\"V\":[\"v\",\"w\"],\"L\":\"l\",\"W\":[{\"WW\":1},{\"WW\":2}]},"
        "{\"K\":\"b\",\"M\":0,\"V\":[],\"L\":\"l\",\"W\":[{\"WW\":3},{\"WW\":4}]}],\"Z\":\"z\"}"};
    static const struct odo_case most = {
        NESTED, "1a2vw l1                 z",
        "{\"N\":1,\"O\":[{\"K\":\"a\",\"M\":2,\"V\":[\"v\",\"w\"],\"L\":\"l\",\"W\":[{\"WW\":1}]}],\"Z\":\"z\"}"};
    expect(&exact, &(struct plan_options){.filler = true});
    expect(&most, &(struct plan_options){.occurs_maximum = true});
}

static const char REDEFINED[] = "01 R. 05 S PIC X. 05 RAW-N PIC X(2). 05 N REDEFINES RAW-N PIC 99. 05 T PIC X OCCURS 1 TO 12 DEPENDING ON N. 05 E PIC X.";

static void test_odo__a_counter_that_redefines(void **state)
{
    (void)state;
    static const struct odo_case both = {REDEFINED, "s03abcE", "{\"S\":\"s\",\"RAW-N\":\"03\",\"N\":3,\"T\":[\"a\",\"b\",\"c\"],\"E\":\"E\"}"};
    static const struct odo_case other = {REDEFINED, "s03abcE", "{\"S\":\"s\",\"RAW-N\":\"03\",\"T\":[\"a\",\"b\",\"c\"],\"E\":\"E\"}"};
    static const struct plan_segment segments[] = {{"S", "s", "RAW-N"}};
    expect(&both, &(struct plan_options){.filler = true});
    expect(&other, &(struct plan_options){.filler = true, .segments = segments, .segment_count = 1});
}

static const char VIEWS[] = "01 R. 05 N PIC 9. 05 K PIC X. 05 T PIC X OCCURS 0 TO 2 DEPENDING ON N. 05 LONG-VIEW. 10 L1 PIC X(3). 10 L2 PIC 9(2)."
                            " 05 SHORT-VIEW REDEFINES LONG-VIEW. 10 S1 PIC 9. 05 MIDDLE-VIEW REDEFINES LONG-VIEW. 10 MV PIC X(2) OCCURS 2."
                            " 05 M PIC 9. 05 U PIC X OCCURS 0 TO 2 DEPENDING ON M. 05 E PIC X.";

static void test_odo__views_of_other_lengths_between_tables(void **state)
{
    (void)state;
    static const struct plan_segment segments[] = {{"K", "L", "LONG-VIEW"}, {"K", "S", "SHORT-VIEW"}, {"K", "M", "MIDDLE-VIEW"}};
    static const struct odo_case cases[] = {
        {VIEWS, "2LabABC121uE", "{\"N\":2,\"K\":\"L\",\"T\":[\"a\",\"b\"],\"LONG-VIEW\":{\"L1\":\"ABC\",\"L2\":12},\"M\":1,\"U\":[\"u\"],\"E\":\"E\"}"},
        {VIEWS, "1Sa7 ABC0E", "{\"N\":1,\"K\":\"S\",\"T\":[\"a\"],\"SHORT-VIEW\":{\"S1\":7},\"slack\":\"40c1c2c3\",\"M\":0,\"U\":[],\"E\":\"E\"}"},
        {VIEWS, "0Mpqrs 2uvE", "{\"N\":0,\"K\":\"M\",\"T\":[],\"MIDDLE-VIEW\":{\"MV\":[\"pq\",\"rs\"]},\"slack-2\":\"40\",\"M\":2,\"U\":[\"u\",\"v\"],\"E\":\"E\"}"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        expect(&cases[i], &(struct plan_options){.filler = true, .segments = segments, .segment_count = 3});
}

/* Segments of their own length, as variable records have them: what the shorter view leaves is not there. */
static void test_odo__a_record_that_ends_with_a_shorter_view(void **state)
{
    (void)state;
    static const char book[] = "01 R. 05 K PIC X. 05 N PIC 9. 05 T PIC X OCCURS 0 TO 2 DEPENDING ON N. 05 A. 10 A1 PIC X(5). 05 B REDEFINES A. 10 B1 PIC X(2).";
    static const struct plan_segment segments[] = {{"K", "A", "A"}, {"K", "B", "B"}};
    static const struct odo_case cases[] = {
        {book, "A1tabcde", "{\"K\":\"A\",\"N\":1,\"T\":[\"t\"],\"A\":{\"A1\":\"abcde\"}}"},
        {book, "B1txy", "{\"K\":\"B\",\"N\":1,\"T\":[\"t\"],\"B\":{\"B1\":\"xy\"},\"slack\":\"\"}"},
        {book, "B1txyz", "{\"K\":\"B\",\"N\":1,\"T\":[\"t\"],\"B\":{\"B1\":\"xy\"},\"slack\":\"a9\"}"},
        {book, "B0xy   ", "{\"K\":\"B\",\"N\":0,\"T\":[],\"B\":{\"B1\":\"xy\"},\"slack\":\"404040\"}"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        expect(&cases[i], &(struct plan_options){.filler = true, .segments = segments, .segment_count = 2});
}

static const char SEGMENTS[] = "01 R. 05 N PIC 9. 05 O OCCURS 1 TO 3 DEPENDING ON N. 10 K PIC X. 10 P PIC X(2). 10 Q REDEFINES P PIC 99."
                               " 10 C REDEFINES P. 15 CN PIC 9. 15 FILLER PIC X. 10 V PIC X OCCURS 0 TO 2 DEPENDING ON CN.";

static void test_odo__counter_in_a_view_of_an_occurrence(void **state)
{
    (void)state;
    static const struct plan_segment segments[] = {{"K", "P", "P"}, {"K", "Q", "Q"}, {"K", "C", "C"}};
    static const struct odo_case one = {
        SEGMENTS, "3P1xaQ02C2 bc",
        "{\"N\":3,\"O\":[{\"K\":\"P\",\"P\":\"1x\",\"V\":[\"a\"]},{\"K\":\"Q\",\"Q\":2,\"V\":[]},{\"K\":\"C\",\"C\":{\"CN\":2,\"FILLER\":\"\"},"
        "\"V\":[\"b\",\"c\"]}]}"};
    expect(&one, &(struct plan_options){.filler = true, .segments = segments, .segment_count = 3});
}

static void test_odo__counters_of_every_usage(void **state)
{
    (void)state;
    static const struct {
        const char *book, *hex, *json;
    } cases[] = {
        {"01 R. 05 N PIC S9(4) COMP. 05 T PIC X OCCURS 0 TO 5 DEPENDING ON N. 05 E PIC X.", "0002C1C2C5", "{\"N\":2,\"T\":[\"A\",\"B\"],\"E\":\"E\"}"},
        {"01 R. 05 N PIC 9(3) COMP-3. 05 T PIC X OCCURS 0 TO 5 DEPENDING ON N. 05 E PIC X.", "002FC1C2C5", "{\"N\":2,\"T\":[\"A\",\"B\"],\"E\":\"E\"}"},
        {"01 R. 05 N PIC 9(3) COMP-6. 05 T PIC X OCCURS 0 TO 5 DEPENDING ON N. 05 E PIC X.", "0002C1C2C5", "{\"N\":2,\"T\":[\"A\",\"B\"],\"E\":\"E\"}"},
        {"01 R. 05 N PIC S9(9) COMP-5. 05 T PIC X OCCURS 0 TO 5 DEPENDING ON N. 05 E PIC X.", "00000001C1C5", "{\"N\":1,\"T\":[\"A\"],\"E\":\"E\"}"},
        {"01 R. 05 N PIC 9 NATIONAL. 05 T PIC X OCCURS 0 TO 5 DEPENDING ON N. 05 E PIC X.", "0032C1C2C5", "{\"N\":2,\"T\":[\"A\",\"B\"],\"E\":\"E\"}"},
        {"01 R. 05 N PIC S9 SIGN LEADING SEPARATE. 05 T PIC X OCCURS 0 TO 5 DEPENDING ON N. 05 E PIC X.", "4EF1C1C5", "{\"N\":1,\"T\":[\"A\"],\"E\":\"E\"}"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct record_case made;
        uint8_t bytes[32];
        size_t length = record_case_bytes(cases[i].hex, bytes);
        record_case_open_book(&made, cases[i].book, NULL, NULL);
        record_case_decode(&made, cases[i].hex);
        assert_string_equal(bytes_string(&made.json), cases[i].json);
        assert_int_equal(made.taken, length);
        assert_int_equal(record_case_encode(&made, cases[i].json), 0);
        assert_int_equal(made.bytes.length, length);
        assert_memory_equal(made.bytes.data, bytes, length);
        record_case_close(&made);
    }
}

static const char TWO_OR_THREE[] = "01 R. 05 N PIC 9. 05 T PIC X OCCURS 2 TO 3 DEPENDING ON N. 05 C PIC X.";

static void test_odo__a_count_that_cannot_be(void **state)
{
    (void)state;
    static const struct {
        const char *book, *hex;
        ptrdiff_t taken;
        const char *detail;
    } cases[] = {
        {MIDDLE, "C1F4C2C2E3E3E3E3E3E3C3C3", RECORD_E_COUNT, "N is 4, expected 0 to 3"},
        {MIDDLE, "C1C2C2C2C3C3", RECORD_E_COUNT, "N cannot be read as a count, expected 0 to 3"},
        {TWO_OR_THREE, "F1C1C3", 3, "N is 1, expected 2 to 3"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct record_case made;
        record_case_open_book(&made, cases[i].book, NULL, NULL);
        record_case_decode(&made, cases[i].hex);
        assert_int_equal(made.taken, cases[i].taken);
        assert_true(made.bad > 0);
        assert_string_equal(made.fault.detail, cases[i].detail);
        record_case_close(&made);
    }
    static const struct {
        const char *json, *detail;
    } back[] = {
        {"{\"A\":\"a\",\"N\":2,\"B\":\"b\",\"T\":[\"t\"],\"C\":\"c\"}", "1 are given, the count says 2, from 0 to 3 can be"},
        {"{\"A\":\"a\",\"N\":4,\"B\":\"b\",\"T\":[\"t\",\"t\",\"t\",\"t\"],\"C\":\"c\"}", "4 are given, the count says 4, from 0 to 3 can be"},
    };
    for (size_t i = 0; i < sizeof back / sizeof back[0]; i++) {
        struct record_case made;
        record_case_open_book(&made, MIDDLE, NULL, NULL);
        assert_int_equal(record_case_encode(&made, back[i].json), RECORD_E_COUNT);
        assert_string_equal(made.fault.field, "T");
        assert_string_equal(made.fault.detail, back[i].detail);
        record_case_close(&made);
    }
}

static void test_odo__a_hidden_counter_still_counts(void **state)
{
    (void)state;
    struct record_case made;
    static const char *const select[] = {"C", "T"};
    record_case_open_book(&made, MIDDLE, NULL, &(struct plan_options){.select = select, .select_count = 2});
    record_case_decode(&made, "C1F1C2C2A3A4C3C3");
    assert_string_equal(bytes_string(&made.json), "{\"T\":[\"tu\"],\"C\":\"CC\"}");
    assert_int_equal(made.bad, 0);
    record_case_close(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_odo__counter_in_the_middle),
        cmocka_unit_test(test_odo__what_a_table_at_its_maximum_does_not_use),
        cmocka_unit_test(test_odo__several_counters_behind_tables_that_vary),
        cmocka_unit_test(test_odo__counters_inside_an_occurrence),
        cmocka_unit_test(test_odo__a_counter_that_redefines),
        cmocka_unit_test(test_odo__views_of_other_lengths_between_tables),
        cmocka_unit_test(test_odo__a_record_that_ends_with_a_shorter_view),
        cmocka_unit_test(test_odo__counter_in_a_view_of_an_occurrence),
        cmocka_unit_test(test_odo__counters_of_every_usage),
        cmocka_unit_test(test_odo__a_count_that_cannot_be),
        cmocka_unit_test(test_odo__a_hidden_counter_still_counts),
    };
    return cmocka_run_group_tests_name("odo", tests, NULL, NULL);
}
