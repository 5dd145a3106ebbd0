/*
 * slots.h - where something is, by the hash of its name: a table of numbers beside an array of whatever is looked for.  Floor 2.
 *
 *     uint32_t hash = slots_fold(slots_hash_text(SLOTS_SEED, name)), *at;
 *     for (size_t probe = hash; (at = slots_next(&slots, hash, &probe)) != NULL;)
 *         if (strcmp(items[*at].name, name) == 0) ... it is there ...
 *     slots_add(&slots, hash, index);
 *
 * Whoever adds sees to it that nothing is there twice, so that few of one hash are passed.  An index is never 0.
 */
#ifndef CUTOVER_JCL_SLOTS_H
#define CUTOVER_JCL_SLOTS_H

#include <stddef.h>
#include <stdint.h>

#define SLOTS_SEED UINT64_C(14695981039346656037)

struct slot {
    uint32_t hash;
    uint32_t at; /* 0: empty */
};

struct slots {
    struct slot *items;
    size_t count; /* a power of two, at least twice as many as are used; or 0 */
    size_t used;
};

/* FNV-1a: what was hashed before with a TEXT or a NUMBER behind it. */
uint64_t slots_hash_text(uint64_t before, const char *text);
uint64_t slots_hash_number(uint64_t before, uint64_t number);

/* The bits of HASH that choose a slot. */
static inline uint32_t slots_fold(uint64_t hash)
{
    return (uint32_t)(hash ^ hash >> 32);
}

/* The next index of HASH, which may be written over; NULL when there is no other.  *PROBE is HASH at first. */
uint32_t *slots_next(const struct slots *slots, uint32_t hash, size_t *probe);

void slots_add(struct slots *slots, uint32_t hash, uint32_t at);

/* Empty again, at the cost of what was in it. */
void slots_clear(struct slots *slots);
void slots_release(struct slots *slots);

#endif
