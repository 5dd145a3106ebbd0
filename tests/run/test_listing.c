/* test_listing.c - what the golden listings of the flow tests do not show: no room, and times of a real clock. */
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "run/listing.h"

static void open_both(struct spool *spool, struct listing *listing, const char *home, int64_t seconds)
{
    const struct clock_source clock = {seconds};
    assert_int_equal(spool_open(spool, home, NULL), 0);
    assert_int_equal(listing_open(listing, spool, &clock, "NIGHTLY", true, NULL), 0);
}

static void test_listing__says_when_it_is_not_whole(void **state)
{
    (void)state;
    char *home = suite_folder_new();
    struct spool spool;
    struct listing listing;
    struct fault fault = {0};
    open_both(&spool, &listing, home, 0);
    assert_non_null(freopen("/dev/full", "a", listing.messages));
    listing_message(&listing, "no room for this");
    assert_int_equal(listing_close(&listing, &fault), BASE_E_WRITE);
    assert_non_null(strstr(fault.detail, "/spool/JOB00001"));
    spool_close(&spool);
    suite_folder_remove(home);
}

static void test_listing__times_are_those_of_the_clock(void **state)
{
    (void)state;
    char *home = suite_folder_new();
    struct spool spool;
    struct listing listing;
    struct bytes log;
    bytes_init(&log);
    open_both(&spool, &listing, home, 1680109568); /* 2023-03-29 17:06:08 UTC, the day of the listing imitated */
    listing_log(&listing, "IEF403I NIGHTLY - STARTED");
    assert_int_equal(listing_close(&listing, NULL), 0);
    char *path = spool_path(&spool, NULL, "JESMSGLG");
    assert_int_equal(file_read(&log, path, 10000, NULL), 0);
    assert_non_null(strstr(bytes_string(&log), "\n 17.06.08 JOB00001 ---- WEDNESDAY, 29 MAR 2023 ----\n"));
    assert_non_null(strstr(bytes_string(&log), "\n 17.06.08 JOB00001  IEF403I NIGHTLY - STARTED\n"));
    bytes_release(&log);
    free(path);
    spool_close(&spool);
    suite_folder_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_listing__says_when_it_is_not_whole),
        cmocka_unit_test(test_listing__times_are_those_of_the_clock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
