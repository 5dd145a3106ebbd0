/* steps.c - see steps.h. */
#include "jcl/steps.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* ---- names ---- */

static uint32_t hash_name(size_t step, enum step_name_kind kind, const char *name)
{
    return slots_fold(slots_hash_text(slots_hash_number(SLOTS_SEED, step * 4 + kind), name));
}

static const struct table_name *find_name(const struct step_table *table, uint32_t hash, size_t step, enum step_name_kind kind,
                                          const char *name)
{
    size_t probe = hash;
    for (const uint32_t *at; (at = slots_next(&table->by_name, hash, &probe)) != NULL;) {
        const struct table_name *found = &table->names[*at - 1];
        if (found->step == step && found->kind == kind && strcmp(found->name, name) == 0)
            return found;
    }
    return NULL;
}

/* ---- steps ---- */

/* What a step is found by. */
enum key_kind {
    KEY_CALL,     /* a call: its level and name */
    KEY_STEP,     /* a step: its level and name */
    KEY_PROCSTEP, /* a step: the level of the call it stands in, the call's name, its own */
    KEY_ANYWHERE, /* the same whatever the level */
    KEY_KINDS
};

struct key {
    enum key_kind kind;
    const struct call *level;
    const char *name;
    const char *procstep; /* "" but for the last two */
};

static uint32_t hash_key(const struct key *key)
{
    uint64_t hash = slots_hash_number(SLOTS_SEED, (uintptr_t)key->level);
    return slots_fold(slots_hash_text(slots_hash_number(slots_hash_text(hash, key->name), key->kind), key->procstep));
}

/* The key of KIND that leads to STEP; false when it has none. */
static bool key_of(const struct table_step *step, enum key_kind kind, struct key *key)
{
    *key = (struct key){.kind = kind, .level = step->call, .name = step->name, .procstep = ""};
    if (step->name[0] == '\0' || step->calls != (kind == KEY_CALL))
        return false;
    if (kind == KEY_CALL || kind == KEY_STEP)
        return true;
    if (step->call == NULL)
        return false;
    key->level = kind == KEY_PROCSTEP ? step->call->outer : NULL;
    key->name = step->call->step;
    key->procstep = step->name;
    return key->name[0] != '\0';
}

static bool is_key(const struct key *a, const struct key *b)
{
    return a->level == b->level && strcmp(a->name, b->name) == 0 && strcmp(a->procstep, b->procstep) == 0;
}

/* Where the number of KEY's step is, with the kind below it; NULL when it leads to none. */
static uint32_t *find_key(const struct step_table *table, const struct key *key, uint32_t hash)
{
    size_t probe = hash;
    for (uint32_t *at; (at = slots_next(&table->by_step, hash, &probe)) != NULL;) {
        struct key found;
        if (*at % KEY_KINDS == (uint32_t)key->kind && key_of(&table->steps[*at / KEY_KINDS], key->kind, &found) && is_key(&found, key))
            return at;
    }
    return NULL;
}

/* The last step gets its slots. */
static void put_step(struct step_table *table)
{
    struct key key;
    for (enum key_kind kind = 0; kind < KEY_KINDS; kind++) {
        if (!key_of(step_table_last(table), kind, &key))
            continue;
        uint32_t hash = hash_key(&key), *at = find_key(table, &key, hash);
        uint32_t number = (uint32_t)(table->count - 1) * KEY_KINDS + (uint32_t)kind;
        if (at != NULL)
            *at = number;
        else
            slots_add(&table->by_step, hash, number);
    }
}

static void append(struct step_table *table, struct table_step step)
{
    step.first_name = table->name_count;
    table->steps = memory_grow(table->steps, &table->capacity, table->count + 1, sizeof *table->steps);
    table->steps[table->count++] = step;
}

/* The job itself comes before its steps. */
static void begin(struct step_table *table)
{
    if (table->count == 0)
        append(table, (struct table_step){.name = ""});
}

static void add(struct step_table *table, struct table_step step)
{
    begin(table);
    append(table, step);
    put_step(table);
}

void step_table_add(struct step_table *table, const char *name, const struct call *call, const struct statement *statement)
{
    add(table, (struct table_step){.name = name, .call = call, .statement = statement});
}

void step_table_call(struct step_table *table, const struct call *call)
{
    add(table, (struct table_step){.name = call->step, .call = call->outer, .statement = call->exec, .calls = true});
}

bool step_table_name(struct step_table *table, enum step_name_kind kind, const char *name, const struct statement *statement)
{
    begin(table);
    size_t step = table->count - 1;
    uint32_t hash = hash_name(step, kind, name);
    bool is_first = find_name(table, hash, step, kind, name) == NULL;
    table->names = memory_grow(table->names, &table->name_capacity, table->name_count + 1, sizeof *table->names);
    table->names[table->name_count++] = (struct table_name){kind, name, statement, (uint32_t)step};
    table->steps[step].name_count++;
    if (is_first)
        slots_add(&table->by_name, hash, (uint32_t)table->name_count);
    return is_first;
}

void step_table_clear(struct step_table *table)
{
    table->count = table->name_count = 0;
    slots_clear(&table->by_name);
    slots_clear(&table->by_step);
}

void step_table_release(struct step_table *table)
{
    free(table->steps);
    free(table->names);
    slots_release(&table->by_name);
    slots_release(&table->by_step);
    *table = (struct step_table){0};
}

const struct table_step *step_table_last(const struct step_table *table)
{
    static const struct table_step none = {.name = ""};
    return table->count > 0 ? &table->steps[table->count - 1] : &none;
}

static const struct table_step *find_step(const struct step_table *table, enum key_kind kind, const struct call *level, const char *name,
                                          const char *procstep)
{
    const struct key key = {kind, level, name, procstep};
    const uint32_t *at = find_key(table, &key, hash_key(&key));
    return at != NULL ? &table->steps[*at / KEY_KINDS] : NULL;
}

const struct table_step *step_table_find(const struct step_table *table, const struct call *from, const char *name, const char *procstep)
{
    enum key_kind kind = procstep[0] != '\0' ? KEY_PROCSTEP : KEY_STEP;
    const struct table_step *found = find_step(table, kind, from, name, procstep);
    for (const struct call *level = from; found == NULL && level != NULL; level = level->outer)
        found = find_step(table, kind, level->outer, name, procstep);
    if (found == NULL && kind == KEY_PROCSTEP) /* a procedure's procedure: names that are referred to are unique in a job */
        found = find_step(table, KEY_ANYWHERE, NULL, name, procstep);
    return found;
}

bool step_table_has(const struct step_table *table, const struct call *call, const char *name)
{
    return find_step(table, KEY_STEP, call, name, "") != NULL || find_step(table, KEY_CALL, call, name, "") != NULL;
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
    size_t index = (size_t)(step - table->steps);
    return find_name(table, hash_name(index, kind, name), index, kind, name);
}
