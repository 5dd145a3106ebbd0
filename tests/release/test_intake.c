/* test_intake.c - from the drop folder into the register: what is posted, returned, set aside. */
#include "support/house.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "release/entry.h"
#include "release/filing.h"
#include "form/error.h"

static void read_kept(const struct house *house, const char *name, struct bytes *out)
{
    struct fault fault = {0};
    char *path = file_join(house->home, name);
    if (file_read(out, path, 1 << 24, &fault) < 0)
        fail_msg("%s", fault.detail);
    free(path);
}

static enum release_state state_of(struct house *house, const char *key)
{
    struct entry entry;
    struct fault fault = {0};
    enum release_state state = entry_load(&entry, house->reg, NULL, key, &fault) == 0 ? entry.state : STATE_NEW;
    entry_release(&entry);
    return state;
}

static bool entry_says(struct house *house, const char *key, int code)
{
    struct entry entry;
    struct fault fault = {0};
    bool says = false;
    assert_int_equal(entry_load(&entry, house->reg, NULL, key, &fault), 0);
    for (size_t i = 0; i < entry.findings.count; i++)
        says = says || entry.findings.items[i].code == code;
    entry_release(&entry);
    return says;
}

struct wanted {
    const char *name;
    int skip; /* of files with this name */
    struct filing *found;
    struct house *house;
};

static int find_filing(void *user, const struct filing *filing)
{
    struct wanted *wanted = user;
    struct fault fault = {0};
    if (strcmp(filing->name, wanted->name) != 0 || wanted->skip-- > 0)
        return 0;
    filing_release(wanted->found);
    assert_int_equal(filing_load(wanted->found, wanted->house->reg, NULL, filing->sha256, filing->number, &fault), 0);
    return 1;
}

/* The document of the file named NAME, SKIP others of that name passed over. */
static void filing_of(struct house *house, const char *name, int skip, struct filing *filing)
{
    struct fault fault = {0};
    struct wanted wanted = {name, skip, filing, house};
    filing_init(filing);
    if (filing_scan(house->reg, 0, find_filing, &wanted, &fault) != 1)
        fail_msg("no file %s", name);
}

static bool filing_says(const struct filing *filing, int code)
{
    for (size_t i = 0; i < filing->findings.count; i++)
        if (filing->findings.items[i].code == code)
            return true;
    return false;
}

static void test_intake__posts_a_good_file_and_archives_it(void **state)
{
    (void)state;
    struct house house;
    struct filing filing;
    house_init(&house);
    house_put_release(&house, "F053.D1", "CHFS-0042", "1", "7", "60");
    assert_int_equal(house_run(&house), RC_DONE);
    assert_int_equal(state_of(&house, "CHFS-0042.001.F053"), STATE_RECEIVED);
    assert_false(house_has(&house, "drop/F053.D1"));
    assert_true(house_has(&house, "archive/20261120/F053.D1"));
    filing_of(&house, "F053.D1", 0, &filing);
    assert_int_equal(filing.state, FILING_POSTED);
    assert_string_equal(filing.form, "F053");
    assert_string_equal(filing.agency, "CHFS");
    assert_int_equal(filing.file_seq, 7);
    assert_int_equal(filing.records.read, 10);
    assert_int_equal(filing.records.posted, 10);
    assert_int_equal(filing.submissions.posted, 1);
    assert_int_equal(filing.hash_total, 4000);
    assert_string_equal(filing.kept, "archive/20261120/F053.D1");
    struct bytes json;
    bytes_init(&json);
    filing_json(&json, &filing);
    assert_non_null(strstr(bytes_string(&json), "\"name\":\"F053.D1\",\"sha256\":"));
    assert_non_null(strstr(bytes_string(&json), "\"form\":\"F053\",\"agency\":\"CHFS\",\"file_seq\":7,\"state\":\"POSTED\""));
    bytes_release(&json);
    filing_release(&filing);
    struct fault fault = {0};
    struct reg_chain chain;
    assert_int_equal(reg_audit_check(house.reg, &chain, &fault), 0);
    assert_int_equal(chain.count, 2); /* the submission, the file */
    assert_int_equal(house_run(&house), RC_DONE);
    assert_int_equal(house.intake.files.read, 0);
    house_release(&house);
}

static void test_intake__returns_what_can_be_read_and_sets_aside_what_cannot(void **state)
{
    (void)state;
    struct house house;
    struct dropfile file;
    struct filing filing;
    struct bytes kept;
    house_init(&house);
    dropfile_init(&file, "F053");
    dropfile_add(&file, 'H', NULL, NULL);
    dropfile_add_submission(&file, "CHFS-0001", "1");
    dropfile_set(&file, 1, "RISK", "X");
    dropfile_add_submission(&file, "9BAD", "1");
    dropfile_add_submission(&file, "CHFS-0003", "1");
    dropfile_add(&file, 'T', NULL, NULL);
    house_put_file(&house, "F053.D2", &file, DROP_VB);
    assert_int_equal(house_run(&house), RC_ERROR);
    assert_int_equal(state_of(&house, "CHFS-0001.001.F053"), STATE_RETURNED);
    assert_true(entry_says(&house, "CHFS-0001.001.F053", FORM_E_VALUE));
    assert_int_equal(state_of(&house, "CHFS-0003.001.F053"), STATE_RECEIVED);
    filing_of(&house, "F053.D2", 0, &filing);
    assert_int_equal(filing.state, FILING_POSTED);
    assert_int_equal(filing.submissions.read, 3);
    assert_int_equal(filing.submissions.posted, 1);
    assert_int_equal(filing.submissions.returned, 1);
    assert_int_equal(filing.submissions.aside, 1);
    assert_int_equal(filing.records.posted, 10);
    assert_int_equal(filing.records.returned, 8);
    assert_int_equal(filing.records.aside, 8);
    assert_true(filing_says(&filing, FORM_E_NO_KEY));
    assert_string_equal(filing.suspended, "suspense/F053.D2");
    bytes_init(&kept);
    read_kept(&house, "suspense/F053.D2", &kept); /* the records as they came, with their RDWs */
    assert_int_equal(kept.length, 8 * 404);
    assert_memory_equal(kept.data, file.bytes.data + 404 * 9, kept.length);
    read_kept(&house, "suspense/F053.D2.findings.jsonl", &kept);
    assert_non_null(strstr(bytes_string(&kept), "\"id\":\"CUT368\""));
    bytes_release(&kept);
    filing_release(&filing);
    dropfile_release(&file);
    house_release(&house);
}

static void test_intake__sets_a_damaged_file_aside_and_goes_on(void **state)
{
    (void)state;
    struct house house;
    struct filing filing;
    house_init(&house);
    house_put(&house, "A.garbage", "nothing of ours", 15);
    house_put(&house, "B.part", "not complete", 12);
    house_put(&house, "C\xFF\n name", "", 0);
    house_put_release(&house, "D.good", "CHFS-0042", "1", "1", "60");
    assert_int_equal(house_run(&house), RC_ERROR);
    assert_int_equal(state_of(&house, "CHFS-0042.001.F053"), STATE_RECEIVED);
    assert_true(house_has(&house, "suspense/A.garbage"));
    assert_true(house_has(&house, "suspense/A.garbage.findings.jsonl"));
    assert_true(house_has(&house, "drop/B.part"));
    assert_true(house_has(&house, "suspense/C\\xFF\\x0A name"));
    filing_of(&house, "A.garbage", 0, &filing);
    assert_int_equal(filing.state, FILING_ASIDE);
    assert_true(filing_says(&filing, FORM_E_UNKNOWN));
    filing_release(&filing);
    assert_int_equal(house.intake.files.read, 3);
    assert_int_equal(house.intake.files.aside, 2);
    house_release(&house);
}

static void test_intake__the_same_bytes_again_are_a_duplicate(void **state)
{
    (void)state;
    struct house house;
    struct filing filing;
    house_init(&house);
    house_put_release(&house, "F053.D1", "CHFS-0042", "1", "1", "60");
    house_run(&house);
    for (int again = 1; again <= 3; again++) {
        house_put_release(&house, "F053.D1", "CHFS-0042", "1", "1", "60");
        assert_int_equal(house_run(&house), RC_WARNING);
        filing_of(&house, "F053.D1", again, &filing);
        assert_int_equal(filing.state, FILING_DUPLICATE);
        assert_int_equal(filing.number, again);
        assert_true(filing_says(&filing, INTAKE_W_SEEN));
        assert_int_equal(filing.records.aside, 10);
        filing_release(&filing);
    }
    assert_true(house_has(&house, "suspense/F053.D1"));
    assert_true(house_has(&house, "suspense/F053.D1.2"));
    assert_true(house_has(&house, "suspense/F053.D1.3"));
    house_put_release(&house, "F053.other-name", "CHFS-0042", "1", "1", "60");
    assert_int_equal(house_run(&house), RC_WARNING);
    assert_int_equal(state_of(&house, "CHFS-0042.001.F053"), STATE_RECEIVED);
    house_release(&house);
}

static void test_intake__file_seq_is_one_more_than_the_last(void **state)
{
    (void)state;
    struct house house;
    struct filing filing;
    house_init(&house);
    house_put_release(&house, "D.40", "CHFS-0001", "1", "40", "60");
    assert_int_equal(house_run(&house), RC_DONE); /* the first may have any number */
    house_put_release(&house, "D.42", "CHFS-0002", "1", "42", "60");
    assert_int_equal(house_run(&house), RC_DONE);
    filing_of(&house, "D.42", 0, &filing);
    assert_true(filing_says(&filing, INTAKE_W_GAP));
    filing_release(&filing);
    house_put_release(&house, "D.41", "CHFS-0003", "1", "41", "60"); /* the missing one comes later */
    assert_int_equal(house_run(&house), RC_DONE);
    filing_of(&house, "D.41", 0, &filing);
    assert_int_equal(filing.findings_total, 0);
    filing_release(&filing);
    house_put_release(&house, "D.42b", "CHFS-0004", "1", "42", "60");
    assert_int_equal(house_run(&house), RC_ERROR);
    filing_of(&house, "D.42b", 0, &filing);
    assert_int_equal(filing.state, FILING_ASIDE);
    assert_true(filing_says(&filing, INTAKE_E_SEQUENCE));
    filing_release(&filing);
    assert_int_equal(state_of(&house, "CHFS-0004.001.F053"), STATE_NEW);
    house_release(&house);
}

static void test_intake__a_number_sent_twice_is_a_duplicate_or_set_aside(void **state)
{
    (void)state;
    struct house house;
    struct filing filing;
    house_init(&house);
    house_put_release(&house, "D.1", "CHFS-0042", "1", "1", "60");
    house_run(&house);
    house_put_release(&house, "D.2", "CHFS-0042", "1", "2", "60");
    assert_int_equal(house_run(&house), RC_WARNING);
    filing_of(&house, "D.2", 0, &filing);
    assert_int_equal(filing.submissions.duplicate, 1);
    assert_true(filing_says(&filing, INTAKE_W_DUPLICATE));
    filing_release(&filing);
    house_put_release(&house, "D.3", "CHFS-0042", "1", "3", "90");
    assert_int_equal(house_run(&house), RC_ERROR);
    filing_of(&house, "D.3", 0, &filing);
    assert_int_equal(filing.submissions.aside, 1);
    assert_true(filing_says(&filing, INTAKE_E_CONTENT));
    filing_release(&filing);
    house_release(&house);
}

static void test_intake__a_new_iteration_supersedes_what_waits(void **state)
{
    (void)state;
    struct house house;
    house_init(&house);
    house_put_release(&house, "D.1", "CHFS-0042", "1", "1", "60");
    house_run(&house);
    house_put_release(&house, "D.2", "CHFS-0042", "3", "2", "90");
    assert_int_equal(house_run(&house), RC_DONE);
    assert_int_equal(state_of(&house, "CHFS-0042.001.F053"), STATE_SUPERSEDED);
    assert_int_equal(state_of(&house, "CHFS-0042.003.F053"), STATE_RECEIVED);
    assert_true(entry_says(&house, "CHFS-0042.003.F053", INTAKE_W_SKIPPED));
    house_put_release(&house, "D.3", "CHFS-0042", "2", "3", "90"); /* late: a newer one is there */
    assert_int_equal(house_run(&house), RC_DONE);
    assert_int_equal(state_of(&house, "CHFS-0042.002.F053"), STATE_SUPERSEDED);
    assert_true(entry_says(&house, "CHFS-0042.002.F053", INTAKE_W_LATE));
    assert_int_equal(state_of(&house, "CHFS-0042.003.F053"), STATE_RECEIVED);
    house_release(&house);
}

/* Bring an entry to STAGED by the steps that state.h allows. */
static void stage(struct house *house, const char *key)
{
    static const enum release_state STEPS[] = {STATE_ACCEPTED, STATE_SCHEDULED, STATE_STAGED};
    struct entry entry;
    struct reg_txn *txn;
    struct fault fault = {0};
    assert_int_equal(entry_load(&entry, house->reg, NULL, key, &fault), 0);
    for (size_t i = 0; i < 3; i++) {
        enum release_state from = entry.state;
        entry.state = STEPS[i];
        entry.has_slot = i > 0;
        entry.slot = (struct entry_slot){.window = "W", .start = 1, .end = 2, .start_text = "a", .end_text = "b"};
        assert_int_equal(reg_begin(house->reg, &txn, &fault), 0);
        if (entry_save(house->reg, txn, &entry, &(struct entry_change){from, "test", "moved", "", 1}, &fault) < 0)
            fail_msg("%s", fault.detail);
        assert_int_equal(reg_commit(txn, &fault), 0);
    }
    entry_release(&entry);
}

static void test_intake__an_iteration_is_refused_while_one_is_staged(void **state)
{
    (void)state;
    struct house house;
    struct filing filing;
    house_init(&house);
    house_put_release(&house, "D.1", "CHFS-0042", "1", "1", "60");
    house_run(&house);
    stage(&house, "CHFS-0042.001.F053");
    house_put_release(&house, "D.2", "CHFS-0042", "2", "2", "60");
    assert_int_equal(house_run(&house), RC_ERROR);
    assert_int_equal(state_of(&house, "CHFS-0042.001.F053"), STATE_STAGED);
    assert_int_equal(state_of(&house, "CHFS-0042.002.F053"), STATE_NEW);
    filing_of(&house, "D.2", 0, &filing);
    assert_true(filing_says(&filing, INTAKE_E_STAGED));
    filing_release(&filing);
    house_release(&house);
}

static void test_intake__a_done_file_completes_its_own(void **state)
{
    (void)state;
    struct house house;
    struct fault fault = {0};
    static const char CONFIG[] = "[intake]\ncomplete = done\n";
    house_init(&house);
    char *path = file_join(house.home, "conf");
    assert_int_equal(file_write(path, CONFIG, sizeof CONFIG - 1, &fault), 0);
    assert_int_equal(config_read(&house.config, path, &fault), 0);
    house_put_release(&house, "D.1", "CHFS-0042", "1", "1", "60");
    house_put_release(&house, "D.2", "CHFS-0043", "1", "2", "60");
    house_put(&house, "D.1.done", "", 0);
    house_put(&house, "D.0.done", "", 0); /* of a file that is gone */
    assert_int_equal(house_run(&house), RC_DONE);
    assert_int_equal(house.intake.files.read, 1);
    assert_false(house_has(&house, "drop/D.1.done"));
    assert_false(house_has(&house, "drop/D.0.done"));
    assert_true(house_has(&house, "drop/D.2"));
    free(path);
    house_release(&house);
}

static void test_intake__a_file_that_cannot_be_read_is_carried(void **state)
{
    (void)state;
    struct house house;
    struct fault fault = {0};
    static const char CONFIG[] = "[form F053]\ncodepage = NO-SUCH-PAGE\n";
    house_init(&house);
    char *path = file_join(house.home, "conf");
    assert_int_equal(file_write(path, CONFIG, sizeof CONFIG - 1, &fault), 0);
    assert_int_equal(config_read(&house.config, path, &fault), 0);
    house_put_release(&house, "D.1", "CHFS-0042", "1", "1", "60");
    assert_int_equal(house_run(&house), RC_UNFINISHED);
    assert_int_equal(house.intake.files.carried, 1);
    assert_true(house_has(&house, "intake/D.1"));
    assert_int_equal(house_run(&house), RC_UNFINISHED);
    assert_true(house_has(&house, "intake/D.1"));
    free(path);
    house_release(&house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_intake__posts_a_good_file_and_archives_it),
        cmocka_unit_test(test_intake__returns_what_can_be_read_and_sets_aside_what_cannot),
        cmocka_unit_test(test_intake__sets_a_damaged_file_aside_and_goes_on),
        cmocka_unit_test(test_intake__the_same_bytes_again_are_a_duplicate),
        cmocka_unit_test(test_intake__file_seq_is_one_more_than_the_last),
        cmocka_unit_test(test_intake__a_number_sent_twice_is_a_duplicate_or_set_aside),
        cmocka_unit_test(test_intake__a_new_iteration_supersedes_what_waits),
        cmocka_unit_test(test_intake__an_iteration_is_refused_while_one_is_staged),
        cmocka_unit_test(test_intake__a_done_file_completes_its_own),
        cmocka_unit_test(test_intake__a_file_that_cannot_be_read_is_carried),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
