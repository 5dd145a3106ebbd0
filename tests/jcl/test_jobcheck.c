/* test_jobcheck.c - does a job hang together: order, IF, references; rules 34, 35 and 38 to 40 of the language. */
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

#include "jcl/jobcheck.h"
#include "support/jcl.h"

/* Check TEXT as one level; what is told is "625 at 1,1;627 at 3,20;". */
static void assert_told(const char *text, const char *expected)
{
    struct deck deck;
    struct fault_list faults;
    struct jobcheck check;
    struct bytes told;
    bytes_init(&told);
    fault_list_init(&faults);
    deck_read(&deck, "J", text, strlen(text), &faults);
    jobcheck_init(&check, &faults);
    for (size_t i = 0; i < deck.count; i++)
        jobcheck_statement(&check, &deck.statements[i], NULL);
    jobcheck_end(&check);
    for (size_t i = 0; i < faults.count; i++)
        bytes_format(&told, "%d at %d,%d;", -faults.items[i].code, (int)faults.items[i].record, (int)faults.items[i].offset);
    if (strcmp(bytes_string(&told), expected) != 0)
        fail_msg("%sgot %s, expected %s", text, bytes_string(&told), expected);
    jobcheck_release(&check);
    fault_list_release(&faults);
    deck_release(&deck);
    bytes_release(&told);
}

#define JOB "//J        JOB\n"
#define S1 "//S1       EXEC PGM=P\n"
#define S2 "//S2       EXEC PGM=P\n"
#define A "//A        DD  DSN=A.B,DISP=SHR\n"

static void test_jobcheck__rule_35_joblib_and_the_order_of_statements(void **state)
{
    (void)state;
    assert_told(JOB S1 A S2 A, "");
    assert_told(S1 A JOB S1, "625 at 1,1;");
    assert_told(JOB A S1, "625 at 2,1;");
    assert_told(JOB "//JOBLIB   DD DSN=L,DISP=SHR\n//         DD DSN=M,DISP=SHR\n" S1, "");
    assert_told(JOB S1 "//JOBLIB   DD DSN=L,DISP=SHR\n", "625 at 3,1;");
    assert_told(JOB "//JOBCAT   DD DSN=C,DISP=SHR\n//JOBLIB   DD DSN=L,DISP=SHR\n" S1, "625 at 3,1;");
    assert_told(JOB, "626 at 1,1;");
    assert_told(JOB S1 S1, "629 at 3,1;");
    assert_told(JOB S1 A A, "629 at 4,1;");
    assert_told(JOB S1 "//         DD DSN=M,DISP=SHR\n", "625 at 3,1;");
    assert_told(JOB S1 A "//         SET X=Y\n//         DD DSN=M,DISP=SHR\n", "676 at 5,1;");
    assert_told(JOB S1 A "//* between\n//         DD DSN=M,DISP=SHR\n", "");
    assert_told(JOB S1 "//P1.A     DD DUMMY\n", "625 at 3,3;");
    assert_told(JOB S1 "//         ENDCNTL\n", "625 at 3,12;");
    assert_told(JOB S1 "//C        CNTL\n" S2, "625 at 3,1;");
}

static void test_jobcheck__rule_21_steps_and_dds(void **state)
{
    (void)state;
    struct bytes text;
    bytes_init(&text);
    bytes_text(&text, JOB);
    for (int i = 0; i < 256; i++)
        bytes_format(&text, "//S%d EXEC PGM=P\n", i);
    assert_told(bytes_string(&text), "626 at 257,1;");
    bytes_clear(&text);
    bytes_text(&text, JOB S1);
    for (int i = 0; i < 3274; i++)
        bytes_format(&text, "//D%d DD DUMMY\n", i);
    assert_told(bytes_string(&text), "631 at 3276,1;");
    bytes_clear(&text);
    bytes_text(&text, JOB S1);
    for (int i = 0; i < 300; i++) /* one name is there twice among many, one is referred to */
        bytes_format(&text, "//D%d DD DUMMY\n", i == 250 ? 17 : i);
    bytes_text(&text, "//X DD DSN=*.D200,DISP=SHR\n//Y DD DSN=*.D250,DISP=SHR\n");
    assert_told(bytes_string(&text), "629 at 253,1;672 at 304,12;");
    bytes_release(&text);
}

static void test_jobcheck__rule_34_backward_references(void **state)
{
    (void)state;
    assert_told(JOB S1 A S2 "//B        DD DSN=*.S1.A,DISP=SHR\n//C        DD DSN=*.B,DISP=SHR\n", "");
    assert_told(JOB S1 A S2 "//B        DD DSN=*.S1.X,DISP=SHR\n", "672 at 5,19;");
    assert_told(JOB S1 A S2 "//B        DD DSN=*.S9.A,DISP=SHR\n", "672 at 5,19;");
    assert_told(JOB S1 "//B        DD DSN=*.A,DISP=SHR\n" A, "672 at 3,19;");
    assert_told(JOB S1 A "//B        DD DSN=N,DCB=*.X,VOL=REF=*.Y,UNIT=AFF=Z\n", "672 at 4,25;672 at 4,37;672 at 4,50;");
    assert_told(JOB S1 A "//B        DD DSN=N,DCB=(*.A,BUFNO=3),VOL=REF=*.A,UNIT=AFF=A\n", "");
    assert_told(JOB "//O        OUTPUT CLASS=A\n" S1 "//B        DD SYSOUT=*,OUTPUT=(*.O,*.P)\n", "672 at 4,36;");
    assert_told(JOB S1 "//S3       EXEC PGM=*.S1.A\n", "672 at 3,21;");
    assert_told(JOB S1 A "//B        DD DSN=*.S1.&DD,DISP=SHR\n", "");
}

static void test_jobcheck__names_that_follow(void **state)
{
    (void)state;
    assert_told(JOB S1 "//SYSIN    DD DDNAME=CARDS\n//CARDS    DD *\nx\n/*\n", "");
    assert_told(JOB S1 "//SYSIN    DD DDNAME=CARDS\n" S2 "//CARDS    DD DUMMY\n", "673 at 3,22;");
    assert_told(JOB "//S1       EXEC PGM=P,PARMDD=OPTS\n" S2 "//OPTS     DD DUMMY\n", "675 at 2,30;");
    assert_told(JOB "//S1       EXEC PGM=P,PARMDD=OPTS\n//OPTS     DD DUMMY\n", "");
}

static void test_jobcheck__rules_38_to_40_steps_that_are_named(void **state)
{
    (void)state;
    assert_told(JOB S1 "//S2       EXEC PGM=P,COND=((4,LT,S1),(8,LT))\n", "");
    assert_told(JOB S1 "//S2       EXEC PGM=P,COND=(4,LT,S2)\n", "627 at 3,34;");
    assert_told(JOB S1 "//         IF (S1.RC = 0 | S9.RC = 0) THEN\n" S2 "//         ENDIF\n", "627 at 3,28;");
    assert_told("//J        JOB RESTART=S9\n" S1, "674 at 1,24;");
    assert_told("//J        JOB RESTART=(S1,CHK1)\n" S1, "");
    assert_told("//J        JOB RESTART=*\n" S1, "");
}

static void test_jobcheck__rule_39_if_else_endif(void **state)
{
    (void)state;
    static const char if_s1[] = "//         IF (S1.RC = 0) THEN\n";
    char text[600];
    const struct {
        const char *rest, *told;
    } cases[] = {
        {S2 "//         ELSE\n//S3       EXEC PGM=P\n//         ENDIF\n", ""},
        {"//         ELSE\n" S2 "//         ENDIF\n", ""},
        {S2, "671 at 3,12;"},
        {"//         ELSE\n//         ENDIF\n", "671 at 3,12;"},
        {S2 "//         ELSE\n//         ELSE\n//         ENDIF\n", "671 at 6,12;"},
        {S2 "//         ENDIF\n//         ENDIF\n", "671 at 6,12;"},
        {S2 "//         ENDIF\n//         ELSE\n", "671 at 6,12;"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        snprintf(text, sizeof text, "%s%s%s%s", JOB, S1, if_s1, cases[i].rest);
        assert_told(text, cases[i].told);
    }
}

static void test_jobcheck__job_groups(void **state)
{
    (void)state;
    assert_told("//NIGHT    JOBGROUP\n//B        GJOB\n//         AFTER NAME=A\n//A        GJOB\n//NIGHT    ENDGROUP\n", "");
    assert_told("//NIGHT    JOBGROUP\n//A        GJOB\n//NIGHTS   ENDGROUP\n", "682 at 3,1;");
    assert_told("//NIGHT    JOBGROUP\n//A        GJOB\n//B        GJOB\n//         AFTER NAME=C\n//NIGHT    ENDGROUP\n", "682 at 4,23;");
    assert_told("//NIGHT    JOBGROUP\n//A        GJOB\n", "682 at 1,12;");
    assert_told("//A        GJOB\n", "682 at 1,12;");
    assert_told("//NIGHT    JOBGROUP\n//S        JOBSET\n//A        SJOB\n//S        ENDSET\n//NIGHT    ENDGROUP\n", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_jobcheck__rule_35_joblib_and_the_order_of_statements),
        cmocka_unit_test(test_jobcheck__rule_21_steps_and_dds),
        cmocka_unit_test(test_jobcheck__rule_34_backward_references),
        cmocka_unit_test(test_jobcheck__names_that_follow),
        cmocka_unit_test(test_jobcheck__rules_38_to_40_steps_that_are_named),
        cmocka_unit_test(test_jobcheck__rule_39_if_else_endif),
        cmocka_unit_test(test_jobcheck__job_groups),
    };
    return cmocka_run_group_tests_name("jobcheck", tests, NULL, NULL);
}
