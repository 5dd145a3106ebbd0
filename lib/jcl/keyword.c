/* keyword.c - see keyword.h.  */
#include "jcl/keyword.h"

#include <string.h>

#define KEYWORD(operation, keyword, form) {#keyword, form},
static const struct keyword KEYWORDS[] = {
#include "jcl/keywords.def"
};
#undef KEYWORD

static const struct {
    const char *name;
    enum jcl_operation operation;
    int first, last; /* of KEYWORDS; last below first: none */
} OPERATIONS[] = {
    {"JOB", JCL_JOB, KEYWORD_JOB_ADDRSPC, KEYWORD_JOB_USER},
    {"EXEC", JCL_EXEC, KEYWORD_EXEC_ACCT, KEYWORD_EXEC_TVSMSG},
    {"DD", JCL_DD, KEYWORD_DD_ACCODE, KEYWORD_DD_VOLUME},
    {"OUTPUT", JCL_OUTPUT, KEYWORD_OUTPUT_ADDRESS, KEYWORD_OUTPUT_WRITER},
    {"PROC", JCL_PROC, 0, -1},
    {"PEND", JCL_PEND, 0, -1},
    {"SET", JCL_SET, 0, -1},
    {"IF", JCL_IF, 0, -1},
    {"ELSE", JCL_ELSE, 0, -1},
    {"ENDIF", JCL_ENDIF, 0, -1},
    {"INCLUDE", JCL_INCLUDE, KEYWORD_INCLUDE_MEMBER, KEYWORD_INCLUDE_MEMBER},
    {"JCLLIB", JCL_JCLLIB, KEYWORD_JCLLIB_ORDER, KEYWORD_JCLLIB_ORDER},
    {"CNTL", JCL_CNTL, 0, -1},
    {"ENDCNTL", JCL_ENDCNTL, 0, -1},
    {"XMIT", JCL_XMIT, KEYWORD_XMIT_DEST, KEYWORD_XMIT_SUBCHARS},
    {"COMMAND", JCL_COMMAND, 0, -1},
    {"EXPORT", JCL_EXPORT, KEYWORD_EXPORT_SYMLIST, KEYWORD_EXPORT_SYMLIST},
    {"NOTIFY", JCL_NOTIFY, KEYWORD_NOTIFY_EMAIL, KEYWORD_NOTIFY_WHEN},
    {"SCHEDULE", JCL_SCHEDULE, KEYWORD_SCHEDULE_AFTER, KEYWORD_SCHEDULE_WITH},
    {"JOBGROUP", JCL_JOBGROUP, KEYWORD_JOBGROUP_EMAIL, KEYWORD_JOBGROUP_USER},
    {"GJOB", JCL_GJOB, KEYWORD_GJOB_FLUSHTYP, KEYWORD_GJOB_FLUSHTYP},
    {"JOBSET", JCL_JOBSET, KEYWORD_JOBSET_FLUSHTYP, KEYWORD_JOBSET_FLUSHTYP},
    {"SJOB", JCL_SJOB, KEYWORD_SJOB_FLUSHTYP, KEYWORD_SJOB_FLUSHTYP},
    {"ENDSET", JCL_ENDSET, 0, -1},
    {"AFTER", JCL_AFTER, KEYWORD_AFTER_ACTION, KEYWORD_AFTER_WHEN},
    {"BEFORE", JCL_BEFORE, KEYWORD_BEFORE_ACTION, KEYWORD_BEFORE_WHEN},
    {"CONCURRENT", JCL_CONCURRENT, KEYWORD_CONCURRENT_NAME, KEYWORD_CONCURRENT_NAME},
    {"ENDGROUP", JCL_ENDGROUP, 0, -1},
};

_Static_assert(sizeof OPERATIONS / sizeof OPERATIONS[0] == JCL_OPERATIONS - 1, "a row for each operation, in its order");

enum keyword_row keyword_row(const struct keyword *keyword)
{
    return (enum keyword_row)(keyword - KEYWORDS);
}

const struct keyword *keyword_at(enum keyword_row row)
{
    return &KEYWORDS[row];
}

enum jcl_operation operation_find(const char *name)
{
    for (size_t i = 0; i < sizeof OPERATIONS / sizeof OPERATIONS[0]; i++)
        if (OPERATIONS[i].name[0] == name[0] && strcmp(OPERATIONS[i].name, name) == 0)
            return OPERATIONS[i].operation;
    return JCL_NONE;
}

const struct keyword *keyword_table(enum jcl_operation operation, size_t *count)
{
    *count = 0;
    if (operation == JCL_NONE || OPERATIONS[operation - 1].last < OPERATIONS[operation - 1].first)
        return NULL;
    *count = (size_t)(OPERATIONS[operation - 1].last - OPERATIONS[operation - 1].first) + 1;
    return &KEYWORDS[OPERATIONS[operation - 1].first];
}

const struct keyword *keyword_find(enum jcl_operation operation, const char *name)
{
    size_t high, low = 0;
    const struct keyword *table = keyword_table(operation, &high);
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = name[0] - table[middle].name[0];
        if (order == 0)
            order = strcmp(name, table[middle].name);
        if (order == 0)
            return &table[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}
