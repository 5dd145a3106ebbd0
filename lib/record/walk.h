/*
 * walk.h - what decode.c keeps while it walks a plan, and what it does rarely.  Floor 1; for decode.c alone.
 */
#ifndef CUTOVER_RECORD_WALK_H
#define CUTOVER_RECORD_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "record/decode.h"
#include "record/quick.h"

enum walk_escape { ESCAPE_JSON, ESCAPE_CSV, ESCAPE_NONE, ESCAPES };

enum {
    WALK_ZERO = 1,      /* answer of walk_bad_value: blanks that stand for zero */
    WALK_SPECIAL = 0x80 /* in plains: needs a second look */
};

struct walk_frame { /* a table that is being read */
    const struct plan_op *op;
    ptrdiff_t base;  /* before its first occurrence */
    uint32_t count;  /* occurrences it has */
    uint32_t done;   /* that are behind us */
    bool over;       /* it has no first occurrence */
};

struct walk_slot { /* the last value of a field that something depends on */
    const struct plan_op *op;
    const uint8_t *bytes; /* NULL: not read */
    int64_t number;       /* -1: it is no number */
};

struct walk {
    const struct plan *plan;
    const struct codepage *page;
    const struct decode_options *options;
    const uint8_t *record;
    size_t length;
    ptrdiff_t base;   /* what is added to an operation's offset */
    struct bytes *out;
    char *limit;      /* end of the room in out */
    const uint8_t *plain; /* one of plains */
    bool ebcdic;
    enum walk_escape escape;
    struct value_list *values;
    size_t bad;
    bool lost;        /* a count could not be read: what lies behind its table is anywhere */
    struct walk_frame frames[COPYBOOK_DIMENSIONS_MAX];
    int depth;
    struct walk_slot *slots;
    int32_t *selected; /* of each field that is redefined: the view, -1: all */
    struct bytes scratch;
    enum trim trim;
    uint8_t blank;
    uint64_t blanks;   /* eight of them */
    uint8_t plains[ESCAPES][256]; /* the ASCII character of a byte, or WALK_SPECIAL */
    struct quick *quicks[2];      /* of JSON and CSV; NULL: the plain way */
    const uint8_t *window;        /* bytes that can be read, beyond the record's own too */
    size_t window_length;
    size_t run_at;                /* where in the record the run at hand begins */
    const uint8_t *run_bytes;     /* its bytes, in the record or in padded */
    struct bytes padded;          /* a copy of a run's bytes, with room behind them */
};

struct walk *walk_new(const struct plan *plan, const struct codepage *page, const struct decode_options *options);
void walk_free(struct walk *walk);
void walk_begin(struct walk *walk, const uint8_t *record, size_t length);
ptrdiff_t walk_end(const struct walk *walk); /* what decode_json returns */

/* Text that has characters to escape or that are not ASCII; NULL when it has bytes that are none. */
char *walk_special_text(struct walk *walk, const uint8_t *from, size_t length, char *to);

/* The text in scratch, escaped as the output wants it. */
char *walk_escape_text(const struct walk *walk, char *to);

/* A value of a rare kind, behind the quick ones in enum plan_kind (rare.c); text between quotes when QUOTED.  NULL: bad. */
char *walk_rare_value(struct walk *walk, const struct plan_op *op, const uint8_t *bytes, bool quoted, char *to);

/* The bytes of a rest that are there, as hexadecimal digits between quotes (rare.c). */
char *walk_rest(const struct walk *walk, const struct plan_op *op, char *to);

/* Append the text of a field to OUT, blanks and all; RECORD_E_TEXT and where (from 0) when it has what is none (rare.c). */
int walk_decode_text(const struct walk *walk, const struct plan_op *op, struct bytes *out, const uint8_t *bytes, size_t *bad);

/* Keep the value of a field that has a slot. */
void walk_keep(struct walk *walk, const struct plan_op *op, size_t at);

/* Count and tell a value that cannot be read.  Returns its code, 0 for blanks that stand for null, or WALK_ZERO. */
int walk_bad_value(struct walk *walk, const struct plan_op *op, size_t at);

/* Fill FAULT for a value of OP at AT (from 0); BYTES NULL: beyond the end.  Returns CODE. */
int walk_explain(const struct walk *walk, const struct plan_op *op, int code, size_t at, const uint8_t *bytes,
                 const uint32_t *subscripts, struct fault *fault);

/* Begin a table: false when it has no occurrence.  Next occurrence: false when there is none.  End: how many are missing to its maximum. */
bool walk_table_begin(struct walk *walk, const struct plan_op *op);
bool walk_table_next(struct walk *walk, const struct plan_op *op);
size_t walk_table_end(struct walk *walk, const struct plan_op *op);

/* Choose the view of a union; whether a view is to be read. */
void walk_union(struct walk *walk, const struct plan_op *op);
bool walk_view(const struct walk *walk, const struct plan_op *op);

/* The occurrence at hand of each table around, from 1. */
void walk_subscripts(const struct walk *walk, uint32_t subscripts[COPYBOOK_DIMENSIONS_MAX]);

#endif
