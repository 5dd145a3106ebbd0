/*
 * attribute.h - what a new data set is like: its DD, the DD or data set it refers to, and defaults.  Floor 3.
 */
#ifndef CUTOVER_RUN_ATTRIBUTE_H
#define CUTOVER_RUN_ATTRIBUTE_H

#include "run/holding.h"

/*
 * Attributes of the data set NAME that DD makes: what the DD says itself goes before REFDD and DCB=*.DD, those before LIKE and
 * DCB=DATA.SET; without a RECFM it is U.  Returns 0, or RUN_E_ALLOCATE (IEF217I attributes that cannot be, IEF212I no such model).
 */
int attribute_choose(struct holdings *holdings, const struct dd *dd, const char *name, struct dataset *dataset, struct fault *fault);

#endif
