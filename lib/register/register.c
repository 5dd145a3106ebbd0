/* register.c - see register.h: the tables. */
#include "register/register.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "register/handle.h"

static const char *const TABLE_NAMES[REG_TABLES] = {
    [REG_SUBMISSION] = "submission", [REG_STATE] = "state",     [REG_FILE] = "file", [REG_CONTENT] = "content", [REG_SEQUENCE] = "sequence",
    [REG_AUDIT] = "audit",           [REG_SUBJECT] = "subject", [REG_HEAD] = "head",
};

int reg_open(struct reg **reg, const char *folder, struct fault *fault)
{
    struct store *store;
    int code = store_open(&store, folder, TABLE_NAMES, REG_TABLES, fault);
    *reg = NULL;
    if (code < 0)
        return code;
    *reg = memory_new(1, sizeof **reg);
    (*reg)->store = store;
    return 0;
}

void reg_close(struct reg *reg)
{
    if (reg == NULL)
        return;
    store_close(reg->store);
    free(reg);
}

int reg_begin(struct reg *reg, struct reg_txn **txn, struct fault *fault)
{
    struct store_txn *handle;
    int code = store_begin(reg->store, &handle, fault);
    if (code < 0)
        return code;
    *txn = memory_new(1, sizeof **txn);
    **txn = (struct reg_txn){.reg = reg, .handle = handle};
    return 0;
}

int reg_commit(struct reg_txn *txn, struct fault *fault)
{
    int code = store_commit(txn->handle, fault);
    free(txn);
    return code;
}

void reg_abort(struct reg_txn *txn)
{
    if (txn == NULL)
        return;
    store_abort(txn->handle);
    free(txn);
}

static struct store_txn *handle_of(struct reg_txn *txn)
{
    return txn != NULL ? txn->handle : NULL;
}

int reg_get(struct reg *reg, struct reg_txn *txn, enum reg_table table, const char *key, struct bytes *out,
            struct fault *fault)
{
    return store_get(reg->store, handle_of(txn), table, key, strlen(key), out, fault);
}

int reg_put(struct reg_txn *txn, enum reg_table table, const char *key, const void *value, size_t length,
            struct fault *fault)
{
    return store_put(txn->handle, table, key, strlen(key), value, length, fault);
}

int reg_insert(struct reg_txn *txn, enum reg_table table, const char *key, const void *value, size_t length,
               struct fault *fault)
{
    return store_insert(txn->handle, table, key, strlen(key), value, length, fault);
}

int reg_delete(struct reg_txn *txn, enum reg_table table, const char *key, struct fault *fault)
{
    return store_delete(txn->handle, table, key, strlen(key), fault);
}

struct visitor {
    reg_visit *visit;
    void *user;
};

static int visit_one(void *user, const char *key, size_t key_length, const char *value, size_t length)
{
    (void)key_length;
    struct visitor *visitor = user;
    return visitor->visit(visitor->user, key, value, length);
}

int reg_scan(struct reg *reg, struct reg_txn *txn, enum reg_table table, const char *prefix, reg_visit *visit,
             void *user, struct fault *fault)
{
    struct visitor visitor = {visit, user};
    return store_scan(reg->store, handle_of(txn), table, prefix, strlen(prefix), visit_one, &visitor, fault);
}

int reg_last(struct reg *reg, struct reg_txn *txn, enum reg_table table, const char *prefix, struct bytes *key,
             struct bytes *value, struct fault *fault)
{
    return store_last(reg->store, handle_of(txn), table, prefix, strlen(prefix), key, value, fault);
}
