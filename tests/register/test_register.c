/* test_register.c - tests of register/register.h, on a real Berkeley DB environment. */
#include "support/suite.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "register/handle.h"
#include "register/register.h"

struct fixture {
    char *folder;
    struct reg *reg;
};

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    fixture->folder = suite_folder_new();
    *state = fixture;
    struct fault fault = {0};
    return reg_open(&fixture->reg, fixture->folder, &fault);
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    reg_close(fixture->reg);
    suite_folder_remove(fixture->folder);
    free(fixture);
    return 0;
}

static void add_event(struct reg_txn *txn, const char *subject, const char *to)
{
    struct reg_event event = {1795132800, "intake", "posted", subject, "", to, "with \"quotes\" and \xC3\xA9"};
    assert_int_equal(reg_audit_add(txn, &event, NULL), 0);
}

static void add_events(struct reg *reg, int count)
{
    struct reg_txn *txn;
    assert_int_equal(reg_begin(reg, &txn, NULL), 0);
    for (int i = 0; i < count; i++)
        add_event(txn, i % 2 == 0 ? "CHFS-0042.001.F053" : "CHFS-0042.002.F053", "RECEIVED");
    assert_int_equal(reg_commit(txn, NULL), 0);
}

static void test_register__what_is_committed_is_read_and_what_is_aborted_is_not(void **state)
{
    struct fixture *fixture = *state;
    struct reg_txn *txn;
    struct bytes value;
    bytes_init(&value);
    assert_int_equal(reg_begin(fixture->reg, &txn, NULL), 0);
    assert_int_equal(reg_put(txn, REG_SUBMISSION, "A", "one", 3, NULL), 0);
    assert_int_equal(reg_insert(txn, REG_SUBMISSION, "A", "two", 3, NULL), 1);
    assert_int_equal(reg_get(fixture->reg, txn, REG_SUBMISSION, "A", &value, NULL), 0);
    assert_string_equal(bytes_string(&value), "one");
    assert_int_equal(reg_commit(txn, NULL), 0);
    assert_int_equal(reg_begin(fixture->reg, &txn, NULL), 0);
    assert_int_equal(reg_put(txn, REG_SUBMISSION, "A", "changed", 7, NULL), 0);
    assert_int_equal(reg_put(txn, REG_SUBMISSION, "B", "x", 1, NULL), 0);
    reg_abort(txn);
    assert_int_equal(reg_get(fixture->reg, NULL, REG_SUBMISSION, "A", &value, NULL), 0);
    assert_string_equal(bytes_string(&value), "one");
    assert_int_equal(reg_get(fixture->reg, NULL, REG_SUBMISSION, "B", &value, NULL), 1);
    assert_int_equal(reg_begin(fixture->reg, &txn, NULL), 0);
    assert_int_equal(reg_delete(txn, REG_SUBMISSION, "A", NULL), 0);
    assert_int_equal(reg_delete(txn, REG_SUBMISSION, "A", NULL), 1);
    assert_int_equal(reg_commit(txn, NULL), 0);
    bytes_release(&value);
}

static int gather(void *user, const char *key, const char *value, size_t length)
{
    (void)value;
    (void)length;
    bytes_format(user, "%s ", key);
    return 0;
}

static int stop_at_once(void *user, const char *key, const char *value, size_t length)
{
    (void)user;
    (void)key;
    (void)value;
    (void)length;
    return 7;
}

static void test_register__scan_gives_the_keys_of_a_prefix_in_order(void **state)
{
    struct fixture *fixture = *state;
    const char *keys[] = {"RETURNED/B", "ACCEPTED/C", "ACCEPTED/A", "ACCEPTEDX/A", "ACC"};
    struct reg_txn *txn;
    struct bytes seen, value;
    bytes_init(&seen);
    bytes_init(&value);
    assert_int_equal(reg_begin(fixture->reg, &txn, NULL), 0);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(reg_put(txn, REG_STATE, keys[i], "", 0, NULL), 0);
    assert_int_equal(reg_commit(txn, NULL), 0);
    assert_int_equal(reg_scan(fixture->reg, NULL, REG_STATE, "ACCEPTED/", gather, &seen, NULL), 0);
    assert_string_equal(bytes_string(&seen), "ACCEPTED/A ACCEPTED/C ");
    assert_int_equal(reg_scan(fixture->reg, NULL, REG_STATE, "", stop_at_once, NULL, NULL), 7);
    bytes_clear(&seen);
    assert_int_equal(reg_last(fixture->reg, NULL, REG_STATE, "ACCEPTED/", &seen, &value, NULL), 0);
    assert_string_equal(bytes_string(&seen), "ACCEPTED/C");
    assert_int_equal(reg_last(fixture->reg, NULL, REG_STATE, "RETURNED/", &seen, &value, NULL), 0);
    assert_string_equal(bytes_string(&seen), "RETURNED/B");
    assert_int_equal(reg_last(fixture->reg, NULL, REG_STATE, "NONE/", &seen, &value, NULL), 1);
    bytes_release(&seen);
    bytes_release(&value);
}

static void test_register__audit_entries_of_a_subject_come_in_order(void **state)
{
    struct fixture *fixture = *state;
    int64_t count;
    struct bytes seen;
    bytes_init(&seen);
    add_events(fixture->reg, 4);
    assert_int_equal(reg_audit_scan(fixture->reg, "CHFS-0042.002.F053", gather, &seen, NULL), 0);
    assert_string_equal(bytes_string(&seen), "00000000000000000002 00000000000000000004 ");
    assert_int_equal(reg_audit_check(fixture->reg, &count, NULL), 0);
    assert_int_equal(count, 4);
    bytes_release(&seen);
}

/* Break the chain behind the register's back and see entry RECORD named. */
static void assert_broken(struct fixture *fixture, const char *key, const char *value, int64_t record)
{
    struct store_txn *txn;
    int64_t count;
    struct fault fault = {0};
    assert_int_equal(store_begin(fixture->reg->store, &txn, NULL), 0);
    if (value != NULL)
        assert_int_equal(store_put(txn, REG_AUDIT, key, strlen(key), value, strlen(value), NULL), 0);
    else
        assert_int_equal(store_delete(txn, REG_AUDIT, key, strlen(key), NULL), 0);
    assert_int_equal(store_commit(txn, NULL), 0);
    assert_int_equal(reg_audit_check(fixture->reg, &count, &fault), REG_E_CHAIN);
    assert_int_equal(fault.record, record);
}

static void test_register__a_changed_entry_is_found(void **state)
{
    struct fixture *fixture = *state;
    struct bytes entry;
    bytes_init(&entry);
    add_events(fixture->reg, 5);
    assert_int_equal(reg_get(fixture->reg, NULL, REG_AUDIT, "00000000000000000003", &entry, NULL), 0);
    char *who = strstr((char *)entry.data, "intake");
    assert_non_null(who);
    who[0] = 'I';
    assert_broken(fixture, "00000000000000000003", bytes_string(&entry), 3);
    bytes_release(&entry);
}

static void test_register__a_missing_entry_is_found(void **state)
{
    add_events(((struct fixture *)*state)->reg, 5);
    assert_broken(*state, "00000000000000000002", NULL, 2);
}

static void test_register__a_tail_cut_off_is_found(void **state)
{
    add_events(((struct fixture *)*state)->reg, 5);
    assert_broken(*state, "00000000000000000005", NULL, 5);
}

/*
 * A child posts groups of keys, each with its audit entry, and is killed at a moment that differs each round; the
 * parent opens the register again: every group it was told of is there, whole, and the chain is right.
 */
static int post_until_killed(const char *folder, int first, int out)
{
    struct reg *reg;
    if (reg_open(&reg, folder, NULL) != 0)
        return 1;
    for (int group = first;; group++) {
        struct reg_txn *txn;
        char key[16];
        if (reg_begin(reg, &txn, NULL) != 0)
            return 1;
        for (int i = 0; i < 5; i++) {
            snprintf(key, sizeof key, "%06d.%d", group, i);
            if (reg_insert(txn, REG_SUBMISSION, key, "x", 1, NULL) < 0)
                return 1;
        }
        add_event(txn, key, "RECEIVED");
        if (reg_commit(txn, NULL) != 0 || write(out, &group, sizeof group) != sizeof group)
            return 1;
    }
}

static void check_groups(struct reg *reg, int acknowledged, int64_t *groups)
{
    struct bytes seen;
    bytes_init(&seen);
    assert_int_equal(reg_scan(reg, NULL, REG_SUBMISSION, "", gather, &seen, NULL), 0);
    assert_int_equal(seen.length % 45, 0); /* five keys of eight characters and a blank: no group is partial */
    *groups = (int64_t)seen.length / 45;
    assert_true(*groups >= acknowledged);
    int64_t entries;
    struct fault fault = {0};
    assert_int_equal(reg_audit_check(reg, &entries, &fault), 0);
    assert_int_equal(entries, *groups);
    bytes_release(&seen);
}

static void test_register__nothing_acknowledged_is_lost_by_kill(void **state)
{
    struct fixture *fixture = *state;
    reg_close(fixture->reg);
    fixture->reg = NULL;
    int acknowledged = 0;
    int64_t groups = 0;
    const char *rounds = getenv("KILL_ROUNDS");
    for (int round = 0, count = rounds != NULL ? (int)strtol(rounds, NULL, 10) : 12; round < count; round++) {
        int pipe_ends[2];
        assert_int_equal(pipe(pipe_ends), 0);
        pid_t child = fork();
        if (child == 0)
            _exit(post_until_killed(fixture->folder, (int)groups, pipe_ends[1]));
        close(pipe_ends[1]);
        /* Killed once it has told of so many groups: while it works on the next. */
        for (int told = 0, group; told < 1 + round * 7 % 11; told++) {
            assert_int_equal(read(pipe_ends[0], &group, sizeof group), sizeof group);
            acknowledged = group + 1;
        }
        kill(child, SIGKILL);
        assert_int_equal(waitpid(child, NULL, 0), child);
        for (int group; read(pipe_ends[0], &group, sizeof group) == sizeof group;)
            acknowledged = group + 1;
        close(pipe_ends[0]);
        struct reg *reg;
        struct fault fault = {0};
        assert_int_equal(reg_open(&reg, fixture->folder, &fault), 0);
        check_groups(reg, acknowledged, &groups);
        reg_close(reg);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_register__what_is_committed_is_read_and_what_is_aborted_is_not, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_register__scan_gives_the_keys_of_a_prefix_in_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_register__audit_entries_of_a_subject_come_in_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_register__a_changed_entry_is_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_register__a_missing_entry_is_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_register__a_tail_cut_off_is_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_register__nothing_acknowledged_is_lost_by_kill, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
