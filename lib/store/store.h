/*
 * store.h - Berkeley DB: an environment, its tables, transactions.  Floor 1.  The only room that includes <db.h>.
 *
 *     struct store *store;
 *     if (store_open(&store, folder, TABLES, TABLE_COUNT, &fault) < 0) ...
 *     struct store_txn *txn;
 *     store_begin(store, &txn, &fault);
 *     store_put(txn, TABLE_A, key, key_length, value, length, &fault);
 *     store_commit(txn, &fault);          or store_abort(txn): after either, TXN is gone
 *     store_close(store);
 *
 * Keys and values are bytes; tables are btrees in byte order of keys.  What store_commit acknowledged is on disk.
 * It rests on these:
 *   - The first process that opens an environment recovers it, always: neither a kill nor a power failure is seen.
 *   - One process at a time is inside the environment: for a transaction, one entry, or one chunk of a scan, never while
 *     a reader's caller works with what it got.  FOLDER.lock, beside the folder, says who is.  So nothing deadlocks, and
 *     what is read is committed; who waits gets its turn after a transaction or 20 ms.
 *   - When a process dies inside, the next that comes recovers the environment, and those that have it open open it
 *     again by themselves.  Only a transaction that was open in such a moment fails, with STORE_E_RECOVER.
 * A process opens a folder once at a time, from one thread, and does not fork without exec meanwhile.
 * Functions return 0 (done, found), 1 (not found; was there already) or a STORE_E code.  Waits end after half a minute.
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
    STORE_E_FULL = -102,    /* no space, or less than a transaction may need: it is not there */
    STORE_E_RECOVER = -103, /* the environment must be recovered: the transaction is not there */
    STORE_E_BUSY = -104,    /* another process kept its transaction open too long */
};

enum {
    STORE_BATCH_MAX = 1000, /* as many documents, each with its indexes and audit entries, make a good transaction */
    STORE_TABLES_MAX = 16,
};

struct store;
struct store_txn;

/*
 * Open the environment in FOLDER (made when missing; its mode becomes 0700; nothing else may lie in it) with a table
 * for each of the COUNT names, which outlive it; the position in NAMES is the table's number below.  Takes a millisecond
 * when others have it open, else 15 and what there is to recover.  Returns 0 or STORE_E_OPEN, _FULL, _FAILED, _BUSY.
 */
int store_open(struct store **store, const char *folder, const char *const *names, size_t count, struct fault *fault);

/* Accepts NULL.  Aborts what is not committed.  What is not yet moved from the log to its table is moved by a later opening. */
void store_close(struct store *store);

/*
 * A transaction; waits for who is inside.  One at a time in a process, too.  Keep it short, of
 * STORE_BATCH_MAX documents or so: others wait, and nothing from outside is asked meanwhile.  Moves what the log holds
 * into the tables when that is due (16 MB, a minute).
 * store_commit: 0, and it is there for good; else nothing of it is there, or, seldom, all (a kill may come between
 * commit and answer, too, so that a rerun looks what is there).  TXN is gone, whatever it returns.
 */
int store_begin(struct store *store, struct store_txn **txn, struct fault *fault);
int store_commit(struct store_txn *txn, struct fault *fault);
void store_abort(struct store_txn *txn); /* accepts NULL */

/*
 * Read one value into OUT (cleared first).  TXN may be NULL: the process's own transaction is read if one is open, else
 * what was last committed.  1: not found.
 */
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
 * Every entry whose key begins with PREFIX, in key order.  TXN may be NULL, as above.  Nobody waits during VISIT, which
 * may take its time, begin and commit transactions; what changes behind the present key may or may not be seen.
 * Returns 0, what VISIT returned when that was not 0, or a STORE_E code.
 */
int store_scan(struct store *store, struct store_txn *txn, size_t table, const void *prefix, size_t prefix_length,
               store_visit *visit, void *user, struct fault *fault);

/* The same, beginning behind the key AFTER (which has the prefix, and need not be there). */
int store_scan_after(struct store *store, struct store_txn *txn, size_t table, const void *prefix, size_t prefix_length,
                     const void *after, size_t after_length, store_visit *visit, void *user, struct fault *fault);

/* The last entry whose key begins with PREFIX.  1: none. */
int store_last(struct store *store, struct store_txn *txn, size_t table, const void *prefix, size_t prefix_length,
               struct bytes *key, struct bytes *value, struct fault *fault);

#endif
