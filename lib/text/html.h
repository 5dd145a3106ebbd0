/*
 * html.h - the one encoder of text in HTML.  Floor 1.  HTML Living Standard, 13.1.2: character data and quoted attributes.
 */
#ifndef CUTOVER_TEXT_HTML_H
#define CUTOVER_TEXT_HTML_H

#include <stddef.h>

#include "base/bytes.h"

/*
 * Append LENGTH bytes of UTF-8 TEXT so that it is text wherever it stands, between tags or inside a quoted attribute: & < > " '
 * become references; control characters but for LF and tab, and bytes that are not UTF-8, become U+FFFD.
 */
void html_put_text(struct bytes *out, const char *text, size_t length);

#endif
