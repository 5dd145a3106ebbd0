/*
 * call.h - one EXEC of a procedure: the level that a statement of a job stands on.  Floor 2.
 *
 * A statement of the job itself has no call (NULL).  A procedure that is called by another has an outer call.
 */
#ifndef CUTOVER_JCL_CALL_H
#define CUTOVER_JCL_CALL_H

#include "jcl/statement.h"

struct procedure; /* procedure.h */

struct call {
    const char *step;             /* the name of the EXEC, "" when it has none: S1 in S1.P1 */
    const char *procedure;        /* as it was called */
    const struct call *outer;     /* NULL: the job calls it */
    const struct statement *exec; /* after symbols and overrides; TIME= on it holds for the procedure as a whole */
    const struct procedure *body;
};

#endif
