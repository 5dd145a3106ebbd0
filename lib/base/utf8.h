/*
 * utf8.h - is this UTF-8?  Floor 0.  RFC 3629.
 */
#ifndef CUTOVER_BASE_UTF8_H
#define CUTOVER_BASE_UTF8_H

#include <stddef.h>

/*
 * Bytes of the well-formed sequence that begins TEXT (1 to 4), of whose bytes LENGTH, at least 1, are there; 0 when there is none: no
 * overlong forms, no surrogates, nothing above U+10FFFF.
 */
size_t utf8_width(const void *text, size_t length);

#endif
