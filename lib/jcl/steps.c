/* steps.c - see steps.h. */
#include "jcl/steps.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static struct table_step *add(struct step_table *table)
{
    table->steps = memory_grow(table->steps, &table->capacity, table->count + 1, sizeof *table->steps);
    struct table_step *step = &table->steps[table->count++];
    *step = (struct table_step){.name = "", .first_name = table->name_count};
    return step;
}

struct table_step *step_table_add(struct step_table *table, const char *name, const struct call *call, const struct statement *statement)
{
    if (table->count == 0)
        add(table);
    struct table_step *step = add(table);
    step->name = name;
    step->call = call;
    step->statement = statement;
    return step;
}

void step_table_name(struct step_table *table, enum step_name_kind kind, const char *name, const struct statement *statement)
{
    if (table->count == 0)
        add(table);
    table->names = memory_grow(table->names, &table->name_capacity, table->name_count + 1, sizeof *table->names);
    table->names[table->name_count++] = (struct table_name){kind, name, statement};
    table->steps[table->count - 1].name_count++;
}

void step_table_clear(struct step_table *table)
{
    table->count = table->name_count = 0;
}

void step_table_release(struct step_table *table)
{
    free(table->steps);
    free(table->names);
    *table = (struct step_table){0};
}

const struct table_step *step_table_last(const struct step_table *table)
{
    static const struct table_step none = {.name = ""};
    return table->count > 0 ? &table->steps[table->count - 1] : &none;
}

/* Is STEP what NAME.PROCSTEP means on the level CALL? */
static bool matches(const struct table_step *step, const struct call *call, const char *name, const char *procstep)
{
    if (step->calls)
        return false;
    if (procstep[0] == '\0')
        return step->call == call && strcmp(step->name, name) == 0;
    return step->call != NULL && step->call->outer == call && strcmp(step->call->step, name) == 0 && strcmp(step->name, procstep) == 0;
}

const struct table_step *step_table_find(const struct step_table *table, const struct call *from, const char *name, const char *procstep)
{
    for (const struct call *level = from;; level = level->outer) {
        for (size_t i = table->count; i > 1; i--)
            if (matches(&table->steps[i - 1], level, name, procstep))
                return &table->steps[i - 1];
        if (level == NULL)
            return NULL;
    }
}

const struct table_step *step_table_find_anywhere(const struct step_table *table, const char *name, const char *procstep)
{
    for (size_t i = 1; i < table->count; i++) {
        const struct table_step *step = &table->steps[i];
        const char *outer = step->call != NULL ? step->call->step : "";
        if (step->calls && procstep[0] != '\0')
            continue;
        if (procstep[0] == '\0' ? step->call == NULL && strcmp(step->name, name) == 0
                                : strcmp(outer, name) == 0 && strcmp(step->name, procstep) == 0)
            return step;
    }
    return NULL;
}

const struct table_name *step_table_find_name(const struct step_table *table, const struct table_step *step, enum step_name_kind kind,
                                              const char *name)
{
    for (size_t i = 0; step != NULL && i < step->name_count; i++) {
        const struct table_name *found = &table->names[step->first_name + i];
        if (found->kind == kind && strcmp(found->name, name) == 0)
            return found;
    }
    return NULL;
}
