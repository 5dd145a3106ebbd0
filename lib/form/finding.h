/*
 * finding.h - findings as JSON: for people, and for the register.  Floor 2.
 *
 * A finding is a struct fault.  The printed form is that of list, show and files; the kept form holds everything,
 * so that an acknowledgement made later says what a message made at once would have said.
 */
#ifndef CUTOVER_FORM_FINDING_H
#define CUTOVER_FORM_FINDING_H

#include "base/bytes.h"
#include "base/fault.h"

/*
 * Append {"id":"CUT350","severity":"E","record":17,"field":"ELEM-BYTES","offset":181,"text":"..."}; record, field
 * and offset are null when the finding is about the whole.
 */
void finding_json(struct bytes *out, const struct fault *finding);

/* Append all of LIST as an array of the printed form. */
void finding_json_list(struct bytes *out, const struct fault_list *list);

/* Append LIST as an array of the kept form: {"code":350,"file":"","record":17,...}. */
void finding_keep_list(struct bytes *out, const struct fault_list *list);

/* Read the kept form back, adding to LIST.  VALUE is a json_t array.  Returns 0, or FORM_E_DOCUMENT. */
int finding_read_list(struct fault_list *list, const void *value, struct fault *fault);

#endif
