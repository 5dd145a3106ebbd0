/*
 * override.h - a statement of a procedure changed by the one that calls it.  Floor 2.
 *
 * Rules 24 to 29.  A parameter is replaced whole, where it stands; DCB and AMP subparameter by subparameter; KEYWORD=
 * alone takes it away, as does a new one that excludes it; what is new comes last.  Every part keeps the place where it
 * was typed.
 */
#ifndef CUTOVER_JCL_OVERRIDE_H
#define CUTOVER_JCL_OVERRIDE_H

#include "jcl/parameter.h"

/*
 * BASE, a DD or OUTPUT statement of a procedure, with what WITH changes.  Returns true when anything did: then BASE has
 * a new field in ARENA and its parameters are parsed again.  Whose in-stream data there is then the caller decides by
 * the parameter * or DATA.
 */
bool override_statement(struct statement *base, const struct statement *with, struct arena *arena,
                        struct fault_list *faults);

/*
 * EXEC, the INDEX-th (from 0) of a procedure, with what CALLER, the EXEC of the procedure, says for it: KEYWORD.STEP=, or
 * KEYWORD= for all; PARM= without a step is for the first, and takes away those of the others; TIME= without a step
 * holds for the procedure as a whole and takes away those of its steps.  Returns as override_statement does.
 */
bool override_exec(struct statement *exec, const struct statement *caller, size_t index, struct arena *arena,
                   struct fault_list *faults);

/* STATEMENT without its parameter KEYWORD. */
void override_drop(struct statement *statement, const char *keyword, struct arena *arena, struct fault_list *faults);

/* Is this the statement's first parameter, * or DATA? */
bool override_is_stream(const struct statement *statement);

#endif
