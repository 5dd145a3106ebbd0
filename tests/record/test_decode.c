/* test_decode.c - tests of record/decode.h and encode.h: bytes to values and back, as tables. */
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

#include "record/decode.h"
#include "record/encode.h"
#include "record/error.h"
#include "support/record.h"

static void test_decode__every_usage(void **state)
{
    (void)state;
    static const struct {
        const char *picture, *bytes, *json;
    } cases[] = {
        {"X(5)", "C1C2404040", "\"AB\""},
        {"X(3)", "40C140", "\" A\""},
        {"X(4)", "7D7F00E0", "\"'\\\"\\u0000\\\\\""},
        {"X(2)", "1525", "\"\xC2\x85\\n\""},
        {"X(1)", "63", "\"\xC3\x84\""},
        {"9(3)", "F0F1F2", "12"},
        {"S9(3)", "F0F1C2", "12"},
        {"S9(3)", "F0F1D2", "-12"},
        {"S9(3)", "F0F1F2", "12"},
        {"S9(3)", "F0F1B2", "-12"},
        {"S9(3) SIGN LEADING", "D0F1F2", "-12"},
        {"S9(3) SIGN IS LEADING SEPARATE CHARACTER", "60F0F1F2", "-12"},
        {"S9(3) SIGN TRAILING SEPARATE", "F0F1F24E", "12"},
        {"9(3)V99", "F0F0F1F2F3", "1.23"},
        {"V99", "F0F5", "0.05"},
        {"S9(5)V99 COMP-3", "0012345D", "-123.45"},
        {"S9(5)V99 COMP-3", "0000000C", "0.00"},
        {"9(4) COMP-3", "01234F", "1234"},
        {"9(4) COMP-3", "01234C", "1234"},
        {"S9(31) COMP-3", "1234567890123456789012345678901D", "-1234567890123456789012345678901"},
        {"9(31)", "F1F2F3F4F5F6F7F8F9F0F1F2F3F4F5F6F7F8F9F0F1F2F3F4F5F6F7F8F9F0F1", "1234567890123456789012345678901"},
        {"S9(4) COMP", "FFFF", "-1"},
        {"9(4) BINARY", "FFFF", "65535"},
        {"S9(9) COMP-4", "80000000", "-2147483648"},
        {"S9(18) COMP", "8000000000000000", "-9223372036854775808"},
        {"9(18) COMP", "FFFFFFFFFFFFFFFF", "18446744073709551615"},
        {"S9(3)V9 COMP", "FFFB", "-0.5"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct record_case made;
        record_case_open(&made, cases[i].picture, NULL);
        record_case_decode(&made, cases[i].bytes);
        assert_string_equal(bytes_string(&made.json), cases[i].json);
        assert_int_equal(made.bad, 0);
        record_case_close(&made);
    }
}

static void test_decode__what_cannot_be_read_is_null_and_told(void **state)
{
    (void)state;
    static const struct {
        const char *picture, *bytes;
        int code;
        const char *detail;
    } cases[] = {
        {"9(3)", "F0F1C1", RECORD_E_ZONED, "X'F0F1C1', signed in a field without sign,"},
        {"9(3)", "F0F140", RECORD_E_ZONED, "X'F0F140'"},
        {"9(3)", "404040", RECORD_E_BLANK, "X'404040'"},
        {"9(3)", "000000", RECORD_E_ZONED, "X'000000'"},
        {"9(3)", "FAF1F1", RECORD_E_ZONED, "X'FAF1F1'"},
        {"S9(3)", "C1F1F1", RECORD_E_ZONED, "X'C1F1F1'"},
        {"9(3) COMP-3", "123D", RECORD_E_PACKED, "X'123D', signed in a field without sign,"},
        {"9(3) COMP-3", "123A", RECORD_E_PACKED, "X'123A', signed in a field without sign,"},
        {"S9(3) COMP-3", "1239", RECORD_E_PACKED, "X'1239'"},
        {"S9(3) COMP-3", "1A3C", RECORD_E_PACKED, "X'1A3C'"},
        {"S9(2) COMP-3", "123C", RECORD_E_PACKED, "X'123C'"},
        {"S9(7) COMP-3", "40404040", RECORD_E_BLANK, "X'40404040'"},
        {"S9(15) COMP-3", "40404040404040F0", RECORD_E_PACKED, "X'40404040404040F0'"},
        {"S9(3) SIGN LEADING SEPARATE", "F0F1F2F3", RECORD_E_ZONED, "X'F0F1F2F3'"},
        {"X(4)", "C1C2", RECORD_E_SHORT, "it takes bytes 1 to 4, the record has 2"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct record_case made;
        record_case_open(&made, cases[i].picture, NULL);
        record_case_decode(&made, cases[i].bytes);
        assert_string_equal(bytes_string(&made.json), "null");
        assert_int_equal(made.bad, 1);
        assert_int_equal(made.fault.code, cases[i].code);
        assert_string_equal(made.fault.detail, cases[i].detail);
        assert_string_equal(made.fault.field, "F");
        assert_int_equal(made.fault.offset, 1);
        record_case_close(&made);
    }
}

static void test_decode__ascii_and_its_overpunches(void **state)
{
    (void)state;
    static const struct {
        const char *picture, *text, *json;
    } cases[] = {
        {"X(4)", "A\"b ", "\"A\\\"b\""}, {"9(3)", "012", "12"},   {"S9(3)", "01B", "12"},  {"S9(3)", "01K", "-12"},
        {"S9(3)", "01{", "10"},         {"S9(3)", "01}", "-10"}, {"S9(3)", "01r", "-12"}, {"S9(3)", "012", "12"},
        {"S9(2) SIGN LEADING SEPARATE", "-12", "-12"},           {"9(3)", "01A", "null"}, {"X(1)", "\x80", "null"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct record_case made;
        record_case_open(&made, cases[i].picture, "ASCII");
        record_case_decode_bytes(&made, cases[i].text, strlen(cases[i].text));
        assert_string_equal(bytes_string(&made.json), cases[i].json);
        record_case_close(&made);
    }
}

/* A whole record: groups, tables, FILLER groups, views. */
static const char BOOK[] = "01 R.\n 05 A PIC X(2).\n 05 FILLER PIC X.\n 05 N PIC 9.\n 05 T OCCURS 0 TO 3 TIMES DEPENDING ON N.\n"
                           "  10 K PIC X.\n  10 V PIC S9(3) COMP-3 OCCURS 2.\n 05 FILLER.\n  10 B PIC 9(2).\n"
                           " 05 D PIC X(4).\n 05 E REDEFINES D.\n  10 Y PIC 99.\n  10 M PIC 99.\n 05 Z PIC X.\n";

static void test_decode__groups_tables_and_views(void **state)
{
    (void)state;
    struct record_case made;
    record_case_open_book(&made, BOOK, NULL, NULL);
    record_case_decode(&made, "C1C2E7F2D1012C013DD2001C002CF1F2F0F3F0F4E9");
    assert_string_equal(bytes_string(&made.json),
                        "{\"A\":\"AB\",\"N\":2,\"T\":[{\"K\":\"J\",\"V\":[12,-13]},{\"K\":\"K\",\"V\":[1,2]}],\"B\":12,"
                        "\"D\":\"0304\",\"E\":{\"Y\":3,\"M\":4},\"Z\":\"Z\"}");
    assert_int_equal(made.taken, 21);
    assert_int_equal(made.bad, 0);
    record_case_close(&made);
}

static void test_decode__an_empty_table_and_a_count_that_cannot_be(void **state)
{
    (void)state;
    struct record_case made;
    record_case_open_book(&made, BOOK, NULL, NULL);
    record_case_decode(&made, "C1C2E7F0F1F2F0F3F0F4E9");
    assert_string_equal(bytes_string(&made.json),
                        "{\"A\":\"AB\",\"N\":0,\"T\":[],\"B\":12,\"D\":\"0304\",\"E\":{\"Y\":3,\"M\":4},\"Z\":\"Z\"}");
    assert_int_equal(made.taken, 11);
    record_case_decode(&made, "C1C2E7F4F1F2F0F3F0F4E9");
    assert_int_equal(made.taken, RECORD_E_COUNT);
    assert_true(made.bad > 0);
    record_case_close(&made);
}

static void test_decode__filler_and_raw_are_shown_when_asked_for(void **state)
{
    (void)state;
    static const char *const raw[] = {"A"};
    struct plan_options options = {.filler = true, .raw = raw, .raw_count = 1};
    struct record_case made;
    record_case_open_book(&made, "01 R.\n 05 A PIC X(2).\n 05 FILLER PIC X.\n 05 FILLER PIC X(2).\n", NULL, &options);
    record_case_decode(&made, "FF0AE7E8E9");
    assert_string_equal(bytes_string(&made.json), "{\"A\":\"ff0a\",\"FILLER\":\"X\",\"FILLER-2\":\"YZ\"}");
    record_case_close(&made);
}

static void test_decode__a_rule_selects_the_view(void **state)
{
    (void)state;
    static const char book[] = "01 R.\n 05 K PIC X(2).\n 05 A PIC X(2).\n 05 B REDEFINES A PIC 99.\n 05 C REDEFINES A PIC S9(3) COMP-3.\n";
    static const struct plan_segment segments[] = {{"K", "T", "A"}, {"K", "N", "B"}, {"K", "M", "B"}, {"K", "P", "C"}};
    struct plan_options options = {.segments = segments, .segment_count = 4};
    struct record_case made;
    record_case_open_book(&made, book, NULL, &options);
    record_case_decode(&made, "E340F0F1");
    assert_string_equal(bytes_string(&made.json), "{\"K\":\"T\",\"A\":\"01\"}");
    record_case_decode(&made, "D400F0F1");
    assert_string_equal(bytes_string(&made.json), "{\"K\":\"M\\u0000\",\"B\":1}");
    record_case_decode(&made, "D740012C");
    assert_string_equal(bytes_string(&made.json), "{\"K\":\"P\",\"C\":12}");
    assert_int_equal(made.bad, 0);
    record_case_decode(&made, "E740F0F1");
    assert_string_equal(bytes_string(&made.json), "{\"K\":\"X\",\"A\":\"01\",\"B\":1,\"C\":null}");
    assert_int_equal(made.bad, 1);
    record_case_close(&made);
}

static void test_decode__values_carry_what_a_program_needs(void **state)
{
    (void)state;
    struct record_case made;
    struct value_list values = {0};
    record_case_open_book(&made, BOOK, NULL, NULL);
    uint8_t bytes[32];
    size_t length = record_case_bytes("C1C2E7F1D10A2C013DF1F2F0F3F0F4E9", bytes);
    assert_int_equal(decode_values(&made.decoder, &values, bytes, length, &made.bad), 16);
    assert_int_equal(values.count, 10);
    assert_string_equal(values.items[0].text, "AB");
    assert_string_equal(values.items[2].text, "J");
    assert_int_equal(values.items[2].occurrence[0], 1);
    const struct value *bad = &values.items[3], *good = &values.items[4];
    assert_null(bad->text);
    assert_int_equal(bad->code, RECORD_E_PACKED);
    assert_int_equal(bad->offset, 6);
    assert_int_equal(bad->bytes_length, 2);
    struct fault fault;
    assert_int_equal(value_fault(bad, &made.decoder, &fault), RECORD_E_PACKED);
    assert_string_equal(fault.field, "V(1,1)");
    assert_string_equal(good->text, "-13");
    assert_int_equal(good->occurrence[1], 2);
    assert_int_equal(good->kind, VALUE_NUMBER);
    value_list_release(&values);
    record_case_close(&made);
}

static void test_decode__csv_has_a_column_for_every_occurrence(void **state)
{
    (void)state;
    struct record_case made;
    struct bytes out;
    uint8_t bytes[32];
    record_case_open_book(&made, BOOK, NULL, NULL);
    bytes_init(&out);
    decode_csv_header(&made.plan, &out);
    assert_string_equal(bytes_string(&out), "A,N,K-1,V-1-1,V-1-2,K-2,V-2-1,V-2-2,K-3,V-3-1,V-3-2,B,D,Y,M,Z");
    bytes_clear(&out);
    size_t length = record_case_bytes("C1C2E7F17F012C013DF1F2F0F3F0F4E9", bytes);
    decode_csv(&made.decoder, &out, bytes, length, NULL);
    bytes_char(&out, '\n');
    assert_string_equal(bytes_string(&out), "\"AB\",1,\"\"\"\",12,-13,,,,,,,12,\"0304\",3,4,\"Z\"\n");
    bytes_release(&out);
    record_case_close(&made);
}

static void test_decode__a_table_beyond_the_record_is_told_once(void **state)
{
    (void)state;
    struct record_case made;
    record_case_open_book(&made, "01 R.\n 05 A PIC X OCCURS 100.\n", NULL, NULL);
    record_case_decode(&made, "C1C2");
    assert_string_equal(bytes_string(&made.json), "{\"A\":[\"A\",\"B\"]}");
    assert_int_equal(made.bad, 1);
    assert_string_equal(made.fault.field, "A(3)");
    record_case_close(&made);
}

static void test_decode__a_table_may_lie_at_its_maximum(void **state)
{
    (void)state;
    struct plan_options options = {.occurs_maximum = true};
    struct record_case made;
    record_case_open_book(&made, "01 R.\n 05 N PIC 9.\n 05 T PIC 9 OCCURS 0 TO 3 DEPENDING ON N.\n 05 Z PIC X.\n", NULL, &options);
    record_case_decode(&made, "F1F74040E9");
    assert_string_equal(bytes_string(&made.json), "{\"N\":1,\"T\":[7],\"Z\":\"Z\"}");
    assert_int_equal(made.taken, 5);
    assert_int_equal(record_case_encode(&made, bytes_string(&made.json)), 0);
    assert_int_equal(made.bytes.length, 5);
    assert_memory_equal(made.bytes.data, "\xF1\xF7\x40\x40\xE9", 5);
    record_case_close(&made);
}

static void test_encode__is_the_way_back(void **state)
{
    (void)state;
    static const char *const records[] = {"C1C240F2D1012C013DD2001C002CF1F2F0F3F0F4E9", "C1C240F0F1F2F0F3F0F4E9", "4040C1F0F1F2F0F3F0F440"};
    struct plan_options options = {.filler = true};
    struct record_case made;
    record_case_open_book(&made, BOOK, NULL, &options);
    for (size_t i = 0; i < sizeof records / sizeof records[0]; i++) {
        record_case_decode(&made, records[i]);
        assert_int_equal(record_case_encode(&made, bytes_string(&made.json)), 0);
        char hex[128];
        size_t length = strlen(records[i]);
        snprintf(hex, sizeof hex, "X'%s'", records[i]);
        char shown[128];
        assert_string_equal(bytes_hex(shown, sizeof shown, made.bytes.data, made.bytes.length, 64), hex);
        assert_int_equal(made.bytes.length, length / 2);
    }
    record_case_close(&made);
}

static void test_encode__refuses_what_cannot_stand(void **state)
{
    (void)state;
    static const struct {
        const char *json;
        int code;
        const char *field;
    } cases[] = {
        {"{\"A\":\"ABC\",\"N\":0}", RECORD_E_CHARACTERS, "A"},
        {"{\"A\":\"\xE2\x82\xAC\",\"N\":0}", RECORD_E_CHARACTERS, "A"},
        {"{\"A\":1,\"N\":0}", RECORD_E_KIND, "A"},
        {"{\"A\":null,\"N\":0}", RECORD_E_KIND, "A"},
        {"{\"A\":\"A\"}", RECORD_E_MISSING, "N"},
        {"{\"A\":\"A\",\"N\":-1}", RECORD_E_NUMBER, "N"},
        {"{\"A\":\"A\",\"N\":10}", RECORD_E_NUMBER, "N"},
        {"{\"A\":\"A\",\"N\":0.5}", RECORD_E_NUMBER, "N"},
        {"{\"A\":\"A\",\"N\":1,\"T\":[]}", RECORD_E_COUNT, "T"},
        {"{\"A\":\"A\",\"N\":4,\"T\":[]}", RECORD_E_COUNT, "T"},
        {"{\"A\":\"A\",\"N\":1,\"T\":[{\"K\":\"J\",\"V\":[1]}]}", RECORD_E_COUNT, "V(1)"},
        {"{\"A\":\"A\",\"N\":1,\"T\":[{\"K\":\"J\",\"V\":[1,1000]}]}", RECORD_E_NUMBER, "V(1,2)"},
        {"{\"A\":\"A\",\"N\":0,\"T\":{}}", RECORD_E_KIND, "T"},
        {"{\"A\":\"A\",\"N\":0,\"T\":[],\"B\":1,\"E\":{\"Y\":1,\"M\":\"x\"},\"Z\":\"\"}", RECORD_E_KIND, "M"},
        {"{\"A\":\"A\",\"N\":0,\"T\":[],\"B\":1,\"D\":\"\",\"Z\":\"\",\"Q\":1}", RECORD_E_NAME, ""},
        {"[]", RECORD_E_KIND, ""},
    };
    struct record_case made;
    struct plan_options options = {.filler = true};
    record_case_open_book(&made, BOOK, NULL, &options);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(record_case_encode(&made, cases[i].json), cases[i].code);
        assert_string_equal(made.fault.field, cases[i].field);
        assert_int_equal(made.bytes.length, 0);
    }
    assert_int_equal(record_case_encode(&made, "{\"Z\":\"Z\",\"E\":{\"M\":4,\"Y\":3},\"B\":12.0,\"N\":0e0,\"A\":\"\\u0041B\"}"), 0);
    assert_memory_equal(made.bytes.data, "\xC1\xC2\x40\xF0\xF1\xF2\xF0\xF3\xF0\xF4\xE9", 11);
    record_case_close(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decode__every_usage),
        cmocka_unit_test(test_decode__what_cannot_be_read_is_null_and_told),
        cmocka_unit_test(test_decode__ascii_and_its_overpunches),
        cmocka_unit_test(test_decode__groups_tables_and_views),
        cmocka_unit_test(test_decode__an_empty_table_and_a_count_that_cannot_be),
        cmocka_unit_test(test_decode__filler_and_raw_are_shown_when_asked_for),
        cmocka_unit_test(test_decode__a_rule_selects_the_view),
        cmocka_unit_test(test_decode__values_carry_what_a_program_needs),
        cmocka_unit_test(test_decode__csv_has_a_column_for_every_occurrence),
        cmocka_unit_test(test_decode__a_table_beyond_the_record_is_told_once),
        cmocka_unit_test(test_decode__a_table_may_lie_at_its_maximum),
        cmocka_unit_test(test_encode__is_the_way_back),
        cmocka_unit_test(test_encode__refuses_what_cannot_stand),
    };
    return cmocka_run_group_tests_name("decode", tests, NULL, NULL);
}
