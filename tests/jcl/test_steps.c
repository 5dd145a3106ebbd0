/* test_steps.c - what a reference leads to: names of each step, steps of each level; rules 27, 34 and 38. */
#include "support/suite.h"

#include <stdio.h>

#include "jcl/steps.h"

static void test_steps__a_name_is_of_its_step(void **state)
{
    (void)state;
    struct step_table table = {0};
    static const struct statement first, second;
    assert_true(step_table_name(&table, STEP_OUTPUT, "O", &first));
    step_table_add(&table, "S1", NULL, NULL);
    assert_true(step_table_name(&table, STEP_DD, "A", &first));
    assert_false(step_table_name(&table, STEP_DD, "A", &second));
    assert_true(step_table_name(&table, STEP_OUTPUT, "A", &second));
    step_table_add(&table, "S2", NULL, NULL);
    assert_true(step_table_name(&table, STEP_DD, "A", &second));
    assert_ptr_equal(step_table_find_name(&table, &table.steps[1], STEP_DD, "A")->statement, &first);
    assert_ptr_equal(step_table_find_name(&table, &table.steps[1], STEP_OUTPUT, "A")->statement, &second);
    assert_ptr_equal(step_table_find_name(&table, &table.steps[2], STEP_DD, "A")->statement, &second);
    assert_non_null(step_table_find_name(&table, &table.steps[0], STEP_OUTPUT, "O"));
    assert_null(step_table_find_name(&table, &table.steps[0], STEP_DD, "A"));
    step_table_clear(&table);
    step_table_add(&table, "S1", NULL, NULL);
    assert_null(step_table_find_name(&table, &table.steps[1], STEP_DD, "A"));
    step_table_release(&table);
}

/* X calls a procedure with S, and with Q that calls one with S and T: the steps are X.S, Q.S and Q.T. */
static void test_steps__a_step_of_whatever_depth_by_the_call_it_stands_in(void **state)
{
    (void)state;
    static const struct call x = {.step = "X"}, q = {.step = "Q", .outer = &x};
    struct step_table table = {0};
    step_table_call(&table, &x);
    step_table_add(&table, "S", &x, NULL);
    step_table_call(&table, &q);
    step_table_add(&table, "S", &q, NULL);
    step_table_add(&table, "T", &q, NULL);
    const struct table_step *xs = &table.steps[2], *qs = &table.steps[4], *qt = &table.steps[5];
    assert_ptr_equal(step_table_find(&table, NULL, "X", "S"), xs);
    assert_ptr_equal(step_table_find(&table, NULL, "Q", "S"), qs);
    assert_ptr_equal(step_table_find(&table, &x, "Q", "T"), qt);
    assert_ptr_equal(step_table_find(&table, &q, "Q", "T"), qt);
    assert_ptr_equal(step_table_find(&table, &q, "S", ""), qs);
    assert_ptr_equal(step_table_find(&table, &x, "S", ""), xs);
    assert_null(step_table_find(&table, NULL, "S", ""));
    assert_null(step_table_find(&table, NULL, "X", "T"));
    assert_null(step_table_find(&table, NULL, "X", ""));
    assert_null(step_table_find(&table, &x, "Q", ""));
    assert_true(step_table_has(&table, &x, "Q"));
    assert_true(step_table_has(&table, NULL, "X"));
    assert_false(step_table_has(&table, NULL, "Q"));
    step_table_release(&table);
}

/* The call of the reference's own level comes before one of the same name elsewhere, a later step before an earlier one. */
static void test_steps__the_nearest_and_then_the_latest_is_meant(void **state)
{
    (void)state;
    static const struct call q = {.step = "Q"}, x = {.step = "X"}, xq = {.step = "Q", .outer = &x};
    struct step_table table = {0};
    step_table_call(&table, &q);
    step_table_add(&table, "S", &q, NULL);
    step_table_call(&table, &x);
    step_table_call(&table, &xq);
    step_table_add(&table, "S", &xq, NULL);
    assert_ptr_equal(step_table_find(&table, NULL, "Q", "S"), &table.steps[2]);
    assert_ptr_equal(step_table_find(&table, &x, "Q", "S"), &table.steps[5]);
    step_table_add(&table, "A", NULL, NULL);
    assert_ptr_equal(step_table_find(&table, &x, "A", ""), &table.steps[6]);
    step_table_add(&table, "A", NULL, NULL);
    assert_ptr_equal(step_table_find(&table, &x, "A", ""), &table.steps[7]);
    step_table_release(&table);
}

/* Each step is a slot for each way to refer to it, each name of a step one: whoever looks passes few of them. */
static void test_steps__many_steps_and_names_are_in_slots(void **state)
{
    (void)state;
    enum { STEPS = 3000, NAMES = 7 };
    static char names[STEPS][16];
    struct step_table table = {0};
    for (int i = 0; i < STEPS; i++)
        snprintf(names[i], sizeof names[i], "S%d", i);
    for (int i = 0; i < STEPS; i++) {
        step_table_add(&table, names[i], NULL, NULL);
        for (int j = 0; j < NAMES; j++)
            assert_true(step_table_name(&table, STEP_DD, names[j], NULL));
    }
    assert_int_equal(table.by_step.used, STEPS);
    assert_int_equal(table.by_name.used, STEPS * NAMES);
    for (int i = 0; i < STEPS; i++) {
        const struct table_step *step = step_table_find(&table, NULL, names[i], "");
        assert_ptr_equal(step, &table.steps[i + 1]);
        assert_non_null(step_table_find_name(&table, step, STEP_DD, names[NAMES - 1]));
        assert_null(step_table_find_name(&table, step, STEP_DD, names[NAMES]));
    }
    step_table_release(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_steps__a_name_is_of_its_step),
        cmocka_unit_test(test_steps__a_step_of_whatever_depth_by_the_call_it_stands_in),
        cmocka_unit_test(test_steps__the_nearest_and_then_the_latest_is_meant),
        cmocka_unit_test(test_steps__many_steps_and_names_are_in_slots),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
