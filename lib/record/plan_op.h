/*
 * plan_op.h - the operations of a plan: one for each value, two for each bracket.  Floor 1; for plan.h.
 */
#ifndef CUTOVER_RECORD_PLAN_OP_H
#define CUTOVER_RECORD_PLAN_OP_H

#include <stdbool.h>
#include <stdint.h>

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

#endif
