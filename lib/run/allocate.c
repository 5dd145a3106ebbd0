/* allocate.c - see allocate.h. */
#include "run/allocate.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "run/error.h"

/* What allocating one DD needs. */
struct place_for {
    const struct deck *deck;
    const struct job_step *step;
    const char *label;
    const char *home;
    struct listing *listing;
};

static int allocate_data(const struct place_for *where, const struct dd *dd, char **path, struct fault *fault)
{
    struct bytes data;
    const struct statement *statement = dd->statement;
    bytes_init(&data);
    for (size_t i = 0; i < statement->data_count; i++) {
        const struct card *card = &where->deck->cards.items[statement->first_data + i];
        bytes_add(&data, card->text, card->length);
        bytes_char(&data, '\n');
    }
    *path = spool_path(where->listing->spool, where->label, dd->name);
    int code = file_write(*path, bytes_string(&data), data.length, fault);
    bytes_release(&data);
    return code;
}

static int allocate_one(const struct place_for *where, const struct dd *dd, char **path, struct fault *fault)
{
    switch (dd->kind) {
    case DD_DUMMY:
        *path = memory_copy_string("/dev/null");
        listing_message(where->listing, "IEF237I DMY  ALLOCATED TO %s", dd->name);
        return 0;
    case DD_PATH:
        *path = file_join(where->home, dd->path);
        listing_message(where->listing, "IEF237I PATH ALLOCATED TO %s", dd->name);
        return 0;
    case DD_INSTREAM:
        listing_message(where->listing, "IEF237I JES2 ALLOCATED TO %s", dd->name);
        return allocate_data(where, dd, path, fault);
    case DD_SYSOUT:
        *path = spool_path(where->listing->spool, where->label, dd->name);
        listing_message(where->listing, "IEF237I JES2 ALLOCATED TO %s", dd->name);
        return file_write(*path, "", 0, fault);
    case DD_DATA_SET:
        break;
    }
    return fault_set(fault, RUN_E_ALLOCATE, "%s", dd->dsn);
}

static bool is_allocated(const struct allocation *allocation, const char *name)
{
    return allocation_path(allocation, name, NULL) != NULL;
}

int allocate(struct allocation *allocation, const struct deck *deck, const struct job_step *step, const char *label,
             const char *home, struct listing *listing, struct fault *fault)
{
    struct place_for where = {deck, step, label, home, listing};
    size_t capacity = 0;
    *allocation = (struct allocation){0};
    for (const struct dd *dd = step->dds; dd != NULL; dd = dd->next) {
        struct fault why = {0};
        char *path = NULL;
        if (strcmp(dd->name, "STEPLIB") == 0 || is_allocated(allocation, dd->name))
            continue; /* of two with one name the first counts */
        if (allocate_one(&where, dd, &path, &why) < 0) {
            free(path);
            allocation_release(allocation);
            return fault_set(fault, RUN_E_ALLOCATE, "%s.%s: %s", label, dd->name, why.detail);
        }
        allocation->items = memory_grow(allocation->items, &capacity, allocation->count + 1,
                                        sizeof *allocation->items);
        allocation->items[allocation->count++] = (struct allocated){dd, path};
    }
    return 0;
}

static size_t count_lines(const char *path)
{
    size_t lines = 0;
    FILE *file = fopen(path, "re");
    for (int c; file != NULL && (c = getc(file)) != EOF;)
        lines += c == '\n';
    if (file != NULL)
        fclose(file);
    return lines;
}

void deallocate(struct allocation *allocation, bool abnormal, struct listing *listing)
{
    (void)abnormal;
    for (size_t i = 0; i < allocation->count; i++) {
        const struct allocated *item = &allocation->items[i];
        switch (item->dd->kind) {
        case DD_SYSOUT:
            listing->sysout_lines += count_lines(item->path);
            listing_disposition(listing, item->dd, "SYSOUT");
            break;
        case DD_INSTREAM:
            listing_disposition(listing, item->dd, "SYSIN");
            break;
        case DD_PATH:
            listing_disposition(listing, item->dd, "KEPT");
            break;
        default:
            break;
        }
    }
}

void allocation_release(struct allocation *allocation)
{
    for (size_t i = 0; i < allocation->count; i++)
        free(allocation->items[i].path);
    free(allocation->items);
    *allocation = (struct allocation){0};
}

const char *allocation_path(const struct allocation *allocation, const char *name, const char *otherwise)
{
    for (size_t i = 0; i < allocation->count; i++)
        if (strcmp(allocation->items[i].dd->name, name) == 0)
            return allocation->items[i].path;
    return otherwise;
}
