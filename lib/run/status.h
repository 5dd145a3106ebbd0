/*
 * status.h - how the jobs of the spool stand: what the journal says, and whether a process has the job in hand.  Floor 3.
 *
 *     HELD         TYPRUN=HOLD, and nobody released it
 *     WAITING      in hand, and its turn has not come: behind another job of its file, or for what another job has
 *     RUNNING      in hand
 *     ENDED        over; CODE says how
 *     INTERRUPTED  not over, and in nobody's hand: its processor was killed, and run JOBnnnnn goes on with it
 */
#ifndef CUTOVER_RUN_STATUS_H
#define CUTOVER_RUN_STATUS_H

#include <stdbool.h>
#include <stdint.h>

#include "run/spool.h"

enum job_state { JOB_HELD, JOB_WAITING, JOB_RUNNING, JOB_ENDED, JOB_INTERRUPTED, JOB_STATES };

enum { STATUS_WORD_SIZE = 24 };

struct status {
    char id[SPOOL_ID_SIZE];
    char name[9], class_name[9];  /* empty: the job was never submitted whole */
    enum job_state state;
    char code[16];                /* RC=0004, ABEND=S0C4, JCLERR or CANCELED; empty: not over */
    char step[STATUS_WORD_SIZE];  /* begun last: STEP or STEP.PROCSTEP; empty: none */
    int64_t began;                /* submitted, in seconds since 1970-01-01T00:00:00Z */
    int pid;                      /* the processor that had it last; 0: none */
    long long ticks;              /* when that process began (process.h) */
};

/* How the job in SPOOL stands now.  Returns 0, or BASE_E_OPEN when its journal cannot be read; one that is missing says nothing. */
int status_read(struct status *status, const struct spool *spool, struct fault *fault);

/*
 * Hand every job of HOME's spool to VISIT, in the order of their numbers; not 0 ends it.  One that disappears meanwhile is passed
 * over.  Memory does not grow with the spool.  Returns 0, what VISIT returned, or BASE_E_OPEN.
 */
typedef int status_visit(void *user, const struct status *status);
int status_each(const char *home, status_visit *visit, void *user, struct fault *fault);

/* HELD to its name and back; JOB_STATES: no such name.  Lower case is as good. */
const char *status_state_name(enum job_state state);
enum job_state status_state_parse(const char *name);

#endif
