/* ddtable.c - see ddtable.h. */
#include "dataset/ddtable.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "dataset/handle.h"

enum { TABLE_MAX_BYTES = 16 << 20 };

void dd_table_add(struct dd_table *table, const struct dd_entry *entry)
{
    table->items = memory_grow(table->items, &table->capacity, table->count + 1, sizeof *table->items);
    table->items[table->count] = *entry;
    table->items[table->count++].path = memory_copy_string(entry->path);
}

void dd_table_release(struct dd_table *table)
{
    for (size_t i = 0; i < table->count; i++)
        free(table->items[i].path);
    free(table->items);
    *table = (struct dd_table){0};
}

static const char *or_hyphen(const char *text)
{
    return text[0] != '\0' ? text : "-";
}

int dd_table_write(const struct dd_table *table, const char *path, struct fault *fault)
{
    for (size_t i = 0; i < table->count; i++)
        if (strchr(table->items[i].path, '\n') != NULL)
            return fault_set(fault, BASE_E_WRITE, "%s: the path of %s has a line end in it", path, table->items[i].name);
    FILE *file = fopen(path, "we");
    for (size_t i = 0; file != NULL && i < table->count; i++) {
        const struct dd_entry *entry = &table->items[i];
        const struct dataset *dataset = &entry->dataset;
        fprintf(file, "%s %c %s %s %s %s %c %d %d %d -%s%s%s %s\n", entry->name, (char)entry->kind, or_hyphen(dataset->name),
                or_hyphen(entry->member), dataset_organization_name(dataset->organization), dataset_recfm_name(dataset->recfm),
                dataset->control != '\0' ? dataset->control : '-', dataset->lrecl, dataset->key_offset, dataset->key_length,
                entry->is_new ? "N" : "", entry->append ? "A" : "", entry->exclusive ? "X" : "", entry->path);
    }
    bool failed = file == NULL || ferror(file);
    if (file != NULL && fclose(file) != 0)
        failed = true;
    return failed ? fault_set(fault, BASE_E_WRITE, "%s", path) : 0;
}

static void clear_hyphen(char *text)
{
    if (strcmp(text, "-") == 0)
        text[0] = '\0';
}

/* LINE without its end as an entry; false when it is none.  Its path stays in LINE. */
static bool parse_line(char *line, struct dd_entry *entry)
{
    char kind, organization[6], recfm[3], flags[5];
    int path = 0;
    struct dataset *dataset = &entry->dataset;
    *entry = (struct dd_entry){0};
    int parts = sscanf(line, "%8s %c %44s %8s %5s %2s %c %d %d %d %4s %n", entry->name, &kind, dataset->name, entry->member, organization,
                       recfm, &dataset->control, &dataset->lrecl, &dataset->key_offset, &dataset->key_length, flags, &path);
    int found = parts == 11 ? dataset_organization_parse(organization) : -1, form = parts == 11 ? dataset_recfm_parse(recfm) : -1;
    if (found < 0 || form < 0 || path == 0 || strchr("DIOPN", kind) == NULL)
        return false;
    entry->kind = (enum dd_entry_kind)kind;
    dataset->organization = (enum dataset_organization)found;
    dataset->recfm = (enum dataset_recfm)form;
    if (dataset->control == '-')
        dataset->control = '\0';
    clear_hyphen(dataset->name);
    clear_hyphen(entry->member);
    entry->is_new = strchr(flags, 'N') != NULL;
    entry->append = strchr(flags, 'A') != NULL;
    entry->exclusive = strchr(flags, 'X') != NULL;
    entry->path = line + path;
    return true;
}

int dd_table_read(struct dd_table *table, const char *path, struct fault *fault)
{
    struct bytes text;
    *table = (struct dd_table){0};
    bytes_init(&text);
    int code = file_read(&text, path, TABLE_MAX_BYTES, fault);
    char *copy = code == 0 ? memory_copy_text(bytes_string(&text), text.length) : NULL, *rest = NULL;
    bytes_release(&text);
    for (char *line = copy != NULL ? strtok_r(copy, "\n", &rest) : NULL; line != NULL && code == 0; line = strtok_r(NULL, "\n", &rest)) {
        struct dd_entry entry;
        if (parse_line(line, &entry))
            dd_table_add(table, &entry);
        else
            code = fault_set(fault, DATASET_E_CATALOG, "%s: %.80s", path, line);
    }
    free(copy);
    return code;
}

void dd_table_from_environment(struct dd_table *table)
{
    *table = (struct dd_table){0};
    for (char **variable = environ; *variable != NULL; variable++) {
        const char *equals = strchr(*variable, '=');
        size_t length = equals != NULL ? (size_t)(equals - *variable) : 0;
        struct dd_entry entry = {.kind = DD_ENTRY_PATH, .dataset.recfm = DATASET_U};
        if (strncmp(*variable, "DD_", 3) != 0 || length <= 3 || length - 3 >= sizeof entry.name)
            continue;
        memcpy(entry.name, *variable + 3, length - 3);
        entry.path = *variable + length + 1;
        dd_table_add(table, &entry);
    }
}

const struct dd_entry *dd_table_find(const struct dd_table *table, const char *name)
{
    for (size_t i = 0; i < table->count; i++)
        if (strcmp(table->items[i].name, name) == 0)
            return &table->items[i];
    return NULL;
}
