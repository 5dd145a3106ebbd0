/* check.c - see check.h. */
#include "jcl/check.h"

#include <string.h>

#include "jcl/error.h"
#include "jcl/form.h"

/* Carried out. */
static const enum keyword_row USED[] = {
    KEYWORD_JOB_CLASS, KEYWORD_JOB_MSGCLASS, KEYWORD_JOB_COND, KEYWORD_EXEC_PGM, KEYWORD_EXEC_PARM, KEYWORD_EXEC_COND,
    KEYWORD_EXEC_TIME, KEYWORD_DD_DSN, KEYWORD_DD_DSNAME, KEYWORD_DD_DISP, KEYWORD_DD_SYSOUT, KEYWORD_DD_DLM,
    KEYWORD_DD_PATH, KEYWORD_DD_DCB, KEYWORD_DD_RECFM, KEYWORD_DD_LRECL, KEYWORD_DD_LIKE,
};

/* Without a meaning on this system. */
static const enum keyword_row ACCEPTED[] = {
    KEYWORD_JOB_MSGLEVEL, KEYWORD_JOB_REGION, KEYWORD_JOB_MEMLIMIT, KEYWORD_JOB_NOTIFY, KEYWORD_JOB_USER, KEYWORD_JOB_PRTY,
    KEYWORD_JOB_LINES, KEYWORD_JOB_BYTES, KEYWORD_JOB_PAGES, KEYWORD_JOB_CARDS, KEYWORD_JOB_PERFORM, KEYWORD_JOB_ADDRSPC,
    KEYWORD_JOB_REGIONX, KEYWORD_EXEC_REGION, KEYWORD_EXEC_MEMLIMIT, KEYWORD_EXEC_ACCT, KEYWORD_EXEC_ADDRSPC,
    KEYWORD_EXEC_DPRTY, KEYWORD_EXEC_DYNAMNBR, KEYWORD_EXEC_PERFORM, KEYWORD_EXEC_REGIONX, KEYWORD_DD_BLKSIZE,
    KEYWORD_DD_DSORG, KEYWORD_DD_SPACE, KEYWORD_DD_UNIT, KEYWORD_DD_VOL, KEYWORD_DD_VOLUME, KEYWORD_DD_STORCLAS,
    KEYWORD_DD_MGMTCLAS, KEYWORD_DD_DATACLAS, KEYWORD_DD_AVGREC, KEYWORD_DD_BUFNO, KEYWORD_DD_HOLD, KEYWORD_DD_COPIES,
    KEYWORD_DD_OUTLIM, KEYWORD_DD_DEST,
};

static bool is_in(const enum keyword_row *rows, size_t count, enum keyword_row row)
{
    for (size_t i = 0; i < count; i++)
        if (rows[i] == row)
            return true;
    return false;
}

static bool is_taken(const struct keyword *keyword)
{
    enum keyword_row row = keyword_row(keyword);
    return is_in(USED, sizeof USED / sizeof USED[0], row) || is_in(ACCEPTED, sizeof ACCEPTED / sizeof ACCEPTED[0], row);
}

static bool has_symbol(const struct parameter *parameter)
{
    if (!parameter->quoted && strchr(parameter->text, '&') != NULL)
        return true;
    for (const struct parameter *item = parameter->items; item != NULL; item = item->next)
        if (has_symbol(item))
            return true;
    return false;
}

/* KEYWORD=value inside the value of another keyword: only these have such subparameters. */
static void check_subparameters(struct statement *statement, const struct parameter *parameter,
                                struct fault_list *faults)
{
    static const char *const with[] = {"DCB", "VOL", "VOLUME", "UNIT", "LABEL", "AMP"};
    for (size_t i = 0; parameter->keyword != NULL && i < sizeof with / sizeof with[0]; i++)
        if (strcmp(with[i], parameter->keyword) == 0)
            return;
    for (const struct parameter *item = parameter->items; item != NULL; item = item->next) {
        if (item->keyword == NULL)
            continue;
        jcl_fault(faults, JCL_E_SYNTAX, item->keyword_place, statement->name,
                    "got %.20s=, expected a value without an equals sign", item->keyword);
        statement->broken = true;
        return;
    }
}

static void check_keyword(struct statement *statement, const struct parameter *parameter, struct fault_list *faults)
{
    const char *keyword = parameter->keyword;
    const struct keyword *known = parameter->known;
    bool taken = known != NULL && is_taken(known);
    statement->refused = statement->refused || !taken;
    if (known == NULL)
        jcl_fault(faults, JCL_E_KEYWORD, parameter->keyword_place, keyword, "%s on %.20s", keyword,
                    statement->operation);
    else if (!taken)
        jcl_fault(faults, JCL_E_UNSUPPORTED, parameter->keyword_place, keyword, "%s on %.20s", keyword,
                    statement->operation);
    else if (parameter_find(statement->parameters, keyword) != parameter)
        jcl_fault(faults, JCL_E_TWICE, parameter->keyword_place, keyword, "%s", keyword);
}

static void check_parameters(struct statement *statement, struct fault_list *faults)
{
    bool after_keyword = false;
    for (const struct parameter *p = statement->parameters; p != NULL; p = p->next) {
        if (p->keyword != NULL)
            check_keyword(statement, p, faults);
        else if (after_keyword)
            jcl_fault(faults, JCL_E_SYNTAX, p->place, statement->name,
                        p->raw[0] != '\0' ? "got %.40s, expected KEYWORD=value: positional parameters come first"
                                          : "a parameter is expected between or after commas%.0s",
                        p->raw);
        check_subparameters(statement, p, faults);
        if (has_symbol(p))
            jcl_fault(faults, JCL_E_UNSUPPORTED, p->place, statement->name,
                        "a symbol or temporary name in %.40s", p->raw);
        after_keyword = after_keyword || p->keyword != NULL;
    }
}

bool check_statement(struct statement *statement, struct fault_list *faults)
{
    const char *operation = statement->operation;
    if (statement_is(statement, JCL_JOB) || statement_is(statement, JCL_EXEC) || statement_is(statement, JCL_DD)) {
        if (!statement->broken)
            check_parameters(statement, faults);
        return true;
    }
    if (statement->code != JCL_NONE)
        jcl_fault(faults, JCL_E_UNSUPPORTED, statement->operation_place, statement->name, "the operation %s", operation);
    else
        form_check(statement, FORM_WHOLE, faults); /* which tells what it is instead */
    return false;
}
