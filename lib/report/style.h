/*
 * style.h - the style sheet of every HTML report.  Floor 4; for page.c alone.
 *
 * Light or dark as the reader's device is; below 56 rem a table becomes a list of cards, whose labels come from
 * data-label; on paper it is landscape, black on white, and column heads come again on every sheet.  All text keeps a
 * contrast of 4.5:1.
 */
#ifndef CUTOVER_REPORT_STYLE_H
#define CUTOVER_REPORT_STYLE_H

/* Its lines, each with its LF; NULL ends them. */
extern const char *const STYLE[];

#endif
