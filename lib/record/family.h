/*
 * family.h - records in their parents' JSON: --parent CHILD=PARENT.  Floor 1; for schema.c and convert*.c.
 *
 *     int *parents;     of each 01 level its parent's index, FAMILY_NONE for a root
 *     family_parents(&parents, &layout, options, count, &fault)
 *
 *     struct family family;                 family_init(&family, parents, names, count)
 *     family_add(&family, level, object, length, &out)       appends the root before to OUT when this begins another
 *     family_put(&family, &out)                              the last root
 *     family_release(&family);
 *
 * Members of a root are held until another begins; each belongs to the last of its parent's level.  A line is
 * {"ROOT":{..., "CHILD":[{...}, ...]}}: children of one level are an array, arrays in the order in which levels first come.
 * Where that is not the order of the file, the root has FAMILY_ORDER too: the levels of all below it, as they lay.
 */
#ifndef CUTOVER_RECORD_FAMILY_H
#define CUTOVER_RECORD_FAMILY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/fault.h"
#include "record/layout.h"

#define FAMILY_ORDER "order" /* lower case: no field of a copybook */

enum { FAMILY_NONE = -1, FAMILY_DEPTH_MAX = 16, FAMILY_BYTES_MAX = 1 << 26 }; /* generations; bytes held for a root */

struct family_option { /* --parent CHILD=PARENT */
    const char *child;
    const char *parent;
};

/*
 * Make the array of parents (to free; NULL when there are no options).  Returns 0, RECORD_E_NAME, or RECORD_E_SETTING when
 * a level has two parents, is its own, has a field with its child's name, or goes deeper than FAMILY_DEPTH_MAX.
 */
int family_parents(int **parents, const struct layout *layout, const struct family_option *options, size_t count, struct fault *fault);

struct family_member {
    int level;
    int32_t parent;       /* indices in members, FAMILY_NONE for none */
    int32_t first_kind;   /* first child of the first level among its children */
    int32_t last_kind;    /* first child of the last */
    int32_t next_kind;    /* first child, of the same parent, of the next level */
    int32_t next_alike;   /* next child of the same parent and level */
    size_t start;         /* of its object in text, without the last brace */
    size_t length;
};

struct family {
    const int *parents; /* NULL: records stand alone */
    const char *const *names;
    size_t level_count;
    int32_t *open;      /* of each level the member that its children belong to */
    struct family_member *members;
    size_t count;
    size_t capacity;
    struct bytes text;
    int32_t put;        /* members of the line at hand that were appended in order; FAMILY_NONE when one was not */
};

/* PARENTS and NAMES are of COUNT levels and must outlive the family. */
void family_init(struct family *family, const int *parents, const char *const *names, size_t count);
void family_release(struct family *family);

/*
 * Add the JSON object of LENGTH bytes, a record of LEVEL.  Returns 0; RECORD_E_ORPHAN when its parent is not there, and it
 * has been appended to OUT as a line of its own; RECORD_E_FAMILY when the root would be more than FAMILY_BYTES_MAX, and
 * it was not added.
 */
int family_add(struct family *family, int level, const char *object, size_t length, struct bytes *out, struct fault *fault);

/* Append the root that is held as a line; nothing when there is none. */
void family_put(struct family *family, struct bytes *out);

#endif
