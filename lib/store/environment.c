/*
 * environment.c - see store.h: opening, recovering and closing.
 *
 * Berkeley DB's shared regions are files that survive a power failure half-written, and after a clean close nothing
 * in DB_REGISTER's list asks for recovery.  So who opens an environment alone, or finds that another died inside,
 * removes the regions and the list, which Berkeley DB takes as "recover".  DB_REGISTER itself is for who died with the
 * environment open, and not inside.  Either way it is done inside the gate: nobody else touches the environment then,
 * and the others open it again when they come back.
 *
 * There is no lock subsystem: the gate lets in one process at a time, so that no lock table can run out, nothing
 * can deadlock, and nobody waits for a lock whose holder is dead.
 *
 * Recovery fills the last log file with zeros to its end: small log files make opening quick, and cost a night nothing.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/memory.h"
#include "store/handle.h"

enum {
    PAGE_BYTES = 32768, /* holds a few submissions; on 8 KB pages each takes an overflow page of its own, and twice the disk */
    LOG_FILE_BYTES = 4 << 20,
    LOG_BUFFER_BYTES = 2 << 20,
    CACHE_BYTES = 64 << 20,
    OPEN_FREE_BYTES = 24 << 20, /* what new regions and log files take at first */
    CLOSE_CHECKPOINT_KB = 1024,
};

static void note_message(const DB_ENV *environment, const char *prefix, const char *message)
{
    (void)prefix;
    struct store *store = environment->app_private;
    if (store->message[0] == '\0')
        snprintf(store->message, sizeof store->message, "%s", message);
}

static uint64_t free_bytes(const struct store *store)
{
    struct statvfs status;
    return fstatvfs(store->gate.folder_fd, &status) == 0 ? (uint64_t)status.f_bavail * status.f_frsize : UINT64_MAX;
}

int store_check_free(const struct store *store, uint64_t bytes, struct fault *fault)
{
    if (free_bytes(store) >= bytes)
        return 0;
    return fault_set(fault, STORE_E_FULL, "%s: less than %d MB free", store->folder, (int)(bytes >> 20));
}

int store_failed(struct store *store, int error, const char *what, struct fault *fault)
{
    int code = STORE_E_FAILED;
    if (error == ENOSPC || error == EFBIG || error == EDQUOT || (error == DB_RUNRECOVERY && free_bytes(store) == 0))
        code = STORE_E_FULL;
    else if (error == DB_RUNRECOVERY)
        code = STORE_E_RECOVER;
    const char *said = store->message;
    fault_set(fault, code, "%s: %s%s%s", what, said, said[0] != '\0' ? ": " : "", db_strerror(error));
    fault_in_file(fault, store->folder);
    store->message[0] = '\0';
    return code;
}

static int configure(struct store *store)
{
    int error = db_env_create(&store->environment, 0);
    if (error != 0)
        return error;
    DB_ENV *environment = store->environment;
    environment->app_private = store;
    environment->set_errcall(environment, note_message);
    if ((error = environment->set_cachesize(environment, 0, CACHE_BYTES, 1)) != 0 ||
        (error = environment->set_lg_max(environment, LOG_FILE_BYTES)) != 0 ||
        (error = environment->set_lg_bsize(environment, LOG_BUFFER_BYTES)) != 0)
        return error;
    return environment->log_set_config(environment, DB_LOG_AUTO_REMOVE, 1);
}

/* The regions and the list of DB_REGISTER. */
static int remove_shared(struct store *store, struct fault *fault)
{
    DIR *folder = opendir(store->folder);
    if (folder == NULL)
        return fault_errno(fault, STORE_E_OPEN, errno, "%s", store->folder);
    int code = 0;
    for (struct dirent *entry; code == 0 && (entry = readdir(folder)) != NULL;)
        if (strncmp(entry->d_name, "__db.", 5) == 0 && unlinkat(dirfd(folder), entry->d_name, 0) != 0)
            code = fault_errno(fault, STORE_E_OPEN, errno, "%s/%s", store->folder, entry->d_name);
    closedir(folder);
    return code;
}

static int open_table(struct store *store, DB_TXN *handle, const char *name)
{
    DB *table;
    int error = db_create(&table, store->environment, 0);
    if (error != 0)
        return error;
    char file[64];
    snprintf(file, sizeof file, "%s.db", name);
    error = table->set_pagesize(table, PAGE_BYTES);
    if (error == 0)
        error = table->open(table, handle, file, NULL, DB_BTREE, DB_CREATE, 0600);
    store->tables[store->count++] = table;
    return error;
}

static void close_tables(struct store *store)
{
    while (store->count > 0) {
        DB *table = store->tables[--store->count];
        table->close(table, DB_NOSYNC);
    }
}

/* All or none, in one transaction that needs no flush: a table made and lost is made again. */
static int open_tables(struct store *store)
{
    DB_TXN *handle;
    int error = store->environment->txn_begin(store->environment, NULL, &handle, 0);
    if (error != 0)
        return error;
    for (size_t i = 0; i < store->name_count && error == 0; i++)
        error = open_table(store, handle, store->names[i]);
    if (error == 0)
        return handle->commit(handle, DB_TXN_NOSYNC);
    close_tables(store);
    handle->abort(handle);
    return error;
}

static void close_environment(struct store *store)
{
    if (store->environment == NULL)
        return;
    close_tables(store);
    store->environment->close(store->environment, 0);
    store->environment = NULL;
    store->wrote = false;
}

/* What others have recovered, or who comes next will: nothing of it may reach the log any more. */
static void throw_away_environment(struct store *store)
{
    if (store->environment != NULL)
        store->environment->set_flags(store->environment, DB_PANIC_ENVIRONMENT, 1);
    close_environment(store);
    store->message[0] = '\0';
}

static int open_inside(struct store *store, bool recover, struct fault *fault)
{
    int code = recover ? remove_shared(store, fault) : 0;
    if (code == 0 && recover)
        code = store_check_free(store, OPEN_FREE_BYTES, fault);
    if (code < 0)
        return code;
    int error = configure(store);
    if (error == 0)
        error = store->environment->open(
            store->environment, store->folder,
            DB_CREATE | DB_INIT_MPOOL | DB_INIT_LOG | DB_INIT_TXN | DB_RECOVER | DB_REGISTER, 0600);
    if (error == 0)
        error = open_tables(store);
    if (error == 0)
        return 0;
    code = store_failed(store, error, "opening", fault);
    close_environment(store);
    return code;
}

static int open_environment(struct store *store, struct fault *fault)
{
    bool alone;
    int code = gate_enter_to_open(&store->gate, &alone, fault);
    if (code < 0)
        return code;
    bool recover = alone || code == GATE_DEAD;
    code = open_inside(store, recover, fault);
    if (code == STORE_E_RECOVER && !recover) {
        recover = true;
        code = open_inside(store, recover, fault);
    }
    if (code < 0) {
        gate_leave_as_dead(&store->gate);
        return code;
    }
    gate_settle(&store->gate, recover);
    gate_leave(&store->gate);
    return 0;
}

int store_open_again(struct store *store, struct fault *fault)
{
    gate_leave(&store->gate);
    throw_away_environment(store);
    return open_environment(store, fault);
}

int store_enter(struct store *store, struct fault *fault)
{
    for (;;) {
        int code = store->environment == NULL ? GATE_STALE : gate_enter(&store->gate, fault);
        if (code <= 0)
            return code;
        throw_away_environment(store);
        code = open_environment(store, fault);
        if (code < 0)
            return code;
    }
}

int store_open(struct store **opened, const char *folder, const char *const *names, size_t count, struct fault *fault)
{
    *opened = NULL;
    if (count > STORE_TABLES_MAX)
        return fault_set(fault, STORE_E_OPEN, "%zu tables, at most %d", count, STORE_TABLES_MAX);
    struct store *store = memory_new(1, sizeof *store);
    store->folder = memory_copy_string(folder);
    store->names = names;
    store->name_count = count;
    int code = gate_open(&store->gate, folder, fault);
    if (code == 0)
        code = open_environment(store, fault);
    if (code < 0)
        store_close(store);
    else
        *opened = store;
    return code;
}

/* In order and inside; who cannot come in for long leaves it as one who died, to be noticed by the next who opens it. */
static void leave_environment(struct store *store)
{
    int code = gate_enter(&store->gate, NULL);
    if (code == GATE_STALE)
        throw_away_environment(store);
    if (code != 0)
        return;
    if (store->wrote)
        store->environment->txn_checkpoint(store->environment, CLOSE_CHECKPOINT_KB, 0, 0);
    close_environment(store);
    gate_leave(&store->gate);
}

void store_close(struct store *store)
{
    if (store == NULL)
        return;
    store_abort(store->writing);
    if (store->environment != NULL)
        leave_environment(store);
    gate_close(&store->gate);
    free(store->folder);
    free(store);
}
