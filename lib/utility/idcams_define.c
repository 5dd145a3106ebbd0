/* idcams_define.c - DEFINE CLUSTER, GENERATIONDATAGROUP and ALIAS: see idcams.h. */
#include <string.h>

#include "utility/idcams_call.h"

enum { KEY_DEFAULT = 64, RECORD_DEFAULT = 4089, RECORD_MAX = 32760, RDW = 4 };

/* What a cluster can be told; where it lies and how it is spread is none of ours, and is read over. */
static const struct idcams_keyword CLUSTER[] = {
    {"NAME", NULL}, {"INDEXED", "IXD"}, {"NONINDEXED", "NIXD"}, {"NUMBERED", "NUMD"}, {"KEYS", NULL}, {"RECORDSIZE", "RECSZ"}, {"REUSE", "RUS"},
    {"NOREUSE", "NRUS"}, {"VOLUMES", "VOL"}, {"CYLINDERS", "CYL"}, {"TRACKS", "TRK"}, {"RECORDS", "REC"}, {"KILOBYTES", "KB"}, {"MEGABYTES", "MB"},
    {"SHAREOPTIONS", "SHR"}, {"FREESPACE", "FSPC"}, {"CONTROLINTERVALSIZE", "CISZ"}, {"BUFFERSPACE", "BUFSP"}, {"ERASE", "ERAS"}, {"NOERASE", "NERAS"},
    {"SPEED", NULL}, {"RECOVERY", "RCVY"}, {"SPANNED", "SPND"}, {"NONSPANNED", "NSPND"}, {"WRITECHECK", "WCK"}, {"NOWRITECHECK", "NWCK"}, {"UNIQUE", NULL},
    {"OWNER", NULL}, {"TO", NULL}, {"FOR", NULL}, {"IMBED", NULL}, {"NOIMBED", NULL}, {"REPLICATE", NULL}, {"NOREPLICATE", NULL}, {"SUBALLOCATION", NULL},
    {"STORAGECLASS", "STORCLAS"}, {"DATACLASS", "DATACLAS"}, {"MANAGEMENTCLASS", "MGMTCLAS"}, {"LOG", NULL}, {"FRLOG", NULL}, {"BWO", NULL}, {0}};

static const struct idcams_keyword GROUP[] = {
    {"NAME", NULL}, {"LIMIT", "LIM"}, {"EMPTY", "EMP"}, {"NOEMPTY", "NEMP"}, {"SCRATCH", "SCR"}, {"NOSCRATCH", "NSCR"}, {"FIFO", NULL}, {"LIFO", NULL},
    {"EXTENDED", "EXT"}, {"NOEXTENDED", "NEXT"}, {"OWNER", NULL}, {"TO", NULL}, {"FOR", NULL}, {0}};

static const struct idcams_keyword ALIAS[] = {{"NAME", NULL}, {"RELATE", NULL}, {0}};

static const struct idcams_keyword PARTS[] = {{"CLUSTER", "CL"}, {"DATA", NULL}, {"INDEX", "IX"}, {"CATALOG", "CAT"}, {0}};

static bool has(const struct control_node *list, const char *name, const char *abbreviation)
{
    return control_find(list, name, abbreviation) != NULL;
}

/* The list of NAME among the cluster's own parameters, or those of its data component. */
static const struct control_node *find_list(const struct control_node *list, const struct control_node *data, const char *name, const char *abbreviation)
{
    const struct control_node *found = control_find(list, name, abbreviation);
    if (found == NULL && data != NULL)
        found = control_find(data->child, name, abbreviation);
    return found;
}

/* NAME(name) of LIST: no member, and taken exclusive. */
static int read_name(struct idcams *ams, const struct control_node *verb, const struct control_node *list, char name[DSN_SIZE])
{
    char member[MEMBER_SIZE];
    const struct control_node *found = control_find(list, "NAME", NULL);
    if (found == NULL || found->child == NULL)
        return idcams_refuse(ams, verb->next, "without NAME:");
    int code = idcams_name(ams, found->child, name, member);
    if (code == 0 && member[0] != '\0')
        code = idcams_refuse(ams, found->child, "a member as");
    return code;
}

/* Two numbers in the list of NODE. */
static bool read_pair(const struct control_node *node, int first_min, int second_min, int *first, int *second)
{
    return node == NULL || (control_number(node->child, first_min, RECORD_MAX, first) && control_number(node->child->next, second_min, RECORD_MAX, second));
}

static enum dataset_organization organization_of(const struct control_node *list)
{
    return has(list, "NONINDEXED", "NIXD") ? DATASET_ES : has(list, "NUMBERED", "NUMD") ? DATASET_RR : DATASET_KS;
}

/* Records, and where the key of an indexed one lies in them. */
static int read_records(struct idcams *ams, const struct control_node *list, const struct control_node *data, struct dataset *dataset)
{
    int average = RECORD_DEFAULT, longest = RECORD_DEFAULT, length = KEY_DEFAULT, offset = 0;
    const struct control_node *size = find_list(list, data, "RECORDSIZE", "RECSZ"), *keys = find_list(list, data, "KEYS", NULL);
    if (!read_pair(size, 1, 1, &average, &longest) || average > longest)
        return idcams_refuse(ams, size, "this form of");
    if (!read_pair(keys, 1, 0, &length, &offset) || length > 255)
        return idcams_refuse(ams, keys, "this form of");
    if (dataset->organization == DATASET_KS && offset + length > longest)
        return idcams_refuse(ams, keys != NULL ? keys : size, "a key beyond the longest records:");
    if (dataset->organization == DATASET_KS) {
        dataset->key_offset = offset;
        dataset->key_length = length;
    }
    dataset->record_average = average;
    dataset->record_maximum = longest;
    dataset->recfm = average == longest ? DATASET_F : DATASET_V;
    dataset->lrecl = average == longest ? longest : longest + RDW;
    return dataset->lrecl > RECORD_MAX ? idcams_refuse(ams, size, "so long a") : 0;
}

static int duplicate(const char *name)
{
    printf("IDC3013I DUPLICATE DATA SET NAME\nIDC3009I ** %s IS CATALOGED ALREADY\n", name);
    return IDCAMS_FAILED;
}

static int define_cluster(struct idcams *ams, const struct control_node *verb)
{
    struct dataset dataset = {0};
    struct fault fault;
    const struct control_node *list = verb->next->child, *data = control_find(verb->next, "DATA", NULL), *index = control_find(verb->next, "INDEX", "IX");
    int code = idcams_check(ams, verb->next, PARTS);
    if (code == 0)
        code = idcams_check(ams, list, CLUSTER);
    if (code == 0 && data != NULL)
        code = idcams_check(ams, data->child, CLUSTER);
    if (code == 0 && index != NULL)
        code = idcams_check(ams, index->child, CLUSTER);
    if (code == 0)
        code = read_name(ams, verb, list, dataset.name);
    dataset.organization = organization_of(list);
    if (code == 0)
        code = read_records(ams, list, data, &dataset);
    if (code == 0)
        code = idcams_claim(ams, dataset.name, true);
    if (code == 0)
        code = idcams_catalog(ams);
    if (code != 0)
        return code;
    code = catalog_define(ams->catalog, &dataset, &fault);
    return code == 1 ? duplicate(dataset.name) : code < 0 ? idcams_fail(ams, &fault) : 0;
}

static int define_group(struct idcams *ams, const struct control_node *verb)
{
    char name[DSN_SIZE];
    struct fault fault;
    const struct control_node *list = verb->next->child, *limit = control_find(list, "LIMIT", "LIM");
    struct gdg gdg = {.empty = has(list, "EMPTY", "EMP"), .scratch = has(list, "SCRATCH", "SCR"), .lifo = !has(list, "FIFO", NULL),
                      .extended = has(list, "EXTENDED", "EXT")};
    int code = idcams_check(ams, list, GROUP);
    if (code == 0)
        code = read_name(ams, verb, list, name);
    if (code == 0 && limit == NULL)
        code = idcams_refuse(ams, verb->next, "without LIMIT:");
    if (code == 0 && !control_number(limit->child, 1, gdg.extended ? GDG_EXTENDED_LIMIT_MAX : GDG_LIMIT_MAX, &gdg.limit))
        code = idcams_refuse(ams, limit, "this form of");
    if (code == 0)
        code = idcams_claim(ams, name, true);
    if (code == 0)
        code = idcams_catalog(ams);
    if (code != 0)
        return code;
    code = gdg_define(ams->catalog, name, &gdg, &fault);
    return code == 1 ? duplicate(name) : code < 0 ? idcams_fail(ams, &fault) : 0;
}

static int define_alias(struct idcams *ams, const struct control_node *verb)
{
    char member[MEMBER_SIZE];
    struct dataset alias = {.organization = DATASET_ALIAS, .recfm = DATASET_U};
    struct fault fault;
    const struct control_node *list = verb->next->child, *relate = control_find(list, "RELATE", NULL);
    int code = idcams_check(ams, list, ALIAS);
    if (code == 0)
        code = read_name(ams, verb, list, alias.name);
    if (code == 0 && (relate == NULL || relate->child == NULL))
        code = idcams_refuse(ams, verb->next, "without RELATE:");
    if (code == 0)
        code = idcams_name(ams, relate->child, alias.target, member);
    if (code == 0)
        code = idcams_claim(ams, alias.name, true);
    if (code == 0)
        code = idcams_catalog(ams);
    if (code != 0)
        return code;
    code = catalog_define(ams->catalog, &alias, &fault);
    return code == 1 ? duplicate(alias.name) : code < 0 ? idcams_fail(ams, &fault) : 0;
}

int idcams_define(struct idcams *ams, const struct control_node *verb)
{
    if (control_is(verb->next, "CLUSTER", "CL"))
        return define_cluster(ams, verb);
    if (control_is(verb->next, "GENERATIONDATAGROUP", "GDG"))
        return define_group(ams, verb);
    if (control_is(verb->next, "ALIAS", NULL))
        return define_alias(ams, verb);
    return idcams_refuse(ams, verb->next != NULL ? verb->next : verb, "DEFINE of");
}
