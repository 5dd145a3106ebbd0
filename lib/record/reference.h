/*
 * reference.h - reference format: what of a source file is source.  Floor 1; for source.c alone.
 *
 * Sequence numbers, what lies outside the columns, comment and debugging lines, inline comments and directives are left
 * out; continued words and literals are joined; tabs reach to the next multiple of eight.  >>SOURCE FORMAT changes the
 * format of the lines behind it.
 */
#ifndef CUTOVER_RECORD_REFERENCE_H
#define CUTOVER_RECORD_REFERENCE_H

#include "base/bytes.h"
#include "record/copybook.h"

/* Append LENGTH bytes of source without what is not source, with one line end for each of its lines. */
void reference_clean(struct bytes *clean, const char *text, size_t length, const struct copybook_source *format);

#endif
