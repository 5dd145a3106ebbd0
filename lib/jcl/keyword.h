/*
 * keyword.h - the operations of JCL and the keywords that each has.  Floor 2.
 *
 * The table is keywords.def, after the z/OS 2.5 MVS JCL Reference (SA23-1385).
 */
#ifndef CUTOVER_JCL_KEYWORD_H
#define CUTOVER_JCL_KEYWORD_H

#include <stdbool.h>
#include <stddef.h>

enum { KEYWORD_MAX_LEN = 9 }; /* of those in the table */

enum jcl_operation {
    JCL_NONE, /* not one of them */
    JCL_JOB, JCL_EXEC, JCL_DD, JCL_OUTPUT, JCL_PROC, JCL_PEND, JCL_SET, JCL_IF, JCL_ELSE, JCL_ENDIF, JCL_INCLUDE, JCL_JCLLIB,
    JCL_CNTL, JCL_ENDCNTL, JCL_XMIT, JCL_COMMAND, JCL_EXPORT, JCL_NOTIFY, JCL_SCHEDULE, JCL_JOBGROUP, JCL_GJOB, JCL_JOBSET,
    JCL_SJOB, JCL_ENDSET, JCL_AFTER, JCL_BEFORE, JCL_CONCURRENT, JCL_ENDGROUP,
    JCL_OPERATIONS,
};

/* KEYWORD_DD_SYSOUT: the row of each in the table. */
#define KEYWORD(operation, keyword, form) KEYWORD_##operation##_##keyword,
enum keyword_row {
#include "jcl/keywords.def"
    KEYWORD_ROWS
};
#undef KEYWORD

struct keyword {
    const char *name;
    const char *form; /* of its value; operand.h */
};

enum jcl_operation operation_find(const char *name);

/* Keyword NAME of an operation; NULL when it has none such. */
const struct keyword *keyword_find(enum jcl_operation operation, const char *name);

/* A keyword's row, and the one of a row. */
enum keyword_row keyword_row(const struct keyword *keyword);
const struct keyword *keyword_at(enum keyword_row row);

/* All of an operation's, sorted by name. */
const struct keyword *keyword_table(enum jcl_operation operation, size_t *count);

#endif
