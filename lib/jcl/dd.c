/* dd.c - one DD statement; see job.h. */
#include <stdlib.h>
#include <string.h>

#include "jcl/error.h"
#include "jcl/job.h"
#include "jcl/name.h"

enum { PATH_MAX_BYTES = 255, LRECL_MAX = 32760 };

struct reading {
    struct deck *deck;
    const struct statement *statement;
    struct dd *dd;
    struct fault_list *faults;
};

static const struct parameter *find(const struct reading *r, const char *keyword)
{
    return parameter_find(r->statement->parameters, keyword);
}

static void fail(const struct reading *r, const struct parameter *parameter, const char *expected)
{
    jcl_fault(r->faults, JCL_E_OPERAND, parameter->place,
                parameter->keyword != NULL ? parameter->keyword : r->statement->name, "got %.60s, expected %s",
                parameter->raw[0] != '\0' ? parameter->raw : "nothing", expected);
}

static void refuse(const struct reading *r, const struct parameter *parameter, const char *what)
{
    jcl_fault(r->faults, JCL_E_UNSUPPORTED, parameter->place,
                parameter->keyword != NULL ? parameter->keyword : r->statement->name, "%s", what);
}

static bool has_symbol(const struct parameter *parameter)
{
    return strchr(parameter->raw, '&') != NULL; /* told by check_statement */
}

/* ---- what the DD is ---- */

static void read_dsn(const struct reading *r, const struct parameter *dsn)
{
    struct dd *dd = r->dd;
    const struct parameter *member = dsn->items;
    if (has_symbol(dsn))
        return;
    if (strcmp(dsn->text, "NULLFILE") == 0 && !dsn->has_items) {
        dd->kind = DD_DUMMY;
        return;
    }
    dd->kind = DD_DATA_SET;
    dd->dsn = dsn->text;
    dd->member = member != NULL ? member->text : "";
    if (dsn->text[0] == '*')
        refuse(r, dsn, "a reference to another DD");
    else if (!name_is_dsn(dsn->text, strlen(dsn->text)))
        fail(r, dsn, "names of 1 to 8 characters joined by periods, at most 44 in all");
    else if (member != NULL && name_is_generation(member->text, strlen(member->text)))
        refuse(r, member, "a generation number");
    else if (dsn->has_items && (member == NULL || member->next != NULL || member->has_items ||
                                !name_is_valid(member->text, strlen(member->text))))
        fail(r, dsn, "one member name of 1 to 8 characters in the parentheses");
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
    size_t length = strlen(path->text);
    if (length == 0 || length > PATH_MAX_BYTES || path->has_items)
        fail(r, path, "a path of 1 to 255 characters in apostrophes");
    else if (path_climbs(path->text))
        fail(r, path, "a path without ..");
}

static void read_sysout(const struct reading *r, const struct parameter *sysout)
{
    const struct parameter *class = sysout->is_list ? sysout->items : sysout;
    const char *text = class != NULL ? class->text : "";
    r->dd->kind = DD_SYSOUT;
    r->dd->sysout_class = '*';
    if (strlen(text) != 1 || (text[0] != '*' && (!name_is_alnum(text[0]) || strchr("$#@", text[0]) != NULL)))
        fail(r, sysout, "a class A-Z 0-9, or *");
    else if (sysout->is_list && class->next != NULL && class->next->text[0] != '\0')
        refuse(r, class->next, "a writer's name in SYSOUT");
    else
        r->dd->sysout_class = text[0];
}

/* DSN and DSNAME are one keyword. */
static const struct parameter *find_dsn(const struct reading *r)
{
    const struct parameter *dsn = find(r, "DSN"), *dsname = find(r, "DSNAME");
    if (dsn != NULL && dsname != NULL)
        jcl_fault(r->faults, JCL_E_TWICE, dsname->keyword_place, "DSNAME", "DSN and DSNAME");
    return dsn != NULL ? dsn : dsname;
}

static bool read_positional(const struct reading *r)
{
    const struct parameter *first = r->statement->parameters;
    if (first == NULL || first->keyword != NULL)
        return false;
    if (r->statement->has_data)
        r->dd->kind = DD_INSTREAM;
    else if (strcmp(first->text, "DUMMY") == 0 && !first->quoted)
        r->dd->kind = DD_DUMMY;
    else if (strcmp(first->text, "DYNAM") == 0 && !first->quoted)
        refuse(r, first, "DYNAM");
    else
        fail(r, first, "*, DATA, DUMMY or KEYWORD=value");
    if (first->next != NULL && first->next->keyword == NULL)
        fail(r, first->next, "KEYWORD=value");
    return true;
}

/* In-stream data, SYSOUT, DSN and PATH exclude each other; DUMMY goes with all but data. */
static void read_kind(const struct reading *r)
{
    const struct parameter *dsn = find_dsn(r), *path = find(r, "PATH"), *sysout = find(r, "SYSOUT");
    const struct parameter *disp = find(r, "DISP"), *dlm = find(r, "DLM");
    bool positional = read_positional(r), data = r->statement->has_data;
    int kinds = (data ? 1 : 0) + (dsn != NULL) + (path != NULL) + (sysout != NULL);
    if (kinds > 1)
        jcl_fault(r->faults, JCL_E_EXCLUSIVE, statement_start(r->statement), r->statement->name,
                    "in-stream data, DSN, PATH and SYSOUT");
    if (disp != NULL && (data || sysout != NULL || path != NULL))
        jcl_fault(r->faults, JCL_E_EXCLUSIVE, disp->keyword_place, "DISP",
                    "DISP, and in-stream data, SYSOUT or PATH");
    if (dlm != NULL && !data)
        jcl_fault(r->faults, JCL_E_EXCLUSIVE, dlm->keyword_place, "DLM", "DLM, and a DD without data");
    if (sysout != NULL && !positional)
        read_sysout(r, sysout);
    else if (path != NULL && !positional)
        read_path(r, path);
    else if (dsn != NULL && !positional)
        read_dsn(r, dsn);
    else if (!positional && !r->statement->refused)
        jcl_fault(r->faults, JCL_E_MISSING, statement_start(r->statement), r->statement->name,
                    "DSN, PATH, SYSOUT, *, DATA or DUMMY");
}

/* ---- what becomes of it ---- */

static int find_word(const char *const *words, const char *text)
{
    for (int i = 0; words[i] != NULL; i++)
        if (strcmp(words[i], text) == 0)
            return i;
    return -1;
}

static enum dd_disposition read_disposition(const struct reading *r, const struct parameter *item,
                                            enum dd_disposition otherwise)
{
    static const char *const WORDS[] = {"", "KEEP", "DELETE", "CATLG", "UNCATLG", "PASS", NULL};
    int word = item != NULL ? find_word(WORDS, item->text) : 0;
    if (word < 0 || (item != NULL && (item->has_items || item->keyword != NULL)))
        fail(r, item, "KEEP, DELETE or CATLG");
    else if (word > DD_CATLG)
        refuse(r, item, item->text);
    return word <= 0 || word > DD_CATLG ? otherwise : (enum dd_disposition)word;
}

/* DISP=(status,normal,abnormal); the default is (NEW,DELETE), and what was there before is kept. */
static void read_disp(const struct reading *r)
{
    static const char *const STATUS[] = {"NEW", "OLD", "SHR", "MOD", NULL};
    const struct parameter *disp = find(r, "DISP");
    const struct parameter *status = disp != NULL && disp->is_list ? disp->items : disp;
    struct dd *dd = r->dd;
    int word = status == NULL || status->text[0] == '\0' ? DD_NEW : find_word(STATUS, status->text);
    if (word < 0) {
        fail(r, status, "NEW, OLD, SHR or MOD");
        return;
    }
    dd->status = (enum dd_status)word;
    bool listed = disp != NULL && disp->is_list && disp->items != NULL;
    const struct parameter *normal = listed ? disp->items->next : NULL;
    const struct parameter *abnormal = normal != NULL ? normal->next : NULL;
    dd->normal = read_disposition(r, normal, dd->status == DD_NEW ? DD_DELETE : DD_KEEP);
    dd->abnormal = read_disposition(r, abnormal, dd->normal);
    if (abnormal != NULL && abnormal->next != NULL)
        fail(r, abnormal->next, "at most three parts");
}

/* ---- what its records are ---- */

/* A keyword of its own, or inside DCB=( ). */
static const struct parameter *find_dcb(const struct reading *r, const char *keyword)
{
    const struct parameter *own = find(r, keyword), *dcb = find(r, "DCB");
    if (own != NULL || dcb == NULL)
        return own;
    return parameter_find(dcb->items, keyword);
}

static bool is_recfm(const char *text)
{
    size_t length = strlen(text);
    return length >= 1 && length <= 4 && strchr("FVU", text[0]) != NULL && strspn(text + 1, "BSAM") == length - 1;
}

static void read_records(const struct reading *r)
{
    static const char *const KNOWN[] = {"RECFM", "LRECL", "BLKSIZE", "DSORG", "BUFNO", NULL};
    const struct parameter *dcb = find(r, "DCB");
    const struct parameter *recfm = find_dcb(r, "RECFM"), *lrecl = find_dcb(r, "LRECL"), *dsorg = find_dcb(r, "DSORG");
    r->dd->partitioned = dsorg != NULL && strncmp(dsorg->text, "PO", 2) == 0;
    if (dcb != NULL && dcb->items == NULL)
        refuse(r, dcb, "a reference to another DD or data set in DCB");
    for (const struct parameter *item = dcb != NULL ? dcb->items : NULL; item != NULL; item = item->next)
        if (item->keyword == NULL || find_word(KNOWN, item->keyword) < 0)
            refuse(r, item, item->keyword != NULL ? "a subparameter of DCB" : "a reference in DCB");
    if (recfm != NULL && !is_recfm(recfm->text))
        fail(r, recfm, "F, V or U with B, S, A or M");
    else if (recfm != NULL)
        r->dd->recfm = recfm->text;
    const struct parameter *like = find(r, "LIKE");
    if (like != NULL && !name_is_dsn(like->text, strlen(like->text)))
        fail(r, like, "a data set name");
    else if (like != NULL)
        r->dd->like = like->text;
    if (lrecl == NULL)
        return;
    size_t digits = strspn(lrecl->text, "0123456789");
    long value = digits > 0 && digits <= 5 && lrecl->text[digits] == '\0' ? strtol(lrecl->text, NULL, 10) : 0;
    if (value < 1 || value > LRECL_MAX)
        fail(r, lrecl, "1 to 32760");
    else
        r->dd->lrecl = (int)value;
}

struct dd *dd_parse(struct deck *deck, const struct statement *statement, const char *name, struct fault_list *faults)
{
    struct dd *dd = arena_new(&deck->arena, sizeof *dd);
    *dd = (struct dd){.name = name, .dsn = "", .member = "", .path = "", .recfm = "", .like = "", .statement = statement};
    struct reading reading = {deck, statement, dd, faults};
    if (statement->broken)
        return dd;
    read_kind(&reading);
    read_disp(&reading);
    read_records(&reading);
    return dd;
}
