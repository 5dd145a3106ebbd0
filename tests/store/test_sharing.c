/* test_sharing.c - tests of store/store.h between processes: readers beside a writer, deaths, a full disk. */
#include "support/suite.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "store/handle.h"

static const char *const TABLES[] = {"one"};
enum { FAILED = 99 };

struct fixture {
    char *folder;
    char *environment; /* in it; its lock file lies beside it */
    int to_child[2];
    int to_parent[2];
    pid_t child;
};

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    fixture->folder = suite_folder_new();
    fixture->environment = file_join(fixture->folder, "environment");
    *state = fixture;
    struct store *store;
    int code = store_open(&store, fixture->environment, TABLES, 1, NULL);
    store_close(store);
    return code == 0 && pipe(fixture->to_child) == 0 && pipe(fixture->to_parent) == 0 ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    for (int i = 0; i < 2; i++) {
        close(fixture->to_child[i]);
        close(fixture->to_parent[i]);
    }
    free(fixture->environment);
    suite_folder_remove(fixture->folder);
    free(fixture);
    return 0;
}

static void say(int fd)
{
    if (write(fd, "", 1) != 1)
        abort();
}

static void hear(int fd)
{
    char byte;
    if (read(fd, &byte, 1) != 1)
        abort();
}

static struct store *opened(struct fixture *fixture)
{
    struct store *store;
    struct fault fault = {0};
    if (store_open(&store, fixture->environment, TABLES, 1, &fault) != 0)
        print_message("# %s\n", fault.detail);
    return store;
}

/* Put KEY in a transaction and commit it; 0 or a STORE_E code. */
static int put(struct store *store, const char *key, const char *value, struct fault *fault)
{
    struct store_txn *txn;
    int code = store_begin(store, &txn, fault);
    if (code < 0)
        return code;
    code = store_put(txn, 0, key, strlen(key), value, strlen(value), fault);
    if (code == 0)
        return store_commit(txn, fault);
    store_abort(txn);
    return code;
}

static bool is_there(struct store *store, const char *key, const char *value)
{
    struct bytes found;
    bytes_init(&found);
    int code = store_get(store, NULL, 0, key, strlen(key), &found, NULL);
    bool same = code == 0 && strcmp(bytes_string(&found), value) == 0;
    bytes_release(&found);
    return same;
}

/* Run BODY in a child, which ends with what it returns. */
static void start(struct fixture *fixture, int (*body)(struct fixture *fixture))
{
    fixture->child = fork();
    if (fixture->child == 0)
        _exit(body(fixture));
    assert_true(fixture->child > 0);
}

static int ended(struct fixture *fixture)
{
    int status;
    assert_int_equal(waitpid(fixture->child, &status, 0), fixture->child);
    return status;
}

/* A writer that keeps a transaction open until it is told to commit. */
static int write_and_wait(struct fixture *fixture)
{
    struct store *store = opened(fixture);
    struct store_txn *txn;
    say(fixture->to_parent[1]);
    hear(fixture->to_child[0]);
    if (store == NULL || store_begin(store, &txn, NULL) != 0 || store_put(txn, 0, "a", 1, "child", 5, NULL) != 0)
        return FAILED;
    say(fixture->to_parent[1]);
    hear(fixture->to_child[0]);
    int code = store_commit(txn, NULL);
    store_close(store);
    return code == 0 ? 0 : FAILED;
}

static void test_sharing__a_reader_and_a_writer_wait_for_the_commit(void **state)
{
    struct fixture *fixture = *state;
    start(fixture, write_and_wait);
    hear(fixture->to_parent[0]);
    struct store *store = opened(fixture);
    assert_non_null(store);
    say(fixture->to_child[1]);
    hear(fixture->to_parent[0]);
    say(fixture->to_child[1]);
    assert_true(is_there(store, "a", "child"));
    assert_int_equal(put(store, "a", "parent", NULL), 0);
    assert_int_equal(ended(fixture), 0);
    assert_true(is_there(store, "a", "parent"));
    store_close(store);
}

static int write_when_told(struct fixture *fixture)
{
    struct store *store = opened(fixture);
    hear(fixture->to_child[0]);
    int code = store == NULL ? FAILED : put(store, "b", "written during the scan", NULL);
    store_close(store);
    say(fixture->to_parent[1]);
    return code == 0 ? 0 : FAILED;
}

static int let_write(void *user, const char *key, size_t key_length, const char *value, size_t length)
{
    (void)key;
    (void)key_length;
    (void)value;
    (void)length;
    struct fixture *fixture = user;
    say(fixture->to_child[1]);
    hear(fixture->to_parent[0]);
    return 5;
}

static void test_sharing__a_slow_reader_stops_no_writer(void **state)
{
    struct fixture *fixture = *state;
    struct store *store = opened(fixture);
    assert_int_equal(put(store, "b", "before", NULL), 0);
    store_close(store);
    start(fixture, write_when_told);
    store = opened(fixture);
    assert_int_equal(store_scan(store, NULL, 0, "", 0, let_write, fixture, NULL), 5);
    assert_int_equal(ended(fixture), 0);
    assert_true(is_there(store, "b", "written during the scan"));
    store_close(store);
}

/* Each of these processes adds so many to one counter. */
enum { WRITERS = 3, ADDS = 40 };

static int add_up(struct fixture *fixture)
{
    struct store *store = opened(fixture);
    for (int i = 0; i < ADDS; i++) {
        struct store_txn *txn;
        struct bytes value;
        char text[16];
        bytes_init(&value);
        if (store == NULL || store_begin(store, &txn, NULL) != 0 || store_get(store, txn, 0, "n", 1, &value, NULL) < 0)
            return FAILED;
        int length = snprintf(text, sizeof text, "%ld", strtol(bytes_string(&value), NULL, 10) + 1);
        bytes_release(&value);
        if (store_put(txn, 0, "n", 1, text, (size_t)length, NULL) != 0 || store_commit(txn, NULL) != 0)
            return FAILED;
    }
    store_close(store);
    return 0;
}

static void test_sharing__writers_take_turns(void **state)
{
    struct fixture *fixture = *state;
    pid_t children[WRITERS];
    for (int i = 0; i < WRITERS; i++) {
        start(fixture, add_up);
        children[i] = fixture->child;
    }
    for (int i = 0; i < WRITERS; i++) {
        fixture->child = children[i];
        assert_int_equal(ended(fixture), 0);
    }
    struct store *store = opened(fixture);
    char expected[16];
    snprintf(expected, sizeof expected, "%d", WRITERS * ADDS);
    assert_true(is_there(store, "n", expected));
    store_close(store);
}

/* A process that has the environment open, and goes on when told. */
static int go_on(struct fixture *fixture)
{
    struct store *store = opened(fixture);
    struct fault fault = {0};
    if (store == NULL || put(store, "live", "x", NULL) != 0)
        return FAILED;
    say(fixture->to_parent[1]);
    hear(fixture->to_child[0]);
    bool whole = is_there(store, "live", "x") && is_there(store, "dead", "x");
    int code = put(store, "live", "y", &fault);
    store_close(store);
    if (code != 0)
        print_message("# %d %s\n", code, fault.detail);
    return code == 0 && whole ? 0 : FAILED;
}

static int die_in_a_transaction(struct fixture *fixture)
{
    struct store *store = opened(fixture);
    struct store_txn *txn;
    if (store == NULL || put(store, "dead", "x", NULL) != 0 || store_begin(store, &txn, NULL) != 0 ||
        store_put(txn, 0, "live", 4, "not committed", 13, NULL) != 0)
        return FAILED;
    raise(SIGKILL);
    return FAILED;
}

static int die_outside(struct fixture *fixture)
{
    struct store *store = opened(fixture);
    if (store == NULL || put(store, "dead", "x", NULL) != 0)
        return FAILED;
    raise(SIGKILL);
    return FAILED;
}

/* DIE dies beside a process that has the environment open; that one goes on, before or after another has opened it. */
static void die_beside_a_live_process(struct fixture *fixture, int (*die)(struct fixture *fixture), bool open_between)
{
    start(fixture, go_on);
    pid_t alive = fixture->child;
    hear(fixture->to_parent[0]);
    start(fixture, die);
    assert_true(WIFSIGNALED(ended(fixture)));
    struct store *store = open_between ? opened(fixture) : NULL;
    if (open_between)
        assert_true(is_there(store, "live", "x") && is_there(store, "dead", "x"));
    say(fixture->to_child[1]);
    fixture->child = alive;
    assert_int_equal(ended(fixture), 0);
    if (!open_between)
        store = opened(fixture);
    assert_true(is_there(store, "live", "y"));
    assert_int_equal(put(store, "after", "x", NULL), 0);
    store_close(store);
}

static void test_sharing__a_death_in_a_transaction_is_repaired_by_who_goes_on(void **state)
{
    die_beside_a_live_process(*state, die_in_a_transaction, false);
}

static void test_sharing__a_death_in_a_transaction_is_repaired_by_who_comes(void **state)
{
    die_beside_a_live_process(*state, die_in_a_transaction, true);
}

static void test_sharing__a_death_outside_disturbs_nobody(void **state)
{
    die_beside_a_live_process(*state, die_outside, false);
}

static void test_sharing__a_death_outside_is_repaired_by_who_comes(void **state)
{
    die_beside_a_live_process(*state, die_outside, true);
}

/* A reader that dies inside, in the midst of a chunk. */
static int die_reading(struct fixture *fixture)
{
    struct store *store = opened(fixture);
    struct gate *gate = store != NULL ? &store->gate : NULL;
    if (gate == NULL || put(store, "dead", "x", NULL) != 0 || gate_enter(gate, NULL) != 0)
        return FAILED;
    raise(SIGKILL);
    return FAILED;
}

static void test_sharing__a_reader_that_dies_inside_is_noticed(void **state)
{
    die_beside_a_live_process(*state, die_reading, false);
    die_beside_a_live_process(*state, die_reading, true);
}

/* Fills its log against a file size limit; ends with the number of transactions that were acknowledged. */
static int fill_up(struct fixture *fixture)
{
    static char value[100000];
    struct store *store = opened(fixture);
    struct rlimit limit = {.rlim_cur = 3 << 20, .rlim_max = 3 << 20};
    struct fault fault = {0};
    signal(SIGXFSZ, SIG_IGN);
    if (store == NULL || setrlimit(RLIMIT_FSIZE, &limit) != 0)
        return FAILED;
    memset(value, 'v', sizeof value - 1);
    for (int i = 0; i < 90; i++) {
        char key[8];
        snprintf(key, sizeof key, "%02d", i);
        int code = put(store, key, value, &fault);
        if (code != 0) {
            store_close(store);
            return code == STORE_E_FULL ? i : FAILED;
        }
    }
    return FAILED;
}

static void test_sharing__a_full_disk_is_told_and_loses_nothing(void **state)
{
    struct fixture *fixture = *state;
    start(fixture, fill_up);
    int status = ended(fixture);
    assert_true(WIFEXITED(status));
    int acknowledged = WEXITSTATUS(status);
    assert_in_range(acknowledged, 10, 89);
    struct store *store = opened(fixture);
    assert_non_null(store);
    for (int i = 0; i < acknowledged; i++) {
        char key[8];
        struct bytes value;
        bytes_init(&value);
        snprintf(key, sizeof key, "%02d", i);
        assert_int_equal(store_get(store, NULL, 0, key, 2, &value, NULL), 0);
        assert_int_equal(value.length, 99999);
        bytes_release(&value);
    }
    assert_int_equal(put(store, "more", "x", NULL), 0);
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_sharing__a_reader_and_a_writer_wait_for_the_commit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_sharing__a_slow_reader_stops_no_writer, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_sharing__writers_take_turns, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_sharing__a_death_in_a_transaction_is_repaired_by_who_goes_on, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_sharing__a_death_in_a_transaction_is_repaired_by_who_comes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_sharing__a_death_outside_disturbs_nobody, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_sharing__a_death_outside_is_repaired_by_who_comes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_sharing__a_reader_that_dies_inside_is_noticed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_sharing__a_full_disk_is_told_and_loses_nothing, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
