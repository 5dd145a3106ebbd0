/* test_symbol.c - whose value holds where (rules 12, 16 and 17). */
#include "support/suite.h"

#include <string.h>

#include "jcl/error.h"
#include "jcl/symbol.h"

static const struct place HERE = {"JOB", 2, 16};

static struct arena arena;
static struct symbols symbols;

static int set_up(void **state)
{
    static const struct system_symbol SYSTEM[] = {{"SYSNAME", "CUT1"}, {"SYSUID", NULL}, {NULL, NULL}};
    (void)state;
    arena_init(&arena);
    symbols_init(&symbols, &arena, SYSTEM);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    symbols_release(&symbols);
    arena_release(&arena);
    return 0;
}

static const char *value(const char *name)
{
    const struct symbol *symbol = symbols_find(&symbols, name, strlen(name));
    return symbol != NULL ? symbol->text : NULL;
}

/* JCL Reference, "Examples of coding symbols in nested procedures". */
static void test_symbol__levels_of_nested_procedures_are_restored(void **state)
{
    (void)state;
    struct fault_list faults = {0};
    symbols_set(&symbols, "A", "123", HERE);
    symbols_set(&symbols, "B", "456", HERE);
    assert_true(symbols_enter(&symbols)); /* STEP1 EXEC PROC=PROC1,A=,C=789; PROC1 PROC A=234,C=GHI */
    symbols_give(&symbols, ORIGIN_EXEC, "STEP1", "A", "", HERE);
    symbols_give(&symbols, ORIGIN_EXEC, "STEP1", "C", "789", HERE);
    assert_false(symbols_give(&symbols, ORIGIN_PROC, "PROC1", "A", "234", HERE));
    assert_false(symbols_give(&symbols, ORIGIN_PROC, "PROC1", "C", "GHI", HERE));
    assert_string_equal(value("A"), "");
    assert_string_equal(value("B"), "456");
    assert_string_equal(value("C"), "789");
    assert_true(symbols_enter(&symbols)); /* PSTEP1 EXEC PROC=PROC2,A=ABC,B=DEF */
    symbols_give(&symbols, ORIGIN_EXEC, "PSTEP1", "A", "ABC", HERE);
    symbols_give(&symbols, ORIGIN_EXEC, "PSTEP1", "B", "DEF", HERE);
    assert_string_equal(value("A"), "ABC");
    assert_string_equal(value("B"), "DEF");
    assert_string_equal(value("C"), "789");
    symbols_leave(&symbols, &faults);
    assert_string_equal(value("A"), "");
    assert_string_equal(value("B"), "456");
    assert_string_equal(value("C"), "789");
    symbols_leave(&symbols, &faults);
    assert_string_equal(value("A"), "123");
    assert_string_equal(value("B"), "456");
    assert_null(value("C"));
    assert_int_equal(faults.count, 0);
    fault_list_release(&faults);
}

static void test_symbol__a_later_set_wins_and_survives_the_procedure(void **state)
{
    (void)state;
    struct fault_list faults = {0};
    symbols_set(&symbols, "X", "1", HERE);
    symbols_enter(&symbols);
    assert_true(symbols_set(&symbols, "X", "2", HERE));
    symbols_leave(&symbols, &faults);
    assert_string_equal(value("X"), "2");
    fault_list_release(&faults);
}

/* The decision of symbol.h. */
static void test_symbol__set_does_not_change_what_the_caller_gave(void **state)
{
    (void)state;
    struct fault_list faults = {0};
    symbols_enter(&symbols);
    symbols_give(&symbols, ORIGIN_PROC, "P", "X", "DEFAULT", HERE);
    assert_false(symbols_set(&symbols, "X", "SET", HERE));
    assert_string_equal(value("X"), "DEFAULT");
    symbols_leave(&symbols, &faults);
    assert_null(value("X"));
    fault_list_release(&faults);
}

static void test_symbol__a_value_never_used_is_told_where_it_was_given(void **state)
{
    (void)state;
    struct fault_list faults = {0};
    symbols_enter(&symbols);
    symbols_give(&symbols, ORIGIN_EXEC, "S1", "ENW", "PROD", (struct place){"JOB", 5, 21});
    symbols_give(&symbols, ORIGIN_PROC, "DAY", "ENV", "TEST", HERE);
    assert_non_null(value("ENV"));
    symbols_leave(&symbols, &faults);
    assert_int_equal(faults.count, 1);
    assert_int_equal(faults.items[0].code, JCL_W_SYMBOL_UNUSED);
    assert_int_equal(faults.items[0].record, 5);
    assert_int_equal(faults.items[0].offset, 21);
    fault_list_release(&faults);
}

static void test_symbol__no_more_than_fifteen_levels(void **state)
{
    (void)state;
    for (int i = 0; i < SYMBOL_MAX_LEVELS; i++)
        assert_true(symbols_enter(&symbols));
    assert_false(symbols_enter(&symbols));
}

static void test_symbol__exported_values_are_those_of_the_step(void **state)
{
    (void)state;
    symbols_export(&symbols, "YEAR");
    symbols_set(&symbols, "YEAR", "2026", HERE);
    symbols_set(&symbols, "MONTH", "11", HERE);
    symbols_begin_step(&symbols);
    symbols_set(&symbols, "YEAR", "2027", HERE);
    assert_string_equal(symbols_find_exported(&symbols, "YEAR", 4)->text, "2026");
    assert_null(symbols_find_exported(&symbols, "MONTH", 5));
    symbols_begin_step(&symbols);
    assert_string_equal(symbols_find_exported(&symbols, "YEAR", 4)->text, "2027");
    symbols_export(&symbols, "*");
    symbols_begin_step(&symbols);
    assert_string_equal(symbols_find_exported(&symbols, "MONTH", 5)->text, "11");
}

static void test_symbol__system_symbols_are_found_apart(void **state)
{
    (void)state;
    assert_string_equal(symbols_find_system(&symbols, "SYSNAME", 7)->value, "CUT1");
    assert_null(symbols_find_system(&symbols, "SYSUID", 6)->value);
    assert_null(symbols_find_system(&symbols, "SYSNAM", 6));
    assert_null(symbols_find(&symbols, "SYSNAME", 7));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_symbol__levels_of_nested_procedures_are_restored, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_symbol__a_later_set_wins_and_survives_the_procedure, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_symbol__set_does_not_change_what_the_caller_gave, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_symbol__a_value_never_used_is_told_where_it_was_given, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_symbol__no_more_than_fifteen_levels, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_symbol__exported_values_are_those_of_the_step, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_symbol__system_symbols_are_found_apart, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("symbol", tests, NULL, NULL);
}
