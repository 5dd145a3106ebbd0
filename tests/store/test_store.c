/* test_store.c - tests of store/store.h in one process. */
#include "support/suite.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "store/store.h"

static const char *const TABLES[] = {"one", "two"};

struct fixture {
    char *folder;
    char *environment;
    struct store *store;
};

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    fixture->folder = suite_folder_new();
    fixture->environment = file_join(fixture->folder, "environment");
    *state = fixture;
    return store_open(&fixture->store, fixture->environment, TABLES, 2, NULL);
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    store_close(fixture->store);
    suite_folder_remove(fixture->folder);
    free(fixture->environment);
    free(fixture);
    return 0;
}

static void reopen(struct fixture *fixture)
{
    store_close(fixture->store);
    assert_int_equal(store_open(&fixture->store, fixture->environment, TABLES, 2, NULL), 0);
}

static int put(struct store_txn *txn, const char *key, const char *value)
{
    return store_put(txn, 0, key, strlen(key), value, strlen(value), NULL);
}

/* Value of KEY in table 0 as text, "" when it is not there; lives until the next call. */
static const char *got(struct fixture *fixture, const char *key)
{
    static char text[64];
    struct bytes value;
    bytes_init(&value);
    int code = store_get(fixture->store, NULL, 0, key, strlen(key), &value, NULL);
    assert_in_range(code, 0, 1);
    snprintf(text, sizeof text, "%s", code == 0 ? bytes_string(&value) : "");
    bytes_release(&value);
    return text;
}

static struct store_txn *begun(struct fixture *fixture)
{
    struct store_txn *txn;
    assert_int_equal(store_begin(fixture->store, &txn, NULL), 0);
    return txn;
}

static void test_store__what_is_committed_stays_and_what_is_aborted_does_not(void **state)
{
    struct fixture *fixture = *state;
    struct store_txn *txn = begun(fixture);
    assert_int_equal(put(txn, "a", "first"), 0);
    assert_int_equal(store_commit(txn, NULL), 0);
    txn = begun(fixture);
    assert_int_equal(put(txn, "a", "second"), 0);
    assert_int_equal(put(txn, "b", "second"), 0);
    store_abort(txn);
    assert_string_equal(got(fixture, "a"), "first");
    assert_string_equal(got(fixture, "b"), "");
    reopen(fixture);
    assert_string_equal(got(fixture, "a"), "first");
    assert_string_equal(got(fixture, "b"), "");
}

static void test_store__what_is_open_at_the_close_is_not_there(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(put(begun(fixture), "a", "x"), 0);
    reopen(fixture);
    assert_string_equal(got(fixture, "a"), "");
}

static void test_store__insert_and_delete_say_what_was_there(void **state)
{
    struct fixture *fixture = *state;
    struct store_txn *txn = begun(fixture);
    assert_int_equal(store_insert(txn, 0, "k", 1, "v", 1, NULL), 0);
    assert_int_equal(store_insert(txn, 0, "k", 1, "w", 1, NULL), 1);
    assert_int_equal(store_insert(txn, 1, "k", 1, "other table", 11, NULL), 0);
    assert_string_equal(got(fixture, "k"), "v");
    assert_int_equal(store_delete(txn, 0, "k", 1, NULL), 0);
    assert_int_equal(store_delete(txn, 0, "k", 1, NULL), 1);
    assert_int_equal(store_commit(txn, NULL), 0);
    assert_string_equal(got(fixture, "k"), "");
}

static void test_store__a_process_reads_in_its_own_transaction(void **state)
{
    struct fixture *fixture = *state;
    struct store_txn *txn = begun(fixture), *second;
    struct fault fault = {0};
    assert_int_equal(put(txn, "a", "new"), 0);
    assert_string_equal(got(fixture, "a"), "new");
    assert_int_equal(store_begin(fixture->store, &second, &fault), STORE_E_BUSY);
    assert_null(second);
    store_abort(txn);
    assert_string_equal(got(fixture, "a"), "");
}

static void test_store__values_of_any_length_and_byte_come_back(void **state)
{
    struct fixture *fixture = *state;
    static const size_t lengths[] = {0, 1, 4000, 8192, 100000, 1000000};
    struct bytes expected, value;
    bytes_init(&expected);
    bytes_init(&value);
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        const uint8_t key[] = {0, (uint8_t)i, 0xFF, 0};
        bytes_clear(&expected);
        for (size_t at = 0; at < lengths[i]; at++)
            bytes_char(&expected, (char)(at * 7 + i));
        struct store_txn *txn = begun(fixture);
        assert_int_equal(store_put(txn, 1, key, sizeof key, expected.data, expected.length, NULL), 0);
        assert_int_equal(store_commit(txn, NULL), 0);
        assert_int_equal(store_get(fixture->store, NULL, 1, key, sizeof key, &value, NULL), 0);
        assert_int_equal(value.length, lengths[i]);
        if (lengths[i] > 0)
            assert_memory_equal(value.data, expected.data, lengths[i]);
    }
    bytes_release(&expected);
    bytes_release(&value);
}

static int gather(void *user, const char *key, size_t key_length, const char *value, size_t length)
{
    assert_int_equal(strlen(key), key_length);
    assert_int_equal(strlen(value), length);
    bytes_format(user, "%s=%s ", key, value);
    return 0;
}

static void test_store__a_scan_gives_a_prefix_in_order(void **state)
{
    struct fixture *fixture = *state;
    static const char *const keys[] = {"b/1", "a/3", "a/1", "a", "a/2", "a0", "\xFF\xFF"};
    struct store_txn *txn = begun(fixture);
    struct bytes seen, value;
    bytes_init(&seen);
    bytes_init(&value);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        assert_int_equal(put(txn, keys[i], "x"), 0);
    assert_int_equal(store_scan(fixture->store, txn, 0, "a/", 2, gather, &seen, NULL), 0);
    assert_string_equal(bytes_string(&seen), "a/1=x a/2=x a/3=x ");
    assert_int_equal(store_commit(txn, NULL), 0);
    bytes_clear(&seen);
    assert_int_equal(store_scan_after(fixture->store, NULL, 0, "a/", 2, "a/1x", 4, gather, &seen, NULL), 0);
    assert_string_equal(bytes_string(&seen), "a/2=x a/3=x ");
    assert_int_equal(store_last(fixture->store, NULL, 0, "a/", 2, &seen, &value, NULL), 0);
    assert_string_equal(bytes_string(&seen), "a/3");
    assert_string_equal(bytes_string(&value), "x");
    assert_int_equal(store_last(fixture->store, NULL, 0, "\xFF", 1, &seen, &value, NULL), 0);
    assert_string_equal(bytes_string(&seen), "\xFF\xFF");
    assert_int_equal(store_last(fixture->store, NULL, 0, "c", 1, &seen, &value, NULL), 1);
    assert_int_equal(store_last(fixture->store, NULL, 1, "", 0, &seen, &value, NULL), 1);
    bytes_release(&seen);
    bytes_release(&value);
}

struct moving {
    struct fixture *fixture;
    int visited;
};

/* Takes the entry out of table 0 and puts it into table 1, in a transaction of its own. */
static int move_entry(void *user, const char *key, size_t key_length, const char *value, size_t length)
{
    struct moving *moving = user;
    struct store_txn *txn = begun(moving->fixture);
    assert_int_equal(store_delete(txn, 0, key, key_length, NULL), 0);
    assert_int_equal(store_put(txn, 1, key, key_length, value, length, NULL), 0);
    assert_int_equal(store_commit(txn, NULL), 0);
    return ++moving->visited == 300 ? 7 : 0;
}

static void test_store__a_visitor_may_change_what_it_visits(void **state)
{
    struct fixture *fixture = *state;
    struct moving moving = {.fixture = fixture};
    char key[16], value[1000];
    memset(value, 'v', sizeof value);
    struct store_txn *txn = begun(fixture);
    for (int i = 0; i < 400; i++) {
        snprintf(key, sizeof key, "%04d", i);
        assert_int_equal(store_put(txn, 0, key, 4, value, sizeof value, NULL), 0);
    }
    assert_int_equal(store_commit(txn, NULL), 0);
    assert_int_equal(store_scan(fixture->store, NULL, 0, "", 0, move_entry, &moving, NULL), 7);
    assert_int_equal(moving.visited, 300);
    assert_string_equal(got(fixture, "0299"), "");
    assert_int_equal(store_scan(fixture->store, NULL, 0, "", 0, move_entry, &moving, NULL), 0);
    assert_int_equal(moving.visited, 400);
}

static int count_one(void *user, const char *key, size_t key_length, const char *value, size_t length)
{
    (void)key;
    (void)key_length;
    (void)value;
    (void)length;
    ++*(int *)user;
    return 0;
}

static void test_store__a_large_transaction_fits(void **state)
{
    enum { CHANGES = 40000 };
    struct fixture *fixture = *state;
    struct store_txn *txn = begun(fixture);
    char key[32], value[900] = "";
    uint32_t random = 1;
    /* Keys that scatter over more pages than any default table of locks holds. */
    for (int i = 0; i < CHANGES; i++) {
        random = random * 1664525 + 1013904223;
        int length = snprintf(key, sizeof key, "%08x.%d", random, i);
        assert_int_equal(store_put(txn, 0, key, (size_t)length, value, sizeof value, NULL), 0);
    }
    assert_int_equal(store_commit(txn, NULL), 0);
    reopen(fixture);
    int count = 0;
    assert_int_equal(store_scan(fixture->store, NULL, 0, "", 0, count_one, &count, NULL), 0);
    assert_int_equal(count, CHANGES);
}

static void test_store__the_folder_is_the_owners_and_berkeley_dbs_alone(void **state)
{
    struct fixture *fixture = *state;
    struct stat status;
    assert_int_equal(stat(fixture->environment, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0700);
    DIR *folder = opendir(fixture->environment);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
        assert_true(entry->d_name[0] == '.' || strncmp(entry->d_name, "__db.", 5) == 0 ||
                    strncmp(entry->d_name, "log.", 4) == 0 || strstr(entry->d_name, ".db") != NULL);
    closedir(folder);
}

static void test_store__what_cannot_be_opened_is_told(void **state)
{
    struct fixture *fixture = *state;
    struct store *store;
    struct fault fault = {0};
    char *path = file_join(fixture->folder, "plain");
    assert_int_equal(file_write(path, "x", 1, NULL), 0);
    assert_int_equal(store_open(&store, path, TABLES, 2, &fault), STORE_E_OPEN);
    assert_null(store);
    assert_non_null(strstr(fault.detail, path));
    assert_int_equal(store_open(&store, fixture->environment, TABLES, STORE_TABLES_MAX + 1, &fault), STORE_E_OPEN);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_store__what_is_committed_stays_and_what_is_aborted_does_not, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_store__what_is_open_at_the_close_is_not_there, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_store__insert_and_delete_say_what_was_there, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_store__a_process_reads_in_its_own_transaction, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_store__values_of_any_length_and_byte_come_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_store__a_scan_gives_a_prefix_in_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_store__a_visitor_may_change_what_it_visits, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_store__a_large_transaction_fits, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_store__the_folder_is_the_owners_and_berkeley_dbs_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_store__what_cannot_be_opened_is_told, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
