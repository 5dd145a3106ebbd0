/*
 * test_expand.c - the worked examples of the JCL Reference (vectors/): what each deck means, statement by statement.
 * And what is told of procedures, INCLUDEs and overrides that are wrong (rules 16 to 29).
 */
#include "support/suite.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "jcl/error.h"
#include "jcl/expand.h"

#define VECTORS CUTOVER_SHARE "/tests/jcl/vectors"

struct fixture {
    struct bytes text;
    struct deck deck;
    struct expansion expansion;
    struct fault_list faults;
    struct bytes told;  /* "658 at 2,17;" */
    struct bytes items; /* "//S1 EXEC PGM=P" a line */
};

static void gather(struct fixture *f)
{
    for (size_t i = 0; i < f->faults.count; i++)
        bytes_format(&f->told, "%d at %d,%d;", -f->faults.items[i].code, (int)f->faults.items[i].record,
                     (int)f->faults.items[i].offset);
    for (size_t i = 0; i < f->expansion.count; i++) {
        const struct statement *statement = f->expansion.items[i].statement;
        if (statement->kind == STATEMENT_JCL && strcmp(statement->operation, "JOB") != 0)
            bytes_format(&f->items, "//%s %s%s%s\n", statement->name, statement->operation,
                         statement->field_len > 0 ? " " : "", statement->field);
    }
}

static void expand_with(struct fixture *f, const char *file, const char *text, size_t length, const char *folder)
{
    static const struct system_symbol SYSTEM[] = {{"SYSNAME", "CUT1"}, {"SYSUID", NULL}, {NULL, NULL}};
    struct folder_library folders = {&folder, folder != NULL ? 1 : 0};
    struct library library = library_of_folders(&folders);
    struct expansion_options options = {.library = &library, .system = SYSTEM};
    *f = (struct fixture){0};
    bytes_add(&f->text, text, length);
    deck_read(&f->deck, file, bytes_string(&f->text), length, &f->faults);
    expansion_build(&f->expansion, &f->deck, &options, &f->faults);
    gather(f);
}

static void expand(struct fixture *f, const char *text)
{
    expand_with(f, "JOB", text, strlen(text), NULL);
}

static void release(struct fixture *f)
{
    expansion_release(&f->expansion);
    deck_release(&f->deck);
    fault_list_release(&f->faults);
    bytes_release(&f->text);
    bytes_release(&f->told);
    bytes_release(&f->items);
}

static void check(const char *text, const char *told, const char *items)
{
    struct fixture f;
    expand(&f, text);
    assert_string_equal(bytes_string(&f.told), told);
    if (items != NULL)
        assert_string_equal(bytes_string(&f.items), items);
    release(&f);
}

static void test_expand__the_worked_examples_of_the_jcl_reference(void **state)
{
    (void)state;
    glob_t paths;
    assert_int_equal(glob(VECTORS "/*.jcl", 0, NULL, &paths), 0);
    assert_true(paths.gl_pathc >= 15);
    for (size_t i = 0; i < paths.gl_pathc; i++) {
        struct bytes deck, expected;
        struct fixture f;
        struct fault fault;
        bytes_init(&deck);
        bytes_init(&expected);
        assert_int_equal(file_read(&deck, paths.gl_pathv[i], 1 << 20, &fault), 0);
        char *name = strdup(paths.gl_pathv[i]);
        struct bytes equivalent;
        bytes_init(&equivalent);
        bytes_format(&equivalent, "%.*s.equivalent", (int)strlen(name) - 4, name);
        assert_int_equal(file_read(&expected, bytes_string(&equivalent), 1 << 20, &fault), 0);
        expand_with(&f, name, bytes_string(&deck), deck.length, VECTORS "/proclib");
        if (strcmp(bytes_string(&f.items), bytes_string(&expected)) != 0)
            print_message("in %s\n", name);
        assert_string_equal(bytes_string(&f.items), bytes_string(&expected));
        for (size_t j = 0; j < f.faults.count; j++)
            assert_true(f.faults.items[j].code == JCL_W_SYMBOL_UNUSED || f.faults.items[j].code == JCL_W_COMMENT);
        release(&f);
        bytes_release(&deck);
        bytes_release(&expected);
        bytes_release(&equivalent);
        free(name);
    }
    globfree(&paths);
}

#define DAY "//J JOB\n//DAY PROC\n//P1 EXEC PGM=P\n//D DD DSN=A.B,DISP=SHR\n//P2 EXEC PGM=Q\n//D DD DUMMY\n// PEND\n"

static void test_expand__rule_25_which_step_is_meant(void **state)
{
    (void)state;
    check(DAY "//S1 EXEC DAY\n//D DD DSN=C.D\n//P2.D DD DSN=E.F\n//N DD DUMMY\n", "",
          "//P1 EXEC PGM=P\n//D DD DSN=C.D,DISP=SHR\n//P2 EXEC PGM=Q\n//D DD DSN=E.F\n//N DD DUMMY\n");
    check(DAY "//S1 EXEC DAY\n//P9.D DD DUMMY\n// DD DUMMY\n", "663 at 9,3;", NULL);
    check(DAY "//S1 EXEC DAY\n//P2.D DD DUMMY\n//P1.D DD DUMMY\n", "664 at 10,3;", NULL);
    check("//J JOB\n//S1 EXEC PGM=P\n//P1.D DD DUMMY\n", "663 at 3,3;", NULL);
    check(DAY "//S1 EXEC DAY\n// DD DSN=C.D\n", "625 at 9,1;", NULL);
}

static void test_expand__rule_36_data_follow_the_statement_that_has_them(void **state)
{
    (void)state;
    struct fixture f;
    expand(&f, "//J JOB\n//P PROC\n//S EXEC PGM=P\n//A DD *\nOLD\n/*\n//B DD DATA,DLM=@@\nOLD\n@@\n//C DD DUMMY\n// PEND\n"
               "//X EXEC P\n//S.A DD DSN=A.B\n//S.B DD *\nNEW\n//S.C DD *\nNEWER\n");
    assert_string_equal(bytes_string(&f.told), "");
    assert_string_equal(bytes_string(&f.items), "//S EXEC PGM=P\n//A DD DSN=A.B\n//B DD *\n//C DD *\n");
    assert_int_equal(f.expansion.items[2].data_count, 0);
    assert_false(f.expansion.items[2].statement->has_data);
    assert_int_equal(f.expansion.items[3].data_count, 1);
    assert_memory_equal(f.expansion.items[3].data[0].text, "NEW\n", 4);
    assert_null(f.expansion.items[3].delimiter);
    assert_memory_equal(f.expansion.items[4].data[0].text, "NEWER", 5);
    release(&f);
}

/* Procedures without a step would never end by steps alone; nor would calls of what is nowhere. */
static void test_expand__calls_are_bounded(void **state)
{
    (void)state;
    struct bytes text;
    bytes_init(&text);
    bytes_text(&text, "//J JOB\n");
    for (int level = 0; level < 8; level++) {
        bytes_format(&text, "//P%d PROC\n", level);
        for (int i = 0; i < 10; i++)
            bytes_format(&text, level == 0 ? "// SET A=1\n" : "//X EXEC P%d\n", level - 1);
        bytes_text(&text, "// PEND\n");
    }
    bytes_text(&text, "//S EXEC P7\n");
    struct fixture f;
    expand(&f, bytes_string(&text));
    assert_non_null(strstr(bytes_string(&f.told), "626 at"));
    assert_true(f.expansion.count <= EXPANSION_MAX_STEPS * SYMBOL_MAX_LEVELS + 100);
    release(&f);
    bytes_clear(&text);
    bytes_text(&text, "//J JOB\n");
    for (int i = 0; i < 2 * EXPANSION_MAX_STEPS; i++)
        bytes_format(&text, "//S%d EXEC NOWHERE\n", i);
    expand(&f, bytes_string(&text));
    assert_non_null(strstr(bytes_string(&f.told), "626 at 257,"));
    assert_true(f.expansion.count <= EXPANSION_MAX_STEPS + 1);
    release(&f);
    bytes_release(&text);
}

/* Eight calls a level of eight levels, and what they lead to is nowhere: no more is made than a job of 255 steps has. */
static void test_expand__calls_of_calls_stop_at_the_first_step_too_many(void **state)
{
    (void)state;
    struct bytes text;
    bytes_init(&text);
    bytes_text(&text, "//J JOB\n");
    for (int level = 0; level < 7; level++) {
        bytes_format(&text, "//P%d PROC\n", level);
        for (int i = 0; i < 8; i++)
            bytes_format(&text, "//A%d EXEC P%d\n", i, level + 1);
        bytes_text(&text, "// PEND\n");
    }
    bytes_text(&text, "//P7 PROC\n//S EXEC NOWHERE\n// PEND\n//X EXEC P0\n//Y EXEC P0\n");
    struct fixture f;
    expand(&f, bytes_string(&text));
    assert_string_equal(bytes_string(&f.told), "658 at 73,10;626 at 75,10;");
    assert_int_equal(f.expansion.count, EXPANSION_MAX_STEPS + 1);
    assert_int_equal(f.expansion.step_count, EXPANSION_MAX_STEPS);
    release(&f);
    bytes_release(&text);
}

/* Each job of a file has steps and calls of its own. */
static void test_expand__every_job_may_have_all_steps(void **state)
{
    (void)state;
    enum { JOBS = 17 };
    struct bytes text;
    bytes_init(&text);
    for (int job = 0; job < JOBS; job++) {
        bytes_format(&text, "//J%d JOB\n//A PROC\n//X EXEC PGM=P\n// PEND\n", job);
        for (int i = 0; i < EXPANSION_MAX_STEPS; i++)
            bytes_format(&text, "//S%d EXEC A\n", i);
    }
    struct fixture f;
    expand(&f, bytes_string(&text));
    assert_string_equal(bytes_string(&f.told), "");
    assert_int_equal(f.expansion.count, JOBS * (EXPANSION_MAX_STEPS + 1));
    release(&f);
    bytes_release(&text);
}

static void test_expand__rule_26_a_blank_override_must_have_something_to_leave(void **state)
{
    (void)state;
    check(DAY "//S1 EXEC DAY\n//P1.D DD DSN=A.C\n// DD\n", "667 at 10,1;", NULL);
}

static void test_expand__rule_27_one_level_only(void **state)
{
    (void)state;
    check(DAY "//OUT PROC\n//O1 EXEC DAY\n// PEND\n//S1 EXEC OUT\n//O1.D DD DUMMY\n", "665 at 12,3;", NULL);
}

static void test_expand__rule_28_what_cannot_be_given(void **state)
{
    (void)state;
    check(DAY "//S1 EXEC DAY,PGM.P1=Q\n", "666 at 8,15;", NULL);
    check(DAY "//S1 EXEC DAY,PARM.P9=Q\n", "666 at 8,15;", NULL);
    check(DAY "//S1 EXEC DAY,TIME=5\n", "", "//P1 EXEC PGM=P\n//D DD DSN=A.B,DISP=SHR\n//P2 EXEC PGM=Q\n//D DD DUMMY\n");
}

static void test_expand__rule_20_depth_and_recursion_are_told(void **state)
{
    (void)state;
    check("//J JOB\n//A PROC\n//A1 EXEC A\n// PEND\n//S EXEC A\n", "660 at 3,11;", NULL);
    struct bytes text;
    bytes_init(&text);
    bytes_text(&text, "//J JOB\n");
    for (int i = 16; i >= 1; i--)
        if (i == 16)
            bytes_format(&text, "//P%d PROC\n//X EXEC PGM=P\n// PEND\n", i);
        else
            bytes_format(&text, "//P%d PROC\n//X EXEC P%d\n// PEND\n", i, i + 1);
    struct bytes good;
    bytes_init(&good);
    bytes_text(&good, bytes_string(&text));
    bytes_text(&text, "//S EXEC P1\n");
    bytes_text(&good, "//S EXEC P2\n");
    check(bytes_string(&text), "660 at 6,10;", NULL);
    check(bytes_string(&good), "", "//X EXEC PGM=P\n");
    bytes_release(&text);
    bytes_release(&good);
}

static void test_expand__rule_21_no_more_than_255_steps(void **state)
{
    (void)state;
    struct bytes text;
    bytes_init(&text);
    bytes_text(&text, "//J JOB\n//A PROC\n");
    for (int i = 0; i < 16; i++)
        bytes_text(&text, "//X EXEC PGM=P\n");
    bytes_text(&text, "// PEND\n//B PROC\n");
    for (int i = 0; i < 16; i++)
        bytes_text(&text, "//X EXEC A\n");
    bytes_text(&text, "// PEND\n//S EXEC B\n//T EXEC B\n");
    struct fixture f;
    expand(&f, bytes_string(&text));
    assert_string_equal(bytes_string(&f.told), "626 at 38,10;");
    assert_int_equal(f.expansion.count, 256); /* the job and its steps */
    release(&f);
    bytes_release(&text);
}

static void test_expand__procedures_that_do_not_match(void **state)
{
    (void)state;
    check("//J JOB\n//A PROC\n//X EXEC PGM=P\n", "661 at 2,1;", "//X EXEC PGM=P\n");
    check("//J JOB\n//S EXEC PGM=P\n// PEND\n", "625 at 3,4;", NULL);
    check("//J JOB\n//O PROC\n//I PROC\n//X EXEC PGM=P\n// PEND\n// PEND\n//S EXEC O\n", "661 at 3,5;", NULL);
    check("//J JOB\n//E PROC\n// PEND\n//S EXEC E\n//T EXEC E\n", "626 at 2,1;", NULL);
    check("//J JOB\n//S EXEC NONE\n//P.D DD DUMMY\n", "658 at 2,10;", "//S EXEC NONE\n//P.D DD DUMMY\n");
}

static void test_expand__symbols_of_set_and_proc_are_checked(void **state)
{
    (void)state;
    check("//J JOB\n// SET PRODUCTIO=LEDG\n// SET 1ST=A\n// SET\n// SET HLQ\n", "650 at 2,8;650 at 3,8;628 at 4,4;614 at 5,8;", NULL);
    check("//J JOB\n//P PROC REGION=4M\n//X EXEC PGM=P,REGION=&REGION\n// PEND\n//S EXEC P\n", "656 at 2,10;", NULL);
    check("//J JOB\n//P PROC\n//X EXEC PGM=P,PARM='&A'\n// PEND\n//S EXEC P,A=1,A=2\n", "622 at 5,16;", NULL);
}

static void test_expand__rule_16_set_in_a_procedure(void **state)
{
    (void)state;
    check("//J JOB\n//P PROC\n// SET A=2\n//X EXEC PGM=P,PARM='&A'\n// PEND\n// SET A=1\n//S EXEC P\n//T EXEC PGM=P,PARM='&A'\n",
          "", "//X EXEC PGM=P,PARM='2'\n//T EXEC PGM=P,PARM='2'\n");
    check("//J JOB\n//P PROC A=1\n// SET A=2\n//X EXEC PGM=P,PARM='&A'\n// PEND\n//S EXEC P\n", "657 at 3,8;",
          "//X EXEC PGM=P,PARM='1'\n");
}

static void test_expand__rule_17_a_value_that_is_not_used_is_told_once(void **state)
{
    (void)state;
    check("//J JOB\n//P PROC ENV=TEST,REST=NO\n//X EXEC PGM=P,PARM='&ENV'\n// PEND\n//S EXEC P\n//T EXEC P,ENW=PROD\n",
          "652 at 2,19;652 at 6,12;", NULL);
}

static void test_expand__rule_18_data_take_exported_symbols(void **state)
{
    (void)state;
    struct fixture f;
    expand(&f, "//J JOB\n// EXPORT SYMLIST=(A)\n// SET A=1,B=2\n//S EXEC PGM=P\n// SET A=3\n"
               "//D DD *,SYMBOLS=(JCLONLY,LOG)\n&A &B &SYSNAME\n/*\n//E DD *,SYMBOLS=EXECSYS\n&A &SYSNAME\n/*\n//F DD *\n&A\n");
    assert_string_equal(bytes_string(&f.told), "");
    assert_string_equal(bytes_string(&f.items), "//S EXEC PGM=P\n//D DD *\n//E DD *\n//F DD *\n");
    assert_string_equal(f.expansion.items[2].data[0].text, "1 &B &SYSNAME");
    assert_string_equal(f.expansion.items[3].data[0].text, "1 CUT1");
    assert_memory_equal(f.expansion.items[4].data[0].text, "&A", 2);
    release(&f);
}

static void test_expand__rule_23_jcllib_stands_first_and_once(void **state)
{
    (void)state;
    check("//J JOB\n//S EXEC PGM=P\n// JCLLIB ORDER=A.B\n", "668 at 3,4;", NULL);
    check("//J JOB\n// JCLLIB ORDER=A.B\n// JCLLIB ORDER=C.D\n//S EXEC PGM=P\n", "668 at 3,4;", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_expand__the_worked_examples_of_the_jcl_reference),
        cmocka_unit_test(test_expand__rule_16_set_in_a_procedure),
        cmocka_unit_test(test_expand__rule_17_a_value_that_is_not_used_is_told_once),
        cmocka_unit_test(test_expand__rule_18_data_take_exported_symbols),
        cmocka_unit_test(test_expand__rule_23_jcllib_stands_first_and_once),
        cmocka_unit_test(test_expand__rule_25_which_step_is_meant),
        cmocka_unit_test(test_expand__rule_36_data_follow_the_statement_that_has_them),
        cmocka_unit_test(test_expand__calls_are_bounded),
        cmocka_unit_test(test_expand__calls_of_calls_stop_at_the_first_step_too_many),
        cmocka_unit_test(test_expand__every_job_may_have_all_steps),
        cmocka_unit_test(test_expand__rule_26_a_blank_override_must_have_something_to_leave),
        cmocka_unit_test(test_expand__rule_27_one_level_only),
        cmocka_unit_test(test_expand__rule_28_what_cannot_be_given),
        cmocka_unit_test(test_expand__rule_20_depth_and_recursion_are_told),
        cmocka_unit_test(test_expand__rule_21_no_more_than_255_steps),
        cmocka_unit_test(test_expand__procedures_that_do_not_match),
        cmocka_unit_test(test_expand__symbols_of_set_and_proc_are_checked),
    };
    return cmocka_run_group_tests_name("expand", tests, NULL, NULL);
}
