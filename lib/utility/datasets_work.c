/* datasets_work.c - see datasets_work.h. */
#include "utility/datasets_work.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *datasets_operand(const struct datasets_work *work, int at)
{
    return at < work->step->operand_count ? work->step->operands[at] : NULL;
}

int datasets_missing(struct datasets_work *work, int at)
{
    return fault_set(&work->fault, DATASET_E_MISSING, "%s", datasets_operand(work, at));
}

static int take(struct datasets_work *work, const char *name, bool exclusive)
{
    const struct enqueue_request request = {name, exclusive};
    size_t busy;
    int code = enqueue_take(&work->enqueue, &request, 1, &busy, &work->fault);
    return code == 1 ? fault_set(&work->fault, DATASET_E_BUSY, "%s", name) : code;
}

/* "BASE(0)", "BASE(+1)": its parts.  False: it is something else. */
static bool parse_relative(const char *text, char base[DSN_SIZE], int *relative)
{
    size_t length = strcspn(text, "(");
    const char *digits = text + length + 1;
    if (text[length] == '\0' || length >= DSN_SIZE)
        return false;
    digits += *digits == '+' || *digits == '-';
    size_t count = strspn(digits, "0123456789");
    if (count < 1 || count > 4 || strcmp(digits + count, ")") != 0)
        return false;
    memcpy(base, text, length);
    base[length] = '\0';
    *relative = (int)strtol(text + length + 1, NULL, 10);
    return true;
}

/* A new generation needs the group for itself: which is (+1) must not change until it is rolled in. */
static int name_generation(struct datasets_work *work, const char *base, int relative, char name[DSN_SIZE])
{
    struct generations generations = {0};
    if (!dsn_is_valid(base))
        return fault_set(&work->fault, DATASET_E_NAME, "%s", base);
    int code = take(work, base, relative > 0);
    if (code == 0)
        code = generations_read(work->catalog, base, &generations, &work->fault);
    if (code == 1)
        code = fault_set(&work->fault, DATASET_E_MISSING, "%s: no generation data group", base);
    if (code == 0 && generation_of(&generations, relative, &work->number) != 0)
        code = fault_set(&work->fault, DATASET_E_MISSING, "%s(%d): the group has %zu generations", base, relative, generations.count);
    generations_release(&generations);
    if (code == 0 && relative > 0)
        memcpy(work->base, base, strlen(base) + 1);
    if (code == 0)
        generation_name(name, base, work->number);
    return code;
}

static int look_up(struct datasets_work *work, const char *name)
{
    work->dataset = (struct dataset){0};
    memcpy(work->dataset.name, name, strlen(name) + 1);
    return catalog_find(work->catalog, name, &work->dataset, &work->fault);
}

int datasets_find(struct datasets_work *work, int at, bool exclusive)
{
    char base[DSN_SIZE], name[DSN_SIZE], real[DSN_SIZE];
    int relative;
    work->member[0] = work->base[0] = '\0';
    int code = parse_relative(datasets_operand(work, at), base, &relative)
                   ? name_generation(work, base, relative, name)
                   : dsn_parse(datasets_operand(work, at), name, work->member, &work->fault);
    int found = code == 0 ? look_up(work, name) : code;
    if (found < 0)
        return found;
    memcpy(real, work->dataset.name, sizeof real);
    code = take(work, real, exclusive);
    return code == 0 ? look_up(work, real) : code; /* what it is now that nobody can change it */
}

int datasets_find_catalogued(struct datasets_work *work, int at, bool exclusive)
{
    int code = datasets_find(work, at, exclusive);
    return code == 1 ? datasets_missing(work, at) : code;
}

int datasets_check_plain(struct datasets_work *work)
{
    const struct dataset *dataset = &work->dataset;
    if (dataset->organization == DATASET_GDG)
        return fault_set(&work->fault, DATASET_E_KIND, "%s is a generation data group: name a generation, as %s(0)", dataset->name,
                         dataset->name);
    if (dataset->organization == DATASET_PS || dataset_is_partitioned(dataset))
        return 0;
    return fault_set(&work->fault, DATASET_E_KIND, "%s is %s: IDCAMS REPRO copies its records", dataset->name,
                     dataset_organization_name(dataset->organization));
}

int datasets_store(struct datasets_work *work, const struct bytes *content, bool is_new)
{
    struct dataset *dataset = &work->dataset;
    struct fault *fault = &work->fault;
    int code = dataset_check(dataset, work->member, content->data, content->length, fault);
    if (code == 0 && is_new)
        code = catalog_define(work->catalog, dataset, fault);
    if (code == 1) /* by a process that takes no lock, meanwhile */
        code = fault_set(fault, DATASET_E_THERE, "%s", dataset->name);
    if (code == 0)
        code = dataset_put(work->catalog, dataset, work->member, content->data, content->length, fault);
    if (code == 0 && work->base[0] != '\0')
        code = generation_roll_in(work->catalog, work->base, work->number, fault);
    return code == 1 ? fault_set(fault, DATASET_E_MISSING, "%s: no generation data group", work->base) : code;
}

const char *datasets_recfm(char text[4], const struct dataset *dataset)
{
    const char control[2] = {dataset->control, '\0'};
    snprintf(text, 4, "%.2s%s", dataset_recfm_name(dataset->recfm), control);
    return text;
}
