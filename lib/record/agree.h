/*
 * agree.h - do the bytes that encode made say what each view of a REDEFINES was given?  Floor 1; for encode.c alone.
 *
 * Views share bytes, and the first declared is written last.  Where that changed bytes of another view that was given, or a view
 * could not be written, the record is decoded and laid beside the JSON: a value that is not there is told, never dropped.
 */
#ifndef CUTOVER_RECORD_AGREE_H
#define CUTOVER_RECORD_AGREE_H

#include "record/leaf.h"

/*
 * Compare what LENGTH bytes at RECORD say with the object at NODE of state->line.  Text is alike without blanks at its ends, numbers by
 * their value, floats to six digits; null and what decode does not show are not compared.  Returns 0, or RECORD_E_VIEWS.
 */
int agree_check(struct encode_state *state, const uint8_t *record, size_t length, uint32_t node);
void agree_release(struct encode_state *state);

#endif
