/* table.c - see store.h: single entries. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "store/handle.h"

DBT dbt_in(const void *data, size_t length)
{
    DBT dbt;
    memset(&dbt, 0, sizeof dbt);
    dbt.data = (void *)(uintptr_t)data; /* Berkeley DB does not write to what it is given to read */
    dbt.size = (uint32_t)length;
    return dbt;
}

DBT dbt_out(void)
{
    DBT dbt;
    memset(&dbt, 0, sizeof dbt);
    dbt.flags = DB_DBT_REALLOC;
    return dbt;
}

int store_get(struct store *store, struct store_txn *txn, size_t table, const void *key, size_t key_length,
              struct bytes *out, struct fault *fault)
{
    struct reading reading = {.txn = txn};
    DBT k = dbt_in(key, key_length), v = dbt_out();
    int code;
    bytes_clear(out);
    do {
        code = reading_begin(&reading, store, fault);
        if (code == 0) {
            DB *db = store->tables[table];
            code = reading_end(&reading, db->get(db, reading.handle, &k, &v, 0), fault);
        }
    } while (code == READING_AGAIN);
    if (code == 0)
        bytes_add(out, v.data, v.size);
    free(v.data);
    return code;
}

static int put(struct store_txn *txn, size_t table, const void *key, size_t key_length, const void *value,
               size_t length, uint32_t flags, struct fault *fault)
{
    DBT k = dbt_in(key, key_length), v = dbt_in(value, length);
    DB *db = txn->store->tables[table];
    int error = db->put(db, txn->handle, &k, &v, flags);
    if (error == DB_KEYEXIST)
        return 1;
    return error == 0 ? 0 : store_failed(txn->store, error, "writing", fault);
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
    DBT k = dbt_in(key, key_length);
    DB *db = txn->store->tables[table];
    int error = db->del(db, txn->handle, &k, 0);
    if (error == DB_NOTFOUND)
        return 1;
    return error == 0 ? 0 : store_failed(txn->store, error, "deleting", fault);
}
