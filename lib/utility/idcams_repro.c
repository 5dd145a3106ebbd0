/* idcams_repro.c - REPRO and VERIFY: see idcams.h. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "dataset/directory.h"
#include "utility/ddio.h"
#include "utility/error.h"
#include "utility/idcams_call.h"

static const struct idcams_keyword KEYWORDS[] = {
    {"INFILE", "IFILE"}, {"INDATASET", "IDS"}, {"OUTFILE", "OFILE"}, {"OUTDATASET", "ODS"}, {"SKIP", NULL}, {"COUNT", NULL}, {"FROMKEY", "FKEY"}, {"TOKEY", NULL}, {"REUSE", "RUS"},
    {"NOREUSE", "NRUS"}, {"REPLACE", "REP"}, {"NOREPLACE", "NREP"}, {0}};

static const struct idcams_keyword VERIFY[] = {{"FILE", NULL}, {"DATASET", "DS"}, {"RECOVER", NULL}, {0}};

/* One end of a copy: a DD, or a data set named in the command as if it had one. */
struct end {
    struct dd_entry entry;
    char *path; /* owned: entry.path, of a data set */
};

static int missing(const char *name)
{
    printf("IDC3012I ENTRY %s NOT FOUND\n", name);
    return IDCAMS_FAILED;
}

static int find_dd(struct idcams *ams, const struct control_node *node, struct end *end)
{
    struct fault fault;
    const struct dd_entry *entry = node->child != NULL ? dd_table_find(&ams->dds, node->child->text) : NULL;
    if (node->child == NULL)
        return idcams_refuse(ams, node, "without a name:");
    if (entry == NULL) {
        fault_set(&fault, UTILITY_E_DD, "%.8s is not there", node->child->text);
        return idcams_fail(ams, &fault);
    }
    end->entry = *entry;
    return 0;
}

/* The member that is read under the name of an alias. */
static int resolve_member(struct catalog *catalog, struct dd_entry *entry, struct fault *fault)
{
    char name[MEMBER_SIZE];
    memcpy(name, entry->member, sizeof name);
    int code = name[0] != '\0' ? directory_resolve(catalog, &entry->dataset, name, entry->member, fault) : 0;
    return code < 0 ? code : 0; /* that it is not there is seen when it is read */
}

/* What is catalogued under a name, and where it lies. */
static int find_dataset(struct idcams *ams, const struct control_node *node, bool output, struct end *end)
{
    struct dd_entry *entry = &end->entry;
    struct fault fault;
    char name[DSN_SIZE];
    if (node->child == NULL)
        return idcams_refuse(ams, node, "without a name:");
    int code = idcams_name(ams, node->child, name, entry->member);
    if (code == 0)
        code = idcams_claim(ams, name, output);
    if (code == 0)
        code = idcams_catalog(ams);
    if (code != 0)
        return code;
    code = catalog_find(ams->catalog, name, &entry->dataset, &fault);
    if (code == 0 && idcams_claim(ams, entry->dataset.name, output) != 0) /* NAME may be an alias */
        return IDCAMS_FAILED;
    if (code == 0 && dataset_is_partitioned(&entry->dataset) != (entry->member[0] != '\0'))
        code = fault_set(&fault, DATASET_E_KIND, "%s is %s", name, entry->member[0] != '\0' ? "not partitioned: it has no members" : "partitioned: name a member");
    if (code == 0 && !output)
        code = resolve_member(ams->catalog, entry, &fault);
    if (code != 0)
        return code == 1 ? missing(name) : idcams_fail(ams, &fault);
    entry->kind = DD_ENTRY_DATA_SET;
    snprintf(entry->name, sizeof entry->name, "%s", output ? "OUTDATAS" : "INDATASE");
    entry->path = end->path = dataset_path(ams->catalog, &entry->dataset, entry->member);
    return 0;
}

/* What was never written has no records; a member that is not there is missed. */
static int look_at_input(struct end *end)
{
    if (end->entry.kind != DD_ENTRY_DATA_SET || file_exists(end->entry.path))
        return 0;
    if (end->entry.member[0] != '\0') {
        printf("IDC3012I ENTRY %s(%s) NOT FOUND\n", end->entry.dataset.name, end->entry.member);
        return IDCAMS_FAILED;
    }
    end->entry.kind = DD_ENTRY_DUMMY;
    return 0;
}

/* The folder of the members must be there for the first of them. */
static int look_at_output(struct idcams *ams, const struct end *end)
{
    struct fault fault;
    if (end->path == NULL || end->entry.member[0] == '\0')
        return 0;
    char *folder = dataset_path(ams->catalog, &end->entry.dataset, NULL);
    int code = file_make_folder(folder, &fault);
    free(folder);
    return code < 0 ? idcams_fail(ams, &fault) : 0;
}

static int find_end(struct idcams *ams, const struct control_node *verb, bool output, struct end *end)
{
    const struct control_node *file = output ? control_find(verb->next, "OUTFILE", "OFILE") : control_find(verb->next, "INFILE", "IFILE");
    const struct control_node *named = output ? control_find(verb->next, "OUTDATASET", "ODS") : control_find(verb->next, "INDATASET", "IDS");
    if ((file == NULL) == (named == NULL))
        return idcams_refuse(ams, verb, output ? "OUTFILE or OUTDATASET, one of them:" : "INFILE or INDATASET, one of them:");
    int code = file != NULL ? find_dd(ams, file, end) : find_dataset(ams, named, output, end);
    if (code != 0)
        return code;
    return output ? look_at_output(ams, end) : look_at_input(end);
}

static int read_range(struct idcams *ams, const struct control_node *verb, struct ddio_range *range)
{
    int number;
    const struct control_node *skip = control_find(verb->next, "SKIP", NULL), *count = control_find(verb->next, "COUNT", NULL);
    *range = (struct ddio_range){.count = -1, .replace = control_find(verb->next, "REPLACE", "REP") != NULL};
    if (skip != NULL) {
        if (!control_number(skip->child, 0, INT_MAX, &number))
            return idcams_refuse(ams, skip, "this form of");
        range->skip = number;
    }
    const struct control_node *from_key = control_find(verb->next, "FROMKEY", "FKEY"), *to_key = control_find(verb->next, "TOKEY", NULL);
    if ((from_key != NULL && (skip != NULL || from_key->child == NULL)) || (to_key != NULL && (count != NULL || to_key->child == NULL)))
        return idcams_refuse(ams, from_key != NULL ? from_key : to_key, "without a key, or beside SKIP or COUNT:");
    range->from_key = from_key != NULL ? from_key->child->text : NULL;
    range->to_key = to_key != NULL ? to_key->child->text : NULL;
    if (count != NULL) {
        if (!control_number(count->child, 0, INT_MAX, &number))
            return idcams_refuse(ams, count, "this form of");
        range->count = number;
    }
    return 0;
}

/* To a cluster records are added, unless REUSE. */
static bool is_added(const struct control_node *verb, const struct end *to)
{
    bool reuse = control_find(verb->next, "REUSE", "RUS") != NULL;
    bool cluster = to->entry.dataset.organization == DATASET_ES || to->entry.dataset.organization == DATASET_KS;
    return cluster ? !reuse : to->entry.append;
}

/* FROMKEY and TOKEY are of keyed data sets. */
static int check_range(struct idcams *ams, const struct control_node *verb, const struct ddio_range *range, const struct end *from)
{
    bool keys = range->from_key != NULL || range->to_key != NULL;
    bool keyed = from->entry.kind == DD_ENTRY_DUMMY || from->entry.dataset.organization == DATASET_KS;
    return keys && !keyed ? idcams_refuse(ams, verb, "FROMKEY and TOKEY of what has no keys:") : 0;
}

static int copy(struct idcams *ams, const struct control_node *verb, struct end *from, struct end *to)
{
    struct ddio_range range;
    struct fault fault;
    int64_t records;
    int code = idcams_check(ams, verb->next, KEYWORDS);
    if (code == 0)
        code = read_range(ams, verb, &range);
    if (code == 0)
        code = find_end(ams, verb, false, from);
    if (code == 0)
        code = check_range(ams, verb, &range, from);
    if (code == 0)
        code = find_end(ams, verb, true, to);
    if (code != 0)
        return code;
    if (ddio_copy(&from->entry, &to->entry, &range, is_added(verb, to), &records, &fault) < 0)
        return idcams_fail(ams, &fault);
    printf("IDC0005I NUMBER OF RECORDS PROCESSED WAS %lld\n", (long long)records);
    return 0;
}

int idcams_repro(struct idcams *ams, const struct control_node *verb)
{
    struct end from = {0}, to = {0};
    int code = copy(ams, verb, &from, &to);
    free(from.path);
    free(to.path);
    return code;
}

/* A cluster is whole as soon as it is catalogued: what was being written when a program was killed was never published. */
int idcams_verify(struct idcams *ams, const struct control_node *verb)
{
    struct end end = {0};
    const struct control_node *file = control_find(verb->next, "FILE", NULL), *named = control_find(verb->next, "DATASET", "DS");
    int code = idcams_check(ams, verb->next, VERIFY);
    if (code == 0 && (file == NULL) == (named == NULL))
        code = idcams_refuse(ams, verb, "FILE or DATASET, one of them:");
    if (code == 0)
        code = file != NULL ? find_dd(ams, file, &end) : find_dataset(ams, named, false, &end);
    if (code == 0 && strcmp(idcams_type(&end.entry.dataset), "CLUSTER") != 0) {
        printf("IDC3351I ** %s IS NO CLUSTER\n", end.entry.dataset.name);
        code = IDCAMS_FAILED;
    }
    free(end.path);
    return code;
}
