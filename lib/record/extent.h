/*
 * extent.h - how long an elementary item is, and on which boundary SYNCHRONIZED lays it.  Floor 1; for layout.c alone.
 *
 * As Enterprise COBOL does it: Language Reference, USAGE and SYNCHRONIZED clauses.  BINARY_MINIMAL: binary items have as few
 * bytes as their digits need, 1 to 8, as GnuCOBOL's binary-size 1--8.
 */
#ifndef CUTOVER_RECORD_EXTENT_H
#define CUTOVER_RECORD_EXTENT_H

#include <stdbool.h>
#include <stdint.h>

#include "record/copybook.h"

/* Bytes of an elementary item. */
uint32_t extent_length(const struct item *item, bool binary_minimal);

/* The boundary that a SYNCHRONIZED item lies on: 2, 4 or 8; 1 for every other item. */
uint32_t extent_boundary(const struct item *item, bool binary_minimal);

/* That of the first elementary item of ITEM: slack goes before the outermost group that it begins. */
uint32_t extent_first_boundary(const struct item *item, bool binary_minimal);

#endif
