/* slots.c - see slots.h. */
#include "jcl/slots.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { FIRST_COUNT = 256 };

static const uint64_t PRIME = UINT64_C(1099511628211);

uint64_t slots_hash_text(uint64_t before, const char *text)
{
    for (; *text != '\0'; text++)
        before = (before ^ (unsigned char)*text) * PRIME;
    return before;
}

uint64_t slots_hash_number(uint64_t before, uint64_t number)
{
    before = (before ^ number) * PRIME;
    return before ^ before >> 29;
}

uint32_t *slots_next(const struct slots *slots, uint32_t hash, size_t *probe)
{
    if (slots->count == 0)
        return NULL;
    for (;;) {
        struct slot *slot = &slots->items[(*probe)++ & (slots->count - 1)];
        if (slot->at == 0)
            return NULL;
        if (slot->hash == hash)
            return &slot->at;
    }
}

static void put(struct slots *slots, struct slot slot)
{
    size_t probe = slot.hash;
    while (slots->items[probe & (slots->count - 1)].at != 0)
        probe++;
    slots->items[probe & (slots->count - 1)] = slot;
}

static void grow(struct slots *slots)
{
    const struct slots old = *slots;
    slots->count = old.count == 0 ? FIRST_COUNT : 2 * old.count;
    slots->items = memory_new(slots->count, sizeof *slots->items);
    for (size_t i = 0; i < old.count; i++)
        if (old.items[i].at != 0)
            put(slots, old.items[i]);
    free(old.items);
}

void slots_add(struct slots *slots, uint32_t hash, uint32_t at)
{
    if (2 * (slots->used + 1) > slots->count)
        grow(slots);
    put(slots, (struct slot){hash, at});
    slots->used++;
}

void slots_clear(struct slots *slots)
{
    if (slots->count > FIRST_COUNT && slots->count > 8 * slots->used)
        slots_release(slots); /* it was for many more */
    else if (slots->used > 0)
        memset(slots->items, 0, slots->count * sizeof *slots->items);
    slots->used = 0;
}

void slots_release(struct slots *slots)
{
    free(slots->items);
    *slots = (struct slots){0};
}
