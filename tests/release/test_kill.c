/*
 * test_kill.c - schedule killed at any moment and run again books what it books undisturbed.
 *
 * The killed run commits after every entry, so that a kill can come between any two of them.
 */
#include "support/suite.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "release/document.h"
#include "release/schedule.h"
#include "release/validate.h"
#include "support/release.h"

enum { RELEASES = 60, KILLS = 10 };

static void key_of(char key[32], int number)
{
    snprintf(key, 32, "K-%02d.001.F053", number);
}

/* Few systems, so that they compete; some wait for a release with a later key, some are not there in time. */
static void post_all(struct release_desk *test)
{
    for (int i = 0; i < RELEASES; i++) {
        char key[32], changes[200], more[64] = "";
        key_of(key, i);
        if (i % 5 == 0 && i + 7 < RELEASES)
            snprintf(more, sizeof more, "PREREQ-COUNT=1 PREREQ-ID=K-%02d", i + 7);
        snprintf(changes, sizeof changes, "S SYSTEM-ID=SYS%d REQUESTED-DATE=%d DURATION-MIN=%d %s %s", i % 4,
                 i % 7 == 0 ? 20261124 : 20261201, 60 + i % 3 * 30, i % 2 == 0 ? "LATEST-DATE=20261220" : "", more);
        release_post(test, key, changes);
    }
}

static void run(struct release_desk *test)
{
    struct tally tally;
    struct fault fault = {0};
    if (schedule_run(&test->desk, &tally, &fault) < 0)
        fail_msg("%s", fault.detail);
}

static void killed_run(struct release_desk *test, int number)
{
    desk_close(&test->desk); /* a process opens the register for itself */
    pid_t child = fork();
    if (child == 0) {
        struct tally tally;
        struct itimerval timer = {.it_value = {0, 24000 + number * 6000}};
        signal(SIGALRM, SIG_DFL);
        setitimer(ITIMER_REAL, &timer, NULL);
        if (desk_open(&test->desk, &test->step, DESK_ALL, NULL) == 0) {
            test->desk.batch = 1;
            schedule_run(&test->desk, &tally, NULL);
        }
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    release_desk_date(test, test->step.date);
}

static void assert_same(struct release_desk *a, struct release_desk *b)
{
    for (int i = 0; i < RELEASES; i++) {
        struct entry one, other;
        struct bytes left, right;
        char key[32];
        key_of(key, i);
        bytes_init(&left);
        bytes_init(&right);
        release_load(a, key, &one);
        release_load(b, key, &other);
        document_write(&left, &one);
        document_write(&right, &other);
        assert_string_equal(bytes_string(&left), bytes_string(&right));
        bytes_release(&left);
        bytes_release(&right);
        entry_release(&one);
        entry_release(&other);
    }
}

static void test_kill__a_killed_schedule_run_again_books_the_same(void **unused)
{
    (void)unused;
    struct release_desk calm, killed;
    struct tally tally;
    release_desk_open(&calm, 20261120, "");
    release_desk_open(&killed, 20261120, "");
    post_all(&calm);
    post_all(&killed);
    assert_int_equal(validate_run(&calm.desk, &tally, NULL), 0);
    assert_int_equal(validate_run(&killed.desk, &tally, NULL), 0);
    run(&calm);
    for (int i = 0; i < KILLS; i++)
        killed_run(&killed, i);
    run(&killed);
    assert_same(&calm, &killed);
    struct reg_chain chain;
    assert_int_equal(reg_audit_check(killed.desk.reg, &chain, NULL), 0);
    release_desk_close(&calm);
    release_desk_close(&killed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kill__a_killed_schedule_run_again_books_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
