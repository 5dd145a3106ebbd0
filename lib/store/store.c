/*
 * store.c - see store.h.
 *
 * Readers do not block the writer: the tables are multiversion and readers without a transaction read through a
 * snapshot transaction of their own.  Locks are sized for a batch of STORE_BATCH_MAX documents with their index
 * and audit entries; Berkeley DB's default runs out at some 31,000 random puts.
 */
#include "store/store.h"

#include <db.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"

enum {
    PAGE_BYTES = 8192,
    LOG_BUFFER_BYTES = 8 << 20,
    CACHE_BYTES = 64 << 20,
    LOCKS = 200000,
    TABLES_MAX = 16,
    CHECKPOINT_KB = 16384, /* log written since the last one */
};

struct store {
    DB_ENV *environment;
    DB *tables[TABLES_MAX];
    size_t count;
    char folder[sizeof(((struct fault *)0)->file)];
};

struct store_txn {
    struct store *store;
    DB_TXN *handle;
};

static int failed(const struct store *store, int error, const char *what, struct fault *fault)
{
    int code = STORE_E_FAILED;
    if (error == ENOSPC || error == EFBIG)
        code = STORE_E_FULL;
    else if (error == DB_RUNRECOVERY)
        code = STORE_E_RECOVER;
    fault_set(fault, code, "%s: %s", what, db_strerror(error));
    fault_in_file(fault, store->folder);
    return code;
}

static int open_environment(struct store *store, const char *folder)
{
    int error = db_env_create(&store->environment, 0);
    if (error != 0)
        return error;
    DB_ENV *environment = store->environment;
    environment->set_errfile(environment, NULL);
    environment->set_cachesize(environment, 0, CACHE_BYTES, 1);
    environment->set_lg_bsize(environment, LOG_BUFFER_BYTES);
    environment->set_lk_max_locks(environment, LOCKS);
    environment->set_lk_max_objects(environment, LOCKS);
    environment->set_lk_max_lockers(environment, 1000);
    environment->set_lk_detect(environment, DB_LOCK_DEFAULT);
    environment->log_set_config(environment, DB_LOG_AUTO_REMOVE, 1);
    return environment->open(environment, folder,
                             DB_CREATE | DB_INIT_MPOOL | DB_INIT_LOCK | DB_INIT_LOG | DB_INIT_TXN | DB_RECOVER |
                                 DB_REGISTER,
                             0600);
}

static int open_table(struct store *store, const char *name)
{
    DB *table;
    int error = db_create(&table, store->environment, 0);
    if (error != 0)
        return error;
    char file[64];
    snprintf(file, sizeof file, "%s.db", name);
    table->set_pagesize(table, PAGE_BYTES);
    error = table->open(table, NULL, file, NULL, DB_BTREE, DB_CREATE | DB_AUTO_COMMIT | DB_MULTIVERSION, 0600);
    if (error != 0) {
        table->close(table, 0);
        return error;
    }
    store->tables[store->count++] = table;
    return 0;
}

int store_open(struct store **opened, const char *folder, const char *const *names, size_t count, struct fault *fault)
{
    *opened = NULL;
    if (count > TABLES_MAX)
        return fault_set(fault, STORE_E_OPEN, "%zu tables", count);
    struct fault why = {0};
    if (file_make_folder(folder, &why) < 0)
        return fault_set(fault, STORE_E_OPEN, "%s", why.detail);
    struct store *store = memory_new(1, sizeof *store);
    snprintf(store->folder, sizeof store->folder, "%s", folder);
    int error = open_environment(store, folder);
    for (size_t i = 0; i < count && error == 0; i++)
        error = open_table(store, names[i]);
    if (error != 0) {
        int code = failed(store, error, "opening", fault);
        store_close(store);
        return code == STORE_E_FAILED ? fault_set(fault, STORE_E_OPEN, "%s: %s", folder, db_strerror(error)) : code;
    }
    *opened = store;
    return 0;
}

void store_close(struct store *store)
{
    if (store == NULL)
        return;
    if (store->environment != NULL) {
        store->environment->txn_checkpoint(store->environment, CHECKPOINT_KB, 0, 0);
        for (size_t i = 0; i < store->count; i++)
            store->tables[i]->close(store->tables[i], DB_NOSYNC);
        store->environment->close(store->environment, 0);
    }
    free(store);
}

static int begin(struct store *store, struct store_txn **txn, uint32_t flags, struct fault *fault)
{
    DB_TXN *handle;
    int error = store->environment->txn_begin(store->environment, NULL, &handle, flags);
    if (error != 0)
        return failed(store, error, "beginning a transaction", fault);
    *txn = memory_new(1, sizeof **txn);
    **txn = (struct store_txn){store, handle};
    return 0;
}

int store_begin(struct store *store, struct store_txn **txn, struct fault *fault)
{
    return begin(store, txn, 0, fault);
}

int store_commit(struct store_txn *txn, struct fault *fault)
{
    struct store *store = txn->store;
    int error = txn->handle->commit(txn->handle, DB_TXN_SYNC);
    free(txn);
    if (error != 0)
        return failed(store, error, "committing", fault);
    error = store->environment->txn_checkpoint(store->environment, CHECKPOINT_KB, 0, 0);
    /* What was committed is safe without the checkpoint; the next one tries again. */
    return error == 0 || error == ENOSPC || error == EFBIG ? 0 : failed(store, error, "checkpoint", fault);
}

void store_abort(struct store_txn *txn)
{
    if (txn == NULL)
        return;
    txn->handle->abort(txn->handle);
    free(txn);
}

static DBT bytes_in(const void *data, size_t length)
{
    DBT dbt;
    memset(&dbt, 0, sizeof dbt);
    dbt.data = (void *)(uintptr_t)data; /* Berkeley DB does not write to what it is given to read */
    dbt.size = (uint32_t)length;
    return dbt;
}

static DBT bytes_out(void)
{
    DBT dbt;
    memset(&dbt, 0, sizeof dbt);
    dbt.flags = DB_DBT_REALLOC;
    return dbt;
}

int store_get(struct store *store, struct store_txn *txn, size_t table, const void *key, size_t key_length,
              struct bytes *out, struct fault *fault)
{
    DBT k = bytes_in(key, key_length), v = bytes_out();
    bytes_clear(out);
    DB *db = store->tables[table];
    int error = db->get(db, txn != NULL ? txn->handle : NULL, &k, &v, txn != NULL ? 0 : DB_READ_COMMITTED);
    if (error == 0)
        bytes_add(out, v.data, v.size);
    free(v.data);
    if (error == DB_NOTFOUND)
        return 1;
    return error == 0 ? 0 : failed(store, error, "reading", fault);
}

static int put(struct store_txn *txn, size_t table, const void *key, size_t key_length, const void *value,
               size_t length, uint32_t flags, struct fault *fault)
{
    DBT k = bytes_in(key, key_length), v = bytes_in(value, length);
    DB *db = txn->store->tables[table];
    int error = db->put(db, txn->handle, &k, &v, flags);
    if (error == DB_KEYEXIST)
        return 1;
    return error == 0 ? 0 : failed(txn->store, error, "writing", fault);
}

int store_put(struct store_txn *txn, size_t table, const void *key, size_t key_length, const void *value,
              size_t length, struct fault *fault)
{
    return put(txn, table, key, key_length, value, length, 0, fault);
}

int store_insert(struct store_txn *txn, size_t table, const void *key, size_t key_length, const void *value,
                 size_t length, struct fault *fault)
{
    return put(txn, table, key, key_length, value, length, DB_NOOVERWRITE, fault);
}

int store_delete(struct store_txn *txn, size_t table, const void *key, size_t key_length, struct fault *fault)
{
    DBT k = bytes_in(key, key_length);
    DB *db = txn->store->tables[table];
    int error = db->del(db, txn->handle, &k, 0);
    if (error == DB_NOTFOUND)
        return 1;
    return error == 0 ? 0 : failed(txn->store, error, "deleting", fault);
}

static bool has_prefix(const DBT *key, const void *prefix, size_t prefix_length)
{
    return key->size >= prefix_length && (prefix_length == 0 || memcmp(key->data, prefix, prefix_length) == 0);
}

/* A cursor in TXN, or in a snapshot of its own when TXN is NULL (then *OWN must be aborted after the cursor is closed). */
static int open_cursor(struct store *store, struct store_txn *txn, size_t table, struct store_txn **own, DBC **cursor,
                       struct fault *fault)
{
    *own = NULL;
    if (txn == NULL) {
        int code = begin(store, own, DB_TXN_SNAPSHOT, fault);
        if (code < 0)
            return code;
        txn = *own;
    }
    DB *db = store->tables[table];
    int error = db->cursor(db, txn->handle, cursor, 0);
    if (error == 0)
        return 0;
    store_abort(*own);
    return failed(store, error, "reading", fault);
}

int store_scan(struct store *store, struct store_txn *txn, size_t table, const void *prefix, size_t prefix_length,
               store_visit *visit, void *user, struct fault *fault)
{
    struct store_txn *own;
    DBC *cursor;
    int code = open_cursor(store, txn, table, &own, &cursor, fault);
    if (code < 0)
        return code;
    DBT k = bytes_out(), v = bytes_out();
    struct bytes key, value;
    bytes_init(&key);
    bytes_init(&value);
    bytes_add(&key, prefix, prefix_length);
    k.data = memory_copy_text(prefix, prefix_length);
    k.size = (uint32_t)prefix_length;
    int error = cursor->get(cursor, &k, &v, DB_SET_RANGE);
    while (error == 0 && code == 0 && has_prefix(&k, prefix, prefix_length)) {
        bytes_clear(&key);
        bytes_clear(&value);
        bytes_add(&key, k.data, k.size);
        bytes_add(&value, v.data, v.size);
        code = visit(user, bytes_string(&key), key.length, bytes_string(&value), value.length);
        if (code == 0)
            error = cursor->get(cursor, &k, &v, DB_NEXT);
    }
    if (error != 0 && error != DB_NOTFOUND)
        code = failed(store, error, "reading", fault);
    free(k.data);
    free(v.data);
    bytes_release(&key);
    bytes_release(&value);
    cursor->close(cursor);
    store_abort(own);
    return code;
}

/* The first key behind all that begin with PREFIX into NEXT; false: there is none, the prefix is all X'FF'. */
static bool key_behind(struct bytes *next, const void *prefix, size_t prefix_length)
{
    bytes_add(next, prefix, prefix_length);
    while (next->length > 0 && next->data[next->length - 1] == 0xFF)
        next->length--;
    if (next->length == 0)
        return false;
    next->data[next->length - 1]++;
    return true;
}

int store_last(struct store *store, struct store_txn *txn, size_t table, const void *prefix, size_t prefix_length,
               struct bytes *key, struct bytes *value, struct fault *fault)
{
    struct store_txn *own;
    DBC *cursor;
    int code = open_cursor(store, txn, table, &own, &cursor, fault);
    if (code < 0)
        return code;
    DBT k = bytes_out(), v = bytes_out();
    struct bytes next;
    bytes_init(&next);
    int error = DB_NOTFOUND;
    if (key_behind(&next, prefix, prefix_length)) {
        k.data = memory_copy_text((char *)next.data, next.length);
        k.size = (uint32_t)next.length;
        error = cursor->get(cursor, &k, &v, DB_SET_RANGE);
    }
    error = cursor->get(cursor, &k, &v, error == 0 ? DB_PREV : DB_LAST);
    bytes_clear(key);
    bytes_clear(value);
    if (error == 0 && has_prefix(&k, prefix, prefix_length)) {
        bytes_add(key, k.data, k.size);
        bytes_add(value, v.data, v.size);
    } else {
        code = error == 0 || error == DB_NOTFOUND ? 1 : failed(store, error, "reading", fault);
    }
    free(k.data);
    free(v.data);
    bytes_release(&next);
    cursor->close(cursor);
    store_abort(own);
    return code;
}
