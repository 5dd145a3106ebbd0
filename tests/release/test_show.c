/*
 * test_show.c - tests of release/show.h and release/history.h: a newcomer reads what happened, why and what to do.
 */
#include "support/suite.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "release/decision.h"
#include "release/history.h"
#include "release/schedule.h"
#include "release/show.h"
#include "release/validate.h"
#include "support/release.h"

static const struct {
    const char *key, *changes;
    const char *told[8];
} CASES[] = {
    {"A-1.001.F053", "-N BACK; A AGCY APPROVER-ID=ghost",
     {"RETURNED", "It was returned to its submitter", "rollback strategy (KIND BACK); a normal change needs it", "sends the next iteration",
      "CUT426E record 2 (S, release A-1)", "CUT450W record", "ghost as AGCY", "AGCY ghost A (approved) on 20261117 - does not count"}},
    {"A-2.001.F053", "S SECURITY-REVIEW=F",
     {"DENIED", "will not go into production", "Why: denied, the security review failed", "talks to the change manager", "SECURITY-REVIEW: denied"}},
    {"A-3.001.F053", "S REQUESTED-TIME=1200",
     {"OFFERED", "There was no room", "no window: 90 minutes from 2026-12-01T12:00:00-05:00", "cutover decide A-3.1 --accept-alternate N --by UID",
      "alternate 1 2026-12-01T22:00:00-05:00 to 2026-12-01T23:30:00-05:00, Tuesday night", "alternate 3 ", "asked for 20261201 1200, 60 and 30 minutes"}},
    {"A-4.001.F053", "S PARTS=2", {"RECEIVED", "PARTS is 2, and 1 of them has come"}},
    {"A-5.001.F053", "S CAB-FLAG=Y", {"BOARD", "cutover decide A-5.1 --approve --by UID", "CAB-FLAG is Y"}},
    {"A-6.001.F053", "S PREREQ-COUNT=1 PREREQ-ID=A-5", {"ACCEPTED", "Why: waits for A-5", "after A-5", "A-5, which is BOARD"}},
    {"A-7.001.F053", "S SYSTEM-ID=B RELEASE-TITLE=\x1b[2Jhidden", {"SCHEDULED", "\\x1B[2Jhidden", "slot        2026-12-01T22:00:00-05:00"}},
};

static void show(struct release_desk *test, const char *key, struct bytes *text, struct bytes *json)
{
    struct package package;
    char prefix[ENTRY_KEY_SIZE];
    assert_int_equal(package_load(&package, &test->desk, package_prefix_of_key(prefix, key), NULL), 0);
    assert_int_equal(show_part(text, &test->desk, &package, &package.parts[0], NULL), 0);
    assert_int_equal(show_part_json(json, &test->desk, &package.parts[0], NULL), 0);
    package_release(&package);
}

static void test_show__tells_a_newcomer_what_happened_why_and_what_to_do(void **unused)
{
    (void)unused;
    struct release_desk test;
    struct tally tally;
    release_desk_open(&test, 20261120, "");
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
        release_post(&test, CASES[i].key, CASES[i].changes);
    assert_int_equal(validate_run(&test.desk, &tally, NULL), 0);
    assert_int_equal(schedule_run(&test.desk, &tally, NULL), 0);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct bytes text, json;
        bytes_init(&text);
        bytes_init(&json);
        show(&test, CASES[i].key, &text, &json);
        for (size_t j = 0; j < 8 && CASES[i].told[j] != NULL; j++)
            if (strstr(bytes_string(&text), CASES[i].told[j]) == NULL)
                fail_msg("not told: %s\n%s", CASES[i].told[j], bytes_string(&text));
        assert_null(strchr(bytes_string(&text), '\x1b'));
        json_t *object = json_loads(bytes_string(&json), JSON_REJECT_DUPLICATES, NULL);
        assert_non_null(object);
        assert_string_equal(json_string_value(json_object_get(object, "state")), CASES[i].told[0]);
        assert_true(json_array_size(json_object_get(object, "history")) >= 1);
        assert_true(json_is_object(json_object_get(json_object_get(object, "submission"), "S")));
        json_decref(object);
        bytes_release(&text);
        bytes_release(&json);
    }
    release_desk_close(&test);
}

static void test_show__history_has_all_iterations_and_forms_in_the_order_of_events(void **unused)
{
    (void)unused;
    struct release_desk test;
    struct tally tally;
    struct bytes out;
    struct fault fault;
    struct package package;
    const struct decision withdraw = {DECISION_WITHDRAW, "A-1.2", "rhollis", "a \"quoted\" reason\n", 0};
    release_desk_open(&test, 20261120, "");
    release_post(&test, "A-1.001.F053", "-N BACK");
    assert_int_equal(validate_run(&test.desk, &tally, NULL), 0);
    release_post(&test, "A-1.002.F053", "");
    assert_int_equal(decision_make(&withdraw, &test.desk, &package, &fault), 0);
    package_release(&package);
    bytes_init(&out);
    assert_int_equal(history_of_release(&out, &test.desk, "A-1", 0, false, NULL), 0);
    const char *first = strstr(bytes_string(&out), "validated    A-1.001.F053 RECEIVED -> RETURNED");
    const char *second = strstr(bytes_string(&out), "withdrawn    A-1.002.F053 RECEIVED -> WITHDRAWN: a \"quoted\" reason\\x0A");
    assert_non_null(first);
    assert_non_null(second);
    assert_true(first < second);
    bytes_clear(&out);
    assert_int_equal(history_of_release(&out, &test.desk, "A-1", 2, true, NULL), 0);
    assert_null(strstr(bytes_string(&out), "A-1.001"));
    assert_int_equal(history_of_release(&out, &test.desk, "A-2", 0, true, NULL), 1);
    bytes_release(&out);
    release_desk_close(&test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_show__tells_a_newcomer_what_happened_why_and_what_to_do),
        cmocka_unit_test(test_show__history_has_all_iterations_and_forms_in_the_order_of_events),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
