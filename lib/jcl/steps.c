/* steps.c - see steps.h. */
#include "jcl/steps.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { FEW = 16 }; /* names of a step that are looked through one by one */

static size_t slot_of(const struct step_table *table, uint32_t step, enum step_name_kind kind, const char *name)
{
    uint32_t hash = step * 3 + (uint32_t)kind;
    for (; *name != '\0'; name++)
        hash = hash * 31 + (unsigned char)*name;
    return (hash ^ hash >> 15) & (table->slot_count - 1);
}

static bool is_name(const struct table_name *found, uint32_t step, enum step_name_kind kind, const char *name)
{
    return found->step == step && found->kind == kind && strcmp(found->name, name) == 0;
}

/* The slot of a name, or the empty one where it would be. */
static uint32_t *find_slot(const struct step_table *table, uint32_t step, enum step_name_kind kind, const char *name)
{
    size_t slot = slot_of(table, step, kind, name);
    while (table->slots[slot] != 0 && !is_name(&table->names[table->slots[slot] - 1], step, kind, name))
        slot = (slot + 1) & (table->slot_count - 1);
    return &table->slots[slot];
}

/* Of equal ones the first keeps it. */
static void put_slot(struct step_table *table, size_t index)
{
    const struct table_name *name = &table->names[index];
    uint32_t *slot = find_slot(table, name->step, name->kind, name->name);
    if (*slot != 0)
        return;
    *slot = (uint32_t)index + 1;
    table->slots_used++;
}

static void put_step(struct step_table *table, const struct table_step *step)
{
    for (size_t i = 0; i < step->name_count; i++)
        put_slot(table, step->first_name + i);
}

/* Twice as many slots as names, or more: each time they are doubled, all are put again. */
static void put_name(struct step_table *table, const struct table_step *step)
{
    if (step->name_count <= FEW)
        return;
    bool room = table->slot_count >= 2 * (table->slots_used + step->name_count);
    if (room && step->name_count == FEW + 1)
        put_step(table, step);
    else if (room)
        put_slot(table, table->name_count - 1);
    if (room)
        return;
    size_t wanted = table->slot_count == 0 ? (size_t)4 * FEW : table->slot_count;
    while (wanted < 2 * (table->slots_used + step->name_count))
        wanted *= 2;
    table->slot_count = wanted;
    table->slots_used = 0;
    table->slots = memory_grow(table->slots, &table->slot_capacity, table->slot_count, sizeof *table->slots);
    memset(table->slots, 0, table->slot_count * sizeof *table->slots);
    for (size_t i = 0; i < table->count; i++)
        if (table->steps[i].name_count > FEW)
            put_step(table, &table->steps[i]);
}

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
    table->names[table->name_count++] = (struct table_name){kind, name, statement, (uint32_t)(table->count - 1)};
    table->steps[table->count - 1].name_count++;
    put_name(table, &table->steps[table->count - 1]);
}

void step_table_clear(struct step_table *table)
{
    table->count = table->name_count = table->slot_count = table->slots_used = 0;
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

static const struct table_step *find_on(const struct step_table *table, const struct call *level, const char *name, const char *procstep)
{
    for (size_t i = table->count; i > 1; i--)
        if (matches(&table->steps[i - 1], level, name, procstep))
            return &table->steps[i - 1];
    return NULL;
}

/* NAME, of whatever level, calls the procedure that has PROCSTEP: names of steps are unique in a job that refers to them. */
static const struct table_step *find_inside(const struct step_table *table, const char *name, const char *procstep)
{
    for (size_t i = table->count; i > 1; i--) {
        const struct table_step *step = &table->steps[i - 1];
        if (!step->calls && step->call != NULL && strcmp(step->call->step, name) == 0 && strcmp(step->name, procstep) == 0)
            return step;
    }
    return NULL;
}

const struct table_step *step_table_find(const struct step_table *table, const struct call *from, const char *name, const char *procstep)
{
    for (const struct call *level = from;; level = level->outer) {
        const struct table_step *found = find_on(table, level, name, procstep);
        if (found != NULL)
            return found;
        if (level == NULL)
            return procstep[0] != '\0' ? find_inside(table, name, procstep) : NULL;
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
    if (step == NULL || step->name_count == 0)
        return NULL;
    uint32_t index = (uint32_t)(step - table->steps);
    if (step->name_count > FEW) {
        uint32_t slot = *find_slot(table, index, kind, name);
        return slot != 0 ? &table->names[slot - 1] : NULL;
    }
    for (size_t i = 0; i < step->name_count; i++)
        if (is_name(&table->names[step->first_name + i], index, kind, name))
            return &table->names[step->first_name + i];
    return NULL;
}
