/*
 * submit.h - files of JCL, jobs of the spool, and the night: read, checked, run.  Floor 3.
 *
 * Every job of a file is put into the spool before the first of them runs; one that is interrupted is run again from its spool
 * folder alone.  Procedures are looked for in the data sets of JCLLIB, then in the folders given, then in the home's proclib
 * folder and in that of the share.
 */
#ifndef CUTOVER_RUN_SUBMIT_H
#define CUTOVER_RUN_SUBMIT_H

#include <stdio.h>

#include "step/program.h"

struct submit_options {
    struct text_list proclibs;
    const char *restart; /* STEP or STEP.PROCSTEP; NULL: as RESTART= of the job says */
};

/*
 * Run the jobs of the file PATH, one after the other; the step tables go to TABLE.  Returns the highest of their exit codes
 * (engine.h); RC_NOT_STARTED when nothing could be run at all.  Faults are told.
 */
int submit_file(struct step *step, const char *path, const struct submit_options *options, FILE *table);

/*
 * Go on with job ID of the spool.  One that was interrupted, or never begun, goes on where it was, under its number; of one that failed
 * a new job is made, which begins at the first step that abended or could not be run.  With a restart step the new job begins there.
 */
int submit_again(struct step *step, const char *id, const struct submit_options *options, FILE *table);

/* Run share/jcl/NIGHTLY.jcl, once at a time: RC_NOT_STARTED and RUN_E_NIGHT when it runs already. */
int submit_night(struct step *step, FILE *table);

#endif
