/* environment.c - see environment.h. */
#include "run/environment.h"

#include <stdlib.h>

#include "base/bytes.h"
#include "base/memory.h"

void environment_init(struct environment *environment)
{
    *environment = (struct environment){0};
}

void environment_release(struct environment *environment)
{
    for (size_t i = 0; i < environment->count; i++)
        free(environment->items[i]);
    free(environment->items);
    *environment = (struct environment){0};
}

void environment_add(struct environment *environment, const char *name, const char *value)
{
    struct bytes item;
    bytes_init(&item);
    bytes_format(&item, "%s=%s", name, value);
    environment->items = memory_grow(environment->items, &environment->capacity, environment->count + 2,
                                     sizeof *environment->items);
    environment->items[environment->count++] = (char *)item.data;
    environment->items[environment->count] = NULL;
}

void environment_pass(struct environment *environment, const char *name)
{
    const char *value = getenv(name);
    if (value != NULL)
        environment_add(environment, name, value);
}

void environment_add_cobol(struct environment *environment, const char *modules)
{
    if (modules != NULL)
        environment_add(environment, "COB_LIBRARY_PATH", modules);
}

void environment_add_dds(struct environment *environment, const struct allocation *allocation)
{
    for (size_t i = 0; i < allocation->count; i++) {
        struct bytes name;
        if (allocation->items[i].concatenated)
            continue;
        bytes_init(&name);
        bytes_format(&name, "DD_%s", allocation->items[i].name);
        environment_add(environment, bytes_string(&name), allocation->items[i].path);
        bytes_release(&name);
    }
}
