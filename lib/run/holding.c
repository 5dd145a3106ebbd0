/* holding.c - see holding.h. */
#include "run/holding.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "run/error.h"

/* RECFM as JCL has it (FBA, VBM, ...) to the one the catalog keeps: A and M say how it is printed, not how it lies. */
static int catalog_recfm(const char *recfm)
{
    char plain[8];
    size_t length = strcspn(recfm, "AMS");
    if (recfm[0] == '\0')
        return DATASET_U;
    if (length >= sizeof plain)
        return -1;
    memcpy(plain, recfm, length);
    plain[length] = '\0';
    return dataset_recfm_parse(plain);
}

/* The attributes of a new data set: those of LIKE, if any, but for what the DD says itself. */
static int choose_attributes(struct catalog *catalog, const struct dd *dd, struct dataset *dataset, struct fault *fault)
{
    struct fault why = {0};
    int recfm = catalog_recfm(dd->recfm);
    if (recfm < 0)
        return fault_set(fault, RUN_E_ALLOCATE, "IEF217I %s: RECFM=%s", dd->dsn, dd->recfm);
    *dataset = (struct dataset){.partitioned = dd->partitioned || dd->member[0] != '\0', .recfm = DATASET_U};
    int found = dd->like[0] != '\0' ? catalog_find(catalog, dd->like, dataset, &why) : 0;
    if (found != 0)
        return fault_set(fault, RUN_E_ALLOCATE, "IEF212I %s - DATA SET NOT FOUND", dd->like);
    strcpy(dataset->name, dd->dsn); /* at most 44, as dd_parse saw to */
    if (dd->recfm[0] != '\0')
        dataset->recfm = (enum dataset_recfm)recfm;
    if (dd->lrecl > 0)
        dataset->lrecl = dd->lrecl;
    return 0;
}

static int make(struct catalog *catalog, const struct dd *dd, struct dataset *dataset, struct fault *fault)
{
    struct fault why = {0};
    int code = choose_attributes(catalog, dd, dataset, fault);
    if (code < 0)
        return code;
    code = catalog_define(catalog, dataset, &why);
    if (code != 0)
        return fault_set(fault, RUN_E_ALLOCATE, "IEF217I %s: %s", dd->dsn, why.detail);
    return 0;
}

/* What was never written is to the step an empty file, or a folder without members. */
static int have_file(struct catalog *catalog, const struct dataset *dataset, const char *path, struct fault *fault)
{
    struct fault why = {0};
    int code = 0;
    if (dataset->partitioned) {
        char *folder = dataset_path(catalog, dataset, NULL);
        code = file_make_folder(folder, &why);
        free(folder);
    } else if (!file_exists(path)) {
        code = dataset_put(catalog, dataset, NULL, "", 0, &why);
    }
    return code < 0 ? fault_set(fault, RUN_E_ALLOCATE, "%s: %s", dataset->name, why.detail) : 0;
}

int holding_take(struct catalog *catalog, const struct dd *dd, char **path, bool *made, struct fault *fault)
{
    struct dataset dataset;
    struct fault why = {0};
    *made = false;
    int found = catalog_find(catalog, dd->dsn, &dataset, &why);
    if (found < 0)
        return fault_set(fault, RUN_E_ALLOCATE, "%s: %s", dd->dsn, why.detail);
    if (found == 0 && dd->status == DD_NEW)
        return fault_set(fault, RUN_E_ALLOCATE, "IEF253I %s - DUPLICATE NAME", dd->dsn);
    if (found == 1 && (dd->status == DD_OLD || dd->status == DD_SHR))
        return fault_set(fault, RUN_E_ALLOCATE, "IEF212I %s - DATA SET NOT FOUND", dd->dsn);
    if (found == 1) {
        int code = make(catalog, dd, &dataset, fault);
        if (code < 0)
            return code;
        *made = true;
    }
    if (!dataset.partitioned && dd->member[0] != '\0')
        return fault_set(fault, RUN_E_ALLOCATE, "%s: a sequential data set has no members", dd->dsn);
    *path = dataset_path(catalog, &dataset, dd->member);
    return have_file(catalog, &dataset, *path, fault);
}

static int delete(struct catalog *catalog, const struct dd *dd, struct fault *fault)
{
    struct dataset dataset;
    int found = catalog_find(catalog, dd->dsn, &dataset, fault);
    return found == 0 ? dataset_delete(catalog, &dataset, NULL, fault) : found;
}

int holding_give(struct catalog *catalog, const struct dd *dd, bool made, bool abnormal, const char **word,
                 struct fault *fault)
{
    enum dd_disposition disposition = abnormal ? dd->abnormal : dd->normal;
    *word = disposition == DD_DELETE ? "DELETED" : made ? "CATALOGED" : "KEPT";
    if (disposition != DD_DELETE)
        return 0;
    int code = delete(catalog, dd, fault);
    return code < 0 ? code : 0;
}

int holding_undo(struct catalog *catalog, const struct dd *dd, bool made, struct fault *fault)
{
    int code = made ? delete(catalog, dd, fault) : 0;
    return code < 0 ? code : 0;
}
