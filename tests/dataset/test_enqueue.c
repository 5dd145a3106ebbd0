/* test_enqueue.c - who has which data set: all or none, nobody in a circle, and a kill gives back (rule 32). */
#include "support/suite.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "dataset/enqueue.h"

static const struct enqueue_request BOTH[] = {{"A.FIRST", true}, {"B.SECOND", true}};

static void test_enqueue__shared_with_shared_only(void **state)
{
    (void)state;
    char *home = suite_folder_new();
    struct enqueue one, other;
    size_t busy = 9;
    assert_int_equal(enqueue_open(&one, home, NULL), 0);
    assert_int_equal(enqueue_open(&other, home, NULL), 0);
    const struct enqueue_request shared = {"A.B", false}, exclusive = {"A.B", true};
    assert_int_equal(enqueue_take(&one, &shared, 1, &busy, NULL), 0);
    assert_int_equal(enqueue_take(&other, &shared, 1, &busy, NULL), 0);
    assert_int_equal(enqueue_take(&other, &exclusive, 1, &busy, NULL), 1);
    assert_int_equal(busy, 0);
    enqueue_give(&one, "A.B");
    assert_int_equal(enqueue_take(&other, &exclusive, 1, &busy, NULL), 0);
    assert_int_equal(enqueue_take(&one, &shared, 1, &busy, NULL), 1);
    enqueue_close(&other);
    assert_int_equal(enqueue_take(&one, &shared, 1, &busy, NULL), 0);
    enqueue_close(&one);
    suite_folder_remove(home);
}

static void test_enqueue__all_or_none(void **state)
{
    (void)state;
    char *home = suite_folder_new();
    struct enqueue one, other;
    size_t busy = 9;
    assert_int_equal(enqueue_open(&one, home, NULL), 0);
    assert_int_equal(enqueue_open(&other, home, NULL), 0);
    assert_int_equal(enqueue_take(&one, &BOTH[1], 1, &busy, NULL), 0);
    assert_int_equal(enqueue_take(&other, BOTH, 2, &busy, NULL), 1);
    assert_int_equal(busy, 1);
    assert_int_equal(enqueue_take(&one, &BOTH[0], 1, &busy, NULL), 0); /* the other has kept nothing */
    enqueue_close(&one);
    enqueue_close(&other);
    suite_folder_remove(home);
}

static void test_enqueue__the_stronger_counts_and_a_failed_take_changes_nothing(void **state)
{
    (void)state;
    char *home = suite_folder_new();
    struct enqueue one, other;
    size_t busy = 9;
    assert_int_equal(enqueue_open(&one, home, NULL), 0);
    assert_int_equal(enqueue_open(&other, home, NULL), 0);
    const struct enqueue_request first[] = {{"A.B", true}, {"A.B", false}, {"C.D", false}};
    const struct enqueue_request more[] = {{"A.B", false}, {"C.D", true}, {"E.F", true}, {"BUSY", true}};
    const struct enqueue_request shared[] = {{"A.B", false}, {"C.D", false}, {"E.F", false}, {"BUSY", true}};
    assert_int_equal(enqueue_take(&one, first, 3, &busy, NULL), 0);
    assert_int_equal(enqueue_take(&other, &shared[3], 1, &busy, NULL), 0);
    assert_int_equal(enqueue_take(&one, more, 4, &busy, NULL), 1);
    assert_int_equal(busy, 3);
    assert_int_equal(enqueue_take(&other, &shared[0], 1, &busy, NULL), 1); /* for itself still */
    assert_int_equal(enqueue_take(&other, &shared[1], 2, &busy, NULL), 0); /* shared as before, and not held */
    enqueue_give(&one, "E.F");
    enqueue_give(&one, "A.B");
    assert_int_equal(enqueue_take(&other, &shared[0], 1, &busy, NULL), 0);
    enqueue_close(&one);
    enqueue_close(&other);
    suite_folder_remove(home);
}

/* JOB is the job's own, STEP that of the program which it runs. */
static void test_enqueue__a_step_may_take_what_its_job_holds(void **state)
{
    (void)state;
    char *home = suite_folder_new(), *path = file_join(home, "HELD");
    struct enqueue job, step;
    struct fault fault;
    size_t busy = 9;
    const struct enqueue_request held[] = {{"A.B", true}, {"C.D", false}}, own = {"E.F", true}, raised = {"C.D", true};
    assert_int_equal(file_write(path, "X A.B\nS C.D\n", 12, NULL), 0);
    assert_int_equal(enqueue_open(&job, home, NULL), 0);
    assert_int_equal(enqueue_take(&job, held, 2, &busy, NULL), 0);
    assert_int_equal(enqueue_open(&step, home, NULL), 0);
    assert_int_equal(enqueue_take(&step, held, 2, &busy, NULL), 1);
    assert_int_equal(enqueue_read_held(&step, NULL, NULL), 0);
    assert_int_equal(enqueue_read_held(&step, path, NULL), 0);
    assert_int_equal(enqueue_take(&step, held, 2, &busy, NULL), 0);
    assert_int_equal(enqueue_take(&step, &own, 1, &busy, NULL), 0);
    assert_int_equal(enqueue_take(&step, &raised, 1, &busy, NULL), 1); /* the job has it shared only */
    enqueue_give(&step, "A.B");
    assert_int_equal(enqueue_take(&step, held, 2, &busy, NULL), 0); /* which gave nothing */
    enqueue_close(&step);
    assert_int_equal(enqueue_open(&step, home, NULL), 0);
    assert_int_equal(enqueue_take(&step, held, 1, &busy, NULL), 1);
    assert_int_equal(file_write(path, "Y A.B\n", 6, NULL), 0);
    assert_int_equal(enqueue_read_held(&step, path, &fault), -704);
    enqueue_close(&step);
    enqueue_close(&job);
    free(path);
    suite_folder_remove(home);
}

static void test_enqueue__a_kill_gives_back(void **state)
{
    (void)state;
    char *home = suite_folder_new();
    int ready[2];
    size_t busy;
    assert_int_equal(pipe(ready), 0);
    pid_t pid = fork();
    if (pid == 0) {
        struct enqueue enqueue;
        if (enqueue_open(&enqueue, home, NULL) == 0 && enqueue_take(&enqueue, BOTH, 2, &busy, NULL) == 0 && write(ready[1], "x", 1) == 1)
            pause();
        _exit(1);
    }
    char byte;
    struct enqueue mine;
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_int_equal(enqueue_open(&mine, home, NULL), 0);
    assert_int_equal(enqueue_take(&mine, BOTH, 2, &busy, NULL), 1);
    assert_int_equal(kill(pid, SIGKILL), 0);
    assert_int_equal(waitpid(pid, NULL, 0), pid);
    assert_int_equal(enqueue_take(&mine, BOTH, 2, &busy, NULL), 0);
    enqueue_close(&mine);
    suite_folder_remove(home);
}

/* Take both in the order of ORDER, COUNT times; the file COUNTER is read and written while they are held. */
static int take_and_count(const char *home, const char *counter, bool reversed, int count)
{
    struct enqueue enqueue;
    struct enqueue_request requests[2] = {BOTH[reversed], BOTH[!reversed]};
    if (enqueue_open(&enqueue, home, NULL) < 0)
        return 1;
    for (int i = 0; i < count; i++) {
        size_t busy;
        int code, value = 0;
        while ((code = enqueue_take(&enqueue, requests, 2, &busy, NULL)) == 1)
            continue;
        int fd = open(counter, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (code < 0 || fd < 0 || pread(fd, &value, sizeof value, 0) < 0)
            return 2;
        value++;
        if (pwrite(fd, &value, sizeof value, 0) != sizeof value)
            return 3;
        close(fd);
        enqueue_give(&enqueue, BOTH[0].name);
        enqueue_give(&enqueue, BOTH[1].name);
    }
    enqueue_close(&enqueue);
    return 0;
}

static void test_enqueue__opposite_orders_do_not_wait_in_a_circle(void **state)
{
    (void)state;
    enum { PROCESSES = 4, EACH = 500 };
    char *home = suite_folder_new(), *counter = file_join(home, "counter");
    for (int i = 0; i < PROCESSES; i++)
        if (fork() == 0)
            _exit(take_and_count(home, counter, i % 2 == 1, EACH));
    for (int i = 0; i < PROCESSES; i++) {
        int status;
        assert_true(wait(&status) > 0);
        assert_int_equal(status, 0);
    }
    int value = 0, fd = open(counter, O_RDONLY | O_CLOEXEC);
    assert_int_equal(read(fd, &value, sizeof value), sizeof value);
    assert_int_equal(value, PROCESSES * EACH);
    close(fd);
    free(counter);
    suite_folder_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_enqueue__shared_with_shared_only),
        cmocka_unit_test(test_enqueue__all_or_none),
        cmocka_unit_test(test_enqueue__the_stronger_counts_and_a_failed_take_changes_nothing),
        cmocka_unit_test(test_enqueue__a_step_may_take_what_its_job_holds),
        cmocka_unit_test(test_enqueue__a_kill_gives_back),
        cmocka_unit_test(test_enqueue__opposite_orders_do_not_wait_in_a_circle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
