/*
 * decide.h - is the next step run?  COND on JOB and EXEC.  Floor 3.  Pure.
 *
 * COND says when to bypass (rule 38).  The tests are OR-ed; a test against a step that did not run or abended is
 * false; a test that names no step looks at all earlier ones.  EVEN and ONLY say what happens after an abend, and
 * do not matter when a test is true.  COND on JOB is tested against every step that ended, and ends the job for
 * good, COND=ONLY steps included.  After a cancelled step (S222), or one that could not be allocated, nothing is run.
 */
#ifndef CUTOVER_RUN_DECIDE_H
#define CUTOVER_RUN_DECIDE_H

#include "jcl/job.h"
#include "run/result.h"

enum decision {
    DECISION_RUN,
    DECISION_BYPASS, /* its own COND is true, or it is for abends ONLY */
    DECISION_FLUSH,  /* an earlier step abended or failed */
    DECISION_END,    /* the COND of the JOB is true: this and all later steps are not run */
};

/* RESULTS holds what became of the steps before INDEX. */
enum decision decide_step(const struct job *job, const struct result *results, size_t index);

#endif
