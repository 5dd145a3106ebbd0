/* test_spool.c - job numbers are taken once, also by processors that start together. */
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "run/error.h"
#include "run/spool.h"

static void test_spool__takes_the_number_after_the_highest(void **state)
{
    (void)state;
    char *home = suite_folder_new();
    char *old = file_join(home, "spool/JOB00041"), *other = file_join(home, "spool/JOB9"), *path;
    struct spool spool;
    assert_int_equal(file_make_folder(old, NULL), 0);
    assert_int_equal(file_make_folder(other, NULL), 0);
    assert_int_equal(spool_open(&spool, home, NULL), 0);
    assert_string_equal(spool.id, "JOB00042");
    path = spool_path(&spool, "STEP", "OUT");
    assert_string_equal(strrchr(path, '/'), "/STEP.OUT");
    assert_true(path[0] == '/');
    spool_note(&spool, "%d started", 1);
    spool_close(&spool);
    free(path);
    path = file_join(home, "spool/JOB00042/JOURNAL");
    struct bytes journal;
    bytes_init(&journal);
    assert_int_equal(file_read(&journal, path, 100, NULL), 0);
    assert_string_equal(bytes_string(&journal), "1 started\n");
    bytes_release(&journal);
    free(path);
    free(old);
    free(other);
    suite_folder_remove(home);
}

static void test_spool__processors_that_race_get_different_numbers(void **state)
{
    (void)state;
    enum { PROCESSES = 8, EACH = 8 };
    char *home = suite_folder_new();
    for (int i = 0; i < PROCESSES; i++)
        if (fork() == 0) {
            int failed = 0;
            for (int j = 0; j < EACH; j++) {
                struct spool spool;
                failed |= spool_open(&spool, home, NULL) != 0;
                spool_close(&spool);
            }
            _exit(failed);
        }
    for (int i = 0; i < PROCESSES; i++) {
        int status;
        assert_true(wait(&status) > 0);
        assert_int_equal(status, 0);
    }
    for (int number = 1; number <= PROCESSES * EACH + 1; number++) {
        char name[32];
        snprintf(name, sizeof name, "spool/JOB%05d", number);
        char *path = file_join(home, name);
        assert_int_equal(access(path, F_OK), number <= PROCESSES * EACH ? 0 : -1); /* no number is skipped */
        free(path);
    }
    suite_folder_remove(home);
}

static void test_spool__says_when_every_number_is_used(void **state)
{
    (void)state;
    char *home = suite_folder_new();
    char *last = file_join(home, "spool/JOB99999");
    struct spool spool;
    assert_int_equal(file_make_folder(last, NULL), 0);
    assert_int_equal(spool_open(&spool, home, NULL), RUN_E_SPOOL);
    free(last);
    suite_folder_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spool__takes_the_number_after_the_highest),
        cmocka_unit_test(test_spool__processors_that_race_get_different_numbers),
        cmocka_unit_test(test_spool__says_when_every_number_is_used),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
