/*
 * concatenate.h - several data sets as one DD.  Floor 3; for allocate.c.
 */
#ifndef CUTOVER_RUN_CONCATENATE_H
#define CUTOVER_RUN_CONCATENATE_H

#include "run/allocate.h"

/*
 * Is DD a generation data group as a whole?  Then 1, and a DD for each generation that there is now in *DDS, newest first, concatenated, in memory
 * of the holdings; 0 when it is not; RUN_E_ALLOCATE (IEF212I) when it has no generation.
 */
int concatenate_generations(struct holdings *holdings, const struct dd *dd, struct dd **dds, struct fault *fault);

/*
 * COUNT items of one DD, the first of which gets the path of all: a file in FOLDER with one behind the other, or, of libraries, their
 * folders with colons between them.  RUN_E_ALLOCATE (IEF285I) when libraries and others are mixed.
 */
int concatenate(struct allocated *items, size_t count, const char *folder, struct fault *fault);

#endif
