/*
 * test_undo.c - what streams do, on a machine of a few data sets that knows IEBCOPY, IEBGENER, IEBCOMPR and IDCAMS DELETE as far as
 * streams use them: wherever a cutover stops, the rollback leaves what was there before.
 */
#include "support/suite.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rollback/manifest.h"
#include "rollback/turnover.h"
#include "support/jcl.h"

/* ---- the machine ---- */

enum { OBJECTS_MAX = 96, NAME_MAX_SIZE = 48 };

/* A data set (member "") or a member of one. */
struct object {
    char dsn[NAME_MAX_SIZE], member[NAME_MAX_SIZE];
    int content; /* -1: not there */
};

struct machine {
    struct object objects[OBJECTS_MAX];
    size_t count;
};

static int *content_of(struct machine *machine, const char *dsn, const char *member)
{
    for (size_t i = 0; i < machine->count; i++)
        if (strcmp(machine->objects[i].dsn, dsn) == 0 && strcmp(machine->objects[i].member, member) == 0)
            return &machine->objects[i].content;
    assert_true(machine->count < OBJECTS_MAX);
    struct object *object = &machine->objects[machine->count++];
    snprintf(object->dsn, sizeof object->dsn, "%s", dsn);
    snprintf(object->member, sizeof object->member, "%s", member);
    object->content = -1;
    return &object->content;
}

static void delete_data_set(struct machine *machine, const char *dsn)
{
    for (size_t i = 0; i < machine->count; i++)
        if (strcmp(machine->objects[i].dsn, dsn) == 0)
            machine->objects[i].content = -1;
}

/* Nothing named A.PROD differs. */
static bool is_as_before(struct machine *before, struct machine *now)
{
    for (size_t i = 0; i < now->count; i++) {
        const struct object *object = &now->objects[i];
        if (strncmp(object->dsn, "A.PROD", 6) == 0 && object->content != *content_of(before, object->dsn, object->member))
            return false;
    }
    return true;
}

/* ---- its utilities: a return code ---- */

static const char *data_card(const struct jcl_reading *reading, const struct dd *dd, size_t i, char text[81])
{
    const struct card *card = &reading->deck.cards.items[dd->statement->first_data + i];
    snprintf(text, 81, "%.*s", (int)card->length, card->text);
    return text;
}

static const struct dd *find_dd(const struct job_step *step, const char *name)
{
    const struct dd *dd = step->dds;
    while (dd != NULL && strcmp(dd->name, name) != 0)
        dd = dd->next;
    assert_non_null(dd);
    return dd;
}

/* HALF: it fails when half of the members are copied. */
static int iebcopy(struct machine *machine, const struct jcl_reading *reading, const struct job_step *step, bool half)
{
    const struct dd *sysin = find_dd(step, "SYSIN"), *in = find_dd(step, "IN"), *out = find_dd(step, "OUT");
    size_t count = sysin->statement->data_count;
    char text[81], member[9];
    int code = half ? 4 : 0;
    assert_string_equal(data_card(reading, sysin, 0, text), " COPY OUTDD=OUT,INDD=((IN,R))");
    for (size_t i = 1; i < (half ? (count + 1) / 2 : count); i++) {
        assert_int_equal(sscanf(data_card(reading, sysin, i, text), " SELECT MEMBER=((%8[A-Z0-9],,R))", member), 1);
        int from = *content_of(machine, in->dsn, member);
        if (from < 0)
            code = 4;
        else
            *content_of(machine, out->dsn, member) = from;
    }
    return code;
}

static int idcams(struct machine *machine, const struct jcl_reading *reading, const struct job_step *step)
{
    const struct dd *sysin = find_dd(step, "SYSIN");
    char text[81], dsn[45], member[9] = "";
    int parts = sscanf(data_card(reading, sysin, 0, text), " DELETE '%44[A-Z0-9.](%8[A-Z0-9])'", dsn, member);
    assert_true(parts == 1 || parts == 2);
    bool forgives = sysin->statement->data_count == 2;
    if (forgives)
        assert_string_equal(data_card(reading, sysin, 1, text), " IF LASTCC = 8 THEN SET MAXCC = 0");
    if (*content_of(machine, dsn, member) < 0)
        return forgives ? 0 : 8;
    if (parts == 1)
        delete_data_set(machine, dsn);
    else
        *content_of(machine, dsn, member) = -1;
    return 0;
}

static int run_program(struct machine *machine, const struct jcl_reading *reading, const struct job_step *step, bool half)
{
    if (strcmp(step->program, "IEFBR14") == 0 || strcmp(step->program, "SDSF") == 0)
        return half ? 16 : 0;
    if (strcmp(step->program, "IEBCOPY") == 0)
        return iebcopy(machine, reading, step, half);
    if (strcmp(step->program, "IDCAMS") == 0)
        return half ? 12 : idcams(machine, reading, step);
    int from = *content_of(machine, find_dd(step, "SYSUT1")->dsn, ""), *to = content_of(machine, find_dd(step, "SYSUT2")->dsn, "");
    if (strcmp(step->program, "IEBCOMPR") == 0)
        return half || from != *to ? 8 : 0;
    assert_string_equal(step->program, "IEBGENER");
    *to = half ? 7777 : from; /* half written */
    return half ? 12 : 0;
}

enum { JCL_ERROR = -1 };

/* Allocation; a data set that is made and then not wanted because the step failed is gone again. */
static int run_step(struct machine *machine, const struct jcl_reading *reading, const struct job_step *step, bool half)
{
    for (const struct dd *dd = step->dds; dd != NULL; dd = dd->next) {
        if (dd->kind != DD_DATA_SET)
            continue;
        int *there = content_of(machine, dd->dsn, "");
        if ((*there < 0) != (dd->status == DD_NEW))
            return JCL_ERROR;
        if (dd->status == DD_NEW)
            *there = *content_of(machine, dd->like, "") < 0 ? -1 : 0;
        assert_true(*there >= 0);
    }
    int code = run_program(machine, reading, step, half);
    for (const struct dd *dd = step->dds; dd != NULL && code >= 12; dd = dd->next)
        if (dd->kind == DD_DATA_SET && dd->status == DD_NEW && dd->abnormal == DD_DELETE)
            delete_data_set(machine, dd->dsn);
    return code;
}

/* Run from step FIRST on; step FAILS fails half-way (-1: none does).  Returns the step that stopped it, or -1. */
static int run_job(struct machine *machine, const struct jcl_reading *reading, int first, int fails)
{
    const struct job *job = &reading->jobs.items[0];
    for (int i = first; i < (int)job->step_count; i++) {
        assert_true(i == 0 || (job->steps[i].conditions.count == 1 && condition_is_true(&job->steps[i].conditions.tests[0], 4) &&
                               !condition_is_true(&job->steps[i].conditions.tests[0], 0)));
        if (run_step(machine, reading, &job->steps[i], i == fails) != 0)
            return i;
    }
    return -1;
}

/* ---- releases ---- */

struct release {
    struct machine before, after; /* production without it and with it */
    struct bytes json, in, out;
    struct jcl_reading cutover, rollback;
};

static uint64_t seed;

static int dice(int sides)
{
    seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
    return (int)(seed % (uint64_t)sides);
}

static void set(struct machine *machine, const char *dsn, const char *member, int content)
{
    *content_of(machine, dsn, "") = 1;
    *content_of(machine, dsn, member) = content;
}

static void add_element(struct release *release, int i)
{
    static const char ACTIONS[] = "ARD";
    bool load = dice(3) > 0;
    char action = ACTIONS[dice(3)], from[24], to[24], backup[24], member[9] = "";
    int library = dice(2);
    snprintf(from, sizeof from, load ? "A.STAGE.LIB" : "A.STAGE.S%d", i);
    snprintf(to, sizeof to, load ? "A.PROD.LIB%d" : "A.PROD.S%d", load ? library : i);
    snprintf(backup, sizeof backup, load ? "A.BACKUP.LIB%d" : "A.BACKUP.S%d", load ? library : i);
    if (load)
        snprintf(member, sizeof member, "PGM%d", i);
    bytes_format(&release->json, "%s{\"type\":\"%s\",\"action\":\"%c\",\"member\":\"%s\",\"from\":\"%s\",\"to\":\"%s\",\"backup\":\"%s\",\"region\":\"%s\"}",
                 i > 0 ? "," : "", load ? "LOAD" : "SEQ", action, member, action == 'D' ? "" : from, to, action == 'A' ? "" : backup,
                 load && dice(4) == 0 ? "CICSA" : "");
    if (load)
        set(&release->before, to, "OTHER", 5);
    if (action != 'D')
        set(&release->before, from, member, 100 + i);
    if (action != 'A')
        set(&release->before, to, member, 200 + i);
}

static void stream_of(struct bytes *jcl, struct jcl_reading *reading, const struct manifest *manifest, enum turnover direction)
{
    struct fault fault = {0};
    bytes_init(jcl);
    if (turnover_write(jcl, manifest, direction, &fault) < 0)
        fail_msg("%s", fault.detail);
    jcl_reading_init(reading, bytes_string(jcl));
    assert_string_equal(bytes_string(&reading->told), "");
}

static void release_new(struct release *release, uint64_t from)
{
    struct manifest manifest;
    memset(release, 0, sizeof *release);
    seed = from * 0x9E3779B97F4A7C15u + 1;
    bytes_init(&release->json);
    bytes_text(&release->json, "{\"release\":\"CHFS-0042\",\"iteration\":1,\"elements\":[");
    for (int i = 0, count = 1 + dice(7); i < count; i++)
        add_element(release, i);
    bytes_text(&release->json, "]}");
    manifest_init(&manifest);
    assert_int_equal(manifest_read(&manifest, bytes_string(&release->json), release->json.length, NULL), 0);
    stream_of(&release->in, &release->cutover, &manifest, TURNOVER_CUTOVER);
    stream_of(&release->out, &release->rollback, &manifest, TURNOVER_ROLLBACK);
    release->after = release->before;
    for (size_t i = 0; i < manifest.count; i++) {
        const struct manifest_element *e = &manifest.elements[i];
        int staged = e->action[0] == 'D' ? -1 : *content_of(&release->before, e->from, e->member);
        if (e->member[0] == '\0' || staged >= 0)
            *content_of(&release->after, e->to, "") = e->member[0] == '\0' ? staged : 1;
        *content_of(&release->after, e->to, e->member) = staged;
    }
    manifest_release(&manifest);
}

static void release_free(struct release *release)
{
    jcl_reading_release(&release->cutover);
    jcl_reading_release(&release->rollback);
    bytes_release(&release->json);
    bytes_release(&release->in);
    bytes_release(&release->out);
}

static char letter_of(const struct jcl_reading *reading, int step)
{
    return reading->jobs.items[0].steps[step].name[0];
}

static int steps_of(const struct jcl_reading *reading)
{
    return (int)reading->jobs.items[0].step_count;
}

enum { RELEASES = 60 };

static void test_undo__a_whole_cutover_is_undone_whole(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < RELEASES; i++) {
        struct release release;
        release_new(&release, i);
        struct machine machine = release.before;
        assert_int_equal(run_job(&machine, &release.cutover, 0, -1), -1);
        assert_true(is_as_before(&release.after, &machine));
        assert_int_equal(run_job(&machine, &release.rollback, 0, -1), -1);
        assert_true(is_as_before(&release.before, &machine));
        release_free(&release);
    }
}

static void test_undo__a_cutover_that_fails_at_any_step_is_undone(void **state)
{
    (void)state;
    int undone = 0;
    for (uint64_t i = 0; i < RELEASES; i++) {
        struct release release;
        release_new(&release, i);
        for (int k = 0; k < steps_of(&release.cutover); k++) {
            struct machine machine = release.before;
            assert_int_equal(run_job(&machine, &release.cutover, 0, k), k);
            bool changed = strchr("CN", letter_of(&release.cutover, k)) != NULL;
            assert_true(changed || is_as_before(&release.before, &machine));
            int stopped = run_job(&machine, &release.rollback, 0, -1);
            if (!is_as_before(&release.before, &machine) || (changed && stopped != -1))
                fail_msg("release %d, cutover failed at step %d, rollback stopped at %d:\n%s%s", (int)i, k, stopped,
                         bytes_string(&release.in), bytes_string(&release.out));
            undone += changed;
        }
        release_free(&release);
    }
    assert_true(undone > 100);
}

static void test_undo__a_second_cutover_saves_nothing_over(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < RELEASES; i++) {
        struct release release;
        release_new(&release, i);
        for (int k = 0; k <= steps_of(&release.cutover); k++) {
            struct machine machine = release.before;
            run_job(&machine, &release.cutover, 0, k);
            run_job(&machine, &release.cutover, 0, -1);
            run_job(&machine, &release.rollback, 0, -1);
            assert_true(is_as_before(&release.before, &machine));
        }
        release_free(&release);
    }
}

static void test_undo__a_rollback_that_fails_goes_on_where_it_was(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < RELEASES; i++) {
        struct release release;
        release_new(&release, i);
        for (int k = 0; k < steps_of(&release.rollback); k++) {
            struct machine machine = release.before;
            run_job(&machine, &release.cutover, 0, -1);
            assert_int_equal(run_job(&machine, &release.rollback, 0, k), k);
            assert_int_equal(run_job(&machine, &release.rollback, k, -1), -1);
            assert_true(is_as_before(&release.before, &machine));
        }
        release_free(&release);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_undo__a_whole_cutover_is_undone_whole),
        cmocka_unit_test(test_undo__a_cutover_that_fails_at_any_step_is_undone),
        cmocka_unit_test(test_undo__a_second_cutover_saves_nothing_over),
        cmocka_unit_test(test_undo__a_rollback_that_fails_goes_on_where_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
