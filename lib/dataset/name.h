/*
 * name.h - patterns of data set names.  Floor 2; for lib/dataset alone.
 */
#ifndef CUTOVER_DATASET_NAME_H
#define CUTOVER_DATASET_NAME_H

#include <stdbool.h>

/* % is one character, * any within a qualifier, ** any number of qualifiers.  PATTERN is at most 44 characters. */
bool dsn_matches(const char *pattern, const char *name);

#endif
