/* keyset.c - see keyset.h.  Open addressing, at most half full. */
#include "form/keyset.h"

#include <stdlib.h>

#include "base/memory.h"

/* FNV-1a, 64 bits, mixed once more; never 0. */
static uint64_t hash_of_key(const char *release, int iteration)
{
    uint64_t hash = 14695981039346656037ull;
    for (; *release != '\0'; release++)
        hash = (hash ^ (unsigned char)*release) * 1099511628211ull;
    hash = (hash ^ (uint64_t)(unsigned)iteration) * 1099511628211ull;
    hash ^= hash >> 31;
    return hash != 0 ? hash : 1;
}

/* Where HASH is, or the free slot where it would go. */
static size_t slot_of(const struct keyset *set, uint64_t hash)
{
    size_t at = (size_t)hash & (set->capacity - 1);
    while (set->slots[at] != 0 && set->slots[at] != hash)
        at = (at + 1) & (set->capacity - 1);
    return at;
}

void keyset_init(struct keyset *set)
{
    *set = (struct keyset){.slots = memory_new(64, sizeof *set->slots), .capacity = 64};
}

void keyset_release(struct keyset *set)
{
    free(set->slots);
    *set = (struct keyset){0};
}

static void grow(struct keyset *set)
{
    struct keyset bigger = {.slots = memory_new(set->capacity * 2, sizeof *set->slots), .capacity = set->capacity * 2};
    for (size_t i = 0; i < set->capacity; i++)
        if (set->slots[i] != 0)
            bigger.slots[slot_of(&bigger, set->slots[i])] = set->slots[i];
    bigger.count = set->count;
    free(set->slots);
    *set = bigger;
}

void keyset_add(struct keyset *set, const char *release, int iteration)
{
    if (2 * (set->count + 1) > set->capacity)
        grow(set);
    uint64_t hash = hash_of_key(release, iteration);
    size_t at = slot_of(set, hash);
    set->count += set->slots[at] == 0;
    set->slots[at] = hash;
}

bool keyset_has(const struct keyset *set, const char *release, int iteration)
{
    return set->slots[slot_of(set, hash_of_key(release, iteration))] != 0;
}
