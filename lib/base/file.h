/*
 * file.h - whole files, atomic replacement, folders.  Floor 0.
 *
 * Publishing is atomic and durable: a temporary file in the same folder, flush, fsync, rename, fsync of the
 * folder.  A reader sees the old file or the new one; a kill leaves at most a temporary file named
 * ".NAME.XXXXXX.part", which no program reads and file_replace_sweep removes.
 * All functions return 0 or a BASE_* code with errno's text in the fault.
 */
#ifndef CUTOVER_BASE_FILE_H
#define CUTOVER_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/bytes.h"
#include "base/fault.h"

enum base_error {
    BASE_E_OPEN = -2,    /* a file or folder cannot be opened, read or listed */
    BASE_E_WRITE = -3,   /* a file or folder cannot be written, moved or removed */
    BASE_E_TOO_BIG = -4, /* a file is larger than its reader allows */
    BASE_E_LOCKED = -5,  /* another process holds the lock */
    BASE_E_DATE = -6,    /* not a date CCYYMMDD */
};

/* Read the whole of PATH, at most LIMIT bytes, into OUT (cleared first). */
int file_read(struct bytes *out, const char *path, size_t limit, struct fault *fault);

/* Publish LENGTH bytes as PATH, mode 0640 less the umask. */
int file_write(const char *path, const void *data, size_t length, struct fault *fault);

/*
 * The same in pieces:  file_replace_open; write to replace.stream; file_replace_commit, or file_replace_abort.
 * After either, the struct may be thrown away.  Commit checks every write that went before.
 */
struct file_replace {
    FILE *stream;
    char *path;
    char *temporary; /* NULL: written in place */
};

int file_replace_open(struct file_replace *replace, const char *path, struct fault *fault);
int file_replace_commit(struct file_replace *replace, struct fault *fault);
void file_replace_abort(struct file_replace *replace);

/*
 * The same for a path that a user names.  A link leads to its file, which is replaced; a device, a pipe or a socket is written as it
 * stands, not atomically.
 */
int file_output_open(struct file_replace *replace, const char *path, struct fault *fault);

/* Do both paths lead to one file?  False when either leads to none. */
bool file_is_same(const char *path, const char *other);

/* Remove the temporary files that killed writers left in FOLDER. */
int file_replace_sweep(const char *folder, struct fault *fault);

/* Rename FROM to TO (which is replaced) durably: both folders are synced.  Same file system only. */
int file_move(const char *from, const char *to, struct fault *fault);

/* Make folder PATH and its parents, durably, mode 0750 less the umask; those that exist are left alone. */
int file_make_folder(const char *path, struct fault *fault);

/* The same for one folder whose parent is there, and not synced: for work that is done again after a failure. */
int file_make_plain_folder(const char *path, struct fault *fault);

/*
 * Names of the regular files in FOLDER that do not begin with '.', sorted by byte value; a missing folder is
 * empty.  *NAMES is one block to free with file_names_free.
 */
int file_list(const char *folder, char ***names, size_t *count, struct fault *fault);

/* Likewise what is no regular file: folders, links, pipes. */
int file_list_others(const char *folder, char ***names, size_t *count, struct fault *fault);
void file_names_free(char **names, size_t count);

/* FOLDER "/" NAME, to be freed; an absolute NAME stands alone. */
char *file_join(const char *folder, const char *name);

bool file_exists(const char *path);

#endif
