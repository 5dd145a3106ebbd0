/*
 * variable.h - V and VB data sets as GnuCOBOL has them, for the time of a step.  Floor 3; for execute.c.
 *
 * An RDW counts itself; GnuCOBOL (COB_VARSEQ_FORMAT 0, its default) has in its place the length of the data and two zero bytes.  A COBOL
 * program gets a copy with the one; what it leaves becomes the data set with the other.
 *
 *     variable_lend(&allocation, folder, &fault);          paths of V and VB data sets are now those of copies
 *     ... the program runs ...
 *     variable_take_back(&allocation, &fault);             what the step had for itself is written back, paths are as before
 */
#ifndef CUTOVER_RUN_VARIABLE_H
#define CUTOVER_RUN_VARIABLE_H

#include "run/allocate.h"

/* Returns 0, BASE_E_OPEN, BASE_E_WRITE, or RUN_E_RECORDS: what is there is no V records.  FOLDER is the step's. */
int variable_lend(struct allocation *allocation, const char *folder, struct fault *fault);

/* The same codes: then that data set is as it was before the step.  Every path is as before in any case. */
int variable_take_back(struct allocation *allocation, struct fault *fault);

#endif
