/* test_statement.c - cards to statements and parameters: the lexical rules 1 to 10 and 36, each by its number. */
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

#include "support/jcl.h"

static struct jcl_reading reading;

static const struct statement *read_one(const char *text, size_t index)
{
    jcl_reading_init(&reading, text);
    assert_true(index < reading.deck.count);
    return &reading.deck.statements[index];
}

static void assert_value(const struct statement *statement, const char *keyword, const char *text)
{
    const struct parameter *parameter = parameter_find(statement->parameters, keyword);
    assert_non_null(parameter);
    assert_string_equal(parameter->text, text);
}

static void test_statement__rule_1_columns_73_to_80_are_a_sequence(void **state)
{
    (void)state;
    const struct statement *dd =
        read_one("//D        DD   DSN=A.B,                                                00010000\n"
                 "//             DISP=SHR                                                 00020000\n", 0);
    assert_string_equal(dd->field, "DSN=A.B,DISP=SHR");
    assert_int_equal(dd->card_count, 2);
    jcl_reading_release(&reading);
}

static void test_statement__rule_2_continues_in_columns_4_to_16(void **state)
{
    (void)state;
    for (int column = 4; column <= 16; column++) {
        char text[80];
        snprintf(text, sizeof text, "//D DD DSN=A.B,\n//%*sDISP=SHR\n", column - 3, "");
        assert_string_equal(read_one(text, 0)->field, "DSN=A.B,DISP=SHR");
        jcl_reading_release(&reading);
    }
}

static void test_statement__rule_3_comma_blank_is_comment_and_continuation(void **state)
{
    (void)state;
    const struct statement *dd = read_one("//D DD DSN=A.B,      the input, of tonight\n//  DISP=SHR   as it is\n", 0);
    assert_string_equal(dd->field, "DSN=A.B,DISP=SHR");
    jcl_reading_release(&reading);
}

static void test_statement__rule_4_column_72_continues_a_comment(void **state)
{
    (void)state;
    const struct statement *dd =
        read_one("//D        DD   DUMMY   a comment that goes on                         X\n"
                 "//             for a second card, and                                  X\n"
                 "//             a third\n//E DD DUMMY\n", 0);
    assert_string_equal(dd->field, "DUMMY");
    assert_int_equal(dd->card_count, 3);
    assert_string_equal(reading.deck.statements[1].name, "E");
    jcl_reading_release(&reading);
}

static void test_statement__rule_4_parameters_win_over_a_comment_mark(void **state)
{
    (void)state;
    const struct statement *dd =
        read_one("//D        DD   DSN=A.B,     both are continued                        X\n//             DISP=SHR\n", 0);
    assert_string_equal(dd->field, "DSN=A.B,DISP=SHR");
    jcl_reading_release(&reading);
}

static void test_statement__rule_5_quoted_text_resumes_in_column_16(void **state)
{
    (void)state;
    const struct statement *exec =
        read_one("//S        EXEC PGM=P,PARM='1234567890123456789012345678901234567890123  \n"
                 "//             second card, it''s'\n", 0);
    assert_value(exec, "PARM", "1234567890123456789012345678901234567890123second card, it's");
    const struct parameter *parm = parameter_find(exec->parameters, "PARM");
    assert_int_equal(parm->place.card, 1);
    assert_int_equal(parm->place.column, 28);
    jcl_reading_release(&reading);
}

static void test_statement__rule_6_comment_cards_between_continuations(void **state)
{
    (void)state;
    const struct statement *dd = read_one("//D DD DSN=A.B,\n//* between\n//*\n//  DISP=SHR\n//E DD DUMMY\n", 0);
    assert_string_equal(dd->field, "DSN=A.B,DISP=SHR");
    assert_int_equal(dd->card_count, 4);
    const struct parameter *disp = parameter_find(dd->parameters, "DISP");
    assert_int_equal(disp->keyword_place.card, 4);
    assert_int_equal(disp->keyword_place.column, 5);
    assert_int_equal(disp->place.column, 10);
    jcl_reading_release(&reading);
}

static void test_statement__rule_7_null_ends_a_job_and_flushes(void **state)
{
    (void)state;
    jcl_reading_init(&reading, "//A JOB\n//S EXEC PGM=P\n//\nanything\n//X EXEC nonsense\n//B JOB\n//S EXEC PGM=Q\n");
    assert_string_equal(bytes_string(&reading.told), "");
    assert_int_equal(reading.jobs.count, 2);
    assert_string_equal(reading.jobs.items[1].name, "B");
    assert_string_equal(reading.jobs.items[1].steps[0].program, "Q");
    jcl_reading_release(&reading);
}

static void test_statement__rule_8_what_stands_first_is_parameters(void **state)
{
    (void)state;
    jcl_reading_init(&reading, "//J JOB\n//S EXEC PGM=P\n//D DD COMMENT\n");
    assert_string_equal(bytes_string(&reading.told), "614 at 3,8;");
    jcl_reading_release(&reading);
    const struct statement *pend = read_one("// PEND of the procedure\n", 0);
    assert_string_equal(pend->field, "");
    jcl_reading_release(&reading);
}

static void test_statement__rule_9_apostrophes_and_parentheses_of_parm(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *parm;
    } CASES[] = {{"'A,B'", "A,B"}, {"(A,'B C')", "A,B C"}, {"('A','B')", "A,B"}, {"A", "A"}, {"''", ""},
                 {"'5 O''CLOCK'", "5 O'CLOCK"}, {"(A,(B,C))", "A,(B,C)"}, {"'&&X'", "&&X"}};
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        char text[80];
        snprintf(text, sizeof text, "//J JOB\n//S EXEC PGM=P,PARM=%s\n", CASES[i].typed);
        jcl_reading_init(&reading, text);
        assert_string_equal(bytes_string(&reading.told), "");
        assert_string_equal(reading.jobs.items[0].steps[0].parm, CASES[i].parm);
        jcl_reading_release(&reading);
    }
}

static void test_statement__rule_36_what_ends_in_stream_data(void **state)
{
    (void)state;
    static const struct {
        const char *why, *deck;
        size_t data;       /* cards of it */
        const char *after; /* name of the next statement */
    } CASES[] = {
        {"* ends at /*", "//D DD *\na\n/*\n//E DD DUMMY\n", 1, "E"},
        {"* ends at //, which is a statement", "//D DD *\na\nb\n//E DD DUMMY\n", 2, "E"},
        {"DATA ends at /* only", "//D DD DATA\n//X DD DUMMY\na\n/*\n//E DD DUMMY\n", 2, "E"},
        {"DATA with DLM ends there only", "//D DD DATA,DLM=@@\n//X DD DUMMY\n/*\n@@\n//E DD DUMMY\n", 2, "E"},
        {"* with DLM: /* is data, // ends it all the same (JES2)", "//D DD *,DLM=@@\na\n/*\n//E DD DUMMY\n", 2, "E"},
        {"a quoted DLM", "//D DD DATA,DLM='$$'\n//X\n$$\n//E DD DUMMY\n", 1, "E"},
        {"whatever begins with /* ends it", "//D DD *\n/*JOBPARM S=X\n//E DD DUMMY\n", 0, ""},
        {"no data at all", "//D DD *\n//E DD DUMMY\n", 0, "E"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        const struct statement *dd = read_one(CASES[i].deck, 0);
        if (dd->data_count != CASES[i].data)
            print_message("%s\n", CASES[i].why);
        assert_true(dd->has_data);
        if (CASES[i].after[0] != '\0') {
            assert_int_equal(dd->data_count, CASES[i].data);
            assert_string_equal(reading.deck.statements[1].name, CASES[i].after);
        }
        jcl_reading_release(&reading);
    }
}

static void test_statement__numbers_are_those_of_the_job_log(void **state)
{
    (void)state;
    jcl_reading_init(&reading, "//* first\n//J JOB\n//*\n//S EXEC PGM=P\n//D DD *\nx\n/*\n//E DD DUMMY\n//K JOB\n//S EXEC PGM=P\n");
    const int numbers[] = {0, 1, 0, 2, 3, 4, 1, 2};
    assert_int_equal(reading.deck.count, 8);
    for (size_t i = 0; i < 8; i++)
        assert_int_equal(reading.deck.statements[i].number, numbers[i]);
    jcl_reading_release(&reading);
}

static void test_statement__a_parameter_tree_knows_its_places(void **state)
{
    (void)state;
    const struct statement *dd = read_one("//D DD DSN=A.B(MEM),DISP=(,CATLG),DCB=LRECL=80,VOL=SER=X\n", 0);
    const struct parameter *dsn = dd->parameters, *disp = dsn->next, *dcb = disp->next;
    assert_string_equal(dsn->text, "A.B");
    assert_false(dsn->is_list);
    assert_string_equal(dsn->items->text, "MEM");
    assert_int_equal(dsn->items->place.column, 16);
    assert_true(disp->is_list);
    assert_int_equal(parameter_count(disp->items), 2);
    assert_string_equal(parameter_item(disp, 0)->text, "");
    assert_string_equal(parameter_item(disp, 1)->text, "CATLG");
    assert_null(parameter_item(disp, 2));
    assert_string_equal(parameter_find(dcb->items, "LRECL")->text, "80");
    assert_string_equal(dcb->raw, "LRECL=80");
    jcl_reading_release(&reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_statement__rule_1_columns_73_to_80_are_a_sequence),
        cmocka_unit_test(test_statement__rule_2_continues_in_columns_4_to_16),
        cmocka_unit_test(test_statement__rule_3_comma_blank_is_comment_and_continuation),
        cmocka_unit_test(test_statement__rule_4_column_72_continues_a_comment),
        cmocka_unit_test(test_statement__rule_4_parameters_win_over_a_comment_mark),
        cmocka_unit_test(test_statement__rule_5_quoted_text_resumes_in_column_16),
        cmocka_unit_test(test_statement__rule_6_comment_cards_between_continuations),
        cmocka_unit_test(test_statement__rule_7_null_ends_a_job_and_flushes),
        cmocka_unit_test(test_statement__rule_8_what_stands_first_is_parameters),
        cmocka_unit_test(test_statement__rule_9_apostrophes_and_parentheses_of_parm),
        cmocka_unit_test(test_statement__rule_36_what_ends_in_stream_data),
        cmocka_unit_test(test_statement__numbers_are_those_of_the_job_log),
        cmocka_unit_test(test_statement__a_parameter_tree_knows_its_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
