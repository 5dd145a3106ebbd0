/*
 * selector.h - values that select an 01 level or a view, compared.  Floor 1; inside this room.
 *
 * A field's value and the value of a rule are equal when their texts are: text without trailing blanks and
 * low-values, numbers canonical.
 */
#ifndef CUTOVER_RECORD_SELECTOR_H
#define CUTOVER_RECORD_SELECTOR_H

#include "base/arena.h"
#include "base/bytes.h"
#include "record/codepage.h"
#include "record/plan.h"

/* The leaf NAME that lies at the same place in every record of a level: in no table and behind none that varies; else NULL. */
const struct layout_field *selector_field(const struct layout *layout, int record, const char *name);

/* VALUE as it is compared with the field's. */
const char *selector_value(const struct layout_field *field, const char *value, struct arena *arena);

/* Put the text of a field's BYTES into OUT (cleared first); "" when they cannot be read. */
void selector_text(struct bytes *out, const struct plan_op *op, const uint8_t *bytes, const struct codepage *page);

#endif
