/*
 * lines.h - lines of UTF-8 to records of a data set in a code page, and back.  Floor 3.
 *
 * A line is a record: F and FB are filled with blanks and give their trailing blanks up on the way back, V and VB
 * keep them.  LF or CRLF ends a line, and the last may go without.  U has no lines: DATASET_E_ATTRIBUTES.
 */
#ifndef CUTOVER_UTILITY_LINES_H
#define CUTOVER_UTILITY_LINES_H

#include "dataset/dataset.h"
#include "record/codepage.h"

/*
 * Append the records of TEXT to OUT.  Returns 0, or RECORD_E_CHARACTERS with the number of a line that is not UTF-8, is
 * longer than LRECL allows or has a character that PAGE lacks.
 */
int lines_to_records(struct bytes *out, const struct dataset *dataset, const struct codepage *page, const char *text,
                     size_t length, struct fault *fault);

/*
 * Append a line for each record of the content DATA to OUT.  Returns 0, RECORD_E_TEXT with record and offset of a byte
 * that PAGE does not have, DATASET_E_RECORDS for a record with a line end in it, or a code of record/recfm.h.
 */
int lines_from_records(struct bytes *out, const struct dataset *dataset, const struct codepage *page,
                       const void *data, size_t length, struct fault *fault);

#endif
