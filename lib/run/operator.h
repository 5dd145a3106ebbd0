/*
 * operator.h - what an operator does to the jobs of the spool: look, cancel, release.  Floor 3.
 *
 * Every function prints to standard output, tells its faults through STEP, and returns a return code; a word that is no JOBnnnnn, or
 * one of no job, is RUN_E_NO_JOB and RC_NOT_STARTED.  See output.h and purge.h for the rest.
 */
#ifndef CUTOVER_RUN_OPERATOR_H
#define CUTOVER_RUN_OPERATOR_H

#include "run/status.h"
#include "step/program.h"

/* The folder of the job whose number is the text ID, to be closed by spool_close.  Returns 0, or RUN_E_NO_JOB. */
int operator_find(const struct step *step, const char *id, struct spool *spool, struct fault *fault);

/*
 * The jobs, a line or a JSON object each: of these STATES (none: all) whose name fits PATTERN (NULL: all; * any characters, ?
 * one).
 */
int operator_jobs(struct step *step, const struct text_list *states, const char *pattern);

/*
 * End job ID because of REASON.  Of one that runs, the processor is told to stop, as SIGTERM would; one that was interrupted is
 * taken up and ended, so that nothing of its interrupted step is left; one that is held just ends.
 */
int operator_cancel(struct step *step, const char *id, const char *reason);

/* The held jobs IDS may run, and are run, one after the other.  The highest of their exit codes. */
int operator_release(struct step *step, const char *const *ids, int count);

#endif
