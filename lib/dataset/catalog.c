/* catalog.c - see dataset.h: which data sets there are, and what they are like. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "dataset/entry.h"
#include "dataset/handle.h"
#include "dataset/name.h"

enum { ANY_QUALIFIERS_MAX = 4 };

int catalog_open(struct catalog **opened, const char *folder, struct fault *fault)
{
    static const char *const TABLES[] = {
        [CATALOG_ENTRIES] = "catalog", [CATALOG_DIRECTORY] = "directory", [CATALOG_ALIASES] = "alias"};
    *opened = NULL;
    struct catalog *catalog = memory_new(1, sizeof *catalog);
    char *environment = file_join(folder, "catalog");
    catalog->data = file_join(folder, "data");
    int code = file_make_folder(catalog->data, fault);
    if (code == 0)
        code = store_open(&catalog->store, environment, TABLES, sizeof TABLES / sizeof TABLES[0], fault);
    free(environment);
    if (code < 0)
        catalog_close(catalog);
    else
        *opened = catalog;
    return code;
}

void catalog_close(struct catalog *catalog)
{
    if (catalog == NULL)
        return;
    store_close(catalog->store);
    free(catalog->data);
    free(catalog);
}

int catalog_entry(struct catalog *catalog, const char *name, struct dataset *dataset, struct fault *fault)
{
    struct bytes entry;
    bytes_init(&entry);
    int code = store_get(catalog->store, NULL, CATALOG_ENTRIES, name, strlen(name), &entry, fault);
    if (code == 0)
        code = entry_parse(dataset, name, bytes_string(&entry), fault);
    bytes_release(&entry);
    return code;
}

int catalog_find(struct catalog *catalog, const char *name, struct dataset *dataset, struct fault *fault)
{
    int code = catalog_entry(catalog, name, dataset, fault);
    if (code != 0 || dataset->organization != DATASET_ALIAS)
        return code;
    char target[DSN_SIZE];
    memcpy(target, dataset->target, sizeof target);
    return catalog_entry(catalog, target, dataset, fault);
}

/* ---- keys that begin with a data set's name and a NUL: of its members, and of its aliases ---- */

size_t catalog_key(char key[CATALOG_KEY_SIZE], const char *name, const char *rest)
{
    size_t length = strlen(name) + 1, more = strlen(rest);
    memcpy(key, name, length);
    memcpy(key + length, rest, more + 1);
    return length + more;
}

static int collect(void *user, const char *key, size_t key_length, const char *value, size_t length)
{
    (void)value;
    (void)length;
    bytes_add(user, key, key_length + 1);
    return 0;
}

/* The names behind NAME in TABLE, each with its NUL, into NAMES. */
static int read_names(struct catalog *catalog, struct store_txn *txn, size_t table, const char *name, struct bytes *names, struct fault *fault)
{
    struct bytes keys;
    bytes_init(&keys);
    bytes_clear(names);
    size_t own = strlen(name) + 1;
    int code = store_scan(catalog->store, txn, table, name, own, collect, &keys, fault);
    for (size_t at = 0; code == 0 && at < keys.length; at += own + strlen((char *)keys.data + at + own) + 1)
        bytes_add(names, keys.data + at + own, strlen((char *)keys.data + at + own) + 1);
    bytes_release(&keys);
    return code;
}

/* What TABLE has of NAME goes; with ENTRIES the catalog entries of those names, too. */
static int forget_names(struct catalog *catalog, struct store_txn *txn, size_t table, const char *name, bool entries, struct fault *fault)
{
    struct bytes names;
    char key[CATALOG_KEY_SIZE];
    bytes_init(&names);
    int code = read_names(catalog, txn, table, name, &names, fault);
    for (size_t at = 0; code >= 0 && at < names.length; at += strlen((char *)names.data + at) + 1) {
        const char *own = (const char *)names.data + at;
        code = store_delete(txn, table, key, catalog_key(key, name, own), fault);
        if (code >= 0 && entries)
            code = store_delete(txn, CATALOG_ENTRIES, own, strlen(own), fault);
    }
    bytes_release(&names);
    return code < 0 ? code : 0;
}

int catalog_forget(struct catalog *catalog, struct store_txn *txn, const char *name, struct fault *fault)
{
    struct bytes text;
    struct dataset dataset;
    char key[CATALOG_KEY_SIZE];
    bytes_init(&text);
    int code = store_get(catalog->store, txn, CATALOG_ENTRIES, name, strlen(name), &text, fault);
    if (code == 0) { /* an entry that cannot be read may go, too */
        bool is_alias = entry_parse(&dataset, name, bytes_string(&text), NULL) == 0 && dataset.organization == DATASET_ALIAS;
        code = store_delete(txn, CATALOG_ENTRIES, name, strlen(name), fault);
        if (code == 0 && is_alias)
            code = store_delete(txn, CATALOG_ALIASES, key, catalog_key(key, dataset.target, name), fault);
        else if (code == 0)
            code = forget_names(catalog, txn, CATALOG_ALIASES, name, true, fault);
        if (code >= 0)
            code = forget_names(catalog, txn, CATALOG_DIRECTORY, name, false, fault);
    }
    bytes_release(&text);
    return code;
}

/* ---- define and remove ---- */

/* An alias stands for a data set that is there and no alias itself. */
static int insert_alias(struct catalog *catalog, struct store_txn *txn, const struct dataset *alias, struct fault *fault)
{
    char key[CATALOG_KEY_SIZE];
    struct dataset target;
    int code = catalog_entry(catalog, alias->target, &target, fault);
    if (code == 1)
        return fault_set(fault, DATASET_E_MISSING, "%s", alias->target);
    if (code == 0 && (target.organization == DATASET_ALIAS || target.organization == DATASET_GDG))
        return fault_set(fault, DATASET_E_KIND, "%s is %s: no alias can stand for it", alias->target,
                         target.organization == DATASET_ALIAS ? "an alias" : "a generation data group");
    if (code == 0)
        code = store_put(txn, CATALOG_ALIASES, key, catalog_key(key, alias->target, alias->name), "", 0, fault);
    return code;
}

/* Not catalogued: whatever lies under its name was left by a kill.  1: it is catalogued. */
static int insert_entry(struct catalog *catalog, struct store_txn *txn, const struct dataset *dataset, struct fault *fault)
{
    char entry[ENTRY_SIZE];
    size_t length = entry_format(entry, dataset);
    int code = store_insert(txn, CATALOG_ENTRIES, dataset->name, strlen(dataset->name), entry, length, fault);
    if (code == 0 && dataset->organization == DATASET_ALIAS)
        code = insert_alias(catalog, txn, dataset, fault);
    return code == 0 ? content_remove(catalog, dataset, fault) : code;
}

int catalog_end(struct store_txn *txn, int code, struct fault *fault)
{
    if (code == 0)
        return store_commit(txn, fault);
    store_abort(txn);
    return code;
}

int catalog_define(struct catalog *catalog, const struct dataset *dataset, struct fault *fault)
{
    struct store_txn *txn;
    int code = catalog_check_attributes(dataset, fault);
    if (code == 0)
        code = store_begin(catalog->store, &txn, fault);
    if (code < 0)
        return code;
    return catalog_end(txn, insert_entry(catalog, txn, dataset, fault), fault);
}

static int replace_entry(struct catalog *catalog, struct store_txn *txn, const struct dataset *dataset, struct fault *fault)
{
    struct bytes text;
    struct dataset before;
    char entry[ENTRY_SIZE];
    bytes_init(&text);
    int code = store_get(catalog->store, txn, CATALOG_ENTRIES, dataset->name, strlen(dataset->name), &text, fault);
    if (code == 0)
        code = entry_parse(&before, dataset->name, bytes_string(&text), fault);
    if (code == 0 && (before.organization != dataset->organization || before.organization == DATASET_ALIAS || before.organization == DATASET_GDG))
        code = fault_set(fault, DATASET_E_KIND, "%s is %s", dataset->name, dataset_organization_name(before.organization));
    if (code == 0)
        code = store_put(txn, CATALOG_ENTRIES, dataset->name, strlen(dataset->name), entry, entry_format(entry, dataset), fault);
    bytes_release(&text);
    return code;
}

int catalog_alter(struct catalog *catalog, const struct dataset *dataset, struct fault *fault)
{
    struct store_txn *txn;
    int code = catalog_check_attributes(dataset, fault);
    if (code == 0)
        code = store_begin(catalog->store, &txn, fault);
    return code < 0 ? code : catalog_end(txn, replace_entry(catalog, txn, dataset, fault), fault);
}

int catalog_remove_content(struct catalog *catalog, const struct dataset *dataset, struct fault *fault)
{
    struct bytes entry;
    struct store_txn *txn;
    int code = store_begin(catalog->store, &txn, fault);
    if (code < 0)
        return code;
    bytes_init(&entry);
    code = store_get(catalog->store, txn, CATALOG_ENTRIES, dataset->name, strlen(dataset->name), &entry, fault);
    if (code == 1)
        code = content_remove(catalog, dataset, fault);
    bytes_release(&entry);
    store_abort(txn);
    return code;
}

int catalog_remove(struct catalog *catalog, const struct dataset *dataset, struct fault *fault)
{
    struct store_txn *txn;
    int code = store_begin(catalog->store, &txn, fault);
    if (code < 0)
        return code;
    code = generation_leave(catalog, txn, dataset->name, fault);
    if (code == 0)
        code = catalog_forget(catalog, txn, dataset->name, fault);
    code = catalog_end(txn, code, fault);
    int cleared = code >= 0 ? catalog_remove_content(catalog, dataset, fault) : code; /* with no entry, too: a kill came between the two */
    return cleared < 0 ? cleared : code;
}

struct listing {
    const char *pattern;
    catalog_visit *visit;
    void *user;
    struct fault *fault;
};

static int list_one(void *user, const char *key, size_t key_length, const char *value, size_t length)
{
    (void)key_length;
    (void)length;
    struct listing *listing = user;
    struct dataset dataset;
    if (listing->pattern != NULL && !dsn_matches(listing->pattern, key))
        return 0;
    int code = entry_parse(&dataset, key, value, listing->fault);
    return code < 0 ? code : listing->visit(listing->user, &dataset);
}

int catalog_list(struct catalog *catalog, const char *pattern, catalog_visit *visit, void *user, struct fault *fault)
{
    struct listing listing = {pattern, visit, user, fault};
    int any = 0;
    for (const char *p = pattern; p != NULL && (p = strstr(p, "**")) != NULL; p += 2)
        any++;
    if (pattern != NULL && (strlen(pattern) >= DSN_SIZE || any > ANY_QUALIFIERS_MAX))
        return fault_set(fault, DATASET_E_NAME, "pattern %.60s", pattern);
    return store_scan(catalog->store, NULL, CATALOG_ENTRIES, "", 0, list_one, &listing, fault);
}
