/*
 * condition.h - COND on JOB and EXEC.  Floor 2.
 *
 * COND=(code,operator[,step[.procstep]]) says when to bypass: the test is "code operator return code", so that
 * COND=(4,GT,STEP3) bypasses when 4 is greater than what STEP3 returned (rule 38).
 */
#ifndef CUTOVER_JCL_CONDITION_H
#define CUTOVER_JCL_CONDITION_H

#include <stdbool.h>

#include "jcl/parameter.h"

enum { CONDITION_MAX_TESTS = 8, RETURN_CODE_MAX = 4095 };

#define CONDITION_ANY_STEP ((size_t)-1)

enum condition_operator { CONDITION_GT, CONDITION_GE, CONDITION_EQ, CONDITION_NE, CONDITION_LT, CONDITION_LE };

struct condition {
    int code;
    enum condition_operator operator;
    const char *step;     /* "" : any earlier step */
    const char *procstep; /* "" : none */
    struct place place;   /* of the step, or of the code when there is none */
    size_t target;        /* set by job.h: the step's index, or CONDITION_ANY_STEP */
};

struct conditions {
    struct condition tests[CONDITION_MAX_TESTS];
    size_t count;
    bool even; /* run even after an abend */
    bool only; /* run only after an abend */
};

/*
 * Read the value of COND into CONDITIONS.  ON_JOB: no step names, EVEN or ONLY.  What is wrong is added to FAULTS.
 * Texts live in ARENA.
 */
void conditions_parse(struct conditions *conditions, const struct parameter *cond, bool on_job,
                       struct arena *arena, struct fault_list *faults);

/* Is the test true for a step that returned RETURN_CODE? */
bool condition_is_true(const struct condition *condition, int return_code);

#endif
