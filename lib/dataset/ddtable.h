/*
 * ddtable.h - what the DDs of a step are, for our own programs; others find only DD_name=path.  Floor 2.
 *
 *     struct dd_table table;
 *     dd_table_read(&table, getenv("CUTOVER_DDS"), &fault);
 *     const struct dd_entry *in = dd_table_find(&table, "SYSUT1");
 *     dd_table_release(&table);
 *
 * A text file, a line a DD, its words apart by one blank, the path last: it may hold blanks.
 *     NAME KIND DSN MEMBER ORGANIZATION RECFM CONTROL LRECL KEY-OFFSET KEY-LENGTH FLAGS PATH
 * A word that is empty is a hyphen; FLAGS are of N (new) A (append: MOD) X (exclusive).
 */
#ifndef CUTOVER_DATASET_DDTABLE_H
#define CUTOVER_DATASET_DDTABLE_H

#include "dataset/dataset.h"

enum dd_entry_kind { DD_ENTRY_DATA_SET = 'D', DD_ENTRY_INSTREAM = 'I', DD_ENTRY_SYSOUT = 'O', DD_ENTRY_PATH = 'P', DD_ENTRY_DUMMY = 'N' };

struct dd_entry {
    char name[MEMBER_SIZE];
    enum dd_entry_kind kind;
    struct dataset dataset;    /* name and attributes; of in-stream data and SYSOUT: text lines are RECFM U, records F */
    char member[MEMBER_SIZE];
    bool is_new, append, exclusive;
    char *path;                /* owned */
};

struct dd_table {
    struct dd_entry *items;
    size_t count, capacity;
};

/* Add an entry; its path is copied. */
void dd_table_add(struct dd_table *table, const struct dd_entry *entry);
void dd_table_release(struct dd_table *table);

/* Returns 0 or BASE_E_WRITE, also for a path with a line end in it. */
int dd_table_write(const struct dd_table *table, const char *path, struct fault *fault);

/* Returns 0, BASE_E_OPEN, or DATASET_E_CATALOG for a line that is none. */
int dd_table_read(struct dd_table *table, const char *path, struct fault *fault);

/* Without a job: the DD_name variables of the environment, each as a PATH. */
void dd_table_from_environment(struct dd_table *table);

/* NULL: there is none. */
const struct dd_entry *dd_table_find(const struct dd_table *table, const char *name);

#endif
