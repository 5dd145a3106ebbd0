/* check.c - see check.h.  The keywords are those of the z/OS 2.5 JCL Reference. */
#include "jcl/check.h"

#include <ctype.h>
#include <string.h>

#include "jcl/error.h"

enum use {
    USED,     /* carried out */
    ACCEPTED, /* no meaning on this system */
    REFUSED,  /* JCL, but not carried out */
};

struct word {
    const char *name;
    enum use use;
    int operation;
};

static const struct word OPERATIONS[] = {
    {"JOB", USED, OPERATION_JOB},  {"EXEC", USED, OPERATION_EXEC}, {"DD", USED, OPERATION_DD},
    {"PROC", REFUSED, 0},          {"PEND", REFUSED, 0},           {"SET", REFUSED, 0},
    {"IF", REFUSED, 0},            {"ELSE", REFUSED, 0},           {"ENDIF", REFUSED, 0},
    {"INCLUDE", REFUSED, 0},       {"JCLLIB", REFUSED, 0},         {"OUTPUT", REFUSED, 0},
    {"CNTL", REFUSED, 0},          {"ENDCNTL", REFUSED, 0},        {"XMIT", REFUSED, 0},
    {"COMMAND", REFUSED, 0},       {"EXPORT", REFUSED, 0},         {"NOTIFY", REFUSED, 0},
    {"SCHEDULE", REFUSED, 0},      {"JOBGROUP", REFUSED, 0},       {"GJOB", REFUSED, 0},
    {"JOBSET", REFUSED, 0},        {"SJOB", REFUSED, 0},           {"ENDSET", REFUSED, 0},
    {"AFTER", REFUSED, 0},         {"BEFORE", REFUSED, 0},         {"CONCURRENT", REFUSED, 0},
    {"ENDGROUP", REFUSED, 0},      {NULL, REFUSED, 0},
};

static const struct word JOB_KEYWORDS[] = {
    {"CLASS", USED, 0},      {"MSGCLASS", USED, 0},   {"MSGLEVEL", ACCEPTED, 0}, {"COND", USED, 0},
    {"REGION", ACCEPTED, 0}, {"MEMLIMIT", ACCEPTED, 0}, {"NOTIFY", ACCEPTED, 0}, {"USER", ACCEPTED, 0},
    {"PRTY", ACCEPTED, 0},   {"LINES", ACCEPTED, 0},  {"BYTES", ACCEPTED, 0},    {"PAGES", ACCEPTED, 0},
    {"CARDS", ACCEPTED, 0},  {"PERFORM", ACCEPTED, 0}, {"ADDRSPC", ACCEPTED, 0}, {"REGIONX", ACCEPTED, 0},
    {"RD", REFUSED, 0},      {"RESTART", REFUSED, 0}, {"TYPRUN", REFUSED, 0},    {"TIME", REFUSED, 0},
    {"GROUP", REFUSED, 0},   {"PASSWORD", REFUSED, 0}, {"SECLABEL", REFUSED, 0}, {"SCHENV", REFUSED, 0},
    {"CCSID", REFUSED, 0},   {"DSENQSHR", REFUSED, 0}, {"EMAIL", REFUSED, 0},    {"GDGBIAS", REFUSED, 0},
    {"JESLOG", REFUSED, 0},  {"JOBRC", REFUSED, 0},   {"SYSAFF", REFUSED, 0},    {"SYSTEM", REFUSED, 0},
    {"UJOBCORR", REFUSED, 0}, {NULL, REFUSED, 0},
};

static const struct word EXEC_KEYWORDS[] = {
    {"PGM", USED, 0},         {"PARM", USED, 0},       {"COND", USED, 0},        {"TIME", USED, 0},
    {"REGION", ACCEPTED, 0},  {"MEMLIMIT", ACCEPTED, 0}, {"ACCT", ACCEPTED, 0},  {"ADDRSPC", ACCEPTED, 0},
    {"DPRTY", ACCEPTED, 0},   {"DYNAMNBR", ACCEPTED, 0}, {"PERFORM", ACCEPTED, 0}, {"REGIONX", ACCEPTED, 0},
    {"PROC", REFUSED, 0},     {"PARMDD", REFUSED, 0},  {"RD", REFUSED, 0},       {"CCSID", REFUSED, 0},
    {"RLSTMOUT", REFUSED, 0}, {"TVSMSG", REFUSED, 0},  {"TVSAMCOM", REFUSED, 0}, {NULL, REFUSED, 0},
};

static const struct word DD_KEYWORDS[] = {
    {"DSN", USED, 0},         {"DSNAME", USED, 0},     {"DISP", USED, 0},       {"SYSOUT", USED, 0},
    {"DLM", USED, 0},         {"PATH", USED, 0},       {"DCB", USED, 0},        {"RECFM", USED, 0},
    {"LRECL", USED, 0},       {"BLKSIZE", ACCEPTED, 0}, {"DSORG", ACCEPTED, 0}, {"SPACE", ACCEPTED, 0},
    {"UNIT", ACCEPTED, 0},    {"VOL", ACCEPTED, 0},    {"VOLUME", ACCEPTED, 0}, {"STORCLAS", ACCEPTED, 0},
    {"MGMTCLAS", ACCEPTED, 0}, {"DATACLAS", ACCEPTED, 0}, {"AVGREC", ACCEPTED, 0}, {"BUFNO", ACCEPTED, 0},
    {"HOLD", ACCEPTED, 0},    {"COPIES", ACCEPTED, 0}, {"OUTLIM", ACCEPTED, 0}, {"DEST", ACCEPTED, 0},
    {"ACCODE", REFUSED, 0},   {"AMP", REFUSED, 0},     {"BLKSZLIM", REFUSED, 0}, {"BURST", REFUSED, 0},
    {"CCSID", REFUSED, 0},    {"CHARS", REFUSED, 0},   {"CHKPT", REFUSED, 0},   {"CNTL", REFUSED, 0},
    {"DDNAME", REFUSED, 0},   {"DSID", REFUSED, 0},    {"DSKEYLBL", REFUSED, 0}, {"DSNTYPE", REFUSED, 0},
    {"EATTR", REFUSED, 0},    {"EXPDT", REFUSED, 0},   {"FCB", REFUSED, 0},     {"FILEDATA", REFUSED, 0},
    {"FLASH", REFUSED, 0},    {"FREE", REFUSED, 0},    {"FREEVOL", REFUSED, 0}, {"GDGORDER", REFUSED, 0},
    {"KEYENCD1", REFUSED, 0}, {"KEYENCD2", REFUSED, 0}, {"KEYLABL1", REFUSED, 0}, {"KEYLABL2", REFUSED, 0},
    {"KEYLEN", REFUSED, 0},   {"KEYOFF", REFUSED, 0},  {"LABEL", REFUSED, 0},   {"LGSTREAM", REFUSED, 0},
    {"LIKE", USED, 0},        {"LSR", REFUSED, 0},     {"MAXGENS", REFUSED, 0}, {"MODIFY", REFUSED, 0},
    {"OUTPUT", REFUSED, 0},   {"PATHDISP", REFUSED, 0}, {"PATHMODE", REFUSED, 0}, {"PATHOPTS", REFUSED, 0},
    {"PROTECT", REFUSED, 0},  {"RECORG", REFUSED, 0},  {"REFDD", REFUSED, 0},   {"RETPD", REFUSED, 0},
    {"RLS", REFUSED, 0},      {"ROACCESS", REFUSED, 0}, {"SECMODEL", REFUSED, 0}, {"SEGMENT", REFUSED, 0},
    {"SPIN", REFUSED, 0},     {"SUBSYS", REFUSED, 0},  {"SYMBOLS", REFUSED, 0}, {"SYMLIST", REFUSED, 0},
    {"TERM", REFUSED, 0},     {"UCS", REFUSED, 0},     {NULL, REFUSED, 0},
};

static const struct word *find(const struct word *table, const char *name)
{
    while (table->name != NULL && strcmp(table->name, name) != 0)
        table++;
    return table->name != NULL ? table : NULL;
}

static const struct word *keywords_of(enum operation operation)
{
    switch (operation) {
    case OPERATION_JOB:
        return JOB_KEYWORDS;
    case OPERATION_EXEC:
        return EXEC_KEYWORDS;
    default:
        return DD_KEYWORDS;
    }
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
    static const struct word WITH[] = {{"DCB", USED, 0}, {"VOL", USED, 0}, {"VOLUME", USED, 0}, {"UNIT", USED, 0},
                                       {"LABEL", USED, 0}, {"AMP", USED, 0}, {NULL, USED, 0}};
    if (parameter->keyword != NULL && find(WITH, parameter->keyword) != NULL)
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

static void check_keyword(struct statement *statement, const struct parameter *parameter,
                          const struct word *table, struct fault_list *faults)
{
    const char *keyword = parameter->keyword;
    const struct word *word = find(table, keyword);
    statement->refused = statement->refused || word == NULL || word->use == REFUSED;
    if (word == NULL)
        jcl_fault(faults, JCL_E_KEYWORD, parameter->keyword_place, keyword, "%s on %.20s", keyword,
                    statement->operation);
    else if (word->use == REFUSED)
        jcl_fault(faults, JCL_E_UNSUPPORTED, parameter->keyword_place, keyword, "%s on %.20s", keyword,
                    statement->operation);
    else if (parameter_find(statement->parameters, keyword) != parameter)
        jcl_fault(faults, JCL_E_TWICE, parameter->keyword_place, keyword, "%s", keyword);
}

static void check_parameters(struct statement *statement, enum operation operation,
                             struct fault_list *faults)
{
    bool after_keyword = false;
    for (const struct parameter *p = statement->parameters; p != NULL; p = p->next) {
        if (p->keyword != NULL)
            check_keyword(statement, p, keywords_of(operation), faults);
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

static bool has_lower_case(const char *text)
{
    for (; *text != '\0'; text++)
        if (islower((unsigned char)*text))
            return true;
    return false;
}

enum operation check_statement(struct statement *statement, struct fault_list *faults)
{
    const struct word *word = find(OPERATIONS, statement->operation);
    if (word != NULL && word->use == USED) {
        if (!statement->broken)
            check_parameters(statement, (enum operation)word->operation, faults);
        return (enum operation)word->operation;
    }
    if (word != NULL)
        jcl_fault(faults, JCL_E_UNSUPPORTED, statement->operation_place, statement->name,
                    "the operation %s", statement->operation);
    else if (statement->operation[0] == '\0')
        jcl_fault(faults, JCL_E_OPERATION, statement->operation_place, statement->name,
                    "nothing stands behind the name");
    else if (statement->name[0] == '\0' && strchr(statement->operation, '=') != NULL)
        jcl_fault(faults, JCL_E_OPERATION, statement->operation_place, "",
                    "got %.40s; if it continues the card before, that one must end with a comma", statement->operation);
    else
        jcl_fault(faults, has_lower_case(statement->operation) ? JCL_E_CASE : JCL_E_OPERATION,
                    statement->operation_place, statement->name, "got %.40s", statement->operation);
    return OPERATION_NONE;
}
