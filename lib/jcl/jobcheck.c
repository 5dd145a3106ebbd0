/* jobcheck.c - see jobcheck.h. */
#include "jcl/jobcheck.h"

#include <string.h>

#include "jcl/error.h"
#include "jcl/job.h"
#include "jcl/keyword.h"
#include "jcl/reference.h"

typedef void handler(struct jobcheck *check, const struct statement *statement, const struct call *call);

static void misplaced(struct jobcheck *check, struct place place, const char *field, const char *what)
{
    jcl_fault(check->faults, JCL_E_ORDER, place, field, "%s", what);
}

static bool before_first_step(const struct jobcheck *check)
{
    return check->table.count <= 1;
}

static void end_step(struct jobcheck *check)
{
    reference_end_step(&check->table, check->has_ddname, check->faults);
    check->dd_name = NULL;
    check->dd_count = 0;
    check->has_ddname = false;
}

/* ---- JOB and EXEC ---- */

/* No period, and not too long otherwise (which statement.c has told). */
static void check_plain_name(struct jobcheck *check, const struct statement *statement)
{
    if (strchr(statement->name, '.') != NULL)
        jcl_fault(check->faults, JCL_E_NAME, statement_column(statement, 3), "", "%.40s (%zu characters)", statement->name, strlen(statement->name));
}

static void check_job(struct jobcheck *check, const struct statement *statement, const struct call *call)
{
    if (call != NULL) {
        misplaced(check, statement->operation_place, "JOB", "a JOB inside a procedure");
        return;
    }
    check->job = statement;
    if (statement->name[0] == '\0')
        jcl_fault(check->faults, JCL_E_MISSING, statement_start(statement), "JOB", "a job name of 1 to 8 characters in column 3");
    check_plain_name(check, statement);
    struct conditions conditions;
    const struct parameter *cond = statement->broken ? NULL : parameter_find(statement->parameters, "COND");
    if (cond != NULL)
        conditions_parse(&conditions, cond, true, &check->arena, check->faults);
}

/* A step or call NAME on the level CALL is to be added: told when there is one. */
static void check_step_name(struct jobcheck *check, const char *name, const struct call *call, const struct statement *statement)
{
    if (step_table_has(&check->table, call, name))
        jcl_fault(check->faults, JCL_W_NAME_TWICE, statement_start(statement), name, "the step %s", name);
}

/* The first step of a procedure: the EXEC statements that led to it come before it. */
static void enter(struct jobcheck *check, const struct call *call)
{
    const struct call *around = check->call;
    while (around != NULL && around != call)
        around = around->outer;
    if (call == NULL || around == call)
        return;
    enter(check, call->outer);
    check->call = call;
    check_step_name(check, call->step, call->outer, call->exec);
    step_table_call(&check->table, call);
}

static void check_exec(struct jobcheck *check, const struct statement *statement, const struct call *call)
{
    struct conditions conditions = {0};
    end_step(check);
    enter(check, call);
    check_plain_name(check, statement);
    const struct parameter *cond = statement->broken ? NULL : parameter_find(statement->parameters, "COND");
    if (cond != NULL)
        conditions_parse(&conditions, cond, false, &check->arena, check->faults);
    reference_check_exec(&check->table, statement, &conditions, call, check->faults);
    if (check->step_count++ == JOB_MAX_STEPS)
        jcl_fault(check->faults, JCL_E_STEPS, statement_start(statement), statement->name, "this one is the 256th");
    check_step_name(check, statement->name, call, statement);
    step_table_add(&check->table, statement->name, call, statement);
}

/* ---- DD ---- */

static bool is_library(const char *name)
{
    if (name[0] == 'J')
        return strcmp(name, "JOBLIB") == 0 || strcmp(name, "JOBCAT") == 0;
    return name[0] == 'S' && strcmp(name, "SYSCHK") == 0;
}

/* JOBLIB comes before JOBCAT and both before the first step; SYSCHK may stand there too (rule 35). */
static bool check_library(struct jobcheck *check, const struct statement *statement, const struct call *call)
{
    const char *name = statement->name;
    const struct table_step *job = step_table_last(&check->table);
    struct place at = statement_start(statement);
    bool syschk = strcmp(name, "SYSCHK") == 0;
    if (call != NULL)
        misplaced(check, at, name, "JOBLIB, JOBCAT and SYSCHK are of a job, not of a procedure");
    else if (!before_first_step(check) && !syschk)
        misplaced(check, at, name, "JOBLIB and JOBCAT stand between JOB and the first EXEC");
    else if (strcmp(name, "JOBLIB") == 0 && step_table_find_name(&check->table, job, STEP_DD, "JOBCAT") != NULL)
        misplaced(check, at, name, "JOBLIB stands before JOBCAT");
    else
        return true;
    return false;
}

static void check_unnamed(struct jobcheck *check, const struct statement *statement)
{
    struct place at = statement_start(statement);
    if (check->dd_name == NULL)
        misplaced(check, at, "", "a DD without a name has no DD to be concatenated to");
    else if (!check->after_dd)
        jcl_fault(check->faults, JCL_E_BETWEEN, at, check->dd_name, "it would continue %s", check->dd_name);
}

static void check_named(struct jobcheck *check, const struct statement *statement, const struct call *call, bool is_first)
{
    const char *name = statement->name;
    struct place at = statement_start(statement);
    bool library = is_library(name);
    if (strchr(name, '.') != NULL)
        misplaced(check, statement_column(statement, 3), name, "a DD for a step of a procedure, but the EXEC before it calls none");
    else if (library && !check_library(check, statement, call))
        return;
    else if (!library && before_first_step(check))
        jcl_fault(check->faults, JCL_E_ORDER, at, name, "the DD %s before the first EXEC", name);
    else if (!is_first)
        jcl_fault(check->faults, JCL_W_NAME_TWICE, at, name, "the DD %s of this step; the first one counts", name);
    check->dd_name = name;
}

static void check_dd(struct jobcheck *check, const struct statement *statement, const struct call *call)
{
    if (reference_check_dd(&check->table, statement, call, check->faults))
        check->has_ddname = true;
    if (check->dd_count++ == STEP_MAX_DDS)
        jcl_fault(check->faults, JCL_E_DDS, statement_start(statement), statement->name, "this is the next one");
    if (statement->name[0] == '\0') {
        check_unnamed(check, statement);
    } else {
        check_named(check, statement, call, step_table_name(&check->table, STEP_DD, statement->name, statement));
    }
}

/* ---- the others ---- */

static void check_output(struct jobcheck *check, const struct statement *statement, const struct call *call)
{
    (void)call;
    if (!step_table_name(&check->table, STEP_OUTPUT, statement->name, statement))
        jcl_fault(check->faults, JCL_W_NAME_TWICE, statement_start(statement), statement->name, "the OUTPUT %s", statement->name);
}

static void check_cntl(struct jobcheck *check, const struct statement *statement, const struct call *call)
{
    (void)call;
    check->cntl = statement;
    step_table_name(&check->table, STEP_CNTL, statement->name, statement);
}

static void check_endcntl(struct jobcheck *check, const struct statement *statement, const struct call *call)
{
    (void)call;
    if (check->cntl == NULL)
        misplaced(check, statement->operation_place, "ENDCNTL", "an ENDCNTL without its CNTL");
    check->cntl = NULL;
}

static void check_schedule(struct jobcheck *check, const struct statement *statement, const struct call *call)
{
    (void)call;
    if (!before_first_step(check))
        misplaced(check, statement->operation_place, "SCHEDULE", "SCHEDULE stands before the first EXEC");
}

static void check_if(struct jobcheck *check, const struct statement *statement, const struct call *call)
{
    const struct relation *relation = relation_parse(statement, &check->arena, check->faults);
    if (relation != NULL)
        reference_check_relation(&check->table, relation, call, check->faults);
}

static handler *find_handler(enum jcl_operation operation)
{
    static handler *const handlers[JCL_OPERATIONS] = {
        [JCL_DD] = check_dd,         [JCL_EXEC] = check_exec, [JCL_JOB] = check_job,         [JCL_IF] = check_if,
        [JCL_OUTPUT] = check_output, [JCL_CNTL] = check_cntl, [JCL_ENDCNTL] = check_endcntl, [JCL_SCHEDULE] = check_schedule,
    };
    return handlers[operation];
}

void jobcheck_init(struct jobcheck *check, struct fault_list *faults)
{
    *check = (struct jobcheck){.faults = faults, .nesting.faults = faults};
    arena_init(&check->arena);
}

void jobcheck_statement(struct jobcheck *check, const struct statement *statement, const struct call *call)
{
    bool unknown = statement->kind == STATEMENT_JCL ? statement->code == JCL_NONE : strcmp(statement->operation, "XMIT") == 0; /* of JES2 */
    check->sends = check->sends || unknown || statement->code == JCL_XMIT;
    if (statement->kind != STATEMENT_JCL)
        return;
    handler *handle = find_handler(statement->code);
    if (check->job == NULL && handle != NULL && handle != check_job) {
        if (!check->stray_told)
            misplaced(check, statement_start(statement), statement->name, "it stands before the first JOB");
        check->stray_told = true;
        return;
    }
    nesting_statement(&check->nesting, statement, call);
    if (handle != NULL)
        handle(check, statement, call);
    else if (check->job == NULL)
        jobgroup_statement(&check->jobgroup, statement, check->faults);
    check->call = call;
    check->after_dd = handle == check_dd;
}

void jobcheck_end(struct jobcheck *check)
{
    end_step(check);
    nesting_end(&check->nesting);
    jobgroup_end(&check->jobgroup, check->faults);
    if (check->cntl != NULL)
        misplaced(check, statement_start(check->cntl), check->cntl->name, "a CNTL without its ENDCNTL");
    if (check->job != NULL)
        reference_end_job(&check->table, check->job, check->faults);
    if (check->job != NULL && check->step_count == 0 && !check->sends)
        jcl_fault(check->faults, JCL_E_STEPS, statement_start(check->job), check->job->name, "this one has none");
    step_table_clear(&check->table);
    arena_release(&check->arena);
    arena_init(&check->arena);
    check->job = check->cntl = NULL;
    check->call = NULL;
    check->step_count = 0;
    check->after_dd = check->stray_told = check->sends = false;
}

void jobcheck_release(struct jobcheck *check)
{
    arena_release(&check->arena);
    step_table_release(&check->table);
    jobgroup_release(&check->jobgroup);
}
