/* entry.c - see entry.h and dataset.h: the attributes of a data set, and the entry that says them. */
#include "dataset/entry.h"

#include <stdio.h>
#include <string.h>

#include "dataset/handle.h"

enum { KEY_MAX = 255 };

static const char *const RECFM_NAMES[] = {
    [DATASET_F] = "F", [DATASET_FB] = "FB", [DATASET_V] = "V", [DATASET_VB] = "VB", [DATASET_U] = "U"};

static const char *const ORGANIZATIONS[] = {
    [DATASET_PS] = "PS", [DATASET_PO] = "PO", [DATASET_POE] = "POE", [DATASET_KS] = "KS",
    [DATASET_ES] = "ES", [DATASET_RR] = "RR", [DATASET_GDG] = "GDG", [DATASET_ALIAS] = "ALIAS"};

static int find_word(const char *const *words, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i], text) == 0)
            return (int)i;
    return -1;
}

const char *dataset_recfm_name(enum dataset_recfm recfm)
{
    return RECFM_NAMES[recfm];
}

int dataset_recfm_parse(const char *text)
{
    return find_word(RECFM_NAMES, sizeof RECFM_NAMES / sizeof RECFM_NAMES[0], text);
}

const char *dataset_organization_name(enum dataset_organization organization)
{
    return ORGANIZATIONS[organization];
}

int dataset_organization_parse(const char *text)
{
    return find_word(ORGANIZATIONS, sizeof ORGANIZATIONS / sizeof ORGANIZATIONS[0], text);
}

static int check_key(const struct dataset *dataset, struct fault *fault)
{
    if (dataset->organization != DATASET_KS || dataset->key_length == 0) /* who loads it knows its key then */
        return 0;
    if (dataset->key_length < 1 || dataset->key_length > KEY_MAX || dataset->key_offset < 0 ||
        dataset->key_offset > dataset->lrecl - dataset->key_length)
        return fault_set(fault, DATASET_E_ATTRIBUTES, "a key of %d bytes at offset %d of records of %d", dataset->key_length,
                         dataset->key_offset, dataset->lrecl);
    return 0;
}

int catalog_check_attributes(const struct dataset *dataset, struct fault *fault)
{
    bool fixed = dataset->recfm == DATASET_F || dataset->recfm == DATASET_FB;
    bool variable = dataset->recfm == DATASET_V || dataset->recfm == DATASET_VB;
    if (!dsn_is_valid(dataset->name))
        return fault_set(fault, DATASET_E_NAME, "%s", dataset->name);
    if (dataset->organization == DATASET_ALIAS)
        return dsn_is_valid(dataset->target) ? 0 : fault_set(fault, DATASET_E_NAME, "%s", dataset->target);
    if (dataset->organization == DATASET_GDG)
        return fault_set(fault, DATASET_E_ATTRIBUTES, "%s as a data set, but a generation data group has none of its own", dataset->name);
    if (dataset->lrecl > LRECL_MAX || dataset->lrecl < (fixed ? 1 : variable ? 5 : 0))
        return fault_set(fault, DATASET_E_ATTRIBUTES, "LRECL %d with RECFM %s", dataset->lrecl,
                         dataset_recfm_name(dataset->recfm));
    if (dataset->record_average < 0 || dataset->record_average > dataset->record_maximum)
        return fault_set(fault, DATASET_E_ATTRIBUTES, "RECORDSIZE(%d %d)", dataset->record_average, dataset->record_maximum);
    return check_key(dataset, fault);
}

static int parse_alias(struct dataset *dataset, const char *text, struct fault *fault)
{
    if (sscanf(text, "%*s %44s", dataset->target) != 1 || !dsn_is_valid(dataset->target))
        return fault_set(fault, DATASET_E_CATALOG, "%s", dataset->name);
    return 0;
}

int entry_parse(struct dataset *dataset, const char *name, const char *text, struct fault *fault)
{
    char organization[6] = "", recfm[3] = "", control = '-';
    struct dataset read = {.recfm = DATASET_U};
    snprintf(read.name, sizeof read.name, "%s", name);
    *dataset = read;
    int parts = sscanf(text, "%5s %2s %d %c %d %d %d %d", organization, recfm, &read.lrecl, &control, &read.key_offset,
                       &read.key_length, &read.record_average, &read.record_maximum);
    int found = dataset_organization_parse(organization), form = dataset_recfm_parse(recfm);
    if (found >= 0)
        dataset->organization = read.organization = (enum dataset_organization)found;
    if (found == DATASET_GDG)
        return 0;
    if (found == DATASET_ALIAS)
        return parse_alias(dataset, text, fault);
    if (found < 0 || parts < 3 || form < 0)
        return fault_set(fault, DATASET_E_CATALOG, "%s", name);
    read.recfm = (enum dataset_recfm)form;
    read.control = control != '-' ? control : '\0';
    *dataset = read;
    return 0;
}

size_t entry_format(char entry[ENTRY_SIZE], const struct dataset *dataset)
{
    const char *organization = ORGANIZATIONS[dataset->organization];
    char control = dataset->control != '\0' ? dataset->control : '-';
    if (dataset->organization == DATASET_ALIAS)
        return (size_t)snprintf(entry, ENTRY_SIZE, "%s %s", organization, dataset->target);
    int length = snprintf(entry, ENTRY_SIZE, "%s %s %d", organization, dataset_recfm_name(dataset->recfm), dataset->lrecl);
    if (dataset->control != '\0' || dataset->key_length > 0 || dataset->record_maximum > 0)
        length += snprintf(entry + length, ENTRY_SIZE - (size_t)length, " %c %d %d", control, dataset->key_offset, dataset->key_length);
    if (dataset->record_maximum > 0)
        length += snprintf(entry + length, ENTRY_SIZE - (size_t)length, " %d %d", dataset->record_average, dataset->record_maximum);
    return (size_t)length;
}
