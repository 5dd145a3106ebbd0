/*
 * test_decision.c - tests of release/decision.h: who may decide what in which state, and what becomes of it.
 */
#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "release/decision.h"
#include "release/error.h"
#include "release/schedule.h"
#include "release/validate.h"
#include "step/message.h"
#include "support/release.h"

/* What brings a submission posted with these words to a state, and the state. */
static const struct start {
    enum release_state state;
    const char *changes;
    enum decision_kind first, second;
} STARTS[] = {
    {STATE_RECEIVED, "S PARTS=2", 0, 0},
    {STATE_RETURNED, "-N BACK", 0, 0},
    {STATE_DENIED, "S SECURITY-REVIEW=F", 0, 0},
    {STATE_ACCEPTED, "S PREREQ-COUNT=1 PREREQ-ID=BOARD-0", 0, 0},
    {STATE_BOARD, "S CAB-FLAG=Y", 0, 0},
    {STATE_OFFERED, "S REQUESTED-TIME=1200", 0, 0},
    {STATE_SCHEDULED, "", 0, 0},
    {STATE_STAGED, "", DECISION_STAGE, 0},
    {STATE_DEPLOYED, "", DECISION_STAGE, DECISION_SUCCESS},
    {STATE_ROLLED_BACK, "", DECISION_STAGE, DECISION_ROLLED_BACK},
    {STATE_WITHDRAWN, "", DECISION_WITHDRAW, 0},
};

enum { START_COUNT = sizeof STARTS / sizeof STARTS[0] };

/* Who may, and what comes of it: STATE_NEW where the decision is not possible. */
static const struct {
    enum decision_kind kind;
    const char *by;        /* one who may */
    const char *others[6]; /* some who may not */
    enum release_state to;
    enum release_state from[6];
} RULES[] = {
    {DECISION_APPROVE, "fcole", {"nbaker", "bmarsh", "rhollis", "ghost", "vnash"}, STATE_ACCEPTED, {STATE_BOARD}},
    {DECISION_DENY, "nbaker", {"bmarsh", "rhollis", "ounger", "ghost"}, STATE_DENIED,
     {STATE_RECEIVED, STATE_ACCEPTED, STATE_BOARD, STATE_OFFERED, STATE_SCHEDULED}},
    {DECISION_RETURN, "bmarsh", {"rhollis", "ounger", "ghost"}, STATE_RETURNED,
     {STATE_RECEIVED, STATE_ACCEPTED, STATE_BOARD, STATE_OFFERED, STATE_SCHEDULED}},
    {DECISION_ALTERNATE, "rhollis", {"egarza", "bmarsh", "fcole", "ghost"}, STATE_SCHEDULED, {STATE_OFFERED}},
    {DECISION_STAGE, "bmarsh", {"nbaker", "rhollis", "fcole", "ghost"}, STATE_STAGED, {STATE_SCHEDULED}},
    {DECISION_SUCCESS, "bmarsh", {"rhollis", "fcole", "ghost"}, STATE_DEPLOYED, {STATE_STAGED}},
    {DECISION_ROLLED_BACK, "nbaker", {"rhollis", "fcole", "ghost"}, STATE_ROLLED_BACK, {STATE_STAGED, STATE_DEPLOYED}},
    {DECISION_WITHDRAW, "RHollis", {"nbaker", "egarza", "ghost"}, STATE_WITHDRAWN,
     {STATE_RECEIVED, STATE_ACCEPTED, STATE_BOARD, STATE_OFFERED, STATE_SCHEDULED}},
};

enum { RULE_COUNT = sizeof RULES / sizeof RULES[0] };

static int make(struct release_desk *test, enum decision_kind kind, const char *release, const char *by, struct fault *fault)
{
    struct decision decision = {kind, release, by, "because", 1};
    struct package package;
    int code = decision_make(&decision, &test->desk, &package, fault);
    package_release(&package);
    return code;
}

static const char *maker(enum decision_kind kind)
{
    for (size_t i = 0; i < RULE_COUNT; i++)
        if (RULES[i].kind == kind)
            return RULES[i].by;
    return NULL;
}

static void night(struct release_desk *test)
{
    struct tally tally;
    struct fault fault = {0};
    if (validate_run(&test->desk, &tally, &fault) < 0 || schedule_run(&test->desk, &tally, &fault) < 0)
        fail_msg("%s", fault.detail);
}

static bool is_possible(size_t rule, enum release_state state)
{
    for (size_t i = 0; i < 6; i++)
        if (RULES[rule].from[i] == state && state != STATE_NEW)
            return true;
    return false;
}

static void names(char release[16], char key[32], size_t rule, size_t start)
{
    snprintf(release, 16, "R%zu-%02zu.1", rule, start);
    snprintf(key, 32, "R%zu-%02zu.001.F053", rule, start);
}

static enum release_state state_of(struct release_desk *test, const char *key)
{
    struct entry entry;
    release_load(test, key, &entry);
    enum release_state state = entry.state;
    entry_release(&entry);
    return state;
}

/* Each decision in each state, by one who may and by some who may not; each on a submission of its own. */
static void test_decision__each_in_each_state_by_who_may_and_by_who_may_not(void **unused)
{
    (void)unused;
    struct release_desk test;
    struct fault fault;
    char release[16], key[32], changes[96];
    release_desk_open(&test, 20261120, "");
    release_post(&test, "BOARD-0.001.F053", "S CAB-FLAG=Y");
    for (size_t rule = 0; rule < RULE_COUNT; rule++)
        for (size_t start = 0; start < START_COUNT; start++) {
            names(release, key, rule, start);
            snprintf(changes, sizeof changes, "S SYSTEM-ID=S%zuX%zu; %s", rule, start, STARTS[start].changes);
            release_post(&test, key, changes);
        }
    night(&test);
    for (size_t rule = 0; rule < RULE_COUNT; rule++)
        for (size_t start = 0; start < START_COUNT; start++) {
            names(release, key, rule, start);
            enum decision_kind before[] = {STARTS[start].first, STARTS[start].second};
            for (size_t i = 0; i < 2 && before[i] != DECISION_NONE; i++)
                assert_int_equal(make(&test, before[i], release, maker(before[i]), &fault), 0);
            enum release_state state = state_of(&test, key);
            if (state != STARTS[start].state)
                fail_msg("%s is %s, should be %s", key, state_name(state), state_name(STARTS[start].state));
            bool possible = is_possible(rule, state);
            for (size_t i = 0; i < 6 && RULES[rule].others[i] != NULL; i++)
                assert_int_equal(make(&test, RULES[rule].kind, release, RULES[rule].others[i], &fault),
                                 possible ? RELEASE_E_NOT_ALLOWED : RELEASE_E_NOT_NOW);
            assert_int_equal(state_of(&test, key), state);
            int code = make(&test, RULES[rule].kind, release, RULES[rule].by, &fault);
            if (code != (possible ? 0 : RELEASE_E_NOT_NOW))
                fail_msg("decision %d in %s: %s", RULES[rule].kind, state_name(state), fault.detail);
            assert_int_equal(state_of(&test, key), possible ? RULES[rule].to : state);
        }
    release_desk_close(&test);
}

static void test_decision__the_board_does_not_approve_what_is_its_own(void **unused)
{
    (void)unused;
    struct release_desk test;
    struct fault fault;
    release_desk_open(&test, 20261120, "");
    release_post(&test, "A-1.001.F053", "S CAB-FLAG=Y; E MODIFIED-BY=FCole");
    release_post(&test, "A-2.001.F053", "S CAB-FLAG=Y; +A ROLE=LIBR APPROVER-ID=bmarsh DECISION=A DECIDED-DATE=20261117");
    night(&test);
    assert_int_equal(make(&test, DECISION_APPROVE, "A-1.1", "fcole", &fault), RELEASE_E_NOT_ALLOWED);
    assert_non_null(strstr(fault.detail, "modified"));
    assert_int_equal(make(&test, DECISION_APPROVE, "A-1.1", "qreyes", &fault), 0);
    assert_int_equal(make(&test, DECISION_APPROVE, "A-2.1", "qreyes", &fault), 0);
    assert_string_equal(release_outcome(&test, "A-1.001.F053"), "ACCEPTED");
    night(&test);
    assert_string_equal(release_slot(&test, "A-1.001.F053"), "2026-12-01T22:00 Tuesday night");
    release_desk_close(&test);
}

static void test_decision__holds_for_all_parts_and_frees_the_slot(void **unused)
{
    (void)unused;
    struct release_desk test;
    struct fault fault;
    release_desk_open(&test, 20261120, "");
    release_post(&test, "A-1.001.F053", "S PARTS=2");
    release_post(&test, "A-1.001.F052", "S PARTS=2");
    night(&test);
    assert_string_equal(release_slot(&test, "A-1.001.F052"), "2026-12-01T22:00 Tuesday night");
    assert_int_equal(make(&test, DECISION_WITHDRAW, "a-1.001", "rhollis", &fault), 0);
    assert_string_equal(release_outcome(&test, "A-1.001.F052"), "WITHDRAWN");
    assert_string_equal(release_outcome(&test, "A-1.001.F053"), "WITHDRAWN");
    release_post(&test, "A-2.001.F053", "");
    night(&test);
    assert_string_equal(release_slot(&test, "A-2.001.F053"), "2026-12-01T22:00 Tuesday night");
    release_desk_close(&test);
}

static void test_decision__an_alternate_that_was_taken_since_is_refused(void **unused)
{
    (void)unused;
    struct release_desk test;
    struct fault fault;
    struct package package;
    struct decision second = {DECISION_ALTERNATE, "B-1.1", "rhollis", NULL, 2};
    release_desk_open(&test, 20261120, "");
    release_post(&test, "A-1.001.F053", "S REQUESTED-DATE=20261202 REQUESTED-TIME=1200");
    release_post(&test, "B-1.001.F053", "S REQUESTED-DATE=20261202 REQUESTED-TIME=1200");
    night(&test);
    assert_int_equal(make(&test, DECISION_ALTERNATE, "A-1.1", "rhollis", &fault), 0);
    assert_string_equal(release_slot(&test, "A-1.001.F053"), "2026-12-03T22:00 Thursday night");
    assert_int_equal(make(&test, DECISION_ALTERNATE, "B-1.1", "nbaker", &fault), RELEASE_E_ALTERNATE);
    night(&test); /* offers others */
    assert_string_equal(release_outcome(&test, "B-1.001.F053"), "OFFERED 468/REQUESTED-DATE");
    assert_int_equal(decision_make(&second, &test.desk, &package, &fault), 0);
    package_release(&package);
    assert_string_equal(release_slot(&test, "B-1.001.F053"), "2026-12-06T02:00 Sunday morning");
    second.alternate = 4;
    assert_int_equal(decision_make(&second, &test.desk, &package, &fault), RELEASE_E_NOT_NOW);
    package_release(&package);
    release_desk_close(&test);
}

static void test_decision__alternates_follow_a_prerequisite_that_is_booked_later(void **unused)
{
    (void)unused;
    struct release_desk test;
    struct fault fault;
    release_desk_open(&test, 20261120, "");
    release_post(&test, "A-1.001.F053", "");
    release_post(&test, "B-1.001.F053", "S REQUESTED-DATE=20261202 REQUESTED-TIME=1200 PREREQ-COUNT=1 PREREQ-ID=A-1");
    night(&test);
    assert_string_equal(release_slot(&test, "A-1.001.F053"), "2026-12-01T22:00 Tuesday night");
    assert_int_equal(make(&test, DECISION_WITHDRAW, "A-1.1", "rhollis", &fault), 0);
    release_post(&test, "A-1.002.F053", "S ITERATION=2 REQUESTED-DATE=20261210 REQUESTED-TIME=2200");
    night(&test);
    assert_string_equal(release_slot(&test, "A-1.002.F053"), "2026-12-10T22:00 Thursday night");
    assert_string_equal(release_outcome(&test, "B-1.001.F053"), "OFFERED 465/REQUESTED-DATE");
    assert_int_equal(make(&test, DECISION_ALTERNATE, "B-1.1", "rhollis", &fault), 0);
    assert_string_equal(release_slot(&test, "B-1.001.F053"), "2026-12-10T23:30 Thursday night");
    release_desk_close(&test);
}

static void test_decision__words_that_are_missing_or_wrong_are_usage(void **unused)
{
    (void)unused;
    static const struct {
        struct decision decision;
        int code;
    } CASES[] = {
        {{DECISION_DENY, "A-1.1", NULL, "x", 0}, STEP_E_USAGE},
        {{DECISION_DENY, "A-1.1", "nbaker", NULL, 0}, STEP_E_USAGE},
        {{DECISION_DENY, "A-1", "nbaker", "x", 0}, STEP_E_USAGE},
        {{DECISION_DENY, "A-1.0", "nbaker", "x", 0}, STEP_E_USAGE},
        {{DECISION_DENY, "A-1.1x", "nbaker", "x", 0}, STEP_E_USAGE},
        {{DECISION_DENY, "A-1.-1", "nbaker", "x", 0}, STEP_E_USAGE},
        {{DECISION_DENY, "ABCDEFGHIJKLM.1", "nbaker", "x", 0}, STEP_E_USAGE},
        {{DECISION_DENY, ".1", "nbaker", "x", 0}, STEP_E_USAGE},
        {{DECISION_DENY, "A-1.1", "nbaker", "x", 0}, RELEASE_E_NOT_THERE},
    };
    struct release_desk test;
    release_desk_open(&test, 20261120, "");
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct fault fault;
        struct package package;
        assert_int_equal(decision_make(&CASES[i].decision, &test.desk, &package, &fault), CASES[i].code);
        assert_int_equal(decision_return_code(&fault), CASES[i].code == STEP_E_USAGE ? RC_NOT_STARTED : RC_ERROR);
        package_release(&package);
    }
    release_desk_close(&test);
}

static void test_decision__is_refused_when_the_directory_cannot_be_asked(void **unused)
{
    (void)unused;
    struct release_desk test;
    struct fault fault;
    release_desk_open(&test, 20261120, "[people]\nsource = ldap\nuri = ldapi://%2Fno%2Fsuch%2Fsocket\nbase = dc=example,dc=gov\n");
    release_post(&test, "A-1.001.F053", "");
    assert_int_equal(make(&test, DECISION_WITHDRAW, "A-1.1", "rhollis", &fault), RELEASE_E_UNASKED);
    assert_int_equal(decision_return_code(&fault), RC_UNFINISHED);
    assert_string_equal(release_outcome(&test, "A-1.001.F053"), "RECEIVED");
    release_desk_close(&test);
}

static void test_decision__stage_wants_what_was_submitted(void **unused)
{
    (void)unused;
    static const char HASH[] = "f0393febe8baaa55e32f7be2a7cc180bf34e52137d99e056c817a9c07b8f239a"; /* of ABCDE */
    struct release_desk test;
    struct fault fault;
    char changes[256];
    release_desk_open(&test, 20261120, "");
    snprintf(changes, sizeof changes, "S STAGING-REF=r1; +E ELEM-TYPE=FILE ACTION=A HOST=a TO-PATH=/o FROM-PATH=x ELEM-BYTES=5 ELEM-SHA256=%s", HASH);
    release_post(&test, "A-1.001.F052", changes);
    night(&test);
    assert_string_equal(release_outcome(&test, "A-1.001.F052"), "SCHEDULED 459/FROM-PATH");
    assert_int_equal(make(&test, DECISION_STAGE, "A-1.1", "bmarsh", &fault), RELEASE_E_NOT_WHOLE);
    release_file(&test, "staging/r1/x", "ABCDX", 5);
    assert_int_equal(make(&test, DECISION_STAGE, "A-1.1", "bmarsh", &fault), RELEASE_E_NOT_WHOLE);
    release_file(&test, "staging/r1/x", "ABCDE", 5);
    assert_int_equal(make(&test, DECISION_STAGE, "A-1.1", "bmarsh", &fault), 0);
    assert_string_equal(release_outcome(&test, "A-1.001.F052"), "STAGED");
    release_desk_close(&test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decision__each_in_each_state_by_who_may_and_by_who_may_not),
        cmocka_unit_test(test_decision__the_board_does_not_approve_what_is_its_own),
        cmocka_unit_test(test_decision__holds_for_all_parts_and_frees_the_slot),
        cmocka_unit_test(test_decision__an_alternate_that_was_taken_since_is_refused),
        cmocka_unit_test(test_decision__alternates_follow_a_prerequisite_that_is_booked_later),
        cmocka_unit_test(test_decision__words_that_are_missing_or_wrong_are_usage),
        cmocka_unit_test(test_decision__is_refused_when_the_directory_cannot_be_asked),
        cmocka_unit_test(test_decision__stage_wants_what_was_submitted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
