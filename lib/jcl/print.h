/*
 * print.h - an expansion as JCL again.  Floor 2.
 *
 * Each EXEC of a procedure becomes an EXEC of an in-stream procedure, written out for it just before with its steps as they
 * are after symbols and overrides, those that it calls before it: so S1.P1.D means what it meant.  The procedure keeps
 * its name at the first call; DAY#2 and so on follow.  TIME= stays on the EXEC of the procedure.  What was not changed is
 * written as it was typed in columns 1 to 71, the rest by spread.h; no card is longer, data apart, which stays as it is.
 * Expanded again the result is the same.
 */
#ifndef CUTOVER_JCL_PRINT_H
#define CUTOVER_JCL_PRINT_H

#include "jcl/expand.h"

/* Append to OUT.  Returns 0, or JCL_E_FIT with the place of the statement: then OUT is not to be used. */
int expansion_print(const struct expansion *expansion, struct bytes *out, struct fault *fault);

#endif
