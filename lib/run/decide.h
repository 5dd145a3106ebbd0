/*
 * decide.h - is the next step run?  COND on JOB and EXEC, IF.  Floor 3.  Pure.
 *
 * COND says when to bypass (rule 38).  The tests are OR-ed; a test against a step that did not run or abended is
 * false; a test that names no step looks at all earlier ones.  EVEN and ONLY say what happens after an abend, and
 * do not matter when a test is true.  COND on JOB is tested against every step that ended, and ends the job for
 * good, COND=ONLY steps included.  After a cancelled step (S222), or one that could not be allocated, nothing is run.
 *
 * IF is decided with what became of the steps before it, once for both branches (rule 39); COND counts inside it, too.  After an
 * abend a step runs when an IF around it asks for abends, or with EVEN or ONLY.  Steps before the one at which a job was restarted
 * have no result: a test of them is false in COND and in IF (rule 40).
 */
#ifndef CUTOVER_RUN_DECIDE_H
#define CUTOVER_RUN_DECIDE_H

#include "jcl/job.h"
#include "run/result.h"

enum decision {
    DECISION_RUN,
    DECISION_BYPASS, /* its own COND is true, or it is for abends ONLY */
    DECISION_BRANCH, /* it stands in a branch of an IF that is not taken */
    DECISION_FLUSH,  /* an earlier step abended or failed */
    DECISION_END,    /* the COND of the JOB is true: this and all later steps are not run */
};

/* RESULTS holds what became of the steps before INDEX. */
enum decision decide_step(const struct job *job, const struct result *results, size_t index);

/* The outermost branch around STEP that is not taken; NULL when all are. */
const struct job_branch *decide_branch(const struct job_step *step, const struct result *results);

#endif
