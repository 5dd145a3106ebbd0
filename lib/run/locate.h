/*
 * locate.h - the file of a step's program.  Floor 3.
 *
 * EXEC PGM=NAME is looked up in the step's STEPLIB folders, else in those of JOBLIB (rule 35), as NAME and then in
 * lower case; then among our own programs, the folder of the running executable.  A name never has a slash: a job
 * cannot name a file.
 */
#ifndef CUTOVER_RUN_LOCATE_H
#define CUTOVER_RUN_LOCATE_H

#include <stdbool.h>

#include "jcl/job.h"

struct location {
    char *path; /* owned; NULL when not found */
    bool own;   /* one of our own programs: it gets our environment too */
};

/* HOME is where relative PATHs begin.  Returns 0, or RUN_E_PROGRAM. */
int locate(struct location *location, const struct job *job, const struct job_step *step, const char *home,
           struct fault *fault);
void location_release(struct location *location);

#endif
