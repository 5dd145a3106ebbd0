/*
 * test_complete.c - tests of release/complete.h: every row and column of "What a release package must hold".
 *
 * A case is what was changed in a complete submission, and what becomes of it in each class.  The submission is judged
 * by the whole step, so that a finding that would not lead to the state is seen too.
 */
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

#include "release/complete.h"
#include "release/error.h"
#include "release/remark.h"
#include "release/validate.h"
#include "support/release.h"

/* As much as a class asks for: what is not needed in a class is left out. */
static const char STANDARD[] = "S CHANGE-CLASS=S CHANGE-MANAGER-ID=; -A CHGM; -N IMPA; ";
static const char NORMAL[] = "";
static const char EMERGENCY[] = "S CHANGE-CLASS=E INCIDENT-NO=INC-1; ";

static const struct {
    const char *changes;
    const char *standard, *normal, *emergency;
} CASES[] = {
    {"", "ACCEPTED", "ACCEPTED", "ACCEPTED"},
    {"-N INST", "RETURNED 420", "RETURNED 420", "RETURNED 420"},
    {"-N NOTE", "RETURNED 420", "RETURNED 420", "RETURNED 420"},
    {"-N BACK", "RETURNED 421", "RETURNED 421", "RETURNED 421"},
    {"N INST LINE-TEXT=", "RETURNED 420", "RETURNED 420", "RETURNED 420"},
    {"-E", "RETURNED 422", "RETURNED 422", "RETURNED 422"},
    {"S TEST-REF=", "RETURNED 424/TEST-REF", "RETURNED 424/TEST-REF", "ACCEPTED 458/TEST-REF"},
    {"S TEST-DATE=0", "RETURNED 424/TEST-DATE", "RETURNED 424/TEST-DATE", "ACCEPTED 458/TEST-DATE"},
    {"S TEST-REF= TEST-DATE=0", "RETURNED 424/TEST-DATE 424/TEST-REF", "RETURNED 424/TEST-DATE 424/TEST-REF",
     "ACCEPTED 458/TEST-REF"},
    {"S TEST-DATE=20261101", "ACCEPTED", "ACCEPTED", "ACCEPTED"},
    {"S TEST-DATE=20261031", "RETURNED 425/TEST-DATE", "RETURNED 425/TEST-DATE", "RETURNED 425/TEST-DATE"},
    {"S TEST-DATE=20261202", "RETURNED 425/TEST-DATE", "RETURNED 425/TEST-DATE", "RETURNED 425/TEST-DATE"},
    {"-A AGCY", "RETURNED 426", "RETURNED 426", "ACCEPTED 458"},
    {"S SECURITY-REVIEW=F", "DENIED 440/SECURITY-REVIEW", "DENIED 440/SECURITY-REVIEW", "DENIED 440/SECURITY-REVIEW"},
    {"S RISK=M", "ACCEPTED", "ACCEPTED", "ACCEPTED"},
    {"S RISK=H SECURITY-REVIEW=P", "RETURNED 427/RISK", "RETURNED 426", "ACCEPTED 458"},
    {"S RISK=H SECURITY-REVIEW=W; +A ROLE=SECR APPROVER-ID=gwolfe DECISION=A DECIDED-DATE=20261117", "RETURNED 427/RISK",
     "BOARD 434/RISK", "ACCEPTED 458"},
    {"S RISK=H; +A ROLE=SECR APPROVER-ID=gwolfe DECISION=A DECIDED-DATE=20261117",
     "DENIED 427/RISK 441/SECURITY-REVIEW", "DENIED 441/SECURITY-REVIEW", "DENIED 441/SECURITY-REVIEW 458"},
    {"S CAB-FLAG=Y", "ACCEPTED", "BOARD 434/CAB-FLAG", "ACCEPTED 458"},
    {"S IMPACT=1", "ACCEPTED", "BOARD 434/IMPACT", "ACCEPTED 458"},
    {"S IMPACT=1 TARGET-ENV=T", "ACCEPTED", "ACCEPTED", "ACCEPTED"},
    {"S IMPACT=1 TARGET-ENV=D", "ACCEPTED", "ACCEPTED", "ACCEPTED"},
    {"S CAB-FLAG=Y; +A ROLE=CAB APPROVER-ID=fcole DECISION=A DECIDED-DATE=20261117", "ACCEPTED", "ACCEPTED", "ACCEPTED"},
};

/* What some classes leave out, taken from the others. */
static const struct {
    const char *class_words, *changes, *expected;
} MORE[] = {
    {NORMAL, "-N IMPA", "RETURNED 420"},
    {EMERGENCY, "-N IMPA", "RETURNED 420"},
    {NORMAL, "-A CHGM", "RETURNED 426"},
    {EMERGENCY, "-A CHGM", "RETURNED 426"},
    {NORMAL, "S CHANGE-MANAGER-ID=", "RETURNED 431/CHANGE-MANAGER-ID"},
    {EMERGENCY, "S CHANGE-MANAGER-ID=", "RETURNED 431/CHANGE-MANAGER-ID"},
    {EMERGENCY, "S RISK=H SECURITY-REVIEW=P; -A CHGM", "RETURNED 426 426 458"},
    {NORMAL, "E ACTION=A BACKUP-DSN=", "ACCEPTED"},
    {NORMAL, "S CHANGE-CLASS=?; -A CHGM; -N IMPA", "RETURNED 420 426"}, /* unreadable: the strictest class */
    {NORMAL, "S TEST-REF=; -E; -N INST; -N NOTE; -N BACK; -N IMPA; -A AGCY; -A CHGM",
     "RETURNED 420 420 420 421 422 424/TEST-REF 426 426"}, /* all at once */
};

enum { CASE_COUNT = sizeof CASES / sizeof CASES[0], MORE_COUNT = sizeof MORE / sizeof MORE[0] };

static const char *key_of(char key[32], char class, size_t number)
{
    snprintf(key, 32, "CHFS-%c%03zu.001.F053", class, number);
    return key;
}

static void post(struct release_desk *test, char class, size_t number, const char *class_words, const char *changes)
{
    char words[512], key[32];
    snprintf(words, sizeof words, "%s%s", class_words, changes);
    release_post(test, key_of(key, class, number), words);
}

static void check(struct release_desk *test, char class, size_t number, const char *changes, const char *expected)
{
    char key[32];
    const char *outcome = release_outcome(test, key_of(key, class, number));
    if (strcmp(outcome, expected) != 0)
        fail_msg("class %c: %s\n  is       %s\n  expected %s", class, changes, outcome, expected);
}

static void run(struct release_desk *test, int64_t read)
{
    struct tally tally;
    assert_int_equal(validate_run(&test->desk, &tally, NULL), 0);
    assert_int_equal(balance_check(&tally.balance, NULL), 0);
    assert_int_equal(tally.balance.read, read);
}

static void test_complete__every_row_in_every_column(void **unused)
{
    (void)unused;
    struct release_desk test;
    release_desk_open(&test, 20261120, "");
    for (size_t i = 0; i < CASE_COUNT; i++) {
        post(&test, 'S', i, STANDARD, CASES[i].changes);
        post(&test, 'N', i, NORMAL, CASES[i].changes);
        post(&test, 'E', i, EMERGENCY, CASES[i].changes);
    }
    run(&test, 3 * CASE_COUNT);
    for (size_t i = 0; i < CASE_COUNT; i++) {
        check(&test, 'S', i, CASES[i].changes, CASES[i].standard);
        check(&test, 'N', i, CASES[i].changes, CASES[i].normal);
        check(&test, 'E', i, CASES[i].changes, CASES[i].emergency);
    }
    release_desk_close(&test);
}

static void test_complete__what_only_some_classes_need(void **unused)
{
    (void)unused;
    struct release_desk test;
    release_desk_open(&test, 20261120, "");
    for (size_t i = 0; i < MORE_COUNT; i++)
        post(&test, 'M', i, MORE[i].class_words, MORE[i].changes);
    run(&test, MORE_COUNT);
    for (size_t i = 0; i < MORE_COUNT; i++)
        check(&test, 'M', i, MORE[i].changes, MORE[i].expected);
    release_desk_close(&test);
}

static void test_complete__papers_of_an_emergency_are_due_in_business_days(void **unused)
{
    (void)unused;
    struct release_desk test;
    struct tally tally;
    struct entry entry;
    release_desk_open(&test, 20261125, ""); /* a Wednesday; Thursday is Thanksgiving */
    release_post(&test, "CHFS-0042.001.F053", "S CHANGE-CLASS=E INCIDENT-NO=INC-1; -A AGCY");
    assert_int_equal(validate_run(&test.desk, &tally, NULL), 0);
    release_load(&test, "CHFS-0042.001.F053", &entry);
    assert_int_equal(entry.findings.count, 1);
    assert_non_null(strstr(entry.findings.items[0].detail, "20261130"));
    entry_release(&entry);
    release_desk_close(&test);
}

/* What intake adds to what it found itself: nothing about the board, no denial, and nothing twice. */
static void test_complete__what_is_returned_hears_of_all_that_is_missing(void **unused)
{
    (void)unused;
    struct release_desk test;
    struct submission submission;
    struct entry entry;
    struct fault finding;
    release_desk_open(&test, 20261120, "");
    release_post(&test, "CHFS-0042.001.F053", "S IMPACT=1 SECURITY-REVIEW=F TEST-REF=; -N BACK; -A AGCY; A CHGM APPROVER-ID=ghost");
    release_load(&test, "CHFS-0042.001.F053", &entry);
    assert_int_equal(entry_submission(&submission, &entry, &test.desk.forms, NULL), 0);
    fault_set(&finding, RELEASE_E_TEST, "found before, in other words");
    fault_at_record(&finding, 2, "S");
    fault_at_field(&finding, "TEST-REF", 0);
    fault_list_add(&submission.findings, &finding);
    complete_add(&submission.findings, &submission, &test.step.config);
    assert_int_equal(submission.findings.count, 3);
    assert_non_null(remark_find(&submission.findings, RELEASE_E_NO_ROLLBACK, RELEASE_E_NO_ROLLBACK));
    assert_non_null(remark_find(&submission.findings, RELEASE_E_APPROVAL, RELEASE_E_APPROVAL));
    assert_false(remark_denies(&submission.findings));
    submission_release(&submission);
    entry_release(&entry);
    release_desk_close(&test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_complete__every_row_in_every_column),
        cmocka_unit_test(test_complete__what_only_some_classes_need),
        cmocka_unit_test(test_complete__papers_of_an_emergency_are_due_in_business_days),
        cmocka_unit_test(test_complete__what_is_returned_hears_of_all_that_is_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
