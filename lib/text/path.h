/*
 * path.h - the one encoder of text in a file's name.  Floor 1.
 *
 * What comes out is one component of a path, wherever it is put: no '/', no control character, no byte beyond ASCII,
 * nothing hidden, never "." or "..", and no longer than a file system takes.  Different texts give different names.
 */
#ifndef CUTOVER_TEXT_PATH_H
#define CUTOVER_TEXT_PATH_H

#include <stddef.h>

#include "base/bytes.h"

enum { PATH_COMPONENT_MAX = 200 }; /* leaves room for a prefix and a suffix in NAME_MAX, 255 */

/*
 * Append LENGTH bytes of TEXT.  Letters, digits and ._-+=,@# stand for themselves, but for a period or hyphen at the front;
 * every other byte becomes %XX.  What would be longer than PATH_COMPONENT_MAX ends in ~ and 32 digits of its SHA-256; no text at all is %.
 */
void path_put_component(struct bytes *out, const char *text, size_t length);

#endif
