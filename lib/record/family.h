/*
 * family.h - records in their parents' JSON: --parent CHILD=PARENT.  Floor 1; for schema.c and convert*.c.
 *
 *     struct family_tree tree;              which kind of record belongs to which
 *     if (family_tree_make(&tree, &layout, options, count, &fault) < 0) ...
 *     struct family family;                 family_init(&family, &tree)
 *     family_add(&family, kind, object, length, &out, &fault)   appends the root before to OUT when this begins another
 *     family_put(&family, &out)                                 the last root
 *     family_release(&family);              family_tree_release(&tree);
 *
 * Kinds are the 01 levels; or, when there is one alone, those of its REDEFINES that options name.
 * Members of a root are held until another begins; each belongs to the last of its parent's kind.  A line is
 * {"ROOT":{..., "CHILD":[{...}, ...]}}, of one 01 level {..., "CHILD":[{...}, ...]}: children of one kind are an array,
 * arrays in the order in which kinds first come.  Where that is not the order of the file, the root has FAMILY_ORDER too:
 * the kinds of all below it, as they lay.
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

struct family_tree {
    const char **names; /* of each kind */
    int *parents;       /* of each kind, FAMILY_NONE for a root; NULL: no options, records stand alone */
    size_t count;
    bool views;         /* kinds are views of the only 01 level */
};

/*
 * Returns 0, RECORD_E_NAME, or RECORD_E_SETTING when a kind has two parents, has a field with its child's name, or lies
 * deeper than FAMILY_DEPTH_MAX; then TREE holds nothing.  LAYOUT must outlive the tree.
 */
int family_tree_make(struct family_tree *tree, const struct layout *layout, const struct family_option *options, size_t count,
                     struct fault *fault);
void family_tree_release(struct family_tree *tree);

/* The kind of this name (case is alike), FAMILY_NONE when there is none. */
int family_kind(const struct family_tree *tree, const char *name);

struct family_member {
    int kind;
    int32_t parent;       /* indices in members, FAMILY_NONE for none */
    int32_t first_kind;   /* first child of the first kind among its children */
    int32_t last_kind;    /* first child of the last */
    int32_t next_kind;    /* first child, of the same parent, of the next kind */
    int32_t next_alike;   /* next child of the same parent and kind */
    size_t start;         /* of its object in text, without the last brace */
    size_t length;
};

struct family {
    const struct family_tree *tree;
    int32_t *open;      /* of each kind the member that its children belong to */
    struct family_member *members;
    size_t count;
    size_t capacity;
    struct bytes text;
    int32_t put;        /* members of the line at hand that were appended in order; FAMILY_NONE when one was not */
};

/* TREE must outlive the family. */
void family_init(struct family *family, const struct family_tree *tree);
void family_release(struct family *family);

/*
 * Add the JSON object of LENGTH bytes, a record of KIND.  Returns 0; RECORD_E_ORPHAN when its parent is not there, and it
 * has been appended to OUT as a line of its own; RECORD_E_FAMILY when the root would be more than FAMILY_BYTES_MAX, and
 * it was not added.
 */
int family_add(struct family *family, int kind, const char *object, size_t length, struct bytes *out, struct fault *fault);

/* Append the root that is held as a line; nothing when there is none. */
void family_put(struct family *family, struct bytes *out);

#endif
