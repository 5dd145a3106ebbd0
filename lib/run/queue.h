/*
 * queue.h - when a job may begin: one of a name at a time, and no more of a class than it has initiators.  Floor 3.
 *
 *     struct queue queue;
 *     queue_open(&queue, &step->config, home, &fault);
 *     code = queue_enter(&queue, &spool, name, class, what, &fault);      1: not yet; again a moment later
 *     queue_leave(&queue);                                                behind the job
 *
 * All of it are locks of one byte in HOME/spool/QUEUE (fcntl(2), F_OFD_SETLK), which the kernel gives back when the process ends,
 * however it ends: of a name at the place that its hash gives, of a class at as many places as it has initiators, and of a job that
 * waits at the place of its number.  Name and initiator are taken together or not at all: nobody waits in a circle.  A job does not
 * overtake one of a lower number that waits and has its name, or waits for an initiator of its class.  cutover.conf:
 *
 *     [initiators]
 *     A = 2
 *     default = 4
 */
#ifndef CUTOVER_RUN_QUEUE_H
#define CUTOVER_RUN_QUEUE_H

#include <stdint.h>

#include "run/spool.h"
#include "step/config.h"

enum { QUEUE_WHAT_SIZE = 20, QUEUE_INITIATORS_MAX = 1000 };

struct queue {
    int fd;                      /* of HOME/spool/QUEUE; -1: not open */
    char *home;                  /* owned */
    const struct config *config; /* not owned */
};

/* HOME/spool is made when missing.  Returns 0, or BASE_E_WRITE. */
int queue_open(struct queue *queue, const struct config *config, const char *home, struct fault *fault);

/*
 * May the job in SPOOL begin?  Tried once, without waiting; from the first call to the one that returns 0 the job has its place.
 * NAME may be empty: then only the class counts.  Returns 0: name and initiator are its own; 1: WHAT says what it waits for,
 * "NAME PAYROLL" or "CLASS A", as the journal says it behind "waiting"; or a code: BASE_E_WRITE, or STEP_E_CONFIG when the class is
 * not given 1 to QUEUE_INITIATORS_MAX initiators.
 */
int queue_enter(struct queue *queue, const struct spool *spool, const char *name, const char *class_name, char what[QUEUE_WHAT_SIZE],
                struct fault *fault);

/* Give both back, and close.  A queue that is not open is left alone. */
void queue_leave(struct queue *queue);

#endif
