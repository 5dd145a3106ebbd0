/* steps.c - see steps.h. */
#include "jcl/steps.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { FEW = 16 }; /* names of a step that are looked through one by one */

static size_t slot_of(const struct step_table *table, enum step_name_kind kind, const char *name)
{
    uint32_t hash = (uint32_t)kind;
    for (; *name != '\0'; name++)
        hash = hash * 31 + (unsigned char)*name;
    return (hash ^ hash >> 15) & (table->slot_count - 1);
}

static bool is_name(const struct table_name *found, enum step_name_kind kind, const char *name)
{
    return found->kind == kind && strcmp(found->name, name) == 0;
}

/* The name at INDEX of the last step's gets its slot; of equal ones the first keeps it. */
static void put_slot(struct step_table *table, const struct table_step *step, size_t index)
{
    const struct table_name *names = &table->names[step->first_name];
    size_t slot = slot_of(table, names[index].kind, names[index].name);
    while (table->slots[slot] != 0) {
        if (is_name(&names[table->slots[slot] - 1], names[index].kind, names[index].name))
            return;
        slot = (slot + 1) & (table->slot_count - 1);
    }
    table->slots[slot] = (uint32_t)index + 1;
}

/* Four slots a name and more: each time they are doubled, all are put again. */
static void put_name(struct step_table *table, const struct table_step *step)
{
    if (step->name_count <= FEW)
        return;
    if (table->slot_count >= 2 * step->name_count) {
        put_slot(table, step, step->name_count - 1);
        return;
    }
    table->slot_count = table->slot_count == 0 ? (size_t)4 * FEW : 2 * table->slot_count;
    table->slots = memory_grow(table->slots, &table->slot_capacity, table->slot_count, sizeof *table->slots);
    memset(table->slots, 0, table->slot_count * sizeof *table->slots);
    for (size_t i = 0; i < step->name_count; i++)
        put_slot(table, step, i);
}

static struct table_step *add(struct step_table *table)
{
    table->steps = memory_grow(table->steps, &table->capacity, table->count + 1, sizeof *table->steps);
    struct table_step *step = &table->steps[table->count++];
    *step = (struct table_step){.name = "", .first_name = table->name_count};
    table->slot_count = 0;
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
    put_name(table, &table->steps[table->count - 1]);
}

void step_table_clear(struct step_table *table)
{
    table->count = table->name_count = table->slot_count = 0;
}

void step_table_release(struct step_table *table)
{
    free(table->steps);
    free(table->names);
    free(table->slots);
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

/* The last step has its names by their hash. */
static const struct table_name *find_by_slot(const struct step_table *table, const struct table_step *step, enum step_name_kind kind,
                                             const char *name)
{
    const struct table_name *names = &table->names[step->first_name];
    for (size_t slot = slot_of(table, kind, name); table->slots[slot] != 0; slot = (slot + 1) & (table->slot_count - 1))
        if (is_name(&names[table->slots[slot] - 1], kind, name))
            return &names[table->slots[slot] - 1];
    return NULL;
}

const struct table_name *step_table_find_name(const struct step_table *table, const struct table_step *step, enum step_name_kind kind,
                                              const char *name)
{
    if (step != NULL && table->slot_count > 0 && step == step_table_last(table))
        return find_by_slot(table, step, kind, name);
    for (size_t i = 0; step != NULL && i < step->name_count; i++)
        if (is_name(&table->names[step->first_name + i], kind, name))
            return &table->names[step->first_name + i];
    return NULL;
}
