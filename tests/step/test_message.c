/* test_message.c - tests of step/message.h, step/balance.h and step/config.h. */
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "step/balance.h"
#include "step/config.h"
#include "step/message.h"

static void assert_line(const struct fault *fault, const char *expected)
{
    struct bytes line;
    bytes_init(&line);
    message_line(&line, fault);
    assert_string_equal(bytes_string(&line), expected);
    bytes_release(&line);
}

static void test_message__line_begins_with_where(void **state)
{
    (void)state;
    struct fault fault;
    fault_set(&fault, BASE_E_DATE, "20261131");
    assert_line(&fault, "CUT006E 20261131 is not a date CCYYMMDD");
    fault_in_file(&fault, "F053.D261122");
    fault_at_record(&fault, 17, "E, release CHFS-0042");
    fault_at_field(&fault, "DECIDED-DATE", 46);
    assert_line(&fault, "CUT006E F053.D261122 record 17 (E, release CHFS-0042) DECIDED-DATE at 46: 20261131 is not a date CCYYMMDD");
}

static void test_message__unknown_code_is_shown_not_hidden(void **state)
{
    (void)state;
    struct fault fault;
    fault_set(&fault, -998, "strange");
    assert_line(&fault, "CUT998U strange");
    assert_null(message_find(998));
}

static void test_message__table_is_complete(void **state)
{
    (void)state;
    size_t count;
    const struct message *table = message_table(&count);
    assert_true(count > 10);
    for (size_t i = 0; i < count; i++) {
        assert_non_null(strchr("IWESU", table[i].severity));
        assert_true(strlen(table[i].action) > 10);
        assert_ptr_equal(message_find(table[i].number), &table[i]);
    }
}

static void test_balance__difference_and_negative_counts_are_refused(void **state)
{
    (void)state;
    struct balance good = {"INTAKE", "record", 10, 4, 3, 2, 1, 0, 0};
    assert_int_equal(balance_check(&good, NULL), 0);
    struct balance bad = good;
    bad.read = 11;
    struct fault fault = {0};
    assert_int_equal(balance_check(&bad, &fault), STEP_E_BALANCE);
    assert_non_null(strstr(fault.detail, "read 11 = posted 4"));
    struct balance negative = {"INTAKE", "record", 0, 1, 0, 0, -1, 0, 0};
    assert_int_equal(balance_check(&negative, NULL), STEP_E_BALANCE);
    struct bytes out;
    bytes_init(&out);
    balance_json(&out, &good);
    assert_string_equal(bytes_string(&out), "{\"step\":\"INTAKE\",\"unit\":\"record\",\"read\":10,\"posted\":4,\"returned\":3,"
                                            "\"denied\":2,\"aside\":1,\"carried\":0,\"hash_total\":0}");
    bytes_release(&out);
}

static void test_config__later_files_win_and_values_are_typed(void **state)
{
    (void)state;
    char *folder = suite_folder_new();
    char *one = file_join(folder, "one"), *two = file_join(folder, "two"), *bad = file_join(folder, "bad");
    const char first[] = "[policy]\nlead_days = 3 ; in business days\nrequire_proof = no\n[form F053]\ncodepage = CP037\n";
    const char second[] = "[policy]\nlead_days = 5\nrequire_proof = maybe\n";
    assert_int_equal(file_write(one, first, strlen(first), NULL), 0);
    assert_int_equal(file_write(two, second, strlen(second), NULL), 0);
    assert_int_equal(file_write(bad, "[policy]\nnonsense\n", 18, NULL), 0);
    struct config config;
    struct fault fault = {0};
    int64_t number;
    bool flag;
    config_init(&config);
    assert_int_equal(config_read(&config, one, &fault), 0);
    assert_int_equal(config_number(&config, "policy", "lead_days", 9, &number, &fault), 0);
    assert_int_equal(number, 3);
    assert_int_equal(config_flag(&config, "policy", "require_proof", true, &flag, &fault), 0);
    assert_false(flag);
    assert_int_equal(config_read(&config, two, &fault), 0);
    assert_int_equal(config_number(&config, "policy", "lead_days", 9, &number, &fault), 0);
    assert_int_equal(number, 5);
    assert_int_equal(config_flag(&config, "policy", "require_proof", true, &flag, &fault), STEP_E_CONFIG);
    assert_int_equal(config_number(&config, "form F053", "codepage", 9, &number, &fault), STEP_E_CONFIG);
    assert_string_equal(config_text(&config, "form F053", "codepage", "x"), "CP037");
    assert_string_equal(config_text(&config, "form F099", "codepage", "x"), "x");
    assert_int_equal(config_read(&config, bad, &fault), STEP_E_CONFIG);
    assert_int_equal(fault.record, 2);
    assert_int_equal(config_read(&config, "/no/such", &fault), BASE_E_OPEN);
    config_release(&config);
    free(one);
    free(two);
    free(bad);
    suite_folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_message__line_begins_with_where),
        cmocka_unit_test(test_message__unknown_code_is_shown_not_hidden),
        cmocka_unit_test(test_message__table_is_complete),
        cmocka_unit_test(test_balance__difference_and_negative_counts_are_refused),
        cmocka_unit_test(test_config__later_files_win_and_values_are_typed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
