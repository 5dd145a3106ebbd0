/* test_journal.c - a line is there whole or not at all; one process has a job in hand. */
#include "support/suite.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/file.h"
#include "run/journal.h"

static int join_words(void *user, const struct journal_line *line)
{
    for (size_t i = 0; i < line->count; i++)
        bytes_format(user, "%s%s", line->words[i], i + 1 < line->count ? "," : ";");
    return 0;
}

static void assert_journal(const char *folder, const char *expected)
{
    struct bytes text;
    bytes_init(&text);
    assert_int_equal(journal_read(folder, join_words, &text, NULL), 0);
    assert_string_equal(bytes_string(&text), expected);
    bytes_release(&text);
}

static void test_journal__a_line_that_was_cut_means_nothing(void **state)
{
    (void)state;
    char *home = suite_folder_new();
    struct journal journal;
    assert_int_equal(journal_open(&journal, home, NULL), 0);
    journal_note(&journal, "step %d %s", 1, "S1");
    journal_note(&journal, "ended 1 0004");
    assert_int_equal(journal_sync(&journal, NULL), 0);
    journal_close(&journal);
    char *path = file_join(home, "JOURNAL");
    for (off_t cut = 26; cut > 11; cut--) { /* within the second line: "step 1 S1 ." has 12 bytes with its end */
        assert_int_equal(truncate(path, cut), 0);
        assert_journal(home, "step,1,S1;");
    }
    assert_int_equal(truncate(path, 20), 0);
    assert_int_equal(journal_open(&journal, home, NULL), 0);
    journal_note(&journal, "done 1");
    journal_close(&journal);
    assert_journal(home, "step,1,S1;done,1;");
    free(path);
    suite_folder_remove(home);
}

static void test_journal__one_process_has_the_job_in_hand(void **state)
{
    (void)state;
    char *home = suite_folder_new();
    struct journal journal, other;
    int ready[2];
    assert_int_equal(pipe(ready), 0);
    pid_t pid = fork();
    if (pid == 0) {
        if (journal_open(&journal, home, NULL) == 0 && write(ready[1], "x", 1) == 1)
            pause();
        _exit(1);
    }
    char byte;
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_true(journal_is_in_hand(home));
    assert_int_equal(journal_open(&other, home, NULL), 1);
    assert_int_equal(kill(pid, SIGKILL), 0);
    assert_int_equal(waitpid(pid, NULL, 0), pid);
    assert_false(journal_is_in_hand(home));
    assert_int_equal(journal_open(&other, home, NULL), 0);
    journal_close(&other);
    suite_folder_remove(home);
}

static void test_journal__no_room_is_told_before_what_it_announces(void **state)
{
    (void)state;
    struct journal journal = {.fd = open("/dev/full", O_WRONLY | O_CLOEXEC)};
    struct fault fault;
    assert_true(journal.fd >= 0);
    journal_note(&journal, "making A.B");
    assert_int_equal(journal_sync(&journal, &fault), BASE_E_WRITE);
    journal_close(&journal);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_journal__a_line_that_was_cut_means_nothing),
        cmocka_unit_test(test_journal__one_process_has_the_job_in_hand),
        cmocka_unit_test(test_journal__no_room_is_told_before_what_it_announces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
