/*
 * leaf.h - one value of JSON to a field's bytes, and what encode.c keeps.  Floor 1; for encode.c and check.c alone.
 */
#ifndef CUTOVER_RECORD_LEAF_H
#define CUTOVER_RECORD_LEAF_H

#include "record/encode.h"
#include "record/quick.h"

struct quick_line {
    struct quick *quick;   /* NULL: lines of this plan are encoded the plain way */
    struct bytes fill;     /* a record whose gaps are those of every line; empty until one was seen */
};

struct encode_state {
    const struct plan *plan;
    const struct codepage *page;
    struct encode_options options;
    const struct jsonline *line;
    struct fault *fault;
    struct bytes record;  /* as long as the longest */
    ptrdiff_t base;       /* what is added to an operation's offset */
    int64_t *counts;      /* of each slot; -1: not known */
    uint32_t subscripts[COPYBOOK_DIMENSIONS_MAX];
    int depth;
    uint32_t root;        /* node of the record's object */
    int beyond;           /* node of the bytes beyond the layout, -1: none */
    size_t given;         /* values that were in the JSON */
    ptrdiff_t rest_given; /* where the bytes of a rest that is not given whole end, and where all of it would */
    ptrdiff_t rest_end;
    struct bytes scratch;
    struct bytes saved;   /* bytes under the views that are being written */
    uint8_t *to;           /* the record that a quick line goes to */
    struct quick_line lines[2]; /* lines as decode writes them, without FILLER and with it */
    struct jsonline whole; /* a line that is none of those */
    struct jsonline value; /* of such a line, what the quick look does not take */
    struct bytes compared; /* a value of level 88 as the field would have it */
    bool unsure;           /* a view of a REDEFINES was left out, or changed bytes of another that was given */
    struct agree *agree;   /* what agree.c needs to look, made when it first does */
};

/* What encode_line needs (encode_line.c). */
void encode_open_lines(struct encode_state *state);
void encode_close_lines(struct encode_state *state);

struct leaf_text {
    const char *text;
    size_t length;
};

/* Write the value at NODE (-1: there is none) to the field of OP.  Returns 0, or why it cannot stand there. */
int leaf_encode(struct encode_state *state, const struct plan_op *op, int node);

/* Write the bytes of a rest; those that are not given stay blanks, or end the record when nothing lies behind them. */
int leaf_rest(struct encode_state *state, const struct plan_op *op, int node);

/* Read a counter, which an operation that is only read behind its union has, from the record. */
void leaf_count(struct encode_state *state, const struct plan_op *op);

/* TEXT in the characters of a field, at most LENGTH bytes; returns how many, or RECORD_E_CHARACTERS. */
ptrdiff_t leaf_characters(const struct encode_state *state, const struct plan_op *op, uint8_t *to, size_t length, struct leaf_text text);

/* LENGTH bytes of a field's blanks. */
void leaf_fill(const struct encode_state *state, const struct plan_op *op, uint8_t *to, size_t length);

/* Fill the fault with field, subscripts, offset and DETAIL, or what was got and what was expected; return CODE. */
int leaf_refuse(struct encode_state *state, const struct plan_op *op, int code, const char *detail);
int leaf_refuse_value(struct encode_state *state, const struct plan_op *op, int code, struct leaf_text got, const char *expected);
int leaf_refuse_kind(struct encode_state *state, const struct plan_op *op, int node, const char *expected); /* RECORD_E_KIND */

#endif
