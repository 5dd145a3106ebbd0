/*
 * release.h - a desk over an empty home, and submissions made of a few words, for tests of lib/release.
 *
 *     struct release_desk test;
 *     release_desk_open(&test, 20261120, "");
 *     release_post(&test, "CHFS-0042.001.F053", "S RISK=H; -A CHGM; +N KIND=ADDL LINE-TEXT=more");
 *     validate_run(&test.desk, &tally, &fault);
 *     assert_string_equal(release_outcome(&test, "CHFS-0042.001.F053"), "RETURNED 426");
 *     release_desk_close(&test);
 *
 * A submission begins as a complete normal release of agency CHFS, system BASE, that deletes one member (so that
 * nothing has to be staged), approved by jfenwick and nbaker, and is changed by words parted by ';':
 *     S FIELD=VALUE...           fields of the S record           E FIELD=VALUE...   of the first element
 *     A ROLE FIELD=VALUE...      of that approval                 -E  -A ROLE  -N KIND   take a record away
 *     +E +A +N FIELD=VALUE...    one more record
 * FIELD/2 is the second occurrence; a value ends at a blank, '_' stands for one.  The people are those of
 * tests/samples/people.ldif, the windows those of etc/windows.ics.
 */
#ifndef CUTOVER_TESTS_RELEASE_H
#define CUTOVER_TESTS_RELEASE_H

#include "release/desk.h"
#include "release/entry.h"

struct release_desk {
    char *home;
    struct step step;
    struct desk desk;
    char outcome[1024];
    char detail[512];
};

/* CONFIG: more lines of cutover.conf, for example "[policy]\nrequire_proof = yes\n". */
void release_desk_open(struct release_desk *test, int date, const char *config);
void release_desk_close(struct release_desk *test);

/* The same home on another business date. */
void release_desk_date(struct release_desk *test, int date);

/* Post a submission RELEASE.III.FORM as RECEIVED on the desk's date. */
void release_post(struct release_desk *test, const char *key, const char *changes);

/* A file below the home, its folders made. */
void release_file(struct release_desk *test, const char *name, const void *data, size_t length);

/* "RETURNED 424/TEST-REF 426": the state and its findings in order; live until the next call. */
const char *release_outcome(struct release_desk *test, const char *key);

/* "2026-12-01T22:00 Tuesday night", or "" when it has none. */
const char *release_slot(struct release_desk *test, const char *key);

/* Load it; to be released. */
void release_load(struct release_desk *test, const char *key, struct entry *entry);

#endif
