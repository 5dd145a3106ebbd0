/* test_status.c - what a journal and a lock say of a job; the spool in the order of its numbers. */
#include "support/suite.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/file.h"
#include "run/journal.h"
#include "run/status.h"

#define SUBMITTED "job PAYROLL B RUN 0 1700000000 .\n"

/* A job in HOME's spool with this journal; NULL: none. */
static struct spool make_job(const char *home, const char *id, const char *journal)
{
    struct spool spool;
    struct bytes name;
    bytes_init(&name);
    bytes_format(&name, "spool/%s", id);
    char *folder = file_join(home, bytes_string(&name));
    assert_int_equal(file_make_folder(folder, NULL), 0);
    assert_int_equal(spool_find(&spool, home, id, NULL), 0);
    char *path = spool_path(&spool, NULL, "JOURNAL");
    if (journal != NULL)
        assert_int_equal(file_write(path, journal, strlen(journal), NULL), 0);
    free(path);
    free(folder);
    bytes_release(&name);
    return spool;
}

static enum job_state state_of(const char *home, const char *id, const char *journal, struct status *status)
{
    struct spool spool = make_job(home, id, journal);
    assert_int_equal(status_read(status, &spool, NULL), 0);
    spool_close(&spool);
    return status->state;
}

/* A child that has the job in hand until it is killed. */
static pid_t take_in_hand(const struct spool *spool)
{
    int ready[2];
    char byte;
    struct journal journal;
    assert_int_equal(pipe(ready), 0);
    pid_t pid = fork();
    if (pid == 0) {
        if (journal_open(&journal, spool->folder, NULL) == 0 && write(ready[1], "x", 1) == 1)
            pause();
        _exit(1);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    close(ready[1]);
    return pid;
}

static enum job_state state_in_hand(const char *home, const char *id, const char *journal, struct status *status)
{
    struct spool spool = make_job(home, id, journal);
    pid_t pid = take_in_hand(&spool);
    assert_int_equal(status_read(status, &spool, NULL), 0);
    assert_int_equal(kill(pid, SIGKILL), 0);
    assert_int_equal(waitpid(pid, NULL, 0), pid);
    spool_close(&spool);
    return status->state;
}

static void test_status__the_journal_tells_what_is_over(void **state)
{
    (void)state;
    struct status status;
    char *home = suite_folder_new();
    assert_int_equal(state_of(home, "JOB00001", SUBMITTED "running 12 34 .\nstep 1 S1 IEFBR14 .\nstep 2 S2.PROC IEFBR14 .\nend RC=0004 .\n", &status), JOB_ENDED);
    assert_string_equal(status.id, "JOB00001");
    assert_string_equal(status.name, "PAYROLL");
    assert_string_equal(status.class_name, "B");
    assert_string_equal(status.code, "RC=0004");
    assert_string_equal(status.step, "S2.PROC");
    assert_true(status.began == 1700000000);
    assert_int_equal(status.pid, 12);
    assert_true(status.ticks == 34);
    assert_int_equal(state_of(home, "JOB00002", "job H A HOLD 0 1 .\n", &status), JOB_HELD);
    assert_int_equal(state_of(home, "JOB00003", "job H A HOLD 0 1 .\nreleased .\n", &status), JOB_INTERRUPTED);
    assert_int_equal(state_of(home, "JOB00004", "job H A HOLD 0 1 .\nend CANCELED .\n", &status), JOB_ENDED);
    assert_string_equal(status.code, "CANCELED");
    assert_int_equal(state_of(home, "JOB00005", SUBMITTED "running 12 34 .\nend RC=00", &status), JOB_INTERRUPTED); /* cut by a kill */
    suite_folder_remove(home);
}

static void test_status__a_job_that_nobody_has_is_interrupted(void **state)
{
    (void)state;
    struct status status;
    char *home = suite_folder_new();
    const char *running = SUBMITTED "running 12 34 .\nstep 1 S1 IEFBR14 .\n";
    assert_int_equal(state_in_hand(home, "JOB00001", running, &status), JOB_RUNNING);
    assert_int_equal(state_of(home, "JOB00001", NULL, &status), JOB_INTERRUPTED);
    assert_int_equal(state_in_hand(home, "JOB00002", SUBMITTED "running 12 34 .\nend RC=0000 .\n", &status), JOB_ENDED);
    assert_int_equal(state_in_hand(home, "JOB00003", "job H A HOLD 0 1 .\n", &status), JOB_HELD);
    assert_int_equal(state_of(home, "JOB00004", NULL, &status), JOB_INTERRUPTED); /* not even a journal */
    assert_string_equal(status.name, "");
    suite_folder_remove(home);
}

static void test_status__it_waits_until_something_else_is_told(void **state)
{
    (void)state;
    struct status status;
    char *home = suite_folder_new();
    assert_int_equal(state_in_hand(home, "JOB00001", SUBMITTED, &status), JOB_WAITING);
    assert_int_equal(state_in_hand(home, "JOB00002", SUBMITTED "running 12 34 .\nwaiting A.B .\n", &status), JOB_WAITING);
    assert_int_equal(state_in_hand(home, "JOB00003", SUBMITTED "running 12 34 .\nwaiting A.B .\nstep 1 S1 IEFBR14 .\n", &status), JOB_RUNNING);
    suite_folder_remove(home);
}

static void test_status__long_words_and_short_lines_do_no_harm(void **state)
{
    (void)state;
    struct status status;
    char *home = suite_folder_new();
    assert_int_equal(state_of(home, "JOB00001", "job .\nrunning .\nstep 1 .\nrunning 99999999999999999999 1 .\nend AVERYLONGCODEINDEEDITIS .\n", &status), JOB_ENDED);
    assert_string_equal(status.name, "");
    assert_string_equal(status.step, "");
    assert_string_equal(status.code, "AVERYLONGCODEIN");
    assert_int_equal(state_of(home, "JOB00002", "job NAMETOOLONG CLASSTOOLONG RUN 0 x .\nstep 1 STEPNAMETHATISTOOLONGINDEED PGM .\n", &status), JOB_INTERRUPTED);
    assert_string_equal(status.name, "NAMETOOL");
    assert_string_equal(status.step, "STEPNAMETHATISTOOLONGIN");
    suite_folder_remove(home);
}

static int join_ids(void *user, const struct status *status)
{
    bytes_format(user, "%s ", status->id);
    return strcmp(status->id, "JOB99998") == 0 ? 7 : 0;
}

static void test_status__jobs_come_in_the_order_of_their_numbers(void **state)
{
    (void)state;
    static const char *const FOLDERS[] = {"JOB00010", "JOB99999", "JOB00009", "JOB99998"};
    struct bytes ids;
    struct fault fault;
    char *home = suite_folder_new();
    bytes_init(&ids);
    assert_int_equal(status_each(home, join_ids, &ids, &fault), 0); /* no spool yet */
    for (size_t i = 0; i < sizeof FOLDERS / sizeof FOLDERS[0]; i++) {
        struct spool spool = make_job(home, FOLDERS[i], SUBMITTED);
        spool_close(&spool);
    }
    char *other = file_join(home, "spool/.JOB00005.purge");
    assert_int_equal(file_make_folder(other, NULL), 0);
    assert_int_equal(status_each(home, join_ids, &ids, &fault), 7); /* what the visitor says ends it */
    assert_string_equal(bytes_string(&ids), "JOB00009 JOB00010 JOB99998 ");
    free(other);
    bytes_release(&ids);
    suite_folder_remove(home);
}

static void test_status__states_have_names(void **state)
{
    (void)state;
    for (enum job_state each = JOB_HELD; each < JOB_STATES; each++)
        assert_int_equal(status_state_parse(status_state_name(each)), each);
    assert_int_equal(status_state_parse("interrupted"), JOB_INTERRUPTED);
    assert_int_equal(status_state_parse("HEL"), JOB_STATES);
    assert_int_equal(status_state_parse(""), JOB_STATES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_status__the_journal_tells_what_is_over),
        cmocka_unit_test(test_status__a_job_that_nobody_has_is_interrupted),
        cmocka_unit_test(test_status__it_waits_until_something_else_is_told),
        cmocka_unit_test(test_status__long_words_and_short_lines_do_no_harm),
        cmocka_unit_test(test_status__jobs_come_in_the_order_of_their_numbers),
        cmocka_unit_test(test_status__states_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
