/*
 * gather.h - the second pass over a drop file: its records gathered to submissions, one at a time.  Floor 2; for lib/form
 * alone.
 */
#ifndef CUTOVER_FORM_GATHER_H
#define CUTOVER_FORM_GATHER_H

#include "base/fault.h"
#include "form/drop.h"
#include "form/records.h"

/* As drop_read, for RECORDS that SUMMARY does not set aside. */
int gather_read(struct records *records, const struct drop_summary *summary, drop_visit *visit, void *user,
                struct fault *fault);

#endif
