/* change.c - see expand_walk.h: statements behind the EXEC of a procedure applied to its steps. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "jcl/error.h"
#include "jcl/expand_walk.h"
#include "jcl/job.h"
#include "jcl/name.h"
#include "jcl/override.h"
#include "jcl/substitute.h"

void level_add_step(struct level *level, const char *name, size_t from, bool is_call)
{
    struct level_steps *steps = &level->steps;
    if (steps->count > 0)
        steps->items[steps->count - 1].end = from;
    steps->items = memory_grow(steps->items, &steps->capacity, steps->count + 1, sizeof *steps->items);
    steps->items[steps->count++] = (struct level_step){.name = name, .from = from, .is_call = is_call};
}

void level_release(struct level *level)
{
    free(level->steps.items);
    level->steps = (struct level_steps){0};
}

void change_begin(struct change *change, const struct call *call, const struct level_steps *steps)
{
    *change = (struct change){.call = call, .target = SIZE_MAX};
    change->steps.items = memory_grow(NULL, &change->steps.capacity, steps->count + 1, sizeof *steps->items);
    if (steps->count > 0)
        memcpy(change->steps.items, steps->items, steps->count * sizeof *steps->items);
    change->steps.count = steps->count;
}

void change_end(struct change *change)
{
    free(change->steps.items);
    *change = (struct change){0};
}

/* Index of the step NAME (of LENGTH characters), SIZE_MAX when there is none. */
static size_t find_step(const struct level_steps *steps, const char *name, size_t length)
{
    for (size_t i = 0; i < steps->count; i++)
        if (strncmp(steps->items[i].name, name, length) == 0 && steps->items[i].name[length] == '\0')
            return i;
    return SIZE_MAX;
}

void change_check_exec(struct walk *walk, const struct statement *exec, const struct level_steps *steps)
{
    const struct parameter *procedure = expansion_procedure_of(exec);
    for (const struct parameter *p = exec->parameters; p != NULL; p = p->next) {
        if (p == procedure || p->keyword == NULL)
            continue;
        const char *period = strchr(p->keyword, '.');
        char keyword[20] = "";
        size_t length = period != NULL ? (size_t)(period - p->keyword) : strlen(p->keyword);
        if (length < sizeof keyword)
            memcpy(keyword, p->keyword, length);
        if (strcmp(keyword, "PGM") == 0 || strcmp(keyword, "PROC") == 0)
            jcl_fault(walk->faults, JCL_E_OVERRIDE_EXEC, p->keyword_place, exec->name, "%.20s: the program of a step stays",
                      p->keyword);
        else if (period != NULL && !substitute_is_exec_keyword(keyword))
            jcl_fault(walk->faults, JCL_E_OVERRIDE_EXEC, p->keyword_place, exec->name, "%.40s: EXEC has no %.20s",
                      p->keyword, keyword);
        else if (period != NULL && find_step(steps, period + 1, strlen(period + 1)) == SIZE_MAX && !walk->stopped)
            jcl_fault(walk->faults, JCL_E_OVERRIDE_EXEC, p->keyword_place, exec->name, "%.40s: the procedure has no step %.20s",
                      p->keyword, period + 1);
    }
}

/* ---- items of a step ---- */

static struct effective *item_at(const struct walk *walk, size_t index)
{
    return &walk->expansion->items[index];
}

/* A statement of the procedure's step itself, not of a comment or an IF. */
static size_t find_item(const struct walk *walk, const struct level_step *step, const struct statement *statement,
                        const char *name)
{
    for (size_t i = step->from; i < step->end; i++) {
        const struct statement *item = item_at(walk, i)->statement;
        if (item->code == statement->code && item->name[0] == name[0] && strcmp(item->name, name) == 0)
            return i;
    }
    return SIZE_MAX;
}

/* Where the step's own statements end: an IF, ELSE or ENDIF behind them is not the step's. */
static size_t end_of(const struct walk *walk, const struct level_step *step)
{
    size_t end = step->from + 1;
    for (size_t i = step->from + 1; i < step->end; i++) {
        const struct statement *statement = item_at(walk, i)->statement;
        if (statement_is(statement, JCL_IF) || statement_is(statement, JCL_ELSE) || statement_is(statement, JCL_ENDIF))
            break;
        if (statement->kind != STATEMENT_COMMENT)
            end = i + 1;
    }
    return end;
}

/* The next unnamed DD behind item INDEX: the next of its concatenation. */
static size_t find_next(const struct walk *walk, const struct level_step *step, size_t index)
{
    for (size_t i = index + 1; i < step->end; i++) {
        const struct statement *statement = item_at(walk, i)->statement;
        if (statement->kind == STATEMENT_COMMENT)
            continue;
        return statement_is(statement, JCL_DD) && statement->name[0] == '\0' ? i : SIZE_MAX;
    }
    return SIZE_MAX;
}

/* What is added is a whole statement: where it was typed it counted as a part. */
static void insert(struct walk *walk, struct change *change, size_t at, struct effective item)
{
    item.changed = true;
    walk_insert(walk, at, item);
    for (size_t i = change->step; i < change->steps.count; i++) {
        change->steps.items[i].end++;
        change->steps.items[i].from += i > change->step ? 1 : 0;
    }
    change->target = at;
}

/* Item INDEX of the procedure as WITH changes it. */
static void merge(struct walk *walk, struct change *change, size_t index, const struct effective *with)
{
    struct effective *item = item_at(walk, index);
    struct statement *copy = walk_copy(walk, item->statement);
    change->target = index;
    if (!override_statement(copy, with->statement, &walk->expansion->arena, walk->faults))
        return;
    bool streamed = override_is_stream(copy);
    item->statement = copy;
    item->changed = true;
    item->override = with->statement;
    if (override_is_stream(with->statement)) {
        item->data = with->data;
        item->data_count = with->data_count;
        item->delimiter = with->delimiter;
        copy->has_data = with->statement->has_data;
    } else if (!streamed) {
        item->data = NULL;
        item->data_count = 0;
        copy->has_data = false;
    }
    if (!override_is_stream(with->statement) && item->data != NULL)
        walk_substitute_data(walk, item);
}

/* ---- one statement ---- */

static void refuse(struct walk *walk, struct change *change, int code, struct place place, const struct statement *statement,
                   const char *what)
{
    jcl_fault(walk->faults, code, place, statement->name, "%s", what);
    change->ignoring = true;
}

/* The step that STATEMENT's name means becomes the current one; false when it is refused. */
static bool choose_step(struct walk *walk, struct change *change, const struct statement *statement, const char **name)
{
    const char *period = strchr(statement->name, '.');
    struct place place = statement_column(statement, 3);
    size_t step = change->step;
    char what[80];
    *name = statement->name;
    if (period != NULL) {
        *name = period + 1;
        step = find_step(&change->steps, statement->name, (size_t)(period - statement->name));
        bytes_escape(what, sizeof what, statement->name, (size_t)(period - statement->name));
    }
    if (step == SIZE_MAX) {
        refuse(walk, change, JCL_E_OVERRIDE_STEP, place, statement, what);
        return false;
    }
    if (step < change->step) {
        refuse(walk, change, JCL_E_OVERRIDE_ORDER, place, statement, what);
        return false;
    }
    if (step < change->steps.count && change->steps.items[step].is_call) {
        refuse(walk, change, JCL_E_OVERRIDE_LEVEL, place, statement, change->steps.items[step].name);
        return false;
    }
    change->step = step;
    return step < change->steps.count;
}

static void apply_named(struct walk *walk, struct change *change, struct effective *item)
{
    const char *name;
    change->ignoring = change->adding = false;
    if (strchr(item->statement->name, '.') != NULL && !name_is_qualified(item->statement->name, strlen(item->statement->name))) {
        change->ignoring = true; /* no name at all, which was told */
        return;
    }
    if (!choose_step(walk, change, item->statement, &name)) {
        change->ignoring = true;
        return;
    }
    const struct level_step *step = &change->steps.items[change->step];
    size_t index = find_item(walk, step, item->statement, name);
    if (index != SIZE_MAX) {
        merge(walk, change, index, item);
        return;
    }
    if (name != item->statement->name) { /* what is added stands in the step without the step's name */
        struct statement *copy = walk_copy(walk, item->statement);
        copy->name = name;
        item->statement = copy;
        item->changed = true;
    }
    change->adding = true;
    insert(walk, change, end_of(walk, step), *item);
}

/* The next of a concatenation. */
static void apply_unnamed(struct walk *walk, struct change *change, struct effective *item)
{
    const struct level_step *step = &change->steps.items[change->step];
    if (change->ignoring)
        return;
    if (change->target == SIZE_MAX) {
        refuse(walk, change, JCL_E_ORDER, statement_start(item->statement), item->statement,
               "a DD without a name has no DD to be concatenated to");
        return;
    }
    size_t index = change->adding ? SIZE_MAX : find_next(walk, step, change->target);
    if (index != SIZE_MAX)
        merge(walk, change, index, item);
    else if (item->statement->field_len == 0 && !item->statement->broken)
        refuse(walk, change, JCL_E_OVERRIDE_EMPTY, statement_start(item->statement), item->statement,
               "there are no more of its concatenation");
    else
        insert(walk, change, change->target + 1, *item);
}

bool change_apply(struct walk *walk, struct statement *statement, struct level *level, struct deck *deck)
{
    struct change *change = &level->change;
    if (change->call == NULL) {
        const char *period = strchr(statement->name, '.');
        if (period == NULL || level->unsure)
            return false;
        char what[80];
        if (name_is_qualified(statement->name, strlen(statement->name)))
            jcl_fault(walk->faults, JCL_E_OVERRIDE_STEP, statement_column(statement, 3), statement->name,
                      "%s (the EXEC before it calls none)",
                      bytes_escape(what, sizeof what, statement->name, (size_t)(period - statement->name)));
        return true;
    }
    if (statement_is(statement, JCL_OUTPUT) && statement->name[0] == '\0')
        return false; /* it has no name, which is told elsewhere */
    if (change->steps.count == 0)
        return true;
    const struct level_step *step = &change->steps.items[change->step];
    if (step->end - step->from > STEP_MAX_DDS) {
        if (!change->ignoring)
            refuse(walk, change, JCL_E_DDS, statement_start(statement), statement, "this would be one more");
        return true;
    }
    struct effective item = walk_item(walk, statement, &(struct level){.call = change->call}, deck);
    if (statement->name[0] != '\0')
        apply_named(walk, change, &item);
    else
        apply_unnamed(walk, change, &item);
    return true;
}
