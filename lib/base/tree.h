/*
 * tree.h - a file, or a folder with all that is in it, removed and copied.  Floor 0.
 *
 * All functions return 0 or a BASE_* code with errno's text in the fault.
 */
#ifndef CUTOVER_BASE_TREE_H
#define CUTOVER_BASE_TREE_H

#include <stdint.h>

#include "base/fault.h"

/* Remove PATH, whatever it is, links not followed.  It need not be there.  BASE_E_WRITE when something stays. */
int tree_remove(const char *path, struct fault *fault);

/*
 * Make TO a copy of FROM: a regular file, or a folder of regular files.  TO is replaced as a whole file, or file by file with those
 * removed that FROM does not have: done again after a kill it ends the same.  Shares blocks where the file system can.  Not synced.
 */
int tree_copy(const char *from, const char *to, struct fault *fault);

/* Bytes of the regular file FROM, or of the regular files in the folder FROM; 0 when there is nothing. */
int64_t tree_bytes(const char *from);

#endif
