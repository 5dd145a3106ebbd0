/* test_check.c - wrong decks, each with the message, card and column that is told; all errors in one pass. */
#include "support/suite.h"

#include <string.h>

#include "jcl/error.h"
#include "support/jcl.h"

/* A job around statements of which one is wrong: the statement is card 3. */
#define AROUND(statement) "//J JOB\n//S1 EXEC PGM=P\n" statement "\n"

static const struct wrong {
    const char *why;
    const char *deck;
    const char *told; /* message at card,column */
} WRONG[] = {
    {"empty file", "", "600 at 1,1;"},
    {"no card with //", "hello\nworld\n", "600 at 1,1;"},
    {"EBCDIC", "aa\xD1\xD6\xC2@@\xD1\xD6\xC2@@", "601 at 1,1;"},
    {"CR LF", "//J JOB\r\n//S EXEC PGM=P\r\n", "602 at 1,8;"},
    {"81 columns", AROUND("//D DD DUMMY                                                              "
                          "          1"), "603 at 3,81;"},
    {"a tab", AROUND("//D\tDD DUMMY"), "604 at 3,4;"},
    {"lower case operation", AROUND("//D dd DUMMY"), "605 at 3,5;"},
    {"lower case keyword", AROUND("//D DD dsn=A.B"), "605 at 3,8;"},
    {"lower case name", AROUND("//d DD DUMMY"), "605 at 3,3;"},
    {"control character", AROUND("//D DD DSN=A\001"), "606 at 3,13;"},
    {"not of the alphabet", AROUND("//D DD DSN=A_B"), "606 at 3,13;"},
    {"name of nine letters", AROUND("//DDDDDDDDD DD DUMMY"), "607 at 3,3;"},
    {"name begins with a digit", AROUND("//1D DD DUMMY"), "607 at 3,3;"},
    {"no such operation", AROUND("//D DDD DUMMY"), "608 at 3,5;"},
    {"nothing behind the name", AROUND("//D"), "608 at 3,4;"},
    {"no comma before a continuation", AROUND("//D DD DSN=A.B\n//     DISP=SHR"), "608 at 4,8;"},
    {"comma and then another statement", AROUND("//D DD DSN=A.B,\n//E DD DUMMY"), "609 at 3,15;"},
    {"comma at the end of the deck", AROUND("//D DD DSN=A.B,DISP=SHR,"), "609 at 3,24;"},
    {"continued behind column 16", AROUND("//D DD DSN=A.B,\n//              DISP=SHR"), "610 at 4,17;"},
    {"runs into column 72",
     AROUND("//D        DD   DSN=A.B,DISP=SHR,UNIT=SYSDA,SPACE=(TRK,(1,1)),VOL=SER=A12345"), "611 at 3,72;"},
    {"column 72 marked for nothing",
     AROUND("//D        DD   DSN=A.B                                                X\n//E DD DUMMY"), "611 at 3,72;"},
    {"column 72 turns parameters into comment",
     AROUND("//D        DD   DUMMY                                                  X\n//             DISP=SHR"),
     "618 at 4,16;"},
    {"apostrophe not closed", AROUND("//D DD PATH='abc"), "612 at 3,13;"},
    {"apostrophe not closed, more follows", AROUND("//D DD PATH='abc\n//E DD DUMMY"), "612 at 3,13;"},
    {"quoted text continued in the wrong column", AROUND("//D DD PATH='abc\n//      def'"), "610 at 4,9;"},
    {"parenthesis not closed", AROUND("//D DD DSN=A.B,DISP=(NEW,CATLG"), "613 at 3,21;"},
    {"parenthesis not opened", AROUND("//D DD DSN=A.B,DISP=NEW)"), "613 at 3,24;"},
    {"something behind a parenthesis", AROUND("//D DD DISP=(NEW)X,DSN=A"), "614 at 3,18;"},
    {"two equals signs", AROUND("//D DD DSN=A=B=C"), "623 at 3,12;"},
    {"parameter without keyword", AROUND("//D DD DSN=A,SHR"), "614 at 3,14;"},
    {"data before the first step", "//J JOB\nsome data\nmore\n//S1 EXEC PGM=P\n", "615 at 2,1;"},
    {"DATA without its delimiter", AROUND("//D DD DATA\nx"), "616 at 3,1;"},
    {"DLM without its delimiter", AROUND("//D DD DATA,DLM=QQ\nx\n/*\n//"), "616 at 3,1;"},
    {"parentheses nine deep", AROUND("//D DD DSN=A,SPACE=(((((((((1)))))))))"), "617 at 3,28;"},
    {"a procedure that is nowhere", "//J JOB\n//S EXEC MYPROC", "658 at 2,10;"},
    {"TYPRUN=COPY", "//J JOB TYPRUN=COPY\n//S EXEC PGM=X", "620 at 1,16;"},
    {"a checkpoint in RESTART", "//J JOB RESTART=(S,CHK)\n//S EXEC PGM=X", "620 at 1,17;"},
    {"a JES2 statement that sends the job away", "//J JOB\n/*ROUTE XEQ N2\n//S EXEC PGM=X", "620 at 2,1;"},
    {"COMMAND", AROUND("//C COMMAND 'D A,L'"), "620 at 3,5;"},
    {"CNTL", AROUND("//C CNTL\n// ENDCNTL"), "620 at 3,5;620 at 4,4;"},
    {"SUBSYS", AROUND("//D DD SUBSYS=ABC"), "620 at 3,8;"},
    {"CCSID", AROUND("//D DD DSN=A,DISP=SHR,CCSID=500"), "620 at 3,23;"},
    {"DYNAM", AROUND("//D DD DYNAM"), "620 at 3,8;"},
    {"INTRDR", AROUND("//D DD SYSOUT=(A,INTRDR)"), "620 at 3,18;"},
    {"RECORG=LS", AROUND("//D DD DSN=A,DISP=(,CATLG),RECORG=LS"), "620 at 3,35;"},
    {"PATH climbs", AROUND("//D DD PATH='a/../../b'"), "620 at 3,13;"},
    {"no such keyword", AROUND("//D DD DSM=A.B"), "621 at 3,8;"},
    {"keyword twice", AROUND("//D DD DSN=A,DISP=SHR,DISP=OLD"), "622 at 3,23;"},
    {"DSN and DSNAME", AROUND("//D DD DSN=A,DSNAME=B"), "622 at 3,14;"},
    {"name of nine letters in a DSN", AROUND("//D DD DSN=A.BBBBBBBBB"), "623 at 3,12;"},
    {"DSN of 45", AROUND("//D DD DSN=AAAAAAAA.BBBBBBBB.CCCCCCCC.DDDDDDDD.EEEEEEE.F"), "623 at 3,12;"},
    {"two members", AROUND("//D DD DSN=A(B,C)"), "623 at 3,12;"},
    {"DISP=NOW", AROUND("//D DD DSN=A,DISP=(NOW,KEEP)"), "623 at 3,20;"},
    {"DISP=(NEW,STAY)", AROUND("//D DD DSN=A,DISP=(NEW,STAY)"), "623 at 3,24;"},
    {"SYSOUT=AB", AROUND("//D DD SYSOUT=AB"), "623 at 3,15;"},
    {"RECFM=X in DCB", AROUND("//D DD DSN=A,DCB=(RECFM=X,LRECL=80)"), "623 at 3,25;"},
    {"PGM with a path", "//J JOB\n//S EXEC PGM='/bin/sh'", "623 at 2,14;"},
    {"PARM of 101",
     "//J JOB\n//S EXEC PGM=P,PARM='aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
     "//             aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'", "623 at 2,21;"},
    {"COND without operator", "//J JOB\n//S EXEC PGM=P,COND=(4)", "623 at 2,22;"},
    {"COND with a wrong code", "//J JOB\n//S EXEC PGM=P,COND=(4096,LT)", "623 at 2,22;"},
    {"COND with nine tests", "//J JOB\n//S EXEC PGM=P,COND=((1,LT),(2,LT),(3,LT),(4,LT),\n"
                             "//     (5,LT),(6,LT),(7,LT),(8,LT),(9,LT))", "623 at 3,37;"},
    {"COND EVEN and ONLY", "//J JOB\n//S EXEC PGM=P,COND=(EVEN,ONLY)", "623 at 2,27;"},
    {"COND of a JOB with a step", "//J JOB COND=(4,LT,S)\n//S EXEC PGM=P", "623 at 1,20;"},
    {"SYSOUT and DISP", AROUND("//D DD SYSOUT=A,DISP=SHR"), "624 at 3,17;"},
    {"DLM without data", AROUND("//D DD DUMMY,DLM=AA"), "624 at 3,14;"},
    {"DD before EXEC", "//J JOB\n//D DD DUMMY\n//S EXEC PGM=P", "625 at 2,1;"},
    {"EXEC before JOB", "//S EXEC PGM=P\n//J JOB\n//S EXEC PGM=P", "625 at 1,1;"},
    {"JOBLIB behind EXEC", AROUND("//JOBLIB DD PATH='bin'"), "625 at 3,1;"},
    {"no steps", "//J JOB\n//\n", "626 at 1,1;"},
    {"COND names no earlier step", AROUND("//S2 EXEC PGM=P,COND=(4,LT,S9)"), "627 at 3,28;"},
    {"COND names its own step", AROUND("//S2 EXEC PGM=P,COND=(4,LT,S2)"), "627 at 3,28;"},
    {"EXEC without PGM", "//J JOB\n//S EXEC COND=EVEN", "628 at 2,5;"},
    {"DD with nothing", AROUND("//D DD"), "628 at 3,1;"},
    {"JOB without a name", "// JOB\n//S EXEC PGM=P", "628 at 1,1;"},
    {"only comments", "//* nothing\n", "628 at 1,1;"},
    {"a step twice", AROUND("//S1 EXEC PGM=P"), "629 at 3,1;"},
    {"a DD twice", AROUND("//D DD DUMMY\n//D DD DUMMY"), "629 at 4,1;"},
};

static void test_check__tells_message_card_and_column(void **state)
{
    (void)state;
    int wrong = 0;
    for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++) {
        struct jcl_reading reading;
        jcl_reading_init(&reading, WRONG[i].deck);
        if (strcmp(bytes_string(&reading.told), WRONG[i].told) != 0)
            print_message("%s: told %s\n", WRONG[i].why, bytes_string(&reading.told));
        wrong += strcmp(bytes_string(&reading.told), WRONG[i].told) != 0;
        jcl_reading_release(&reading);
    }
    assert_int_equal(wrong, 0);
}

static void test_check__says_all_of_it_in_one_pass(void **state)
{
    (void)state;
    struct jcl_reading reading;
    jcl_reading_init(&reading, "//NIGHTLONG JOB\n"
                               "//S1       EXEC PGM=P,PARM='ABC\n"
                               "//D        DD   DISP=(NEW,CATLG,DSN=A\n"
                               "//S2       EXEC PGM=P,COND=(4,XX)\n"
                               "//S3       EXEC PROCX\n");
    assert_string_equal(bytes_string(&reading.told),
                        "607 at 1,3;612 at 2,28;613 at 3,22;623 at 4,31;658 at 5,17;");
    assert_true(faults_stop(&reading.faults));
    jcl_reading_release(&reading);
}

static void test_check__warnings_do_not_stop(void **state)
{
    (void)state;
    struct jcl_reading reading;
    jcl_reading_init(&reading, AROUND("//D DD DUMMY\n//D DD DUMMY"));
    assert_int_equal(reading.faults.count, 1);
    assert_false(faults_stop(&reading.faults));
    jcl_reading_release(&reading);
}

static void test_check__a_deck_of_nothing_but_errors_is_bounded(void **state)
{
    (void)state;
    struct bytes deck;
    struct jcl_reading reading;
    bytes_init(&deck);
    for (int i = 0; i < 2 * CARD_MAX_FAULTS; i++)
        bytes_text(&deck, "//X nonsense\n");
    jcl_reading_init(&reading, bytes_string(&deck));
    assert_int_equal(reading.faults.count, CARD_MAX_FAULTS);
    assert_int_equal(reading.faults.items[CARD_MAX_FAULTS - 1].code, JCL_E_TOO_MANY);
    jcl_reading_release(&reading);
    bytes_release(&deck);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_check__tells_message_card_and_column),
        cmocka_unit_test(test_check__says_all_of_it_in_one_pass),
        cmocka_unit_test(test_check__warnings_do_not_stop),
        cmocka_unit_test(test_check__a_deck_of_nothing_but_errors_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
