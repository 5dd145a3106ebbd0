/*
 * control.h - control statements of the utilities that streams call.  Floor 4; for lib/rollback alone.
 *
 * The one place where a value goes into a control statement: each is checked against its alphabet first, so that
 * it cannot end the statement or begin another.  z/OS DFSMSdfp Utilities SC23-6864 (IEBCOPY, IEBCOMPR), z/OS DFSMS Access
 * Method Services Commands SC23-6846 (DELETE, IF), z/OS SDSF Operation and Customization SA23-2274 (batch).
 *
 * Each writes cards of the in-stream data that jcl_write_data began, and returns 0, or JCL_E_VALUE with nothing written.
 */
#ifndef CUTOVER_ROLLBACK_CONTROL_H
#define CUTOVER_ROLLBACK_CONTROL_H

#include <stdbool.h>

#include "base/fault.h"
#include "jcl/write.h"

/* IEBCOPY from DD IN to DD OUT: once control_copy, then a control_select for each member, which replaces one of its name. */
void control_copy(struct jcl_writer *jcl);
int control_select(struct jcl_writer *jcl, const char *member, struct fault *fault);

/* IEBCOMPR of two sequential data sets. */
void control_compare(struct jcl_writer *jcl);

/* IDCAMS: delete a member, or with MEMBER NULL a data set; ABSENT_IS_FINE: that it is not there is no failure. */
int control_delete(struct jcl_writer *jcl, const char *dsn, const char *member, bool absent_is_fine, struct fault *fault);

/* SDSF batch: region REGION takes the new copy of a program. */
int control_newcopy(struct jcl_writer *jcl, const char *region, const char *program, struct fault *fault);

#endif
