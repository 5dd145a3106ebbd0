/*
 * output.h - what a job wrote, for an operator: its three listings, then what its steps printed.  Floor 3.
 */
#ifndef CUTOVER_RUN_OUTPUT_H
#define CUTOVER_RUN_OUTPUT_H

#include <stdbool.h>

#include "step/program.h"

struct output_options {
    bool list;  /* the names of its files, with their bytes, instead of what is in them */
    bool plain; /* control characters of column 1 become line ends */
};

/*
 * Print the output of job ID to standard output: JESMSGLG, JESJCL, JESYSMSG, then STEP.DDNAME in the order of the steps, each behind
 * a line that names it; or, when FILE is not NULL, that one file alone, byte for byte.  FILE is compared with those names and never
 * made a path of.  Plain: a file has control characters when every line of it begins with blank, 0, - or +, or 1.
 * Returns a return code; faults are told: RUN_E_NO_JOB, RUN_E_NO_OUTPUT, BASE_E_OPEN.
 */
int output_print(struct step *step, const char *id, const char *file, const struct output_options *options);

#endif
