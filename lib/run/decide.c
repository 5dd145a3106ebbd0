/* decide.c - see decide.h. */
#include "run/decide.h"

#include <string.h>

/* ---- COND ---- */

static bool is_true_for(const struct condition *test, const struct result *result)
{
    return result->kind == RESULT_RAN && condition_is_true(test, result->code);
}

static bool test_is_true(const struct condition *test, const struct result *results, size_t index)
{
    if (test->target != CONDITION_ANY_STEP)
        return test->target < index && is_true_for(test, &results[test->target]);
    for (size_t i = 0; i < index; i++)
        if (is_true_for(test, &results[i]))
            return true;
    return false;
}

static bool any_is_true(const struct conditions *conditions, const struct result *results, size_t index)
{
    for (size_t i = 0; i < conditions->count; i++)
        if (test_is_true(&conditions->tests[i], results, index))
            return true;
    return false;
}

/* ---- IF ---- */

struct so_far {
    const struct result *results;
    size_t count;
    struct relation_step found;
};

static struct relation_step facts_of(const struct result *result)
{
    bool abended = result->kind == RESULT_ABENDED;
    return (struct relation_step){.ran = abended || result->kind == RESULT_RAN,
                                  .abended = abended,
                                  .return_code = result->code,
                                  .abend = abended ? result->abend : ""};
}

static const struct relation_step *find_facts(const void *context, const struct relation *test)
{
    struct so_far *so_far = (struct so_far *)context; /* ours: find gives it back as const */
    if (test->target >= so_far->count)
        return NULL;
    so_far->found = facts_of(&so_far->results[test->target]);
    return &so_far->found;
}

static bool relation_holds(const struct job_branch *branch, const struct result *results)
{
    struct so_far so_far = {.results = results, .count = branch->before};
    struct relation_facts facts = {.job = {.ran = true, .abend = ""}, .find = find_facts, .context = &so_far};
    for (size_t i = 0; i < branch->before; i++) {
        struct relation_step step = facts_of(&results[i]);
        if (step.abended) {
            facts.job.abended = true;
            facts.job.abend = results[i].abend;
        } else if (step.ran && step.return_code > facts.job.return_code) {
            facts.job.return_code = step.return_code;
        }
    }
    return relation_is_true(branch->relation, &facts);
}

const struct job_branch *decide_branch(const struct job_step *step, const struct result *results)
{
    const struct job_branch *closed = NULL;
    for (const struct job_branch *branch = step->branch; branch != NULL; branch = branch->outer)
        if (relation_holds(branch, results) == branch->otherwise)
            closed = branch; /* the outermost counts */
    return closed;
}

static bool asks_abend(const struct job_step *step)
{
    for (const struct job_branch *branch = step->branch; branch != NULL; branch = branch->outer)
        if (relation_asks_abend(branch->relation))
            return true;
    return false;
}

/* ---- both ---- */

static bool any_is(enum result_kind kind, const struct result *results, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (results[i].kind == kind)
            return true;
    return false;
}

/* S222: an operator's cancel stops the job, not the step; S722 and the like do not come here. */
static bool any_cancelled(const struct result *results, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (results[i].kind == RESULT_ABENDED && strcmp(results[i].abend, "S222") == 0)
            return true;
    return false;
}

enum decision decide_step(const struct job *job, const struct result *results, size_t index)
{
    const struct job_step *step = &job->steps[index];
    const struct conditions *own = &step->conditions;
    if (any_is(RESULT_FAILED, results, index) || any_cancelled(results, index))
        return DECISION_FLUSH; /* not even EVEN is run (rule 39) */
    if (any_is_true(&job->conditions, results, index))
        return DECISION_END;
    if (decide_branch(step, results) != NULL)
        return DECISION_BRANCH;
    if (any_is_true(own, results, index))
        return DECISION_BYPASS;
    bool abended = any_is(RESULT_ABENDED, results, index);
    if (abended && !own->even && !own->only && !asks_abend(step))
        return DECISION_FLUSH;
    return !abended && own->only ? DECISION_BYPASS : DECISION_RUN;
}
