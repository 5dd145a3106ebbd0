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

enum { RDW_BYTES = 4, LRECL_MAX = 32760 };

/* Do its name, RECFM and LRECL go together?  0, DATASET_E_NAME or DATASET_E_ATTRIBUTES. */
int catalog_check_attributes(const struct dataset *dataset, struct fault *fault);

/* Remove the content of a data set that has no catalog entry (any more), whatever its organization was. */
int content_remove(struct catalog *catalog, const struct dataset *dataset, struct fault *fault);

/*
 * Remove the catalog entry, then the content.  Between the two a kill leaves content without entry: it is not there,
 * and catalog_define clears it away.  1: there is no entry.
 */
int catalog_remove(struct catalog *catalog, const struct dataset *dataset, struct fault *fault);

/*
 * The content of a data set whose entry is gone; in a transaction, so that no other process catalogs the name meanwhile.  When one
 * already has, the content is its.
 */
int catalog_remove_content(struct catalog *catalog, const struct dataset *dataset, struct fault *fault);

#endif
