/* decide.c - see decide.h. */
#include "run/decide.h"

#include <string.h>

static bool is_true_for(const struct condition *test, const struct result *result)
{
    return result->kind == RESULT_RAN && condition_is_true(test, result->code);
}

static bool test_is_true(const struct condition *test, const struct job *job, const struct result *results,
                         size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (test->step[0] == '\0') {
            if (is_true_for(test, &results[i]))
                return true;
        } else if (strcmp(job->steps[i].name, test->step) == 0) {
            return is_true_for(test, &results[i]); /* the first of that name */
        }
    }
    return false;
}

static bool any_is_true(const struct conditions *conditions, const struct job *job, const struct result *results,
                        size_t index)
{
    for (size_t i = 0; i < conditions->count; i++)
        if (test_is_true(&conditions->tests[i], job, results, index))
            return true;
    return false;
}

static bool any_is(enum result_kind kind, const struct result *results, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (results[i].kind == kind)
            return true;
    return false;
}

/* S222: an operator's cancel stops the job, not the step. */
static bool any_cancelled(const struct result *results, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (results[i].kind == RESULT_ABENDED && strcmp(results[i].abend, "S222") == 0)
            return true;
    return false;
}

enum decision decide_step(const struct job *job, const struct result *results, size_t index)
{
    const struct conditions *own = &job->steps[index].conditions;
    if (any_is(RESULT_FAILED, results, index) || any_cancelled(results, index))
        return DECISION_FLUSH; /* not even EVEN is run (rule 39) */
    if (any_is_true(&job->conditions, job, results, index))
        return DECISION_END;
    if (any_is_true(own, job, results, index))
        return DECISION_BYPASS;
    bool abended = any_is(RESULT_ABENDED, results, index);
    if (abended && !own->even && !own->only)
        return DECISION_FLUSH;
    return !abended && own->only ? DECISION_BYPASS : DECISION_RUN;
}
