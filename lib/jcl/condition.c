/* condition.c - see condition.h. */
#include "jcl/condition.h"

#include <stdlib.h>
#include <string.h>

#include "jcl/error.h"
#include "jcl/name.h"

static const char *const OPERATORS[] = {"GT", "GE", "EQ", "NE", "LT", "LE"};

/* What parsing one COND needs to say what is wrong. */
struct reading {
    struct conditions *conditions;
    bool on_job;
    struct arena *arena;
    struct fault_list *faults;
};

static bool is_word(const struct parameter *item, const char *word)
{
    return item != NULL && !item->quoted && !item->has_items &&
           strcmp(item->text, word) == 0;
}

static void fail(const struct reading *reading, const struct parameter *item, const char *expected)
{
    jcl_fault(reading->faults, JCL_E_OPERAND, item->place, "COND", "got %.60s, expected %s",
                item->raw, expected);
}

static bool read_code(const char *text, int *code)
{
    size_t length = strlen(text);
    if (length == 0 || length > 4 || strspn(text, "0123456789") != length)
        return false;
    *code = (int)strtol(text, NULL, 10);
    return *code <= RETURN_CODE_MAX;
}

static bool read_operator(const char *text, enum condition_operator *operator)
{
    for (size_t i = 0; i < sizeof OPERATORS / sizeof OPERATORS[0]; i++)
        if (strcmp(text, OPERATORS[i]) == 0) {
            *operator = (enum condition_operator)i;
            return true;
        }
    return false;
}

static bool read_step(const struct reading *reading, const struct parameter *item, struct condition *test)
{
    const char *dot = strchr(item->text, '.');
    size_t length = dot != NULL ? (size_t)(dot - item->text) : strlen(item->text);
    if (!name_is_valid(item->text, length) || (dot != NULL && !name_is_valid(dot + 1, strlen(dot + 1))))
        return false;
    test->step = arena_text(reading->arena, item->text, length);
    test->procstep = dot != NULL ? dot + 1 : "";
    test->place = item->place;
    return true;
}

/* code,operator[,step] beginning at ITEM. */
static void read_test(const struct reading *reading, const struct parameter *item)
{
    struct conditions *conditions = reading->conditions;
    struct condition test = {.step = "", .procstep = "", .place = item->place};
    const struct parameter *operator = item->next;
    const struct parameter *step = operator != NULL ? operator->next : NULL;
    size_t most = CONDITION_MAX_TESTS - (conditions->even || conditions->only ? 1 : 0);
    if (conditions->count >= most)
        fail(reading, item, "at most eight tests, EVEN and ONLY counted");
    else if (!read_code(item->text, &test.code))
        fail(reading, item, "a return code from 0 to 4095");
    else if (operator == NULL || !read_operator(operator->text, &test.operator))
        fail(reading, operator != NULL ? operator : item, "code,operator with GT GE EQ NE LT or LE");
    else if (step != NULL && (reading->on_job || step->next != NULL))
        fail(reading, step, reading->on_job ? "no step name in the COND of a JOB" : "code,operator,step");
    else if (step != NULL && !read_step(reading, step, &test))
        fail(reading, step, "a step name, or step.procstep");
    else
        conditions->tests[conditions->count++] = test;
}

static void read_item(const struct reading *reading, const struct parameter *item)
{
    struct conditions *conditions = reading->conditions;
    bool even = is_word(item, "EVEN"), only = is_word(item, "ONLY");
    if (item->is_list && item->items != NULL)
        read_test(reading, item->items);
    else if ((even || only) && reading->on_job)
        fail(reading, item, "(code,operator): EVEN and ONLY are for EXEC");
    else if ((even && conditions->only) || (only && conditions->even))
        fail(reading, item, "EVEN or ONLY, not both");
    else if ((even || only) && conditions->count == CONDITION_MAX_TESTS)
        fail(reading, item, "at most eight tests, EVEN and ONLY counted");
    else if (even || only)
        *(even ? &conditions->even : &conditions->only) = true;
    else
        fail(reading, item, reading->on_job ? "(code,operator)" : "(code,operator[,step]), EVEN or ONLY");
}

void conditions_parse(struct conditions *conditions, const struct parameter *cond, bool on_job,
                       struct arena *arena, struct fault_list *faults)
{
    struct reading reading = {conditions, on_job, arena, faults};
    *conditions = (struct conditions){0};
    if (cond->raw[0] == '\0') /* COND= : none */
        return;
    if (!cond->is_list || cond->items == NULL) {
        read_item(&reading, cond);
    } else if (!cond->items->is_list && !is_word(cond->items, "EVEN") && !is_word(cond->items, "ONLY")) {
        read_test(&reading, cond->items); /* COND=(4,LT): one test needs no parentheses of its own */
    } else {
        for (const struct parameter *item = cond->items; item != NULL; item = item->next)
            read_item(&reading, item);
    }
}

bool condition_is_true(const struct condition *condition, int return_code)
{
    switch (condition->operator) {
    case CONDITION_GT:
        return condition->code > return_code;
    case CONDITION_GE:
        return condition->code >= return_code;
    case CONDITION_EQ:
        return condition->code == return_code;
    case CONDITION_NE:
        return condition->code != return_code;
    case CONDITION_LT:
        return condition->code < return_code;
    case CONDITION_LE:
        return condition->code <= return_code;
    }
    return false;
}
