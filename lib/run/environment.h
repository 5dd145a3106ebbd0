/*
 * environment.h - what a step's program finds in its environment.  Floor 3.
 *
 * Every program gets DD_name for each of its DDs (the convention GnuCOBOL programs know) and, from ours, PATH, HOME,
 * TZ, LANG and LC_ALL; nothing else.  Our own programs also get CUTOVER_HOME, CUTOVER_SHARE, CUTOVER_STEP,
 * CUTOVER_CONFIG and CUTOVER_DATE when a configuration or a business date was given, and the options of the sanitizers they may be built with.
 */
#ifndef CUTOVER_RUN_ENVIRONMENT_H
#define CUTOVER_RUN_ENVIRONMENT_H

#include "run/allocate.h"

struct environment {
    char **items; /* ended by NULL once something was added; owned */
    size_t count;
    size_t capacity;
};

void environment_init(struct environment *environment);
void environment_release(struct environment *environment);

void environment_add(struct environment *environment, const char *name, const char *value);

/* NAME as it is in our own environment; nothing when it is not there. */
void environment_pass(struct environment *environment, const char *name);

/* What makes GnuCOBOL keep files as z/OS does, and where its programs find what they call (MODULES: folders, colons between them). */
void environment_add_cobol(struct environment *environment, const char *modules);

/* DD_name for each, but what is concatenated. */
void environment_add_dds(struct environment *environment, const struct allocation *allocation);

#endif
