/*
 * ddfile.h - tells our own programs what a step's DDs are: FOLDER/DDS, dataset/ddtable.h.  Floor 3.
 */
#ifndef CUTOVER_RUN_DDFILE_H
#define CUTOVER_RUN_DDFILE_H

#include "run/allocate.h"

/* Returns 0 or BASE_E_WRITE. */
int ddfile_write(const struct allocation *allocation, const char *folder, struct fault *fault);

#endif
