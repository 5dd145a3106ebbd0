/*
 * store.h - Berkeley DB: an environment, its tables, transactions.  Floor 1.  The only include of <db.h> is store.c.
 *
 *     struct store *store;
 *     if (store_open(&store, folder, TABLES, TABLE_COUNT, &fault) < 0) ...
 *     struct store_txn *txn;
 *     store_begin(store, &txn, &fault);
 *     store_put(txn, TABLE_A, key, key_length, value, length, &fault);
 *     store_commit(txn, &fault);          or store_abort(txn): after either, TXN is gone
 *     store_close(store);
 *
 * Keys and values are bytes; tables are btrees in byte order of keys.  What is committed is on disk (synced).  The
 * environment is opened with recovery when a process died in it (DB_REGISTER), so a kill costs only the
 * transaction under way.  One process may write at a time and any number read; readers see the last commit.
 * Functions return 0 (done, found), 1 (not found; was there already) or a STORE_E code.
 */
#ifndef CUTOVER_STORE_STORE_H
#define CUTOVER_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/bytes.h"
#include "base/fault.h"

enum store_error {
    STORE_E_OPEN = -100,    /* the environment or a table cannot be opened */
    STORE_E_FAILED = -101,  /* Berkeley DB refused an operation */
    STORE_E_FULL = -102,    /* no space: the transaction is not there */
    STORE_E_RECOVER = -103, /* another process recovered the environment: open it again */
};

enum { STORE_BATCH_MAX = 1000 }; /* changes in one transaction that are sure to fit the lock table: 16 times this */

struct store;
struct store_txn;
/*
 * Open the environment in FOLDER (made, mode 0700, when missing) with a table for each of the COUNT names; the
 * position in NAMES is the table's number below.  Returns 0, STORE_E_OPEN or STORE_E_FULL.
 */
int store_open(struct store **store, const char *folder, const char *const *names, size_t count, struct fault *fault);

/* Accepts NULL.  Checkpoints when enough was written; a failure to do so loses nothing. */
void store_close(struct store *store);

/* A transaction that may write.  Keep it under STORE_BATCH_MAX times 16 changes. */
int store_begin(struct store *store, struct store_txn **txn, struct fault *fault);
int store_commit(struct store_txn *txn, struct fault *fault); /* TXN is gone, whatever it returns */
void store_abort(struct store_txn *txn);                      /* accepts NULL */

/* Read one value into OUT (cleared first).  TXN may be NULL: the last commit is read.  1: not found. */
int store_get(struct store *store, struct store_txn *txn, size_t table, const void *key, size_t key_length,
              struct bytes *out, struct fault *fault);

/* Write: replaces what is there; store_insert does not, and returns 1 then; store_delete returns 1 if there was none. */
int store_put(struct store_txn *txn, size_t table, const void *key, size_t key_length, const void *value,
              size_t length, struct fault *fault);
int store_insert(struct store_txn *txn, size_t table, const void *key, size_t key_length, const void *value,
                 size_t length, struct fault *fault);
int store_delete(struct store_txn *txn, size_t table, const void *key, size_t key_length, struct fault *fault);

/* What a scan hands over; key and value live only during the call and have a NUL behind them.  Not 0 ends the scan. */
typedef int store_visit(void *user, const char *key, size_t key_length, const char *value, size_t length);

/*
 * Every entry whose key begins with PREFIX, in key order.  TXN may be NULL.  Returns 0, what VISIT returned when
 * that was not 0, or a STORE_E code.
 */
int store_scan(struct store *store, struct store_txn *txn, size_t table, const void *prefix, size_t prefix_length,
               store_visit *visit, void *user, struct fault *fault);

/* The last entry whose key begins with PREFIX.  1: none. */
int store_last(struct store *store, struct store_txn *txn, size_t table, const void *prefix, size_t prefix_length,
               struct bytes *key, struct bytes *value, struct fault *fault);

#endif
