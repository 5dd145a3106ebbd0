/*
 * leaf.h - one value of JSON to a field's bytes, and what encode.c keeps.  Floor 1; for encode.c alone.
 */
#ifndef CUTOVER_RECORD_LEAF_H
#define CUTOVER_RECORD_LEAF_H

#include "record/encode.h"

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
    int beyond;           /* node of the bytes beyond the layout, -1: none */
    size_t given;         /* values that were in the JSON */
    struct bytes scratch;
    struct bytes saved;   /* bytes under the views that are being written */
};

/* Write the value at NODE (-1: there is none) to the field of OP.  Returns 0, or why it cannot stand there. */
int leaf_encode(struct encode_state *state, const struct plan_op *op, int node);

/* Fill the fault with field, subscripts, offset and DETAIL; returns CODE. */
int leaf_refuse(struct encode_state *state, const struct plan_op *op, int code, const char *detail);

#endif
