/* test_substitute.c - symbols of a statement replaced (rules 11 to 15 and 18). */
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>

#include "jcl/deck.h"
#include "jcl/error.h"
#include "jcl/substitute.h"

static const struct system_symbol SYSTEM[] = {{"SYSNAME", "CUT1"}, {"SYSUID", NULL}, {NULL, NULL}};

struct fixture {
    struct arena arena;
    struct symbols symbols;
    struct fault_list faults;
    struct deck deck;
    struct statement *statement;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){0};
    arena_init(&fixture.arena);
    symbols_init(&fixture.symbols, &fixture.arena, SYSTEM);
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    symbols_release(&f->symbols);
    deck_release(&f->deck);
    fault_list_release(&f->faults);
    arena_release(&f->arena);
    return 0;
}

/* As SET NAME=VALUE does it. */
static void set(struct fixture *f, const char *name, const char *value)
{
    struct bytes text;
    bytes_init(&text);
    substitute_value(value, &text);
    assert_true(symbols_set(&f->symbols, name, bytes_string(&text), (struct place){"JOB", 1, 1}));
    bytes_release(&text);
}

/* The field of CARD after substitution. */
static const char *field(struct fixture *f, const char *card)
{
    struct fault_list faults = {0};
    deck_release(&f->deck);
    deck_read(&f->deck, "JOB", card, strlen(card), &faults);
    fault_list_release(&faults);
    f->statement = &f->deck.statements[0];
    substitute_statement(f->statement, &f->symbols, &f->arena, &f->faults);
    return f->statement->field;
}

/* JCL Reference, "Using symbols before fixed code". */
static void test_substitute__rule_11_a_period_parts_and_goes_away(void **state)
{
    struct fixture *f = *state;
    set(f, "DAY", "MON");
    set(f, "DEPT", "D58");
    assert_string_equal(field(f, "//D DD DSNAME=&DAY.DATA"), "DSNAME=MONDATA");
    assert_string_equal(field(f, "//D DD DSN=&DEPT..POK"), "DSN=D58.POK");
    assert_string_equal(field(f, "//D DD DSN=PROD.&SYSNAME.(0)"), "DSN=PROD.CUT1(0)");
    assert_string_equal(field(f, "//D DD DSN=PROD.&SYSNAME(+0)"), "DSN=PROD.CUT1(+0)");
    assert_int_equal(f->faults.count, 0);
}

static void test_substitute__rule_12_a_symbol_of_the_job_goes_before_a_system_symbol(void **state)
{
    struct fixture *f = *state;
    assert_string_equal(field(f, "//D DD DSN=A.&SYSNAME"), "DSN=A.CUT1");
    assert_string_equal(field(f, "//D DD DSN=A.&SYSNAME(1:2).X"), "DSN=A.CUX");
    assert_string_equal(field(f, "//D DD DSN=A.&SYSNAME(-1:1)"), "DSN=A.1");
    set(f, "SYSNAME", "MINE");
    assert_string_equal(field(f, "//D DD DSN=A.&SYSNAME"), "DSN=A.MINE");
    assert_int_equal(f->faults.count, 0);
    field(f, "//D DD DSN=&SYSNAME(1:2)");
    assert_int_equal(f->faults.count, 1);
    assert_int_equal(f->faults.items[0].code, JCL_E_SYMBOL_PART);
    assert_int_equal(f->faults.items[0].offset, 12);
}

/* "JCL supports substringing of system symbols but not JCL symbols": behind one of those parentheses are text. */
static void test_substitute__rule_12_a_symbol_of_the_job_has_no_parts(void **state)
{
    struct fixture *f = *state;
    struct bytes out;
    struct origins origins = {0};
    bytes_init(&out);
    set(f, "A", "HELLO");
    assert_string_equal(field(f, "//S EXEC PGM=P,PARM='&A(1:2) &SYSNAME(1:2)'"), "PGM=P,PARM='HELLO(1:2) CU'");
    assert_int_equal(f->faults.count, 0);
    field(f, "//S EXEC PGM=&A(1:2)");
    assert_int_equal(f->faults.items[0].code, JCL_E_SYMBOL_PART);
    symbols_export(&f->symbols, "A");
    symbols_begin_step(&f->symbols);
    const char *card = "&A(1:2) &SYSNAME(1:2)";
    assert_int_equal(substitute_card(card, strlen(card), SUBSTITUTE_JCL | SUBSTITUTE_SYSTEM, &f->symbols, (struct place){"DATA", 7, 1}, &out, &origins), 2);
    assert_string_equal(bytes_string(&out), "HELLO(1:2) CU");
    bytes_release(&out);
    free(origins.items);
}

/* JCL Reference, "Coding symbols in apostrophes". */
static void test_substitute__rule_14_in_apostrophes_only_some_parameters(void **state)
{
    struct fixture *f = *state;
    set(f, "XXX", "VALUE");
    set(f, "A", "DSN=");
    set(f, "B", "X");
    assert_string_equal(field(f, "//S EXEC PGM=IEFBR14,PARM='&INPUT&XXX'"), "PGM=IEFBR14,PARM='&INPUTVALUE'");
    assert_string_equal(field(f, "//S EXEC P,PARM.PS='&XXX',ACCT.PS='&XXX'"), "P,PARM.PS='VALUE',ACCT.PS='VALUE'");
    assert_string_equal(field(f, "//O OUTPUT TITLE='&XXX'"), "TITLE='&XXX'");
    assert_string_equal(field(f, "//DD1 DD &A'&B',DISP=OLD"), "DSN='X',DISP=OLD");
    assert_string_equal(field(f, "//D DD SUBSYS=(LEDS,'Q=&XXX'),PATH='/&B./y'"), "SUBSYS=(LEDS,'Q=VALUE'),PATH='/X/y'");
    assert_string_equal(field(f, "//S EXEC PGM=P,PARM='R&D, A & B, &, 100%&'"), "PGM=P,PARM='R&D, A & B, &, 100%&'");
    assert_string_equal(field(f, "//S EXEC P,TITLE='&XXX..'"), "P,TITLE='VALUE.'");
    assert_int_equal(f->faults.count, 0);
}

static void test_substitute__rule_14_a_symbol_does_not_run_over_cards(void **state)
{
    struct fixture *f = *state;
    set(f, "SYMBOL", "VALUE");
    assert_string_equal(field(f, "//S1 EXEC PGM=IEFBR14,TIME=(30,0),REGION=4K,REGION=4K,PARM='Print &SYMB\n//             OL'"),
                        "PGM=IEFBR14,TIME=(30,0),REGION=4K,REGION=4K,PARM='Print &SYMBOL'");
}

/* JCL Reference, "Determining equivalent JCL": SYM1 to SYM6. */
static void test_substitute__rule_15_equivalent_jcl(void **state)
{
    struct fixture *f = *state;
    set(f, "SYM1", "'What''''s up, Doc?'");
    set(f, "SYM2", "(DEF)");
    set(f, "SYM3", "&&&&TEMP1");
    set(f, "SYM4", "'&&TEMP2'");
    set(f, "SYM5", "&&TEMP3");
    set(f, "SYM6", "&TEMP3");
    set(f, "TEMP3", "TEMPNAME");
    assert_string_equal(field(f, "//S1 EXEC PGM=WTO,PARM='&SYM1',ACCT=&SYM2"), "PGM=WTO,PARM='What''s up, Doc?',ACCT=(DEF)");
    assert_string_equal(field(f, "//DD1 DD DSN=&SYM3,UNIT=SYSDA"), "DSN=&&TEMP1,UNIT=SYSDA");
    assert_string_equal(field(f, "//DD2 DD DSN=&SYM4,UNIT=SYSDA"), "DSN=&&TEMP2,UNIT=SYSDA");
    assert_string_equal(field(f, "//DD3 DD DSN=&SYM5,UNIT=SYSDA"), "DSN=&TEMP3,UNIT=SYSDA");
    assert_string_equal(field(f, "//DD4 DD DSN=&SYM6,UNIT=SYSDA"), "DSN=&TEMP3,UNIT=SYSDA");
    assert_int_equal(f->faults.count, 0);
}

static void test_substitute__rule_15_two_ampersands_and_temporary_data_sets(void **state)
{
    struct fixture *f = *state;
    set(f, "T", "WORK");
    assert_string_equal(field(f, "//A DD DSN=&&T,DISP=(,PASS)"), "DSN=&&T,DISP=(,PASS)");
    assert_string_equal(field(f, "//A DD DSN=&&T&T,DISP=(,PASS)"), "DSN=&&TWORK,DISP=(,PASS)");
    assert_string_equal(field(f, "//A DD DSN=&NOTSET,DISP=(,PASS)"), "DSN=&NOTSET,DISP=(,PASS)");
    assert_string_equal(field(f, "//S EXEC PGM=P,PARM='A&&B'"), "PGM=P,PARM='A&&B'");
    assert_int_equal(f->faults.count, 0);
}

/* JCL Reference, "Using symbols as positional parameters". */
static void test_substitute__rule_19_a_positional_symbol_brings_its_comma(void **state)
{
    struct fixture *f = *state;
    set(f, "POSPARM", "'DUMMY,'");
    assert_string_equal(field(f, "//DS1 DD &POSPARM.DSNAME=ATLAS,DISP=OLD"), "DUMMY,DSNAME=ATLAS,DISP=OLD");
    set(f, "POSPARM", "");
    assert_string_equal(field(f, "//DS1 DD &POSPARM.DSNAME=ATLAS,DISP=OLD"), "DSNAME=ATLAS,DISP=OLD");
}

static void test_substitute__an_undefined_symbol_is_told_where_it_stands(void **state)
{
    struct fixture *f = *state;
    field(f, "//D        DD  DSN=&HLQ..MASTER,DISP=SHR");
    assert_int_equal(f->faults.count, 1);
    assert_int_equal(f->faults.items[0].code, JCL_E_SYMBOL_UNDEFINED);
    assert_int_equal(f->faults.items[0].offset, 20);
    assert_non_null(strstr(f->faults.items[0].detail, "&HLQ"));
    assert_true(f->statement->broken);
}

static void test_substitute__ampersands_of_an_if_are_and(void **state)
{
    struct fixture *f = *state;
    set(f, "STEP", "S1");
    assert_string_equal(field(f, "// IF (&STEP..RC = 0 & S2.RC = 0) THEN"), "(S1.RC = 0 & S2.RC = 0) THEN");
    assert_int_equal(f->faults.count, 0);
}

static void test_substitute__each_character_of_a_value_is_told_at_its_symbol(void **state)
{
    struct fixture *f = *state;
    set(f, "HLQ", "LEDGER");
    assert_string_equal(field(f, "//D        DD  DSN=&HLQ..MASTER,DISP=SHR"), "DSN=LEDGER.MASTER,DISP=SHR");
    assert_int_equal(statement_place(f->statement, 3).column, 19);  /* the = */
    assert_int_equal(statement_place(f->statement, 4).column, 20);  /* LEDGER */
    assert_int_equal(statement_place(f->statement, 9).column, 20);
    assert_int_equal(statement_place(f->statement, 10).column, 25); /* the second period */
    assert_int_equal(f->statement->part_count, 3);
    const struct origin *origin = f->statement->parts[1].origin;
    assert_int_equal(origin->kind, ORIGIN_SET);
    assert_string_equal(origin->symbol, "HLQ");
    assert_int_equal(origin->used.column, 20);
    assert_false(substitute_statement(f->statement, &f->symbols, &f->arena, &f->faults));
}

/* JCL Reference, "Coding symbols in comments": a blank in a value ends the field. */
static void test_substitute__a_blank_outside_apostrophes_ends_the_field(void **state)
{
    struct fixture *f = *state;
    set(f, "T", "'A B'");
    assert_string_equal(field(f, "//S EXEC PGM=&T,TIME=1"), "PGM=A");
    assert_int_equal(f->faults.count, 1);
    assert_int_equal(f->faults.items[0].code, JCL_W_SYMBOL_BLANK);
    assert_string_equal(field(f, "//S EXEC PGM=P,PARM='&T'"), "PGM=P,PARM='A B'");
    assert_int_equal(f->faults.count, 1);
}

static void test_substitute__a_value_outside_apostrophes_is_of_jcl_s_characters(void **state)
{
    struct fixture *f = *state;
    set(f, "P", "'/u/ledger'");
    assert_string_equal(field(f, "//D DD PATH='&P./a'"), "PATH='/u/ledger/a'");
    assert_string_equal(field(f, "//S EXEC DAY,WHERE=&P"), "DAY,WHERE=/u/ledger");
    assert_int_equal(f->faults.count, 0);
    field(f, "//D        DD  DSN=&P,DISP=SHR");
    assert_int_equal(f->faults.count, 1);
    assert_int_equal(f->faults.items[0].code, JCL_E_CASE);
    assert_int_equal(f->faults.items[0].offset, 20);
}

static void test_substitute__growth_is_bounded(void **state)
{
    struct fixture *f = *state;
    char value[SYMBOL_TEXT_MAX_LEN + 1];
    memset(value, 'A', sizeof value - 1);
    value[sizeof value - 1] = '\0';
    set(f, "A", value);
    struct bytes text;
    bytes_init(&text);
    bytes_text(&text, "//S EXEC PGM=P,PARM=('&A.&A.&A.&A.&A.&A.&A.',\n");
    for (int i = 0; i < 5; i++)
        bytes_text(&text, "//             '&A.&A.&A.&A.&A.&A.&A.',\n");
    bytes_text(&text, "//             '')\n");
    field(f, bytes_string(&text));
    bytes_release(&text);
    assert_int_equal(f->faults.count, 1);
    assert_int_equal(f->faults.items[0].code, JCL_E_SYMBOL_LENGTH);
    assert_int_equal(f->faults.items[0].record, 5); /* the 33rd of 255 characters */
    assert_true(f->statement->broken);
    assert_int_equal(f->statement->field_len, STATEMENT_MAX_LEN);
}

static void test_substitute__rule_18_data_takes_exported_symbols(void **state)
{
    struct fixture *f = *state;
    struct bytes out;
    struct origins origins = {0};
    bytes_init(&out);
    set(f, "YEAR", "2026");
    symbols_export(&f->symbols, "YEAR");
    set(f, "MONTH", "11");
    symbols_begin_step(&f->symbols);
    const char *card = "Y(&YEAR) &YEAR.A &MONTH &&LIT &SYSNAME &";
    assert_int_equal(substitute_card(card, strlen(card), SUBSTITUTE_JCL, &f->symbols, (struct place){"DATA", 7, 1}, &out, &origins), 3);
    assert_string_equal(bytes_string(&out), "Y(2026) 2026A &MONTH &LIT &SYSNAME &");
    substitute_card(card, strlen(card), SUBSTITUTE_JCL | SUBSTITUTE_SYSTEM, &f->symbols, (struct place){"DATA", 7, 1}, &out, &origins);
    assert_string_equal(bytes_string(&out), "Y(2026) 2026A &MONTH &LIT CUT1 &");
    assert_int_equal(origins.count, 5); /* two, and three */
    assert_string_equal(origins.items[4].symbol, "SYSNAME");
    assert_int_equal(origins.items[4].used.card, 7);
    assert_int_equal(origins.items[4].used.column, 31);
    bytes_release(&out);
    free(origins.items);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_substitute__rule_11_a_period_parts_and_goes_away, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_substitute__rule_12_a_symbol_of_the_job_goes_before_a_system_symbol, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_substitute__rule_12_a_symbol_of_the_job_has_no_parts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_substitute__rule_14_in_apostrophes_only_some_parameters, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_substitute__rule_14_a_symbol_does_not_run_over_cards, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_substitute__rule_15_equivalent_jcl, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_substitute__rule_15_two_ampersands_and_temporary_data_sets, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_substitute__rule_19_a_positional_symbol_brings_its_comma, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_substitute__an_undefined_symbol_is_told_where_it_stands, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_substitute__ampersands_of_an_if_are_and, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_substitute__each_character_of_a_value_is_told_at_its_symbol, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_substitute__a_blank_outside_apostrophes_ends_the_field, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_substitute__a_value_outside_apostrophes_is_of_jcl_s_characters, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_substitute__growth_is_bounded, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_substitute__rule_18_data_takes_exported_symbols, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("substitute", tests, NULL, NULL);
}
