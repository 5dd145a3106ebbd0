/* test_trace.c - where values came from, and what the system's symbols are. */
#include "support/suite.h"

#include <string.h>

#include "jcl/system.h"
#include "jcl/trace.h"

static const char DECK[] = "//J        JOB\n"
                           "//         SET HLQ=LEDG\n"
                           "//DAY      PROC ENV=TEST\n"
                           "//P1       EXEC PGM=P\n"
                           "//D        DD  DSN=&HLQ..&ENV..A,DISP=SHR\n"
                           "//E        DD  DSN=&SYSNAME..B,DISP=SHR\n"
                           "//         PEND\n"
                           "//S1       EXEC DAY\n"
                           "//P1.E     DD  DISP=OLD\n"
                           "//S2       EXEC DAY,ENV=PROD\n";

static void trace(const char *jcl, void (*put)(const struct expansion *, struct bytes *), struct bytes *out)
{
    struct system_symbols system;
    struct expansion_options options = {.system = system_symbols_fill(&system, 1795305600, "DHARLOW")};
    struct deck deck;
    struct expansion expansion;
    struct fault_list faults = {0};
    bytes_init(out);
    assert_int_equal(deck_read(&deck, "JOB", jcl, strlen(jcl), &faults), 0);
    assert_int_equal(expansion_build(&expansion, &deck, &options, &faults), 0);
    put(&expansion, out);
    expansion_release(&expansion);
    deck_release(&deck);
    fault_list_release(&faults);
}

static void test_trace__each_value_and_where_it_was_given(void **state)
{
    (void)state;
    struct bytes out;
    trace(DECK, trace_put_text, &out);
    assert_string_equal(bytes_string(&out), "JOB card 5 column 20: HLQ=LEDG by SET on card 2 of JOB\n"
                                            "JOB card 5 column 26: ENV=TEST by PROC DAY as default on card 3 of JOB\n"
                                            "JOB card 6 column 20: SYSNAME=CUTOVER by the system\n"
                                            "JOB card 6 column 1: DISP=OLD by the override P1.E on card 9 of JOB\n"
                                            "JOB card 5 column 20: HLQ=LEDG by SET on card 2 of JOB\n"
                                            "JOB card 5 column 26: ENV=PROD by EXEC S2 on card 10 of JOB\n"
                                            "JOB card 6 column 20: SYSNAME=CUTOVER by the system\n");
    bytes_release(&out);
}

static void test_trace__json_has_a_line_for_each_statement(void **state)
{
    (void)state;
    struct bytes out;
    trace(DECK, trace_put_json, &out);
    const char *line = strstr(bytes_string(&out), "\"step\":\"S2.P1\",\"name\":\"D\"");
    assert_non_null(line);
    assert_non_null(strstr(line, "\"field\":\"DSN=LEDG.PROD.A,DISP=SHR\""));
    assert_non_null(strstr(line, "\"symbol\":\"ENV\",\"value\":\"PROD\",\"by\":\"EXEC\",\"giver\":\"S2\",\"given_file\":\"JOB\","
                                 "\"given_card\":10,\"given_column\":21"));
    bytes_release(&out);
}

static void traces(const char *jcl, const char *expected)
{
    struct bytes out;
    trace(jcl, trace_put_text, &out);
    assert_string_equal(bytes_string(&out), expected);
    bytes_release(&out);
}

static void test_trace__subparameters_of_an_override(void **state)
{
    (void)state;
    traces("//J JOB\n//DAY PROC\n//P1 EXEC PGM=P\n//D DD DSN=A,DISP=SHR,DCB=(RECFM=FB,LRECL=80)\n//V DD DSN=V,DISP=SHR,AMP=(AMORG)\n// PEND\n"
           "//S1 EXEC DAY\n//P1.D DD DCB=(LRECL=133,BUFNO=5)\n//P1.V DD AMP='BUFND=5'\n",
           "JOB card 4 column 1: LRECL=133 by the override P1.D on card 8 of JOB\n"
           "JOB card 4 column 1: BUFNO=5 by the override P1.D on card 8 of JOB\n"
           "JOB card 5 column 1: AMP='BUFND=5' by the override P1.V on card 9 of JOB\n");
}

static void test_trace__symbols_in_data(void **state)
{
    (void)state;
    traces("//J JOB\n// EXPORT SYMLIST=*\n// SET A=HELLO\n//S1 EXEC PGM=P\n//D DD *,SYMBOLS=EXECSYS\nNONE\nX &A &SYSNAME\n/*\n",
           "JOB card 7 column 3: A=HELLO by SET on card 3 of JOB\nJOB card 7 column 6: SYSNAME=CUTOVER by the system\n");
}

static void test_trace__values_made_of_other_symbols(void **state)
{
    (void)state;
    traces("//J JOB\n// SET TOP=LEDG\n// SET LVL=&TOP\n//INN PROC X=1,Y=&LVL\n//P1 EXEC PGM=&X,PARM='&Y'\n// PEND\n"
           "//OUT PROC A=2\n//S1 EXEC INN,X=P&A\n// PEND\n//S0 EXEC OUT,A=7\n",
           "JOB card 3 column 12: TOP=LEDG by SET on card 2 of JOB\n"
           "JOB card 8 column 18: A=7 by EXEC S0 on card 10 of JOB\n"
           "JOB card 4 column 18: LVL=LEDG by SET on card 3 of JOB\n"
           "JOB card 5 column 15: X=P7 by EXEC S1 on card 8 of JOB\n"
           "JOB card 5 column 24: Y=LEDG by PROC INN as default on card 4 of JOB\n");
}

static const char *value(const struct system_symbol *symbol, const char *name)
{
    while (symbol->name != NULL && strcmp(symbol->name, name) != 0)
        symbol++;
    return symbol->value;
}

static void test_system__symbols_of_a_moment(void **state)
{
    (void)state;
    struct system_symbols system;
    const struct system_symbol *table = system_symbols_fill(&system, 1795305600 + 3723, NULL); /* 2026-11-22 01:02:03 */
    assert_string_equal(value(table, "YYMMDD"), "261122");
    assert_string_equal(value(table, "LHHMMSS"), "010203");
    assert_string_equal(value(table, "YR4"), "2026");
    assert_string_equal(value(table, "JDAY"), "326");
    assert_string_equal(value(table, "WDAY"), "SUN");
    assert_string_equal(value(table, "SYSCLONE"), "CU");
    assert_null(value(table, "SYSUID"));
    assert_string_equal(value(system_symbols_fill(&system, 0, "DHARLOW"), "SYSUID"), "DHARLOW");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_trace__each_value_and_where_it_was_given),
        cmocka_unit_test(test_trace__json_has_a_line_for_each_statement),
        cmocka_unit_test(test_trace__subparameters_of_an_override),
        cmocka_unit_test(test_trace__symbols_in_data),
        cmocka_unit_test(test_trace__values_made_of_other_symbols),
        cmocka_unit_test(test_system__symbols_of_a_moment),
    };
    return cmocka_run_group_tests_name("trace", tests, NULL, NULL);
}
