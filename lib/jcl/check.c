/* check.c - see check.h. */
#include "jcl/check.h"

#include <string.h>

#include "jcl/error.h"

/* Carried out. */
static const enum keyword_row USED[] = {
    KEYWORD_JOB_CLASS, KEYWORD_JOB_MSGCLASS, KEYWORD_JOB_COND, KEYWORD_JOB_TIME, KEYWORD_JOB_REGION, KEYWORD_JOB_RESTART,
    KEYWORD_JOB_TYPRUN, KEYWORD_EXEC_PGM, KEYWORD_EXEC_PARM, KEYWORD_EXEC_PARMDD, KEYWORD_EXEC_COND, KEYWORD_EXEC_TIME,
    KEYWORD_EXEC_REGION, KEYWORD_DD_DSN, KEYWORD_DD_DSNAME, KEYWORD_DD_DISP, KEYWORD_DD_SYSOUT, KEYWORD_DD_DLM, KEYWORD_DD_SYMBOLS,
    KEYWORD_DD_PATH, KEYWORD_DD_DCB, KEYWORD_DD_RECFM, KEYWORD_DD_LRECL, KEYWORD_DD_LIKE, KEYWORD_DD_REFDD, KEYWORD_DD_DDNAME,
    KEYWORD_DD_DSORG, KEYWORD_DD_DSNTYPE, KEYWORD_DD_RECORG, KEYWORD_DD_KEYLEN, KEYWORD_DD_KEYOFF, KEYWORD_DD_SPACE,
};

/* Without a meaning on this system. */
static const enum keyword_row ACCEPTED[] = {
    KEYWORD_JOB_MSGLEVEL, KEYWORD_JOB_MEMLIMIT, KEYWORD_JOB_NOTIFY, KEYWORD_JOB_USER, KEYWORD_JOB_PRTY, KEYWORD_JOB_SCHENV,
    KEYWORD_JOB_LINES, KEYWORD_JOB_BYTES, KEYWORD_JOB_PAGES, KEYWORD_JOB_CARDS, KEYWORD_JOB_PERFORM, KEYWORD_JOB_ADDRSPC,
    KEYWORD_JOB_REGIONX, KEYWORD_JOB_RD, KEYWORD_EXEC_RD, KEYWORD_EXEC_MEMLIMIT, KEYWORD_EXEC_ACCT, KEYWORD_EXEC_ADDRSPC,
    KEYWORD_EXEC_DPRTY, KEYWORD_EXEC_DYNAMNBR, KEYWORD_EXEC_PERFORM, KEYWORD_EXEC_REGIONX, KEYWORD_DD_BLKSIZE,
    KEYWORD_DD_UNIT, KEYWORD_DD_VOL, KEYWORD_DD_VOLUME, KEYWORD_DD_STORCLAS, KEYWORD_DD_OUTPUT, KEYWORD_DD_LABEL,
    KEYWORD_DD_MGMTCLAS, KEYWORD_DD_DATACLAS, KEYWORD_DD_AVGREC, KEYWORD_DD_BUFNO, KEYWORD_DD_HOLD, KEYWORD_DD_COPIES,
    KEYWORD_DD_OUTLIM, KEYWORD_DD_DEST, KEYWORD_DD_AMP, KEYWORD_DD_PATHOPTS, KEYWORD_DD_PATHMODE, KEYWORD_DD_RETPD, KEYWORD_DD_EXPDT,
};

/* Beside JOB, EXEC and DD: carried out by the expansion, or by whoever reads the spool. */
static const enum jcl_operation TAKEN[] = {JCL_IF, JCL_ELSE, JCL_ENDIF, JCL_OUTPUT, JCL_SET, JCL_PROC, JCL_PEND, JCL_INCLUDE, JCL_JCLLIB, JCL_EXPORT, JCL_NOTIFY};

/* Of JES2: for printing and people, without a meaning here. */
static const char *const JES2_TAKEN[] = {"JOBPARM", "MESSAGE", "NOTIFY", "OUTPUT", "PRIORITY", "SETUP"};

static bool is_in(const enum keyword_row *rows, size_t count, enum keyword_row row)
{
    for (size_t i = 0; i < count; i++)
        if (rows[i] == row)
            return true;
    return false;
}

static void refuse(struct fault_list *faults, struct place place, const char *field, const char *what, const char *on)
{
    jcl_fault(faults, JCL_E_UNSUPPORTED, place, field, "%.40s on %.20s", what, on);
}

static void check_keyword(const struct statement *statement, const struct parameter *parameter, struct fault_list *faults)
{
    if (parameter->known == NULL) /* none at all: told by the check of its form */
        return;
    enum keyword_row row = keyword_row(parameter->known);
    if (!is_in(USED, sizeof USED / sizeof USED[0], row) && !is_in(ACCEPTED, sizeof ACCEPTED / sizeof ACCEPTED[0], row))
        refuse(faults, parameter->keyword_place, parameter->keyword, parameter->keyword, statement->operation);
    else if (row == KEYWORD_JOB_TYPRUN && strcmp(parameter->text, "COPY") == 0)
        refuse(faults, parameter->place, parameter->keyword, "TYPRUN=COPY", statement->operation);
    else if (row == KEYWORD_JOB_RESTART && parameter->is_list)
        refuse(faults, parameter->place, parameter->keyword, "a checkpoint in RESTART", statement->operation);
}

static void check_jes2(const struct statement *statement, struct fault_list *faults)
{
    for (size_t i = 0; i < sizeof JES2_TAKEN / sizeof JES2_TAKEN[0]; i++)
        if (strcmp(statement->operation, JES2_TAKEN[i]) == 0)
            return;
    if (strcmp(statement->operation, "ROUTE") == 0 && strncmp(statement->field, "PRINT", 5) == 0)
        return;
    refuse(faults, statement_start(statement), "", statement->operation, "a JES2 statement");
}

static bool is_taken(enum jcl_operation operation)
{
    for (size_t i = 0; i < sizeof TAKEN / sizeof TAKEN[0]; i++)
        if (TAKEN[i] == operation)
            return true;
    return false;
}

void check_statement(const struct statement *statement, struct fault_list *faults)
{
    if (statement->kind == STATEMENT_JES2)
        check_jes2(statement, faults);
    if (statement->kind != STATEMENT_JCL || statement->code == JCL_NONE || is_taken(statement->code))
        return;
    if (!statement_is(statement, JCL_JOB) && !statement_is(statement, JCL_EXEC) && !statement_is(statement, JCL_DD)) {
        jcl_fault(faults, JCL_E_UNSUPPORTED, statement->operation_place, statement->name, "the operation %s", statement->operation);
        return;
    }
    for (const struct parameter *p = statement->parameters; p != NULL && !statement->broken; p = p->next)
        if (p->keyword != NULL)
            check_keyword(statement, p, faults);
}
