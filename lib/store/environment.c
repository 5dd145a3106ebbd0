/*
 * environment.c - see store.h: opening and closing.
 *
 * Berkeley DB's shared regions are files that survive a power failure half-written, and after a clean close nothing
 * in DB_REGISTER's list asks for recovery.  So a shared flock on the folder says who is there, and who finds nobody
 * there removes the regions and the list, which Berkeley DB takes as "recover".  DB_REGISTER is for a process that
 * died while others live: they are told (DB_RUNRECOVERY), given time to leave, and then the environment is recovered.
 *
 * Recovery fills the last log file with zeros to its end: small log files make opening quick, and cost a night nothing.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "store/handle.h"

enum {
    PAGE_BYTES = 8192,
    LOG_FILE_BYTES = 4 << 20,
    LOG_BUFFER_BYTES = 2 << 20,
    CACHE_BYTES = 64 << 20,
    LOCK_OBJECTS = STORE_CHANGES_MAX + 4000, /* each change may lock a page of its own, and then some inner pages */
    LOCKS = LOCK_OBJECTS + STORE_CHANGES_MAX / 2, /* a page that was read before it was changed has two */
    LOCKERS = 1000,
    LEAVE_US = 250000,        /* what live processes get to leave before another recovers */
    OPEN_FREE_BYTES = 24 << 20,  /* what new regions and log files take at first */
    CLOSE_CHECKPOINT_KB = 1024,
};

static const int ENDING[] = {SIGHUP, SIGINT, SIGTERM};

static void note_message(const DB_ENV *environment, const char *prefix, const char *message)
{
    (void)prefix;
    struct store *store = environment->app_private;
    if (store->message[0] == '\0')
        snprintf(store->message, sizeof store->message, "%s", message);
}

static void hold_signals(struct store *store)
{
    sigset_t before;
    sigset_t ending;
    sigemptyset(&ending);
    for (size_t i = 0; i < sizeof ENDING / sizeof ENDING[0]; i++)
        sigaddset(&ending, ENDING[i]);
    pthread_sigmask(SIG_BLOCK, &ending, &before);
    store->held = ending;
    for (size_t i = 0; i < sizeof ENDING / sizeof ENDING[0]; i++)
        if (sigismember(&before, ENDING[i]) == 1)
            sigdelset(&store->held, ENDING[i]);
}

int store_stopped(const struct store *store, struct fault *fault)
{
    sigset_t pending;
    sigpending(&pending);
    for (size_t i = 0; i < sizeof ENDING / sizeof ENDING[0]; i++)
        if (sigismember(&store->held, ENDING[i]) == 1 && sigismember(&pending, ENDING[i]) == 1)
            return fault_set(fault, STORE_E_STOPPED, "SIG%s", sigabbrev_np(ENDING[i]));
    return 0;
}

static uint64_t free_bytes(const struct store *store)
{
    struct statvfs status;
    return fstatvfs(store->folder_fd, &status) == 0 ? (uint64_t)status.f_bavail * status.f_frsize : UINT64_MAX;
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
    else if (store_is_locked(error))
        code = STORE_E_BUSY;
    const char *said = store->message;
    fault_set(fault, code, "%s: %s%s%s", what, said, said[0] != '\0' ? ": " : "", db_strerror(error));
    fault_in_file(fault, store->folder);
    store->message[0] = '\0';
    return code;
}

static int open_folder(struct store *store, const char *folder, struct fault *fault)
{
    struct fault why = {0};
    struct stat status;
    if (file_make_folder(folder, &why) < 0)
        return fault_set(fault, STORE_E_OPEN, "%s", why.detail);
    store->folder_fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (store->folder_fd < 0 || fstat(store->folder_fd, &status) != 0 ||
        ((status.st_mode & 07777) != 0700 && fchmod(store->folder_fd, 0700) != 0))
        return fault_errno(fault, STORE_E_OPEN, errno, "%s", folder);
    return 0;
}

/* Say that we are there.  *ALONE: nobody else is, and nobody else comes in until settle(). */
static int enter(struct store *store, bool *alone, struct fault *fault)
{
    for (int waited_ms = 0;;) {
        *alone = flock(store->folder_fd, LOCK_EX | LOCK_NB) == 0;
        if (*alone || (errno == EWOULDBLOCK && flock(store->folder_fd, LOCK_SH | LOCK_NB) == 0))
            return 0;
        if (errno != EWOULDBLOCK && errno != EINTR)
            return fault_errno(fault, STORE_E_OPEN, errno, "%s", store->folder);
        int code = store_wait(store, &waited_ms, "opening", fault);
        if (code < 0)
            return code;
    }
}

/* Others may come in now.  Linux turns an exclusive flock into a shared one in one step. */
static int settle(struct store *store, struct fault *fault)
{
    return flock(store->folder_fd, LOCK_SH) == 0 ? 0 : fault_errno(fault, STORE_E_OPEN, errno, "%s", store->folder);
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
        (error = environment->set_lg_bsize(environment, LOG_BUFFER_BYTES)) != 0 ||
        (error = environment->set_lk_max_locks(environment, LOCKS)) != 0 ||
        (error = environment->set_lk_max_objects(environment, LOCK_OBJECTS)) != 0 ||
        (error = environment->set_lk_max_lockers(environment, LOCKERS)) != 0 ||
        (error = environment->set_lk_detect(environment, DB_LOCK_MINWRITE)) != 0 ||
        (error = environment->set_timeout(environment, LEAVE_US, DB_SET_REG_TIMEOUT)) != 0)
        return error;
    return environment->log_set_config(environment, DB_LOG_AUTO_REMOVE, 1);
}

/* The regions and the list of DB_REGISTER: nobody uses them, and the next open makes them from the log. */
static int remove_shared(struct store *store, const char *path, struct fault *fault)
{
    DIR *folder = opendir(path);
    if (folder == NULL)
        return fault_errno(fault, STORE_E_OPEN, errno, "%s", path);
    int code = 0;
    for (struct dirent *entry; code == 0 && (entry = readdir(folder)) != NULL;)
        if (strncmp(entry->d_name, "__db.", 5) == 0 && unlinkat(store->folder_fd, entry->d_name, 0) != 0)
            code = fault_errno(fault, STORE_E_OPEN, errno, "%s/%s", path, entry->d_name);
    closedir(folder);
    return code;
}

static int open_environment(struct store *store, const char *folder, bool alone, struct fault *fault)
{
    int code = alone ? remove_shared(store, folder, fault) : 0;
    if (code == 0 && alone)
        code = store_check_free(store, OPEN_FREE_BYTES, fault);
    if (code < 0)
        return code;
    int error = configure(store);
    if (error == 0)
        error = store->environment->open(store->environment, folder,
                                         DB_CREATE | DB_INIT_MPOOL | DB_INIT_LOCK | DB_INIT_LOG | DB_INIT_TXN |
                                             DB_RECOVER | DB_REGISTER,
                                         0600);
    return error == 0 ? 0 : store_failed(store, error, "opening", fault);
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
static int try_open_tables(struct store *store, const char *const *names, size_t count)
{
    DB_TXN *handle;
    int error = store->environment->txn_begin(store->environment, NULL, &handle, DB_TXN_NOWAIT);
    if (error != 0)
        return error;
    for (size_t i = 0; i < count && error == 0; i++)
        error = open_table(store, handle, names[i]);
    if (error == 0)
        return handle->commit(handle, DB_TXN_NOSYNC);
    close_tables(store);
    handle->abort(handle);
    return error;
}

static int open_tables(struct store *store, const char *const *names, size_t count, struct fault *fault)
{
    for (int waited_ms = 0;;) {
        int error = try_open_tables(store, names, count);
        if (error == 0)
            return 0;
        int code = store_is_locked(error) ? store_wait(store, &waited_ms, "opening", fault)
                                          : store_failed(store, error, "opening a table", fault);
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
    bool alone = false;
    snprintf(store->folder, sizeof store->folder, "%s", folder);
    store->folder_fd = -1;
    hold_signals(store);
    int code = open_folder(store, folder, fault);
    if (code == 0)
        code = enter(store, &alone, fault);
    if (code == 0)
        code = open_environment(store, folder, alone, fault);
    if (code == 0)
        code = open_tables(store, names, count, fault);
    if (code == 0 && alone)
        code = settle(store, fault);
    if (code < 0)
        store_close(store);
    else
        *opened = store;
    return code;
}

void store_close(struct store *store)
{
    if (store == NULL)
        return;
    store_abort(store->writing);
    if (store->environment != NULL) {
        if (store->count > 0)
            store->environment->txn_checkpoint(store->environment, CLOSE_CHECKPOINT_KB, 0, 0);
        close_tables(store);
        store->environment->close(store->environment, 0);
    }
    if (store->folder_fd >= 0)
        close(store->folder_fd);
    pthread_sigmask(SIG_UNBLOCK, &store->held, NULL);
    free(store);
}
