/*
 * copylib.h - the folders in which COPY finds its members.  Floor 1.
 *
 *     struct copylib copylib = {.folders = folders, .count = 2};
 *     struct copybook_library library = {copylib_read, &copylib};       source.library = &library
 *
 * COPY MEMBER is FOLDER/MEMBER, COPY MEMBER OF LIBRARY is FOLDER/LIBRARY/MEMBER, in the first folder that has it, as it is
 * written, in upper or in lower case, alone or with .cpy, .cbl, .cob, .copy or .inc behind it.  A name has no slash and
 * does not begin with a period: it never leaves the folders.
 */
#ifndef CUTOVER_RECORD_COPYLIB_H
#define CUTOVER_RECORD_COPYLIB_H

#include <stdbool.h>
#include <stddef.h>

#include "base/bytes.h"

struct copylib {
    const char *const *folders;
    size_t count;
};

/* Letters, digits and - _ @ # $ . of at most COPYBOOK_NAME_MAX, the first no period. */
bool copylib_is_name(const char *name, size_t length);

/* For struct copybook_library: the text of a member.  LIBRARY may be NULL.  Returns 0, or -1 when no folder has it. */
int copylib_read(void *copylib, const char *member, const char *library, struct bytes *text);

#endif
