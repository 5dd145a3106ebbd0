/* datasets_list.c - see datasets_work.h: the command list, in columns and in JSON. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "utility/datasets_work.h"

/* Names need no escaping: they were checked when they were catalogued or put. */
struct listing {
    struct datasets_work *work;
    char base[DSN_SIZE];          /* the group that was read last, and its generations */
    struct generations generations;
    int entries;                  /* of the directory, printed so far */
};

static const char *json_bool(bool value)
{
    return value ? "true" : "false";
}

/* ---- groups and their generations ---- */

static int read_group(struct listing *listing, const char *base)
{
    if (strcmp(listing->base, base) == 0)
        return 0;
    generations_release(&listing->generations);
    memcpy(listing->base, base, strlen(base) + 1);
    int code = generations_read(listing->work->catalog, base, &listing->generations, &listing->work->fault);
    return code < 0 ? code : 0;
}

/* 0 or below: the relative number of generation NAME; 1: it does not count, 2: it is none. */
static int find_relative(struct listing *listing, const char *name, int *relative)
{
    char base[DSN_SIZE];
    int number;
    *relative = 2;
    if (!generation_parse(name, base, &number))
        return 0;
    struct gdg gdg;
    int code = gdg_find(listing->work->catalog, base, &gdg, &listing->work->fault);
    if (code != 0)
        return code < 0 ? code : 0;
    code = read_group(listing, base);
    const struct generations *generations = &listing->generations;
    *relative = 1;
    for (size_t i = 0; code == 0 && i < generations->count; i++)
        if (generations->numbers[i] == number)
            *relative = (int)i + 1 - (int)generations->count;
    return code;
}

static int print_group(struct listing *listing, const struct dataset *dataset)
{
    struct gdg gdg;
    struct datasets_work *work = listing->work;
    int code = gdg_find(work->catalog, dataset->name, &gdg, &work->fault);
    if (code == 0)
        code = read_group(listing, dataset->name);
    if (code != 0)
        return code < 0 ? code : 0;
    const struct generations *generations = &listing->generations;
    if (!work->step->json) {
        printf("%-44s GDG limit %d%s%s%s, %zu generations\n", dataset->name, gdg.limit, gdg.empty ? " empty" : "",
               gdg.scratch ? " scratch" : "", gdg.lifo ? " LIFO" : "", generations->count);
        return 0;
    }
    printf("{\"dsn\":\"%s\",\"dsorg\":\"GDG\",\"limit\":%d,\"empty\":%s,\"scratch\":%s,\"lifo\":%s,\"extended\":%s,\"generations\":[",
           dataset->name, gdg.limit, json_bool(gdg.empty), json_bool(gdg.scratch), json_bool(gdg.lifo), json_bool(gdg.extended));
    for (size_t i = 0; i < generations->count; i++)
        printf("%s%d", i > 0 ? "," : "", generations->numbers[i]);
    puts("]}");
    return 0;
}

/* ---- data sets ---- */

static int print_entry(void *user, const struct directory_entry *entry)
{
    struct listing *listing = user;
    char shown[2 * DIRECTORY_USER_MAX + 8] = "";
    bool is_alias = entry->alias_of[0] != '\0';
    if (entry->user_length > 0)
        bytes_hex(shown, sizeof shown, entry->user, entry->user_length, DIRECTORY_USER_MAX);
    if (listing->work->step->json)
        printf("%s{\"name\":\"%s\",\"alias_of\":%s%s%s,\"user\":\"%s\"}", listing->entries++ > 0 ? "," : "", entry->name,
               is_alias ? "\"" : "", is_alias ? entry->alias_of : "null", is_alias ? "\"" : "", shown);
    else
        printf("    %s%s%s%s%s\n", entry->name, is_alias ? " alias of " : "", entry->alias_of, shown[0] != '\0' ? " user " : "", shown);
    return 0;
}

static int print_directory(struct listing *listing, const struct dataset *dataset)
{
    struct datasets_work *work = listing->work;
    listing->entries = 0;
    return dataset_is_partitioned(dataset) ? directory_list(work->catalog, dataset, print_entry, listing, &work->fault) : 0;
}

static int print_json(struct listing *listing, const struct dataset *dataset, int relative)
{
    char recfm[4];
    printf("{\"dsn\":\"%s\",\"dsorg\":\"%s\",\"recfm\":\"%s\",\"lrecl\":%d", dataset->name,
           dataset_organization_name(dataset->organization), datasets_recfm(recfm, dataset), dataset->lrecl);
    if (dataset->organization == DATASET_KS)
        printf(",\"key_offset\":%d,\"key_length\":%d", dataset->key_offset, dataset->key_length);
    if (relative <= 0)
        printf(",\"generation\":%d", relative);
    else if (relative == 1)
        printf(",\"generation\":null");
    printf(",\"members\":%s", dataset_is_partitioned(dataset) ? "[" : "null}\n");
    int code = print_directory(listing, dataset);
    if (dataset_is_partitioned(dataset))
        puts("]}");
    return code;
}

static int print_columns(struct listing *listing, const struct dataset *dataset, int relative)
{
    char recfm[4];
    printf("%-44s %-3s %-3s %5d", dataset->name, dataset_organization_name(dataset->organization), datasets_recfm(recfm, dataset),
           dataset->lrecl);
    if (dataset->organization == DATASET_KS)
        printf(" key %d at %d", dataset->key_length, dataset->key_offset);
    if (relative <= 0)
        printf(" (%d)", relative);
    else if (relative == 1)
        printf(" not rolled in");
    putchar('\n');
    return print_directory(listing, dataset);
}

static int print_alias(const struct listing *listing, const struct dataset *alias)
{
    printf(listing->work->step->json ? "{\"dsn\":\"%s\",\"dsorg\":\"ALIAS\",\"alias_of\":\"%s\"}\n" : "%-44s alias of %s\n", alias->name,
           alias->target);
    return 0;
}

static int print_dataset(void *user, const struct dataset *dataset)
{
    struct listing *listing = user;
    int relative;
    if (dataset->organization == DATASET_GDG)
        return print_group(listing, dataset);
    if (dataset->organization == DATASET_ALIAS)
        return print_alias(listing, dataset);
    int code = find_relative(listing, dataset->name, &relative);
    if (code < 0)
        return code;
    return listing->work->step->json ? print_json(listing, dataset, relative) : print_columns(listing, dataset, relative);
}

int datasets_list(struct datasets_work *work)
{
    struct listing listing = {.work = work};
    int code = catalog_list(work->catalog, datasets_operand(work, 1), print_dataset, &listing, &work->fault);
    generations_release(&listing.generations);
    return code;
}
