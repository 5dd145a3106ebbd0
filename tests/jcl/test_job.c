/* test_job.c - what a job is to do, from its statements. */
#include "support/suite.h"

#include <string.h>

#include "support/jcl.h"

static const char DECK[] = "//* before the job\n"
                           "//PAYROLL  JOB (ACCT,1),'O''NEILL',CLASS=B,MSGCLASS=X,\n"
                           "//             COND=((8,LE),(4095,EQ)),REGION=0M\n"
                           "//JOBLIB   DD PATH='bin'\n"
                           "//         DD PATH='/usr/lib/more'\n"
                           "//S1       EXEC PGM=PAY,PARM='DATE=20261120',TIME=(1,30)\n"
                           "//STEPLIB  DD PATH='other'\n"
                           "//IN       DD DSN=PROD.PAY.MASTER,DISP=SHR\n"
                           "//OUT      DD DSN=PROD.PAY.LIB(NEW),DISP=(OLD,KEEP,DELETE),\n"
                           "//            DCB=(RECFM=FB,LRECL=133),SPACE=(TRK,(1,1)),UNIT=SYSDA\n"
                           "//TEMP     DD DSN=A.B,RECFM=VB,LRECL=255\n"
                           "//CAT      DD DSN=A.C,DISP=(,CATLG)\n"
                           "//PRINT    DD SYSOUT=(A,,STD)\n"
                           "//NONE     DD DUMMY,DCB=LRECL=80\n"
                           "//ALSO     DD DSN=NULLFILE\n"
                           "//FOLDER   DD PATH='drop'\n"
                           "//SYSIN    DD *\n"
                           "one\n"
                           "two\n"
                           "/*\n"
                           "//         EXEC PGM=IEFBR14,COND=((4,LT,S1),(0,NE),ONLY),TIME=NOLIMIT\n";

static const struct dd *find(const struct job_step *step, const char *name)
{
    for (const struct dd *dd = step->dds; dd != NULL; dd = dd->next)
        if (strcmp(dd->name, name) == 0)
            return dd;
    fail_msg("no DD %s", name);
    return NULL;
}

static void test_job__has_everything_that_was_typed(void **state)
{
    (void)state;
    struct jcl_reading reading;
    jcl_reading_init(&reading, DECK);
    assert_string_equal(bytes_string(&reading.told), "");
    assert_int_equal(reading.jobs.count, 1);
    const struct job *job = &reading.jobs.items[0];
    assert_string_equal(job->name, "PAYROLL");
    assert_string_equal(job->programmer, "O'NEILL");
    assert_string_equal(job->class_name, "B");
    assert_int_equal(job->message_class, 'X');
    assert_int_equal(job->conditions.count, 2);
    assert_int_equal(job->conditions.tests[1].code, 4095);
    assert_string_equal(job->joblib->path, "bin");
    assert_string_equal(job->joblib->concatenated->path, "/usr/lib/more");
    assert_null(job->joblib->concatenated->concatenated);
    assert_int_equal(job->step_count, 2);
    const struct job_step *first = &job->steps[0], *second = &job->steps[1];
    assert_string_equal(first->program, "PAY");
    assert_string_equal(first->parm, "DATE=20261120");
    assert_int_equal(first->time_seconds, 90);
    assert_string_equal(second->name, "");
    assert_null(second->parm);
    assert_int_equal(second->time_seconds, 0);
    assert_true(second->conditions.only);
    assert_false(second->conditions.even);
    assert_int_equal(second->conditions.count, 2);
    assert_string_equal(second->conditions.tests[0].step, "S1");
    assert_string_equal(second->conditions.tests[1].step, "");
    assert_int_equal(second->conditions.tests[1].operator, CONDITION_NE);
    jcl_reading_release(&reading);
}

static void test_job__dds_have_their_kinds_and_dispositions(void **state)
{
    (void)state;
    struct jcl_reading reading;
    jcl_reading_init(&reading, DECK);
    const struct job_step *step = &reading.jobs.items[0].steps[0];
    const struct dd *in = find(step, "IN"), *out = find(step, "OUT"), *temp = find(step, "TEMP"), *cat = find(step, "CAT");
    assert_int_equal(in->kind, DD_DATA_SET);
    assert_string_equal(in->dsn, "PROD.PAY.MASTER");
    assert_int_equal(in->status, DD_SHR);
    assert_int_equal(in->normal, DD_KEEP);
    assert_int_equal(in->abnormal, DD_KEEP);
    assert_string_equal(out->member, "NEW");
    assert_int_equal(out->status, DD_OLD);
    assert_int_equal(out->abnormal, DD_DELETE);
    assert_string_equal(out->recfm, "FB");
    assert_int_equal(out->lrecl, 133);
    assert_int_equal(temp->status, DD_NEW); /* no DISP: (NEW,DELETE) */
    assert_int_equal(temp->normal, DD_DELETE);
    assert_string_equal(temp->recfm, "VB");
    assert_int_equal(cat->status, DD_NEW);
    assert_int_equal(cat->normal, DD_CATLG);
    assert_int_equal(cat->abnormal, DD_CATLG);
    assert_int_equal(find(step, "PRINT")->kind, DD_SYSOUT);
    assert_int_equal(find(step, "PRINT")->sysout_class, 'A');
    assert_int_equal(find(step, "NONE")->kind, DD_DUMMY);
    assert_int_equal(find(step, "ALSO")->kind, DD_DUMMY);
    assert_int_equal(find(step, "FOLDER")->kind, DD_PATH);
    assert_string_equal(find(step, "FOLDER")->path, "drop");
    assert_int_equal(find(step, "SYSIN")->kind, DD_INSTREAM);
    assert_int_equal(find(step, "SYSIN")->statement->data_count, 2);
    jcl_reading_release(&reading);
}

static void test_job__256_steps_are_too_many(void **state)
{
    (void)state;
    struct bytes deck;
    struct jcl_reading reading;
    bytes_init(&deck);
    bytes_text(&deck, "//J JOB\n");
    for (int i = 0; i < JOB_MAX_STEPS; i++)
        bytes_text(&deck, "// EXEC PGM=IEFBR14\n");
    jcl_reading_init(&reading, bytes_string(&deck));
    assert_string_equal(bytes_string(&reading.told), "");
    jcl_reading_release(&reading);
    bytes_text(&deck, "// EXEC PGM=IEFBR14\n");
    jcl_reading_init(&reading, bytes_string(&deck));
    assert_string_equal(bytes_string(&reading.told), "626 at 257,13;");
    jcl_reading_release(&reading);
    bytes_release(&deck);
}

static void test_job__3274_dds_and_8193_characters_are_too_many(void **state)
{
    (void)state;
    struct bytes deck;
    struct jcl_reading reading;
    bytes_init(&deck);
    bytes_text(&deck, "//J JOB\n//S EXEC PGM=P\n");
    for (int i = 0; i < STEP_MAX_DDS + 5; i++)
        bytes_format(&deck, "//D%d DD DUMMY\n", i);
    jcl_reading_init(&reading, bytes_string(&deck));
    assert_string_equal(bytes_string(&reading.told), "631 at 3276,1;");
    jcl_reading_release(&reading);
    bytes_clear(&deck);
    bytes_text(&deck, "//J JOB\n//S EXEC PGM=P,COND=EVEN\n//D DD DSN=A,DISP=SHR,\n");
    for (int i = 0; i < 1000; i++)
        bytes_text(&deck, "// UNIT=SYSDA,\n");
    bytes_text(&deck, "// LRECL=80\n//E DD DUMMY\n");
    jcl_reading_init(&reading, bytes_string(&deck));
    assert_string_equal(bytes_string(&reading.told), "630 at 747,8;");
    assert_int_equal(reading.deck.count, 4);
    jcl_reading_release(&reading);
    bytes_release(&deck);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_job__has_everything_that_was_typed),
        cmocka_unit_test(test_job__dds_have_their_kinds_and_dispositions),
        cmocka_unit_test(test_job__256_steps_are_too_many),
        cmocka_unit_test(test_job__3274_dds_and_8193_characters_are_too_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
