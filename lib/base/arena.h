/*
 * arena.h - memory that is given back all at once.  Floor 0.
 *
 * For trees that live and die together: a copybook, a deck, a submission.
 *     struct arena arena;  arena_init(&arena);  node = arena_new(&arena, sizeof *node);  arena_release(&arena);
 * Memory is zeroed and aligned for any type.  Out of memory ends the process, as memory.h says.
 */
#ifndef CUTOVER_BASE_ARENA_H
#define CUTOVER_BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *blocks; /* newest first */
};

void arena_init(struct arena *arena);
void arena_release(struct arena *arena);

/* As new, with memory kept for what comes next: for one tree after the other. */
void arena_clear(struct arena *arena);

/* BYTES zeroed bytes that live until arena_release. */
void *arena_new(struct arena *arena, size_t bytes);

/* A copy of LENGTH bytes of TEXT with a NUL behind it. */
char *arena_text(struct arena *arena, const char *text, size_t length);

#endif
