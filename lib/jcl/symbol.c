/* symbol.c - see symbol.h.  Jobs have few symbols: lists searched from the newest backwards. */
#include "jcl/symbol.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "jcl/error.h"

static bool is_named(const char *have, const char *name, size_t length)
{
    return strncmp(have, name, length) == 0 && have[length] == '\0';
}

/* The newest of LIST from index FROM on. */
static struct symbol *find_in(const struct symbol_list *list, size_t from, const char *name, size_t length)
{
    for (size_t i = list->count; i > from; i--)
        if (is_named(list->items[i - 1].name, name, length))
            return &list->items[i - 1];
    return NULL;
}

static struct symbol *append(struct symbol_list *list)
{
    list->items = memory_grow(list->items, &list->capacity, list->count + 1, sizeof *list->items);
    list->items[list->count] = (struct symbol){0};
    return &list->items[list->count++];
}

static const char *keep(struct symbols *symbols, const char *text)
{
    return arena_text(symbols->arena, text, strlen(text));
}

static void fill(struct symbols *symbols, struct symbol *symbol, enum origin_kind kind, const char *giver,
                 const char *name, const char *text, struct place place)
{
    symbol->name = keep(symbols, name);
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
    free(symbols->set.items);
    free(symbols->given.items);
    free(symbols->exported.items);
    *symbols = (struct symbols){0};
}

bool symbols_set(struct symbols *symbols, const char *name, const char *text, struct place place)
{
    size_t length = strlen(name);
    if (find_in(&symbols->given, 0, name, length) != NULL)
        return false;
    struct symbol *symbol = find_in(&symbols->set, 0, name, length);
    if (symbol == NULL)
        symbol = append(&symbols->set);
    fill(symbols, symbol, ORIGIN_SET, "", name, text, place);
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
    fill(symbols, append(&symbols->given), kind, giver, name, text, place);
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
    symbols->given.count = from;
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
        append(&symbols->exported)->name = keep(symbols, name);
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
