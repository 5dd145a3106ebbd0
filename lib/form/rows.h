/*
 * rows.h - CSV drop files: columns by name, rows as records.  Floor 2; for lib/form alone.
 *
 * The first row names the columns, case and - or _ alike; occurrences are NAME-1, NAME-2 ...  Records are numbered as
 * a spreadsheet counts rows, the first being 1.  REC-SEQ may be left out, and is then counted.
 */
#ifndef CUTOVER_FORM_ROWS_H
#define CUTOVER_FORM_ROWS_H

#include "form/records.h"

/* Read the columns, and the form from the first record.  Returns 0, or the damage. */
int rows_open(struct records *records, const struct form_set *forms, struct fault *fault);
void rows_close(struct records *records);

int rows_read(struct records *records, records_visit *visit, void *user, struct fault *fault);

#endif
