/*
 * holding.h - the data sets of a step: found or made before it, kept or deleted after it (DISP).  Floor 3.
 *
 * The catalog is open only while data sets are taken or given back, never while a step runs: the step may use it
 * itself, and a step that is killed must not take our handle with it.
 */
#ifndef CUTOVER_RUN_HOLDING_H
#define CUTOVER_RUN_HOLDING_H

#include "dataset/dataset.h"
#include "jcl/job.h"

/*
 * Find the data set of DD, or catalog it (NEW; MOD when it is not there), and hand out the path of its file, to be
 * freed; of a partitioned one without a member that is the folder of its members.  *MADE says that it was not there before.  Returns 0, or RUN_E_ALLOCATE with IBM's message id: IEF212I not
 * found, IEF253I there already, IEF217I attributes that cannot be.
 */
int holding_take(struct catalog *catalog, const struct dd *dd, char **path, bool *made, struct fault *fault);

/* Carry out the normal or the abnormal disposition; *WORD becomes KEPT, CATALOGED or DELETED.  Returns 0 or a fault. */
int holding_give(struct catalog *catalog, const struct dd *dd, bool made, bool abnormal, const char **word,
                 struct fault *fault);

/* As if it had never been taken: a data set that was MADE is deleted. */
int holding_undo(struct catalog *catalog, const struct dd *dd, bool made, struct fault *fault);

#endif
