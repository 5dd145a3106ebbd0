/*
 * test_schedule.c - tests of release/schedule.h: where each release is booked and why not, and beside a slow model.
 */
#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "release/decision.h"
#include "release/error.h"
#include "release/schedule.h"
#include "release/validate.h"
#include "support/release.h"

static void night(struct release_desk *test, struct tally *tally)
{
    struct fault fault = {0};
    if (validate_run(&test->desk, tally, &fault) < 0 || schedule_run(&test->desk, tally, &fault) < 0)
        fail_msg("%s", fault.detail);
    assert_int_equal(balance_check(&tally->balance, NULL), 0);
}

/* On Friday 20 November 2026; windows are Tuesday and Thursday 22:00 to 04:00 and Sunday 02:00 to 10:00, but from the
 * 25th to the 29th nothing.  Each case has a system of its own. */
static const struct {
    const char *changes, *outcome, *slot;
} CASES[] = {
    {"", "SCHEDULED", "2026-12-01T22:00 Tuesday night"},
    {"S DURATION-MIN=300 BACKOUT-MIN=60", "SCHEDULED", "2026-12-01T22:00 Tuesday night"},
    {"S DURATION-MIN=300 BACKOUT-MIN=61", "OFFERED 468/REQUESTED-DATE", ""}, /* both must fit */
    {"S REQUESTED-TIME=2159", "OFFERED 468/REQUESTED-DATE", ""},
    {"S REQUESTED-DATE=20261202 REQUESTED-TIME=0230", "SCHEDULED", "2026-12-02T02:30 Tuesday night"},
    {"S REQUESTED-DATE=20261202 REQUESTED-TIME=0231", "OFFERED 468/REQUESTED-DATE", ""},
    /* the lead time, of class N in production only */
    {"S REQUESTED-DATE=20261124", "OFFERED 464/REQUESTED-DATE", ""},
    {"S REQUESTED-DATE=20261124 LATEST-DATE=20261210", "SCHEDULED", "2026-12-01T22:00 Tuesday night"},
    {"S REQUESTED-DATE=20261124 LATEST-DATE=20261130", "OFFERED 464/REQUESTED-DATE", ""},
    {"S REQUESTED-DATE=20261124 LATEST-DATE=20261201", "SCHEDULED", "2026-12-01T22:00 Tuesday night"},
    {"S CHANGE-CLASS=S REQUESTED-DATE=20261122 REQUESTED-TIME=0200", "SCHEDULED", "2026-11-22T02:00 Sunday morning"},
    {"S CHANGE-CLASS=S REQUESTED-DATE=20261124", "SCHEDULED", "2026-11-24T22:00 Tuesday night"},
    {"S TARGET-ENV=T REQUESTED-DATE=20261123 REQUESTED-TIME=1000", "SCHEDULED", "2026-11-23T10:00"},
    {"S TARGET-ENV=D REQUESTED-DATE=20261126 REQUESTED-TIME=1000", "SCHEDULED", "2026-11-26T10:00"},
    /* blackouts */
    {"S REQUESTED-DATE=20261126 REQUESTED-TIME=2200", "OFFERED 467/REQUESTED-DATE", ""},
    {"S REQUESTED-DATE=20261126 REQUESTED-TIME=2200 LATEST-DATE=20261203", "SCHEDULED", "2026-12-01T22:00 Tuesday night"},
    {"S CHANGE-CLASS=S REQUESTED-DATE=20261124 REQUESTED-TIME=2330", "OFFERED 467/REQUESTED-DATE", ""}, /* runs into it */
    /* what has passed */
    {"S CHANGE-CLASS=S REQUESTED-DATE=20261119", "OFFERED 463/REQUESTED-DATE", ""},
    {"S CHANGE-CLASS=S REQUESTED-DATE=20261119 LATEST-DATE=20261123", "SCHEDULED", "2026-11-22T02:00 Sunday morning"},
    {"S TARGET-ENV=D REQUESTED-DATE=20261119 LATEST-DATE=20261123", "SCHEDULED", "2026-11-20T21:00"},
    /* emergencies */
    {"S CHANGE-CLASS=E INCIDENT-NO=I REQUESTED-DATE=20261120 REQUESTED-TIME=2100", "SCHEDULED", "2026-11-20T21:00"},
    {"S CHANGE-CLASS=E INCIDENT-NO=I REQUESTED-DATE=20261120 REQUESTED-TIME=2059", "OFFERED 463/REQUESTED-DATE", ""},
    {"S CHANGE-CLASS=E INCIDENT-NO=I REQUESTED-DATE=20261122 REQUESTED-TIME=0300", "SCHEDULED", "2026-11-22T03:00 Sunday morning"},
    {"S CHANGE-CLASS=E INCIDENT-NO=I REQUESTED-DATE=20261126 REQUESTED-TIME=0300", "SCHEDULED 460/REQUESTED-DATE", "2026-11-26T03:00"},
    {"S CHANGE-CLASS=E INCIDENT-NO=I REQUESTED-DATE=20261126 TARGET-ENV=T", "SCHEDULED", "2026-11-26T22:00"},
};

enum { CASE_COUNT = sizeof CASES / sizeof CASES[0] };

static void test_schedule__a_release_alone_is_booked_as_its_class_and_environment_allow(void **unused)
{
    (void)unused;
    struct release_desk test;
    struct tally tally;
    char key[32], changes[160];
    release_desk_open(&test, 20261120, "");
    for (size_t i = 0; i < CASE_COUNT; i++) {
        snprintf(key, sizeof key, "A-%02zu.001.F053", i);
        snprintf(changes, sizeof changes, "S SYSTEM-ID=S%zu; %s", i, CASES[i].changes);
        release_post(&test, key, changes);
    }
    night(&test, &tally);
    for (size_t i = 0; i < CASE_COUNT; i++) {
        snprintf(key, sizeof key, "A-%02zu.001.F053", i);
        if (strcmp(release_outcome(&test, key), CASES[i].outcome) != 0)
            fail_msg("%s is %s, expected %s", CASES[i].changes, release_outcome(&test, key), CASES[i].outcome);
        if (strcmp(release_slot(&test, key), CASES[i].slot) != 0)
            fail_msg("%s has %s, expected %s", CASES[i].changes, release_slot(&test, key), CASES[i].slot);
    }
    release_desk_close(&test);
}

static void test_schedule__one_system_one_release_emergencies_first_then_who_came_first(void **unused)
{
    (void)unused;
    struct release_desk test;
    struct tally tally;
    struct entry entry;
    release_desk_open(&test, 20261118, "");
    release_post(&test, "M-1.001.F053", "S LATEST-DATE=20261210");
    validate_run(&test.desk, &tally, NULL);
    release_desk_date(&test, 20261120);
    release_post(&test, "A-1.001.F053", "S LATEST-DATE=20261210");
    release_post(&test, "B-1.001.F053", "");
    release_post(&test, "C-1.001.F053", "S SYSTEM-ID=OTHER");
    release_post(&test, "D-1.001.F053", "S AGENCY=DWS SUBMITTER-ID=egarza; A AGCY APPROVER-ID=mroth"); /* BASE of another agency */
    release_post(&test, "Z-1.001.F053", "S CHANGE-CLASS=E INCIDENT-NO=I REQUESTED-TIME=2230");
    night(&test, &tally);
    assert_string_equal(release_slot(&test, "Z-1.001.F053"), "2026-12-01T22:30 Tuesday night");
    assert_string_equal(release_slot(&test, "M-1.001.F053"), "2026-12-02T00:00 Tuesday night");
    assert_string_equal(release_slot(&test, "A-1.001.F053"), "2026-12-02T01:30 Tuesday night");
    assert_string_equal(release_outcome(&test, "B-1.001.F053"), "OFFERED 466/REQUESTED-DATE");
    assert_string_equal(release_slot(&test, "C-1.001.F053"), "2026-12-01T22:00 Tuesday night");
    assert_string_equal(release_slot(&test, "D-1.001.F053"), "2026-12-01T22:00 Tuesday night");
    release_load(&test, "B-1.001.F053", &entry);
    assert_int_equal(entry.alternate_count, 3);
    assert_string_equal(entry.alternates[0].start_text, "2026-12-03T22:00:00-05:00");
    assert_string_equal(entry.alternates[1].start_text, "2026-12-06T02:00:00-05:00");
    assert_string_equal(entry.alternates[2].start_text, "2026-12-08T22:00:00-05:00");
    entry_release(&entry);
    assert_int_equal(tally.balance.posted, 5);
    assert_int_equal(tally.balance.returned, 1);
    night(&test, &tally); /* nothing new: nothing to do */
    assert_int_equal(tally.balance.read, 0);
    release_desk_close(&test);
}

static void test_schedule__parts_share_a_slot_that_holds_the_longest(void **unused)
{
    (void)unused;
    struct release_desk test;
    struct tally tally;
    struct entry entry;
    release_desk_open(&test, 20261120, "");
    release_post(&test, "A-1.001.F053", "S PARTS=2 SYSTEM-ID=ONE REQUESTED-TIME=2300");
    release_post(&test, "A-1.001.F052", "S PARTS=2 SYSTEM-ID=TWO DURATION-MIN=100");
    release_post(&test, "B-1.001.F053", "S SYSTEM-ID=TWO REQUESTED-DATE=20261202 REQUESTED-TIME=0100");
    night(&test, &tally);
    release_load(&test, "A-1.001.F053", &entry);
    assert_string_equal(entry.slot.start_text, "2026-12-01T23:00:00-05:00");
    assert_string_equal(entry.slot.end_text, "2026-12-02T01:10:00-05:00");
    entry_release(&entry);
    assert_string_equal(release_slot(&test, "A-1.001.F052"), "2026-12-01T23:00 Tuesday night");
    assert_string_equal(release_outcome(&test, "B-1.001.F053"), "OFFERED 466/REQUESTED-DATE");
    release_desk_close(&test);
}

static void test_schedule__what_must_be_before_is_booked_before(void **unused)
{
    (void)unused;
    struct release_desk test;
    struct tally tally;
    release_desk_open(&test, 20261120, "");
    /* in the order of keys each needs the next: all are booked in one night */
    release_post(&test, "A-1.001.F053", "S REQUESTED-DATE=20261210 PREREQ-COUNT=1 PREREQ-ID=A-2 SYSTEM-ID=A1");
    release_post(&test, "A-2.001.F053", "S REQUESTED-DATE=20261208 PREREQ-COUNT=1 PREREQ-ID=A-3 SYSTEM-ID=A2");
    release_post(&test, "A-3.001.F053", "S SYSTEM-ID=A3");
    /* asked for before its prerequisite ends, with and without a latest date */
    release_post(&test, "B-1.001.F053", "S PREREQ-COUNT=1 PREREQ-ID=A-3 SYSTEM-ID=B1");
    release_post(&test, "B-2.001.F053", "S PREREQ-COUNT=1 PREREQ-ID=A-3 SYSTEM-ID=B2 LATEST-DATE=20261210");
    /* needs what waits for the board, and each other */
    release_post(&test, "C-1.001.F053", "S PREREQ-COUNT=1 PREREQ-ID=C-9");
    release_post(&test, "C-9.001.F053", "S CAB-FLAG=Y");
    release_post(&test, "D-1.001.F053", "S PREREQ-COUNT=1 PREREQ-ID=D-2");
    release_post(&test, "D-2.001.F053", "S PREREQ-COUNT=1 PREREQ-ID=D-1");
    night(&test, &tally);
    assert_string_equal(release_slot(&test, "A-1.001.F053"), "2026-12-10T22:00 Thursday night");
    assert_string_equal(release_slot(&test, "A-2.001.F053"), "2026-12-08T22:00 Tuesday night");
    assert_string_equal(release_outcome(&test, "B-1.001.F053"), "ACCEPTED 462/PREREQ-ID");
    assert_string_equal(release_slot(&test, "B-2.001.F053"), "2026-12-01T23:30 Tuesday night");
    assert_string_equal(release_outcome(&test, "C-1.001.F053"), "ACCEPTED 462/PREREQ-ID");
    assert_string_equal(release_outcome(&test, "D-1.001.F053"), "ACCEPTED 462/PREREQ-ID");
    assert_string_equal(release_outcome(&test, "D-2.001.F053"), "ACCEPTED 462/PREREQ-ID");
    assert_int_equal(tally.balance.carried, 4);
    release_desk_close(&test);
}

static int count_one(void *user, const char *key, const char *value, size_t length)
{
    (void)key;
    (void)value;
    (void)length;
    ++*(int *)user;
    return 0;
}

static void test_schedule__what_is_held_is_noted_once(void **unused)
{
    (void)unused;
    struct release_desk test;
    struct tally tally;
    int first = 0, second = 0;
    release_desk_open(&test, 20261120, "require_proof = yes\n");
    release_post(&test, "A-1.001.F053", "");
    night(&test, &tally);
    assert_string_equal(release_outcome(&test, "A-1.001.F053"), "ACCEPTED");
    assert_int_equal(reg_audit_scan(test.desk.reg, "A-1.001.F053", count_one, &first, NULL), 0);
    night(&test, &tally);
    assert_int_equal(tally.balance.carried, 1);
    assert_int_equal(reg_audit_scan(test.desk.reg, "A-1.001.F053", count_one, &second, NULL), 0);
    assert_int_equal(first, second);
    struct entry entry;
    release_load(&test, "A-1.001.F053", &entry);
    assert_non_null(strstr(entry.reason, "not proven"));
    entry.proof = PROOF_PROVEN;
    assert_int_equal(desk_begin(&test.desk, NULL), 0);
    assert_int_equal(entry_save(test.desk.reg, test.desk.txn, &entry, &(struct entry_change){STATE_ACCEPTED, "PROVE", "proven", "", 0}, NULL), 0);
    assert_int_equal(desk_commit(&test.desk, NULL), 0);
    entry_release(&entry);
    night(&test, &tally);
    assert_string_equal(release_outcome(&test, "A-1.001.F053"), "SCHEDULED");
    release_desk_close(&test);
}

static const char ABCDE[] = "ELEM-BYTES=5 ELEM-SHA256=f0393febe8baaa55e32f7be2a7cc180bf34e52137d99e056c817a9c07b8f239a";

static void post_file(struct release_desk *test, const char *key, const char *words)
{
    char changes[320];
    snprintf(changes, sizeof changes, "S STAGING-REF=r1; %s; +E ELEM-TYPE=FILE ACTION=A HOST=a TO-PATH=/o FROM-PATH=x %s", words, ABCDE);
    release_post(test, key, changes);
}

static void test_schedule__a_near_slot_of_what_is_not_staged_is_given_back(void **unused)
{
    (void)unused;
    static const char KEY[] = "A-1.001.F052";
    struct release_desk test;
    struct tally tally;
    release_desk_open(&test, 20261120, "");
    post_file(&test, KEY, ""); /* Tuesday 1 December */
    night(&test, &tally);
    assert_string_equal(release_outcome(&test, KEY), "SCHEDULED 459/FROM-PATH");
    release_desk_date(&test, 20261127); /* Friday: two business days */
    night(&test, &tally);
    assert_string_equal(release_outcome(&test, KEY), "SCHEDULED 459/FROM-PATH");
    assert_int_equal(tally.noted, 0);
    release_desk_date(&test, 20261130); /* Monday: one */
    night(&test, &tally);
    assert_string_equal(release_outcome(&test, KEY), "ACCEPTED 461 459/FROM-PATH");
    assert_int_equal(tally.noted, 1);
    assert_int_equal(tally.balance.carried, 1);
    night(&test, &tally); /* the same night again: nothing else happens */
    assert_string_equal(release_outcome(&test, KEY), "ACCEPTED 461 459/FROM-PATH");
    assert_int_equal(tally.noted, 0);
    release_file(&test, "staging/r1/x", "ABCDE", 5);
    night(&test, &tally);
    assert_string_equal(release_outcome(&test, KEY), "OFFERED 464/REQUESTED-DATE");
    release_desk_close(&test);
}

static void test_schedule__other_bytes_that_come_to_lie_in_staging_deny(void **unused)
{
    (void)unused;
    struct release_desk test;
    struct tally tally;
    release_desk_open(&test, 20261120, "");
    post_file(&test, "A-1.001.F052", "S REQUESTED-DATE=20261201");
    post_file(&test, "B-1.001.F052", "S REQUESTED-DATE=20261201 CAB-FLAG=Y SYSTEM-ID=B");
    night(&test, &tally);
    release_file(&test, "staging/r1/x", "ABCDX", 5);
    release_desk_date(&test, 20261130);
    night(&test, &tally);
    assert_string_equal(release_outcome(&test, "A-1.001.F052"), "DENIED 444/ELEM-SHA256");
    assert_int_equal(tally.balance.denied, 1);
    release_desk_close(&test);
}

/* An emergency for tonight that is not staged has no slot: it would be given back at once. */
static void test_schedule__what_is_asked_for_soon_is_booked_when_it_is_staged(void **unused)
{
    (void)unused;
    static const char KEY[] = "A-1.001.F052";
    struct release_desk test;
    struct tally tally;
    release_desk_open(&test, 20261120, "");
    post_file(&test, KEY, "S CHANGE-CLASS=E INCIDENT-NO=I REQUESTED-DATE=20261121 REQUESTED-TIME=0100");
    night(&test, &tally);
    assert_string_equal(release_outcome(&test, KEY), "ACCEPTED 459/FROM-PATH");
    release_file(&test, "staging/r1/x", "ABCDE", 5);
    night(&test, &tally);
    assert_string_equal(release_outcome(&test, KEY), "SCHEDULED");
    release_desk_close(&test);
}

/* ---- beside a slow model: quarter of an hour by quarter of an hour */

enum { MODEL_COUNT = 48, QUARTER = 900, SYSTEMS = 3 };

struct model {
    char key[32];
    int system, minutes, class; /* N, S */
    int64_t asked, latest;
    int64_t start, end; /* 0: offered */
};

static unsigned next_random(unsigned *seed)
{
    *seed = *seed * 1103515245u + 12345u;
    return *seed >> 16 & 0x7FFFu;
}

static void draw(struct release_desk *test, struct model *model, int number, unsigned *seed)
{
    char changes[200], latest[32] = "";
    int date = date_add(20261129, (int)(next_random(seed) % 5)), hours = 21 + (int)(next_random(seed) % 3);
    int minutes = 15 * (int)(next_random(seed) % 4), backout = 15 + 15 * (int)(next_random(seed) % 3);
    int duration = 30 + 15 * (int)(next_random(seed) % 6);
    *model = (struct model){.system = (int)(next_random(seed) % SYSTEMS), .minutes = duration + backout,
                            .class = next_random(seed) % 2 == 0 ? 'N' : 'S'};
    model->asked = calendar_time(test->desk.calendar, date, hours * 100 + minutes);
    if (next_random(seed) % 3 != 0) {
        int last = date_add(date, (int)(next_random(seed) % 12));
        model->latest = calendar_time(test->desk.calendar, last, 2400);
        snprintf(latest, sizeof latest, "LATEST-DATE=%d", last);
    }
    snprintf(model->key, sizeof model->key, "M-%02d.001.F053", number);
    snprintf(changes, sizeof changes, "S SYSTEM-ID=SYS%d CHANGE-CLASS=%c REQUESTED-DATE=%d REQUESTED-TIME=%d DURATION-MIN=%d BACKOUT-MIN=%d %s",
             model->system, model->class, date, hours * 100 + minutes, duration, backout, latest);
    release_post(test, model->key, changes);
}

static bool fits(struct release_desk *test, const struct model *models, int count, const struct model *model, int64_t start)
{
    int64_t end = start + model->minutes * 60;
    int64_t earliest = calendar_time(test->desk.calendar, model->class == 'N' ? 20261125 : 20261120, 0);
    if (start < earliest || !calendar_window_of(test->desk.calendar, start, end, NULL))
        return false;
    for (int i = 0; i < count; i++)
        if (models[i].start != 0 && models[i].system == model->system && models[i].start < end && start < models[i].end)
            return false;
    return true;
}

static void book(struct release_desk *test, struct model *models, int number)
{
    struct model *model = &models[number];
    int64_t last = model->latest != 0 ? model->latest - 1 : model->asked;
    for (int64_t start = model->asked; start <= last; start += QUARTER)
        if (fits(test, models, number, model, start)) {
            model->start = start;
            model->end = start + model->minutes * 60;
            return;
        }
}

static void test_schedule__books_as_a_slow_model_does(void **unused)
{
    (void)unused;
    struct release_desk test;
    struct tally tally;
    struct model models[MODEL_COUNT];
    unsigned seed = 20261120;
    release_desk_open(&test, 20261120, "");
    for (int i = 0; i < MODEL_COUNT; i++)
        draw(&test, &models[i], i, &seed);
    night(&test, &tally);
    int offered = 0;
    for (int i = 0; i < MODEL_COUNT; i++) {
        struct entry entry;
        book(&test, models, i);
        release_load(&test, models[i].key, &entry);
        if (entry.state != (models[i].start != 0 ? STATE_SCHEDULED : STATE_OFFERED) || entry.slot.start != models[i].start)
            fail_msg("%s is %s at %s: %s", models[i].key, state_name(entry.state), entry.slot.start_text, entry.reason);
        for (int a = 0; a < entry.alternate_count; a++)
            assert_true(fits(&test, models, i, &models[i], entry.alternates[a].start));
        offered += entry.state == STATE_OFFERED;
        entry_release(&entry);
    }
    assert_in_range(offered, 5, MODEL_COUNT - 5); /* the drawing has both */
    release_desk_close(&test);
}

static void test_schedule__what_loses_its_prerequisite_loses_its_slot(void **unused)
{
    (void)unused;
    struct release_desk test;
    struct package package;
    struct fault fault;
    struct tally tally;
    const struct decision withdraw = {DECISION_WITHDRAW, "A-1.1", "rhollis", "not needed", 0};
    const struct decision stage = {DECISION_STAGE, "B-1.1", "bmarsh", NULL, 0};
    release_desk_open(&test, 20261120, "");
    /* AA-1 comes before B-1 in the order of keys, so that one look at each would not be enough */
    release_post(&test, "A-1.001.F053", "");
    release_post(&test, "B-1.001.F053", "S REQUESTED-DATE=20261203 PREREQ-COUNT=1 PREREQ-ID=A-1");
    release_post(&test, "AA-1.001.F053", "S REQUESTED-DATE=20261208 PREREQ-COUNT=1 PREREQ-ID=B-1");
    night(&test, &tally);
    assert_string_equal(release_outcome(&test, "AA-1.001.F053"), "SCHEDULED");
    assert_int_equal(decision_make(&withdraw, &test.desk, &package, &fault), 0);
    package_release(&package);
    assert_int_equal(decision_make(&stage, &test.desk, &package, &fault), RELEASE_E_NOT_NOW);
    package_release(&package);
    night(&test, &tally);
    assert_string_equal(release_outcome(&test, "B-1.001.F053"), "ACCEPTED 461 462/PREREQ-ID");
    assert_string_equal(release_slot(&test, "B-1.001.F053"), "");
    assert_string_equal(release_outcome(&test, "AA-1.001.F053"), "ACCEPTED 461 462/PREREQ-ID");
    release_post(&test, "A-1.002.F053", "S ITERATION=2 REQUESTED-DATE=20261206 REQUESTED-TIME=0200");
    night(&test, &tally);
    assert_string_equal(release_outcome(&test, "A-1.002.F053"), "SCHEDULED");
    assert_string_equal(release_outcome(&test, "B-1.001.F053"), "ACCEPTED 461 462/PREREQ-ID"); /* asked for before A-1 ends */
    assert_string_equal(release_slot(&test, "AA-1.001.F053"), "");
    release_desk_close(&test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_schedule__a_release_alone_is_booked_as_its_class_and_environment_allow),
        cmocka_unit_test(test_schedule__one_system_one_release_emergencies_first_then_who_came_first),
        cmocka_unit_test(test_schedule__parts_share_a_slot_that_holds_the_longest),
        cmocka_unit_test(test_schedule__what_must_be_before_is_booked_before),
        cmocka_unit_test(test_schedule__what_is_held_is_noted_once),
        cmocka_unit_test(test_schedule__a_near_slot_of_what_is_not_staged_is_given_back),
        cmocka_unit_test(test_schedule__other_bytes_that_come_to_lie_in_staging_deny),
        cmocka_unit_test(test_schedule__what_is_asked_for_soon_is_booked_when_it_is_staged),
        cmocka_unit_test(test_schedule__books_as_a_slow_model_does),
        cmocka_unit_test(test_schedule__what_loses_its_prerequisite_loses_its_slot),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
