/*
 * check.h - which operations and keywords of JCL are carried out here.  Floor 2.
 *
 * A word of JCL (keyword.h) that is not carried out is refused by its name (JCL_E_UNSUPPORTED), one that JCL does not have is
 * told as such, so that a job never runs with a part of it ignored.  A few keywords of z/OS storage (SPACE, UNIT,
 * VOL, REGION and the like) have no meaning on this system and are accepted.
 */
#ifndef CUTOVER_JCL_CHECK_H
#define CUTOVER_JCL_CHECK_H

#include "jcl/deck.h"

/*
 * Is the statement a JOB, EXEC or DD?  Its keywords are checked then: known, carried out, not twice, without symbols; one whose form
 * is wrong is marked broken.  Any other operation is refused (told).
 */
bool check_statement(struct statement *statement, struct fault_list *faults);

#endif
