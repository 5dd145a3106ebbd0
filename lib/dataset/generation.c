/* generation.c - see generation.h. */
#include "dataset/generation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "dataset/handle.h"

enum { NUMBERS_MAX = GDG_EXTENDED_LIMIT_MAX + 1 };

/* An entry: "GDG LIMIT FLAGS" and the numbers, oldest first; FLAGS are a hyphen and of E (empty) S (scratch) L (LIFO) X (extended). */
struct group {
    struct gdg gdg;
    int numbers[NUMBERS_MAX];
    size_t count;
};

static int parse_group(struct group *group, const char *base, const char *text, struct fault *fault)
{
    char flags[6];
    int used = 0;
    *group = (struct group){0};
    if (strncmp(text, "GDG ", 4) != 0)
        return 1; /* a data set */
    if (sscanf(text, "GDG %d %5s%n", &group->gdg.limit, flags, &used) != 2)
        return fault_set(fault, DATASET_E_CATALOG, "%s", base);
    group->gdg.empty = strchr(flags, 'E') != NULL;
    group->gdg.scratch = strchr(flags, 'S') != NULL;
    group->gdg.lifo = strchr(flags, 'L') != NULL;
    group->gdg.extended = strchr(flags, 'X') != NULL;
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
    bytes_format(text, "GDG %d -%s%s%s%s", group->gdg.limit, group->gdg.empty ? "E" : "", group->gdg.scratch ? "S" : "",
                 group->gdg.lifo ? "L" : "", group->gdg.extended ? "X" : "");
    for (size_t i = 0; i < group->count; i++)
        bytes_format(text, " %d", group->numbers[i]);
}

/* 1: there is no such group. */
static int get_group(struct catalog *catalog, struct store_txn *txn, const char *base, struct group *group, struct fault *fault)
{
    struct bytes text;
    bytes_init(&text);
    int code = store_get(catalog->store, txn, CATALOG_ENTRIES, base, strlen(base), &text, fault);
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
    int code = store_put(txn, CATALOG_ENTRIES, base, strlen(base), text.data, text.length, fault);
    bytes_release(&text);
    return code;
}

static int check_group(const char *base, const struct gdg *gdg, struct fault *fault)
{
    if (!dsn_is_valid(base) || strlen(base) > GDG_NAME_MAX_LEN)
        return fault_set(fault, DATASET_E_NAME, "%s for a generation data group: at most %d characters", base, GDG_NAME_MAX_LEN);
    int most = gdg->extended ? GDG_EXTENDED_LIMIT_MAX : GDG_LIMIT_MAX;
    if (gdg->limit < 1 || gdg->limit > most)
        return fault_set(fault, DATASET_E_ATTRIBUTES, "LIMIT(%d), expected 1 to %d", gdg->limit, most);
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
    code = catalog_end(txn, store_insert(txn, CATALOG_ENTRIES, base, strlen(base), text.data, text.length, fault), fault);
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
    return catalog_end(txn, code, fault);
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

static size_t position_of(const struct group *group, int number)
{
    size_t at = 0;
    while (at < group->count && group->numbers[at] != number)
        at++;
    return at;
}

/* Numbers go round: is NUMBER older than OTHER, that is, fewer steps before it than behind it? */
static bool is_older(int number, int other)
{
    int behind = (number - other + GENERATION_MAX) % GENERATION_MAX;
    return behind > GENERATION_MAX / 2;
}

/* Put NUMBER where its age says: behind all that are not newer. */
static void insert_number(struct group *group, int number)
{
    size_t at = group->count;
    while (at > 0 && is_older(number, group->numbers[at - 1]))
        at--;
    memmove(group->numbers + at + 1, group->numbers + at, (group->count - at) * sizeof *group->numbers);
    group->numbers[at] = number;
    group->count++;
}

static void remove_number(struct group *group, size_t at)
{
    group->count--;
    memmove(group->numbers + at, group->numbers + at + 1, (group->count - at) * sizeof *group->numbers);
}

/* The oldest of GROUP, but not KEPT, go off its list until COUNT are left; their entries, too, when they are scratched.  OFF is them. */
static int roll_off(struct catalog *catalog, struct store_txn *txn, const char *base, struct group *group, size_t count, int kept,
                    struct group *off, struct fault *fault)
{
    int code = 0;
    for (size_t at = 0; group->count > count && at < group->count && code >= 0;) {
        char name[DSN_SIZE];
        int number = group->numbers[at];
        if (number == kept) {
            at++;
            continue;
        }
        remove_number(group, at);
        if (!group->gdg.scratch)
            continue;
        off->numbers[off->count++] = number;
        code = catalog_forget(catalog, txn, generation_name(name, base, number), fault);
    }
    return code < 0 ? code : 0;
}

/* The content of what rolled off: no reader finds it any more. */
static int remove_contents(struct catalog *catalog, const char *base, const struct group *off, struct fault *fault)
{
    int code = 0;
    for (size_t i = 0; i < off->count && code >= 0; i++) {
        struct dataset dataset = {.recfm = DATASET_U};
        generation_name(dataset.name, base, off->numbers[i]);
        code = catalog_remove_content(catalog, &dataset, fault);
    }
    return code < 0 ? code : 0;
}

static int join(struct catalog *catalog, struct store_txn *txn, const char *base, struct group *group, int number, struct group *off,
                struct fault *fault)
{
    struct bytes entry;
    char name[DSN_SIZE];
    size_t limit = (size_t)group->gdg.limit;
    generation_name(name, base, number);
    bytes_init(&entry);
    int code = store_get(catalog->store, txn, CATALOG_ENTRIES, name, strlen(name), &entry, fault);
    bytes_release(&entry);
    if (code == 1)
        return fault_set(fault, DATASET_E_MISSING, "%s", name);
    insert_number(group, number);
    if (code == 0 && group->count > limit)
        code = roll_off(catalog, txn, base, group, group->gdg.empty ? 1 : limit, number, off, fault);
    return code == 0 ? put_group(txn, base, group, fault) : code;
}

int generation_roll_in(struct catalog *catalog, const char *base, int number, struct fault *fault)
{
    struct group group, off = {.count = 0};
    struct store_txn *txn;
    int code = store_begin(catalog->store, &txn, fault);
    if (code < 0)
        return code;
    code = get_group(catalog, txn, base, &group, fault);
    bool rolled_in = code == 0 && position_of(&group, number) < group.count;
    if (code == 0 && !rolled_in)
        code = join(catalog, txn, base, &group, number, &off, fault);
    if (rolled_in)
        store_abort(txn);
    else
        code = catalog_end(txn, code, fault);
    return code == 0 ? remove_contents(catalog, base, &off, fault) : code;
}

int generation_leave(struct catalog *catalog, struct store_txn *txn, const char *name, struct fault *fault)
{
    struct group group;
    char base[DSN_SIZE];
    int number;
    int code = get_group(catalog, txn, name, &group, fault);
    if (code == 0 && group.count > 0)
        return fault_set(fault, DATASET_E_KIND, "%s has %zu generations", name, group.count);
    if (code <= 0 || !generation_parse(name, base, &number))
        return code < 0 ? code : 0;
    code = get_group(catalog, txn, base, &group, fault);
    size_t at = code == 0 ? position_of(&group, number) : 0;
    if (code != 0 || at == group.count)
        return code < 0 ? code : 0;
    remove_number(&group, at);
    return put_group(txn, base, &group, fault);
}

int gdg_delete(struct catalog *catalog, const char *base, bool force, struct fault *fault)
{
    struct group group, off = {.count = 0};
    struct store_txn *txn;
    int code = store_begin(catalog->store, &txn, fault);
    if (code < 0)
        return code;
    code = get_group(catalog, txn, base, &group, fault);
    if (code == 0 && force) {
        group.gdg.scratch = true;
        code = roll_off(catalog, txn, base, &group, 0, -1, &off, fault);
    } else if (code == 0) {
        code = generation_leave(catalog, txn, base, fault);
    }
    if (code == 0)
        code = catalog_forget(catalog, txn, base, fault);
    code = catalog_end(txn, code, fault);
    return code == 0 ? remove_contents(catalog, base, &off, fault) : code;
}

int generation_delete(struct catalog *catalog, const char *base, int number, struct fault *fault)
{
    struct dataset dataset = {.recfm = DATASET_U};
    generation_name(dataset.name, base, number);
    return catalog_remove(catalog, &dataset, fault);
}
