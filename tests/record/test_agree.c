/* Views of the same bytes on the way back: alike, left out with null, or told. */
#include "support/suite.h"

#include <string.h>

#include "record/error.h"
#include "support/record.h"

static const char BOOK[] = "01 R. 05 A PIC X(4). 05 I REDEFINES A PIC S9(9) COMP. 05 N REDEFINES A PIC 9(3)V9."
                           " 05 F REDEFINES A COMP-1. 05 T REDEFINES A. 10 C PIC X OCCURS 4.";

struct view_case {
    const char *json;
    int code;
    const char *field, *detail, *bytes;
};

static void expect(const struct view_case *cases, size_t count)
{
    struct record_case made;
    record_case_open_book(&made, BOOK, NULL, NULL);
    for (size_t i = 0; i < count; i++) {
        uint8_t bytes[16];
        assert_int_equal(record_case_encode(&made, cases[i].json), cases[i].code);
        if (cases[i].code < 0) {
            assert_string_equal(made.fault.field, cases[i].field);
            assert_string_equal(made.fault.detail, cases[i].detail);
            continue;
        }
        assert_int_equal(made.bytes.length, record_case_bytes(cases[i].bytes, bytes));
        assert_memory_equal(made.bytes.data, bytes, made.bytes.length);
    }
    record_case_close(&made);
}

static void test_agree__one_view_makes_the_bytes(void **state)
{
    (void)state;
    static const struct view_case cases[] = {
        {"{\"A\":\"1234\"}", 0, "", "", "F1F2F3F4"},
        {"{\"A\":null,\"I\":5,\"N\":null}", 0, "", "", "00000005"},
        {"{\"T\":{\"C\":[\"1\",\"2\",\"3\",\"4\"]}}", 0, "", "", "F1F2F3F4"},
    };
    expect(cases, sizeof cases / sizeof cases[0]);
}

static void test_agree__views_that_say_the_same(void **state)
{
    (void)state;
    static const struct view_case cases[] = {
        {"{\"A\":\"1234\",\"I\":-235736076,\"N\":123.4}", 0, "", "", "F1F2F3F4"},
        {"{\"A\":\"1230\",\"N\":123.00}", 0, "", "", "F1F2F3F0"},
        {"{\"A\":\"1230\",\"N\":1.23e2}", 0, "", "", "F1F2F3F0"},
        {"{\"A\":\"AB\",\"T\":{\"C\":[\"A\",\"B\",\"\",\" \"]}}", 0, "", "", "C1C24040"},
        {"{\"A\":\"1234\",\"F\":-9.531502e+58}", 0, "", "", "F1F2F3F4"},
    };
    expect(cases, sizeof cases / sizeof cases[0]);
}

static void test_agree__views_that_differ_are_told(void **state)
{
    (void)state;
    static const struct view_case cases[] = {
        {"{\"A\":\"1234\",\"I\":5}", RECORD_E_VIEWS, "I", "got 5, but the view that is declared first makes it -235736076", ""},
        {"{\"A\":\"1234\",\"N\":123.5}", RECORD_E_VIEWS, "N", "got 123.5, but the view that is declared first makes it 123.4", ""},
        {"{\"A\":\"ABCD\",\"N\":123.4}", RECORD_E_VIEWS, "N", "got 123.4, but the view that is declared first makes it no value at all", ""},
        {"{\"A\":\"1234\",\"F\":-9.6e+58}", RECORD_E_VIEWS, "F", "got -9.6e+58, but the view that is declared first makes it -9.531502e+58", ""},
        {"{\"A\":\"1234\",\"N\":\"x\"}", RECORD_E_VIEWS, "N", "got x, but the view that is declared first makes it 123.4", ""},
        {"{\"A\":\"ABCD\",\"T\":{\"C\":[\"A\",\"B\",\"X\",\"D\"]}}", RECORD_E_VIEWS, "C", "got X, but the view that is declared first makes it C", ""},
    };
    expect(cases, sizeof cases / sizeof cases[0]);
}

/* Of views that cannot be written the one that was meant is told of. */
static void test_agree__the_view_that_was_meant(void **state)
{
    (void)state;
    static const struct view_case cases[] = {
        {"{\"I\":99999999999}", RECORD_E_NUMBER, "I", "99999999999, expected -2147483648 to 2147483647 (S9(9))", ""},
        {"{\"N\":1234}", RECORD_E_NUMBER, "N", "1234, expected at most 3 digits before the point (9(3)V9)", ""},
        {"{}", RECORD_E_MISSING, "A", "the object does not have the field", ""},
    };
    expect(cases, sizeof cases / sizeof cases[0]);
}

static void test_agree__a_key_given_twice(void **state)
{
    (void)state;
    static const struct view_case cases[] = {
        {"{\"A\":\"1234\",\"A\":\"1235\"}", RECORD_E_JSON, "", "A is there twice", ""},
        {"{\"A\":\"ABCD\",\"T\":{\"C\":[\"A\",\"B\",\"C\",\"D\"],\"C\":[\"A\",\"B\",\"C\",\"E\"]}}", RECORD_E_VIEWS, "C", "got E, but the view that is declared first makes it D", ""},
    };
    expect(cases, sizeof cases / sizeof cases[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_agree__one_view_makes_the_bytes),
        cmocka_unit_test(test_agree__views_that_say_the_same),
        cmocka_unit_test(test_agree__views_that_differ_are_told),
        cmocka_unit_test(test_agree__the_view_that_was_meant),
        cmocka_unit_test(test_agree__a_key_given_twice),
    };
    return cmocka_run_group_tests_name("agree", tests, NULL, NULL);
}
