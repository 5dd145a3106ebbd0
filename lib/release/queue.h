/*
 * queue.h - the packages in a state, in the order in which they are served.  Floor 3.
 */
#ifndef CUTOVER_RELEASE_QUEUE_H
#define CUTOVER_RELEASE_QUEUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"
#include "release/desk.h"
#include "release/entry.h"

struct queue_item {
    char prefix[ENTRY_KEY_SIZE]; /* package_prefix */
    size_t parts;                /* of it that are in the state */
    bool emergency;
    int received;                /* of its last part */
    int64_t starts;              /* of its slot; 0 when it has none */
    bool done;                   /* from here on the schedule's notes */
    bool served;
    bool offered;
    char waits_for[13];          /* a release that must be before; "" for none */
};

struct queue {
    struct queue_item *items;
    size_t count;
    size_t capacity;
};

/* Every package with a part in STATE: emergencies first, then by received, then by key.  Release QUEUE in any case. */
int queue_read(struct queue *queue, struct desk *desk, enum release_state state, struct fault *fault);
void queue_release(struct queue *queue);

#endif
