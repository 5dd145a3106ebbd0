/*
 * handle.h - what the files of this room share: the handles behind store.h.  Floor 1, for lib/store only.
 */
#ifndef CUTOVER_STORE_HANDLE_H
#define CUTOVER_STORE_HANDLE_H

#include <sys/types.h>

#include <db.h>
#include <stdint.h>

#include "store/gate.h"
#include "store/store.h"

struct store {
    struct gate gate;
    DB_ENV *environment;      /* NULL: could not be opened again */
    DB *tables[STORE_TABLES_MAX];
    size_t count;             /* of tables that are open */
    const char *const *names; /* of them, the caller's */
    size_t name_count;
    char *folder;
    struct store_txn *writing; /* the process's open transaction */
    bool wrote;                /* something was committed since the environment was opened */
    char message[160];         /* what Berkeley DB said first of the present failure */
};

struct store_txn {
    struct store *store;
    DB_TXN *handle;
};

/* A fault of ERROR, which is Berkeley DB's or an errno, with what Berkeley DB said of it.  Returns its code. */
int store_failed(struct store *store, int error, const char *what, struct fault *fault);

/*
 * 0, or STORE_E_FULL when fewer bytes are free.  Asked before, because the regions are sparse files mapped into memory:
 * where they cannot grow the process gets a SIGBUS, not an error.
 */
int store_check_free(const struct store *store, uint64_t bytes, struct fault *fault);

/*
 * Go inside the environment; opens it again first when it was recovered by another process, or has to be.  Then
 * gate_leave(&store->gate) or one of its sisters.
 */
int store_enter(struct store *store, struct fault *fault);

/* Inside, Berkeley DB answered DB_RUNRECOVERY: leave, and open again.  0 or a STORE_E code. */
int store_open_again(struct store *store, struct fault *fault);

/*
 * Reading, inside the process's transaction or as last committed:
 *     struct reading reading = {.txn = txn};
 *     do {
 *         if ((code = reading_begin(&reading, store, fault)) == 0)
 *             code = reading_end(&reading, ... reading.handle ..., fault);
 *     } while (code == READING_AGAIN);
 * where ... returns 0, DB_NOTFOUND or another error of Berkeley DB, its cursors closed.  reading_end returns 0, 1 (not
 * found), READING_AGAIN (the environment was opened again) or a STORE_E code.
 */
enum { READING_AGAIN = 2 };

struct reading {
    struct store *store;
    struct store_txn *txn; /* the caller's; NULL: none */
    DB_TXN *handle;        /* to read with, or NULL */
    bool entered;
    int tries;
};

int reading_begin(struct reading *reading, struct store *store, struct fault *fault);
int reading_end(struct reading *reading, int error, struct fault *fault);

/* A DBT of bytes that Berkeley DB reads, and one that it allocates, to be freed. */
DBT dbt_in(const void *data, size_t length);
DBT dbt_out(void);

#endif
