/*
 * check.h - which operations and keywords JCL has, and which of them are carried out here.  Floor 2.
 *
 * A word of JCL that is not carried out is refused by its name (JCL_E_UNSUPPORTED), one that JCL does not have is
 * told as such, so that a job never runs with a part of it ignored.  A few keywords of z/OS storage (SPACE, UNIT,
 * VOL, REGION and the like) have no meaning on this system and are accepted.
 */
#ifndef CUTOVER_JCL_CHECK_H
#define CUTOVER_JCL_CHECK_H

#include "jcl/deck.h"

enum operation { OPERATION_NONE, OPERATION_JOB, OPERATION_EXEC, OPERATION_DD };

/*
 * The operation of a JCL statement; OPERATION_NONE for one that was refused (told).  Its keywords are checked: known,
 * carried out, not twice, without symbols.  One whose form is wrong is marked broken.
 */
enum operation check_statement(struct statement *statement, struct fault_list *faults);

#endif
