/*
 * check.h - level 88 of a field or group that encode has written.  Floor 1; for encode.c and leaf.c alone.
 */
#ifndef CUTOVER_RECORD_CHECK_H
#define CUTOVER_RECORD_CHECK_H

#include "record/leaf.h"

/*
 * LENGTH bytes of the field or group of OP have one of the values that its conditions name, or it has no condition.
 * Returns 0, or RECORD_E_CONDITION with the value and the names.  Text is compared in the order of its bytes, filled
 * up with blanks; numbers by value.  Floats have no order that a level 88 could name: they are not looked at.
 */
int check_conditions(struct encode_state *state, const struct plan_op *op, const uint8_t *bytes, size_t length);

#endif
