/*
 * turnover.c - see turnover.h.  A job is a row of passes over the elements; a pass takes those it wants, gathers
 * what can go into one step, and writes the step.
 */
#include "rollback/turnover.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "rollback/places.h"
#include "rollback/writing.h"

typedef const struct manifest_element element;

static bool is_library(element *e)
{
    return strcmp(e->type, "LOAD") == 0;
}

/* ---- the passes: which elements, which of them in one step, what step ---- */

static bool any(element *e)
{
    return e != NULL;
}

static bool is_saved(element *e)
{
    return e->action[0] != 'A';
}

static bool one_backup(element *a, element *b)
{
    return is_library(a) && is_library(b) && strcmp(a->backup, b->backup) == 0;
}

static void save(struct writing *writing, const struct run *run)
{
    element *e = run->elements[0];
    if (is_library(e))
        writing_copy_members(writing, run, e->to, e->backup, true);
    else
        writing_copy_data_set(writing, e, e->to, e->backup, true);
}

static bool is_compared(element *e)
{
    return is_saved(e) && !is_library(e);
}

static void compare(struct writing *writing, const struct run *run)
{
    writing_compare(writing, run->elements[0]);
}

static bool is_copied_in(element *e)
{
    return e->action[0] != 'D';
}

static bool one_copy_in(element *a, element *b)
{
    return is_library(a) && is_library(b) && is_copied_in(a) && is_copied_in(b) && strcmp(a->from, b->from) == 0 &&
           strcmp(a->to, b->to) == 0;
}

static void put_in(struct writing *writing, const struct run *run)
{
    element *e = run->elements[0];
    if (!is_copied_in(e))
        writing_delete(writing, e, is_library(e) ? e->member : NULL, false);
    else if (is_library(e))
        writing_copy_members(writing, run, e->from, e->to, false);
    else
        writing_copy_data_set(writing, e, e->from, e->to, e->action[0] == 'A');
}

static bool one_copy_back(element *a, element *b)
{
    return is_saved(a) && is_saved(b) && one_backup(a, b);
}

static void take_out(struct writing *writing, const struct run *run)
{
    element *e = run->elements[0];
    if (e->action[0] == 'A') {
        writing_delete(writing, e, is_library(e) ? e->member : NULL, true);
    } else if (is_library(e)) {
        writing_copy_members(writing, run, e->backup, e->to, false);
    } else if (e->action[0] == 'R') {
        writing_copy_data_set(writing, e, e->backup, e->to, false);
    } else { /* a cutover that failed may not have come to delete it */
        writing_delete(writing, e, NULL, true);
        writing_copy_data_set(writing, e, e->backup, e->to, true);
    }
}

static bool is_told_in(element *e)
{
    return is_library(e) && e->region[0] != '\0' && is_copied_in(e);
}

static bool is_told_back(element *e)
{
    return is_library(e) && e->region[0] != '\0' && is_saved(e);
}

static bool together(element *a, element *b)
{
    return a != b;
}

struct pass {
    char letter;
    bool backward;
    bool gathers; /* a step also takes elements that are not next to each other */
    bool (*wants)(element *e);
    bool (*joins)(element *first, element *other); /* may OTHER go into FIRST's step?  NULL: never */
    void (*write)(struct writing *writing, const struct run *run);
};

static const struct plan {
    const char *name, *comment;
    struct pass passes[4]; /* up to the first without a letter */
} PLANS[] = {
    [TURNOVER_CUTOVER] = {"CUTOVER",
                          "Puts the release in. B saves into data sets that must not exist yet, V compares, C changes, N tells CICS. "
                          "After a failure in P, B or V nothing was changed: delete the backups made and submit again. "
                          "After one in C or N restart there, or submit ROLLBACK.",
                          {{'B', false, true, is_saved, one_backup, save},
                           {'V', false, false, is_compared, NULL, compare},
                           {'C', false, false, any, one_copy_in, put_in},
                           {'N', false, true, is_told_in, together, writing_new_copies}}},
    [TURNOVER_ROLLBACK] = {"ROLLBACK",
                           "Takes the release out again, the last change first, from the backups that CUTOVER made, also when CUTOVER "
                           "failed in C or N. V compares, N tells CICS. After a failure restart at the step that failed.",
                           {{'R', true, false, any, one_copy_back, take_out},
                            {'V', false, false, is_compared, NULL, compare},
                            {'N', false, true, is_told_back, together, writing_new_copies},
                            {0}}},
};

/* Gather in RUN what goes into one step with element AT of the pass, and mark it in TAKEN. */
static void gather(struct run *run, const struct manifest *manifest, const struct pass *pass, size_t at, bool *taken)
{
    run->count = 0;
    for (size_t i = at; i < manifest->count; i++) {
        size_t index = pass->backward ? manifest->count - 1 - i : i;
        element *e = &manifest->elements[index];
        bool joins = i == at || (pass->joins != NULL && pass->joins(run->elements[0], e));
        if (!taken[index] && pass->wants(e) && joins) {
            taken[index] = true;
            run->elements[run->count++] = e;
        } else if (!pass->gathers) {
            return;
        }
    }
}

static void write_pass(struct writing *writing, const struct pass *pass)
{
    const struct manifest *manifest = writing->manifest;
    struct run run = {memory_new(manifest->count, sizeof *run.elements), 0};
    bool *taken = memory_new(manifest->count, sizeof *taken);
    writing->letter = pass->letter;
    for (size_t i = 0; i < manifest->count && writing->code == 0; i++) {
        size_t index = pass->backward ? manifest->count - 1 - i : i;
        if (taken[index] || !pass->wants(&manifest->elements[index]))
            continue;
        gather(&run, manifest, pass, i, taken);
        pass->write(writing, &run);
    }
    free(run.elements);
    free(taken);
}

/* ---- the preflight ---- */

/* The data sets that E's change (or its undoing) finds there; NULL where there is none. */
static void found(const char *names[3], element *e, enum turnover direction)
{
    bool in = direction == TURNOVER_CUTOVER;
    names[0] = in && is_copied_in(e) ? e->from : NULL;
    names[1] = is_library(e) || e->action[0] == 'R' || (in && e->action[0] == 'D') ? e->to : NULL;
    names[2] = !in && is_saved(e) ? e->backup : NULL;
}

static bool is_touched(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static void touch(struct writing *writing, enum turnover direction)
{
    const struct manifest *manifest = writing->manifest;
    const char **touched = memory_new(3 * manifest->count, sizeof *touched);
    size_t count = 0;
    writing->letter = 'P';
    writing_step(writing, "IEFBR14", NULL);
    for (size_t i = 0; i < manifest->count; i++) {
        const char *names[3];
        found(names, &manifest->elements[i], direction);
        for (size_t k = 0; k < 3; k++) {
            char dd[9];
            if (names[k] == NULL || is_touched(touched, count, names[k]))
                continue;
            touched[count++] = names[k];
            snprintf(dd, sizeof dd, "D%04zu", count % 10000);
            writing_data_set(writing, dd, names[k], "SHR");
        }
        writing_settle(writing, &manifest->elements[i], NULL);
    }
    free(touched);
}

/* ---- what is checked before a word is written ---- */

static int refuse(int code, size_t index, const char *field, const char *value, struct fault *fault)
{
    char shown[64];
    fault_set(fault, code, "%s", bytes_escape(shown, sizeof shown, value, strlen(value)));
    fault_at_field(fault, field, 0);
    return fault_at_record(fault, (int64_t)index + 1, "element of the manifest");
}

static int check(const struct manifest *manifest, struct fault *fault)
{
    if (manifest->count == 0)
        return fault_set(fault, ROLLBACK_E_MANIFEST, "it has no elements");
    if (manifest->count > TURNOVER_ELEMENTS_MAX)
        return fault_set(fault, ROLLBACK_E_SIZE, "%zu elements", manifest->count);
    for (size_t i = 0; i < manifest->count; i++) {
        element *e = &manifest->elements[i];
        if (strcmp(e->type, "LOAD") != 0 && strcmp(e->type, "SEQ") != 0)
            return refuse(ROLLBACK_E_TYPE, i, "type", e->type, fault);
        if (strlen(e->action) != 1 || strchr("ARD", e->action[0]) == NULL)
            return refuse(ROLLBACK_E_ACTION, i, "action", e->action, fault);
    }
    return places_check(manifest, fault);
}

static void write_job(struct writing *writing, enum turnover direction)
{
    const struct plan *plan = &PLANS[direction];
    char title[80];
    snprintf(title, sizeof title, "%.60s.%03d", writing->manifest->release, writing->manifest->iteration);
    writing_job(writing, plan->name, title, plan->comment);
    writing_settle(writing, NULL, "release");
    touch(writing, direction);
    for (size_t i = 0; i < sizeof plan->passes / sizeof plan->passes[0] && plan->passes[i].letter != '\0'; i++)
        write_pass(writing, &plan->passes[i]);
}

int turnover_write(struct bytes *out, const struct manifest *manifest, enum turnover direction, struct fault *fault)
{
    struct fault unkept;
    struct writing writing;
    fault = fault != NULL ? fault : &unkept;
    int code = check(manifest, fault);
    if (code < 0)
        return code;
    writing_init(&writing, manifest, fault);
    write_job(&writing, direction);
    code = writing_end(&writing);
    if (code == 0)
        bytes_add(out, writing.jcl.out.data, writing.jcl.out.length);
    writing_release(&writing);
    return code;
}
