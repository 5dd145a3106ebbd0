/*
 * check.h - which operations and keywords of JCL are carried out here.  Floor 2.
 *
 * A word of JCL (keyword.h) that is not carried out is refused by its name, so that a job never runs with a part of it ignored.  A few keywords of z/OS storage (SPACE, UNIT,
 * VOL, REGION and the like) have no meaning on this system and are accepted.
 */
#ifndef CUTOVER_JCL_CHECK_H
#define CUTOVER_JCL_CHECK_H

#include "jcl/deck.h"

/* What of STATEMENT is not carried out is added to FAULTS: operation or keyword, JCL_E_UNSUPPORTED.  Its form was checked before (form.h). */
void check_statement(const struct statement *statement, struct fault_list *faults);

#endif
