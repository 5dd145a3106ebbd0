/*
 * keyed.h - the records of a key-sequenced data set (KSDS), in exactly the file that GnuCOBOL has of an INDEXED file.  Floor 2.
 *
 *     struct keyed *keyed;
 *     keyed_open(&keyed, path, &dataset, KEYED_READ, &fault);
 *     while ((code = keyed_next(keyed, &record, &fault)) == 0) ...        in key order; 1: the end
 *     keyed_close(keyed, &fault);
 *
 * GnuCOBOL 3 keeps a Berkeley DB btree: the primary key's bytes lead to the record.  Alternate keys are files beside it (PATH.1, PATH.2),
 * which lead to primary keys; records are not added here while there are any (DATASET_E_KIND): a COBOL program does that.
 * Changes are made in a copy that becomes the data set when it is closed well: a kill leaves the old records.
 */
#ifndef CUTOVER_DATASET_KEYED_H
#define CUTOVER_DATASET_KEYED_H

#include "dataset/dataset.h"

struct keyed;

enum keyed_mode {
    KEYED_READ,
    KEYED_ADD,     /* to what is there */
    KEYED_REPLACE, /* what is there goes (REUSE) */
};

/* DATASET says where the key lies.  A data set that was never loaded has no records.  Returns 0, DATASET_E_KIND, or a STORE_ or BASE_ code. */
int keyed_open(struct keyed **keyed, const char *path, const struct dataset *dataset, enum keyed_mode mode, struct fault *fault);

/* The next record into RECORD (cleared first).  1: the end. */
int keyed_next(struct keyed *keyed, struct bytes *record, struct fault *fault);

/* 1: its key is there already, and it was not added; with REPLACE it takes the place of that one.  DATASET_E_RECORDS: too short for its key. */
int keyed_put(struct keyed *keyed, const void *record, size_t length, bool replace, struct fault *fault);

/* What was put is there from now on.  Returns 0 or a code: then it is not. */
int keyed_commit(struct keyed *keyed, struct fault *fault);

/* Without a commit before: as if nothing had been put.  Accepts NULL. */
void keyed_close(struct keyed *keyed);

#endif
