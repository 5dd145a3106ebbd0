/*
 * copybook.h - COBOL data descriptions as a tree.  Floor 1.
 *
 *     struct copybook copybook;
 *     if (copybook_parse(&copybook, text, length, &copybook_fixed, &fault) < 0) ...   fault.record is the line
 *     for (const struct item *level01 = copybook.items; level01 != NULL; level01 = level01->next) ...
 *     copybook_release(&copybook);
 *
 * The tree is what the source says; where a field lies is layout.h's.  What is COBOL but not handled (COMP-X, TYPE ...)
 * is refused by name, never skipped; clauses that say nothing about bytes (VALUE, INDEXED BY, KEY, GLOBAL) are read and
 * left, and so are the headings of divisions and sections and FD entries.  A copybook that begins below level 01 gets a
 * level 01 of the name RECORD around it.  Source rules: IBM Enterprise COBOL, reference format and data division.
 */
#ifndef CUTOVER_RECORD_COPYBOOK_H
#define CUTOVER_RECORD_COPYBOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/fault.h"
#include "record/picture.h"

enum { COPYBOOK_NAME_MAX = 60, COPYBOOK_ITEMS_MAX = 10000, COPYBOOK_BYTES_MAX = 1 << 22, COPYBOOK_DIMENSIONS_MAX = 7 };

enum usage {
    USAGE_DISPLAY,
    USAGE_BINARY,          /* COMP, COMP-4, BINARY */
    USAGE_PACKED,          /* COMP-3, PACKED-DECIMAL */
    USAGE_NATIVE,          /* COMP-5 */
    USAGE_FLOAT,           /* COMP-1: 4 bytes, no PICTURE */
    USAGE_DOUBLE,          /* COMP-2: 8 bytes, no PICTURE */
    USAGE_PACKED_UNSIGNED, /* COMP-6: packed without a sign */
    USAGE_NATIONAL,        /* UTF-16 */
    USAGE_DBCS,            /* DISPLAY-1: two bytes a character */
    USAGE_INDEX,           /* 4 bytes, no PICTURE */
    USAGE_POINTER,         /* POINTER, PROCEDURE-POINTER ...: pointer_bytes, no PICTURE */
};

enum condition_kind {
    CONDITION_TEXT,        /* text without trailing blanks; "" for SPACES */
    CONDITION_NUMBER,      /* decimal with exactly the decimals of its field: "1", "-0.50" */
    CONDITION_LOW_VALUES,
    CONDITION_HIGH_VALUES,
    CONDITION_BYTES,       /* X'..': its hexadecimal digits, upper case; bytes as they stand, whatever the code page */
};

struct condition_value { /* one value, or FIRST THRU LAST */
    enum condition_kind kind;      /* of first */
    enum condition_kind last_kind; /* the same, but that text and bytes may be the ends of one range */
    const char *first;
    const char *last; /* equals first when there is no THRU */
    struct condition_value *next;
};

struct condition { /* level 88 */
    const char *name;
    struct condition_value *values;
    struct condition *next;
};

struct item {
    const char *name; /* upper case; "FILLER" when it has none */
    bool filler;
    int level;        /* 1 to 49, or 77 */
    int64_t line;     /* of the source */
    const char *member; /* that COPY brought and in which that line is; NULL: the copybook itself */
    struct picture picture; /* kind PICTURE_NONE: a group, or an item of a usage without one */
    const char *picture_text; /* as written, upper case; NULL when it has none */
    enum usage usage;
    bool usage_given; /* on the item itself or on a group around it */
    bool sign_given;
    bool sign_leading;
    bool sign_separate;
    uint8_t pointer_bytes;  /* of USAGE_POINTER: 4 or 8 */
    bool synchronized;      /* on the item itself or on a group around it */
    bool justified;         /* RIGHT */
    bool blank_when_zero;
    bool table;             /* has OCCURS */
    uint32_t occurs_min;    /* 1 and 1 when it is no table */
    uint32_t occurs_max;
    const char *depending_on; /* NULL: fixed; qualified as "COUNT OF GROUP" */
    const char *redefines;    /* NULL: none */
    const char *renames_first; /* level 66, qualified as depending_on; NULL: it is none */
    const char *renames_last;  /* equals renames_first when there is no THRU */
    struct condition *conditions;
    struct item *parent;
    struct item *child;   /* first of its items */
    struct item *next;    /* of the same group */
    struct item *renames; /* of a level 01: the first level 66 behind it, linked by next */
};

struct copybook {
    struct arena arena; /* holds the tree */
    struct item *items; /* level 01 */
    size_t count;       /* items of all levels, 66 and 88 not counted */
    size_t renames_count; /* level 66 */
    bool binary_minimal; /* as its source said */
};

enum source_format { SOURCE_FIXED, SOURCE_FREE };

struct copybook_library { /* where COPY finds its members; copylib.h has one for folders */
    int (*read)(void *context, const char *member, const char *library, struct bytes *text); /* library NULL: none; 0 or -1 */
    void *context;
};

struct copybook_source {
    enum source_format format;
    int first_column; /* of fixed source, from 1: the indicator area; 7 */
    int last_column;  /* 72 */
    struct picture_options picture;
    const struct copybook_library *library; /* NULL: COPY is refused */
    bool binary_minimal; /* a binary item has as few bytes as its digits need: 1 to 8 */
};

extern const struct copybook_source copybook_fixed; /* columns 7-72 */
extern const struct copybook_source copybook_free;

/*
 * Read LENGTH bytes of source and the members that it copies.  Returns 0, or RECORD_E_COPYBOOK, RECORD_E_UNSUPPORTED,
 * RECORD_E_PICTURE, RECORD_E_MEMBER, RECORD_E_NESTING with the line as record number and "member NAME" as context when
 * it is of a member; then COPYBOOK holds nothing and need not be released.
 */
int copybook_parse(struct copybook *copybook, const char *text, size_t length, const struct copybook_source *source,
                   struct fault *fault);
void copybook_release(struct copybook *copybook);

const char *usage_name(enum usage usage); /* "DISPLAY", "COMP", "COMP-3" ... */

/* An elementary item: it has a PICTURE, or a usage that needs none. */
bool item_is_leaf(const struct item *item);

#endif
