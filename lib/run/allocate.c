/* allocate.c - see allocate.h. */
#include "run/allocate.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "run/concatenate.h"
#include "run/error.h"

/* Spool files come again when the step is run again: they are written, not published. */
static int write_spool(const char *path, const void *data, size_t length, struct fault *fault)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
    ssize_t wrote = fd >= 0 ? write(fd, data, length) : -1;
    int code = wrote == (ssize_t)length ? 0 : fault_errno(fault, RUN_E_ALLOCATE, fd >= 0 && wrote >= 0 ? ENOSPC : errno, "%s", path);
    if (fd >= 0)
        close(fd);
    return code;
}

/* A card as a line, or padded with blanks to a record of LRECL bytes. */
static int put_card(struct bytes *data, const struct dd *dd, const struct card *card, struct fault *fault)
{
    size_t length = (size_t)dd->lrecl;
    bytes_add(data, card->text, card->length);
    if (dd->recfm[0] != 'F' || dd->lrecl == 0) {
        bytes_char(data, '\n');
        return 0;
    }
    if (card->length > length)
        return fault_set(fault, RUN_E_ALLOCATE, "a card of %zu characters for LRECL=%d", card->length, dd->lrecl);
    for (size_t i = card->length; i < length; i++)
        bytes_char(data, ' ');
    return 0;
}

static int allocate_data(const struct allocate_place *place, const struct dd *dd, char **path, struct fault *fault)
{
    struct bytes data;
    int code = 0;
    bytes_init(&data);
    for (size_t i = 0; i < dd->data_count && code == 0; i++)
        code = put_card(&data, dd, &dd->data[i], fault);
    if (code == 0)
        code = write_spool(*path, bytes_string(&data), data.length, fault);
    bytes_release(&data);
    (void)place;
    return code;
}

/* The file in the spool; of a concatenation each has its number behind. */
static char *spool_file(const struct allocate_place *place, const struct allocated *item, size_t number)
{
    char name[24];
    snprintf(name, sizeof name, item->concatenated ? "%.8s-%zu" : "%.8s", item->name, number);
    return spool_path(place->listing->spool, place->label, name);
}

static int take(struct allocated *item, const struct allocate_place *place, struct fault *fault)
{
    int code = holdings_take(place->holdings, item->dd, place->journal, &item->taken, fault);
    item->path = item->taken.path;
    item->taken.path = NULL;
    return code;
}

static int allocate_one(const struct allocate_place *place, struct allocated *item, size_t number, struct fault *fault)
{
    static const char *const FROM[] = {[DD_DUMMY] = "IEF237I DMY  ALLOCATED TO",
                                       [DD_DATA_SET] = "IGD103I SMS ALLOCATED TO DDNAME",
                                       [DD_TEMPORARY] = "IGD103I SMS ALLOCATED TO DDNAME",
                                       [DD_PATH] = "IEF237I PATH ALLOCATED TO",
                                       [DD_SYSOUT] = "IEF237I JES2 ALLOCATED TO",
                                       [DD_INSTREAM] = "IEF237I JES2 ALLOCATED TO"};
    const struct dd *dd = item->dd;
    int code = 0;
    switch (dd->kind) {
    case DD_DUMMY:
        item->path = memory_copy_string("/dev/null");
        break;
    case DD_PATH:
        item->path = file_join(place->home, dd->path);
        break;
    case DD_INSTREAM:
        item->path = spool_file(place, item, number);
        code = allocate_data(place, dd, &item->path, fault);
        break;
    case DD_SYSOUT:
        item->path = spool_file(place, item, number);
        code = write_spool(item->path, "", 0, fault);
        break;
    case DD_DATA_SET:
    case DD_TEMPORARY:
        code = take(item, place, fault);
        break;
    }
    if (code == 0)
        listing_message(place->listing, "%s %s", FROM[dd->kind], item->concatenated ? "" : item->name);
    return code;
}

static struct allocated *add(struct allocation *allocation, const struct dd *dd, const char *name, bool concatenated)
{
    allocation->items = memory_grow(allocation->items, &allocation->capacity, allocation->count + 1, sizeof *allocation->items);
    allocation->items[allocation->count] = (struct allocated){.dd = dd, .name = name, .concatenated = concatenated};
    return &allocation->items[allocation->count++];
}

/* A DD and those concatenated to it.  Its first item then has the path of all. */
static int allocate_dd(struct allocation *allocation, const struct dd *dd, const struct allocate_place *place, struct fault *fault)
{
    struct fault why = {0};
    size_t first = allocation->count;
    for (const struct dd *one = dd; one != NULL; one = one->concatenated) {
        struct dd *generations;
        int code = concatenate_generations(place->holdings, one, &generations, &why);
        for (const struct dd *each = code > 0 ? generations : one; each != NULL && code >= 0; each = code > 0 ? each->concatenated : NULL) {
            size_t number = allocation->count - first + 1;
            int taken = allocate_one(place, add(allocation, each, dd->name, number > 1), number, &why);
            if (taken < 0)
                return fault_set(fault, RUN_E_ALLOCATE, "%s.%s: %s", place->label, dd->name, why.detail);
        }
        if (code < 0)
            return fault_set(fault, RUN_E_ALLOCATE, "%s.%s: %s", place->label, dd->name, why.detail);
    }
    if (allocation->count - first < 2)
        return 0;
    int code = concatenate(&allocation->items[first], allocation->count - first, place->folder, &why);
    return code < 0 ? fault_set(fault, RUN_E_ALLOCATE, "%s.%s: %s", place->label, dd->name, why.detail) : 0;
}

/* What was allocated before one DD failed is given back as if it had never been taken. */
static void undo(struct allocation *allocation, const struct allocate_place *place)
{
    for (size_t i = 0; i < allocation->count; i++)
        if (allocation->items[i].taken.name[0] != '\0')
            holdings_undo(place->holdings, &allocation->items[i].taken, NULL);
}

int allocate(struct allocation *allocation, const struct job_step *step, const struct allocate_place *place, struct fault *fault)
{
    int code = 0;
    *allocation = (struct allocation){0};
    for (const struct dd *dd = step->dds; dd != NULL && code == 0; dd = dd->next)
        if (strcmp(dd->name, "STEPLIB") != 0)
            code = allocate_dd(allocation, dd, place, fault);
    if (code < 0) {
        undo(allocation, place);
        allocation_release(allocation);
    }
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

static int deallocate_one(const struct allocated *item, bool abnormal, const struct allocate_place *place, struct fault *fault)
{
    const char *word = "KEPT";
    int code = 0;
    switch (item->dd->kind) {
    case DD_DUMMY:
        return 0;
    case DD_SYSOUT:
        place->listing->sysout_lines += count_lines(item->path);
        word = "SYSOUT";
        break;
    case DD_INSTREAM:
        word = "SYSIN";
        break;
    case DD_PATH:
        break;
    case DD_DATA_SET:
    case DD_TEMPORARY:
        code = holdings_give(place->holdings, item->dd, &item->taken, abnormal, &word, fault);
        break;
    }
    if (code == 0)
        listing_disposition(place->listing, item->dd, item->taken.name, word);
    return code;
}

int deallocate(struct allocation *allocation, bool abnormal, const struct allocate_place *place, struct fault *fault)
{
    int result = 0;
    for (size_t i = 0; i < allocation->count; i++) {
        struct fault why = {0};
        if (deallocate_one(&allocation->items[i], abnormal, place, &why) < 0)
            result = fault_set(fault, RUN_E_ALLOCATE, "%s: %s", allocation->items[i].name, why.detail);
    }
    return result;
}

void allocation_release(struct allocation *allocation)
{
    for (size_t i = 0; i < allocation->count; i++) {
        free(allocation->items[i].path);
        free(allocation->items[i].lent);
    }
    free(allocation->items);
    *allocation = (struct allocation){0};
}

const char *allocation_path(const struct allocation *allocation, const char *name, const char *otherwise)
{
    for (size_t i = 0; i < allocation->count; i++)
        if (!allocation->items[i].concatenated && strcmp(allocation->items[i].name, name) == 0)
            return allocation->items[i].path;
    return otherwise;
}
