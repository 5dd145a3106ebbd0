/*
 * handle.h - what the files of this room share: the handles behind store.h, and waiting.  Floor 1, for lib/store only.
 */
#ifndef CUTOVER_STORE_HANDLE_H
#define CUTOVER_STORE_HANDLE_H

#include <sys/types.h>

#include <db.h>
#include <signal.h>
#include <stdint.h>

#include "store/store.h"

struct store {
    DB_ENV *environment;
    DB *tables[STORE_TABLES_MAX];
    size_t count;
    struct store_txn *writing;  /* the process's open transaction */
    int folder_fd;              /* flock(2)ed: shared while the environment is open, exclusive by whom recovers it */
    sigset_t held;              /* signals that wait until store_close */
    char message[160];          /* what Berkeley DB said first of the present failure */
    char folder[128];           /* for faults */
};

struct store_txn {
    struct store *store;
    DB_TXN *handle;
    int changes;
};

/* A fault of ERROR, which is Berkeley DB's or an errno, with what Berkeley DB said of it.  Returns its code. */
int store_failed(struct store *store, int error, const char *what, struct fault *fault);

/*
 * 0, or STORE_E_FULL when fewer bytes are free.  Asked before, because the regions are sparse files mapped into memory:
 * where they cannot grow the process gets a SIGBUS, not an error.
 */
int store_check_free(const struct store *store, uint64_t bytes, struct fault *fault);

/* 0, or STORE_E_STOPPED when a signal that the store holds is waiting. */
int store_stopped(const struct store *store, struct fault *fault);

/*
 * Sleep a little, longer the more *WAITED_MS grows, for another process to let go.  0: try again.  STORE_E_BUSY:
 * half a minute is over.  STORE_E_STOPPED.
 */
int store_wait(const struct store *store, int *waited_ms, const char *what, struct fault *fault);

bool store_is_locked(int error); /* ERROR says that another transaction holds a lock */

/*
 * Reading, inside a transaction or as last committed:
 *     struct reading reading = {.txn = txn};
 *     do {
 *         if ((code = reading_begin(&reading, store, fault)) < 0)
 *             return code;
 *         error = ... reading.handle ...      closing the cursors it opened
 *     } while ((code = reading_end(&reading, error, fault)) == READING_AGAIN);
 * reading_end returns 0, 1 (not found), READING_AGAIN after a wait, or a STORE_E code.
 */
enum { READING_AGAIN = 2 };

struct reading {
    struct store *store;
    struct store_txn *txn; /* the caller's; NULL: none */
    DB_TXN *handle;        /* to read with */
    bool own;              /* begun here */
    int waited_ms;
};

int reading_begin(struct reading *reading, struct store *store, struct fault *fault);
int reading_end(struct reading *reading, int error, struct fault *fault);

/* A DBT of bytes that Berkeley DB reads, and one that it allocates, to be freed. */
DBT dbt_in(const void *data, size_t length);
DBT dbt_out(void);

#endif
