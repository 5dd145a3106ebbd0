/* allocate.c - see allocate.h. */
#include "run/allocate.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "run/error.h"
#include "run/holding.h"

/* What allocating one DD needs. */
struct place_for {
    const struct deck *deck;
    const char *label;
    const char *home;
    struct listing *listing;
    struct catalog *catalog; /* NULL when the step has no data sets */
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

static int allocate_one(const struct place_for *where, const struct dd *dd, struct allocated *item, struct fault *fault)
{
    static const char *const FROM[] = {[DD_DUMMY] = "IEF237I DMY ",
                                       [DD_DATA_SET] = "IGD103I SMS",
                                       [DD_PATH] = "IEF237I PATH",
                                       [DD_SYSOUT] = "IEF237I JES2",
                                       [DD_INSTREAM] = "IEF237I JES2"};
    int code = 0;
    switch (dd->kind) {
    case DD_DUMMY:
        item->path = memory_copy_string("/dev/null");
        break;
    case DD_PATH:
        item->path = file_join(where->home, dd->path);
        break;
    case DD_INSTREAM:
        code = allocate_data(where, dd, &item->path, fault);
        break;
    case DD_SYSOUT:
        item->path = spool_path(where->listing->spool, where->label, dd->name);
        code = file_write(item->path, "", 0, fault);
        break;
    case DD_DATA_SET:
        code = holding_take(where->catalog, dd, &item->path, &item->made, fault);
        break;
    }
    if (code == 0)
        listing_message(where->listing, "%s ALLOCATED TO %s%s", FROM[dd->kind],
                        dd->kind == DD_DATA_SET ? "DDNAME " : "", dd->name);
    return code;
}

static bool has_data_sets(const struct dd *dd)
{
    while (dd != NULL && dd->kind != DD_DATA_SET)
        dd = dd->next;
    return dd != NULL;
}

static int open_catalog(struct catalog **catalog, const char *home, struct fault *fault)
{
    char *folder = file_join(home, "datasets");
    int code = catalog_open(catalog, folder, fault);
    free(folder);
    return code;
}

/* What was allocated before one DD failed is given back as if it had never been taken. */
static void undo(struct allocation *allocation, struct catalog *catalog)
{
    for (size_t i = 0; i < allocation->count; i++)
        if (allocation->items[i].dd->kind == DD_DATA_SET)
            holding_undo(catalog, allocation->items[i].dd, allocation->items[i].made, NULL);
}

static int allocate_all(struct allocation *allocation, const struct job_step *step, const struct place_for *where,
                        struct fault *fault)
{
    size_t capacity = 0;
    for (const struct dd *dd = step->dds; dd != NULL; dd = dd->next) {
        struct fault why = {0};
        struct allocated item = {.dd = dd};
        if (strcmp(dd->name, "STEPLIB") == 0 || allocation_path(allocation, dd->name, NULL) != NULL)
            continue; /* of two with one name the first counts */
        int code = allocate_one(where, dd, &item, &why);
        allocation->items = memory_grow(allocation->items, &capacity, allocation->count + 1,
                                        sizeof *allocation->items);
        allocation->items[allocation->count++] = item;
        if (code < 0)
            return fault_set(fault, RUN_E_ALLOCATE, "%s.%s: %s", where->label, dd->name, why.detail);
    }
    return 0;
}

int allocate(struct allocation *allocation, const struct deck *deck, const struct job_step *step, const char *label,
             const char *home, struct listing *listing, struct fault *fault)
{
    struct place_for where = {.deck = deck, .label = label, .home = home, .listing = listing};
    *allocation = (struct allocation){0};
    int code = has_data_sets(step->dds) ? open_catalog(&where.catalog, home, fault) : 0;
    if (code < 0)
        return code;
    code = allocate_all(allocation, step, &where, fault);
    if (code < 0) {
        undo(allocation, where.catalog);
        allocation_release(allocation);
    }
    catalog_close(where.catalog);
    return code;
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

static int deallocate_one(const struct allocated *item, bool abnormal, struct catalog *catalog,
                          struct listing *listing, struct fault *fault)
{
    const char *word = "KEPT";
    int code = 0;
    switch (item->dd->kind) {
    case DD_DUMMY:
        return 0;
    case DD_SYSOUT:
        listing->sysout_lines += count_lines(item->path);
        word = "SYSOUT";
        break;
    case DD_INSTREAM:
        word = "SYSIN";
        break;
    case DD_PATH:
        break;
    case DD_DATA_SET:
        code = holding_give(catalog, item->dd, item->made, abnormal, &word, fault);
        break;
    }
    if (code == 0)
        listing_disposition(listing, item->dd, word);
    return code;
}

int deallocate(struct allocation *allocation, bool abnormal, const char *home, struct listing *listing,
               struct fault *fault)
{
    struct catalog *catalog = NULL;
    int result = 0;
    for (size_t i = 0; i < allocation->count; i++) {
        const struct allocated *item = &allocation->items[i];
        struct fault why = {0};
        int code = item->dd->kind == DD_DATA_SET && catalog == NULL ? open_catalog(&catalog, home, &why) : 0;
        if (code == 0)
            code = deallocate_one(item, abnormal, catalog, listing, &why);
        if (code < 0)
            result = fault_set(fault, RUN_E_ALLOCATE, "%s: %s", item->dd->name, why.detail);
    }
    catalog_close(catalog);
    return result;
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
