/* symbol.c - see symbol.h.  A list is a stack; those of one hash are chained from the newest to the oldest. */
#include "jcl/symbol.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "jcl/error.h"

enum { FIRST_BUCKETS = 16 };

static bool is_named(const char *have, const char *name, size_t length)
{
    return strncmp(have, name, length) == 0 && have[length] == '\0';
}

static size_t *bucket_of(const struct symbol_list *list, const char *name, size_t length)
{
    uint32_t hash = 0;
    for (size_t i = 0; i < length; i++)
        hash = hash * 31 + (unsigned char)name[i];
    return &list->newest[(hash ^ hash >> 15) & (list->bucket_count - 1)];
}

/* The newest of LIST from index FROM on. */
static struct symbol *find_in(const struct symbol_list *list, size_t from, const char *name, size_t length)
{
    if (list->count == 0)
        return NULL;
    for (size_t at = *bucket_of(list, name, length); at > from; at = list->items[at - 1].older)
        if (is_named(list->items[at - 1].name, name, length))
            return &list->items[at - 1];
    return NULL;
}

static void chain(struct symbol_list *list, size_t index)
{
    struct symbol *symbol = &list->items[index];
    size_t *bucket = bucket_of(list, symbol->name, strlen(symbol->name));
    symbol->older = *bucket;
    *bucket = index + 1;
}

/* At least as many buckets as symbols: each time they are doubled, all are chained again. */
static void widen(struct symbol_list *list)
{
    if (list->bucket_count >= list->count)
        return;
    list->bucket_count = list->bucket_count == 0 ? FIRST_BUCKETS : 2 * list->bucket_count;
    list->newest = memory_grow(list->newest, &list->bucket_capacity, list->bucket_count, sizeof *list->newest);
    memset(list->newest, 0, list->bucket_count * sizeof *list->newest);
    for (size_t i = 0; i + 1 < list->count; i++)
        chain(list, i);
}

/* NAME is in the arena, as all of the symbol. */
static struct symbol *append(struct symbol_list *list, const char *name)
{
    list->items = memory_grow(list->items, &list->capacity, list->count + 1, sizeof *list->items);
    list->items[list->count++] = (struct symbol){.name = name};
    widen(list);
    chain(list, list->count - 1);
    return &list->items[list->count - 1];
}

/* The newest first: each is then at the head of its chain. */
static void drop_from(struct symbol_list *list, size_t count)
{
    for (; list->count > count; list->count--) {
        const struct symbol *symbol = &list->items[list->count - 1];
        *bucket_of(list, symbol->name, strlen(symbol->name)) = symbol->older;
    }
}

static void release_list(struct symbol_list *list)
{
    free(list->items);
    free(list->newest);
}

static const char *keep(struct symbols *symbols, const char *text)
{
    return arena_text(symbols->arena, text, strlen(text));
}

static void fill(struct symbols *symbols, struct symbol *symbol, enum origin_kind kind, const char *giver,
                 const char *text, struct place place)
{
    symbol->text = keep(symbols, text);
    symbol->used = false;
    symbol->origin = (struct origin){.kind = kind, .symbol = symbol->name, .value = symbol->text,
                                     .giver = keep(symbols, giver), .place = place};
}

void symbols_init(struct symbols *symbols, struct arena *arena, const struct system_symbol *system)
{
    *symbols = (struct symbols){.arena = arena, .system = system};
}

void symbols_release(struct symbols *symbols)
{
    release_list(&symbols->set);
    release_list(&symbols->given);
    release_list(&symbols->exported);
    *symbols = (struct symbols){0};
}

bool symbols_set(struct symbols *symbols, const char *name, const char *text, struct place place)
{
    size_t length = strlen(name);
    if (find_in(&symbols->given, 0, name, length) != NULL)
        return false;
    struct symbol *symbol = find_in(&symbols->set, 0, name, length);
    if (symbol == NULL)
        symbol = append(&symbols->set, keep(symbols, name));
    fill(symbols, symbol, ORIGIN_SET, "", text, place);
    return true;
}

bool symbols_enter(struct symbols *symbols)
{
    if (symbols->level == SYMBOL_MAX_LEVELS)
        return false;
    symbols->levels[symbols->level++] = symbols->given.count;
    return true;
}

bool symbols_give(struct symbols *symbols, enum origin_kind kind, const char *giver, const char *name, const char *text,
                  struct place place)
{
    struct symbol *symbol = find_in(&symbols->given, symbols->levels[symbols->level - 1], name, strlen(name));
    if (symbol != NULL)
        return false;
    fill(symbols, append(&symbols->given, keep(symbols, name)), kind, giver, text, place);
    return true;
}

void symbols_leave(struct symbols *symbols, struct fault_list *faults)
{
    size_t from = symbols->levels[--symbols->level];
    for (size_t i = from; i < symbols->given.count; i++) {
        const struct symbol *symbol = &symbols->given.items[i];
        if (!symbol->used)
            jcl_fault(faults, JCL_W_SYMBOL_UNUSED, symbol->origin.place, symbol->name, "%s=%.40s", symbol->name,
                      symbol->text);
    }
    drop_from(&symbols->given, from);
}

const struct symbol *symbols_find(struct symbols *symbols, const char *name, size_t length)
{
    struct symbol *symbol = find_in(&symbols->given, 0, name, length);
    if (symbol == NULL)
        symbol = find_in(&symbols->set, 0, name, length);
    if (symbol != NULL)
        symbol->used = true;
    return symbol;
}

const struct system_symbol *symbols_find_system(const struct symbols *symbols, const char *name, size_t length)
{
    for (const struct system_symbol *symbol = symbols->system; symbol != NULL && symbol->name != NULL; symbol++)
        if (is_named(symbol->name, name, length))
            return symbol;
    return NULL;
}

void symbols_export(struct symbols *symbols, const char *name)
{
    if (strcmp(name, "*") == 0)
        symbols->exports_all = true;
    else if (find_in(&symbols->exported, 0, name, strlen(name)) == NULL)
        append(&symbols->exported, keep(symbols, name));
}

/* Every symbol that has a value is exported. */
static void export_list(struct symbols *symbols, const struct symbol_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        symbols_export(symbols, list->items[i].name);
}

void symbols_begin_step(struct symbols *symbols)
{
    if (symbols->exports_all) {
        export_list(symbols, &symbols->set);
        export_list(symbols, &symbols->given);
    }
    for (size_t i = 0; i < symbols->exported.count; i++) {
        struct symbol *symbol = &symbols->exported.items[i];
        const struct symbol *now = symbols_find(symbols, symbol->name, strlen(symbol->name));
        symbol->text = now != NULL ? now->text : NULL;
        if (now != NULL)
            symbol->origin = now->origin;
    }
}

const struct symbol *symbols_find_exported(const struct symbols *symbols, const char *name, size_t length)
{
    const struct symbol *symbol = find_in(&symbols->exported, 0, name, length);
    return symbol != NULL && symbol->text != NULL ? symbol : NULL;
}
