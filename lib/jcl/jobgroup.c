/* jobgroup.c - see jobgroup.h. */
#include "jcl/jobgroup.h"

#include <string.h>

#include "jcl/error.h"
#include "jcl/parameter.h"

static bool is(const struct statement *statement, const char *operation)
{
    return strcmp(statement->operation, operation) == 0;
}

static void fail(struct fault_list *faults, const struct statement *statement, struct place place, const char *what)
{
    jcl_fault(faults, JCL_E_GROUP, place, statement->name, "%s", what);
}

/* ENDGROUP and ENDSET have the name of what they end. */
static void check_end(const struct statement *statement, const struct statement *open, struct fault_list *faults)
{
    const char *what = is(statement, "ENDGROUP") ? "ENDGROUP" : "ENDSET";
    if (open == NULL)
        jcl_fault(faults, JCL_E_GROUP, statement->operation_place, what, "%s without its beginning", what);
    else if (strcmp(open->name, statement->name) != 0)
        jcl_fault(faults, JCL_E_GROUP, statement_start(statement), what, "%s ends %s, not %s", what, open->name,
                  statement->name[0] != '\0' ? statement->name : "one without a name");
}

/* AFTER NAME=job: kept, since the job may stand behind it. */
static void keep_names(struct jobgroup *jobgroup, const struct statement *statement)
{
    const struct parameter *name = parameter_find(statement->parameters, "NAME");
    if (name != NULL && name->text[0] != '\0' && strchr(name->raw, '&') == NULL)
        step_table_name(&jobgroup->names, STEP_CNTL, name->text, statement);
}

static void check_names(const struct jobgroup *jobgroup, struct fault_list *faults)
{
    const struct table_step *all = step_table_last(&jobgroup->names);
    for (size_t i = 0; i < all->name_count; i++) {
        const struct table_name *name = &jobgroup->names.names[all->first_name + i];
        if (name->kind == STEP_CNTL && step_table_find_name(&jobgroup->names, all, STEP_DD, name->name) == NULL)
            fail(faults, name->statement, parameter_find(name->statement->parameters, "NAME")->place, name->name);
    }
}

static void end_group(struct jobgroup *jobgroup, struct fault_list *faults)
{
    check_names(jobgroup, faults);
    step_table_clear(&jobgroup->names);
    jobgroup->group = jobgroup->set = NULL;
}

void jobgroup_statement(struct jobgroup *jobgroup, const struct statement *statement, struct fault_list *faults)
{
    bool job = is(statement, "GJOB") || is(statement, "SJOB"), set = is(statement, "JOBSET");
    if (is(statement, "JOBGROUP")) {
        jobgroup_end(jobgroup, faults);
        jobgroup->group = statement;
        jobgroup->seen = true;
    } else if (job || set) {
        if (jobgroup->group == NULL)
            fail(faults, statement, statement->operation_place, "it stands outside a JOBGROUP");
        step_table_name(&jobgroup->names, STEP_DD, statement->name, statement);
        jobgroup->set = set ? statement : jobgroup->set;
    } else if (is(statement, "AFTER") || is(statement, "BEFORE") || is(statement, "CONCURRENT")) {
        keep_names(jobgroup, statement);
    } else if (is(statement, "ENDSET")) {
        check_end(statement, jobgroup->set, faults);
        jobgroup->set = NULL;
    } else if (is(statement, "ENDGROUP")) {
        check_end(statement, jobgroup->group, faults);
        end_group(jobgroup, faults);
    }
}

void jobgroup_end(struct jobgroup *jobgroup, struct fault_list *faults)
{
    if (jobgroup->group == NULL)
        return;
    fail(faults, jobgroup->group, jobgroup->group->operation_place, "a JOBGROUP without its ENDGROUP");
    end_group(jobgroup, faults);
}

void jobgroup_release(struct jobgroup *jobgroup)
{
    step_table_release(&jobgroup->names);
}
