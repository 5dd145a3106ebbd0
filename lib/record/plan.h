/*
 * plan.h - a record's layout compiled into a flat array of small operations.  Floor 1.
 *
 *     struct plan_options options = {.raw = raw, .raw_count = 1};
 *     struct plan plan;
 *     if (plan_compile(&plan, &layout, record, &options, &fault) < 0) ...
 *     decode_values(&plan, &page, bytes, length, &values)     encode_json(&plan, ...)
 *     plan_release(&plan);
 *
 * decode.c and encode.c walk the operations in order.  Groups, tables and views are brackets: an opening operation
 * knows the index behind its end.  Offsets are those of the layout (tables at their maximum); a base that moves
 * holds the occurrence, and what a shorter table before left out.  Nothing is allocated while a plan runs.
 */
#ifndef CUTOVER_RECORD_PLAN_H
#define CUTOVER_RECORD_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/fault.h"
#include "record/layout.h"
#include "record/plan_op.h"

struct plan_rule { /* a value of a field selects a view */
    int32_t root;      /* field of the union */
    int32_t slot;
    uint32_t view;     /* that it selects, from 0 */
    const char *value; /* without trailing blanks; of a number, canonical */
};

struct plan {
    const struct layout *layout;
    int record;                 /* index in layout->records */
    struct plan_op *ops;        /* closed by PLAN_END */
    size_t count;
    char *keys;
    struct plan_rule *rules;
    size_t rule_count;
    int32_t *slot_ops;          /* the operation that fills each slot */
    size_t slot_count;
    size_t columns;             /* CSV columns of a record */
    bool exact;                 /* tables lie in their own length, not their maximum */
    struct arena arena;
};

struct plan_segment { /* --segment FIELD=VALUE[,VALUE]:GROUP, a value each */
    const char *field;
    const char *value;
    const char *group; /* a REDEFINES, or what it redefines; 01 levels are not the plan's to choose */
};

struct plan_page { /* --codepage-of NAME=PAGE */
    const char *name; /* a leaf, or a group around leaves */
    unsigned page;    /* its number, see codepage_add */
};

struct plan_options {
    const struct plan_page *pages; /* the nearest to a leaf is its own */
    size_t page_count;
    const char *const *raw;    /* fields taken as bytes, whatever their picture: hexadecimal digits as text */
    size_t raw_count;
    const char *const *select; /* leaves and groups that are shown; none: all */
    size_t select_count;
    const struct plan_segment *segments;
    size_t segment_count;
    bool filler;               /* FILLER is shown, and bytes that no field has as "slack" */
    bool float_ieee;           /* COMP-1 and COMP-2 are IEEE 754; else hexadecimal */
    bool sign_translated;      /* zoned signs in ASCII are written {A-I and }J-R; else digits, and p-y for minus */
    bool native_little_endian; /* COMP-5, and floats of IEEE 754, have their lowest byte first */
    bool occurs_maximum;       /* a table takes its maximum in the record, whatever its count */
};

/* Returns 0, or RECORD_E_NAME or RECORD_E_LAYOUT; then PLAN holds nothing.  LAYOUT must outlive the plan. */
int plan_compile(struct plan *plan, const struct layout *layout, int record, const struct plan_options *options,
                 struct fault *fault);
void plan_release(struct plan *plan);

/* The operation that reads the leaf at INDEX of a layout, without key, slot and room.  OPTIONS NULL: the defaults. */
struct plan_op plan_leaf(const struct layout *layout, int index, const struct plan_options *options);

/* Bytes between fields that SYNCHRONIZED left, not the field itself. */
bool plan_is_slack(const struct layout *layout, const struct plan_op *op);

#endif
