/*
 * test_decide.c - COND as IBM's worked examples state it (rule 38): z/OS MVS JCL User's Guide, "Examples of COND return
 * code testing in a job", and JCL Reference, "Examples of the COND parameter" and "Summary of COND parameters".
 */
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "run/decide.h"
#include "support/jcl.h"

/* What each step returns if it is run: a code, or -1 for an abend.  Decides them one after the other. */
static char *decisions(const char *deck, const int *returns, char text[64])
{
    struct jcl_reading reading;
    struct result results[16] = {{0}};
    jcl_reading_init(&reading, deck);
    assert_string_equal(bytes_string(&reading.told), "");
    assert_int_equal(reading.jobs.count, 1);
    const struct job *job = &reading.jobs.items[0];
    size_t i;
    for (i = 0; i < job->step_count; i++) {
        enum decision decision = decide_step(job, results, i);
        text[i] = "RBIFE"[decision];
        results[i].kind = decision != DECISION_RUN ? RESULT_BYPASSED : returns[i] < 0 ? RESULT_ABENDED : RESULT_RAN;
        results[i].code = returns[i];
        snprintf(results[i].abend, sizeof results[i].abend, "S0C4");
    }
    text[i] = '\0';
    jcl_reading_release(&reading);
    return text;
}

/* The night as it is shipped. */
static void test_decide__nightly_stops_at_16_and_not_at_12(void **state)
{
    (void)state;
    static const struct {
        const char *why;
        int returns[5]; /* INTAKE VALIDATE ROLLBACK SCHEDULE REPORT */
        const char *decided;
    } CASES[] = {
        {"all good", {0, 0, 0, 0, 0}, "RRRRR"},
        {"returned, denied, set aside", {8, 8, 4, 4, 0}, "RRRRR"},
        {"the directory does not answer", {0, 12, 0, 0, 0}, "RRRRR"},
        {"nothing done, or out of balance", {16, 0, 0, 0, 0}, "RIIII"},
        {"out of balance in between", {0, 0, 16, 0, 0}, "RRRII"},
        {"an abend: the reports still tell", {0, -1, 0, 0, 0}, "RRFFR"},
        {"an abend behind a step out of balance", {0, 16, 0, 0, 0}, "RRIII"},
    };
    struct bytes deck;
    bytes_init(&deck);
    assert_int_equal(file_read(&deck, "jcl/NIGHTLY.jcl", 65536, NULL), 0);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        char text[64];
        if (strcmp(decisions(bytes_string(&deck), CASES[i].returns, text), CASES[i].decided) != 0)
            print_message("%s\n", CASES[i].why);
        assert_string_equal(text, CASES[i].decided);
    }
    bytes_release(&deck);
}

static void test_decide__users_guide_first_job(void **state)
{
    (void)state;
    const int returns[] = {6, 2, 0, 0, 9, 10, 12, 0, 0};
    char text[64];
    assert_string_equal(decisions("//MYJOB JOB ,A.SMITH,COND=(10,LT)\n"
                                  "//STEP1 EXEC PGM=A\n"
                                  "//STEP2 EXEC PGM=B,COND=((2,EQ),(4,EQ))\n"
                                  "//STEP3 EXEC PGM=C,COND=ONLY\n"
                                  "//STEP4 EXEC PGM=D,\n"
                                  "//         COND=((5,GT,STEP1),(2,EQ))\n"
                                  "//STEP5 EXEC PGM=E\n"
                                  "//STEP6 EXEC PGM=F,\n"
                                  "//         COND=((8,GT,STEP5),EVEN)\n"
                                  "//STEP7 EXEC PGM=G,COND=(4,GT,STEP4)\n"
                                  "//STEP8 EXEC PGM=H\n"
                                  "//STEP9 EXEC PGM=I,COND=ONLY\n",
                                  returns, text),
                        "RRBBRRREE");
}

/* The second job there begins so: STEP1 returns 4, STEP2 abends.  What follows is decided by Table 2 of the Reference. */
static void test_decide__users_guide_second_job(void **state)
{
    (void)state;
    const int returns[] = {4, -1, 0, 0, 0, 5, 0};
    char text[64];
    assert_string_equal(decisions("//ABC JOB 12345,COND=(5,EQ)\n"
                                  "//STEP1 EXEC PGM=A\n"
                                  "//STEP2 EXEC PGM=B,COND=(7,LT)\n"
                                  "//STEP3 EXEC PGM=C,COND=((20,GT,STEP1),EVEN)\n" /* 20 > 4: bypass */
                                  "//STEP4 EXEC PGM=D\n"                           /* after an abend */
                                  "//STEP5 EXEC PGM=E,COND=((7,LT,STEP2),EVEN)\n"  /* an abend has no code */
                                  "//STEP6 EXEC PGM=F,COND=ONLY\n"                 /* runs, and returns 5 */
                                  "//STEP7 EXEC PGM=G,COND=ONLY\n",                /* 5 equals 5: the job ends */
                                  returns, text),
                        "RRBFRRE");
}

/* //STEP6 EXEC PGM=DISKUTIL,COND=(4,GT,STEP3): 0 through 3 bypasses, 4 or greater executes. */
static void test_decide__reference_gt(void **state)
{
    (void)state;
    for (int code = 0; code < 8; code++) {
        const int returns[] = {code, 0};
        char text[64];
        assert_string_equal(decisions("//J JOB\n//STEP3 EXEC PGM=A\n//STEP6 EXEC PGM=DISKUTIL,COND=(4,GT,STEP3)\n", returns,
                                      text),
                            code < 4 ? "RB" : "RR");
    }
}

/* //TEST2 EXEC PGM=DUMPINT,COND=((16,GE),(90,LE,STEP1),ONLY) */
static void test_decide__reference_only(void **state)
{
    (void)state;
    static const struct {
        int returns[4];
        const char *decided;
    } CASES[] = {
        {{17, -1, 0, 0}, "RRR"}, /* abend, 17 or greater, STEP1 89 or less */
        {{16, -1, 0, 0}, "RRB"}, /* a code of 0 through 16 */
        {{90, -1, 0, 0}, "RRB"}, /* STEP1 90 or greater */
        {{89, -1, 0, 0}, "RRR"},
        {{17, 17, 0, 0}, "RRB"}, /* all terminated normally */
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        char text[64];
        assert_string_equal(decisions("//J JOB\n//STEP1 EXEC PGM=A\n//STEP2 EXEC PGM=B\n"
                                      "//TEST2 EXEC PGM=DUMPINT,COND=((16,GE),(90,LE,STEP1),ONLY)\n",
                                      CASES[i].returns, text),
                            CASES[i].decided);
    }
}

/* STEP1 returns 4, STEP2 is bypassed, so the test against it is not made and STEP3 is executed. */
static void test_decide__reference_bypassed_step_has_no_code(void **state)
{
    (void)state;
    const int returns[] = {4, 0, 0};
    char text[64];
    assert_string_equal(decisions("//J JOB\n//STEP1 EXEC PGM=CINDY\n//STEP2 EXEC PGM=NEXT,COND=(4,EQ,STEP1)\n"
                                  "//STEP3 EXEC PGM=LAST,COND=((8,LT,STEP1),(8,GT,STEP2))\n",
                                  returns, text),
                        "RBR");
}

/* JOB: (611,402),BOURNE,COND=(7,LT), and ((20,GE),(30,LT)): any code of 21 through 30 allows the job to continue. */
static void test_decide__reference_job(void **state)
{
    (void)state;
    for (int code = 18; code < 34; code++) {
        const int returns[] = {code, 0};
        char text[64];
        assert_string_equal(decisions("//TEST JOB 501,BAXTER,COND=((20,GE),(30,LT))\n//A EXEC PGM=A\n//B EXEC PGM=B\n",
                                      returns, text),
                            code >= 21 && code <= 30 ? "RR" : "RE");
    }
    const int seven[] = {7, 8, 0};
    char text[64];
    assert_string_equal(decisions("//TYPE JOB (611,402),BOURNE,COND=(7,LT)\n//A EXEC PGM=A\n//B EXEC PGM=B\n"
                                  "//C EXEC PGM=C\n",
                                  seven, text),
                        "RRE");
}

/* Table 1: which code bypasses.  4 against 3, 4, 5. */
static void test_decide__reference_table_1(void **state)
{
    (void)state;
    static const struct {
        const char *operator;
        const char *decided; /* for 3, 4, 5 */
    } CASES[] = {{"GT", "BRR"}, {"GE", "BBR"}, {"EQ", "RBR"}, {"LT", "RRB"}, {"LE", "RBB"}, {"NE", "BRB"}};
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
        for (int code = 3; code <= 5; code++) {
            char deck[128], text[64];
            const int returns[] = {code, 0};
            snprintf(deck, sizeof deck, "//J JOB\n//A EXEC PGM=A\n//B EXEC PGM=B,COND=(4,%s)\n", CASES[i].operator);
            assert_int_equal(decisions(deck, returns, text)[1], CASES[i].decided[code - 3]);
        }
}

/* Table 2: EVEN, ONLY and neither, by abend and satisfied test. */
static void test_decide__reference_table_2(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        const char *decided; /* no abend no test, no abend test, abend no test, abend and test */
    } CASES[] = {{",EVEN", "RBRB"}, {",ONLY", "BBRB"}, {"", "RBFB"}};
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
        for (int row = 0; row < 4; row++) {
            char deck[160], text[64];
            const int returns[] = {row % 2 == 1 ? 8 : 0, row >= 2 ? -1 : 0, 0};
            snprintf(deck, sizeof deck, "//J JOB\n//A EXEC PGM=A\n//B EXEC PGM=B\n//C EXEC PGM=C,COND=((8,EQ)%s)\n",
                     CASES[i].word);
            assert_int_equal(decisions(deck, returns, text)[2], CASES[i].decided[row]);
        }
}

static void test_decide__a_cancelled_or_failed_step_stops_all(void **state)
{
    (void)state;
    struct jcl_reading reading;
    jcl_reading_init(&reading, "//J JOB\n//A EXEC PGM=A\n//B EXEC PGM=B,COND=EVEN\n//C EXEC PGM=C,COND=ONLY\n");
    const struct job *job = &reading.jobs.items[0];
    struct result failed[3] = {{.kind = RESULT_FAILED}};
    assert_int_equal(decide_step(job, failed, 1), DECISION_FLUSH);
    assert_int_equal(decide_step(job, failed, 2), DECISION_FLUSH);
    struct result cancelled[3] = {{.kind = RESULT_ABENDED, .abend = "S222"}};
    assert_int_equal(decide_step(job, cancelled, 1), DECISION_FLUSH);
    struct result abended[3] = {{.kind = RESULT_ABENDED, .abend = "S322"}};
    assert_int_equal(decide_step(job, abended, 1), DECISION_RUN);
    jcl_reading_release(&reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decide__nightly_stops_at_16_and_not_at_12),
        cmocka_unit_test(test_decide__users_guide_first_job),
        cmocka_unit_test(test_decide__users_guide_second_job),
        cmocka_unit_test(test_decide__reference_gt),
        cmocka_unit_test(test_decide__reference_only),
        cmocka_unit_test(test_decide__reference_bypassed_step_has_no_code),
        cmocka_unit_test(test_decide__reference_job),
        cmocka_unit_test(test_decide__reference_table_1),
        cmocka_unit_test(test_decide__reference_table_2),
        cmocka_unit_test(test_decide__a_cancelled_or_failed_step_stops_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
