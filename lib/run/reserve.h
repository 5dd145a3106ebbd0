/*
 * reserve.h - the data sets of a job, for itself or shared, all before its first step (rule 32).  Floor 3.
 *
 *     struct reservation reservation;
 *     int code = reserve(&reservation, &request, &fault);      1: told to stop while it waited
 *     reserve_give_back(&reservation, step);                   behind each step: what no later one uses
 *     reservation_release(&reservation);
 *
 * The strongest use counts: NEW, OLD and MOD are exclusive, SHR is shared; so is a generation data group when no generation is added.
 * All are taken at once or none, so that jobs never wait for each other in a circle; a kill gives them back (enqueue.h).
 */
#ifndef CUTOVER_RUN_RESERVE_H
#define CUTOVER_RUN_RESERVE_H

#include "dataset/enqueue.h"
#include "run/holding.h"
#include "run/listing.h"
#include "run/supervise.h"

struct reserved {
    char name[DSN_SIZE];
    bool exclusive;
    size_t last_step;
};

struct reservation {
    struct enqueue enqueue;
    struct reserved *items;
    size_t count, capacity;
    char *held;               /* the file that names them for the job's own programs */
};

struct reserve_request {
    const struct job *job;
    size_t first_step;
    struct holdings *holdings;
    struct journal *journal;
    struct listing *listing;
    struct supervisor *supervisor;
};

/*
 * Wait for what the steps from FIRST_STEP on use, and learn which generations there are.  Returns 0; 1 when the supervisor was
 * told to stop; or a code: RUN_E_ALLOCATE when a generation that is asked for is not there.
 */
int reserve(struct reservation *reservation, const struct reserve_request *request, struct fault *fault);

/* Give back what steps behind STEP do not use. */
int reserve_give_back(struct reservation *reservation, size_t step, struct fault *fault);
void reservation_release(struct reservation *reservation);

#endif
