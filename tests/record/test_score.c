/* test_score.c - tests of record/score.h: what is counted, and that the truth weighs most. */
#include "support/suite.h"

#include <string.h>

#include "record/score.h"

static const char BOOK[] = "       01  R.\n"
                           "           05  A  PIC 9(3).\n"
                           "           05  B  PIC X(4).\n"
                           "           05  C  REDEFINES B PIC S9(7) COMP-3.\n"
                           "           05  D  PIC S9(3) COMP-3.\n";

static void run(const char *recfm, const char *lrecl, const char *bytes, size_t length, unsigned flags, struct score *score)
{
    const struct settings settings = {.recfm = recfm, .lrecl = lrecl};
    struct schema schema;
    struct scorer scorer;
    struct sample sample;
    struct fault fault = {0};
    assert_int_equal(schema_open(&schema, &settings, BOOK, strlen(BOOK), SCHEMA_DECODE, &fault), 0);
    scorer_open(&scorer, &schema);
    sample_take(&sample, bytes, length, true);
    scorer_run(&scorer, &schema.settings.recfm, &sample, SCORE_BYTES, flags, score);
    sample_release(&sample);
    scorer_close(&scorer);
    schema_close(&schema);
}

#define GOOD "\xF0\xF1\xF2\xC1\xC2\x40\x40\x12\x3C"
#define OTHER "\xF0\xF1\xF3\x00\x00\x12\x3C\x00\x1D" /* the redefinition is meant */

static void test_score__of_views_the_likelier_counts(void **state)
{
    (void)state;
    struct score score;
    run("f", NULL, GOOD OTHER, 18, 0, &score);
    assert_int_equal(score.records, 2);
    assert_int_equal(score.bad_records, 0);
    assert_int_equal(score.values, 6);
    assert_int_equal(score.bad, 0);
    assert_true(score.weight > 0);
}

static void test_score__bad_values_are_counted_by_their_kind(void **state)
{
    (void)state;
    struct score score;
    run("f", NULL, GOOD "\xF0\x01\xF2\xC1\xC2\x40\x40\x12\x3F" "\xF0\xF1\xF2\xC1\xC2\x40\x40\xEE\xEE", 27, 0, &score);
    assert_int_equal(score.bad_records, 2);
    assert_int_equal(score.bad_plain, 1);
    assert_int_equal(score.first_bad, 2);
    assert_int_equal(score.packed, 3);
    assert_int_equal(score.packed_bad, 1);
    assert_int_equal(score.zoned_bad, 1);
    run("f", NULL, GOOD "\xF0\xF1\xF2\xC1\xC2\x40\x40\xEE\xEE", 18, SCORE_DESTROYED, &score);
    assert_int_equal(score.bad_records, 0);
    assert_int_equal(score.packed, 0);
}

static void test_score__the_right_length_weighs_most(void **state)
{
    (void)state;
    struct score right, wrong;
    run("f", NULL, GOOD GOOD GOOD GOOD, 36, 0, &right);
    run("f", "10", GOOD GOOD GOOD GOOD, 36, 0, &wrong);
    assert_true(right.weight > wrong.weight);
    assert_int_equal(right.partial, 0);
    assert_int_equal(wrong.partial, 6);
    run("f", "18", GOOD GOOD GOOD GOOD, 36, 0, &wrong);
    assert_int_equal(wrong.bad_records, 0);
    assert_true(right.weight > wrong.weight);
}

static void test_score__descriptors_weigh(void **state)
{
    (void)state;
    struct score with, without;
    run("v", NULL, "\0\x0D\0\0" GOOD "\0\x0D\0\0" OTHER, 26, 0, &with);
    assert_int_equal(with.records, 2);
    assert_int_equal(with.descriptors, 2);
    assert_int_equal(with.behind, 26);
    assert_false(with.broken);
    run("f", "13", "\0\x0D\0\0" GOOD "\0\x0D\0\0" OTHER, 26, 0, &without);
    assert_true(with.weight > without.weight);
    run("v", NULL, GOOD GOOD, 18, 0, &with);
    assert_true(with.broken);
    assert_int_equal(with.records, 0);
}

static void test_score__lines_without_their_blanks(void **state)
{
    (void)state;
    struct score cut, padded;
    run("text", NULL, "001AB\n012CD\n", 12, 0, &cut);
    assert_int_equal(cut.bad_records, 2);
    run("text", NULL, "001AB\n012CD\n", 12, SCORE_PAD | SCORE_DESTROYED, &padded);
    assert_int_equal(padded.records, 2);
    assert_int_equal(padded.bad_records, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_score__of_views_the_likelier_counts),
        cmocka_unit_test(test_score__bad_values_are_counted_by_their_kind),
        cmocka_unit_test(test_score__the_right_length_weighs_most),
        cmocka_unit_test(test_score__descriptors_weigh),
        cmocka_unit_test(test_score__lines_without_their_blanks),
    };
    return cmocka_run_group_tests_name("score", tests, NULL, NULL);
}
