/* test_reports.c - tests of report/reports.h: the reports of a small night, from a real register. */
#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "release/filing.h"
#include "release/schedule.h"
#include "release/validate.h"
#include "report/reports.h"
#include "step/message.h"
#include "support/golden.h"
#include "support/release.h"

enum { SUBMISSIONS = 5 };

static void file_away(struct release_desk *test, const char *name, enum filing_state state, char digit, int64_t submissions)
{
    struct filing filing;
    struct reg_txn *txn;
    filing_init(&filing);
    snprintf(filing.name, sizeof filing.name, "%s", name);
    snprintf(filing.kept, sizeof filing.kept, "%s/%s", state == FILING_POSTED ? "archive/20261120" : "suspense", name);
    memset(filing.sha256, digit, HASH_HEX_SIZE - 1);
    strcpy(filing.form, "F053");
    strcpy(filing.carrier, "FB");
    strcpy(filing.codepage, "CP037");
    strcpy(filing.agency, "CHFS");
    filing.state = state;
    filing.date = test->desk.date;
    filing.file_seq = 103;
    filing.bytes = 4000;
    filing.hash_total = 1234;
    filing.submissions = (struct filing_count){.read = submissions, .posted = state == FILING_POSTED ? submissions : 0,
                                               .aside = state == FILING_POSTED ? 0 : submissions};
    filing.records = (struct filing_count){.read = 2 + submissions * 6, .posted = state == FILING_POSTED ? 2 + submissions * 6 : 0,
                                           .aside = state == FILING_POSTED ? 0 : 2 + submissions * 6};
    if (state == FILING_ASIDE) {
        struct fault finding = {0};
        fault_set(&finding, -315, "-2");
        fault_at_record(&finding, 2, "");
        filing_add(&filing, &finding);
    }
    assert_int_equal(reg_begin(test->desk.reg, &txn, NULL), 0);
    assert_int_equal(filing_save(txn, &filing, NULL), 0);
    assert_int_equal(reg_commit(txn, NULL), 0);
    filing_release(&filing);
}

/* Booked, moved, offered, returned and waiting for the board; COUNTED: how many submissions the file is said to have had. */
static void small_night(struct release_desk *test, int64_t counted)
{
    struct tally tally;
    struct fault fault = {0};
    release_desk_open(test, 20261120, "");
    release_post(test, "CHFS-0041.001.F053", "S RELEASE-TITLE=Medicaid_eligibility");
    release_post(test, "CHFS-0042.001.F053", "S RELEASE-TITLE==1+1<b> REQUESTED-DATE=20261202 REQUESTED-TIME=0030 LATEST-DATE=20261210 OUTAGE-FLAG=Y");
    release_post(test, "CHFS-0043.001.F053", "S SYSTEM-ID=OTHER REQUESTED-TIME=1200");
    release_post(test, "CHFS-0044.001.F053", "S SYSTEM-ID=BOARD IMPACT=1");
    release_post(test, "CHFS-0045.001.F053", "-N BACK");
    if (validate_run(&test->desk, &tally, &fault) < 0 || schedule_run(&test->desk, &tally, &fault) < 0)
        fail_msg("%s", fault.detail);
    file_away(test, "F053.CHFS.D261120", FILING_POSTED, '0', counted);
    file_away(test, "F053.CHFS.shifted", FILING_ASIDE, '1', 1);
}

static int report_into(struct release_desk *test, const char *name, int date, struct fault *fault)
{
    char *folder = file_join(test->home, name);
    struct reports reports = {.reg = test->desk.reg, .forms = &test->desk.forms, .folder = folder, .site = "RELEASE DESK",
                              .zone = "America/New_York", .date = date};
    int code = reports_write(&reports, fault);
    free(folder);
    return code;
}

static void read_report(struct bytes *out, struct release_desk *test, const char *name)
{
    char *path = file_join(test->home, name);
    assert_int_equal(file_read(out, path, 1 << 20, NULL), 0);
    free(path);
}

static void assert_golden(struct release_desk *test, const char *name)
{
    struct bytes got;
    char path[120];
    bytes_init(&got);
    read_report(&got, test, name);
    snprintf(path, sizeof path, "tests/report/golden%s", strchr(name, '/'));
    golden_assert(path, bytes_string(&got), got.length);
    bytes_release(&got);
}

static const char *const NAMES[] = {"ack-F053.CHFS.D261120.txt", "ack-F053.CHFS.shifted.txt", "balance.json", "balance.txt",
                                    "schedule.csv",              "schedule.html",             "schedule.txt"};
enum { NAME_COUNT = sizeof NAMES / sizeof NAMES[0] };

static void test_reports__of_a_night_are_as_they_should_be(void **state)
{
    (void)state;
    struct release_desk test;
    small_night(&test, SUBMISSIONS);
    assert_int_equal(report_into(&test, "reports", 20261120, NULL), 0);
    for (size_t i = 0; i < NAME_COUNT; i++) {
        char name[80];
        snprintf(name, sizeof name, "reports/%s", NAMES[i]);
        if (strncmp(NAMES[i], "ack-", 4) != 0)
            assert_golden(&test, name);
    }
    release_desk_close(&test);
}

/* Its words are other rooms'; here is that they are all there, in this order. */
static void test_reports__an_acknowledgement_tells_all(void **state)
{
    (void)state;
    static const char *const TOLD[] = {
        "\n0FILE                 F053.CHFS.D261120 ", "\n RESULT               POSTED ", "\n SHA-256              000000", "KEPT AS              archive/20261120/",
        "-WHAT WAS READ ", " records             32        32         0         0 ", " submissions          5         5         0         0 ",
        "-CHFS-0041 ITERATION 1: SCHEDULED ", "Why: booked as asked", "Slot: 2026-12-01 22:00 to 2026-12-01 23:30, Tuesday night", "Next: ",
        "-CHFS-0043 ITERATION 1: OFFERED ", "alternate 3: ", "0FINDING   RECORD FIELD                 AT WHAT IS WRONG", "\n CUT468W        2 REQUESTED-DATE ",
        "-CHFS-0044 ITERATION 1: BOARD ", "\n CUT434W        2 IMPACT ", "-CHFS-0045 ITERATION 1: RETURNED ", "\n CUT421E        2 ", "*** END OF REPORT ***"};
    struct release_desk test;
    struct bytes text;
    bytes_init(&text);
    small_night(&test, SUBMISSIONS);
    assert_int_equal(report_into(&test, "reports", 20261120, NULL), 0);
    read_report(&text, &test, "reports/ack-F053.CHFS.D261120.txt");
    const char *at = bytes_string(&text);
    for (size_t i = 0; i < sizeof TOLD / sizeof TOLD[0]; i++) {
        const char *found = strstr(at, TOLD[i]);
        if (found == NULL)
            fail_msg("not there, or too early: %s", TOLD[i]);
        at = found;
    }
    read_report(&text, &test, "reports/ack-F053.CHFS.shifted.txt");
    assert_non_null(strstr(bytes_string(&text), "\n RESULT               ASIDE "));
    assert_non_null(strstr(bytes_string(&text), "\n CUT315E        2 "));
    bytes_release(&text);
    release_desk_close(&test);
}

static void test_reports__made_again_are_the_same_bytes(void **state)
{
    (void)state;
    struct release_desk test;
    char *folder, **names;
    size_t count;
    small_night(&test, SUBMISSIONS);
    assert_int_equal(report_into(&test, "one", 20261120, NULL), 0);
    assert_int_equal(report_into(&test, "two", 20261120, NULL), 0);
    assert_int_equal(report_into(&test, "two", 20261120, NULL), 0);
    folder = file_join(test.home, "two");
    assert_int_equal(file_list(folder, &names, &count, NULL), 0);
    assert_int_equal(count, NAME_COUNT);
    for (size_t i = 0; i < count; i++) {
        struct bytes one, two;
        char path[200];
        assert_string_equal(names[i], NAMES[i]);
        bytes_init(&one);
        bytes_init(&two);
        snprintf(path, sizeof path, "one/%s", names[i]);
        read_report(&one, &test, path);
        snprintf(path, sizeof path, "two/%s", names[i]);
        read_report(&two, &test, path);
        assert_string_equal(bytes_string(&one), bytes_string(&two));
        bytes_release(&one);
        bytes_release(&two);
    }
    file_names_free(names, count);
    free(folder);
    release_desk_close(&test);
}

static void test_reports__a_difference_is_told_when_all_are_written(void **state)
{
    (void)state;
    struct release_desk test;
    struct fault fault = {0};
    struct bytes text;
    bytes_init(&text);
    small_night(&test, SUBMISSIONS + 1); /* the file had one more than the register knows */
    assert_int_equal(report_into(&test, "reports", 20261120, &fault), STEP_E_BALANCE);
    assert_non_null(strstr(fault.detail, "VALIDATE"));
    read_report(&text, &test, "reports/balance.json");
    assert_non_null(strstr(bytes_string(&text), "\"balanced\":false"));
    read_report(&text, &test, "reports/balance.txt");
    assert_non_null(strstr(bytes_string(&text), "IT DOES NOT BALANCE"));
    read_report(&text, &test, "reports/schedule.csv");
    bytes_release(&text);
    release_desk_close(&test);
}

static void test_reports__a_day_without_files_says_so(void **state)
{
    (void)state;
    struct release_desk test;
    struct bytes text;
    bytes_init(&text);
    release_desk_open(&test, 20261121, "");
    assert_int_equal(report_into(&test, "reports", 20261121, NULL), 0);
    read_report(&text, &test, "reports/balance.txt");
    assert_non_null(strstr(bytes_string(&text), "*** NO DATA ***"));
    read_report(&text, &test, "reports/schedule.html");
    assert_non_null(strstr(bytes_string(&text), "<p>No data.</p>"));
    bytes_release(&text);
    release_desk_close(&test);
}

static void test_reports__no_name_of_a_file_leads_out_of_the_folder(void **state)
{
    (void)state;
    struct release_desk test;
    char name[256], **names, *folder;
    size_t count;
    release_desk_open(&test, 20261120, "");
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    file_away(&test, name, FILING_ASIDE, '1', 1);
    file_away(&test, "..\n-rf *", FILING_ASIDE, '2', 1);
    assert_int_equal(report_into(&test, "reports", 20261120, NULL), 0);
    folder = file_join(test.home, "reports");
    assert_int_equal(file_list(folder, &names, &count, NULL), 0);
    assert_int_equal(count, 2 + 5);
    assert_string_equal(names[0], "ack-%2E.%0A-rf%20%2A.txt");
    assert_memory_equal(names[1], "ack-xxxxxxxx", 12);
    file_names_free(names, count);
    free(folder);
    release_desk_close(&test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reports__of_a_night_are_as_they_should_be),
        cmocka_unit_test(test_reports__an_acknowledgement_tells_all),
        cmocka_unit_test(test_reports__made_again_are_the_same_bytes),
        cmocka_unit_test(test_reports__a_difference_is_told_when_all_are_written),
        cmocka_unit_test(test_reports__a_day_without_files_says_so),
        cmocka_unit_test(test_reports__no_name_of_a_file_leads_out_of_the_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
