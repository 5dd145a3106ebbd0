/* test_operand.c - keywords.def in its order, and values against forms: what is taken, what is told and where. */
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

#include "jcl/deck.h"
#include "jcl/operand.h"

static void test_keyword__every_operation_has_its_keywords_in_order(void **state)
{
    (void)state;
    size_t all = 0;
    for (int operation = JCL_NONE + 1; operation < JCL_OPERATIONS; operation++) {
        size_t count;
        const struct keyword *table = keyword_table((enum jcl_operation)operation, &count);
        for (size_t i = 0; i < count; i++) {
            assert_ptr_equal(keyword_find((enum jcl_operation)operation, table[i].name), &table[i]);
            assert_ptr_equal(keyword_at(keyword_row(&table[i])), &table[i]);
        }
        all += count;
    }
    assert_int_equal(all, KEYWORD_ROWS); /* none between two operations */
    assert_null(keyword_find(JCL_DD, "DSM"));
    assert_null(keyword_find(JCL_PEND, "DSN"));
    assert_int_equal(operation_find("EXEC"), JCL_EXEC);
    assert_int_equal(operation_find("EXCE"), JCL_NONE);
}

/* "" when VALUE is as FORM says, else "column: text". */
static void assert_form(const char *form, const char *value, const char *expected)
{
    struct deck deck;
    struct fault_list faults;
    char card[120], told[400] = "";
    int length = snprintf(card, sizeof card, "//D        DD   K=%s\n", value);
    fault_list_init(&faults);
    deck_read(&deck, "J", card, (size_t)length, &faults);
    const struct parameter *parameter = parameter_find(deck.statements[0].parameters, "K");
    assert_non_null(parameter);
    bool right = operand_check(parameter, form, &faults);
    assert_int_equal(right, faults.count == 0);
    if (faults.count > 0)
        snprintf(told, sizeof told, "%d: %s", (int)faults.items[0].offset, faults.items[0].detail);
    if (strcmp(told, expected) != 0)
        fail_msg("%s as %s: got \"%s\", expected \"%s\"", value, form, told, expected);
    assert_true(faults.count <= 1);
    fault_list_release(&faults);
    deck_release(&deck);
}

static void test_operand__words_and_numbers(void **state)
{
    (void)state;
    assert_form("NEW|OLD", "OLD", "");
    assert_form("NEW|OLD", "'OLD'", "19: got 'OLD', expected NEW or OLD");
    assert_form("NEW|OLD|SHR", "SHARED", "19: got SHARED, expected NEW, OLD or SHR");
    assert_form("#0-15", "15", "");
    assert_form("#0-15", "16", "19: got 16, expected 0 to 15");
    assert_form("#0-15", "-1", "19: got -1, expected 0 to 15");
    assert_form("#0-2147483647", "99999999999", "19: got 99999999999 (11 characters), expected 0 to 2147483647");
    assert_form("#0-15", "&N", "");
    assert_form("#0-15", "", "");
    assert_form("@text8", "'123456789'", "19: got '123456789' (9 characters), expected at most 8 characters");
}

static void test_operand__lists(void **state)
{
    (void)state;
    static const char disp[] = "(NEW|OLD,KEEP|DELETE,KEEP)";
    assert_form(disp, "OLD", "");
    assert_form(disp, "(OLD)", "");
    assert_form(disp, "(,DELETE)", "");
    assert_form(disp, "(OLD,,KEEP)", "");
    assert_form(disp, "(OLD,DROP)", "24: got DROP, expected KEEP or DELETE");
    assert_form(disp, "(OLD,KEEP,KEEP,X)", "34: got X, expected no more values here");
    assert_form(disp, "(OLD,A=B)", "24: got A=, expected a value without an equals sign");
    assert_form("(#1-255*3)", "(1,2,3)", "");
    assert_form("(#1-255*3)", "(1,2,3,4)", "26: got 4, expected no more values here");
    assert_form("(#1-255*3)", "7", "");
    assert_form("(A!,B!)", "(A)", "19: got (A), expected B");
    assert_form("(A!,B!)", "A", "19: got A, expected B");
    assert_form("(A,(#1-9*2))", "(A,(1,2))", "");
    assert_form("(A,(#1-9*2))", "(A,(1,X))", "25: got X, expected 1 to 9");
    assert_form("5", "(5)", "19: got (5), expected 5");
}

static void test_operand__subparameters(void **state)
{
    (void)state;
    static const char dcb[] = "(@model,RECFM=@recfm,LRECL=#0-32760)";
    assert_form(dcb, "(RECFM=FB,LRECL=80)", "");
    assert_form(dcb, "(A.B,LRECL=80)", "");
    assert_form(dcb, "(LRECL=80000)", "26: got 80000, expected 0 to 32760");
    assert_form(dcb, "(LRCEL=80)", "20: LRCEL in K");
    assert_form(dcb, "LRECL=80", "");
    assert_form(dcb, "(RECFM=,LRECL=80)", "");
}

static void test_operand__classes(void **state)
{
    (void)state;
    static const struct {
        const char *form;
        const char *right[6], *wrong[6];
    } cases[] = {
        {"@name", {"A", "$A#@1234"}, {"1A", "ABCDEFGHI", "A.B"}},
        {"@dsn", {"A.B(C)", "A.B(+1)", "A.B(0)", "&&T", "*.S1.D", "NULLFILE"}, {"A..B", "A.B(1)", "A.B(-256)", "&&TEMPORARY", "A(B,C)", "1A"}},
        {"@recfm", {"F", "FBA", "VBS", "U", "FBSM"}, {"BF", "FX", "A", "FBAM"}},
        {"@lrecl", {"80", "X", "32760", "4K"}, {"32761", "EIGHTY", "17000K"}},
        {"@blksize", {"0", "32760", "64K", "2147483648"}, {"2147483649", "1T", "X"}},
        {"@region", {"0M", "4096K", "2047M", "0"}, {"2048M", "4G", "LARGE"}},
        {"@memory", {"2G", "12345M"}, {"200", "123456M"}},
        {"@expdt", {"2027/001", "2028/366", "27001", "99366"}, {"2027/366", "2027-01-31", "1", "2156/001"}},
        {"@user", {"SMITH", "NODEB.SMITH"}, {"HARLOWDEL"}},
        {"@mode", {"SIRUSR", "SISGID"}, {"644", "SIR"}},
        {"@outclass", {"A", "*", "7"}, {"AB", "-"}},
        {"@unit", {"SYSDA", "3390", "/1A2B"}, {"SYSALLDA1"}},
        {"@ref", {"*.D", "*.S1.P1.D"}, {"D"}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        for (size_t k = 0; k < 6; k++) {
            struct deck deck;
            struct fault_list faults;
            char card[100];
            for (int wrong = 0; wrong < 2; wrong++) {
                const char *value = wrong ? cases[i].wrong[k] : cases[i].right[k];
                if (value == NULL)
                    continue;
                fault_list_init(&faults);
                int length = snprintf(card, sizeof card, "//D        DD   K=%s\n", value);
                deck_read(&deck, "J", card, (size_t)length, &faults);
                if (operand_check(deck.statements[0].parameters, cases[i].form, &faults) == (bool)wrong)
                    fail_msg("%s as %s", value, cases[i].form);
                fault_list_release(&faults);
                deck_release(&deck);
            }
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keyword__every_operation_has_its_keywords_in_order),
        cmocka_unit_test(test_operand__words_and_numbers),
        cmocka_unit_test(test_operand__lists),
        cmocka_unit_test(test_operand__subparameters),
        cmocka_unit_test(test_operand__classes),
    };
    return cmocka_run_group_tests_name("operand", tests, NULL, NULL);
}
