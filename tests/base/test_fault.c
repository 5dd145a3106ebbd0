/* test_fault.c - tests of base/fault.h. */
#include "support/suite.h"

#include <errno.h>
#include <string.h>

#include "base/fault.h"

static void test_fault__set_clears_what_was_there(void **state)
{
    (void)state;
    struct fault fault;
    memset(&fault, 'x', sizeof fault);
    assert_int_equal(fault_set(&fault, -214, "got %d", 7), -214);
    assert_int_equal(fault.code, -214);
    assert_string_equal(fault.detail, "got 7");
    assert_string_equal(fault.file, "");
    assert_int_equal(fault.record, 0);
}

static void test_fault__where_is_added_and_the_rest_kept(void **state)
{
    (void)state;
    struct fault fault;
    fault_set(&fault, -214, "x");
    fault_in_file(&fault, "F053.A");
    fault_at_record(&fault, 17, "E");
    assert_int_equal(fault_at_field(&fault, "ELEM-BYTES", 181), -214);
    assert_string_equal(fault.file, "F053.A");
    assert_int_equal(fault.record, 17);
    assert_string_equal(fault.context, "E");
    assert_int_equal(fault.offset, 181);
    assert_string_equal(fault.detail, "x");
}

static void test_fault__control_characters_and_overlong_text_are_tamed(void **state)
{
    (void)state;
    struct fault fault;
    char longer[1000];
    memset(longer, 'a', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    fault_set(&fault, -1, "a\nb\x1b[31m\x7f");
    assert_string_equal(fault.detail, "a.b.[31m.");
    fault_set(&fault, -1, "%s", longer);
    assert_int_equal(strlen(fault.detail), sizeof fault.detail - 1);
    fault_in_file(&fault, longer);
    assert_int_equal(strlen(fault.file), sizeof fault.file - 1);
}

static void test_fault__errno_text_comes_last(void **state)
{
    (void)state;
    struct fault fault;
    assert_int_equal(fault_errno(&fault, -2, ENOENT, "a/b"), -2);
    assert_string_equal(fault.detail, "a/b: No such file or directory");
}

static void test_fault__null_is_allowed(void **state)
{
    (void)state;
    assert_int_equal(fault_set(NULL, -3, "x"), -3);
    assert_int_equal(fault_in_file(NULL, "x"), FAULT_UNKEPT);
    assert_true(fault_at_record(NULL, 1, "x") < 0);
}

static void test_fault_list__keeps_copies_in_order(void **state)
{
    (void)state;
    struct fault_list list;
    fault_list_init(&list);
    for (int i = 1; i <= 100; i++) {
        struct fault fault;
        fault_set(&fault, -i, "%d", i);
        fault_list_add(&list, &fault);
    }
    assert_int_equal(list.count, 100);
    assert_int_equal(list.items[0].code, -1);
    assert_string_equal(list.items[99].detail, "100");
    fault_list_release(&list);
    assert_int_equal(list.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fault__set_clears_what_was_there),
        cmocka_unit_test(test_fault__where_is_added_and_the_rest_kept),
        cmocka_unit_test(test_fault__control_characters_and_overlong_text_are_tamed),
        cmocka_unit_test(test_fault__errno_text_comes_last),
        cmocka_unit_test(test_fault__null_is_allowed),
        cmocka_unit_test(test_fault_list__keeps_copies_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
