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

/*
 * The tables.  Entries: a data set's name, what entry.h says.  Directory: name NUL member, what directory.c says.
 * Aliases: name NUL the alias that stands for it, nothing.
 */
enum { CATALOG_ENTRIES, CATALOG_DIRECTORY, CATALOG_ALIASES };
enum { CATALOG_KEY_SIZE = 2 * DSN_SIZE };

/* NAME NUL REST as a key; returns its length. */
size_t catalog_key(char key[CATALOG_KEY_SIZE], const char *name, const char *rest);

/* Commit when CODE is 0, else abort; returns CODE, or what the commit returned. */
int catalog_end(struct store_txn *txn, int code, struct fault *fault);

/* Remove the entry of NAME, its aliases and what the directory knows of its members, or the alias.  1: there is no entry. */
int catalog_forget(struct catalog *catalog, struct store_txn *txn, const char *name, struct fault *fault);

/* NAME is about to go: off its group's list if it is on one.  DATASET_E_KIND when it is a group that has generations. */
int generation_leave(struct catalog *catalog, struct store_txn *txn, const char *name, struct fault *fault);

/* Do its name, RECFM, LRECL and key go together?  0, DATASET_E_NAME or DATASET_E_ATTRIBUTES. */
int catalog_check_attributes(const struct dataset *dataset, struct fault *fault);

/*
 * What is known of MEMBER beside its file goes; WITH_ALIASES: and every alias of it.  0: it was an alias; 1: it was not, or there
 * was nothing.
 */
int directory_drop(struct catalog *catalog, const struct dataset *dataset, const char *member, bool with_aliases, struct fault *fault);

/* Remove the content of a data set that has no catalog entry (any more), whatever its organization was. */
int content_remove(struct catalog *catalog, const struct dataset *dataset, struct fault *fault);

/*
 * Remove the catalog entry of its name, then the content.  Between the two a kill leaves content without entry: it is not there,
 * and the next catalog_define or catalog_remove clears it away.  1: there is no entry.
 */
int catalog_remove(struct catalog *catalog, const struct dataset *dataset, struct fault *fault);

/*
 * The content of a data set whose entry is gone; in a transaction, so that no other process catalogs the name meanwhile.  When one
 * already has, the content is its.
 */
int catalog_remove_content(struct catalog *catalog, const struct dataset *dataset, struct fault *fault);

#endif
