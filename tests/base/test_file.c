/* test_file.c - tests of base/file.h, base/lock.h and base/log.h. */
#include "support/suite.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/lock.h"
#include "base/log.h"

static int set_up(void **state)
{
    *state = suite_folder_new();
    return 0;
}

static int tear_down(void **state)
{
    suite_folder_remove(*state);
    return 0;
}

static void assert_content(const char *path, const char *expected)
{
    struct bytes content;
    bytes_init(&content);
    assert_int_equal(file_read(&content, path, 1000, NULL), 0);
    assert_string_equal(bytes_string(&content), expected);
    bytes_release(&content);
}

static void test_file__write_replaces_and_read_returns_it(void **state)
{
    char *path = file_join(*state, "a");
    assert_int_equal(file_write(path, "one", 3, NULL), 0);
    assert_int_equal(file_write(path, "two!", 4, NULL), 0);
    assert_content(path, "two!");
    free(path);
}

static void test_file__abort_and_failure_leave_the_old_content(void **state)
{
    char *path = file_join(*state, "a");
    struct file_replace replace;
    struct fault fault = {0};
    assert_int_equal(file_write(path, "old", 3, NULL), 0);
    assert_int_equal(file_replace_open(&replace, path, &fault), 0);
    fputs("new", replace.stream);
    file_replace_abort(&replace);
    assert_content(path, "old");
    /* A stream that could not be written must not be published. */
    assert_int_equal(file_replace_open(&replace, path, &fault), 0);
    fclose(replace.stream);
    replace.stream = fopen("/dev/full", "w");
    fputs("lost", replace.stream);
    assert_int_equal(file_replace_commit(&replace, &fault), BASE_E_WRITE);
    assert_content(path, "old");
    char **names;
    size_t count;
    assert_int_equal(file_list(*state, &names, &count, NULL), 0);
    assert_int_equal(count, 1);
    file_names_free(names, count);
    free(path);
}

static void test_file__sweep_removes_what_a_killed_writer_left(void **state)
{
    char *path = file_join(*state, "a");
    char *kept = file_join(*state, "b.part");
    assert_int_equal(file_write(kept, "x", 1, NULL), 0);
    pid_t child = fork();
    if (child == 0) {
        struct file_replace replace;
        if (file_replace_open(&replace, path, NULL) == 0)
            kill(getpid(), SIGKILL);
        _exit(1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(file_replace_sweep(*state, NULL), 0);
    assert_false(file_exists(path));
    assert_true(file_exists(kept));
    assert_int_equal(unlink(kept), 0);
    assert_int_equal(rmdir(*state), 0); /* nothing hidden is left */
    assert_int_equal(mkdir(*state, 0700), 0);
    free(path);
    free(kept);
}

static void test_file__limits_and_missing_files_are_told(void **state)
{
    char *path = file_join(*state, "big");
    char *missing = file_join(*state, "no/such");
    struct bytes content;
    struct fault fault = {0};
    bytes_init(&content);
    assert_int_equal(file_write(path, "0123456789", 10, NULL), 0);
    assert_int_equal(file_read(&content, path, 10, &fault), 0);
    assert_int_equal(file_read(&content, path, 9, &fault), BASE_E_TOO_BIG);
    assert_int_equal(file_read(&content, missing, 9, &fault), BASE_E_OPEN);
    assert_non_null(strstr(fault.detail, "No such file"));
    assert_int_equal(file_write(missing, "x", 1, &fault), BASE_E_WRITE);
    bytes_release(&content);
    free(path);
    free(missing);
}

static void test_file__list_is_sorted_and_skips_hidden_and_folders(void **state)
{
    const char *made[] = {"b", "a", ".hidden", "B"};
    for (size_t i = 0; i < 4; i++) {
        char *path = file_join(*state, made[i]);
        assert_int_equal(file_write(path, "", 0, NULL), 0);
        free(path);
    }
    char *folder = file_join(*state, "x/y/z");
    assert_int_equal(file_make_folder(folder, NULL), 0);
    assert_int_equal(file_make_folder(folder, NULL), 0);
    char **names;
    size_t count;
    assert_int_equal(file_list(*state, &names, &count, NULL), 0);
    assert_int_equal(count, 3);
    assert_string_equal(names[0], "B");
    assert_string_equal(names[1], "a");
    assert_string_equal(names[2], "b");
    file_names_free(names, count);
    assert_int_equal(file_list("/no/such/folder", &names, &count, NULL), 0);
    assert_int_equal(count, 0);
    free(folder);
}

static void test_lock__second_holder_is_refused_until_the_first_dies(void **state)
{
    char *path = file_join(*state, "lock");
    int ready[2];
    assert_int_equal(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
        struct lock lock;
        char byte = lock_acquire(&lock, path, false, NULL) == 0 ? 'y' : 'n';
        if (write(ready[1], &byte, 1) == 1)
            pause();
        _exit(0);
    }
    char byte;
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_int_equal(byte, 'y');
    struct lock lock;
    struct fault fault = {0};
    assert_int_equal(lock_acquire(&lock, path, false, &fault), BASE_E_LOCKED);
    char holder[32];
    snprintf(holder, sizeof holder, "process %ld", (long)child);
    assert_non_null(strstr(fault.detail, holder));
    kill(child, SIGKILL);
    assert_int_equal(waitpid(child, NULL, 0), child);
    assert_int_equal(lock_acquire(&lock, path, false, &fault), 0);
    lock_release(&lock);
    close(ready[0]);
    close(ready[1]);
    free(path);
}

static void put_out(const char *path, const char *text, int expected)
{
    struct file_replace replace;
    struct fault fault = {0};
    assert_int_equal(file_output_open(&replace, path, &fault), 0);
    fputs(text, replace.stream);
    assert_int_equal(file_replace_commit(&replace, &fault), expected);
}

static void test_file__output_is_replaced_behind_a_link(void **state)
{
    char *path = file_join(*state, "a"), *link = file_join(*state, "link"), *loose = file_join(*state, "loose");
    struct stat status;
    put_out(path, "one", 0);
    assert_int_equal(symlink("a", link), 0);
    assert_true(file_is_same(path, link));
    put_out(link, "two", 0);
    assert_content(path, "two");
    assert_int_equal(lstat(link, &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_int_equal(symlink("b", loose), 0); /* leads to a file that is not there yet */
    assert_false(file_is_same(path, loose));
    put_out(loose, "three", 0);
    char *behind = file_join(*state, "b");
    assert_content(behind, "three");
    free(behind);
    free(loose);
    free(link);
    free(path);
}

static void test_file__output_to_a_pipe_or_device_is_written_there(void **state)
{
    char *path = file_join(*state, "pipe"), got[8] = "";
    struct stat status;
    struct file_replace replace;
    assert_int_equal(mkfifo(path, 0600), 0);
    int reader = open(path, O_RDONLY | O_NONBLOCK);
    put_out(path, "one", 0);
    assert_int_equal(read(reader, got, sizeof got), 3);
    assert_string_equal(got, "one");
    assert_int_equal(file_output_open(&replace, path, NULL), 0);
    file_replace_abort(&replace);
    assert_int_equal(lstat(path, &status), 0);
    assert_true(S_ISFIFO(status.st_mode));
    close(reader);
    put_out("/dev/null", "two", 0);
    put_out("/dev/full", "three", BASE_E_WRITE);
    assert_int_equal(file_output_open(&replace, *state, NULL), BASE_E_WRITE); /* a folder */
    free(path);
}

static void test_log__lines_are_appended_whole(void **state)
{
    char *path = file_join(*state, "log");
    log_line(path, 0, "intake", "first");
    log_line(path, 1, "intake", "second");
    struct bytes content;
    bytes_init(&content);
    assert_int_equal(file_read(&content, path, 1000, NULL), 0);
    char expected[200];
    snprintf(expected, sizeof expected, "1970-01-01T00:00:00Z intake[%ld] first\n1970-01-01T00:00:01Z intake[%ld] second\n",
             (long)getpid(), (long)getpid());
    assert_string_equal(bytes_string(&content), expected);
    bytes_release(&content);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_file__write_replaces_and_read_returns_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_file__abort_and_failure_leave_the_old_content, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_file__sweep_removes_what_a_killed_writer_left, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_file__limits_and_missing_files_are_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_file__list_is_sorted_and_skips_hidden_and_folders, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_file__output_is_replaced_behind_a_link, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_file__output_to_a_pipe_or_device_is_written_there, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_lock__second_holder_is_refused_until_the_first_dies, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_log__lines_are_appended_whole, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
