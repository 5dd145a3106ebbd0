/* test_register.c - tests of register/register.h, on a real Berkeley DB environment. */
#include "support/suite.h"

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "register/register.h"

struct fixture {
    char *folder;
    char *environment; /* in it; its lock file lies beside it */
    struct reg *reg;
};

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    fixture->folder = suite_folder_new();
    fixture->environment = file_join(fixture->folder, "environment");
    *state = fixture;
    struct fault fault = {0};
    return reg_open(&fixture->reg, fixture->environment, &fault);
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    reg_close(fixture->reg);
    free(fixture->environment);
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
    struct reg_chain chain;
    struct bytes seen;
    bytes_init(&seen);
    add_events(fixture->reg, 4);
    assert_int_equal(reg_audit_scan(fixture->reg, "CHFS-0042.002.F053", gather, &seen, NULL), 0);
    assert_string_equal(bytes_string(&seen), "00000000000000000002 00000000000000000004 ");
    assert_int_equal(reg_audit_check(fixture->reg, &chain, NULL), 0);
    assert_int_equal(chain.count, 4);
    bytes_release(&seen);
}

static int keep_text(void *user, const char *key, const char *value, size_t length)
{
    (void)key;
    bytes_clear(user);
    bytes_add(user, value, length);
    return 0;
}

/* The text of an entry is a contract: what was written years ago must still fit. */
static void test_register__an_entry_is_written_as_it_always_was(void **state)
{
    struct fixture *fixture = *state;
    struct reg_chain chain;
    struct bytes text;
    bytes_init(&text);
    add_events(fixture->reg, 1);
    assert_int_equal(reg_audit_scan(fixture->reg, "CHFS-0042.001.F053", keep_text, &text, NULL), 0);
    assert_int_equal(reg_audit_check(fixture->reg, &chain, NULL), 0);
    assert_string_equal(bytes_string(&text),
                        "{\"number\":1,\"when\":\"2026-11-20T00:00:00Z\",\"who\":\"intake\",\"what\":\"posted\","
                        "\"subject\":\"CHFS-0042.001.F053\",\"from\":\"\",\"to\":\"RECEIVED\","
                        "\"detail\":\"with \\\"quotes\\\" and \xC3\xA9\",\"before\":"
                        "\"0000000000000000000000000000000000000000000000000000000000000000\",\"hash\":"
                        "\"1ae93615a7dd3f77fb7224ce882b5bb23b9c7d065b80eef1113f12b8641674f5\"}");
    assert_string_equal(chain.hash, "1ae93615a7dd3f77fb7224ce882b5bb23b9c7d065b80eef1113f12b8641674f5");
    bytes_release(&text);
}

static void test_register__an_entry_that_is_not_utf8_is_refused(void **state)
{
    struct fixture *fixture = *state;
    struct reg_txn *txn;
    struct reg_event event = {0, "a", "b", "c", "", "", "\xC3("};
    assert_int_equal(reg_begin(fixture->reg, &txn, NULL), 0);
    assert_int_equal(reg_audit_add(txn, &event, NULL), REG_E_ENTRY);
    reg_abort(txn);
}

/* Write behind the register's back: VALUE of LENGTH bytes, or delete KEY when it is NULL. */
static void tamper(struct fixture *fixture, enum reg_table table, const char *key, const void *value, size_t length)
{
    struct reg_txn *txn;
    assert_int_equal(reg_begin(fixture->reg, &txn, NULL), 0);
    if (value != NULL)
        assert_int_equal(reg_put(txn, table, key, value, length, NULL), 0);
    else
        assert_int_equal(reg_delete(txn, table, key, NULL), 0);
    assert_int_equal(reg_commit(txn, NULL), 0);
}

static void assert_first_misfit(struct fixture *fixture, int64_t record)
{
    struct reg_chain chain;
    struct fault fault = {0};
    assert_int_equal(reg_audit_check(fixture->reg, &chain, &fault), REG_E_CHAIN);
    assert_int_equal(fault.record, record);
    if (record > 0)
        assert_int_equal(chain.count, record - 1);
}

static void test_register__any_changed_byte_of_an_entry_is_found(void **state)
{
    struct fixture *fixture = *state;
    const char *key = "00000000000000000003";
    struct bytes entry;
    bytes_init(&entry);
    add_events(fixture->reg, 5);
    assert_int_equal(reg_get(fixture->reg, NULL, REG_AUDIT, key, &entry, NULL), 0);
    for (size_t i = 0; i < entry.length; i++) {
        entry.data[i] ^= 1;
        tamper(fixture, REG_AUDIT, key, entry.data, entry.length);
        assert_first_misfit(fixture, 3);
        entry.data[i] ^= 1;
    }
    for (size_t length = 0; length < entry.length; length += 17) {
        tamper(fixture, REG_AUDIT, key, entry.data, length);
        assert_first_misfit(fixture, 3);
    }
    bytes_char(&entry, ' ');
    tamper(fixture, REG_AUDIT, key, entry.data, entry.length);
    assert_first_misfit(fixture, 3);
    tamper(fixture, REG_AUDIT, key, entry.data, entry.length - 1);
    assert_int_equal(reg_audit_check(fixture->reg, &(struct reg_chain){0}, NULL), 0);
    bytes_release(&entry);
}

static void test_register__a_missing_entry_is_found(void **state)
{
    add_events(((struct fixture *)*state)->reg, 5);
    tamper(*state, REG_AUDIT, "00000000000000000002", NULL, 0);
    assert_first_misfit(*state, 2);
}

static void test_register__an_entry_put_in_or_behind_is_found(void **state)
{
    struct fixture *fixture = *state;
    struct bytes entry;
    bytes_init(&entry);
    add_events(fixture->reg, 5);
    assert_int_equal(reg_get(fixture->reg, NULL, REG_AUDIT, "00000000000000000004", &entry, NULL), 0);
    tamper(fixture, REG_AUDIT, "000000000000000000035", entry.data, entry.length);
    assert_first_misfit(fixture, 4);
    tamper(fixture, REG_AUDIT, "000000000000000000035", NULL, 0);
    tamper(fixture, REG_AUDIT, "00000000000000000006", entry.data, entry.length);
    assert_first_misfit(fixture, 6);
    bytes_release(&entry);
}

static void test_register__a_tail_cut_off_is_found(void **state)
{
    add_events(((struct fixture *)*state)->reg, 5);
    tamper(*state, REG_AUDIT, "00000000000000000005", NULL, 0);
    assert_first_misfit(*state, 5);
    tamper(*state, REG_AUDIT, "00000000000000000004", NULL, 0);
    assert_first_misfit(*state, 4);
}

static void test_register__a_head_of_another_chain_is_found(void **state)
{
    struct fixture *fixture = *state;
    struct bytes head;
    bytes_init(&head);
    add_events(fixture->reg, 2);
    assert_int_equal(reg_get(fixture->reg, NULL, REG_HEAD, "audit", &head, NULL), 0);
    add_events(fixture->reg, 1);
    tamper(fixture, REG_HEAD, "audit", head.data, head.length);
    assert_first_misfit(fixture, 3);
    tamper(fixture, REG_HEAD, "audit", NULL, 0);
    assert_first_misfit(fixture, 3);
    bytes_release(&head);
}

static void test_register__an_entry_hidden_from_its_subject_is_found(void **state)
{
    struct fixture *fixture = *state;
    add_events(fixture->reg, 5);
    tamper(fixture, REG_SUBJECT, "CHFS-0042.002.F053/00000000000000000004", NULL, 0);
    assert_first_misfit(fixture, 4);
    tamper(fixture, REG_SUBJECT, "CHFS-0042.002.F053/00000000000000000004", "", 0);
    tamper(fixture, REG_SUBJECT, "CHFS-0042.002.F053/00000000000000000003", "", 0);
    assert_first_misfit(fixture, 0);
}

/*
 * A child posts groups of keys, each with its audit entry, and is killed by its own timer at an instant that differs
 * each round: while it opens and recovers, or while it posts.  Then every group it told of is there, whole, and the
 * chain is right.
 */
enum { KEYS = 5 };

static void die(int signal)
{
    (void)signal;
    kill(getpid(), SIGKILL);
}

static void die_within(int microseconds)
{
    struct itimerval timer = {.it_value = {.tv_usec = microseconds}};
    signal(SIGALRM, die);
    setitimer(ITIMER_REAL, &timer, NULL);
}

static int post_group(struct reg *reg, int group)
{
    struct reg_txn *txn;
    char key[16];
    if (reg_begin(reg, &txn, NULL) != 0)
        return -1;
    for (int i = 0; i < KEYS; i++) {
        snprintf(key, sizeof key, "%06d.%d", group, i);
        if (reg_insert(txn, REG_SUBMISSION, key, "x", 1, NULL) != 0)
            return -1;
    }
    add_event(txn, key, "RECEIVED");
    return reg_commit(txn, NULL);
}

static int post_until_killed(const char *folder, int first, int out, int microseconds, bool while_opening)
{
    struct reg *reg;
    if (while_opening)
        die_within(microseconds);
    if (reg_open(&reg, folder, NULL) != 0)
        return 1;
    if (!while_opening)
        die_within(microseconds);
    for (int group = first;; group++)
        if (post_group(reg, group) != 0 || write(out, &group, sizeof group) != sizeof group)
            return 1;
}

static void check_groups(struct reg *reg, int acknowledged, int *groups)
{
    struct bytes seen;
    struct reg_chain chain;
    struct fault fault = {0};
    bytes_init(&seen);
    assert_int_equal(reg_scan(reg, NULL, REG_SUBMISSION, "", gather, &seen, NULL), 0);
    assert_int_equal(seen.length % (KEYS * 9), 0); /* keys of eight characters and a blank: no group is partial */
    *groups = (int)(seen.length / (KEYS * 9));
    assert_in_range(*groups, acknowledged, acknowledged + 1);
    assert_int_equal(reg_audit_check(reg, &chain, &fault), 0);
    assert_int_equal(chain.count, *groups);
    bytes_release(&seen);
}

static void test_register__nothing_acknowledged_is_lost_by_kill(void **state)
{
    struct fixture *fixture = *state;
    const char *rounds = getenv("KILL_ROUNDS");
    int count = rounds != NULL ? (int)strtol(rounds, NULL, 10) : 20;
    uint32_t random = 20261120;
    int groups = 0;
    reg_close(fixture->reg);
    fixture->reg = NULL;
    for (int round = 0; round < count; round++) {
        int pipe_ends[2], acknowledged = groups, status;
        random = random * 1664525 + 1013904223;
        assert_int_equal(pipe(pipe_ends), 0);
        pid_t child = fork();
        if (child == 0)
            _exit(post_until_killed(fixture->environment, groups, pipe_ends[1], 100 + (int)(random >> 8) % 30000, round % 2 == 0));
        close(pipe_ends[1]);
        for (int group; read(pipe_ends[0], &group, sizeof group) == sizeof group;)
            acknowledged = group + 1;
        close(pipe_ends[0]);
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status));
        assert_int_equal(reg_open(&fixture->reg, fixture->environment, NULL), 0);
        check_groups(fixture->reg, acknowledged, &groups);
        reg_close(fixture->reg);
        fixture->reg = NULL;
    }
    assert_true(groups > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_register__what_is_committed_is_read_and_what_is_aborted_is_not, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_register__scan_gives_the_keys_of_a_prefix_in_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_register__audit_entries_of_a_subject_come_in_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_register__an_entry_is_written_as_it_always_was, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_register__an_entry_that_is_not_utf8_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_register__any_changed_byte_of_an_entry_is_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_register__a_missing_entry_is_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_register__a_tail_cut_off_is_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_register__an_entry_put_in_or_behind_is_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_register__a_head_of_another_chain_is_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_register__an_entry_hidden_from_its_subject_is_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_register__nothing_acknowledged_is_lost_by_kill, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
