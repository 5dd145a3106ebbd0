/*
 * test_validate.c - tests of release/validate.h: parts, prerequisites, staging, and the third time without rollback.
 */
#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "release/error.h"
#include "release/validate.h"
#include "support/release.h"

static void validate(struct release_desk *test, struct tally *tally)
{
    struct fault fault = {0};
    if (validate_run(&test->desk, tally, &fault) < 0)
        fail_msg("%s", fault.detail);
    assert_int_equal(balance_check(&tally->balance, NULL), 0);
}

static void test_validate__parts_are_decided_together(void **unused)
{
    (void)unused;
    static const struct {
        const char *f053, *f052, *is053, *is052;
    } CASES[] = {
        {"S PARTS=2", "S PARTS=2", "ACCEPTED", "ACCEPTED"},
        {"S PARTS=2", NULL, "RECEIVED", NULL},
        {NULL, "S PARTS=2", NULL, "RECEIVED"},
        {"S PARTS=2; -N BACK", "S PARTS=2", "RETURNED 421", "RETURNED 433/PARTS"},
        {"S PARTS=2", "S PARTS=2 SECURITY-REVIEW=F", "DENIED 445/PARTS", "DENIED 440/SECURITY-REVIEW"},
        {"S PARTS=2; -N BACK", "S PARTS=2 SECURITY-REVIEW=F", "DENIED 421 445/PARTS", "DENIED 440/SECURITY-REVIEW"},
        {"S PARTS=2 CAB-FLAG=Y", "S PARTS=2", "BOARD 434/CAB-FLAG", "BOARD"},
        {"S PARTS=1", "S PARTS=1", "RETURNED 433/PARTS", "RETURNED 433/PARTS"},
        {"S PARTS=2", "S PARTS=1", "RETURNED 433/PARTS", "RETURNED 433/PARTS"},
        /* of one person's two roles in two parts the first stands, and a modifier of either part approves neither */
        {"S PARTS=2; E MODIFIED-BY=x", "S PARTS=2; E MODIFIED-BY=jfenwick", "RETURNED 426 454/APPROVER-ID", "RETURNED 426 454/APPROVER-ID"},
        {"S PARTS=2 AGENCY=FIN SUBMITTER-ID=kbauer; A AGCY APPROVER-ID=ysoto; A CHGM APPROVER-ID=dkane; S CHANGE-MANAGER-ID=dkane",
         "S PARTS=2 AGENCY=FIN SUBMITTER-ID=kbauer; A AGCY APPROVER-ID=dkane", "RETURNED 426 431/CHANGE-MANAGER-ID 455/APPROVER-ID", "RETURNED 433/PARTS"},
    };
    struct release_desk test;
    struct tally tally;
    char key[32];
    release_desk_open(&test, 20261120, "");
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
        for (int part = 0; part < 2; part++) {
            const char *changes = part == 0 ? CASES[i].f053 : CASES[i].f052;
            snprintf(key, sizeof key, "CHFS-%02zu.001.%s", i, part == 0 ? "F053" : "F052");
            if (changes != NULL)
                release_post(&test, key, changes);
        }
    validate(&test, &tally);
    assert_int_equal(tally.balance.carried, 2);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
        for (int part = 0; part < 2; part++) {
            const char *expected = part == 0 ? CASES[i].is053 : CASES[i].is052;
            snprintf(key, sizeof key, "CHFS-%02zu.001.%s", i, part == 0 ? "F053" : "F052");
            if (expected != NULL && strcmp(release_outcome(&test, key), expected) != 0)
                fail_msg("%s is %s, expected %s", key, release_outcome(&test, key), expected);
        }
    release_desk_close(&test);
}

static void test_validate__a_part_that_comes_late_is_judged_by_what_became_of_the_other(void **unused)
{
    (void)unused;
    struct release_desk test;
    struct tally tally;
    release_desk_open(&test, 20261120, "");
    release_post(&test, "A-1.001.F053", "S PARTS=2");
    release_post(&test, "B-1.001.F053", "S PARTS=1");
    release_post(&test, "C-1.001.F053", "S PARTS=1; -N BACK");
    validate(&test, &tally);
    release_post(&test, "A-1.001.F052", "S PARTS=2");
    release_post(&test, "B-1.001.F052", "S PARTS=2");
    release_post(&test, "C-1.001.F052", "S PARTS=2");
    validate(&test, &tally);
    assert_int_equal(tally.balance.read, 4);
    assert_string_equal(release_outcome(&test, "A-1.001.F053"), "ACCEPTED");
    assert_string_equal(release_outcome(&test, "A-1.001.F052"), "ACCEPTED");
    assert_string_equal(release_outcome(&test, "B-1.001.F053"), "ACCEPTED");
    assert_string_equal(release_outcome(&test, "B-1.001.F052"), "RETURNED 433/PARTS");
    assert_string_equal(release_outcome(&test, "C-1.001.F052"), "RETURNED 433/PARTS");
    release_desk_close(&test);
}

static void test_validate__an_unknown_prerequisite_returns_and_a_known_one_does_not(void **unused)
{
    (void)unused;
    struct release_desk test;
    struct tally tally;
    release_desk_open(&test, 20261120, "");
    release_post(&test, "A-1.001.F053", "S PREREQ-COUNT=1 PREREQ-ID=NOWHERE-1");
    release_post(&test, "B-1.001.F053", "S PREREQ-COUNT=2 PREREQ-ID=A-1 PREREQ-ID/2=NOWHERE-2");
    release_post(&test, "C-1.001.F053", "S PREREQ-COUNT=1 PREREQ-ID=A-1");
    release_post(&test, "D-1.001.F053", "S PREREQ-COUNT=1 PREREQ-ID=D-1");
    release_post(&test, "E-1.001.F053", "S PREREQ-COUNT=1");
    validate(&test, &tally);
    assert_string_equal(release_outcome(&test, "A-1.001.F053"), "RETURNED 432/PREREQ-ID");
    assert_string_equal(release_outcome(&test, "B-1.001.F053"), "RETURNED 432/PREREQ-ID");
    assert_string_equal(release_outcome(&test, "C-1.001.F053"), "ACCEPTED");
    assert_string_equal(release_outcome(&test, "D-1.001.F053"), "RETURNED 432/PREREQ-ID");
    assert_string_equal(release_outcome(&test, "E-1.001.F053"), "RETURNED 432/PREREQ-ID");
    release_desk_close(&test);
}

static void test_validate__the_third_time_without_rollback_strategy_is_denied(void **unused)
{
    (void)unused;
    struct release_desk test;
    struct tally tally;
    char key[32];
    release_desk_open(&test, 20261120, "");
    for (int iteration = 1; iteration <= 3; iteration++) {
        snprintf(key, sizeof key, "A-1.%03d.F053", iteration);
        release_post(&test, key, "-N BACK");
        snprintf(key, sizeof key, "B-1.%03d.F053", iteration);
        release_post(&test, key, iteration == 2 ? "-N INST" : "-N BACK");
        validate(&test, &tally);
    }
    assert_string_equal(release_outcome(&test, "A-1.002.F053"), "RETURNED 421");
    assert_string_equal(release_outcome(&test, "A-1.003.F053"), "DENIED 421 443");
    assert_string_equal(release_outcome(&test, "B-1.003.F053"), "RETURNED 421"); /* once for it before, not twice */
    release_desk_close(&test);
}

/* "S ...; +E ... ELEM-BYTES=n ELEM-SHA256=..." of DATA, with the placeholder %s for both. */
static void post_staged(struct release_desk *test, const char *key, const char *format, const char *data, size_t length)
{
    char words[512], hex[HASH_HEX_SIZE], amounts[128];
    uint8_t digest[HASH_BYTES];
    hash_of(digest, data, length);
    snprintf(amounts, sizeof amounts, "ELEM-BYTES=%zu ELEM-SHA256=%s", length, hash_hex(hex, digest));
    snprintf(words, sizeof words, "%s %s", format, amounts);
    release_post(test, key, words);
}

static void put_member(struct release_desk *test, const char *name, const char *member, const char *data, size_t length)
{
    struct dataset dataset = {.organization = member != NULL ? DATASET_PO : DATASET_PS, .recfm = DATASET_VB, .lrecl = 84};
    struct fault fault = {0};
    snprintf(dataset.name, sizeof dataset.name, "%s", name);
    if (catalog_define(test->desk.catalog, &dataset, &fault) < 0 ||
        dataset_put(test->desk.catalog, &dataset, member, data, length, &fault) < 0)
        fail_msg("%s", fault.detail);
}

static void test_validate__staged_bytes_are_those_submitted_or_deny(void **unused)
{
    (void)unused;
    static const char WITH_RDW[] = "\0\7\0\0ABC\0\6\0\0DE"; /* two records, ABC and DE */
    static const char F053[] = "+E ELEM-TYPE=SRCE ACTION=A MEMBER=PGMB TO-DSN=CHFS.PROD.SRC FROM-DSN=CHFS.STAGE.SRC";
    static const char F052[] = "S STAGING-REF=chfs/r1; +E ELEM-TYPE=FILE ACTION=A HOST=app1 TO-PATH=/opt/x FROM-PATH=bin/x";
    struct release_desk test;
    struct tally tally;
    release_desk_open(&test, 20261120, "");
    put_member(&test, "CHFS.STAGE.SRC", "PGMB", WITH_RDW, sizeof WITH_RDW - 1);
    put_member(&test, "CHFS.STAGE.SEQ", NULL, WITH_RDW, sizeof WITH_RDW - 1);
    release_file(&test, "staging/chfs/r1/bin/x", "ABCDE", 5);
    release_file(&test, "secret", "ABCDE", 5);
    post_staged(&test, "A-1.001.F053", F053, "ABCDE", 5); /* without separators or RDW */
    post_staged(&test, "A-2.001.F053", F053, "ABCDF", 5);
    post_staged(&test, "A-3.001.F053", F053, "ABCDEF", 6);
    post_staged(&test, "A-4.001.F053", "+E ELEM-TYPE=SRCE ACTION=A MEMBER=PGMC TO-DSN=C.D FROM-DSN=CHFS.STAGE.SRC", "ABCDE", 5);
    post_staged(&test, "A-5.001.F053", "+E ELEM-TYPE=SEQ ACTION=A TO-DSN=C.D FROM-DSN=CHFS.STAGE.SEQ", "ABCDE", 5);
    post_staged(&test, "A-6.001.F053", "+E ELEM-TYPE=SRCE ACTION=A MEMBER=PGMB TO-DSN=C.D FROM-DSN=CHFS.STAGE.NONE", "ABCDE", 5);
    post_staged(&test, "B-1.001.F052", F052, "ABCDE", 5);
    post_staged(&test, "B-2.001.F052", F052, "ABCDF", 5);
    post_staged(&test, "B-3.001.F052", "S STAGING-REF=chfs/r2; +E ELEM-TYPE=FILE ACTION=A HOST=a TO-PATH=/o FROM-PATH=bin/x", "ABCDE", 5);
    /* a path that climbs out of staging is not there, whatever lies where it leads */
    post_staged(&test, "B-4.001.F052", "S STAGING-REF=chfs/r1; +E ELEM-TYPE=FILE ACTION=A HOST=a TO-PATH=/o FROM-PATH=../../../secret", "ABCDE", 5);
    post_staged(&test, "B-5.001.F052", "S STAGING-REF=..; +E ELEM-TYPE=FILE ACTION=A HOST=a TO-PATH=/o FROM-PATH=secret", "ABCDE", 5);
    validate(&test, &tally);
    assert_string_equal(release_outcome(&test, "A-1.001.F053"), "ACCEPTED");
    assert_string_equal(release_outcome(&test, "A-2.001.F053"), "DENIED 444/ELEM-SHA256");
    assert_string_equal(release_outcome(&test, "A-3.001.F053"), "DENIED 444/ELEM-BYTES");
    assert_string_equal(release_outcome(&test, "A-4.001.F053"), "ACCEPTED 459/FROM-DSN");
    assert_string_equal(release_outcome(&test, "A-5.001.F053"), "ACCEPTED");
    assert_string_equal(release_outcome(&test, "A-6.001.F053"), "ACCEPTED 459/FROM-DSN");
    assert_string_equal(release_outcome(&test, "B-1.001.F052"), "ACCEPTED");
    assert_string_equal(release_outcome(&test, "B-2.001.F052"), "DENIED 444/ELEM-SHA256");
    assert_string_equal(release_outcome(&test, "B-3.001.F052"), "ACCEPTED 459/FROM-PATH");
    assert_string_equal(release_outcome(&test, "B-4.001.F052"), "ACCEPTED 459/FROM-PATH");
    assert_string_equal(release_outcome(&test, "B-5.001.F052"), "ACCEPTED 459/FROM-PATH");
    assert_int_equal(tally.balance.denied, 3);
    assert_int_equal(tally.balance.hash_total, 56); /* all ELEM-BYTES */
    release_desk_close(&test);
}

static void test_validate__run_again_it_finds_nothing_to_do(void **unused)
{
    (void)unused;
    struct release_desk test;
    struct tally tally;
    release_desk_open(&test, 20261120, "");
    for (int i = 0; i < 450; i++) { /* more than two batches */
        char key[32];
        snprintf(key, sizeof key, "CHFS-%04d.001.F053", i);
        release_post(&test, key, i % 3 == 0 ? "-N BACK" : "");
    }
    validate(&test, &tally);
    assert_int_equal(tally.balance.read, 450);
    assert_int_equal(tally.balance.posted, 300);
    assert_int_equal(tally.balance.returned, 150);
    validate(&test, &tally);
    assert_int_equal(tally.balance.read, 0);
    assert_string_equal(release_outcome(&test, "CHFS-0447.001.F053"), "RETURNED 421");
    release_desk_close(&test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_validate__parts_are_decided_together),
        cmocka_unit_test(test_validate__a_part_that_comes_late_is_judged_by_what_became_of_the_other),
        cmocka_unit_test(test_validate__an_unknown_prerequisite_returns_and_a_known_one_does_not),
        cmocka_unit_test(test_validate__the_third_time_without_rollback_strategy_is_denied),
        cmocka_unit_test(test_validate__staged_bytes_are_those_submitted_or_deny),
        cmocka_unit_test(test_validate__run_again_it_finds_nothing_to_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
