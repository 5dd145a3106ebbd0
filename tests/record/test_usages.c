/* test_usages.c - every USAGE and kind of PICTURE both ways: bytes to JSON and JSON to the same bytes, as tables. */
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

#include "record/error.h"
#include "support/record.h"

struct usage_case {
    const char *picture, *bytes, *json;
};

/* Each value decodes to its JSON, and that encodes to the bytes again. */
static void expect_both_ways(const struct usage_case *cases, size_t count, const struct record_case_options *options)
{
    for (size_t i = 0; i < count; i++) {
        struct record_case made;
        uint8_t bytes[256];
        char line[600];
        size_t length = record_case_bytes(cases[i].bytes, bytes);
        record_case_open_with(&made, NULL, cases[i].picture, options);
        record_case_decode(&made, cases[i].bytes);
        if (made.bad != 0 || strcmp(bytes_string(&made.json), cases[i].json) != 0)
            fail_msg("%s X'%s' is %s, not %s %s", cases[i].picture, cases[i].bytes, bytes_string(&made.json), cases[i].json, made.fault.detail);
        assert_int_equal(made.taken, length);
        snprintf(line, sizeof line, "{\"F\":%s}", cases[i].json);
        if (record_case_encode(&made, line) < 0)
            fail_msg("%s %s: %s", cases[i].picture, line, made.fault.detail);
        assert_int_equal(made.bytes.length, length);
        assert_memory_equal(made.bytes.data, bytes, length);
        record_case_close(&made);
    }
}

#define BOTH_WAYS(cases, ...) \
    expect_both_ways(cases, sizeof cases / sizeof cases[0], &(struct record_case_options){__VA_ARGS__})

/* Enterprise COBOL for z/OS 6.4, Programming Guide, page data-examples-numeric-internal-representation: all its rows. */
static void test_usages__internal_representation_of_the_programming_guide(void **state)
{
    (void)state;
    static const struct usage_case cases[] = {
        {"S9999 DISPLAY", "F1F2F3C4", "1234"},
        {"S9999 DISPLAY", "F1F2F3D4", "-1234"},
        {"9999 DISPLAY", "F1F2F3F4", "1234"},
        {"S9999 DISPLAY SIGN LEADING", "C1F2F3F4", "1234"},
        {"S9999 DISPLAY SIGN LEADING", "D1F2F3F4", "-1234"},
        {"S9999 DISPLAY SIGN LEADING SEPARATE", "4EF1F2F3F4", "1234"},
        {"S9999 DISPLAY SIGN LEADING SEPARATE", "60F1F2F3F4", "-1234"},
        {"S9999 DISPLAY SIGN TRAILING SEPARATE", "F1F2F3F44E", "1234"},
        {"S9999 DISPLAY SIGN TRAILING SEPARATE", "F1F2F3F460", "-1234"},
        {"S9999 BINARY", "04D2", "1234"},
        {"S9999 BINARY", "FB2E", "-1234"},
        {"S9999 COMP-4", "04D2", "1234"},
        {"S9999 COMP-5", "3039", "12345"},
        {"S9999 COMP-5", "CFC7", "-12345"},
        {"9999 BINARY", "04D2", "1234"},
        {"9999 COMP-5", "EA60", "60000"},
        {"S9999 PACKED-DECIMAL", "01234C", "1234"},
        {"S9999 COMP-3", "01234D", "-1234"},
        {"9999 PACKED-DECIMAL", "01234F", "1234"},
        {"USAGE COMP-1", "434D2000", "1234"},
        {"USAGE COMP-1", "C34D2000", "-1234"},
        {"USAGE COMP-2", "434D200000000000", "1234"},
        {"USAGE COMP-2", "C34D200000000000", "-1234"},
        {"+9(2).9(2)E+99 DISPLAY", "4EF1F24BF3F4C54EF0F2", "\"+12.34E+02\""},
        {"+9(2).9(2)E+99 DISPLAY", "60F1F24BF3F4C54EF0F2", "\"-12.34E+02\""},
        {"+9(2).9(2)E+99 NATIONAL", "002B00310032002E003300340045002B00300032", "\"+12.34E+02\""},
        {"+9(2).9(2)E+99 NATIONAL", "002D00310032002E003300340045002B00300032", "\"-12.34E+02\""},
        {"9999 NATIONAL", "0031003200330034", "1234"},
        {"S9999 NATIONAL SIGN LEADING SEPARATE", "002B0031003200330034", "1234"},
        {"S9999 NATIONAL SIGN LEADING SEPARATE", "002D0031003200330034", "-1234"},
        {"S9999 NATIONAL SIGN TRAILING SEPARATE", "0031003200330034002B", "1234"},
        {"S9999 NATIONAL SIGN TRAILING SEPARATE", "0031003200330034002D", "-1234"},
    };
    BOTH_WAYS(cases, .page = NULL);
}

static void test_usages__scaled_pictures(void **state)
{
    (void)state;
    static const struct usage_case cases[] = {
        {"99PPP", "F1F2", "12000"},        {"99PPP", "F0F0", "0"},
        {"S9PPP", "D3", "-3000"},          {"PPP99", "F1F2", "0.00012"},
        {"VPP9(3)", "F0F0F1", "0.00001"},  {"SPP9(4) COMP-3", "01234D", "-0.001234"},
        {"S9(4)P(5) COMP", "FFFE", "-200000"}, {"P(5)9(4) BINARY", "04D2", "0.000001234"},
        {"9(3)P(2) COMP-3", "123F", "12300"},
    };
    BOTH_WAYS(cases, .page = NULL);
}

static void test_usages__up_to_31_digits(void **state)
{
    (void)state;
    static const struct usage_case cases[] = {
        {"S9(19)", "F1F2F3F4F5F6F7F8F9F0F1F2F3F4F5F6F7F8D9", "-1234567890123456789"},
        {"9(31)", "F1F2F3F4F5F6F7F8F9F0F1F2F3F4F5F6F7F8F9F0F1F2F3F4F5F6F7F8F9F0F1", "1234567890123456789012345678901"},
        {"S9(31) COMP-3", "9999999999999999999999999999999D", "-9999999999999999999999999999999"},
        {"S9(15)V9(16) COMP-3", "0000000000000000000000000000001C", "0.0000000000000001"},
        {"9(20) COMP-6", "12345678901234567890", "12345678901234567890"},
    };
    BOTH_WAYS(cases, .page = NULL);
}

static void test_usages__packed_without_sign(void **state)
{
    (void)state;
    static const struct usage_case cases[] = {
        {"9(4) COMP-6", "1234", "1234"},     {"9(5) COMP-6", "012345", "12345"}, {"9(3)V99 COMP-6", "000005", "0.05"},
        {"9 COMP-6", "07", "7"},             {"99 COMP-6", "00", "0"},
    };
    BOTH_WAYS(cases, .page = NULL);
}

static void test_usages__native_binary_takes_all_its_bits(void **state)
{
    (void)state;
    static const struct usage_case big[] = {
        {"S9(4) COMP-5", "8000", "-32768"}, {"9(4) COMP-5", "FFFF", "65535"}, {"S9(9) COMP-5", "7FFFFFFF", "2147483647"},
        {"9(18) COMP-5", "FFFFFFFFFFFFFFFF", "18446744073709551615"}, {"S9(3)V9 COMP-5", "FFFB", "-0.5"},
    };
    static const struct usage_case little[] = {
        {"S9(4) COMP-5", "0080", "-32768"}, {"9(4) COMP-5", "0100", "1"}, {"S9(9) COMP-5", "FEFFFFFF", "-2"},
        {"S9(18) COMP-5", "0100000000000080", "-9223372036854775807"}, {"S9(4) COMP", "FFFE", "-2"},
        {"S9(3)V9 COMP-5", "FBFF", "-0.5"},
    };
    BOTH_WAYS(big, .decode.truncate = true, .encode.truncate = true);
    BOTH_WAYS(little, .plan.native_little_endian = true);
}

static void test_usages__binary_as_small_as_its_digits(void **state)
{
    (void)state;
    static const struct usage_case cases[] = {
        {"S99 COMP", "FF", "-1"},        {"9(4) COMP", "2710", "10000"},      {"S9(6) COMP", "FFFFFE", "-2"},
        {"9(9) COMP", "3B9AC9FF", "999999999"}, {"S9(11) COMP", "FFFFFFFFFF", "-1"}, {"9(14) COMP", "5AF3107A3FFF", "99999999999999"},
        {"S9(16) COMP", "FF000000000001", "-281474976710655"},
        {"9(18) COMP", "0DE0B6B3A763FFFF", "999999999999999999"},
    };
    BOTH_WAYS(cases, .source.binary_minimal = true);
}

static void test_usages__floats(void **state)
{
    (void)state;
    static const struct usage_case ibm[] = {
        {"USAGE COMP-1", "4019999A", "0.1"}, {"USAGE COMP-1", "00000000", "0"}, {"USAGE COMP-1", "80000000", "-0"},
        {"USAGE COMP-2", "401999999999999A", "0.1"}, {"USAGE COMP-1", "7FFFFFFF", "7.237005e+75"},
    };
    static const struct usage_case ieee[] = {
        {"USAGE COMP-1", "3DCCCCCD", "0.1"}, {"USAGE COMP-2", "C009000000000000", "-3.125"},
        {"USAGE COMP-2", "7FEFFFFFFFFFFFFF", "1.7976931348623157e+308"},
    };
    static const struct usage_case little[] = {{"USAGE COMP-2", "9A9999999999B93F", "0.1"}, {"USAGE COMP-1", "CDCCCC3D", "0.1"}};
    BOTH_WAYS(ibm, .page = NULL);
    BOTH_WAYS(ieee, .plan.float_ieee = true);
    BOTH_WAYS(little, .plan.float_ieee = true, .plan.native_little_endian = true);
}

static void test_usages__national_text(void **state)
{
    (void)state;
    static const struct usage_case sound[] = {
        {"N(4)", "0041004200200020", "\"AB\""},
        {"N(4) USAGE NATIONAL", "002000C4D83DDE00", "\" \xC3\x84\xF0\x9F\x98\x80\""},
        {"N(2)", "00220000", "\"\\\"\\u0000\""},
        {"N(2)", "00200020", "\"\""},
        {"N(4) JUSTIFIED", "0020002000410020", "\"A \""},
    };
    BOTH_WAYS(sound, .page = NULL);
}

/* Pairs of the double-byte part of IBM-939, without shifts: JIS X 0208 row 1 to 4, X'4040' the blank. */
static void test_usages__double_byte_text(void **state)
{
    (void)state;
    static const struct usage_case cases[] = {
        {"G(3) DISPLAY-1", "448144824040", "\"\xE3\x81\x82\xE3\x81\x84\""},
        {"N(2) DISPLAY-1", "44814040", "\"\xE3\x81\x82\""},
    };
    static const struct usage_case same[] = {{"G(2) USAGE DISPLAY-1", "42C142C2", "\"\xEF\xBC\xA1\xEF\xBC\xA2\""}};
    BOTH_WAYS(cases, .dbcs = "IBM939");
    BOTH_WAYS(same, .page = "IBM939");
}

static void test_usages__signs_in_ascii(void **state)
{
    (void)state;
    static const struct usage_case cobol[] = {
        {"S9(3)", "303172", "-12"}, {"S9(3)", "303132", "12"}, {"S9(3)", "313070", "-100"}, {"S9(3) SIGN LEADING", "713230", "-120"},
    };
    static const struct usage_case translated[] = {
        {"S9(3)", "30314B", "-12"}, {"S9(3)", "303142", "12"}, {"S9(3)", "31307D", "-100"}, {"S9(3)", "30307B", "0"},
    };
    BOTH_WAYS(cobol, .page = "ASCII");
    BOTH_WAYS(translated, .page = "ASCII", .plan.sign_translated = true);
}

static void test_usages__text_at_the_right(void **state)
{
    (void)state;
    static const struct usage_case cases[] = {
        {"X(5) JUSTIFIED RIGHT", "40404040C1", "\"A\""}, {"X(5) JUST", "4040C140C2", "\"A B\""}, {"X(3) JUST", "C1C240", "\"AB \""},
        {"X(3) JUST", "404040", "\"\""},
    };
    static const struct usage_case whole[] = {{"X(5) JUST", "40404040C1", "\"    A\""}};
    BOTH_WAYS(cases, .page = NULL);
    BOTH_WAYS(whole, .decode.trim = TRIM_NONE);
}

static void test_usages__blank_when_zero(void **state)
{
    (void)state;
    static const struct usage_case cases[] = {
        {"9(3) BLANK WHEN ZERO", "404040", "0"}, {"9(3) BLANK WHEN ZERO", "F0F0F1", "1"}, {"9V99 BLANK WHEN ZERO", "404040", "0.00"},
    };
    BOTH_WAYS(cases, .page = NULL);
}

static void test_usages__edited_as_it_stands(void **state)
{
    (void)state;
    static const struct usage_case sound[] = {
        {"ZZ9.99", "4040F14BF5F0", "\"  1.50\""},
        {"99/99/99", "F1F261F3F161F2F6", "\"12/31/26\""},
        {"XXBXX", "C1C240C3C4", "\"AB CD\""},
        {"-9(3).99", "60F0F1F24BF5F0", "\"-012.50\""},
    };
    BOTH_WAYS(sound, .page = NULL);
}

static void test_usages__index_and_pointer_are_bytes(void **state)
{
    (void)state;
    static const struct usage_case cases[] = {
        {"USAGE INDEX", "0000002A", "\"0000002a\""}, {"USAGE POINTER", "7F001000", "\"7f001000\""},
        {"USAGE PROCEDURE-POINTER", "0123456789ABCDEF", "\"0123456789abcdef\""},
    };
    BOTH_WAYS(cases, .page = NULL);
}

static void test_usages__what_cannot_be_read(void **state)
{
    (void)state;
    static const struct {
        const char *picture, *bytes;
        int code;
        const char *detail;
    } cases[] = {
        {"9(4) COMP-6", "12A4", RECORD_E_PACKED, "X'12A4'"},
        {"9(3) COMP-6", "1234", RECORD_E_PACKED, "X'1234'"},
        {"9(2) NATIONAL", "01310032", RECORD_E_ZONED, "X'01310032'"},
        {"9(2) NATIONAL", "00200020", RECORD_E_BLANK, "X'00200020'"},
        {"9(3) BLANK WHEN ZERO", "4040F1", RECORD_E_ZONED, "X'4040F1'"},
        {"N(2)", "0041D83D", RECORD_E_TEXT, "X'D83D', byte 3 of the field,"},
        {"PPP99", "F1C1", RECORD_E_ZONED, "X'F1C1', signed in a field without sign,"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct record_case made;
        record_case_open(&made, cases[i].picture, NULL);
        record_case_decode(&made, cases[i].bytes);
        assert_string_equal(bytes_string(&made.json), "null");
        assert_int_equal(made.fault.code, cases[i].code);
        assert_string_equal(made.fault.detail, cases[i].detail);
        record_case_close(&made);
    }
    struct record_case made;
    record_case_open_with(&made, NULL, "USAGE COMP-1", &(struct record_case_options){.plan.float_ieee = true});
    record_case_decode(&made, "7F800000");
    assert_string_equal(bytes_string(&made.json), "null");
    assert_int_equal(made.fault.code, RECORD_E_FLOAT);
    assert_string_equal(made.fault.detail, "X'7F800000'");
    record_case_close(&made);
}

static void test_usages__what_cannot_be_written(void **state)
{
    (void)state;
    static const struct {
        const char *picture, *json;
        int code;
        const char *detail;
    } cases[] = {
        {"9(3)", "1000", RECORD_E_NUMBER, "1000, expected at most 3 digits (9(3))"},
        {"9(3)", "-1", RECORD_E_NUMBER, "-1, expected no minus (9(3))"},
        {"9(3)", "1.5", RECORD_E_NUMBER, "1.5, expected a whole number (9(3))"},
        {"99V9", "100", RECORD_E_NUMBER, "100, expected at most 2 digits before the point (99V9)"},
        {"9V9", "1.25", RECORD_E_NUMBER, "1.25, expected at most 1 decimal (9V9)"},
        {"99PPP", "12001", RECORD_E_NUMBER, "12001, expected a multiple of 1000 (99PPP)"},
        {"99PPP", "100000", RECORD_E_NUMBER, "100000, expected at most 5 digits (99PPP)"},
        {"PPP99", "0.001", RECORD_E_NUMBER, "0.001, expected 3 zeros behind the point (PPP99)"},
        {"S9(4) COMP", "32768", RECORD_E_NUMBER, "32768, expected -32768 to 32767 (S9(4))"},
        {"S9(16)V99 COMP-5", "1e18", RECORD_E_NUMBER, "1e18, expected -92233720368547758.08 to 92233720368547758.07 (S9(16)V99)"},
        {"9(9) COMP", "4294967296", RECORD_E_NUMBER, "4294967296, expected 0 to 4294967295 (9(9))"},
        {"9(3)PP BINARY", "6553600", RECORD_E_NUMBER, "6553600, expected 0 to 6553500 (9(3)PP)"},
        {"USAGE COMP-1", "1e76", RECORD_E_NUMBER, "1e76, expected what 4 bytes hold (COMP-1)"},
        {"USAGE COMP-2", "1e-99", RECORD_E_NUMBER, "1e-99, expected 0, or a number that is not nearest to 0 (COMP-2)"},
        {"9(3)", "\"12\"", RECORD_E_KIND, "got a string, expected a number"},
        {"9(3)", "true", RECORD_E_KIND, "got true, expected a number"},
        {"9(3)", "null", RECORD_E_KIND, "got null, expected a number"},
        {"X(3)", "12", RECORD_E_KIND, "got a number, expected a string"},
        {"X(3)", "[\"A\"]", RECORD_E_KIND, "got a list, expected a string"},
        {"X(3)", "{}", RECORD_E_KIND, "got an object, expected a string"},
        {"X(3) OCCURS 2", "\"A\"", RECORD_E_KIND, "got a string, expected a list"},
        {"X(3)", "\"ABCD\"", RECORD_E_CHARACTERS, "ABCD, expected at most 3 characters of CP037"},
        {"N(2)", "\"ABC\"", RECORD_E_CHARACTERS, "ABC, expected at most 2 characters of UTF-16"},
        {"USAGE INDEX", "\"12\"", RECORD_E_CHARACTERS, "12, expected 8 hexadecimal digits"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct record_case made;
        char line[80];
        record_case_open(&made, cases[i].picture, NULL);
        snprintf(line, sizeof line, "{\"F\":%s}", cases[i].json);
        assert_int_equal(record_case_encode(&made, line), cases[i].code);
        assert_string_equal(made.fault.detail, cases[i].detail);
        assert_int_equal(made.fault.offset, 1);
        record_case_close(&made);
    }
}

static void test_usages__a_picture_truncates_only_what_is_not_native(void **state)
{
    (void)state;
    struct record_case made;
    const struct record_case_options options = {.decode.truncate = true, .encode.truncate = true};
    record_case_open_with(&made, NULL, "S9(4) COMP", &options);
    record_case_decode(&made, "7FFF");
    assert_string_equal(bytes_string(&made.json), "null");
    assert_int_equal(made.fault.code, RECORD_E_BINARY);
    assert_int_equal(record_case_encode(&made, "{\"F\":10000}"), RECORD_E_NUMBER);
    assert_string_equal(made.fault.detail, "10000, expected at most 4 digits (S9(4))");
    record_case_close(&made);
}

static const char CONDITIONS[] = "01 R. 05 S PIC X(2). 88 OPEN-S VALUE 'O' 'AA' THRU 'AC'. 88 NONE-S VALUE LOW-VALUES."
                                 " 05 N PIC S9(3)V9 COMP-3. 88 SMALL VALUE -1.5 THRU 2. 88 BIG VALUE 100.5."
                                 " 05 G. 88 WHOLE VALUE 'XY'. 10 A PIC X. 10 B PIC X.";

static void test_usages__level_88_on_the_way_back(void **state)
{
    (void)state;
    static const struct {
        const char *json;
        int code;
        const char *field, *detail;
    } cases[] = {
        {"{\"S\":\"O\",\"N\":0,\"G\":{\"A\":\"X\",\"B\":\"Y\"}}", 0, "", ""},
        {"{\"S\":\"AB\",\"N\":-1.5,\"G\":{\"A\":\"X\",\"B\":\"Y\"}}", 0, "", ""},
        {"{\"S\":\"\\u0000\\u0000\",\"N\":100.5,\"G\":{\"A\":\"X\",\"B\":\"Y\"}}", 0, "", ""},
        {"{\"S\":\"AD\",\"N\":0,\"G\":{\"A\":\"X\",\"B\":\"Y\"}}", RECORD_E_CONDITION, "S", "AD, expected OPEN-S, NONE-S"},
        {"{\"S\":\"O\",\"N\":-1.6,\"G\":{\"A\":\"X\",\"B\":\"Y\"}}", RECORD_E_CONDITION, "N", "-1.6, expected SMALL, BIG"},
        {"{\"S\":\"O\",\"N\":2,\"G\":{\"A\":\"X\",\"B\":\"Z\"}}", RECORD_E_CONDITION, "G", "X'E7E9', expected WHOLE"},
    };
    struct record_case made;
    record_case_open_with(&made, CONDITIONS, NULL, &(struct record_case_options){.encode.conditions = true});
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(record_case_encode(&made, cases[i].json), cases[i].code);
        assert_string_equal(made.fault.field, cases[i].field);
        assert_string_equal(made.fault.detail, cases[i].detail);
    }
    record_case_close(&made);
    record_case_open_with(&made, CONDITIONS, NULL, &(struct record_case_options){0});
    assert_int_equal(record_case_encode(&made, cases[3].json), 0);
    record_case_close(&made);
}

/* X'..' names bytes of the record, not characters of its code page. */
static void test_usages__hexadecimal_values_of_level_88_are_bytes(void **state)
{
    (void)state;
    static const char book[] = "01 R. 05 A PIC X. 88 A1 VALUE X'C1'. 05 B PIC XX. 88 B1 VALUE X'0001' THRU X'0005'. 88 B2 VALUE 'J' THRU X'E9'.";
    static const struct {
        const char *json;
        int code;
    } cases[] = {
        {"{\"A\":\"A\",\"B\":\"\\u0000\\u0003\"}", 0},
        {"{\"A\":\"\\u00C1\",\"B\":\"\\u0000\\u0003\"}", RECORD_E_CONDITION},
        {"{\"A\":\"A\",\"B\":\"\\u0000\\u0007\"}", RECORD_E_CONDITION},
        {"{\"A\":\"A\",\"B\":\"Z\"}", 0},
        {"{\"A\":\"A\",\"B\":\"A\"}", RECORD_E_CONDITION},
    };
    struct record_case made;
    record_case_open_with(&made, book, NULL, &(struct record_case_options){.encode.conditions = true});
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(record_case_encode(&made, cases[i].json), cases[i].code);
    record_case_close(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_usages__hexadecimal_values_of_level_88_are_bytes),
        cmocka_unit_test(test_usages__internal_representation_of_the_programming_guide),
        cmocka_unit_test(test_usages__scaled_pictures),
        cmocka_unit_test(test_usages__up_to_31_digits),
        cmocka_unit_test(test_usages__packed_without_sign),
        cmocka_unit_test(test_usages__native_binary_takes_all_its_bits),
        cmocka_unit_test(test_usages__binary_as_small_as_its_digits),
        cmocka_unit_test(test_usages__floats),
        cmocka_unit_test(test_usages__national_text),
        cmocka_unit_test(test_usages__double_byte_text),
        cmocka_unit_test(test_usages__signs_in_ascii),
        cmocka_unit_test(test_usages__text_at_the_right),
        cmocka_unit_test(test_usages__blank_when_zero),
        cmocka_unit_test(test_usages__edited_as_it_stands),
        cmocka_unit_test(test_usages__index_and_pointer_are_bytes),
        cmocka_unit_test(test_usages__what_cannot_be_read),
        cmocka_unit_test(test_usages__what_cannot_be_written),
        cmocka_unit_test(test_usages__a_picture_truncates_only_what_is_not_native),
        cmocka_unit_test(test_usages__level_88_on_the_way_back),
    };
    return cmocka_run_group_tests_name("usages", tests, NULL, NULL);
}
