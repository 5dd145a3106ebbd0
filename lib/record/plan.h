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

/*
 * Key of bytes that no field has, as hexadecimal digits, with FILLER shown: what SYNCHRONIZED leaves, what a table at its
 * maximum does not use, what is behind the view that a segment selects.  Lower case: no field of a copybook.
 */
#define PLAN_SLACK "slack"

enum { PLAN_KEY_STEP = 16 }; /* keys may be read, and written, so many bytes at a time: plan->keys and room allow for it */

enum plan_kind {
    PLAN_TEXT,
    PLAN_RAW,
    PLAN_ZONED,
    PLAN_PACKED,
    PLAN_BINARY,
    PLAN_RARE_ZONED,  /* numbers that the quick looks of number.h do not know: scaled by P, blank when zero, national, */
    PLAN_RARE_PACKED, /* COMP-6, */
    PLAN_RARE_BINARY, /* COMP-5 and little-endian */
    PLAN_FLOAT,
    PLAN_JUSTIFIED,   /* text at the right of its field */
    PLAN_PAGED,       /* text in a page of its own */
    PLAN_NATIONAL,
    PLAN_DBCS,
    PLAN_REST, /* bytes of a table at its maximum behind its last occurrence, or of a union behind a shorter view: "slack" */
    PLAN_GROUP,
    PLAN_GROUP_END,
    PLAN_TABLE, /* what follows until TABLE_END is done for each occurrence */
    PLAN_TABLE_END,
    PLAN_UNION, /* a field and what redefines it: one VIEW each */
    PLAN_VIEW,
    PLAN_VIEW_END,
    PLAN_UNION_END,
    PLAN_END,
};

struct plan_op {
    uint8_t kind;
    uint8_t digits;
    int8_t scale;       /* 0 to digits, but for PLAN_RARE kinds: see decimal.h */
    bool is_signed;
    bool shown;         /* false: read because another depends on it, not written */
    bool sign_leading : 1;
    bool sign_separate : 1;
    bool filler : 1;    /* of a leaf: may be missing from the input of encode */
    bool again : 1;     /* a counter in a view, read behind its union: the view that has it may not be the one selected */
    bool national : 1;  /* digits, or edited text, in UTF-16BE */
    bool native : 1;    /* COMP-5: its value is that of its bytes, whatever the picture and --truncate */
    bool little_endian : 1;
    bool no_sign : 1;   /* packed without a half byte for the sign */
    bool blank_when_zero : 1;
    bool justified : 1; /* of national and DBCS text */
    bool ieee : 1;      /* of a float */
    bool translated : 1; /* of zoned in ASCII: its overpunch is written as one translated from EBCDIC */
    uint8_t page;       /* of a page of its own: its number beside the record's, see codepage_of */
    uint32_t offset;
    uint32_t length;    /* of a table: of one occurrence; of a union: of the longest view */
    uint32_t key;       /* "NAME": in plan->keys, with key_length bytes; 0 bytes inside a table */
    uint32_t key_length;
    uint32_t room;      /* the most bytes that its text can take in the output */
    int32_t field;      /* index in the layout */
    int32_t end;        /* of an opening operation: index of its end; of an end: of its opening; of a rest: its own */
    int32_t slot;       /* of a number that counts, or a field that selects: where its value is kept; -1: nowhere */
    int32_t rule;       /* of a union: first of its rules, those behind it have the same root; -1: every view is shown */
    uint32_t occurs_min; /* of a table; of a view: its number from 0 */
    uint32_t occurs_max; /* of a table, or a rest: of units of LENGTH bytes, those before the count of SLOT are not in it */
    uint32_t columns;   /* CSV columns that it fills: of a table, for one occurrence */
};

/* A leaf is a number, or else text (hexadecimal digits of PLAN_RAW among it). */
static inline bool plan_is_leaf(const struct plan_op *op)
{
    return op->kind <= PLAN_DBCS;
}

/* Text of two bytes a character. */
static inline bool plan_is_wide(const struct plan_op *op)
{
    return op->kind == PLAN_NATIONAL || op->kind == PLAN_DBCS;
}

static inline bool plan_is_number(const struct plan_op *op)
{
    return op->kind >= PLAN_ZONED && op->kind <= PLAN_FLOAT;
}

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
