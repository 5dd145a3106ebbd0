/*
 * jclcheck.h - the program check: files, options and findings around jcl/inspect.h.  Floor 3.
 *
 * Findings go to standard output: a line with ids, file, card and column, the card with a mark below, and what to do; with
 * --json a line each {"id","ibm","severity","file","card","column","text"}.  Return codes: 0 nothing, 4 warnings, 8 errors,
 * 12 when a file could not be read, 16 when nothing was done.
 */
#ifndef CUTOVER_UTILITY_JCLCHECK_H
#define CUTOVER_UTILITY_JCLCHECK_H

#include "step/program.h"

struct jclcheck_options {
    struct text_list proclibs;
    const char *rules;
    const char *unresolved; /* "ok", or NULL */
    bool fragment;
};

extern const struct option_spec jclcheck_option_table[];

int jclcheck(struct step *step, void *options);

#endif
