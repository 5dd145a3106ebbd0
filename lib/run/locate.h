/*
 * locate.h - the file of a step's program.  Floor 3.
 *
 * EXEC PGM=NAME is looked up in the step's STEPLIB, else in JOBLIB (rule 35): in folders (PATH=) as NAME, in lower case, and
 * as NAME.so, a module that cobc -m made; in libraries as a member.  Then among our own programs, the folder of the running
 * executable.  PGM=*.STEP.DD is that DD's data set or member.  A name never has a slash: a job cannot name a file.
 */
#ifndef CUTOVER_RUN_LOCATE_H
#define CUTOVER_RUN_LOCATE_H

#include <stdbool.h>

#include "run/holding.h"

struct location {
    char *path;    /* of what is executed; owned; NULL when not found */
    char *module;  /* a COBOL module, which cobrun (then the path) runs; owned; NULL: none */
    char *modules; /* folders in which a COBOL program finds what it calls, joined by colons; owned; NULL: it is none */
    bool own;      /* one of our own programs: it gets our environment too */
};

struct locate_place {
    const struct job *job;
    const struct job_step *step;
    struct holdings *holdings;
    const char *home;   /* where relative PATHs begin */
    const char *folder; /* the step's: a program out of a library is put there to be executed */
};

/* Returns 0, RUN_E_PROGRAM, or the code of what could not be copied.  Release in either case. */
int locate(struct location *location, const struct locate_place *place, struct fault *fault);
void location_release(struct location *location);

#endif
