/*
 * progress.h - one job on its way.  Floor 3; for engine.c, execute.c and resume.c.
 */
#ifndef CUTOVER_RUN_PROGRESS_H
#define CUTOVER_RUN_PROGRESS_H

#include "run/allocate.h"
#include "run/engine.h"
#include "run/queue.h"
#include "run/reserve.h"

enum { LABEL_SIZE = 24 };

struct progress {
    struct engine *engine;
    struct engine_work *work;
    const struct job *job;
    struct listing listing;
    struct holdings holdings;
    struct reservation reservation;
    struct queue queue;
    struct result *results; /* one a step */
    int64_t cpu_ms;         /* of all steps */
};

/* The step's name in the spool: STEP, or STEP.PROCSTEP; with its number behind when the job uses a name twice or not at all. */
void progress_label(char label[LABEL_SIZE], const struct job *job, size_t index);

/* The step's working folder, to be freed. */
char *progress_folder(const struct progress *progress, size_t index);

/* Allocate, run and give back step INDEX (execute.c).  Returns 0, or a code when the job cannot go on. */
int execute_step(struct progress *progress, size_t index, struct fault *fault);

/* Carry out the dispositions of step INDEX, whose result is known, and journal that it is done. */
int execute_end(struct progress *progress, size_t index, struct allocation *allocation, struct fault *fault);

/*
 * The job was interrupted: results, temporary and passed data sets are as they were; of the step that was killed nothing is left, or its
 * dispositions are carried out (resume.c).  *NEXT is the step to go on with.
 */
int resume(struct progress *progress, size_t *next, struct fault *fault);

#endif
