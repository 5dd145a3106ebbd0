/*
 * control.h - control statements of the utilities that streams call.  Floor 4; for lib/rollback alone.
 *
 * The one place where a value goes into a control statement: each is checked against its alphabet first, so that
 * it cannot end the statement or begin another.  z/OS DFSMSdfp Utilities SC23-6864 (IEBCOPY), z/OS DFSMS Access
 * Method Services Commands SC23-6846 (DELETE, IF).
 */
#ifndef CUTOVER_ROLLBACK_CONTROL_H
#define CUTOVER_ROLLBACK_CONTROL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"

enum { CONTROL_CARDS = 4, CONTROL_CARD_SIZE = 73 }; /* columns 1 to 72 and a NUL */

struct control {
    char cards[CONTROL_CARDS][CONTROL_CARD_SIZE];
    size_t count;
};

/* Both return 0, or JCL_E_VALUE with nothing added. */
int control_copy_member(struct control *control, const char *member, struct fault *fault);
int control_delete(struct control *control, const char *dsn, const char *member, bool absent_is_fine, struct fault *fault);

#endif
