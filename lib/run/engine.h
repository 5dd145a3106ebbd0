/*
 * engine.h - runs one job: each step decided, allocated, executed, listed.  Floor 3.
 *
 *     struct engine engine;
 *     engine_init(&engine, step, table, &fault);
 *     engine_run(&engine, &work, &exit_code, &fault);      for each job
 *     engine_release(&engine);
 *
 * A deck with errors is refused by engine_refuse, which leaves a spool folder that says so.
 */
#ifndef CUTOVER_RUN_ENGINE_H
#define CUTOVER_RUN_ENGINE_H

#include <stdio.h>

#include "jcl/job.h"
#include "run/journal.h"
#include "run/recover.h"
#include "run/spool.h"
#include "run/supervise.h"
#include "step/program.h"

enum { ENGINE_EXIT_FAILED = 255 }; /* an abend or a JCL error */

struct engine {
    struct step *step;           /* messages go through it; not owned */
    FILE *table;                 /* where the step table is written as it grows */
    char *home, *share;          /* absolute; owned */
    char *config_file;           /* likewise; NULL: the home's own */
    int64_t save_bytes;          /* savepoint.h: what a step may have copied */
    int64_t region_factor;       /* REGION is enforced as that many times its bytes; 0: noted only */
    struct supervisor supervisor;
};

/* STEP and TABLE must outlive the engine.  Returns 0 or BASE_E_OPEN, STEP_E_CONFIG.  From here to engine_release stop signals are held. */
int engine_init(struct engine *engine, struct step *step, FILE *table, struct fault *fault);
void engine_release(struct engine *engine);

/* A job in hand: its spool folder is there, its journal is ours. */
struct engine_work {
    const struct deck *deck;
    const struct expansion *expansion;
    const struct job *job;
    struct spool spool;
    struct journal journal;
    size_t first_step;                 /* steps before it are not run (RESTART) */
    const struct recovery *recovery;   /* a job that was interrupted goes on; NULL: from FIRST_STEP */
};

/*
 * Run the job.  Every step's end is written to the table and to the spool at once.  *EXIT_CODE becomes the highest
 * return code, at most 254, or 255 after an abend, a failed allocation or a signal.  Returns 0, or a fault that
 * kept the job from beginning or from going on: nothing is lost, and it can be restarted.
 */
int engine_run(struct engine *engine, struct engine_work *work, int *exit_code, struct fault *fault);

/* A job that is not run: JESJCL, and FAULTS in JESYSMSG.  Returns 0 or a BASE_ or RUN_ code. */
int engine_refuse(struct engine *engine, struct engine_work *work, const struct fault_list *faults, struct fault *fault);

/* A job that is not run: JESJCL, and a line of JESMSGLG.  ENDED: that was all of it, else it is still to be run.  Returns 0 or a code. */
int engine_list(struct engine *engine, struct engine_work *work, const char *what, bool ended, struct fault *fault);

#endif
