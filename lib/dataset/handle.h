/*
 * handle.h - the catalog's inside.  Floor 2; for lib/dataset alone.
 */
#ifndef CUTOVER_DATASET_HANDLE_H
#define CUTOVER_DATASET_HANDLE_H

#include "dataset/dataset.h"
#include "store/store.h"

struct catalog {
    struct store *store;
    char *data; /* folder of the contents */
};

/* Remove the catalog entry.  1: there is none. */
int catalog_remove(struct catalog *catalog, const char *name, struct fault *fault);

#endif
