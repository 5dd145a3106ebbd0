/*
 * scan.c - see store.h: entries in order.
 *
 * Entries are copied a chunk at a time and handed over with every lock and cursor gone, so that a visitor who
 * prints to a slow terminal stops nobody.
 */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "store/handle.h"

enum { CHUNK_BYTES = 64 * 1024 };

struct scan {
    struct store *store;
    struct store_txn *txn;
    size_t table;
    const void *prefix;
    size_t prefix_length;
    struct bytes from; /* the key to go on at */
    bool behind;       /* not with it, behind it */
};

/* Entries one after another: struct entry, the key and a NUL, the value and a NUL. */
struct entry {
    uint32_t key_length;
    uint32_t length;
};

static bool has_prefix(const DBT *key, const void *prefix, size_t prefix_length)
{
    return key->size >= prefix_length && (prefix_length == 0 || memcmp(key->data, prefix, prefix_length) == 0);
}

static DBT dbt_copy(const struct bytes *bytes)
{
    DBT dbt = dbt_out();
    dbt.data = memory_copy_text(bytes_string(bytes), bytes->length);
    dbt.size = (uint32_t)bytes->length;
    return dbt;
}

static void add_entry(struct bytes *chunk, const DBT *key, const DBT *value)
{
    const struct entry entry = {.key_length = key->size, .length = value->size};
    bytes_add(chunk, &entry, sizeof entry);
    bytes_add(chunk, key->data, key->size);
    bytes_char(chunk, '\0');
    bytes_add(chunk, value->data, value->size);
    bytes_char(chunk, '\0');
}

/* Into CHUNK what comes next.  Returns 0, DB_NOTFOUND when the last entry is in it, or another error. */
static int read_chunk(const struct scan *scan, DB_TXN *handle, struct bytes *chunk)
{
    DBC *cursor;
    DB *table = scan->store->tables[scan->table];
    int error = table->cursor(table, handle, &cursor, 0);
    if (error != 0)
        return error;
    DBT key = dbt_copy(&scan->from), value = dbt_out();
    error = cursor->get(cursor, &key, &value, DB_SET_RANGE);
    if (error == 0 && scan->behind && key.size == scan->from.length &&
        memcmp(key.data, bytes_string(&scan->from), key.size) == 0)
        error = cursor->get(cursor, &key, &value, DB_NEXT);
    while (error == 0 && chunk->length < CHUNK_BYTES) {
        if (!has_prefix(&key, scan->prefix, scan->prefix_length)) {
            error = DB_NOTFOUND;
            break;
        }
        add_entry(chunk, &key, &value);
        error = cursor->get(cursor, &key, &value, DB_NEXT);
    }
    free(key.data);
    free(value.data);
    int closing = cursor->close(cursor);
    return error == 0 ? closing : error;
}

/* As read_chunk, when no transaction is under way.  Returns 0, 1 when the last entry is in it, or a STORE_E code. */
static int next_chunk(const struct scan *scan, struct bytes *chunk, struct fault *fault)
{
    struct reading reading = {.txn = scan->txn};
    int code;
    do {
        bytes_clear(chunk);
        code = reading_begin(&reading, scan->store, fault);
        if (code == 0)
            code = reading_end(&reading, read_chunk(scan, reading.handle, chunk), fault);
    } while (code == READING_AGAIN);
    return code;
}

/* Hand over what is in CHUNK, and note where to go on. */
static int visit_chunk(struct scan *scan, const struct bytes *chunk, store_visit *visit, void *user)
{
    struct entry entry;
    for (size_t at = 0; at < chunk->length; at += sizeof entry + entry.key_length + entry.length + 2) {
        memcpy(&entry, chunk->data + at, sizeof entry);
        const char *key = (const char *)chunk->data + at + sizeof entry;
        bytes_clear(&scan->from);
        bytes_add(&scan->from, key, entry.key_length);
        scan->behind = true;
        int code = visit(user, key, entry.key_length, key + entry.key_length + 1, entry.length);
        if (code != 0)
            return code;
    }
    return 0;
}

static int run_scan(struct scan *scan, store_visit *visit, void *user, struct fault *fault)
{
    struct bytes chunk;
    bytes_init(&chunk);
    int code;
    bool last;
    do {
        code = next_chunk(scan, &chunk, fault);
        last = code != 0;
        if (code >= 0)
            code = visit_chunk(scan, &chunk, visit, user);
    } while (code == 0 && !last);
    bytes_release(&chunk);
    return code;
}

int store_scan_after(struct store *store, struct store_txn *txn, size_t table, const void *prefix, size_t prefix_length,
                     const void *after, size_t after_length, store_visit *visit, void *user, struct fault *fault)
{
    struct scan scan = {store, txn, table, prefix, prefix_length, {0}, after != NULL};
    bytes_init(&scan.from);
    if (after != NULL)
        bytes_add(&scan.from, after, after_length);
    else
        bytes_add(&scan.from, prefix, prefix_length);
    int code = run_scan(&scan, visit, user, fault);
    bytes_release(&scan.from);
    return code;
}

int store_scan(struct store *store, struct store_txn *txn, size_t table, const void *prefix, size_t prefix_length,
               store_visit *visit, void *user, struct fault *fault)
{
    return store_scan_after(store, txn, table, prefix, prefix_length, NULL, 0, visit, user, fault);
}

/* The first key behind all that begin with PREFIX into NEXT; false: there is none, the prefix is all X'FF'. */
static bool key_behind(struct bytes *next, const void *prefix, size_t prefix_length)
{
    bytes_clear(next);
    bytes_add(next, prefix, prefix_length);
    while (next->length > 0 && next->data[next->length - 1] == 0xFF)
        next->length--;
    if (next->length == 0)
        return false;
    next->data[next->length - 1]++;
    return true;
}

static int read_last(const struct scan *scan, DB_TXN *handle, struct bytes *key, struct bytes *value)
{
    DBC *cursor;
    DB *table = scan->store->tables[scan->table];
    int error = table->cursor(table, handle, &cursor, 0);
    if (error != 0)
        return error;
    DBT k = dbt_copy(&scan->from), v = dbt_out();
    error = scan->behind ? cursor->get(cursor, &k, &v, DB_SET_RANGE) : DB_NOTFOUND;
    if (error == 0 || error == DB_NOTFOUND)
        error = cursor->get(cursor, &k, &v, error == 0 ? DB_PREV : DB_LAST);
    if (error == 0 && !has_prefix(&k, scan->prefix, scan->prefix_length))
        error = DB_NOTFOUND;
    if (error == 0) {
        bytes_add(key, k.data, k.size);
        bytes_add(value, v.data, v.size);
    }
    free(k.data);
    free(v.data);
    int closing = cursor->close(cursor);
    return error == 0 ? closing : error;
}

int store_last(struct store *store, struct store_txn *txn, size_t table, const void *prefix, size_t prefix_length,
               struct bytes *key, struct bytes *value, struct fault *fault)
{
    struct scan scan = {store, txn, table, prefix, prefix_length, {0}, false};
    struct reading reading = {.txn = txn};
    int code;
    bytes_init(&scan.from);
    scan.behind = key_behind(&scan.from, prefix, prefix_length);
    do {
        bytes_clear(key);
        bytes_clear(value);
        code = reading_begin(&reading, store, fault);
        if (code == 0)
            code = reading_end(&reading, read_last(&scan, reading.handle, key, value), fault);
    } while (code == READING_AGAIN);
    bytes_release(&scan.from);
    return code;
}
