/* dd.c - see dd.h. */
#include "jcl/dd.h"

#include <stdlib.h>
#include <string.h>

#include "jcl/error.h"
#include "jcl/name.h"

struct reading {
    const struct statement *statement;
    struct dd *dd;
    struct dd_references *references;
    struct arena *arena;
    struct fault_list *faults;
};

static const struct parameter *find(const struct reading *r, const char *keyword)
{
    return parameter_find(r->statement->parameters, keyword);
}

static void refuse(const struct reading *r, const struct parameter *parameter, const char *what)
{
    jcl_fault(r->faults, JCL_E_UNSUPPORTED, parameter->place, parameter->keyword != NULL ? parameter->keyword : r->statement->name,
              "%s", what);
}

/* ---- what the DD is ---- */

static void read_member(struct dd *dd, const struct parameter *member)
{
    if (member == NULL)
        return;
    dd->relative = name_is_generation(member->text, strlen(member->text));
    if (dd->relative)
        dd->generation = (int)strtol(member->text, NULL, 10);
    else
        dd->member = member->text;
}

static void read_dsn(const struct reading *r, const struct parameter *dsn)
{
    struct dd *dd = r->dd;
    if (strcmp(dsn->text, "NULLFILE") == 0 && !dsn->has_items) {
        dd->kind = DD_DUMMY;
    } else if (strncmp(dsn->text, "*.", 2) == 0) {
        dd->kind = DD_DATA_SET;
        r->references->dsn = dsn->text;
    } else if (dsn->text[0] == '&') {
        dd->kind = DD_TEMPORARY;
        dd->dsn = dsn->text + strspn(dsn->text, "&");
    } else {
        dd->kind = DD_DATA_SET;
        dd->dsn = dsn->text;
    }
    read_member(dd, dsn->items);
}

/* A relative path stays in the home folder. */
static bool path_climbs(const char *path)
{
    for (const char *part = path; part != NULL; part = strchr(part, '/')) {
        part += part[0] == '/' ? 1 : 0;
        if (strncmp(part, "..", 2) == 0 && (part[2] == '/' || part[2] == '\0'))
            return true;
    }
    return false;
}

static void read_path(const struct reading *r, const struct parameter *path)
{
    r->dd->kind = DD_PATH;
    r->dd->path = path->text;
    if (path_climbs(path->text))
        refuse(r, path, "a path with ..");
}

static void read_sysout(const struct reading *r, const struct parameter *sysout)
{
    const struct parameter *class = sysout->is_list ? sysout->items : sysout;
    const struct parameter *writer = sysout->is_list && class != NULL ? class->next : NULL;
    r->dd->kind = DD_SYSOUT;
    r->dd->sysout_class = class != NULL && class->text[0] != '\0' ? class->text[0] : '*';
    if (writer != NULL && writer->text[0] != '\0')
        refuse(r, writer, "a writer in SYSOUT, INTRDR among them");
}

static void read_kind(const struct reading *r, const struct effective *item)
{
    struct dd *dd = r->dd;
    const struct parameter *first = r->statement->parameters, *dsn = find(r, "DSN"), *path = find(r, "PATH");
    const struct parameter *sysout = find(r, "SYSOUT"), *ddname = find(r, "DDNAME");
    dsn = dsn != NULL ? dsn : find(r, "DSNAME");
    dd->kind = DD_TEMPORARY; /* nothing is said: a work data set */
    if (r->statement->has_data) {
        dd->kind = DD_INSTREAM;
        dd->data = item->data;
        dd->data_count = item->data_count;
    } else if (first != NULL && first->keyword == NULL && strcmp(first->text, "DYNAM") == 0) {
        refuse(r, first, "DYNAM");
    } else if (first != NULL && first->keyword == NULL && strcmp(first->text, "DUMMY") == 0) {
        dd->kind = DD_DUMMY;
    } else if (sysout != NULL) {
        read_sysout(r, sysout);
    } else if (path != NULL) {
        read_path(r, path);
    } else if (ddname != NULL) {
        dd->kind = DD_DUMMY;
        dd->ddname = ddname->text;
    } else if (dsn != NULL && (dsn->text[0] != '\0' || dsn->has_items)) {
        read_dsn(r, dsn);
    }
}

/* ---- what becomes of it ---- */

static int find_word(const char *const *words, const char *text)
{
    for (int i = 0; words[i] != NULL; i++)
        if (strcmp(words[i], text) == 0)
            return i;
    return 0;
}

static enum dd_disposition read_disposition(const struct parameter *item)
{
    static const char *const WORDS[] = {"", "KEEP", "DELETE", "CATLG", "UNCATLG", "PASS", NULL};
    return item != NULL ? (enum dd_disposition)find_word(WORDS, item->text) : DD_DISP_NONE;
}

/* DISP=(status,normal,abnormal), with the defaults of rule 30. */
static void read_disp(const struct reading *r)
{
    static const char *const STATUS[] = {"NEW", "OLD", "SHR", "MOD", NULL};
    const struct parameter *disp = find(r, "DISP");
    const struct parameter *status = disp != NULL && disp->is_list ? disp->items : disp;
    const struct parameter *normal = disp != NULL && disp->is_list && status != NULL ? status->next : NULL;
    struct dd *dd = r->dd;
    dd->status = status != NULL ? (enum dd_status)find_word(STATUS, status->text) : DD_NEW;
    dd->normal = read_disposition(normal);
    dd->abnormal = read_disposition(normal != NULL ? normal->next : NULL);
    bool pass = dd->normal == DD_PASS;
    dd->defaulted = dd->normal == DD_DISP_NONE;
    if (dd->normal == DD_DISP_NONE)
        dd->normal = dd->status == DD_NEW ? DD_DELETE : DD_KEEP;
    if (dd->abnormal == DD_DISP_NONE)
        dd->abnormal = !pass ? dd->normal : dd->status == DD_NEW ? DD_DELETE : DD_KEEP;
}

/* ---- what its records are ---- */

static const struct parameter *find_dcb(const struct reading *r, const char *keyword)
{
    const struct parameter *own = find(r, keyword), *dcb = find(r, "DCB");
    return own != NULL || dcb == NULL ? own : parameter_find(dcb->items, keyword);
}

static int read_number(const struct parameter *parameter)
{
    const char *text = parameter != NULL ? parameter->text : "";
    size_t digits = strspn(text, "0123456789");
    return digits > 0 && digits <= 5 && text[digits] == '\0' ? (int)strtol(text, NULL, 10) : 0;
}

/* SPACE=(unit,(primary,secondary,directory)): a directory makes it partitioned. */
static bool has_directory(const struct parameter *space)
{
    const struct parameter *quantities = space != NULL ? parameter_item(space, 1) : NULL;
    const struct parameter *directory = quantities != NULL ? parameter_item(quantities, 2) : NULL;
    return directory != NULL && read_number(directory) > 0;
}

static enum dd_organization read_organization(const struct reading *r)
{
    const struct parameter *dsorg = find_dcb(r, "DSORG"), *type = find(r, "DSNTYPE"), *recorg = find(r, "RECORG");
    const char *type_name = type == NULL ? "" : type->is_list && type->items != NULL ? type->items->text : type->text;
    if (recorg != NULL && strcmp(recorg->text, "LS") == 0)
        refuse(r, recorg, "RECORG=LS");
    if (recorg != NULL)
        return strcmp(recorg->text, "KS") == 0 ? DD_KS : strcmp(recorg->text, "ES") == 0 ? DD_ES : DD_RR;
    if (strcmp(type_name, "LIBRARY") == 0)
        return DD_POE;
    bool partitioned = (dsorg != NULL && strncmp(dsorg->text, "PO", 2) == 0) || strcmp(type_name, "PDS") == 0 ||
                       has_directory(find(r, "SPACE")) || r->dd->member[0] != '\0';
    return partitioned ? DD_PO : DD_PS;
}

/* DCB=*.DD and DCB=DATA.SET take attributes from there. */
static void read_model(const struct reading *r)
{
    const struct parameter *dcb = find(r, "DCB"), *refdd = find(r, "REFDD"), *like = find(r, "LIKE");
    const struct parameter *first = dcb != NULL && dcb->is_list ? dcb->items : dcb;
    const char *name = first != NULL && (first != dcb || !dcb->has_items) && (first == dcb || first->keyword == NULL) ? first->text : "";
    if (refdd != NULL)
        r->references->model = refdd->text;
    else if (strncmp(name, "*.", 2) == 0)
        r->references->model = name;
    else if (name_is_dsn(name, strlen(name)) && strchr(name, '=') == NULL)
        r->dd->like = name;
    if (like != NULL)
        r->dd->like = like->text;
}

static void read_records(const struct reading *r)
{
    const struct parameter *recfm = find_dcb(r, "RECFM");
    if (recfm != NULL)
        r->dd->recfm = recfm->text;
    r->dd->lrecl = read_number(find_dcb(r, "LRECL"));
    r->dd->key_length = read_number(find_dcb(r, "KEYLEN"));
    r->dd->key_offset = read_number(find(r, "KEYOFF"));
    r->dd->organization = read_organization(r);
    read_model(r);
}

struct dd *dd_parse(const struct effective *item, struct arena *arena, struct dd_references *references, struct fault_list *faults)
{
    struct dd *dd = arena_new(arena, sizeof *dd);
    *dd = (struct dd){.name = item->statement->name, .dsn = "", .member = "", .path = "", .recfm = "", .like = "", .ddname = "",
                      .statement = item->statement};
    struct reading reading = {item->statement, dd, references, arena, faults};
    if (item->statement->broken)
        return dd;
    read_kind(&reading, item);
    read_disp(&reading);
    read_records(&reading);
    return dd;
}

struct dd *dd_find(struct dd *list, const char *name)
{
    while (list != NULL && strcmp(list->name, name) != 0)
        list = list->next;
    return list;
}

/* ---- DDNAME ---- */

/* Take the DD called NAME out of LIST; *BEFORE is the one before it, NULL when it is the first. */
static struct dd *take(struct dd **list, const char *name, struct dd **before)
{
    *before = NULL;
    while (*list != NULL && strcmp((*list)->name, name) != 0) {
        *before = *list;
        list = &(*list)->next;
    }
    struct dd *taken = *list;
    if (taken != NULL)
        *list = taken->next;
    return taken;
}

static void concatenate_to(struct dd *dd, struct dd *rest)
{
    while (dd->concatenated != NULL)
        dd = dd->concatenated;
    dd->concatenated = rest;
}

void dd_resolve_forward(struct dd **list)
{
    for (struct dd *dd = *list; dd != NULL; dd = dd->next) {
        struct dd *before;
        if (dd->ddname[0] == '\0')
            continue;
        struct dd *later = take(&dd->next, dd->ddname, &before);
        if (later == NULL)
            continue; /* it is a dummy */
        const char *name = dd->name;
        struct dd *own = dd->concatenated, *next = dd->next, *rest = later->concatenated;
        *dd = *later;
        dd->name = name;
        dd->next = next;
        dd->concatenated = own;
        for (struct dd *one = rest; one != NULL; one = one->concatenated)
            one->name = before != NULL ? before->name : name;
        concatenate_to(before != NULL ? before : dd, rest);
    }
}
