/* attribute.c - see attribute.h. */
#include "run/attribute.h"

#include <string.h>

#include "run/error.h"

/* RECFM as JCL has it: FBA is FB with ASA control characters; S (spanned or standard) says how blocks lie, and there are none. */
static bool read_recfm(const char *recfm, struct dataset *dataset)
{
    char plain[8];
    size_t length = strcspn(recfm, "AMS");
    const char *rest = recfm + length;
    if (length == 0 || length >= sizeof plain)
        return false;
    memcpy(plain, recfm, length);
    plain[length] = '\0';
    int parsed = dataset_recfm_parse(plain);
    if (parsed < 0)
        return false;
    dataset->recfm = (enum dataset_recfm)parsed;
    dataset->control = strchr(rest, 'A') != NULL ? 'A' : strchr(rest, 'M') != NULL ? 'M' : '\0';
    return true;
}

static int set_own(const struct dd *dd, struct dataset *dataset, struct fault *fault)
{
    static const enum dataset_organization ORGANIZATIONS[] = {[DD_PS] = DATASET_PS, [DD_PO] = DATASET_PO, [DD_POE] = DATASET_POE,
                                                              [DD_KS] = DATASET_KS, [DD_ES] = DATASET_ES, [DD_RR] = DATASET_RR};
    if (dd->recfm[0] != '\0' && !read_recfm(dd->recfm, dataset))
        return fault_set(fault, RUN_E_ALLOCATE, "IEF217I RECFM=%s", dd->recfm);
    if (dd->lrecl > 0)
        dataset->lrecl = dd->lrecl;
    if (dd->organization != DD_PS)
        dataset->organization = ORGANIZATIONS[dd->organization];
    if (dd->organization >= DD_KS) /* RECORG and RECFM exclude each other */
        dataset->recfm = DATASET_F;
    if (dd->key_length > 0) {
        dataset->key_length = dd->key_length;
        dataset->key_offset = dd->key_offset;
    }
    return 0;
}

static int set_model(struct holdings *holdings, const struct dd *dd, struct dataset *dataset, struct fault *fault);

/* The attributes of data set NAME, which the job has or the catalog knows.  False: nobody does. */
static bool look_up(struct holdings *holdings, const char *name, struct dataset *dataset)
{
    struct catalog *catalog;
    for (size_t i = 0; i < holdings->count; i++)
        if (strcmp(holdings->items[i].name, name) == 0 && holdings->items[i].temporary) {
            *dataset = holdings->items[i].dataset;
            return true;
        }
    return holdings_catalog(holdings, &catalog, NULL) == 0 && catalog_find(catalog, name, dataset, NULL) == 0;
}

/* REFDD and DCB=*.DD: that DD's data set when it is there, else what the DD says.  Each leads to an earlier one, so this ends. */
static int set_model(struct holdings *holdings, const struct dd *dd, struct dataset *dataset, struct fault *fault)
{
    char name[DSN_SIZE];
    bool temporary;
    const struct dd *model = dd->model;
    bool has_name = (model->kind == DD_DATA_SET || model->kind == DD_TEMPORARY) && holdings_name(holdings, model, name, &temporary, NULL) == 0;
    if (has_name && look_up(holdings, name, dataset))
        return 0;
    int code = model->model != NULL ? set_model(holdings, model, dataset, fault) : 0;
    return code == 0 ? set_own(model, dataset, fault) : code;
}

int attribute_choose(struct holdings *holdings, const struct dd *dd, const char *name, struct dataset *dataset, struct fault *fault)
{
    int code = 0;
    *dataset = (struct dataset){.recfm = DATASET_U};
    if (dd->like[0] != '\0' && !look_up(holdings, dd->like, dataset))
        code = fault_set(fault, RUN_E_ALLOCATE, "IEF212I %s - DATA SET NOT FOUND", dd->like);
    if (code == 0 && dd->model != NULL)
        code = set_model(holdings, dd, dataset, fault);
    if (code == 0)
        code = set_own(dd, dataset, fault);
    memcpy(dataset->name, name, strlen(name) + 1); /* at most 44 */
    return code;
}
