/* test_spool.c - job numbers are taken once, also by processors that start together. */
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
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
    spool_close(&spool);
    free(path);
    assert_int_equal(spool_find(&spool, home, "JOB00042", NULL), 0);
    spool_close(&spool);
    assert_int_equal(spool_find(&spool, home, "JOB00043", NULL), 1);
    assert_int_equal(spool_find(&spool, home, "../spool/JOB00042", NULL), 1);
    free(old);
    free(other);
    suite_folder_remove(home);
}

static void test_spool__numbers_come_again_after_the_last(void **state)
{
    (void)state;
    char *home = suite_folder_new();
    const char *const taken[] = {"spool/JOB00001", "spool/JOB00003", "spool/JOB99999"};
    struct spool spool;
    for (size_t i = 0; i < 3; i++) {
        char *path = file_join(home, taken[i]);
        assert_int_equal(file_make_folder(path, NULL), 0);
        free(path);
    }
    assert_int_equal(spool_open(&spool, home, NULL), 0);
    assert_string_equal(spool.id, "JOB00002");
    spool_close(&spool);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spool__takes_the_number_after_the_highest),
        cmocka_unit_test(test_spool__numbers_come_again_after_the_last),
        cmocka_unit_test(test_spool__processors_that_race_get_different_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
