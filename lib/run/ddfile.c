/* ddfile.c - see ddfile.h. */
#include "run/ddfile.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "dataset/ddtable.h"

static struct dd_entry entry_of(const struct allocated *item)
{
    static const enum dd_entry_kind KINDS[] = {[DD_DUMMY] = DD_ENTRY_DUMMY, [DD_DATA_SET] = DD_ENTRY_DATA_SET, [DD_TEMPORARY] = DD_ENTRY_DATA_SET,
                                               [DD_PATH] = DD_ENTRY_PATH, [DD_SYSOUT] = DD_ENTRY_SYSOUT, [DD_INSTREAM] = DD_ENTRY_INSTREAM};
    const struct dd *dd = item->dd;
    struct dd_entry entry = {.kind = KINDS[dd->kind], .dataset = item->taken.dataset, .path = item->path,
                             .is_new = item->taken.made, .append = dd->status == DD_MOD, .exclusive = dd->status != DD_SHR};
    snprintf(entry.name, sizeof entry.name, "%.8s", item->name);
    if (item->taken.name[0] == '\0') { /* no data set: records of the length that the DD gives, else lines */
        entry.dataset = (struct dataset){.recfm = dd->recfm[0] == 'F' ? DATASET_F : DATASET_U, .lrecl = dd->lrecl};
        return entry;
    }
    snprintf(entry.dataset.name, sizeof entry.dataset.name, "%s", item->taken.name);
    snprintf(entry.member, sizeof entry.member, "%.8s", dd->member);
    return entry;
}

int ddfile_write(const struct allocation *allocation, const char *folder, struct fault *fault)
{
    struct dd_table table = {0};
    for (size_t i = 0; i < allocation->count; i++)
        if (!allocation->items[i].concatenated) {
            struct dd_entry entry = entry_of(&allocation->items[i]);
            dd_table_add(&table, &entry);
        }
    char *path = file_join(folder, "DDS");
    int code = dd_table_write(&table, path, fault);
    free(path);
    dd_table_release(&table);
    return code;
}
