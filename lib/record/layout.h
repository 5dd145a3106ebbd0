/*
 * layout.h - where every field of a copybook lies.  Floor 1.
 *
 *     struct layout layout;
 *     if (layout_make(&layout, &copybook, &fault) < 0) ...
 *     int record = layout_record(&layout, "F053-HEADER");           an index into layout.records
 *     const struct layout_field *field = layout_find(&layout, record, "FORM-ID");
 *     layout_release(&layout);
 *
 * Fields are one array in the order of the source, a group before its members; [index+1, end) are the members of
 * a group at all depths.  Offsets are bytes from 0 from the start of the record with every table at its maximum,
 * for the first occurrence.  The layout points into the copybook, which must outlive it.
 */
#ifndef CUTOVER_RECORD_LAYOUT_H
#define CUTOVER_RECORD_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/fault.h"
#include "record/copybook.h"

enum { LAYOUT_RECORD_MAX = 1 << 24, LAYOUT_NONE = -1 }; /* bytes of the longest record */

struct layout_field {
    const struct item *item; /* name, level, picture, usage, conditions */
    uint32_t offset;
    uint32_t length; /* of one occurrence; of a table with SYNCHRONIZED items with the slack bytes at its end */
    uint32_t slack;  /* bytes of slack that SYNCHRONIZED puts before it */
    uint32_t boundary; /* widest that SYNCHRONIZED asks for in it: 1, 2, 4 or 8 */
    int parent;      /* index of the group around it; LAYOUT_NONE for a level 01 */
    int end;         /* index behind its last member: itself + 1 when it has none */
    int depending_on; /* index of the field that counts its occurrences, or LAYOUT_NONE */
    int redefines;    /* index of the field that it redefines, or LAYOUT_NONE */
    int dimensions;   /* OCCURS around and on it */
    bool varies;      /* holds an OCCURS DEPENDING ON, at any depth, or is one */
};

struct layout_record { /* one level 01 */
    int field;         /* its index in fields */
    uint32_t minimum;  /* shortest and longest record in bytes */
    uint32_t maximum;
};

struct layout_renames { /* a level 66: bytes that have a name of their own; never a key of JSON, unless selected */
    const struct item *item;
    int record; /* index in records */
    int first;  /* index in fields; equals last when there is no THRU */
    int last;
    uint32_t offset;
    uint32_t length; /* with every table at its maximum */
};

struct layout {
    struct layout_field *fields;
    size_t count;
    struct layout_renames *renames;
    size_t renames_count;
    struct layout_record *records;
    size_t record_count;
};

/* Returns 0, or RECORD_E_LAYOUT with the line; then LAYOUT holds nothing. */
int layout_make(struct layout *layout, const struct copybook *copybook, struct fault *fault);
void layout_release(struct layout *layout);

/* Index in records of the level 01 of this name (case is alike), LAYOUT_NONE when there is none. */
int layout_record(const struct layout *layout, const char *name);

/* The first field of this name in a record (an index in records), NULL when there is none. */
const struct layout_field *layout_find(const struct layout *layout, int record, const char *name);

/* A field that holds bytes: no group. */
bool layout_is_leaf(const struct layout_field *field);

/* Where field FROM is read, the value of field INDEX is one: no table holds INDEX that does not hold FROM too. */
bool layout_sees(const struct layout *layout, int from, int index);

/* Append the listing that a COBOL compiler's map gives, and the array of layout --json (one line). */
void layout_print(struct bytes *out, const struct layout *layout);
void layout_json(struct bytes *out, const struct layout *layout);

#endif
