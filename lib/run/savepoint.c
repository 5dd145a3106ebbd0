/* savepoint.c - see savepoint.h. */
#include "run/savepoint.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/file.h"
#include "base/tree.h"

static char *folder_of(const struct spool *spool)
{
    return spool_path(spool, NULL, "save");
}

static bool changes(const struct allocated *item)
{
    const struct dd *dd = item->dd;
    return (dd->kind == DD_DATA_SET || dd->kind == DD_TEMPORARY) && !item->taken.made && (dd->status == DD_OLD || dd->status == DD_MOD);
}

/* Paths in the journal begin in the home folder, whose own name may hold anything: it is two folders above the job's. */
static size_t home_length(const struct spool *spool)
{
    return (size_t)(strstr(spool->folder + strlen(spool->folder) - strlen("/spool/JOBnnnnn"), "/spool/") - spool->folder);
}

static char *absolute(const struct spool *spool, const char *relative)
{
    struct bytes path;
    bytes_init(&path);
    bytes_add(&path, spool->folder, home_length(spool));
    bytes_format(&path, "/%s", relative);
    return (char *)path.data;
}

static int copy_as(const char *path, const char *name, const struct spool *spool, struct journal *journal, struct fault *fault)
{
    char *folder = folder_of(spool), *copy = file_join(folder, name);
    int code = file_make_folder(folder, fault);
    if (code == 0)
        code = tree_copy(path, copy, fault);
    if (code == 0)
        journal_note(journal, "saved %s %s", path + home_length(spool) + 1, name);
    free(copy);
    free(folder);
    return code;
}

/* A library that is given as a whole is a folder; a member's or data set's file may not be there yet. */
static int save(const struct allocated *item, const struct spool *spool, size_t number, struct journal *journal, struct fault *fault)
{
    char name[32];
    struct stat status;
    const char *path = item->path, *relative = path + home_length(spool) + 1;
    if (stat(path, &status) != 0) {
        journal_note(journal, "absent %s", relative);
        return 0;
    }
    if (S_ISREG(status.st_mode) && item->dd->status == DD_MOD && item->taken.dataset.organization == DATASET_PS) {
        journal_note(journal, "length %s %" PRId64, relative, (int64_t)status.st_size);
        return 0;
    }
    snprintf(name, sizeof name, "%zu", number);
    int code = copy_as(path, name, spool, journal, fault);
    for (int index = 1; code == 0 && item->taken.dataset.organization == DATASET_KS; index++) { /* its alternate indexes */
        struct bytes other;
        bytes_init(&other);
        bytes_format(&other, "%s.%d", path, index);
        snprintf(name, sizeof name, "%zu.%d", number, index);
        bool there = file_exists(bytes_string(&other));
        code = there ? copy_as(bytes_string(&other), name, spool, journal, fault) : 0;
        bytes_release(&other);
        if (!there)
            break;
    }
    return code;
}

int savepoint_take(const struct allocation *allocation, const struct spool *spool, struct journal *journal, int64_t limit_bytes,
                   struct fault *fault)
{
    int64_t left = limit_bytes;
    int code = 0;
    for (size_t i = 0; i < allocation->count && code == 0; i++) {
        const struct allocated *item = &allocation->items[i];
        if (!changes(item))
            continue;
        left -= tree_bytes(item->path);
        if (left < 0)
            journal_note(journal, "unsaved %s", item->taken.name);
        else
            code = save(item, spool, i + 1, journal, fault);
    }
    return code;
}

static int restore_length(const char *path, const char *bytes, struct fault *fault)
{
    struct stat status;
    off_t length = (off_t)strtoll(bytes, NULL, 10);
    if (stat(path, &status) == 0 && status.st_size < length)
        return fault_set(fault, BASE_E_WRITE, "%s has become shorter than it was", path);
    return truncate(path, length) == 0 ? 0 : fault_errno(fault, BASE_E_WRITE, errno, "%s", path);
}

int savepoint_restore(const struct spool *spool, const struct journal_line *line, struct fault *fault)
{
    bool is_absent = line->count == 2 && strcmp(line->words[0], "absent") == 0;
    bool is_length = line->count == 3 && strcmp(line->words[0], "length") == 0;
    bool is_saved = line->count == 3 && strcmp(line->words[0], "saved") == 0;
    if (!is_absent && !is_length && !is_saved)
        return 0;
    char *path = absolute(spool, line->words[1]), *folder = folder_of(spool), *copy = file_join(folder, is_saved ? line->words[2] : "");
    int code = is_absent ? tree_remove(path, fault) : is_length ? restore_length(path, line->words[2], fault) : tree_copy(copy, path, fault);
    free(copy);
    free(folder);
    free(path);
    return code;
}

int savepoint_drop(const struct spool *spool, struct fault *fault)
{
    char *folder = folder_of(spool);
    int code = tree_remove(folder, fault);
    free(folder);
    return code;
}
