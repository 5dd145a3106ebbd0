/* arena.c - see arena.h. */
#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { BLOCK_BYTES = 16 * 1024 };

struct arena_block {
    struct arena_block *next;
    size_t used;
    size_t size;
    max_align_t data[];
};

static struct arena_block *new_block(size_t bytes)
{
    size_t size = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;
    struct arena_block *block = memory_new(1, sizeof *block + size);
    block->size = size;
    return block;
}

void arena_init(struct arena *arena)
{
    arena->blocks = NULL;
}

void arena_release(struct arena *arena)
{
    while (arena->blocks != NULL) {
        struct arena_block *block = arena->blocks;
        arena->blocks = block->next;
        free(block);
    }
}

void arena_clear(struct arena *arena)
{
    struct arena_block *block = arena->blocks;
    size_t bytes = 0;
    if (block != NULL && block->next == NULL) {
        block->used = 0;
        return;
    }
    for (; block != NULL; block = block->next)
        bytes += block->size;
    arena_release(arena);
    if (bytes > 0)
        arena->blocks = new_block(bytes); /* one for all, next time */
}

static void *take(struct arena *arena, size_t bytes)
{
    size_t rounded = (bytes + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
    struct arena_block *block = arena->blocks;
    if (block == NULL || block->size - block->used < rounded) {
        block = new_block(rounded);
        /* An oversized block goes behind the one in use, whose rest would be lost otherwise. */
        if (arena->blocks != NULL && rounded > BLOCK_BYTES) {
            block->next = arena->blocks->next;
            arena->blocks->next = block;
        } else {
            block->next = arena->blocks;
            arena->blocks = block;
        }
    }
    void *memory = (char *)block->data + block->used;
    block->used += rounded;
    return memory;
}

void *arena_new(struct arena *arena, size_t bytes)
{
    return memset(take(arena, bytes), 0, bytes);
}

char *arena_text(struct arena *arena, const char *text, size_t length)
{
    char *copy = take(arena, length + 1);
    if (length > 0)
        memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}
