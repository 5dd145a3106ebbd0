/*
 * remark.h - findings as this room makes them, and what they amount to.  Floor 3.
 */
#ifndef CUTOVER_RELEASE_REMARK_H
#define CUTOVER_RELEASE_REMARK_H

#include <stdbool.h>

#include "base/fault.h"
#include "form/submission.h"

/*
 * Add a finding about SUBMISSION: CODE, the printf-formatted detail, the RECORD (NULL: the whole) and the field of it
 * that has this MEANING (NULL: none).  What is there already, word for word, is not added twice; nor is a missing
 * value (severity E) where the record's field has a finding of severity E already.
 */
void remark_add(struct fault_list *findings, const struct submission *submission,
                const struct submission_record *record, const char *meaning, int code, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/* Is there a finding that denies (error.h); one of severity E, which returns? */
bool remark_denies(const struct fault_list *findings);
bool remark_returns(const struct fault_list *findings);

/* The first finding with a code from FIRST down to LAST, both included; NULL when there is none. */
const struct fault *remark_find(const struct fault_list *findings, int first, int last);

/* Remove the findings whose codes lie from FIRST down to LAST, both included, so that they can be found anew. */
void remark_forget(struct fault_list *findings, int first, int last);

#endif
