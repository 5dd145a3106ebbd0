/*
 * test_if.c - IF/THEN/ELSE/ENDIF as IBM's worked examples state it (rule 39): z/OS MVS JCL Reference, "Examples of
 * IF/THEN/ELSE/ENDIF statement constructs", and JCL User's Guide, "Examples of IF/THEN/ELSE/ENDIF statement construct".
 */
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

#include "run/decide.h"
#include "support/jcl.h"

enum { SKIPPED = -2, ABEND = -1 }; /* of what a step returns; SKIPPED: the job was restarted behind it */

/* R for each step that is run; its result is what RETURNS says, -1 an abend with ABENDED. */
static char *run_steps(const char *deck, const int *returns, const char *abended, char text[64])
{
    struct jcl_reading reading;
    struct result results[16] = {{0}};
    jcl_reading_init(&reading, deck);
    assert_string_equal(bytes_string(&reading.told), "");
    const struct job *job = &reading.jobs.items[0];
    for (size_t i = 0; i < job->step_count; i++) {
        if (returns[i] == SKIPPED) {
            text[i] = '-';
            text[i + 1] = '\0';
            continue;
        }
        bool run = decide_step(job, results, i) == DECISION_RUN;
        text[i] = run ? 'R' : '.';
        text[i + 1] = '\0';
        results[i].kind = !run ? RESULT_BYPASSED : returns[i] == ABEND ? RESULT_ABENDED : RESULT_RAN;
        results[i].code = returns[i];
        snprintf(results[i].abend, sizeof results[i].abend, "%s", returns[i] == ABEND && run ? abended : "");
    }
    jcl_reading_release(&reading);
    return text;
}

struct example {
    int returns[8];
    const char *abend, *run;
};

static void assert_examples(const char *deck, const struct example *examples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char text[64];
        run_steps(deck, examples[i].returns, examples[i].abend, text);
        if (strcmp(text, examples[i].run) != 0)
            print_message("example %zu\n", i + 1);
        assert_string_equal(text, examples[i].run);
    }
}

#define ASSERT_EXAMPLES(deck, examples) assert_examples(deck, examples, sizeof(examples) / sizeof(examples)[0])

/* Examples 2 and 3: without ELSE, and with an ELSE that holds nothing. */
static void test_if__rule_39_an_abend_or_a_code(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {{0, 0, 0}, "", "R.R"}, {{8, 0, 0}, "", "R.R"}, {{9, 0, 0}, "", "RRR"}, {{ABEND, 0, 0}, "S0C7", "RR."},
    };
    ASSERT_EXAMPLES("//JOBA JOB\n//STEP1 EXEC PGM=RTN\n//IFBAD IF (ABEND | STEP1.RC > 8) THEN\n//TRUE EXEC PGM=ERROR\n"
                    "//IFBADEND ENDIF\n//NEXTSTEP EXEC PGM=CONTINUE\n", examples);
    ASSERT_EXAMPLES("//JOBB JOB\n//STEP1 EXEC PGM=RTN\n//IFBAD IF (ABEND | STEP1.RC > 8) THEN\n//TRUE EXEC PGM=ERROR\n"
                    "// ELSE\n//IFBADEND ENDIF\n//NEXTSTEP EXEC PGM=CONTINUE\n", examples);
}

/* Example 4: the highest code so far is 5, 6 or 7. */
static void test_if__rule_39_the_highest_code_so_far(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {{4, 0, 0, 0, 0}, "", "R..RR"}, {{5, 0, 0, 0, 0}, "", "RRR.R"}, {{7, 0, 0, 0, 0}, "", "RRR.R"}, {{8, 0, 0, 0, 0}, "", "R..RR"},
    };
    ASSERT_EXAMPLES("//JOBC JOB\n//STEP0 EXEC PGM=RTN1\n//IFTEST2 IF (RC > 4 & RC < 8) THEN\n//STEP1 EXEC PGM=IEFBR14\n"
                    "//REPORT EXEC PGM=REPTRTN\n// ELSE\n//ERRORSTP EXEC PGM=ERRORTN\n//ENDTEST2 ENDIF\n//NEXTSTEP EXEC PGM=CONTINUE\n",
                    examples);
}

/* Example 6: one in the ELSE of another, steps of procedures by name. */
static void test_if__rule_39_nested_with_procedures(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {{5, 0, 0, 0, 0, 0}, "", "RRR..R"},
        {{4, 0, 0, 0, 0, 0}, "", "RR..RR"},
        {{4, ABEND, 0, 0, 0, 0}, "U0012", "RR.R.."},
        {{4, ABEND, 0, 0, 0, 0}, "U0013", "RR..R."},
    };
    ASSERT_EXAMPLES("//JOBE JOB\n//PROC1 PROC\n//PSTEPONE EXEC PGM=A\n// PEND\n//PROC2 PROC\n//PSTEPTWO EXEC PGM=B\n// PEND\n"
                    "//EXP1 EXEC PROC=PROC1\n//EXP2 EXEC PROC=PROC2\n//IFTEST4 IF (EXP1.PSTEPONE.RC > 4) THEN\n//STEP1ERR EXEC PGM=PROG1\n"
                    "// ELSE\n//IFTEST5 IF (EXP2.PSTEPTWO.ABENDCC=U0012) THEN\n//STEP2ERR EXEC PGM=PROG2\n// ELSE\n//NOERR EXEC PGM=PROG3\n"
                    "//ENDTEST5 ENDIF\n//ENDTEST4 ENDIF\n//NEXTSTEP EXEC PGM=N\n",
                    examples);
}

/* Example 8: restarted behind STEP1, which then did not run. */
static void test_if__rule_40_a_step_before_the_restart_did_not_run(void **state)
{
    (void)state;
    static const struct example examples[] = {{{0, 0, 0, 0}, "", "RRR."}, {{SKIPPED, 0, 0, 0}, "", "-RR."}, {{4, 0, 0, 0}, "", "RR.R"}};
    ASSERT_EXAMPLES("//JOBR JOB\n//STEP1 EXEC PGM=A\n//STEP2 EXEC PGM=B\n//IF1 IF (STEP1.RC = 0 | ^STEP1.RUN) THEN\n//STEP3 EXEC PGM=C\n"
                    "// ELSE\n//STEP5 EXEC PGM=E\n// ENDIF\n", examples);
    static const struct example without[] = {{{SKIPPED, 0, 0, 0}, "", "-R.R"}};
    ASSERT_EXAMPLES("//JOBR JOB\n//STEP1 EXEC PGM=A\n//STEP2 EXEC PGM=B\n//IF1 IF (STEP1.RC = 0) THEN\n//STEP3 EXEC PGM=C\n"
                    "// ELSE\n//STEP5 EXEC PGM=E\n// ENDIF\n", without);
}

/* Example 9: decided behind STEP1, and not again when STEP2 abends. */
static void test_if__rule_39_is_decided_once(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {{0, 0, 0, 0}, "", "RRR."}, {{0, ABEND, 0, 0}, "S0C4", "RRR."}, {{ABEND, 0, 0, 0}, "S0C4", "R..R"},
    };
    ASSERT_EXAMPLES("//JOBF JOB\n//STEP1 EXEC PGM=A\n//IFTEST6 IF ^ABEND THEN\n//STEP2 EXEC PGM=B\n//STEP3 EXEC PGM=C\n// ELSE\n"
                    "//STEP4 EXEC PGM=D\n// ENDIF\n", examples);
}

/* The User's Guide's three: codes of two steps, an abend of a step, a user abend code of the job. */
static void test_if__rule_39_users_guide(void **state)
{
    (void)state;
    static const struct example codes[] = {
        {{21, 0, 0, 0}, "", "RRRR"}, {{20, 60, 0, 0}, "", "RRRR"}, {{20, 59, 0, 0}, "", "RR.R"},
    };
    ASSERT_EXAMPLES("//J JOB\n//STEP1 EXEC PGM=A\n//STEP2 EXEC PGM=B\n//RCTEST IF (STEP1.RC GT 20|STEP2.RC = 60) THEN\n//STEP3 EXEC PGM=U\n"
                    "//ENDTEST ENDIF\n//NEXTSTEP EXEC PGM=N\n", codes);
    static const struct example abends[] = {{{0, 0, 0}, "", "R.R"}, {{ABEND, 0, 0}, "S0C1", "RR."}};
    ASSERT_EXAMPLES("//J JOB\n//P PROC\n//LINK EXEC PGM=A\n// PEND\n//STEP4 EXEC P\n//ABTEST IF (STEP4.LINK.ABEND=FALSE) THEN\n//BADPROC ELSE\n"
                    "//CLEANUP EXEC PGM=ERRTN\n//ENDTEST ENDIF\n//NEXTSTEP EXEC PGM=N\n", abends);
    static const struct example user[] = {{{ABEND, 0, 0}, "U0100", "RR."}, {{ABEND, 0, 0}, "U0101", "R.R"}, {{0, 0, 0}, "", "R.R"}};
    ASSERT_EXAMPLES("//J JOB\n//STEP1 EXEC PGM=A\n//CCTEST IF (ABENDCC = U0100) THEN\n//GOAHEAD EXEC PGM=CONTINUE\n//NOCC ELSE\n"
                    "//EXIT EXEC PGM=CLEANUP\n// ENDIF\n", user);
}

/* COND is tested inside an IF, too; a step after an abend runs when an IF around it asks for abends, or with EVEN or ONLY. */
static void test_if__rule_39_cond_counts_inside(void **state)
{
    (void)state;
    static const struct example examples[] = {{{0, 0, 0}, "", "R.R"}, {{4, 0, 0}, "", "RRR"}};
    ASSERT_EXAMPLES("//J JOB\n//S1 EXEC PGM=A\n// IF RC < 8 THEN\n//S2 EXEC PGM=B,COND=(0,EQ,S1)\n//S3 EXEC PGM=C\n// ENDIF\n", examples);
    static const struct example abends[] = {{{ABEND, 0, 0, 0}, "S0C4", "R.RR"}};
    ASSERT_EXAMPLES("//J JOB\n//S1 EXEC PGM=A\n// IF RC < 8 THEN\n//S2 EXEC PGM=B\n//S3 EXEC PGM=C,COND=EVEN\n// ENDIF\n"
                    "// IF S1.ABENDCC = S0C4 THEN\n//S4 EXEC PGM=D\n// ENDIF\n", abends);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_if__rule_39_an_abend_or_a_code),
        cmocka_unit_test(test_if__rule_39_the_highest_code_so_far),
        cmocka_unit_test(test_if__rule_39_nested_with_procedures),
        cmocka_unit_test(test_if__rule_40_a_step_before_the_restart_did_not_run),
        cmocka_unit_test(test_if__rule_39_is_decided_once),
        cmocka_unit_test(test_if__rule_39_users_guide),
        cmocka_unit_test(test_if__rule_39_cond_counts_inside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
