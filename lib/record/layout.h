/*
 * layout.h - where every item of a copybook lies.  Floor 1.
 *
 * layout_compute fills offset, length, counter and redefined of each item below each 01 level; then the tree is read
 * only.  Lengths: X and 9 DISPLAY a byte a position, one more for SIGN SEPARATE; COMP 2, 4 or 8 bytes for up to 4, 9 and 18
 * digits; COMP-3 digits/2 + 1 (IBM Enterprise COBOL for z/OS Programming Guide, "Formats for numeric data").
 */
#ifndef CUTOVER_RECORD_LAYOUT_H
#define CUTOVER_RECORD_LAYOUT_H

#include "record/copybook.h"

enum { LAYOUT_MAX_BYTES = 16 << 20 };

/* Returns 0, or a fault with the line: RECORD_E_NAME for a name that is not there, RECORD_E_SYNTAX, RECORD_E_SIZE. */
int layout_compute(struct copybook *copybook, struct fault *fault);

/* Bytes of one occurrence of an elementary item. */
size_t item_bytes(const struct item *item);

bool item_is_elementary(const struct item *item);

/* "COMP-3", "COMP", "DISPLAY" or "" for a group. */
const char *item_usage_name(const struct item *item);

#endif
