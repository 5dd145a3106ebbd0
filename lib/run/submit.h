/*
 * submit.h - a file of JCL from reading to return code: what the programs run and nightly do.  Floor 3.
 */
#ifndef CUTOVER_RUN_SUBMIT_H
#define CUTOVER_RUN_SUBMIT_H

#include <stdio.h>

#include "step/program.h"

/*
 * Read PATH, tell everything that is wrong with it, and if nothing is, run its jobs one after the other, their step
 * tables to TABLE.  Returns the highest exit code of the jobs (see result_exit_code), 255 for JCL errors, or
 * RC_NOT_STARTED when the file cannot be read or the spool not be written.
 */
int submit_file(struct step *step, const char *path, FILE *table);

/*
 * The night: STEP->share/jcl/NIGHTLY.jcl under the lock "night".  Returns as submit_file, RC_NOT_STARTED when the
 * night is running already.
 */
int submit_night(struct step *step, FILE *table);

#endif
