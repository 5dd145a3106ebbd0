/*
 * csv.h - the one encoder of a CSV cell (RFC 4180).  Floor 1.
 *
 * Always quoted, quotes doubled.  A spreadsheet runs a cell that begins with = + - @ (or their full-width forms), tab, CR
 * or LF as a formula; such a value gets an apostrophe before it, the spreadsheets' own sign for "this is text".  So that
 * nothing is lost, a value that begins like that behind apostrophes of its own gets one more: who reads cells back takes
 * one apostrophe away from those that match '+[=+-@...].
 */
#ifndef CUTOVER_TEXT_CSV_H
#define CUTOVER_TEXT_CSV_H

#include <stddef.h>

#include "base/bytes.h"

/* Append LENGTH bytes of TEXT as a cell; the caller writes commas and CR LF between cells and rows. */
void csv_put_cell(struct bytes *out, const char *text, size_t length);

#endif
