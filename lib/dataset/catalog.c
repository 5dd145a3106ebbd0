/* catalog.c - see dataset.h: which data sets there are, and what they are like. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "dataset/handle.h"
#include "dataset/name.h"

enum { ANY_QUALIFIERS_MAX = 4 };

static const char *const RECFM_NAMES[] = {
    [DATASET_F] = "F", [DATASET_FB] = "FB", [DATASET_V] = "V", [DATASET_VB] = "VB", [DATASET_U] = "U"};

const char *dataset_recfm_name(enum dataset_recfm recfm)
{
    return RECFM_NAMES[recfm];
}

int dataset_recfm_parse(const char *text)
{
    for (size_t i = 0; i < sizeof RECFM_NAMES / sizeof RECFM_NAMES[0]; i++)
        if (strcmp(RECFM_NAMES[i], text) == 0)
            return (int)i;
    return -1;
}

static const char *const ORGANIZATIONS[] = {
    [DATASET_PS] = "PS", [DATASET_PO] = "PO", [DATASET_POE] = "POE", [DATASET_KS] = "KS",
    [DATASET_ES] = "ES", [DATASET_RR] = "RR", [DATASET_GDG] = "GDG", [DATASET_ALIAS] = "ALIAS"};

const char *dataset_organization_name(enum dataset_organization organization)
{
    return ORGANIZATIONS[organization];
}

int dataset_organization_parse(const char *text)
{
    for (size_t i = 0; i < sizeof ORGANIZATIONS / sizeof ORGANIZATIONS[0]; i++)
        if (strcmp(ORGANIZATIONS[i], text) == 0)
            return (int)i;
    return -1;
}

int catalog_open(struct catalog **opened, const char *folder, struct fault *fault)
{
    static const char *const tables[] = {"catalog"};
    *opened = NULL;
    struct catalog *catalog = memory_new(1, sizeof *catalog);
    char *environment = file_join(folder, "catalog");
    catalog->data = file_join(folder, "data");
    int code = file_make_folder(catalog->data, fault);
    if (code == 0)
        code = store_open(&catalog->store, environment, tables, 1, fault);
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

/*
 * An entry is "PO FB 80", "PS VB 404 A" (with carriage control) or "KS FB 80 - 0 6" (with the key's offset and length).  That of a
 * generation data group or an alias begins with GDG or ALIAS, and has what its own file says.
 */
static int parse_entry(struct dataset *dataset, const char *name, const char *text, struct fault *fault)
{
    char organization[6] = "", recfm[3] = "";
    char control = '-';
    *dataset = (struct dataset){.recfm = DATASET_U};
    snprintf(dataset->name, sizeof dataset->name, "%s", name);
    int parts = sscanf(text, "%5s %2s %d %c %d %d", organization, recfm, &dataset->lrecl, &control, &dataset->key_offset,
                       &dataset->key_length);
    int found = parts >= 1 ? dataset_organization_parse(organization) : -1;
    dataset->organization = (enum dataset_organization)found;
    dataset->control = control != '-' ? control : '\0';
    if (found == DATASET_GDG || found == DATASET_ALIAS) {
        dataset->lrecl = 0;
        dataset->control = '\0';
        return 0;
    }
    if (found < 0 || parts < 3 || dataset_recfm_parse(recfm) < 0)
        return fault_set(fault, DATASET_E_CATALOG, "%s", name);
    dataset->recfm = (enum dataset_recfm)dataset_recfm_parse(recfm);
    return 0;
}

int catalog_find(struct catalog *catalog, const char *name, struct dataset *dataset, struct fault *fault)
{
    struct bytes entry;
    bytes_init(&entry);
    int code = store_get(catalog->store, NULL, 0, name, strlen(name), &entry, fault);
    if (code == 0)
        code = parse_entry(dataset, name, bytes_string(&entry), fault);
    bytes_release(&entry);
    return code;
}

int catalog_check_attributes(const struct dataset *dataset, struct fault *fault)
{
    bool fixed = dataset->recfm == DATASET_F || dataset->recfm == DATASET_FB;
    bool variable = dataset->recfm == DATASET_V || dataset->recfm == DATASET_VB;
    if (!dsn_is_valid(dataset->name))
        return fault_set(fault, DATASET_E_NAME, "%s", dataset->name);
    if (dataset->lrecl > LRECL_MAX || dataset->lrecl < (fixed ? 1 : variable ? 5 : 0))
        return fault_set(fault, DATASET_E_ATTRIBUTES, "LRECL %d with RECFM %s", dataset->lrecl,
                         dataset_recfm_name(dataset->recfm));
    return 0;
}

/* Not catalogued: whatever lies under its name was left by a kill.  1: it is catalogued. */
static int insert_entry(struct catalog *catalog, struct store_txn *txn, const struct dataset *dataset, struct fault *fault)
{
    char entry[64];
    int length = snprintf(entry, sizeof entry, "%s %s %d", ORGANIZATIONS[dataset->organization], dataset_recfm_name(dataset->recfm),
                          dataset->lrecl);
    if (dataset->control != '\0' || dataset->key_length > 0)
        length += snprintf(entry + length, sizeof entry - (size_t)length, " %c %d %d", dataset->control != '\0' ? dataset->control : '-',
                           dataset->key_offset, dataset->key_length);
    int code = store_insert(txn, 0, dataset->name, strlen(dataset->name), entry, (size_t)length, fault);
    return code == 0 ? content_remove(catalog, dataset, fault) : code;
}

int catalog_define(struct catalog *catalog, const struct dataset *dataset, struct fault *fault)
{
    struct store_txn *txn;
    int code = catalog_check_attributes(dataset, fault);
    if (code == 0)
        code = store_begin(catalog->store, &txn, fault);
    if (code < 0)
        return code;
    code = insert_entry(catalog, txn, dataset, fault);
    if (code != 0) {
        store_abort(txn);
        return code;
    }
    return store_commit(txn, fault);
}

int catalog_remove_content(struct catalog *catalog, const struct dataset *dataset, struct fault *fault)
{
    struct bytes entry;
    struct store_txn *txn;
    int code = store_begin(catalog->store, &txn, fault);
    if (code < 0)
        return code;
    bytes_init(&entry);
    code = store_get(catalog->store, txn, 0, dataset->name, strlen(dataset->name), &entry, fault);
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
    code = store_delete(txn, 0, dataset->name, strlen(dataset->name), fault);
    if (code != 0) {
        store_abort(txn);
        int cleared = code == 1 ? catalog_remove_content(catalog, dataset, fault) : 0; /* a kill came between the two */
        return cleared < 0 ? cleared : code;
    }
    code = store_commit(txn, fault);
    return code == 0 ? catalog_remove_content(catalog, dataset, fault) : code;
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
    int code = parse_entry(&dataset, key, value, listing->fault);
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
    return store_scan(catalog->store, NULL, 0, "", 0, list_one, &listing, fault);
}
