/* datasets_copy.c - see datasets_work.h: the command copy. */
#include <string.h>

#include "utility/datasets_work.h"

static bool is_fixed(const struct dataset *dataset)
{
    return dataset->recfm == DATASET_F || dataset->recfm == DATASET_FB;
}

/* Records of SOURCE are records of TARGET, as they lie. */
static int check_alike(struct datasets_work *work, const struct dataset *source)
{
    const struct dataset *target = &work->dataset;
    char from[4], to[4];
    bool same_kind = is_fixed(source) == is_fixed(target) && (source->recfm == DATASET_U) == (target->recfm == DATASET_U);
    if (same_kind && (is_fixed(source) ? source->lrecl == target->lrecl : true))
        return 0;
    return fault_set(&work->fault, DATASET_E_ATTRIBUTES, "%s has RECFM %s and LRECL %d, %s has %s and %d", source->name,
                     datasets_recfm(from, source), source->lrecl, target->name, datasets_recfm(to, target), target->lrecl);
}

/* The data set that the copy goes to: as it is (0), or to be made like SOURCE (1). */
static int find_target(struct datasets_work *work, const struct dataset *source, bool whole)
{
    int code = datasets_find(work, 2, true);
    if (code >= 0 && whole && work->member[0] != '\0')
        return fault_set(&work->fault, DATASET_E_KIND, "%s is partitioned: name a member of it, too", source->name);
    if (code == 0)
        return check_alike(work, source);
    if (code == 1) {
        struct dataset made = *source;
        memcpy(made.name, work->dataset.name, sizeof made.name);
        made.organization = dataset_is_partitioned(source) ? source->organization : DATASET_PO;
        if (!whole && work->member[0] == '\0')
            made.organization = DATASET_PS;
        work->dataset = made;
    }
    return code;
}

/* The user data of member FROM of SOURCE to the copy of it, when both have a directory. */
static int copy_user(struct datasets_work *work, const struct dataset *source, const char *from)
{
    struct directory_entry entry;
    if (!dataset_is_partitioned(source) || work->member[0] == '\0')
        return 0;
    int code = directory_find(work->catalog, source, from, &entry, &work->fault);
    if (code == 0 && entry.user_length > 0)
        code = directory_set_user(work->catalog, &work->dataset, work->member, entry.user, entry.user_length, &work->fault);
    return code < 0 ? code : 0;
}

static int copy_content(struct datasets_work *work, const struct dataset *source, const char *from, bool is_new)
{
    struct bytes content;
    bytes_init(&content);
    int code = dataset_get(work->catalog, source, from, &content, &work->fault);
    if (code == 1)
        code = from[0] != '\0' ? fault_set(&work->fault, DATASET_E_MISSING, "%s(%s)", source->name, from) : datasets_missing(work, 1);
    if (code == 0)
        code = datasets_store(work, &content, is_new);
    bytes_release(&content);
    return code == 0 ? copy_user(work, source, from) : code;
}

struct members {
    struct datasets_work *work;
    const struct dataset *source;
    bool aliases;
};

static int copy_member(void *user, const struct directory_entry *entry)
{
    const struct members *members = user;
    struct datasets_work *work = members->work;
    if (members->aliases != (entry->alias_of[0] != '\0'))
        return 0;
    memcpy(work->member, entry->name, sizeof entry->name);
    if (!members->aliases)
        return copy_content(work, members->source, entry->name, false);
    int code = directory_set_alias(work->catalog, &work->dataset, entry->name, entry->alias_of, &work->fault);
    return code == 0 ? copy_user(work, members->source, entry->name) : code < 0 ? code : 0; /* one that leads nowhere is left */
}

/* Its members, then the aliases, which need them. */
static int copy_library(struct datasets_work *work, const struct dataset *source)
{
    struct members members = {work, source, false};
    int code = find_target(work, source, true);
    if (code == 1)
        code = catalog_define(work->catalog, &work->dataset, &work->fault);
    if (code == 0)
        code = directory_list(work->catalog, source, copy_member, &members, &work->fault);
    members.aliases = true;
    return code == 0 ? directory_list(work->catalog, source, copy_member, &members, &work->fault) : code;
}

int datasets_copy(struct datasets_work *work)
{
    int code = datasets_find_catalogued(work, 1, false);
    if (code == 0)
        code = datasets_check_plain(work);
    if (code < 0)
        return code;
    struct dataset source = work->dataset;
    char from[MEMBER_SIZE];
    memcpy(from, work->member, sizeof from);
    if (dataset_is_partitioned(&source) && from[0] == '\0')
        return copy_library(work, &source);
    code = find_target(work, &source, false);
    return code < 0 ? code : copy_content(work, &source, from, code == 1);
}
