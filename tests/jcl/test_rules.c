/*
 * test_rules.c - rules of the language that need a job to show: 10, 13, 16, 17, 22, 23, 24 and 29, each from cards to what is run.
 * The others have their tests beside the module that keeps them.
 */
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>

#include "jcl/expand.h"

struct held { /* a member of the library that a test has */
    const char *name, *text;
};

static int fetch(void *context, const char *dsn, const char *name, struct member *member, struct fault *fault)
{
    (void)dsn;
    (void)fault;
    for (const struct held *held = context; held != NULL && held->name != NULL; held++)
        if (strcmp(held->name, name) == 0) {
            bytes_init(&member->file);
            bytes_init(&member->text);
            bytes_text(&member->file, name);
            bytes_text(&member->text, held->text);
            return 1;
        }
    return 0;
}

/* The statements of the job after everything, "S1:P1 EXEC PGM=P" a line, and behind them what is told. */
static void means(struct held *held, const char *jcl, const char *expected)
{
    struct library library = {fetch, held};
    struct expansion_options options = {.library = &library};
    struct deck deck;
    struct expansion expansion;
    struct fault_list faults;
    struct bytes seen;
    bytes_init(&seen);
    fault_list_init(&faults);
    deck_read(&deck, "J", jcl, strlen(jcl), &faults);
    expansion_build(&expansion, &deck, &options, &faults);
    for (size_t i = 0; i < expansion.count; i++) {
        const struct effective *item = &expansion.items[i];
        const struct statement *s = item->statement;
        if (s->kind == STATEMENT_JCL && !statement_is(s, JCL_JOB))
            bytes_format(&seen, "%s%s%s %s %s\n", item->call != NULL ? item->call->step : "", item->call != NULL ? ":" : "", s->name, s->operation,
                         s->field);
    }
    for (size_t i = 0; i < faults.count; i++)
        bytes_format(&seen, "%d %s %d,%d\n", -faults.items[i].code, faults.items[i].file, (int)faults.items[i].record, (int)faults.items[i].offset);
    assert_string_equal(bytes_string(&seen), expected);
    bytes_release(&seen);
    fault_list_release(&faults);
    expansion_release(&expansion);
    deck_release(&deck);
}

static void test_rules__rule_10_names(void **state)
{
    (void)state;
    means(NULL, "//J JOB\n//$A#@B123 EXEC PGM=@P\n", "$A#@B123 EXEC PGM=@P\n");
    means(NULL, "//J JOB\n//1STEP EXEC PGM=P\n", "1STEP EXEC PGM=P\n607 J 2,3\n");
    means(NULL, "//J JOB\n//S1 EXEC PGM=P,PARM='lower case'\n//D DD PATH='/u/ledger'\n", "S1 EXEC PGM=P,PARM='lower case'\nD DD PATH='/u/ledger'\n");
    means(NULL, "//J JOB\n//s1 EXEC PGM=P\n", "s1 EXEC PGM=P\n605 J 2,3\n");
}

static void test_rules__rule_13_symbols_do_not_change_name_or_operation(void **state)
{
    (void)state;
    means(NULL, "//J JOB\n// SET N=S1\n//&N EXEC PGM=&N\n", "&N EXEC PGM=S1\n607 J 3,3\n");
}

static void test_rules__rule_16_set_holds_from_where_it_is_met(void **state)
{
    (void)state;
    means(NULL,
          "//J JOB\n// SET A=1\n//S0 EXEC PGM=P&A\n// IF (RC = 0) THEN\n// SET A=2\n//S1 EXEC PGM=P&A\n// ELSE\n// SET A=3\n"
          "//S2 EXEC PGM=P&A\n// ENDIF\n//S3 EXEC PGM=P&A\n",
          "S0 EXEC PGM=P1\n IF (RC = 0) THEN\nS1 EXEC PGM=P2\n ELSE \nS2 EXEC PGM=P3\n ENDIF \nS3 EXEC PGM=P3\n"); /* also inside IF */
    means(NULL, "//J JOB\n// SET A=1,A=2\n//S1 EXEC PGM=P&A\n", "S1 EXEC PGM=P2\n");
}

static void test_rules__rule_17_exec_before_proc_before_set(void **state)
{
    (void)state;
    struct held held[] = {{"DAY", "//DAY PROC A=P,B=P\n// SET A=L,B=L,C=L\n//P1 EXEC PGM=&A&B&C\n"}, {NULL, NULL}};
    means(held, "//J JOB\n// SET A=S,B=S,C=S\n//S1 EXEC DAY,A=E\n//S2 EXEC PGM=&A&B&C\n", /* a SET in the procedure changes only what nobody gave */
          "S1:P1 EXEC PGM=EPL\nS2 EXEC PGM=SSL\n657 DAY 2,8\n657 DAY 2,12\n");
}

static void test_rules__rule_22_a_procedure_is_found_by_its_member(void **state)
{
    (void)state;
    struct held held[] = {{"TRANREPT", "//REPROC PROC\n//P1 EXEC REPROC\n"}, {"REPROC", "//OTHER PROC\n//R1 EXEC PGM=R\n"}, {NULL, NULL}};
    means(held, "//J JOB\n//S1 EXEC TRANREPT\n", "P1:R1 EXEC PGM=R\n");
}

static void test_rules__rule_23_include_groups(void **state)
{
    (void)state;
    struct held held[] = {{"GROUP", "//S1 EXEC PGM=&P\n// SET P=B\n"},
                          {"BAD", "//J2 JOB\n//X PROC\n// JCLLIB ORDER=A.B\n/*JOBPARM L=1\n//D DD *\nDATA\n"},
                          {NULL, NULL}};
    means(held, "//J JOB\n// SET P=A\n// INCLUDE MEMBER=GROUP\n//S2 EXEC PGM=&P\n", "S1 EXEC PGM=A\nS2 EXEC PGM=B\n");
    means(held, "//J JOB\n// INCLUDE MEMBER=GROUPS\n//S2 EXEC PGM=P\n", "S2 EXEC PGM=P\n658 J 2,19\n");
    means(held, "//J JOB\n// INCLUDE MEMBER=BAD\n//S2 EXEC PGM=P\n",
          "S2 EXEC PGM=P\n662 BAD 1,6\n662 BAD 2,5\n662 BAD 3,4\n662 BAD 4,1\n662 BAD 5,8\n");
    means(held, "//J JOB\n//S1 EXEC PGM=P\n// JCLLIB ORDER=A.B\n", "S1 EXEC PGM=P\n668 J 3,4\n");
    means(held, "//J JOB\n// JCLLIB ORDER=A.B\n// JCLLIB ORDER=A.C\n//S1 EXEC PGM=P\n", "S1 EXEC PGM=P\n668 J 3,4\n");
}

#define DAY "//J JOB\n//DAY PROC\n//P1 EXEC PGM=P\n" \
            "//D DD DSN=A.B,DISP=(NEW,CATLG),UNIT=SYSDA,VOL=SER=V1,\n//  DCB=(RECFM=FB,LRECL=80)\n//E DD DUMMY\n// PEND\n//S1 EXEC DAY\n"

static void test_rules__rule_24_overrides_replace_parameter_by_parameter(void **state)
{
    (void)state;
    means(NULL, DAY "//P1.D DD DISP=SHR\n", "S1:P1 EXEC PGM=P\nS1:D DD DSN=A.B,DISP=SHR,UNIT=SYSDA,VOL=SER=V1,DCB=(RECFM=FB,LRECL=80)\nS1:E DD DUMMY\n");
    means(NULL, DAY "//P1.D DD UNIT=,VOL=\n", "S1:P1 EXEC PGM=P\nS1:D DD DSN=A.B,DISP=(NEW,CATLG),DCB=(RECFM=FB,LRECL=80)\nS1:E DD DUMMY\n");
    means(NULL, DAY "//P1.D DD DCB=(LRECL=100,BUFNO=5)\n",
          "S1:P1 EXEC PGM=P\nS1:D DD DSN=A.B,DISP=(NEW,CATLG),UNIT=SYSDA,VOL=SER=V1,DCB=(RECFM=FB,LRECL=100,BUFNO=5)\nS1:E DD DUMMY\n");
}

/* What the EXEC inside a procedure says for one step of another is still for that step when the EXEC outside says something, too. */
static void test_rules__rule_28_through_two_procedures(void **state)
{
    (void)state;
    means(NULL,
          "//J JOB\n//INN PROC\n//P1 EXEC PGM=P\n//P2 EXEC PGM=Q\n// PEND\n//OUT PROC\n//M EXEC INN,COND.P1=(4,LT),PARM.P2=X\n// PEND\n"
          "//S EXEC OUT,REGION=4M\n",
          "M:P1 EXEC PGM=P,COND=(4,LT),REGION=4M\nM:P2 EXEC PGM=Q,PARM=X,REGION=4M\n");
}

#define STEP(dd, override) "//J JOB\n//DAY PROC\n//P1 EXEC PGM=P\n//D DD " dd "\n// PEND\n//S1 EXEC DAY\n//P1.D DD " override "\n"
#define GIVES(dd) "S1:P1 EXEC PGM=P\nS1:D DD " dd "\n"

/* "To nullify all parameters but the DCB parameter, code DUMMY on the overriding DD statement." */
static void test_rules__rule_24_dummy_leaves_the_dcb_alone(void **state)
{
    (void)state;
    means(NULL, STEP("DSN=Q,DISP=(NEW,CATLG),UNIT=SYSDA,\n// SPACE=(TRK,1),DCB=(RECFM=FB,LRECL=1)", "DUMMY"), GIVES("DUMMY,DCB=(RECFM=FB,LRECL=1)"));
    means(NULL, STEP("DSN=Q,DISP=SHR,DCB=LRECL=80", "DYNAM"), GIVES("DYNAM"));
    means(NULL, STEP("SYSOUT=(A,WTR),DEST=N,OUTLIM=5,DCB=BLKSIZE=133", "DUMMY"), GIVES("DUMMY,DCB=BLKSIZE=133"));
    means(NULL, STEP("DSN=Q,DISP=SHR,LRECL=80", "DUMMY,BLKSIZE=800"), GIVES("DUMMY,LRECL=80,BLKSIZE=800"));
}

static void test_rules__rule_24_dcb_by_subparameter(void **state)
{
    (void)state;
    means(NULL, STEP("DSN=A,DCB=(MODEL.DS,RECFM=FB,LRECL=1)", "DCB=(LRECL=80)"), GIVES("DSN=A,DCB=(RECFM=FB,LRECL=80)"));
    means(NULL, STEP("DSN=A,DCB=(MODEL.DS,LRECL=1)", "DCB=(NEW.DS,LRECL=80)"), GIVES("DSN=A,DCB=(NEW.DS,LRECL=80)"));
    means(NULL, STEP("DSN=A,DCB=(RECFM=FB,LRECL=1)", "DCB=(RECFM=,LRECL=)"), GIVES("DSN=A"));
    means(NULL, STEP("DSN=A,DCB=(RECFM=FB,LRECL=1)", "DCB="), GIVES("DSN=A,DCB=(RECFM=FB,LRECL=1)")); /* takes nothing away */
    means(NULL, STEP("DSN=A,AMP=AMORG", "AMP="), GIVES("DSN=A,AMP=(AMORG)"));
    means(NULL, STEP("DSN=A,DCB=MODEL.DS", "DCB=BUFNO=3"), GIVES("DSN=A,DCB=(BUFNO=3)"));
}

static void test_rules__rule_24_what_excludes_each_other(void **state)
{
    (void)state;
    means(NULL, STEP("DSN=A,DISP=SHR,EXPDT=2030/001", "RETPD=30"), GIVES("DSN=A,DISP=SHR,RETPD=30"));
    means(NULL, STEP("DSN=A,DISP=SHR,DCB=BUFNO=5", "AMP=AMORG"), GIVES("DSN=A,DISP=SHR,AMP=AMORG"));
    means(NULL, STEP("DSN=A,DISP=(NEW,CATLG),LIKE=B", "REFDD=*.E"), GIVES("DSN=A,DISP=(NEW,CATLG),REFDD=*.E"));
    means(NULL, STEP("SYSOUT=A,OUTLIM=5", "DISP=SHR,DSN=B"), GIVES("DISP=SHR,DSN=B"));
}

static void test_rules__rule_24_amp_by_subparameter(void **state)
{
    (void)state;
    means(NULL, STEP("DSN=A,AMP=('AMORG','BUFND=5')", "AMP=('BUFND=9')"), GIVES("DSN=A,AMP=('AMORG','BUFND=9')"));
    means(NULL, STEP("DSN=A,AMP='BUFND=5,STRNO=2'", "AMP=('STRNO=3,BUFNI=1')"), GIVES("DSN=A,AMP=('BUFND=5','STRNO=3','BUFNI=1')"));
    means(NULL, STEP("DSN=A,AMP=AMORG", "AMP=(BUFND=5,AMORG)"), GIVES("DSN=A,AMP=(AMORG,BUFND=5)"));
    means(NULL, STEP("DSN=A,AMP=(AMORG,BUFND=5)", "AMP='STRNO=2'"), GIVES("DSN=A,AMP=('AMORG','BUFND=5','STRNO=2')"));
}

/* Without SYSOUT the system looks at DEST and the like for syntax only. */
static void test_rules__rule_24_what_goes_with_sysout_goes_with_it(void **state)
{
    (void)state;
    means(NULL, STEP("SYSOUT=A,DEST=N,OUTLIM=9,FREE=CLOSE", "DSN=B,DISP=SHR"), GIVES("FREE=CLOSE,DSN=B,DISP=SHR"));
    means(NULL, STEP("SYSOUT=A,DEST=N", "SYSOUT=,UNIT=SYSDA"), GIVES("UNIT=SYSDA"));
    means(NULL, STEP("SYSOUT=A,DEST=N", "SYSOUT=B"), GIVES("SYSOUT=B,DEST=N"));
}

/* LRECL=80 and DCB=LRECL=80 are one: what the override says of it in either way is what holds. */
static void test_rules__rule_24_dcb_in_two_spellings(void **state)
{
    (void)state;
    means(NULL, STEP("DCB=(RECFM=FB,LRECL=80,BLKSIZE=800),DSN=A", "LRECL=133,BLKSIZE=0"), GIVES("DCB=(RECFM=FB),DSN=A,LRECL=133,BLKSIZE=0"));
    means(NULL, STEP("DSN=A,LRECL=80,RECFM=FB", "DCB=(LRECL=133)"), GIVES("DSN=A,RECFM=FB,DCB=(LRECL=133)"));
    means(NULL, STEP("DSN=A,DCB=(M.DS,LRECL=1)", "DUMMY,LRECL=5"), GIVES("DUMMY,DCB=(M.DS),LRECL=5"));
    means(NULL, STEP("DSN=A,DCB=KEYLEN=5", "KEYLEN=9"), GIVES("DSN=A,KEYLEN=9"));
    means(NULL, STEP("DSN=A,DCB=(KEYLEN=5,RECFM=F)", "DCB=BUFNO=1,KEYLEN="), GIVES("DSN=A,DCB=(RECFM=F,BUFNO=1)"));
}

static void test_rules__rule_29_a_data_set_makes_a_dummy_real(void **state)
{
    (void)state;
    means(NULL, DAY "//P1.E DD DSN=C.D,DISP=SHR\n",
          "S1:P1 EXEC PGM=P\nS1:D DD DSN=A.B,DISP=(NEW,CATLG),UNIT=SYSDA,VOL=SER=V1,DCB=(RECFM=FB,LRECL=80)\nS1:E DD DSN=C.D,DISP=SHR\n");
    means(NULL, STEP("DUMMY", "PATH='/dev/null'"), GIVES("DUMMY,PATH='/dev/null'")); /* these two leave it */
    means(NULL, STEP("DUMMY", "DSN=NULLFILE"), GIVES("DUMMY,DSN=NULLFILE"));
    means(NULL, STEP("DUMMY", "PATH='/u/a'"), GIVES("PATH='/u/a'"));
    means(NULL, STEP("DUMMY", "SYSOUT="), GIVES("DUMMY"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rules__rule_10_names),
        cmocka_unit_test(test_rules__rule_13_symbols_do_not_change_name_or_operation),
        cmocka_unit_test(test_rules__rule_16_set_holds_from_where_it_is_met),
        cmocka_unit_test(test_rules__rule_17_exec_before_proc_before_set),
        cmocka_unit_test(test_rules__rule_22_a_procedure_is_found_by_its_member),
        cmocka_unit_test(test_rules__rule_23_include_groups),
        cmocka_unit_test(test_rules__rule_24_overrides_replace_parameter_by_parameter),
        cmocka_unit_test(test_rules__rule_24_dummy_leaves_the_dcb_alone),
        cmocka_unit_test(test_rules__rule_24_dcb_by_subparameter),
        cmocka_unit_test(test_rules__rule_24_what_goes_with_sysout_goes_with_it),
        cmocka_unit_test(test_rules__rule_24_amp_by_subparameter),
        cmocka_unit_test(test_rules__rule_24_what_excludes_each_other),
        cmocka_unit_test(test_rules__rule_24_dcb_in_two_spellings),
        cmocka_unit_test(test_rules__rule_28_through_two_procedures),
        cmocka_unit_test(test_rules__rule_29_a_data_set_makes_a_dummy_real),
    };
    return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
