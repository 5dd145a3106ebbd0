/*
 * judge.h - the first pass over a drop file: what sets it aside whole.  Floor 2; for lib/form alone.
 */
#ifndef CUTOVER_FORM_JUDGE_H
#define CUTOVER_FORM_JUDGE_H

#include <stdint.h>

#include "base/fault.h"
#include "form/drop.h"
#include "form/records.h"

/*
 * Read all of RECORDS and fill what SUMMARY says of the contents: header, counts, findings, aside.  LIMIT is the
 * most records of one submission.  Damage is no fault.  Returns 0 or BASE_E_OPEN.
 */
int judge_file(struct records *records, int64_t limit, struct drop_summary *summary, struct fault *fault);

/* Add a finding of the file as a whole to SUMMARY; damage sets the file aside.  Takes fault_set's code. */
void judge_add(struct drop_summary *summary, const struct fault *finding);

#endif
