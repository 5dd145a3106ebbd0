/* transaction.c - see store.h: one writer at a time, and reading. */
#include <stdlib.h>

#include "base/memory.h"
#include "store/handle.h"

enum {
    BEGIN_FREE_BYTES = 64 << 20, /* what the cache may grow by */
    CHECKPOINT_KB = 16384,
    CHECKPOINT_MINUTES = 1,
    TRIES = 3, /* the environment is recovered beside us so often only if something is wrong with it */
};

/* Inside: move what the log holds into the tables when that is due, and begin. */
static int begin_inside(struct store *store, DB_TXN **handle)
{
    DB_ENV *environment = store->environment;
    int error = environment->txn_checkpoint(environment, CHECKPOINT_KB, CHECKPOINT_MINUTES, 0);
    return error == 0 ? environment->txn_begin(environment, NULL, handle, 0) : error;
}

int store_begin(struct store *store, struct store_txn **txn, struct fault *fault)
{
    DB_TXN *handle = NULL;
    *txn = NULL;
    if (store->writing != NULL)
        return fault_set(fault, STORE_E_BUSY, "a transaction within another");
    int code = store_check_free(store, BEGIN_FREE_BYTES, fault);
    for (int tries = TRIES; code == 0 && handle == NULL; tries--) {
        code = store_enter(store, fault);
        if (code < 0)
            return code;
        int error = begin_inside(store, &handle);
        if (error == DB_RUNRECOVERY && tries > 1) {
            code = store_open_again(store, fault);
        } else if (error != 0) {
            code = store_failed(store, error, "beginning a transaction", fault);
            gate_leave(&store->gate);
        }
    }
    if (code < 0)
        return code;
    *txn = memory_new(1, sizeof **txn);
    **txn = (struct store_txn){.store = store, .handle = handle};
    store->writing = *txn;
    return 0;
}

/* What is left of TXN when its end returned ERROR; after a failure what lies in the cache is not to be trusted. */
static void end(struct store_txn *txn, int error)
{
    struct store *store = txn->store;
    store->writing = NULL;
    free(txn);
    if (error != 0)
        gate_leave_as_dead(&store->gate);
    else
        gate_leave(&store->gate);
}

int store_commit(struct store_txn *txn, struct fault *fault)
{
    struct store *store = txn->store;
    int error = txn->handle->commit(txn->handle, DB_TXN_SYNC);
    store->wrote = true;
    end(txn, error);
    return error == 0 ? 0 : store_failed(store, error, "committing", fault);
}

void store_abort(struct store_txn *txn)
{
    if (txn != NULL)
        end(txn, txn->handle->abort(txn->handle));
}

int reading_begin(struct reading *reading, struct store *store, struct fault *fault)
{
    struct store_txn *txn = reading->txn != NULL ? reading->txn : store->writing;
    reading->store = store;
    reading->handle = txn != NULL ? txn->handle : NULL;
    reading->entered = txn == NULL;
    return txn == NULL ? store_enter(store, fault) : 0;
}

int reading_end(struct reading *reading, int error, struct fault *fault)
{
    if (reading->entered && error == DB_RUNRECOVERY && reading->tries++ < TRIES) {
        int code = store_open_again(reading->store, fault);
        return code < 0 ? code : READING_AGAIN;
    }
    if (reading->entered)
        gate_leave(&reading->store->gate);
    if (error == 0)
        return 0;
    return error == DB_NOTFOUND ? 1 : store_failed(reading->store, error, "reading", fault);
}
