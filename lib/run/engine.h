/*
 * engine.h - runs one job: each step allocated, decided, executed, listed.  Floor 3.
 *
 *     struct engine engine;
 *     engine_init(&engine, step, table, &fault);
 *     engine_run(&engine, &deck, &jobs.items[i], &exit_code, &fault);      for each job
 *     engine_release(&engine);
 *
 * A deck with errors is refused by engine_refuse, which leaves a spool folder that says so.
 */
#ifndef CUTOVER_RUN_ENGINE_H
#define CUTOVER_RUN_ENGINE_H

#include <stdio.h>

#include "jcl/job.h"
#include "run/supervise.h"
#include "step/program.h"

enum { ENGINE_EXIT_FAILED = 255 }; /* an abend or a JCL error */

struct engine {
    struct step *step;           /* messages go through it; not owned */
    FILE *table;                 /* where the step table is written as it grows */
    char *home, *share;          /* absolute; owned */
    char *config_file;           /* likewise; NULL: the home's own */
    struct supervisor supervisor;
};

/* STEP and TABLE must outlive the engine.  Returns 0 or BASE_E_OPEN.  From here to engine_release stop signals are held. */
int engine_init(struct engine *engine, struct step *step, FILE *table, struct fault *fault);
void engine_release(struct engine *engine);

/*
 * Run JOB.  Every step's end is written to the table and to the spool at once.  *EXIT_CODE becomes the highest
 * return code, at most 254, or 255 after an abend, a failed allocation or a signal.  Returns 0, or a fault that
 * kept the job from beginning (no spool).
 */
int engine_run(struct engine *engine, const struct deck *deck, const struct job *job, int *exit_code,
               struct fault *fault);

/* The spool folder of a job that is not run: JESJCL, and FAULTS in JESYSMSG.  Returns 0 or a BASE_ or RUN_ code. */
int engine_refuse(struct engine *engine, const struct deck *deck, const struct job *job,
                  const struct fault_list *faults, struct fault *fault);

#endif
