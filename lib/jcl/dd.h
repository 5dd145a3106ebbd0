/*
 * dd.h - one DD statement as what it allocates.  Floor 2; for lib/jcl, and for who looks a DD up by its name.
 */
#ifndef CUTOVER_JCL_DD_H
#define CUTOVER_JCL_DD_H

#include "jcl/job.h"

/* Backward references that a DD has, as typed (*.STEP.DD); NULL: none. */
struct dd_references {
    const char *dsn;   /* DSN=*.DD */
    const char *model; /* REFDD=*.DD, DCB=*.DD */
};

/* A DD statement whose form was checked, in ARENA; what is not carried out is added to FAULTS (JCL_E_UNSUPPORTED). */
struct dd *dd_parse(const struct effective *item, struct arena *arena, struct dd_references *references, struct fault_list *faults);

/* The DD called NAME; NULL when there is none. */
struct dd *dd_find(struct dd *list, const char *name);

/*
 * The step is complete.  A DD with DDNAME=X becomes what the first data set of the later DD X is, and X is no more; without X it is a
 * dummy.  What is concatenated to X follows the DD before X, which is the one with DDNAME when none stands between the two (JCL
 * Reference, "References to concatenated data sets").
 */
void dd_resolve_forward(struct dd **list);

#endif
