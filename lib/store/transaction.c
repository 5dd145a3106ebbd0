/* transaction.c - see store.h: one writer at a time, readers that wait without holding anything. */
#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include "base/memory.h"
#include "store/handle.h"

enum {
    WAIT_MS = 30000,
    NAP_MS = 1, /* for the first WAKEFUL_MS, then ten times that */
    WAKEFUL_MS = 200,
    BEGIN_FREE_BYTES = 64 << 20, /* what the cache may grow by */
    CHECKPOINT_KB = 16384,
    CHECKPOINT_MINUTES = 1,
};

bool store_is_locked(int error)
{
    return error == DB_LOCK_NOTGRANTED || error == DB_LOCK_DEADLOCK;
}

int store_wait(const struct store *store, int *waited_ms, const char *what, struct fault *fault)
{
    int code = store_stopped(store, fault);
    if (code < 0)
        return code;
    if (*waited_ms >= WAIT_MS) {
        fault_set(fault, STORE_E_BUSY, "%s: waited %d s for another process", what, WAIT_MS / 1000);
        return fault_in_file(fault, store->folder);
    }
    int nap_ms = *waited_ms < WAKEFUL_MS ? NAP_MS : 10 * NAP_MS;
    struct timespec nap = {.tv_nsec = nap_ms * 1000000L};
    nanosleep(&nap, NULL);
    *waited_ms += nap_ms;
    return 0;
}

/* The lock that every writing transaction takes first; it goes with the transaction. */
static int lock_writer(struct store *store, DB_TXN *handle, struct fault *fault)
{
    static const char object[] = "cutover writer";
    DBT name = dbt_in(object, sizeof object);
    DB_LOCK lock;
    for (int waited_ms = 0;;) {
        DB_ENV *environment = store->environment;
        int error = environment->lock_get(environment, handle->id(handle), DB_LOCK_NOWAIT, &name, DB_LOCK_WRITE, &lock);
        if (error == 0)
            return 0;
        int code = store_is_locked(error) ? store_wait(store, &waited_ms, "beginning a transaction", fault)
                                          : store_failed(store, error, "beginning a transaction", fault);
        if (code < 0)
            return code;
    }
}

int store_begin(struct store *store, struct store_txn **txn, struct fault *fault)
{
    *txn = NULL;
    if (store->writing != NULL)
        return fault_set(fault, STORE_E_BUSY, "a transaction within another");
    int code = store_stopped(store, fault);
    if (code == 0)
        code = store_check_free(store, BEGIN_FREE_BYTES, fault);
    if (code < 0)
        return code;
    DB_ENV *environment = store->environment;
    int error = environment->txn_checkpoint(environment, CHECKPOINT_KB, CHECKPOINT_MINUTES, 0);
    if (error != 0)
        return store_failed(store, error, "checkpoint", fault);
    DB_TXN *handle;
    error = environment->txn_begin(environment, NULL, &handle, 0);
    if (error != 0)
        return store_failed(store, error, "beginning a transaction", fault);
    code = lock_writer(store, handle, fault);
    if (code < 0) {
        handle->abort(handle);
        return code;
    }
    *txn = memory_new(1, sizeof **txn);
    **txn = (struct store_txn){.store = store, .handle = handle};
    store->writing = *txn;
    return 0;
}

int store_commit(struct store_txn *txn, struct fault *fault)
{
    struct store *store = txn->store;
    int error = txn->handle->commit(txn->handle, DB_TXN_SYNC);
    store->writing = NULL;
    free(txn);
    return error == 0 ? 0 : store_failed(store, error, "committing", fault);
}

void store_abort(struct store_txn *txn)
{
    if (txn == NULL)
        return;
    txn->handle->abort(txn->handle);
    txn->store->writing = NULL;
    free(txn);
}

int reading_begin(struct reading *reading, struct store *store, struct fault *fault)
{
    struct store_txn *txn = reading->txn != NULL ? reading->txn : store->writing;
    reading->store = store;
    reading->own = txn == NULL;
    if (txn != NULL) {
        reading->handle = txn->handle;
        return 0;
    }
    DB_ENV *environment = store->environment;
    int error = environment->txn_begin(environment, NULL, &reading->handle, DB_READ_COMMITTED | DB_TXN_NOWAIT);
    return error == 0 ? 0 : store_failed(store, error, "reading", fault);
}

int reading_end(struct reading *reading, int error, struct fault *fault)
{
    if (reading->own)
        reading->handle->abort(reading->handle);
    if (error == 0)
        return 0;
    if (error == DB_NOTFOUND)
        return 1;
    if (!reading->own || !store_is_locked(error))
        return store_failed(reading->store, error, "reading", fault);
    int code = store_wait(reading->store, &reading->waited_ms, "reading", fault);
    return code < 0 ? code : READING_AGAIN;
}
