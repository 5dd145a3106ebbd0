/* test_plan.c - tests of record/plan.h: what is shown, and bytes that no field has. */
#include "support/suite.h"

#include <string.h>

#include "record/error.h"
#include "support/record.h"

static void expect(const char *book, const struct plan_options *plan, const char *hex, const char *json, const char *header)
{
    struct record_case made;
    struct bytes columns;
    bytes_init(&columns);
    record_case_open_with(&made, book, NULL, &(struct record_case_options){.plan = *plan});
    record_case_decode(&made, hex);
    assert_string_equal(bytes_string(&made.json), json);
    assert_int_equal(made.bad, 0);
    decode_csv_header(&made.plan, &columns);
    assert_string_equal(bytes_string(&columns), header);
    bytes_release(&columns);
    record_case_close(&made);
}

static const char SLACK[] = "01 R. 05 A PIC X. 05 B PIC S9(9) COMP SYNC. 05 T OCCURS 2. 10 C PIC X. 10 D PIC S9(4) COMP SYNC. 10 E PIC X.";
static const char SLACK_BYTES[] = "C1010203" "00000005" "C3090001C508" "C3000002C500";
static const char SLACK_JSON[] = "{\"A\":\"A\",\"slack\":\"010203\",\"B\":5,\"T\":[{\"C\":\"C\",\"slack\":\"09\",\"D\":1,\"E\":\"E\",\"slack-2\":\"08\"},"
                                 "{\"C\":\"C\",\"slack\":\"00\",\"D\":2,\"E\":\"E\",\"slack-2\":\"00\"}]}";

static void test_plan__slack_bytes_are_kept_with_filler(void **state)
{
    (void)state;
    struct record_case made;
    uint8_t bytes[32];
    size_t length = record_case_bytes(SLACK_BYTES, bytes);
    expect(SLACK, &(struct plan_options){0}, SLACK_BYTES,
           "{\"A\":\"A\",\"B\":5,\"T\":[{\"C\":\"C\",\"D\":1,\"E\":\"E\"},{\"C\":\"C\",\"D\":2,\"E\":\"E\"}]}", "A,B,C-1,D-1,E-1,C-2,D-2,E-2");
    expect(SLACK, &(struct plan_options){.filler = true}, SLACK_BYTES, SLACK_JSON,
           "A,slack,B,C-1,slack-1,D-1,E-1,slack-1,C-2,slack-2,D-2,E-2,slack-2");
    record_case_open_book(&made, SLACK, NULL, &(struct plan_options){.filler = true});
    assert_int_equal(record_case_encode(&made, SLACK_JSON), 0);
    assert_int_equal(made.bytes.length, length);
    assert_memory_equal(made.bytes.data, bytes, length);
    record_case_close(&made);
}

static void test_plan__slack_bytes_that_are_not_given_are_zeros(void **state)
{
    (void)state;
    struct record_case made;
    uint8_t bytes[32];
    size_t length = record_case_bytes("C100000000000005C3000001C500C3000002C500", bytes);
    record_case_open_book(&made, SLACK, NULL, &(struct plan_options){.filler = true});
    assert_int_equal(record_case_encode(&made, "{\"A\":\"A\",\"B\":5,\"T\":[{\"C\":\"C\",\"D\":1,\"E\":\"E\"},{\"C\":\"C\",\"D\":2,\"E\":\"E\"}]}"), 0);
    assert_int_equal(made.bytes.length, length);
    assert_memory_equal(made.bytes.data, bytes, length);
    record_case_close(&made);
}

static const char RENAMED[] = "01 R. 05 A PIC X. 05 G. 10 B PIC X. 10 C PIC X. 05 D PIC X. 66 BD RENAMES B THRU D. 66 ALL-G RENAMES G.";

static void test_plan__what_a_level_66_renames_can_be_selected(void **state)
{
    (void)state;
    static const char *const bd[] = {"BD"}, *const all_g[] = {"all-g", "A"};
    expect(RENAMED, &(struct plan_options){.select = bd, .select_count = 1}, "C1C2C3C4", "{\"G\":{\"B\":\"B\",\"C\":\"C\"},\"D\":\"D\"}", "B,C,D");
    expect(RENAMED, &(struct plan_options){.select = all_g, .select_count = 2}, "C1C2C3C4", "{\"A\":\"A\",\"G\":{\"B\":\"B\",\"C\":\"C\"}}", "A,B,C");
    expect(RENAMED, &(struct plan_options){.filler = true}, "C1C2C3C4", "{\"A\":\"A\",\"G\":{\"B\":\"B\",\"C\":\"C\"},\"D\":\"D\"}", "A,B,C,D");
}

static void test_plan__a_level_77_is_a_record(void **state)
{
    (void)state;
    expect("77 W-COUNT PIC S9(4) COMP-5.", &(struct plan_options){0}, "FFFE", "{\"W-COUNT\":-2}", "W-COUNT");
}

static void test_plan__tables_as_views(void **state)
{
    (void)state;
    static const char book[] = "01 R. 05 V PIC X(2). 05 W REDEFINES V PIC X OCCURS 4. 05 Z PIC X.";
    static const char json[] = "{\"V\":\"AB\",\"W\":[\"A\",\"B\",\"C\",\"D\"],\"Z\":\"E\"}";
    struct record_case made;
    expect(book, &(struct plan_options){0}, "C1C2C3C4C5", json, "V,W-1,W-2,W-3,W-4,Z");
    record_case_open_book(&made, book, NULL, NULL);
    assert_int_equal(record_case_encode(&made, json), 0);
    assert_int_equal(made.bytes.length, 5);
    assert_memory_equal(made.bytes.data, "\xC1\xC2\xC3\xC4\xC5", 5);
    record_case_close(&made);
}

static void test_plan__raw_takes_any_usage(void **state)
{
    (void)state;
    static const char *const raw[] = {"F", "P", "N"};
    expect("01 R. 05 F COMP-1. 05 P PIC 9(3) COMP-3. 05 N PIC N.", &(struct plan_options){.raw = raw, .raw_count = 3}, "4110000040400041",
           "{\"F\":\"41100000\",\"P\":\"4040\",\"N\":\"0041\"}", "F,P,N");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plan__slack_bytes_are_kept_with_filler),
        cmocka_unit_test(test_plan__slack_bytes_that_are_not_given_are_zeros),
        cmocka_unit_test(test_plan__what_a_level_66_renames_can_be_selected),
        cmocka_unit_test(test_plan__a_level_77_is_a_record),
        cmocka_unit_test(test_plan__tables_as_views),
        cmocka_unit_test(test_plan__raw_takes_any_usage),
    };
    return cmocka_run_group_tests_name("plan", tests, NULL, NULL);
}
