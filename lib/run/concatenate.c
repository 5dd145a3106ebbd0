/* concatenate.c - see concatenate.h. */
#include "run/concatenate.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "run/error.h"

int concatenate_generations(struct holdings *holdings, const struct dd *dd, struct dd **dds, struct fault *fault)
{
    struct catalog *catalog;
    struct dataset dataset;
    *dds = NULL;
    if (dd->kind != DD_DATA_SET || dd->relative || dd->same_as != NULL || dd->status == DD_NEW)
        return 0;
    int code = holdings_catalog(holdings, &catalog, fault);
    if (code == 0)
        code = catalog_find(catalog, dd->dsn, &dataset, fault);
    if (code != 0 || dataset.organization != DATASET_GDG)
        return code < 0 ? code : 0;
    struct generations now;
    code = generations_read(catalog, dd->dsn, &now, fault);
    if (code == 0 && now.count == 0)
        code = fault_set(fault, RUN_E_ALLOCATE, "IEF212I %s - DATA SET NOT FOUND: it has no generation", dd->dsn);
    for (size_t i = 0; i < now.count && code == 0; i++) { /* from the oldest, each before the older ones */
        struct dd *one = arena_new(&holdings->arena, sizeof *one);
        char name[DSN_SIZE];
        generation_name(name, dd->dsn, now.numbers[i]);
        *one = *dd;
        one->dsn = arena_text(&holdings->arena, name, strlen(name));
        one->concatenated = *dds;
        *dds = one;
    }
    generations_release(&now);
    return code < 0 ? code : 1;
}

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static int append(int out, const char *path, struct fault *fault)
{
    char buffer[65536];
    ssize_t got = 0;
    int in = open(path, O_RDONLY | O_CLOEXEC);
    while (in >= 0 && (got = read(in, buffer, sizeof buffer)) > 0)
        if (write(out, buffer, (size_t)got) != got) {
            close(in);
            return fault_errno(fault, RUN_E_ALLOCATE, ENOSPC, "%s", path);
        }
    int code = in < 0 || got < 0 ? fault_errno(fault, RUN_E_ALLOCATE, errno, "%s", path) : 0;
    if (in >= 0)
        close(in);
    return code;
}

static int join_files(struct allocated *items, size_t count, const char *folder, struct fault *fault)
{
    struct bytes name;
    bytes_init(&name);
    bytes_format(&name, "%s/%s.concatenation", folder, items[0].name);
    int code = 0;
    int out = open(bytes_string(&name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
    if (out < 0)
        code = fault_errno(fault, RUN_E_ALLOCATE, errno, "%s", bytes_string(&name));
    for (size_t i = 0; i < count && code == 0; i++)
        code = append(out, items[i].path, fault);
    if (out >= 0)
        close(out);
    free(items[0].path);
    items[0].path = memory_copy_string(bytes_string(&name));
    bytes_release(&name);
    return code;
}

int concatenate(struct allocated *items, size_t count, const char *folder, struct fault *fault)
{
    struct bytes joined;
    size_t folders = 0;
    bytes_init(&joined);
    for (size_t i = 0; i < count; i++) {
        folders += is_folder(items[i].path);
        bytes_format(&joined, "%s%s", i > 0 ? ":" : "", items[i].path);
    }
    int code = 0;
    if (folders == 0) {
        code = join_files(items, count, folder, fault);
    } else if (folders < count) {
        code = fault_set(fault, RUN_E_ALLOCATE, "a concatenation of libraries and of what is no library");
    } else {
        free(items[0].path);
        items[0].path = memory_copy_string(bytes_string(&joined));
    }
    bytes_release(&joined);
    return code;
}
