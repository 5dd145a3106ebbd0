/*
 * copybook.h - a COBOL copybook as a tree of items.  Floor 1.
 *
 *     struct copybook *copybook;
 *     struct copybook_source source = COPYBOOK_SOURCE_DEFAULT;
 *     if (copybook_parse(&copybook, text, length, &source, &fault) < 0) { fault.record is the line ... }
 *     for (const struct item *level = copybook->first; level != NULL; level = level->next) ... the 01 levels
 *     copybook_free(copybook);
 *
 * Rules: IBM Enterprise COBOL for z/OS Language Reference, "Data division: data description entry".  Read are levels
 * 01 to 49 and 88, REDEFINES, PICTURE, USAGE, SIGN, OCCURS with DEPENDING ON; KEY, INDEXED, VALUE, EXTERNAL and
 * GLOBAL are passed over, as they change no byte.  What would change one and is not read is refused by name.
 */
#ifndef CUTOVER_RECORD_COPYBOOK_H
#define CUTOVER_RECORD_COPYBOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/fault.h"
#include "record/picture.h"

enum usage { USAGE_DISPLAY, USAGE_BINARY, USAGE_PACKED };

struct copybook_source {
    bool free_format;
    int first_column; /* the indicator's, 7; text begins behind it */
    int last_column;  /* 72 */
};
#define COPYBOOK_SOURCE_DEFAULT {false, 7, 72}

/* A level 88: a name, and the values that make it true.  FIRST alone, or FIRST THRU LAST. */
struct condition_value {
    const char *first; /* text, or digits with sign and point; ZERO and SPACES as "0" and " " */
    const char *last;  /* NULL: a single value */
    struct condition_value *next;
};

struct condition {
    const char *name;
    struct condition_value *values;
    struct condition *next;
};

struct item {
    const char *name; /* upper case; NULL for FILLER and unnamed ones */
    int level;
    int line; /* of the source, from 1 */
    bool has_picture;
    struct picture picture;
    const char *picture_text; /* as written, upper case */
    enum usage usage;
    bool sign_leading;
    bool sign_separate;
    size_t occurs_min; /* 1 and 1: no table */
    size_t occurs_max;
    bool is_table;
    const char *depending_on;   /* NULL: fixed */
    const char *redefines;      /* NULL: none */
    struct item *redefined;     /* the item of that name */
    struct condition *conditions;
    struct item *parent, *first, *next;
    /* set by layout.h */
    size_t offset;       /* from the start of its 01 level, tables before it at their longest; of occurrence 1 */
    size_t length;       /* bytes of one occurrence, tables in it at their longest */
    struct item *counter; /* the item of depending_on */
};

struct copybook {
    struct arena arena;
    struct item *first; /* the 01 levels; a copybook without one gets an unnamed one over its items */
};

/* TEXT is not kept.  Returns 0 and *COPYBOOK for copybook_free, or a fault with the line in record. */
int copybook_parse(struct copybook **copybook, const char *text, size_t length, const struct copybook_source *source,
                   struct fault *fault);
void copybook_free(struct copybook *copybook); /* takes NULL */

/* The 01 level with this name in any case; NULL: none. */
struct item *copybook_level(const struct copybook *copybook, const char *name);

/* The first item with this name at or below ITEM, in order of the source; NULL: none. */
struct item *item_find(struct item *item, const char *name);

/* The item behind ITEM in a walk through the tree below ROOT: first child, else next, else the next of a parent; NULL at the end. */
struct item *item_walk(const struct item *root, const struct item *item);

#endif
