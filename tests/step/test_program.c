/* test_program.c - tests of step/program.h: the skeleton, driven as the job processor and a person drive it. */
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "step/program.h"

struct seen {
    bool called;
    int date;
    int64_t now;
    bool quiet;
    bool flag;
    char operand[32];
    char dd[64];
};

static struct seen seen;

struct sample_options {
    bool flag;
};

static int sample_body(struct step *step, void *values)
{
    struct sample_options *options = values;
    seen = (struct seen){.called = true, .date = step->date, .now = clock_now(&step->clock), .quiet = step->quiet,
                         .flag = options->flag};
    if (step->operand_count > 0)
        snprintf(seen.operand, sizeof seen.operand, "%s", step->operands[0]);
    char *path = step_dd(step, "DROP");
    snprintf(seen.dd, sizeof seen.dd, "%s", path);
    free(path);
    step_raise(step, RC_WARNING);
    return RC_DONE;
}

static const struct option_spec OPTIONS[] = {{"flag", OPTION_FLAG, offsetof(struct sample_options, flag), NULL, "a flag"}, {0}};
static const struct dd_spec DDS[] = {{"DROP", "drop", "the drop folder"}, {0}};
static const struct program PROGRAM = {.name = "sample",
                                       .purpose = "A sample.",
                                       .operands = "[NAME]",
                                       .operands_max = 1,
                                       .options = OPTIONS,
                                       .options_size = sizeof(struct sample_options),
                                       .dds = DDS,
                                       .body = sample_body};

static int set_up(void **state)
{
    (void)state;
    seen = (struct seen){0};
    unsetenv("CUTOVER_STEP");
    unsetenv("CUTOVER_DATE");
    unsetenv("CUTOVER_HOME");
    unsetenv("DD_DROP");
    setenv("CUTOVER_SHARE", "/no/such/share", 1);
    return 0;
}

static int run(const char *first, const char *second)
{
    char *words[] = {"sample", (char *)(uintptr_t)first, (char *)(uintptr_t)second, NULL};
    return program_main(&PROGRAM, first == NULL ? 1 : second == NULL ? 2 : 3, words);
}

static void test_program__highest_code_raised_is_returned(void **state)
{
    (void)state;
    assert_int_equal(run("--date", "20261120"), RC_WARNING);
    assert_int_equal(seen.date, 20261120);
    assert_int_equal(seen.now, 1795132800); /* 2026-11-20T00:00:00Z: the clock stands */
}

static void test_program__date_comes_from_the_environment_too(void **state)
{
    (void)state;
    setenv("CUTOVER_DATE", "20261121", 1);
    run(NULL, NULL);
    assert_int_equal(seen.date, 20261121);
    run("--date=20261120", NULL);
    assert_int_equal(seen.date, 20261120);
    setenv("CUTOVER_DATE", "tomorrow", 1);
    seen.called = false;
    assert_int_equal(run("--quiet", NULL), RC_NOT_STARTED);
    assert_false(seen.called);
}

static void test_program__a_job_step_reads_its_parm(void **state)
{
    (void)state;
    setenv("CUTOVER_STEP", "JOB00001.S1", 1);
    run("FLAG,DATE=20261119,CHFS", NULL);
    assert_true(seen.flag);
    assert_int_equal(seen.date, 20261119);
    assert_string_equal(seen.operand, "CHFS");
}

static void test_program__dd_names_beat_the_home_folder(void **state)
{
    (void)state;
    run("--home", "/h");
    assert_string_equal(seen.dd, "/h/drop");
    setenv("DD_DROP", "/elsewhere", 1);
    run("--home", "/h");
    assert_string_equal(seen.dd, "/elsewhere");
}

static void test_program__wrong_usage_starts_nothing(void **state)
{
    (void)state;
    assert_int_equal(run("--nothing", NULL), RC_NOT_STARTED);
    assert_int_equal(run("one", "two"), RC_NOT_STARTED);
    assert_int_equal(run("--config", "/no/such"), RC_NOT_STARTED);
    assert_false(seen.called);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_program__highest_code_raised_is_returned, set_up),
        cmocka_unit_test_setup(test_program__date_comes_from_the_environment_too, set_up),
        cmocka_unit_test_setup(test_program__a_job_step_reads_its_parm, set_up),
        cmocka_unit_test_setup(test_program__dd_names_beat_the_home_folder, set_up),
        cmocka_unit_test_setup(test_program__wrong_usage_starts_nothing, set_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
