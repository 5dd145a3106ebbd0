/*
 * test_approval.c - tests of release/approval.h and release/authority.h: every reason for which an approval does not
 * count, everyone who may not, and all three answers of the directory.
 */
#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "release/approval.h"
#include "release/authority.h"
#include "release/error.h"
#include "release/validate.h"
#include "support/release.h"

static const struct {
    const char *changes, *expected;
} CASES[] = {
    /* an approval that counts */
    {"A AGCY APPROVER-ID=JFenwick", "ACCEPTED"},
    {"S SYSTEM-ID=MEDICAID; A AGCY APPROVER-ID=tokafor", "ACCEPTED"},
    {"A AGCY APPROVER-ID=tokafor", "ACCEPTED"}, /* a system without approvers of its own */
    {"A CHGM APPROVER-ID=ihart ON-BEHALF-OF=nbaker", "ACCEPTED"},
    {"A CHGM ON-BEHALF-OF=nbaker", "ACCEPTED"}, /* on behalf of oneself is nothing */
    {"+A ROLE=LIBR APPROVER-ID=bmarsh DECISION=A DECIDED-DATE=20261120", "ACCEPTED"},
    {"S AGENCY=DWS SUBMITTER-ID=egarza; A AGCY APPROVER-ID=lnovak", "ACCEPTED"}, /* a group in a group */
    /* one that does not */
    {"A AGCY APPROVER-ID=ghost", "RETURNED 426 450/APPROVER-ID"},
    {"A AGCY APPROVER-ID=", "RETURNED 426 450/APPROVER-ID"},
    {"S AGENCY=FIN SUBMITTER-ID=kbauer; A AGCY APPROVER-ID=vnash", "RETURNED 426 451/APPROVER-ID"},
    {"S AGENCY=FIN SUBMITTER-ID=kbauer; A AGCY APPROVER-ID=zlocke", "RETURNED 426 451/APPROVER-ID"},
    {"A AGCY APPROVER-ID=mroth", "RETURNED 426 452/APPROVER-ID"},
    {"S SYSTEM-ID=MEDICAID", "RETURNED 426 452/APPROVER-ID"},
    {"S SYSTEM-ID=A-B", "RETURNED 426 452/APPROVER-ID"}, /* agcy-chfs-a-b could be read two ways */
    {"A CHGM APPROVER-ID=ounger", "RETURNED 426 452/APPROVER-ID"},
    {"S RISK=H SECURITY-REVIEW=P; +A ROLE=SECR APPROVER-ID=ounger DECISION=A DECIDED-DATE=20261117", "RETURNED 426 452/APPROVER-ID"},
    {"S CAB-FLAG=Y; +A ROLE=CAB APPROVER-ID=ounger DECISION=A DECIDED-DATE=20261117", "BOARD 434/CAB-FLAG 452/APPROVER-ID"},
    {"+A ROLE=LIBR APPROVER-ID=ounger DECISION=A DECIDED-DATE=20261117", "ACCEPTED 452/APPROVER-ID"},
    {"S AGENCY=FIN SUBMITTER-ID=YSoto; A AGCY APPROVER-ID=ysoto", "RETURNED 426 453/APPROVER-ID"},
    {"E MODIFIED-BY=JFENWICK", "RETURNED 426 454/APPROVER-ID"},
    {"E MODIFIED-BY=nbaker; A CHGM APPROVER-ID=ihart ON-BEHALF-OF=nbaker", "RETURNED 426 454/APPROVER-ID"},
    {"S AGENCY=FIN SUBMITTER-ID=kbauer CHANGE-MANAGER-ID=dkane; A AGCY APPROVER-ID=dkane; A CHGM APPROVER-ID=dkane",
     "RETURNED 426 455/APPROVER-ID"},
    {"A AGCY DECIDED-DATE=20261121", "RETURNED 426 456/DECIDED-DATE"},
    {"A AGCY DECIDED-DATE=20261131", "RETURNED 426 456/DECIDED-DATE"},
    {"A AGCY DECIDED-DATE=0", "RETURNED 426 456/DECIDED-DATE"},
    {"A CHGM APPROVER-ID=ihart ON-BEHALF-OF=cvance", "RETURNED 426 457/ON-BEHALF-OF"},
    {"A CHGM APPROVER-ID=ihart ON-BEHALF-OF=ghost", "RETURNED 426 450/APPROVER-ID"},
    /* two that do, and one that does not: nothing is missing */
    {"+A ROLE=AGCY APPROVER-ID=ghost DECISION=A DECIDED-DATE=20261117", "ACCEPTED 450/APPROVER-ID"},
    /* rejections */
    {"+A ROLE=AGCY APPROVER-ID=tokafor DECISION=R DECIDED-DATE=20261117", "DENIED 442/DECISION"},
    {"A CHGM DECISION=R", "DENIED 426 442/DECISION"},
    {"+A ROLE=LIBR APPROVER-ID=bmarsh DECISION=R DECIDED-DATE=20261117", "DENIED 442/DECISION"},
    {"+A ROLE=AGCY APPROVER-ID=ounger DECISION=R DECIDED-DATE=20261117", "ACCEPTED 452/APPROVER-ID"},
    {"+A ROLE=CHGM APPROVER-ID=ihart ON-BEHALF-OF=nbaker DECISION=R DECIDED-DATE=20261117", "DENIED 442/DECISION"},
    {"S AGENCY=FIN SUBMITTER-ID=kbauer; A AGCY APPROVER-ID=ysoto; +A ROLE=AGCY APPROVER-ID=dkane DECISION=R DECIDED-DATE=20261117;"
     "+A ROLE=CHGM APPROVER-ID=dkane DECISION=A DECIDED-DATE=20261117", "DENIED 442/DECISION"},
    /* the stand-in */
    {"S CHANGE-CLASS=E INCIDENT-NO=I RISK=H SECURITY-REVIEW=P; +A ROLE=SECR APPROVER-ID=nbaker DECISION=A DECIDED-DATE=20261117;"
     "+A ROLE=CAB APPROVER-ID=fcole DECISION=A DECIDED-DATE=20261117", "ACCEPTED"},
    {"S RISK=H SECURITY-REVIEW=P; +A ROLE=SECR APPROVER-ID=nbaker DECISION=A DECIDED-DATE=20261117", "RETURNED 426 452/APPROVER-ID"},
    /* the submitter */
    {"S SUBMITTER-ID=ghost", "RETURNED 430/SUBMITTER-ID"},
    {"S SUBMITTER-ID=egarza", "RETURNED 430/SUBMITTER-ID"},
    {"S SUBMITTER-ID=vnash", "RETURNED 430/SUBMITTER-ID"},
    /* the change manager */
    {"S CHANGE-MANAGER-ID=ounger", "RETURNED 431/CHANGE-MANAGER-ID"},
    {"S CHANGE-MANAGER-ID=cvance", "RETURNED 431/CHANGE-MANAGER-ID"},
    {"S CHANGE-MANAGER-ID=ounger CHANGE-CLASS=S; -A CHGM", "RETURNED 431/CHANGE-MANAGER-ID"},
    {"S CHANGE-MANAGER-ID=cvance CHANGE-CLASS=S; -A CHGM", "ACCEPTED"},
};

enum { CASE_COUNT = sizeof CASES / sizeof CASES[0] };

static void test_approval__every_reason_for_which_one_does_not_count(void **unused)
{
    (void)unused;
    struct release_desk test;
    struct tally tally;
    char key[32];
    release_desk_open(&test, 20261120, "");
    for (size_t i = 0; i < CASE_COUNT; i++) {
        snprintf(key, sizeof key, "CHFS-%03zu.001.F053", i);
        release_post(&test, key, CASES[i].changes);
    }
    assert_int_equal(validate_run(&test.desk, &tally, NULL), 0);
    for (size_t i = 0; i < CASE_COUNT; i++) {
        snprintf(key, sizeof key, "CHFS-%03zu.001.F053", i);
        const char *outcome = release_outcome(&test, key);
        if (strcmp(outcome, CASES[i].expected) != 0)
            fail_msg("%s\n  is       %s\n  expected %s", CASES[i].changes, outcome, CASES[i].expected);
    }
    release_desk_close(&test);
}

/* No LDAP server listens there: nothing can be asked. */
static const char SILENT[] = "[people]\nsource = ldap\nuri = ldapi://%2Fno%2Fsuch%2Fsocket\nbase = dc=example,dc=gov\n";

static void test_approval__what_could_not_be_asked_waits_and_is_decided_by_the_next_run(void **unused)
{
    (void)unused;
    static const char KEY[] = "CHFS-0042.001.F053";
    struct release_desk test;
    struct tally tally;
    release_desk_open(&test, 20261120, SILENT);
    release_post(&test, KEY, "-N BACK");
    assert_int_equal(validate_run(&test.desk, &tally, NULL), 0);
    assert_string_equal(release_outcome(&test, KEY), "RECEIVED");
    assert_int_equal(tally.unfinished, 1);
    assert_int_equal(tally.balance.carried, 1);
    assert_int_equal(tally.why.code, RELEASE_E_UNASKED);
    static const char SOURCE[] = "source", PEOPLE[] = "people", LDIF[] = "ldif";
    for (size_t i = 0; i < test.step.config.count; i++)
        if (strcmp(test.step.config.entries[i].section, PEOPLE) == 0 && strcmp(test.step.config.entries[i].key, SOURCE) == 0)
            strcpy(test.step.config.entries[i].value, LDIF);
    release_desk_date(&test, 20261120);
    assert_int_equal(validate_run(&test.desk, &tally, NULL), 0);
    assert_string_equal(release_outcome(&test, KEY), "RETURNED 421");
    assert_int_equal(tally.unfinished, 0);
    release_desk_close(&test);
}

static void test_approval__rights_of_one_person_have_three_answers(void **unused)
{
    (void)unused;
    static const struct {
        const char *uid;
        enum approval_role role;
        const char *agency, *system;
        enum people_answer answer;
    } ASKED[] = {
        {"jfenwick", ROLE_AGCY, "CHFS", "BASE", PEOPLE_YES}, {"jfenwick", ROLE_AGCY, "CHFS", "MEDICAID", PEOPLE_NO},
        {"jfenwick", ROLE_AGCY, "FIN", "BASE", PEOPLE_NO},   {"jfenwick", ROLE_AGCY, "", "BASE", PEOPLE_NO},
        {"nbaker", ROLE_CHGM, "CHFS", "BASE", PEOPLE_YES},   {"gwolfe", ROLE_SECR, "X", "Y", PEOPLE_YES},
        {"bmarsh", ROLE_LIBR, "X", "Y", PEOPLE_YES},         {"qreyes", ROLE_CAB, "X", "Y", PEOPLE_YES},
        {"bmarsh", ROLE_CAB, "X", "Y", PEOPLE_NO},
    };
    struct release_desk test;
    release_desk_open(&test, 20261120, "");
    for (size_t i = 0; i < sizeof ASKED / sizeof ASKED[0]; i++)
        assert_int_equal(authority_is_entitled(test.desk.people, ASKED[i].uid, ASKED[i].role, ASKED[i].agency, ASKED[i].system),
                         ASKED[i].answer);
    struct fault fault;
    assert_int_equal(authority_has_role(test.desk.people, "vnash", 1u << ROLE_LIBR, &fault), PEOPLE_NO);
    assert_non_null(strstr(fault.detail, "inactive"));
    assert_int_equal(authority_has_role(test.desk.people, "ounger", 1u << ROLE_LIBR | 1u << ROLE_CHGM, &fault), PEOPLE_NO);
    assert_non_null(strstr(fault.detail, "chgm or libr"));
    release_desk_close(&test);
    release_desk_open(&test, 20261120, SILENT);
    assert_int_equal(authority_is_entitled(test.desk.people, "jfenwick", ROLE_AGCY, "CHFS", "BASE"), PEOPLE_UNASKED);
    assert_int_equal(authority_has_role(test.desk.people, "bmarsh", 1u << ROLE_LIBR, &fault), PEOPLE_UNASKED);
    release_desk_close(&test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_approval__every_reason_for_which_one_does_not_count),
        cmocka_unit_test(test_approval__what_could_not_be_asked_waits_and_is_decided_by_the_next_run),
        cmocka_unit_test(test_approval__rights_of_one_person_have_three_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
