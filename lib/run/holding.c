/* holding.c - see holding.h. */
#include "run/holding.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/tree.h"
#include "dataset/directory.h"
#include "run/attribute.h"
#include "run/error.h"

void holdings_init(struct holdings *holdings, const char *home, const struct spool *spool, const char *job, int64_t began)
{
    *holdings = (struct holdings){.spool = spool, .began = began};
    holdings->folder = file_join(home, "datasets");
    holdings->temporary = spool_path(spool, NULL, "temporary");
    snprintf(holdings->job, sizeof holdings->job, "%.8s", job);
    arena_init(&holdings->arena);
}

void holdings_release(struct holdings *holdings)
{
    catalog_close(holdings->catalog);
    holdings_forget_bases(holdings);
    arena_release(&holdings->arena);
    free(holdings->bases);
    free(holdings->items);
    free(holdings->folder);
    free(holdings->temporary);
    *holdings = (struct holdings){0};
}

int holdings_catalog(struct holdings *holdings, struct catalog **catalog, struct fault *fault)
{
    int code = holdings->catalog == NULL ? catalog_open(&holdings->catalog, holdings->folder, fault) : 0;
    *catalog = holdings->catalog;
    return code;
}

/* ---- names ---- */

static struct held_base *find_base(const struct holdings *holdings, const char *name)
{
    for (size_t i = 0; i < holdings->base_count; i++)
        if (strcmp(holdings->bases[i].name, name) == 0)
            return &holdings->bases[i];
    return NULL;
}

int holdings_know_base(struct holdings *holdings, const char *name, int last, struct fault *fault)
{
    struct catalog *catalog;
    if (find_base(holdings, name) != NULL)
        return 0;
    struct generations found = {0};
    int code = holdings_catalog(holdings, &catalog, fault);
    if (code == 0)
        code = generations_read(catalog, name, &found, fault);
    if (code < 0)
        return code; /* 1: a step may define it yet */
    for (size_t i = found.count; last >= 0 && i > 0 && found.numbers[i - 1] != last; i--)
        found.count--; /* newer ones are the job's own */
    holdings->bases = memory_grow(holdings->bases, &holdings->base_capacity, holdings->base_count + 1, sizeof *holdings->bases);
    struct held_base *base = &holdings->bases[holdings->base_count++];
    snprintf(base->name, sizeof base->name, "%s", name);
    base->generations = found;
    return 0;
}

void holdings_forget_bases(struct holdings *holdings)
{
    for (size_t i = 0; i < holdings->base_count; i++)
        generations_release(&holdings->bases[i].generations);
    holdings->base_count = 0;
}

/* SYS26327.T210000.RA012.NIGHTLY.WORK.H01, of job 12; without a name of its own R0000123, by its DD. */
static void name_temporary(const struct holdings *holdings, const struct dd *dd, char name[DSN_SIZE])
{
    char stamp[24], own[9];
    struct tm parts = {0};
    time_t when = (time_t)holdings->began;
    gmtime_r(&when, &parts);
    strftime(stamp, sizeof stamp, "SYS%y%j.T%H%M%S", &parts); /* 16 characters */
    snprintf(own, sizeof own, "R%07u", (unsigned)dd->number % 10000000u);
    snprintf(name, DSN_SIZE, "%.16s.RA%.3s.%.8s.%.8s.H01", stamp, holdings->spool->id + 5, holdings->job, dd->dsn[0] != '\0' ? dd->dsn : own);
}

static int name_generation(struct holdings *holdings, const struct dd *dd, char name[DSN_SIZE], struct fault *fault)
{
    int number;
    int code = holdings_know_base(holdings, dd->dsn, -1, fault);
    if (code < 0)
        return code;
    code = generation_of(&find_base(holdings, dd->dsn)->generations, dd->generation, &number);
    if (code != 0)
        return fault_set(fault, RUN_E_ALLOCATE, "IEF212I %s(%d) - DATA SET NOT FOUND", dd->dsn, dd->generation);
    generation_name(name, dd->dsn, number);
    return 0;
}

/* The data set that an alias stands for is what is reserved, found and disposed of. */
static int name_catalogued(struct holdings *holdings, const struct dd *dd, char name[DSN_SIZE], struct fault *fault)
{
    struct catalog *catalog;
    struct dataset entry;
    int code = holdings_catalog(holdings, &catalog, fault);
    if (code == 0)
        code = catalog_entry(catalog, dd->dsn, &entry, fault);
    bool alias = code == 0 && entry.organization == DATASET_ALIAS;
    snprintf(name, DSN_SIZE, "%s", alias ? entry.target : dd->dsn);
    return code < 0 ? code : 0;
}

int holdings_name(struct holdings *holdings, const struct dd *dd, char name[DSN_SIZE], bool *temporary, struct fault *fault)
{
    while (dd->same_as != NULL)
        dd = dd->same_as;
    *temporary = dd->kind == DD_TEMPORARY;
    if (*temporary)
        name_temporary(holdings, dd, name);
    else if (dd->relative)
        return name_generation(holdings, dd, name, fault);
    else
        return name_catalogued(holdings, dd, name, fault);
    return 0;
}

/* ---- what the job remembers ---- */

static struct held *find_held(const struct holdings *holdings, const char *name)
{
    for (size_t i = 0; i < holdings->count; i++)
        if (strcmp(holdings->items[i].name, name) == 0)
            return &holdings->items[i];
    return NULL;
}

static struct held *remember(struct holdings *holdings, const struct taken *taken)
{
    struct held *held = find_held(holdings, taken->name);
    if (held == NULL) {
        holdings->items = memory_grow(holdings->items, &holdings->capacity, holdings->count + 1, sizeof *holdings->items);
        held = &holdings->items[holdings->count++];
        *held = (struct held){.temporary = taken->temporary};
        snprintf(held->name, sizeof held->name, "%s", taken->name);
    }
    held->dataset = taken->dataset;
    held->made = held->made || taken->made;
    return held;
}

static void forget(struct holdings *holdings, const char *name)
{
    struct held *held = find_held(holdings, name);
    if (held != NULL)
        *held = holdings->items[--holdings->count];
}

/* ---- files ---- */

static char *temporary_path(const struct holdings *holdings, const char *name, const char *member)
{
    char *path = file_join(holdings->temporary, name);
    if (member[0] == '\0')
        return path;
    char *inside = file_join(path, member);
    free(path);
    return inside;
}

static int make_file(const char *path, struct fault *fault)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0640);
    if (fd < 0)
        return fault_errno(fault, BASE_E_WRITE, errno, "%s", path);
    close(fd);
    return 0;
}

/* An empty file, or a folder without members; the step opens it. */
static int have_temporary(const struct holdings *holdings, const struct taken *taken, struct fault *fault)
{
    char *path = temporary_path(holdings, taken->name, "");
    int code = file_make_folder(dataset_is_partitioned(&taken->dataset) ? path : holdings->temporary, fault);
    if (code == 0 && !dataset_is_partitioned(&taken->dataset))
        code = make_file(path, fault);
    free(path);
    return code;
}

/* What was never written is to the step an empty file, or a folder without members. */
static int have_content(struct catalog *catalog, const struct taken *taken, struct fault *fault)
{
    if (dataset_is_partitioned(&taken->dataset)) {
        char *folder = dataset_path(catalog, &taken->dataset, NULL);
        int code = file_make_folder(folder, fault);
        free(folder);
        return code;
    }
    bool own_format = taken->dataset.organization == DATASET_KS || taken->dataset.organization == DATASET_RR; /* who loads it makes the file */
    return own_format || file_exists(taken->path) ? 0 : make_file(taken->path, fault);
}

static int remove_temporary(const struct holdings *holdings, const char *name, struct fault *fault)
{
    char *path = temporary_path(holdings, name, "");
    int code = tree_remove(path, fault);
    free(path);
    return code;
}

static int remove_dataset(struct holdings *holdings, const char *name, struct fault *fault)
{
    struct catalog *catalog;
    struct dataset dataset = {.recfm = DATASET_U};
    int code = holdings_catalog(holdings, &catalog, fault);
    if (code < 0)
        return code;
    snprintf(dataset.name, sizeof dataset.name, "%s", name);
    char *path = dataset_path(catalog, &dataset, NULL);
    if (file_exists(path) && truncate(path, 0) != 0 && errno != EISDIR)
        code = fault_errno(fault, RUN_E_ALLOCATE, errno, "%s", path); /* room first: the catalog wants some, and there may be none */
    free(path);
    if (code == 0)
        code = dataset_delete(catalog, &dataset, NULL, fault);
    return code < 0 ? code : 0;
}

/* ---- take ---- */

/* The group of the generation NAME, which an earlier step may have defined. */
static int check_group(struct catalog *catalog, const char *name, struct fault *fault)
{
    char base[DSN_SIZE] = "";
    int number;
    struct gdg gdg;
    int code = generation_parse(name, base, &number) ? gdg_find(catalog, base, &gdg, fault) : 1;
    return code == 1 ? fault_set(fault, RUN_E_ALLOCATE, "IEF212I %s - DATA SET NOT FOUND: it is no generation data group", base) : code;
}

/* May it be there, or not?  *MAKE: it is to be made. */
static int judge(const struct dd *dd, const char *name, bool found, bool *make, struct fault *fault)
{
    *make = !found;
    if (found && dd->status == DD_NEW && dd->same_as == NULL)
        return fault_set(fault, RUN_E_ALLOCATE, "IEF253I %s - DUPLICATE NAME", name);
    if (!found && (dd->status == DD_OLD || dd->status == DD_SHR))
        return fault_set(fault, RUN_E_ALLOCATE, "IEF212I %s - DATA SET NOT FOUND", name);
    return 0;
}

static int take_temporary(struct holdings *holdings, const struct dd *dd, struct taken *taken, struct fault *fault)
{
    const struct held *held = find_held(holdings, taken->name);
    int code = judge(dd, taken->name, held != NULL, &taken->made, fault);
    if (code == 0 && held != NULL)
        taken->dataset = held->dataset;
    else if (code == 0)
        code = attribute_choose(holdings, dd, taken->name, &taken->dataset, fault);
    if (code < 0)
        return code;
    remember(holdings, taken);
    taken->path = temporary_path(holdings, taken->name, dd->member);
    return have_temporary(holdings, taken, fault);
}

static int take_catalogued(struct holdings *holdings, const struct dd *dd, struct journal *journal, struct taken *taken, struct fault *fault)
{
    struct catalog *catalog;
    struct fault why = {0};
    int code = holdings_catalog(holdings, &catalog, fault);
    if (code < 0)
        return code;
    int found = catalog_find(catalog, taken->name, &taken->dataset, fault);
    if (found < 0)
        return found;
    code = judge(dd, taken->name, found == 0, &taken->made, fault);
    if (code == 0 && taken->made && taken->generation)
        code = check_group(catalog, taken->name, fault);
    if (code == 0 && taken->made)
        code = attribute_choose(holdings, dd, taken->name, &taken->dataset, fault);
    if (code == 0 && taken->made && journal != NULL) {
        journal_note(journal, "making %s", taken->name);
        code = journal_sync(journal, fault);
    }
    if (code == 0 && taken->made && catalog_define(catalog, &taken->dataset, &why) != 0) {
        taken->made = false;
        code = fault_set(fault, RUN_E_ALLOCATE, "IEF217I %s: %s", taken->name, why.detail);
    }
    if (code == 0 && !dataset_is_partitioned(&taken->dataset) && dd->member[0] != '\0')
        code = fault_set(fault, RUN_E_ALLOCATE, "IEF286I %s: a sequential data set has no members", taken->name);
    if (code < 0)
        return code;
    char member[MEMBER_SIZE] = "";
    if (dd->member[0] != '\0' && directory_resolve(catalog, &taken->dataset, dd->member, member, fault) < 0)
        return RUN_E_ALLOCATE;
    taken->path = dataset_path(catalog, &taken->dataset, member);
    return have_content(catalog, taken, fault);
}

int holdings_take(struct holdings *holdings, const struct dd *dd, struct journal *journal, struct taken *taken, struct fault *fault)
{
    *taken = (struct taken){.generation = dd->relative};
    int code = holdings_name(holdings, dd, taken->name, &taken->temporary, fault);
    if (code == 0)
        code = taken->temporary ? take_temporary(holdings, dd, taken, fault) : take_catalogued(holdings, dd, journal, taken, fault);
    return code;
}

int holdings_recall(struct holdings *holdings, const struct dd *dd, bool made, struct taken *taken, struct fault *fault)
{
    struct catalog *catalog;
    *taken = (struct taken){.generation = dd->relative, .made = made};
    int code = holdings_name(holdings, dd, taken->name, &taken->temporary, fault);
    if (code < 0)
        return code;
    if (taken->temporary) {
        const struct held *held = find_held(holdings, taken->name);
        taken->made = held == NULL;
        code = held == NULL ? attribute_choose(holdings, dd, taken->name, &taken->dataset, fault) : 0;
        if (held != NULL)
            taken->dataset = held->dataset;
        remember(holdings, taken);
        return code;
    }
    code = holdings_catalog(holdings, &catalog, fault);
    if (code == 0)
        code = catalog_find(catalog, taken->name, &taken->dataset, fault);
    return code < 0 ? code : 0;
}

void taken_release(struct taken *taken)
{
    free(taken->path);
    taken->path = NULL;
}

/* ---- give ---- */

/* A temporary one with a name may be asked for by a later step; it ends with the job at the latest (rule 37). */
static enum dd_disposition disposition_of(const struct dd *dd, const struct taken *taken, bool abnormal)
{
    enum dd_disposition chosen = abnormal ? dd->abnormal : dd->normal;
    if (taken->made && dd->defaulted && dd->status == DD_MOD)
        chosen = DD_DELETE;
    if (taken->temporary && chosen != DD_DELETE)
        chosen = dd->dsn[0] != '\0' || dd->same_as != NULL ? DD_PASS : DD_DELETE;
    return chosen;
}

static int roll_in(struct holdings *holdings, const struct taken *taken, struct fault *fault)
{
    char base[DSN_SIZE];
    int number;
    struct catalog *catalog;
    if (holdings->recalling || !generation_parse(taken->name, base, &number))
        return 0;
    int code = holdings_catalog(holdings, &catalog, fault);
    return code < 0 ? code : generation_roll_in(catalog, base, number, fault);
}

static int erase(struct holdings *holdings, const struct taken *taken, struct fault *fault)
{
    forget(holdings, taken->name);
    if (holdings->recalling)
        return 0;
    return taken->temporary ? remove_temporary(holdings, taken->name, fault) : remove_dataset(holdings, taken->name, fault);
}

int holdings_give(struct holdings *holdings, const struct dd *dd, const struct taken *taken, bool abnormal, const char **word,
                  struct fault *fault)
{
    enum dd_disposition disposition = disposition_of(dd, taken, abnormal);
    const struct held *before = find_held(holdings, taken->name);
    bool made = taken->made || (before != NULL && before->made);
    switch (disposition) {
    case DD_DELETE:
        *word = "DELETED";
        return erase(holdings, taken, fault);
    case DD_PASS: {
        struct held *held = remember(holdings, taken);
        held->passed = true;
        held->abnormal = dd->abnormal;
        *word = "PASSED";
        return 0;
    }
    case DD_CATLG:
        *word = made ? "CATALOGED" : "KEPT";
        forget(holdings, taken->name);
        return taken->generation && made ? roll_in(holdings, taken, fault) : 0;
    case DD_KEEP:
    case DD_UNCATLG: /* what is managed by the system stays catalogued */
    case DD_DISP_NONE:
        *word = "KEPT";
        forget(holdings, taken->name);
        break;
    }
    return 0;
}

int holdings_undo(struct holdings *holdings, const struct taken *taken, struct fault *fault)
{
    return taken->made ? erase(holdings, taken, fault) : 0;
}

int holdings_unmake(struct holdings *holdings, const char *name, struct fault *fault)
{
    return remove_dataset(holdings, name, fault);
}

int holdings_sweep(struct holdings *holdings, struct fault *fault)
{
    int code = 0;
    DIR *folder = opendir(holdings->temporary);
    for (struct dirent *entry; folder != NULL && code == 0 && (entry = readdir(folder)) != NULL;)
        if (entry->d_name[0] != '.' && find_held(holdings, entry->d_name) == NULL)
            code = remove_temporary(holdings, entry->d_name, fault);
    if (folder != NULL)
        closedir(folder);
    return code;
}

int holdings_end(struct holdings *holdings, bool abended, holdings_tell *tell, void *user, struct fault *fault)
{
    int result = 0;
    while (holdings->count > 0) {
        struct held held = holdings->items[--holdings->count];
        bool delete = held.temporary || (abended ? held.abnormal == DD_DELETE : held.made);
        int code = !delete ? 0 : held.temporary ? remove_temporary(holdings, held.name, fault) : remove_dataset(holdings, held.name, fault);
        if (code < 0)
            result = code;
        else if (held.passed)
            tell(user, held.name, delete ? "DELETED" : "KEPT");
    }
    int code = tree_remove(holdings->temporary, fault);
    return code < 0 ? code : result;
}
