/*
 * purge.h - jobs that are over, removed from the spool.  Floor 3.
 *
 * A job's folder gets a name that is no job's, under the job's lock, and is removed then: what a kill leaves of it, the next purge
 * removes.  One purge runs at a time.
 */
#ifndef CUTOVER_RUN_PURGE_H
#define CUTOVER_RUN_PURGE_H

#include "step/program.h"

struct purge_options {
    struct option_number older_than; /* days */
    struct option_number keep;       /* jobs */
    bool force;                      /* INTERRUPTED ones too, when they are named */
};

/*
 * Remove the jobs IDS; or, without any, the ENDED ones submitted more than OLDER_THAN days before the step's clock, but for the KEEP
 * submitted last: one of the two must be given.  Each is told on standard output.  A job that is not over, or that a process has in
 * hand, stays: RUN_E_NOT_SO, RUN_E_IN_HAND when it was named.  Returns a return code.
 */
int purge(struct step *step, const char *const *ids, int count, const struct purge_options *options);

#endif
