/*
 * library.h - where procedures and INCLUDE members are found.  Floor 2.
 *
 *     struct folder_library folders = {.folders = proclibs, .count = 2};
 *     struct library library = library_of_folders(&folders);
 *     struct member member;
 *     if (library_find(&library, order, order_count, "DAY", &member, &fault) == 1) { ... member.text ... member_release(&member); }
 *
 * A library is a function, so that whoever runs jobs may bring one over data sets.  Folders are the one kind known here:
 * member DAY of the installation's libraries is FOLDER/DAY or FOLDER/DAY.jcl, that of JCLLIB ORDER=A.B is FOLDER/A.B/DAY.
 */
#ifndef CUTOVER_JCL_LIBRARY_H
#define CUTOVER_JCL_LIBRARY_H

#include "base/bytes.h"
#include "base/fault.h"

enum { MEMBER_MAX_BYTES = 16 * 1024 * 1024 };

struct member {
    struct bytes file; /* its name for messages; owned, as text is */
    struct bytes text;
};

struct library {
    /*
     * Fetch member NAME of the data set DSN, or of the installation's libraries when DSN is NULL.  Both are valid names.
     * Returns 1 and fills MEMBER, 0 when there is none, or a negative code (it is there and cannot be read).
     */
    int (*fetch)(void *context, const char *dsn, const char *name, struct member *member, struct fault *fault);
    void *context;
};

/* Folders, searched in order. */
struct folder_library {
    const char *const *folders;
    size_t count;
};

/* FOLDERS must outlive the library. */
struct library library_of_folders(struct folder_library *folders);

/*
 * Member NAME from the data sets ORDER of JCLLIB, in order, then from the installation's libraries.  Returns as fetch
 * does; JCL_E_MEMBER_MISSING when NAME is no member's name (it never becomes part of a path then).  MEMBER is to be released when 1 is returned.
 */
int library_find(const struct library *library, const char *const *order, size_t order_count, const char *name,
                 struct member *member, struct fault *fault);

void member_release(struct member *member);

#endif
