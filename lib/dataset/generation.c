/* generation.c - see generation.h. */
#include "dataset/generation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "dataset/handle.h"

enum { NUMBERS_MAX = GDG_EXTENDED_LIMIT_MAX + 1 };

/* An entry: "GDG LIMIT FLAGS" and the numbers, oldest first; FLAGS are a hyphen and of E (empty) S (scratch) L (LIFO). */
struct group {
    struct gdg gdg;
    int numbers[NUMBERS_MAX];
    size_t count;
};

static int parse_group(struct group *group, const char *base, const char *text, struct fault *fault)
{
    char flags[5];
    int used = 0;
    *group = (struct group){0};
    if (strncmp(text, "GDG ", 4) != 0)
        return 1; /* a data set */
    if (sscanf(text, "GDG %d %4s%n", &group->gdg.limit, flags, &used) != 2)
        return fault_set(fault, DATASET_E_CATALOG, "%s", base);
    group->gdg.empty = strchr(flags, 'E') != NULL;
    group->gdg.scratch = strchr(flags, 'S') != NULL;
    group->gdg.lifo = strchr(flags, 'L') != NULL;
    for (const char *rest = text + used; *rest == ' ' && group->count < NUMBERS_MAX;) {
        char *end;
        group->numbers[group->count++] = (int)strtol(rest, &end, 10);
        rest = end;
    }
    return 0;
}

static void format_group(const struct group *group, struct bytes *text)
{
    bytes_clear(text);
    bytes_format(text, "GDG %d -%s%s%s", group->gdg.limit, group->gdg.empty ? "E" : "", group->gdg.scratch ? "S" : "",
                 group->gdg.lifo ? "L" : "");
    for (size_t i = 0; i < group->count; i++)
        bytes_format(text, " %d", group->numbers[i]);
}

/* 1: there is no such group. */
static int get_group(struct catalog *catalog, struct store_txn *txn, const char *base, struct group *group, struct fault *fault)
{
    struct bytes text;
    bytes_init(&text);
    int code = store_get(catalog->store, txn, 0, base, strlen(base), &text, fault);
    if (code == 0)
        code = parse_group(group, base, bytes_string(&text), fault);
    bytes_release(&text);
    return code;
}

static int put_group(struct store_txn *txn, const char *base, const struct group *group, struct fault *fault)
{
    struct bytes text;
    bytes_init(&text);
    format_group(group, &text);
    int code = store_put(txn, 0, base, strlen(base), text.data, text.length, fault);
    bytes_release(&text);
    return code;
}

/* Commit when CODE is 0, else abort; returns CODE, or what the commit returned. */
static int end_transaction(struct store_txn *txn, int code, struct fault *fault)
{
    if (code == 0)
        return store_commit(txn, fault);
    store_abort(txn);
    return code;
}

static int check_group(const char *base, const struct gdg *gdg, struct fault *fault)
{
    if (!dsn_is_valid(base) || strlen(base) > GDG_NAME_MAX_LEN)
        return fault_set(fault, DATASET_E_NAME, "%s for a generation data group: at most %d characters", base, GDG_NAME_MAX_LEN);
    if (gdg->limit < 1 || gdg->limit > GDG_EXTENDED_LIMIT_MAX)
        return fault_set(fault, DATASET_E_ATTRIBUTES, "LIMIT(%d), expected 1 to %d", gdg->limit, GDG_EXTENDED_LIMIT_MAX);
    return 0;
}

int gdg_define(struct catalog *catalog, const char *base, const struct gdg *gdg, struct fault *fault)
{
    const struct group group = {.gdg = *gdg};
    struct bytes text;
    struct store_txn *txn;
    int code = check_group(base, gdg, fault);
    if (code == 0)
        code = store_begin(catalog->store, &txn, fault);
    if (code < 0)
        return code;
    bytes_init(&text);
    format_group(&group, &text);
    code = end_transaction(txn, store_insert(txn, 0, base, strlen(base), text.data, text.length, fault), fault);
    bytes_release(&text);
    return code;
}

int gdg_find(struct catalog *catalog, const char *base, struct gdg *gdg, struct fault *fault)
{
    struct group group;
    int code = get_group(catalog, NULL, base, &group, fault);
    if (code == 0)
        *gdg = group.gdg;
    return code;
}

int generations_read(struct catalog *catalog, const char *base, struct generations *generations, struct fault *fault)
{
    struct group group;
    *generations = (struct generations){0};
    int code = get_group(catalog, NULL, base, &group, fault);
    if (code != 0)
        return code;
    generations->numbers = memory_new(group.count, sizeof *generations->numbers);
    generations->count = group.count;
    memcpy(generations->numbers, group.numbers, group.count * sizeof *group.numbers);
    return 0;
}

void generations_release(struct generations *generations)
{
    free(generations->numbers);
    *generations = (struct generations){0};
}

int gdg_alter(struct catalog *catalog, const char *base, const struct gdg *gdg, struct fault *fault)
{
    struct group group;
    struct store_txn *txn;
    int code = check_group(base, gdg, fault);
    if (code == 0)
        code = store_begin(catalog->store, &txn, fault);
    if (code < 0)
        return code;
    code = get_group(catalog, txn, base, &group, fault);
    group.gdg = *gdg;
    if (code == 0)
        code = put_group(txn, base, &group, fault);
    return end_transaction(txn, code, fault);
}

/* ---- names ---- */

int generation_of(const struct generations *generations, int relative, int *number)
{
    size_t count = generations->count;
    int newest = count > 0 ? generations->numbers[count - 1] : 0;
    if (relative > 0) {
        *number = (newest + relative - 1) % GENERATION_MAX + 1;
        return 0;
    }
    if ((size_t)-relative >= count)
        return 1;
    *number = generations->numbers[count - 1 - (size_t)-relative];
    return 0;
}

char *generation_name(char name[DSN_SIZE], const char *base, int number)
{
    snprintf(name, DSN_SIZE, "%.*s.G%04uV00", GDG_NAME_MAX_LEN, base, (unsigned)number % (GENERATION_MAX + 1u));
    return name;
}

bool generation_parse(const char *name, char base[DSN_SIZE], int *number)
{
    size_t length = strlen(name);
    const char *last = strrchr(name, '.');
    if (last == NULL || length >= DSN_SIZE || strlen(last) != 9 || last[1] != 'G' || strspn(last + 2, "0123456789") != 4 ||
        strcmp(last + 6, "V00") != 0)
        return false;
    memcpy(base, name, (size_t)(last - name));
    base[last - name] = '\0';
    *number = (int)strtol(last + 2, NULL, 10);
    return true;
}

/* ---- roll-in and roll-off ---- */

/* Take the COUNT oldest of GROUP off its list, their entries with them when they are scratched; their content is left. */
static int roll_off(struct store_txn *txn, const char *base, struct group *group, size_t count, struct fault *fault)
{
    int code = 0;
    for (size_t i = 0; i < count && group->gdg.scratch && code >= 0; i++) {
        char name[DSN_SIZE];
        generation_name(name, base, group->numbers[i]);
        code = store_delete(txn, 0, name, strlen(name), fault);
    }
    group->count -= count;
    memmove(group->numbers, group->numbers + count, group->count * sizeof *group->numbers);
    return code < 0 ? code : 0;
}

static int join(struct store_txn *txn, const char *base, struct group *group, int number, size_t *off, struct fault *fault)
{
    size_t limit = (size_t)group->gdg.limit;
    *off = group->count < limit ? 0 : group->gdg.empty ? group->count : group->count + 1 - limit;
    int code = roll_off(txn, base, group, *off, fault);
    group->numbers[group->count++] = number;
    return code == 0 ? put_group(txn, base, group, fault) : code;
}

static bool is_member(const struct group *group, int number)
{
    for (size_t i = 0; i < group->count; i++)
        if (group->numbers[i] == number)
            return true;
    return false;
}

/* The content of what rolled off: no reader finds it any more. */
static int remove_contents(struct catalog *catalog, const char *base, const struct group *before, size_t count, struct fault *fault)
{
    int code = 0;
    for (size_t i = 0; i < count && before->gdg.scratch && code >= 0; i++) {
        struct dataset dataset = {.recfm = DATASET_U};
        generation_name(dataset.name, base, before->numbers[i]);
        code = catalog_remove_content(catalog, &dataset, fault);
    }
    return code < 0 ? code : 0;
}

int generation_roll_in(struct catalog *catalog, const char *base, int number, struct fault *fault)
{
    struct group before, group;
    struct store_txn *txn;
    size_t off = 0;
    int code = store_begin(catalog->store, &txn, fault);
    if (code < 0)
        return code;
    code = get_group(catalog, txn, base, &group, fault);
    before = group;
    if (code != 0 || is_member(&group, number)) {
        store_abort(txn);
        return code;
    }
    code = end_transaction(txn, join(txn, base, &group, number, &off, fault), fault);
    return code == 0 ? remove_contents(catalog, base, &before, off, fault) : code;
}

int gdg_delete(struct catalog *catalog, const char *base, bool force, struct fault *fault)
{
    struct group before, group;
    struct store_txn *txn;
    int code = store_begin(catalog->store, &txn, fault);
    if (code < 0)
        return code;
    code = get_group(catalog, txn, base, &group, fault);
    before = group;
    before.gdg.scratch = group.gdg.scratch = true;
    if (code == 0 && group.count > 0 && !force)
        code = fault_set(fault, DATASET_E_KIND, "%s has %zu generations", base, group.count);
    if (code == 0)
        code = roll_off(txn, base, &group, group.count, fault);
    if (code == 0)
        code = store_delete(txn, 0, base, strlen(base), fault);
    code = end_transaction(txn, code, fault);
    return code == 0 ? remove_contents(catalog, base, &before, before.count, fault) : code;
}

/* False: it is not on the list. */
static bool take_off(struct group *group, int number)
{
    for (size_t i = 0; i < group->count; i++)
        if (group->numbers[i] == number) {
            memmove(group->numbers + i, group->numbers + i + 1, (--group->count - i) * sizeof *group->numbers);
            return true;
        }
    return false;
}

int generation_delete(struct catalog *catalog, const char *base, int number, struct fault *fault)
{
    struct group group;
    struct store_txn *txn;
    struct dataset dataset = {.recfm = DATASET_U};
    int code = store_begin(catalog->store, &txn, fault);
    if (code < 0)
        return code;
    generation_name(dataset.name, base, number);
    code = get_group(catalog, txn, base, &group, fault);
    if (code == 0 && take_off(&group, number))
        code = put_group(txn, base, &group, fault);
    if (code >= 0) /* 1: a name like a generation's, and no group of that base */
        code = store_delete(txn, 0, dataset.name, strlen(dataset.name), fault);
    code = end_transaction(txn, code, fault);
    return code == 0 ? catalog_remove_content(catalog, &dataset, fault) : code;
}
