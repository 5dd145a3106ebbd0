/* reference.c - see reference.h. */
#include "jcl/reference.h"

#include <string.h>

#include "jcl/error.h"
#include "jcl/name.h"

enum { PARTS_MAX = 3 };

struct looking {
    const struct step_table *table;
    const struct call *call;
    struct fault_list *faults;
};

static bool has_symbol(const struct parameter *parameter)
{
    return strchr(parameter->raw, '&') != NULL;
}

/* The names behind "*.", at most PARTS_MAX, as text of their own.  Returns how many, 0 when they are no names. */
static size_t split(const char *text, char names[PARTS_MAX][NAME_SIZE])
{
    size_t count = 0;
    while (count < PARTS_MAX) {
        const char *dot = strchr(text, '.');
        size_t length = dot != NULL ? (size_t)(dot - text) : strlen(text);
        if (!name_is_valid(text, length))
            return 0;
        memcpy(names[count], text, length);
        names[count++][length] = '\0';
        if (dot == NULL)
            return count;
        text = dot + 1;
    }
    return 0;
}

/* *.name, *.step.name or *.step.procstep.name: to a name of KIND, of the step at hand or an earlier one, or of the job. */
static bool leads_to(const struct looking *l, const char *text, enum step_name_kind kind)
{
    char names[PARTS_MAX][NAME_SIZE];
    size_t count = split(text, names);
    if (count == 0)
        return false;
    const struct step_table *table = l->table;
    if (count > 1) {
        const struct table_step *step = step_table_find(table, l->call, names[0], count == 3 ? names[1] : "");
        return step_table_find_name(table, step, kind, names[count - 1]) != NULL;
    }
    if (step_table_find_name(table, step_table_last(table), kind, names[0]) != NULL)
        return true;
    return table->count > 0 && step_table_find_name(table, &table->steps[0], kind, names[0]) != NULL;
}

static void check(const struct looking *l, const struct parameter *value, enum step_name_kind kind, const char *field)
{
    if (value == NULL || value->quoted || strncmp(value->text, "*.", 2) != 0 || has_symbol(value) || leads_to(l, value->text + 2, kind))
        return;
    jcl_fault(l->faults, JCL_E_BACKWARD, value->place, field, "%.60s", value->raw);
}

/* A value, or each of a list. */
static void check_each(const struct looking *l, const struct parameter *value, enum step_name_kind kind, const char *field)
{
    if (value == NULL || !value->is_list) {
        check(l, value, kind, field);
        return;
    }
    for (const struct parameter *item = value->items; item != NULL; item = item->next)
        check(l, item, kind, field);
}

/* UNIT=AFF=dd: an earlier DD of the step. */
static void check_affinity(const struct looking *l, const struct parameter *unit)
{
    const struct parameter *aff = unit != NULL ? parameter_find(unit->items, "AFF") : NULL;
    if (aff == NULL || has_symbol(aff) || step_table_find_name(l->table, step_table_last(l->table), STEP_DD, aff->text) != NULL)
        return;
    jcl_fault(l->faults, JCL_E_BACKWARD, aff->place, "UNIT", "%.60s, expected an earlier DD of the step", aff->raw);
}

bool reference_check_dd(const struct step_table *table, const struct statement *statement, const struct call *call, struct fault_list *faults)
{
    const struct looking l = {table, call, faults};
    bool forward = false;
    for (const struct parameter *p = statement->parameters; p != NULL; p = p->next) {
        if (p->known == NULL)
            continue;
        switch ((int)keyword_row(p->known)) {
        case KEYWORD_DD_DSN:
        case KEYWORD_DD_DSNAME:
        case KEYWORD_DD_REFDD:
        case KEYWORD_DD_DCB:
            check_each(&l, p, STEP_DD, p->keyword);
            break;
        case KEYWORD_DD_VOL:
        case KEYWORD_DD_VOLUME:
            check(&l, parameter_find(p->items, "REF"), STEP_DD, p->keyword);
            break;
        case KEYWORD_DD_OUTPUT:
            check_each(&l, p, STEP_OUTPUT, p->keyword);
            break;
        case KEYWORD_DD_CNTL:
            check(&l, p, STEP_CNTL, p->keyword);
            break;
        case KEYWORD_DD_UNIT:
            check_affinity(&l, p);
            break;
        case KEYWORD_DD_DDNAME:
            forward = true;
            break;
        default: /* most refer to nothing */
            break;
        }
    }
    return forward;
}

void reference_check_exec(const struct step_table *table, const struct statement *statement, const struct conditions *conditions,
                          const struct call *call, struct fault_list *faults)
{
    const struct looking l = {table, call, faults};
    check(&l, parameter_find(statement->parameters, "PGM"), STEP_DD, "PGM");
    for (size_t i = 0; i < conditions->count; i++) {
        const struct condition *test = &conditions->tests[i];
        if (test->step[0] != '\0' && step_table_find(table, call, test->step, test->procstep) == NULL)
            jcl_fault(faults, JCL_E_REFERENCE, test->place, "COND", "%s%s%s", test->step, test->procstep[0] != '\0' ? "." : "", test->procstep);
    }
}

void reference_check_relation(const struct step_table *table, const struct relation *relation, const struct call *call,
                              struct fault_list *faults)
{
    if (relation->left != NULL)
        reference_check_relation(table, relation->left, call, faults);
    if (relation->right != NULL)
        reference_check_relation(table, relation->right, call, faults);
    if (relation->kind == RELATION_TEST && relation->step[0] != '\0' &&
        step_table_find(table, call, relation->step, relation->procstep) == NULL)
        jcl_fault(faults, JCL_E_REFERENCE, relation->place, "IF", "%s%s%s", relation->step, relation->procstep[0] != '\0' ? "." : "",
                  relation->procstep);
}

/* DD at INDEX of the step names another with DDNAME: it follows. */
static void check_ddname(const struct step_table *table, const struct table_step *step, size_t index, struct fault_list *faults)
{
    const struct table_name *names = table->names + step->first_name;
    const struct parameter *ddname = parameter_find(names[index].statement->parameters, "DDNAME");
    if (names[index].kind != STEP_DD || ddname == NULL || ddname->text[0] == '\0' || has_symbol(ddname))
        return;
    const struct table_name *found = step_table_find_name(table, step, STEP_DD, ddname->text);
    if (found != NULL && (size_t)(found - names) > index) /* of two with one name the first counts */
        return;
    jcl_fault(faults, JCL_W_FORWARD, ddname->place, "DDNAME", "%.60s", ddname->raw);
}

void reference_end_step(const struct step_table *table, bool forward, struct fault_list *faults)
{
    const struct table_step *step = step_table_last(table);
    for (size_t i = 0; forward && i < step->name_count && step->call == NULL; i++) /* a procedure offers it, its caller need not take it */
        check_ddname(table, step, i, faults);
    const struct parameter *parmdd = step->statement != NULL ? parameter_find(step->statement->parameters, "PARMDD") : NULL;
    if (parmdd != NULL && !has_symbol(parmdd) && step_table_find_name(table, step, STEP_DD, parmdd->text) == NULL)
        jcl_fault(faults, JCL_E_PARMDD, parmdd->place, "PARMDD", "%.60s", parmdd->raw);
}

void reference_end_job(const struct step_table *table, const struct statement *job, struct fault_list *faults)
{
    const struct parameter *restart = parameter_find(job->parameters, "RESTART");
    char names[PARTS_MAX][NAME_SIZE];
    if (restart == NULL || job->broken || has_symbol(restart))
        return;
    const struct parameter *step = restart->is_list && restart->items != NULL ? restart->items : restart;
    size_t count = step->text[0] != '*' && step->text[0] != '\0' ? split(step->text, names) : 0;
    if ((count == 1 || count == 2) && step_table_find_anywhere(table, names[0], count == 2 ? names[1] : "") == NULL)
        jcl_fault(faults, JCL_E_RESTART, step->place, "RESTART", "%.60s", step->raw);
}
