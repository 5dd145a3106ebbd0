/* test_intake_kill.c - what a killed run of release/intake.h leaves for the next. */
#include "support/house.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "release/entry.h"
#include "release/filing.h"
#include "form/error.h"

/* Everything the register and the folders say, as text. */
static int write_entry(void *user, const struct entry *entry)
{
    struct bytes *out = user;
    entry_json(out, entry, true);
    bytes_char(out, '\n');
    return 0;
}

static int write_filing(void *user, const struct filing *filing)
{
    struct bytes *out = user;
    filing_json(out, filing);
    bytes_char(out, '\n');
    return 0;
}

static void describe_folder(struct bytes *out, const char *home, const char *folder)
{
    char **names;
    size_t count;
    struct fault fault = {0};
    struct bytes data;
    char *path = file_join(home, folder);
    bytes_init(&data);
    assert_int_equal(file_list(path, &names, &count, &fault), 0);
    for (size_t i = 0; i < count; i++) {
        char hex[HASH_HEX_SIZE];
        uint8_t digest[HASH_BYTES];
        char *file = file_join(path, names[i]);
        assert_int_equal(hash_of_file(digest, file, &fault), 0);
        bytes_format(out, "%s/%s %s\n", folder, names[i], hash_hex(hex, digest));
        free(file);
    }
    file_names_free(names, count);
    bytes_release(&data);
    free(path);
}

static void describe(struct house *house, struct bytes *out)
{
    struct fault fault = {0};
    struct reg_chain chain;
    assert_int_equal(entry_scan(house->reg, write_entry, out, &fault), 0);
    assert_int_equal(filing_scan(house->reg, 0, write_filing, out, &fault), 0);
    assert_int_equal(reg_audit_check(house->reg, &chain, &fault), 0);
    bytes_format(out, "%lld audit entries\n", (long long)chain.count);
    describe_folder(out, house->home, "drop");
    describe_folder(out, house->home, "archive/20261120");
    describe_folder(out, house->home, "suspense");
}

enum { MANY = 620 }; /* more than one transaction takes */

static void put_night(struct house *house)
{
    struct dropfile file;
    dropfile_init(&file, "F053");
    dropfile_add(&file, 'H', NULL, NULL);
    for (int i = 0; i < MANY; i++) {
        char release[16];
        snprintf(release, sizeof release, i % 50 == 7 ? "%d-BAD" : "CHFS-%04d", i);
        dropfile_set(&file, dropfile_add(&file, 'S', release, i % 30 == 3 ? "2" : "1"), "RISK", i % 2 == 0 ? "M" : "?");
    }
    dropfile_add(&file, 'T', NULL, NULL);
    house_put_file(house, "A.many", &file, DROP_FB);
    house_put_file(house, "B.again", &file, DROP_FB);
    dropfile_release(&file);
    house_put(house, "C.garbage", "nothing of ours", 15);
    house_put_release(house, "D.good", "CHFS-9999", "1", "2", "60");
}

static void test_intake_kill__a_killed_run_is_finished_once(void **state)
{
    (void)state;
    enum { MOMENTS = 14, SPREAD = 8 }; /* the first ones over the whole run, the others at its last messages */
    struct house house;
    struct bytes expected;
    bytes_init(&expected);
    house_init(&house);
    put_night(&house);
    assert_int_equal(house_run(&house), RC_ERROR);
    int messages = house.messages;
    describe(&house, &expected);
    house_release(&house);
    for (int i = 0; i < MOMENTS; i++) {
        struct bytes actual;
        bytes_init(&actual);
        house_init(&house);
        put_night(&house);
        reg_close(house.reg);
        house.die_at = i < SPREAD ? 1 + messages * i / SPREAD : messages - (i - SPREAD);
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            house_open_register(&house);
            house_run(&house);
            _exit(0);
        }
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_int_equal(WEXITSTATUS(status), 9);
        house.die_at = 0;
        house_open_register(&house);
        house_run(&house);
        describe(&house, &actual);
        assert_string_equal(bytes_string(&actual), bytes_string(&expected));
        bytes_release(&actual);
        house_release(&house);
    }
    bytes_release(&expected);
}

/* Killed between the last commit and the move: the file lies where it was read, and is no duplicate. */
static void test_intake_kill__a_move_that_is_missing_is_made_up(void **state)
{
    (void)state;
    struct house house;
    struct fault fault = {0};
    house_init(&house);
    house_put_release(&house, "D.1", "CHFS-0042", "1", "1", "60");
    house_put(&house, "E.bad", "nothing of ours", 15);
    assert_int_equal(house_run(&house), RC_ERROR);
    struct bytes before, after;
    bytes_init(&before);
    bytes_init(&after);
    describe(&house, &before);
    static const char *const MOVED[][2] = {{"archive/20261120/D.1", "intake/D.1"}, {"suspense/E.bad", "intake/E.bad"}};
    for (size_t i = 0; i < 2; i++) {
        char *from = file_join(house.home, MOVED[i][0]);
        char *to = file_join(house.home, MOVED[i][1]);
        assert_int_equal(file_move(from, to, &fault), 0);
        free(from);
        free(to);
    }
    assert_int_equal(house_run(&house), RC_ERROR);
    describe(&house, &after);
    assert_string_equal(bytes_string(&after), bytes_string(&before));
    bytes_release(&before);
    bytes_release(&after);
    house_release(&house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_intake_kill__a_killed_run_is_finished_once),
        cmocka_unit_test(test_intake_kill__a_move_that_is_missing_is_made_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
