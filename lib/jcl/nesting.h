/*
 * nesting.h - IF, ELSE and ENDIF: which belongs to which.  Floor 2.
 *
 *     struct nesting nesting = {.faults = faults};
 *     for each statement of a job: nesting_statement(&nesting, statement, call);
 *     nesting_end(&nesting);
 *
 * At most 15 levels (rule 20).  THEN or ELSE holds a step, either may be empty but not both (rule 39).  What a procedure opens it closes.
 */
#ifndef CUTOVER_JCL_NESTING_H
#define CUTOVER_JCL_NESTING_H

#include "jcl/call.h"

enum { NESTING_MAX_DEPTH = 15 };

struct nesting_level {
    const struct statement *statement; /* its IF */
    const struct call *call;
    bool has_else;
    bool has_step; /* in either branch */
};

struct nesting {
    struct fault_list *faults;
    struct nesting_level levels[NESTING_MAX_DEPTH];
    int depth;
    int beyond; /* IF statements that are too deep (told), whose ENDIF is still to come */
};

/* A statement of the job in order, those of procedures among them; others than IF ELSE ENDIF and EXEC are passed over.  Adds JCL_E_NESTING. */
void nesting_statement(struct nesting *nesting, const struct statement *statement, const struct call *call);

/* The job's end: an IF that is still open is told.  Ready for the next job. */
void nesting_end(struct nesting *nesting);

#endif
