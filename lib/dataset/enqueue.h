/*
 * enqueue.h - who has which data set, for itself or shared.  Floor 2.
 *
 *     struct enqueue enqueue;
 *     enqueue_open(&enqueue, folder, &fault);                           HOME/datasets
 *     enqueue_read_held(&enqueue, getenv("CUTOVER_HELD"), &fault);      in a step: what its job holds for it
 *     enqueue_take(&enqueue, requests, count, &busy, &fault);           0: all; 1: requests[busy] is somebody else's
 *     enqueue_give(&enqueue, "A.B");
 *     enqueue_close(&enqueue);                                          gives all back
 *
 * A lock of one byte of the file HOME/datasets/enqueue, at a place that the name gives (fcntl(2), "Open file description
 * locks"): the kernel gives it back when the process ends, however it ends.  A take never waits while it holds something of its
 * own, so that nobody waits in a circle.
 */
#ifndef CUTOVER_DATASET_ENQUEUE_H
#define CUTOVER_DATASET_ENQUEUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"

struct enqueue_places;

struct enqueue {
    int fd; /* -1: not open */
    struct enqueue_places *places; /* what is held; owned */
};

struct enqueue_request {
    const char *name;
    bool exclusive;
};

/* FOLDER is made when missing.  Returns 0 or BASE_E_WRITE; it may be closed after either. */
int enqueue_open(struct enqueue *enqueue, const char *folder, struct fault *fault);
void enqueue_close(struct enqueue *enqueue); /* takes a zeroed one, too */

/*
 * What another process, the job, holds for this one: takes of it succeed, and giving leaves it alone.  A line each, "S name"
 * (shared) or "X name".  PATH may be NULL: nothing.  Returns 0, BASE_E_OPEN, or DATASET_E_CATALOG for another line.
 */
int enqueue_read_held(struct enqueue *enqueue, const char *path, struct fault *fault);

/*
 * All of them or none.  Of two requests of one name, now or before, the stronger counts.  Returns 0; 1 when *BUSY is held by
 * another: then all is held as before this call; or BASE_E_WRITE.
 */
int enqueue_take(struct enqueue *enqueue, const struct enqueue_request *requests, size_t count, size_t *busy, struct fault *fault);

/* One that is not held is left alone. */
void enqueue_give(struct enqueue *enqueue, const char *name);

#endif
