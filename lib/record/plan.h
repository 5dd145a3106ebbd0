/*
 * plan.h - an 01 level compiled into one flat array of small operations, and the walk over it.  Floor 1.
 *
 *     struct plan plan;
 *     plan_init(&plan, level, &options, &fault);
 *     plan_walk(&plan, record, length, &page, &sink, user);       calls the sink for each group, table and value
 *     plan_release(&plan);
 *
 * The walk allocates nothing.  A table that depends on a counter has as many occurrences as the counter says, and
 * what is behind it moves forward ("exact") or stays ("maximum"); a counter that cannot be read, or is outside its
 * table, counts as the nearest that fits and is told through the value of the table.
 */
#ifndef CUTOVER_RECORD_PLAN_H
#define CUTOVER_RECORD_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"
#include "record/codepage.h"
#include "record/copybook.h"
#include "record/segment.h"

enum plan_kind { PLAN_VALUE, PLAN_GROUP, PLAN_GROUP_END, PLAN_TABLE, PLAN_TABLE_END };

struct plan_operation {
    enum plan_kind kind;
    bool given;              /* the sink is told: it has a name, or FILLER is wanted */
    size_t filler;           /* of an unnamed value or table: its number in the level, from 1 */
    bool raw;                /* bytes that are never translated */
    const struct item *item;
    size_t offset;           /* of the first occurrence, with every table before it at its longest */
    size_t length;           /* bytes of a value, or of one occurrence of a table */
    size_t jump;             /* of a table: its end; of a table's end: its begin; of a group: its end */
    size_t counter;          /* of a counter: its place in counts, from 1; of a table: the counter it depends on; 0: none */
    size_t redefinition;     /* of a view of redefined bytes: its place in views, from 1; 0: none */
};

struct plan_options {
    bool filler;                  /* FILLER is given too */
    bool occurs_maximum;          /* a DEPENDING ON table takes its longest place */
    const char *const *raw;       /* names of fields whose bytes are never translated */
    size_t raw_count;
    const struct segment_rule *segments; /* which view a field's value selects */
    size_t segment_count;
};

struct plan {
    struct plan_operation *operations; /* owned */
    size_t count, capacity;
    size_t counter_count, filler_count;
    size_t bytes;     /* of the longest record */
    size_t least_bytes; /* of the shortest: every DEPENDING ON table at its fewest occurrences */
    const struct item *level;
    struct plan_options options;
};

enum { PLAN_MAX_DEPTH = 16, PLAN_MAX_COUNTERS = 64 };

/* LEVEL, a laid-out 01 level, and OPTIONS must outlive the plan.  Returns 0, RECORD_E_SIZE or RECORD_E_NAME. */
int plan_init(struct plan *plan, const struct item *level, const struct plan_options *options, struct fault *fault);
void plan_release(struct plan *plan);

/* One value as it lies in the record. */
struct plan_value {
    const struct plan_operation *operation;
    const uint8_t *data;     /* NULL when not even its first byte is there */
    size_t available;        /* bytes of it that are there, operation->length unless the record ends before */
    size_t offset;           /* in this record, from 0 */
    const size_t *indices;   /* of the tables around it, from 0 */
    int depth;               /* how many */
};

/* What a walk calls; each may return not 0 to end it. */
struct plan_sink {
    int (*value)(void *user, const struct plan_value *value);
    int (*group)(void *user, const struct plan_operation *operation, bool begin);
    int (*table)(void *user, const struct plan_operation *operation, bool begin, size_t count, struct fault *fault);
};

/*
 * Walk over the LENGTH bytes of RECORD.  The fault given to table is NULL unless its count is wrong
 * (RECORD_E_COUNT, RECORD_E_BEYOND or that of the counter).  *USED, unless NULL, becomes the bytes that the layout
 * takes of this record.  Returns 0 or what the sink returned.
 */
int plan_walk(const struct plan *plan, const uint8_t *record, size_t length, const struct codepage *page,
              const struct plan_sink *sink, void *user, size_t *used);

/*
 * The number of bytes of the record that begins at RECORD, of which LENGTH are there: for records one after another
 * without lengths of their own.  With no DEPENDING ON it is plan->bytes.
 */
size_t plan_record_bytes(const struct plan *plan, const uint8_t *record, size_t length, const struct codepage *page);

/* "ELEM-BYTES", or "FILLER-2" for the second unnamed one, into TEXT; returns TEXT. */
char *plan_key(char *text, size_t size, const struct plan_operation *operation);

/* "TXN-AMT" or "TXN-AMT(3)", the name with its occurrences from 1, into TEXT; returns TEXT. */
char *plan_value_name(char *text, size_t size, const struct plan_value *value);

#endif
