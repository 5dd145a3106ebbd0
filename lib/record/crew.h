/*
 * crew.h - workers that take blocks of a file in order, work on them at once, and put them down in the same order.
 * Floor 1; for convert.c alone.
 *
 *     static const struct crew_work work = {.take = ..., .make = ..., .settle = ...};
 *     code = crew_run(&work, workers, sizeof workers[0], count, &fault);
 *
 * There is no queue: whoever is free takes the next block, and waits for its turn when it is done, so that no more blocks
 * are in memory than there are workers.  One worker is the caller's own thread, and no other is started.
 */
#ifndef CUTOVER_RECORD_CREW_H
#define CUTOVER_RECORD_CREW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"

enum { CREW_MAX = 64 };

struct crew_turn; /* that a worker has with its block */

struct crew_work {
    int (*take)(void *worker, struct fault *fault);          /* one worker at a time: 1, 0 when there are no more, or a code */
    void (*make)(void *worker, struct crew_turn *turn);      /* all at once */
    int (*settle)(void *worker, struct fault *fault);        /* one at a time, in the order of take: 1, 0 to stop all, or a code */
};

/* COUNT workers (1 to CREW_MAX) of SIZE bytes each.  Returns 0, or the first code; by then every worker has ended. */
int crew_run(const struct crew_work *work, void *workers, size_t size, size_t count, struct fault *fault);

/* Settle what was made so far, within make: waits for the blocks before.  False: all is to stop. */
bool crew_settle(struct crew_turn *turn);

#endif
