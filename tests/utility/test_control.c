/* test_control.c - control statements as trees. */
#include "support/suite.h"

#include <string.h>

#include "utility/control.h"
#include "utility/error.h"

static void show(struct bytes *out, const struct control_node *node)
{
    for (; node != NULL; node = node->next) {
        bytes_format(out, node->quoted ? "'%s'" : "%s", node->text);
        if (node->has_list) {
            bytes_char(out, '(');
            show(out, node->child);
            bytes_char(out, ')');
        }
        if (node->next != NULL)
            bytes_char(out, ' ');
    }
}

/* Every statement of TEXT, a bar behind each; what cannot be read as CARD:COLUMN. */
static void assert_statements(const char *text, const char *expected)
{
    struct control control;
    struct control_node *statement;
    struct fault fault;
    struct bytes out;
    int code;
    bytes_init(&out);
    control_open(&control, text, strlen(text));
    while ((code = control_next(&control, &statement, &fault)) != 0) {
        if (code == 1)
            show(&out, statement);
        else
            bytes_format(&out, "%lld:%lld", (long long)fault.record, (long long)fault.offset);
        bytes_char(&out, '|');
    }
    assert_string_equal(bytes_string(&out), expected);
    control_close(&control);
    bytes_release(&out);
}

static void test_control__a_card_is_a_statement_unless_it_goes_on(void **state)
{
    (void)state;
    assert_statements(" delete A.B\n\n SET MAXCC=0\r\n", "DELETE A.B|SET MAXCC = 0|");
    assert_statements("DEFINE CLUSTER -\n  (NAME(A.B) -\n KEYS(8,0))\nVERIFY", "DEFINE CLUSTER(NAME(A.B) KEYS(8 0))|VERIFY|");
    assert_statements("DELETE A.B+\n     .C PURGE", "DELETE A.B.C PURGE|");
    assert_statements("DELETE A;DELETE B ; \n;", "DELETE A|DELETE B|");
}

static void test_control__comments_and_columns_behind_72_do_not_count(void **state)
{
    (void)state;
    assert_statements(" /* first */\n DELETE/*x*/A /* b */ -\n /* more */ -\n PURGE\n", "DELETE A PURGE|");
    assert_statements(" DELETE A /* over\n two cards */\n VERIFY", "DELETE A|VERIFY|");
    assert_statements(" VERIFY                                                                 00010000\n LISTCAT\n", "VERIFY|LISTCAT|");
}

static void test_control__text_in_apostrophes_stays_as_it_is(void **state)
{
    (void)state;
    assert_statements("DELETE 'A.B(c)' 'it''s ; /* all */ text'", "DELETE 'A.B(c)' 'it's ; /* all */ text'|");
    assert_statements("DELETE 'A.B\nVERIFY", "1:8|VERIFY|");
}

static void test_control__parentheses_belong_to_the_word_before(void **state)
{
    (void)state;
    assert_statements("DELETE (A B) PURGE", "DELETE(A B) PURGE|");
    assert_statements("X ((A(B),R)) Y () Z", "X((A(B) R)) Y() Z|");
    assert_statements("DELETE (A B\nDELETE C)\nVERIFY\n", "1:8|2:9|VERIFY|");
    assert_statements("((((((((((((((((((A", "1:17|");
}

static void test_control__conditions_need_no_blanks(void **state)
{
    (void)state;
    assert_statements("IF LASTCC>=8 THEN -\n SET MAXCC=0", "IF LASTCC >= 8 THEN SET MAXCC = 0|");
}

static void test_control__cards_are_echoed_once(void **state)
{
    (void)state;
    struct control control;
    struct control_node *statement;
    struct fault fault;
    size_t length;
    const char *text = "A -\nB\n\nC;D\n";
    control_open(&control, text, strlen(text));
    assert_int_equal(control_next(&control, &statement, &fault), 1);
    assert_ptr_equal(control_echo(&control, &length), text);
    assert_int_equal(length, 3);
    assert_ptr_equal(control_echo(&control, &length), text + 4);
    assert_null(control_echo(&control, &length));
    assert_int_equal(control_next(&control, &statement, &fault), 1);
    assert_ptr_equal(control_echo(&control, &length), text + 6);
    assert_ptr_equal(control_echo(&control, &length), text + 7);
    assert_int_equal(control_next(&control, &statement, &fault), 1);
    assert_string_equal(statement->text, "D");
    assert_int_equal(statement->card, 4);
    assert_int_equal(statement->column, 3);
    assert_null(control_echo(&control, &length));
    control_close(&control);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_control__a_card_is_a_statement_unless_it_goes_on),
        cmocka_unit_test(test_control__comments_and_columns_behind_72_do_not_count),
        cmocka_unit_test(test_control__text_in_apostrophes_stays_as_it_is),
        cmocka_unit_test(test_control__parentheses_belong_to_the_word_before),
        cmocka_unit_test(test_control__conditions_need_no_blanks),
        cmocka_unit_test(test_control__cards_are_echoed_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
