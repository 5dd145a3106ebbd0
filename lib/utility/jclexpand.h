/*
 * jclexpand.h - the program expand: files and options around jcl/expand.h and jcl/print.h.  Floor 3.
 *
 * JCL goes to standard output, what is wrong to standard error, as does --trace.  With --json standard output has a line for each
 * effective statement instead (jcl/trace.h).  Return codes: 0, 4 with warnings, 8 when there are errors (then nothing is
 * written of that file), 12 when a file could not be read.
 */
#ifndef CUTOVER_UTILITY_JCLEXPAND_H
#define CUTOVER_UTILITY_JCLEXPAND_H

#include "step/program.h"

struct jclexpand_options {
    struct text_list proclibs;
    const char *user;
    bool trace;
};

extern const struct option_spec jclexpand_option_table[];

int jclexpand(struct step *step, void *options);

#endif
