/* memory.c - see memory.h. */
#include "base/memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Noreturn void out_of_memory(size_t bytes)
{
    fprintf(stderr, "CUT001U out of memory: %zu bytes more were needed\n", bytes);
    exit(16);
}

void *memory_new(size_t count, size_t size)
{
    void *items = calloc(count > 0 ? count : 1, size > 0 ? size : 1);
    if (items == NULL)
        out_of_memory(size > 0 && count > SIZE_MAX / size ? SIZE_MAX : count * size);
    return items;
}

void *memory_grow(void *items, size_t *capacity, size_t needed, size_t size)
{
    if (needed <= *capacity)
        return items;
    size_t wanted = *capacity < 8 ? 8 : *capacity;
    while (wanted < needed) {
        if (wanted > SIZE_MAX / 2)
            out_of_memory(SIZE_MAX);
        wanted *= 2;
    }
    if (wanted > SIZE_MAX / size)
        out_of_memory(SIZE_MAX);
    void *moved = realloc(items, wanted * size);
    if (moved == NULL)
        out_of_memory(wanted * size);
    *capacity = wanted;
    return moved;
}

char *memory_copy_text(const char *text, size_t length)
{
    char *copy = memory_new(length + 1, 1);
    if (length > 0)
        memcpy(copy, text, length);
    return copy;
}

char *memory_copy_string(const char *string)
{
    return memory_copy_text(string, strlen(string));
}
