/* test_entry.c - tests of release/entry.h, on a real register. */
#include "support/suite.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "release/document.h"
#include "release/entry.h"
#include "release/error.h"

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
    return reg_open(&fixture->reg, fixture->environment, NULL);
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

static void make_entry(struct entry *entry, enum release_state state)
{
    entry_init(entry);
    strcpy(entry->release, "CHFS-0042");
    entry->iteration = 1;
    strcpy(entry->form, "F053");
    strcpy(entry->agency, "CHFS");
    strcpy(entry->system, "MEDICAID");
    strcpy(entry->class, "N");
    strcpy(entry->file, "chfs \"quoted\".f053");
    strcpy(entry->submitter, "j\xC3\xBCrgen");
    memset(entry->sha256, 'a', HASH_HEX_SIZE - 1);
    memset(entry->content, 'b', HASH_HEX_SIZE - 1);
    entry->parts = 1;
    entry->received = 20261120;
    entry->state = state;
    bytes_text(&entry->document, "{\"S\":{\"RELEASE-TITLE\":\"a\\nb\"}}");
}

static void give_slot(struct entry_slot *slot, int64_t start)
{
    strcpy(slot->window, "Tuesday night");
    slot->start = start;
    slot->end = start + 3600;
    strcpy(slot->start_text, "2026-11-24T22:00:00-05:00");
    strcpy(slot->end_text, "2026-11-24T23:00:00-05:00");
}

static int save(struct fixture *fixture, struct entry *entry, enum release_state from, const char *reason)
{
    struct entry_change change = {from, "tester", "tested", reason, 1795132800};
    struct reg_txn *txn;
    struct fault fault = {0};
    assert_int_equal(reg_begin(fixture->reg, &txn, NULL), 0);
    int code = entry_save(fixture->reg, txn, entry, &change, &fault);
    assert_int_equal(code, fault.code);
    if (code == 0)
        assert_int_equal(reg_commit(txn, NULL), 0);
    else
        reg_abort(txn);
    return code;
}

static void assert_same(const struct entry *a, const struct entry *b)
{
    struct bytes left, right;
    bytes_init(&left);
    bytes_init(&right);
    document_write(&left, a);
    document_write(&right, b);
    assert_string_equal(bytes_string(&left), bytes_string(&right));
    bytes_release(&left);
    bytes_release(&right);
}

static void test_entry__what_is_saved_is_loaded_again_whole(void **state)
{
    struct fixture *fixture = *state;
    struct entry entry, loaded;
    struct fault finding = {0};
    make_entry(&entry, STATE_RECEIVED);
    fault_set(&finding, RELEASE_E_ENTRY, "got \"%s\"", "x\\y");
    fault_at_record(&finding, 17, "E, release CHFS-0042");
    fault_at_field(&finding, "ELEM-BYTES", 181);
    fault_list_add(&entry.findings, &finding);
    assert_int_equal(save(fixture, &entry, STATE_NEW, "arrived"), 0);
    assert_int_equal(entry_load(&loaded, fixture->reg, NULL, "CHFS-0042.001.F053", NULL), 0);
    assert_string_equal(loaded.reason, "arrived");
    assert_string_equal(loaded.submitter, "j\xC3\xBCrgen");
    assert_int_equal(loaded.findings.items[0].record, 17);
    assert_same(&entry, &loaded);
    entry_release(&loaded);
    entry.state = STATE_ACCEPTED;
    assert_int_equal(save(fixture, &entry, STATE_RECEIVED, ""), 0);
    entry.state = STATE_OFFERED;
    entry.alternate_count = 2;
    give_slot(&entry.alternates[0], 1795132800);
    give_slot(&entry.alternates[1], 1795142800);
    entry.proof = PROOF_PROVEN;
    assert_int_equal(save(fixture, &entry, STATE_ACCEPTED, "no room"), 0);
    assert_int_equal(entry_load(&loaded, fixture->reg, NULL, "CHFS-0042.001.F053", NULL), 0);
    assert_int_equal(loaded.alternates[1].start, 1795142800);
    assert_same(&entry, &loaded);
    entry_release(&loaded);
    assert_int_equal(entry_load(&loaded, fixture->reg, NULL, "CHFS-0042.002.F053", NULL), 1);
    entry_release(&loaded);
    entry_release(&entry);
}

static int count_entry(void *user, const struct entry *entry)
{
    (void)entry;
    ++*(int *)user;
    return 0;
}

static int count_in(struct fixture *fixture, enum release_state state)
{
    int count = 0;
    assert_int_equal(entry_scan_state(fixture->reg, state, count_entry, &count, NULL), 0);
    return count;
}

static int count_event(void *user, const char *key, const char *value, size_t length)
{
    (void)key;
    (void)value;
    (void)length;
    ++*(int *)user;
    return 0;
}

static void test_entry__the_state_index_and_the_audit_trail_follow_every_save(void **state)
{
    struct fixture *fixture = *state;
    struct entry entry;
    int all = 0, events = 0;
    make_entry(&entry, STATE_RECEIVED);
    assert_int_equal(save(fixture, &entry, STATE_NEW, ""), 0);
    strcpy(entry.form, "F052");
    assert_int_equal(save(fixture, &entry, STATE_NEW, ""), 0);
    assert_int_equal(count_in(fixture, STATE_RECEIVED), 2);
    entry.state = STATE_ACCEPTED;
    assert_int_equal(save(fixture, &entry, STATE_RECEIVED, ""), 0);
    assert_int_equal(save(fixture, &entry, STATE_ACCEPTED, "proof noted"), 0);
    assert_int_equal(count_in(fixture, STATE_RECEIVED), 1);
    assert_int_equal(count_in(fixture, STATE_ACCEPTED), 1);
    assert_int_equal(entry_scan(fixture->reg, count_entry, &all, NULL), 0);
    assert_int_equal(all, 2);
    assert_int_equal(reg_audit_scan(fixture->reg, "CHFS-0042.001.F052", count_event, &events, NULL), 0);
    assert_int_equal(events, 3);
    entry_release(&entry);
}

static void test_entry__a_step_outside_the_table_is_refused(void **state)
{
    struct fixture *fixture = *state;
    struct entry entry;
    make_entry(&entry, STATE_RECEIVED);
    assert_int_equal(save(fixture, &entry, STATE_NEW, ""), 0);
    entry.state = STATE_STAGED;
    assert_int_equal(save(fixture, &entry, STATE_RECEIVED, ""), RELEASE_E_STATE);
    assert_int_equal(count_in(fixture, STATE_RECEIVED), 1);
    entry_release(&entry);
}

static void test_entry__an_entry_that_does_not_fit_its_state_is_refused(void **state)
{
    struct fixture *fixture = *state;
    struct entry entry;
    make_entry(&entry, STATE_RECEIVED);
    entry.has_slot = true;
    give_slot(&entry.slot, 1795132800);
    assert_int_equal(save(fixture, &entry, STATE_NEW, ""), RELEASE_E_ENTRY);
    entry.has_slot = false;
    entry.alternate_count = 1;
    assert_int_equal(save(fixture, &entry, STATE_NEW, ""), RELEASE_E_ENTRY);
    entry.alternate_count = 0;
    assert_int_equal(save(fixture, &entry, STATE_NEW, ""), 0);
    entry.state = STATE_ACCEPTED;
    assert_int_equal(save(fixture, &entry, STATE_RECEIVED, ""), 0);
    entry.state = STATE_SCHEDULED;
    assert_int_equal(save(fixture, &entry, STATE_ACCEPTED, ""), RELEASE_E_ENTRY);
    entry.has_slot = true;
    entry.slot.end = entry.slot.start;
    assert_int_equal(save(fixture, &entry, STATE_ACCEPTED, ""), RELEASE_E_ENTRY);
    entry_release(&entry);
}

static void test_entry__what_another_run_changed_is_not_overwritten(void **state)
{
    struct fixture *fixture = *state;
    struct entry entry;
    make_entry(&entry, STATE_RECEIVED);
    assert_int_equal(save(fixture, &entry, STATE_NEW, ""), 0);
    assert_int_equal(save(fixture, &entry, STATE_NEW, ""), RELEASE_E_CHANGED);
    entry.state = STATE_WITHDRAWN;
    assert_int_equal(save(fixture, &entry, STATE_RECEIVED, ""), 0);
    entry.state = STATE_ACCEPTED;
    assert_int_equal(save(fixture, &entry, STATE_RECEIVED, ""), RELEASE_E_CHANGED);
    assert_int_equal(count_in(fixture, STATE_WITHDRAWN), 1);
    entry_release(&entry);
}

static void test_entry__json_has_the_keys_that_always_exist(void **state)
{
    (void)state;
    static const char *const KEYS[] = {"release", "iteration", "form",   "agency",    "system", "class",      "state",
                                       "file",    "sha256",    "submitter", "slot", "alternates", "findings", "proof"};
    struct entry entry;
    struct bytes out;
    bytes_init(&out);
    make_entry(&entry, STATE_SCHEDULED);
    entry.has_slot = true;
    give_slot(&entry.slot, 1795132800);
    entry_json(&out, &entry, false);
    json_t *object = json_loads(bytes_string(&out), JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(object);
    for (size_t i = 0; i < sizeof KEYS / sizeof KEYS[0]; i++)
        assert_non_null(json_object_get(object, KEYS[i]));
    assert_int_equal(json_object_size(object), sizeof KEYS / sizeof KEYS[0]);
    assert_true(json_is_null(json_object_get(object, "proof")));
    assert_int_equal(json_object_size(json_object_get(object, "slot")), 3);
    json_decref(object);
    bytes_release(&out);
    entry_release(&entry);
}

static void test_entry__a_damaged_document_is_a_fault_that_names_the_member(void **state)
{
    (void)state;
    struct entry entry;
    struct bytes out;
    struct fault fault;
    bytes_init(&out);
    make_entry(&entry, STATE_RECEIVED);
    document_write(&out, &entry);
    char *text = strstr((char *)out.data, "RECEIVED");
    memcpy(text, "RECEIXED", 8);
    entry_release(&entry);
    assert_int_equal(document_read(&entry, bytes_string(&out), out.length, &fault), RELEASE_E_ENTRY);
    assert_non_null(strstr(fault.detail, "state"));
    entry_release(&entry);
    assert_int_equal(document_read(&entry, "{}", 2, &fault), RELEASE_E_ENTRY);
    entry_release(&entry);
    bytes_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_entry__what_is_saved_is_loaded_again_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_entry__the_state_index_and_the_audit_trail_follow_every_save, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_entry__a_step_outside_the_table_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_entry__an_entry_that_does_not_fit_its_state_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_entry__what_another_run_changed_is_not_overwritten, set_up, tear_down),
        cmocka_unit_test(test_entry__json_has_the_keys_that_always_exist),
        cmocka_unit_test(test_entry__a_damaged_document_is_a_fault_that_names_the_member),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
