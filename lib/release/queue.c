/* queue.c - see queue.h. */
#include "release/queue.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "release/package.h"

static int add(void *user, const struct entry *entry)
{
    struct queue *queue = user;
    char prefix[ENTRY_KEY_SIZE];
    package_prefix(prefix, entry->release, entry->iteration);
    struct queue_item *last = queue->count > 0 ? &queue->items[queue->count - 1] : NULL;
    if (last == NULL || strcmp(last->prefix, prefix) != 0) {
        queue->items = memory_grow(queue->items, &queue->capacity, queue->count + 1, sizeof *queue->items);
        last = &queue->items[queue->count++];
        *last = (struct queue_item){.emergency = true};
        memcpy(last->prefix, prefix, sizeof prefix);
    }
    last->parts++;
    last->emergency &= entry->class[0] == 'E';
    last->starts = entry->has_slot ? entry->slot.start : 0;
    last->received = entry->received > last->received ? entry->received : last->received;
    return 0;
}

static int compare(const void *left, const void *right)
{
    const struct queue_item *a = left;
    const struct queue_item *b = right;
    if (a->emergency != b->emergency)
        return a->emergency ? -1 : 1;
    if (a->received != b->received)
        return a->received < b->received ? -1 : 1;
    return strcmp(a->prefix, b->prefix);
}

int queue_read(struct queue *queue, struct desk *desk, enum release_state state, struct fault *fault)
{
    *queue = (struct queue){0};
    int code = entry_scan_state(desk->reg, state, add, queue, fault);
    if (queue->count > 1)
        qsort(queue->items, queue->count, sizeof *queue->items, compare);
    return code;
}

void queue_release(struct queue *queue)
{
    free(queue->items);
    *queue = (struct queue){0};
}
