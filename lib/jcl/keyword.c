/* keyword.c - see keyword.h.  keywords.def is one array; where the keywords of an operation begin is found once, when it is compiled. */
#include "jcl/keyword.h"

#include <string.h>

#define KEYWORD(operation, keyword, form) {#keyword, form},
static const struct keyword KEYWORDS[] = {
#include "jcl/keywords.def"
};
#undef KEYWORD

/* KEYWORD_JOB_ADDRSPC: the place of each in the array. */
#define KEYWORD(operation, keyword, form) operation##_##keyword,
enum keyword_place {
#include "jcl/keywords.def"
    KEYWORD_COUNT
};
#undef KEYWORD

static const struct {
    const char *name;
    enum jcl_operation operation;
    int first, last; /* of KEYWORDS; last below first: none */
} OPERATIONS[] = {
    {"JOB", JCL_JOB, JOB_ADDRSPC, JOB_USER},
    {"EXEC", JCL_EXEC, EXEC_ACCT, EXEC_TVSMSG},
    {"DD", JCL_DD, DD_ACCODE, DD_VOLUME},
    {"OUTPUT", JCL_OUTPUT, OUTPUT_ADDRESS, OUTPUT_WRITER},
    {"PROC", JCL_PROC, 0, -1},
    {"PEND", JCL_PEND, 0, -1},
    {"SET", JCL_SET, 0, -1},
    {"IF", JCL_IF, 0, -1},
    {"ELSE", JCL_ELSE, 0, -1},
    {"ENDIF", JCL_ENDIF, 0, -1},
    {"INCLUDE", JCL_INCLUDE, INCLUDE_MEMBER, INCLUDE_MEMBER},
    {"JCLLIB", JCL_JCLLIB, JCLLIB_ORDER, JCLLIB_ORDER},
    {"CNTL", JCL_CNTL, 0, -1},
    {"ENDCNTL", JCL_ENDCNTL, 0, -1},
    {"XMIT", JCL_XMIT, XMIT_DEST, XMIT_SUBCHARS},
    {"COMMAND", JCL_COMMAND, 0, -1},
    {"EXPORT", JCL_EXPORT, EXPORT_SYMLIST, EXPORT_SYMLIST},
    {"NOTIFY", JCL_NOTIFY, NOTIFY_EMAIL, NOTIFY_WHEN},
    {"SCHEDULE", JCL_SCHEDULE, SCHEDULE_AFTER, SCHEDULE_WITH},
    {"JOBGROUP", JCL_JOBGROUP, JOBGROUP_EMAIL, JOBGROUP_USER},
    {"GJOB", JCL_GJOB, GJOB_FLUSHTYP, GJOB_FLUSHTYP},
    {"JOBSET", JCL_JOBSET, JOBSET_FLUSHTYP, JOBSET_FLUSHTYP},
    {"SJOB", JCL_SJOB, SJOB_FLUSHTYP, SJOB_FLUSHTYP},
    {"ENDSET", JCL_ENDSET, 0, -1},
    {"AFTER", JCL_AFTER, AFTER_ACTION, AFTER_WHEN},
    {"BEFORE", JCL_BEFORE, BEFORE_ACTION, BEFORE_WHEN},
    {"CONCURRENT", JCL_CONCURRENT, CONCURRENT_NAME, CONCURRENT_NAME},
    {"ENDGROUP", JCL_ENDGROUP, 0, -1},
};

_Static_assert(sizeof OPERATIONS / sizeof OPERATIONS[0] == JCL_OPERATIONS - 1, "a row for each operation, in its order");

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
        int order = strcmp(name, table[middle].name);
        if (order == 0)
            return &table[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}
