/*
 * json.h - the one encoder of JSON strings (RFC 8259).  Floor 1.
 *
 * For objects written straight into a buffer; what is built as a tree, and all reading, is jansson's.  The prefix is
 * json_put_: jansson has json_string and others, and both are in one program.
 */
#ifndef CUTOVER_TEXT_JSON_H
#define CUTOVER_TEXT_JSON_H

#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"

/*
 * Append LENGTH bytes of UTF-8 TEXT as a JSON string with its quotes.  Control characters become \uXXXX; bytes that
 * are not UTF-8 become U+FFFD, so that what is written can always be read back.
 */
void json_put_text(struct bytes *out, const char *text, size_t length);

/* "KEY": with a comma before it unless it is the first member of its object. */
void json_put_key(struct bytes *out, const char *key);

/* "KEY": followed by the string TEXT, or null when TEXT is NULL; and by a whole number. */
void json_put_member(struct bytes *out, const char *key, const char *text);
void json_put_number(struct bytes *out, const char *key, int64_t number);

#endif
