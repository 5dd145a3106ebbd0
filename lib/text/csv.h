/*
 * csv.h - the one encoder of a CSV cell (RFC 4180).  Floor 1.
 *
 * Always quoted, quotes doubled.  A value that a spreadsheet would run as a formula (it begins with = + - @, tab or
 * CR) gets an apostrophe before it, the spreadsheets' own sign for "this is text".
 */
#ifndef CUTOVER_TEXT_CSV_H
#define CUTOVER_TEXT_CSV_H

#include <stddef.h>

#include "base/bytes.h"

/* Append the cell; the caller writes commas and CR LF between cells and rows. */
void csv_put_cell(struct bytes *out, const char *text, size_t length);

#endif
