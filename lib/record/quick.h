/*
 * quick.h - runs of a plan that need no state, done with vectors.  Floor 1; for decode.c alone.
 *
 *     struct quick *quick = quick_new(&plan, QUICK_CSV, &shape);       NULL when this machine, or the page, has no such way
 *     const struct quick_run *run = quick_at(quick, i);                NULL: operation i begins no run
 *     to = quick_decode(quick, run, bytes, to, second, user);           NULL: a value of the run is bad
 *
 * A run is a stretch of values, groups and small tables of fixed size, unrolled: what stands between two values (commas,
 * quotes, keys, brackets) is one literal, and a value is read by one small step without data-dependent branches.  A step
 * takes what sound data has; what it does not take goes to the caller's second look, which knows every rule.  Both ways
 * give the same bytes: walking the plan without runs is the plain way.
 */
#ifndef CUTOVER_RECORD_QUICK_H
#define CUTOVER_RECORD_QUICK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "record/codepage.h"
#include "record/plan.h"

enum {
    QUICK_BEYOND = 64, /* bytes behind a value that are read, and behind its text that are written */
    QUICK_ROWS = 14    /* of a page: bytes X'20' to X'FF'; what lies below is never plain text */
};

enum quick_output { QUICK_JSON, QUICK_CSV };

enum quick_kind {
    QUICK_TEXT_SHORT,   /* up to 32 bytes */
    QUICK_TEXT_MIDDLE,  /* up to 64 */
    QUICK_TEXT_LONG,
    QUICK_ZONED,
    QUICK_ZONED_SIGNED,
    QUICK_PACKED,
    QUICK_BINARY,
    QUICK_OTHER,        /* always by the second look */
};

struct quick_op {
    uint8_t kind;
    uint8_t shape;          /* of a number: its scale */
    uint8_t guard;          /* of a packed number: bits of its first byte that are none of its digits */
    uint16_t point;         /* of a number: the lane of its last whole digit, as a mask */
    uint16_t signs;         /* of a number: the sign's half bytes that are taken, as a mask */
    uint16_t literal_length;
    uint32_t literal;       /* in quick->literals: what stands before the value */
    uint32_t offset;        /* from the start of its run */
    uint32_t length;
    uint32_t op;            /* in the plan */
    uint64_t inside;        /* of a text up to 64 bytes: its bytes, as a mask */
};

struct quick_run {
    uint32_t first;         /* of quick->ops */
    uint32_t count;
    uint32_t next;          /* operation of the plan behind the run */
    uint32_t start;         /* the bytes of the record that it reads, before a base is added */
    uint32_t length;
    size_t room;            /* bytes of output that it may touch */
    uint32_t tail;          /* literal behind the last value */
    uint32_t tail_length;
};

struct quick {
    const struct plan *plan;
    struct quick_op *ops;
    size_t count;
    struct quick_run *runs;
    size_t run_count;
    uint32_t *run_of;       /* of each operation of the plan: the run that begins there, from 1; 0: none */
    uint8_t *literals;
    bool ebcdic;
    uint8_t blank;
    _Alignas(32) uint8_t rows[QUICK_ROWS][32]; /* of the page, each twice: the XOR with the row before; see quick_avx2.c */
    _Alignas(16) uint8_t shuffles[16][16][16]; /* by scale and leading zeros: where each character of a number comes from */
};

/*
 * PLAINS is the ASCII character of each byte that needs no second look, 0 of every other.  Returns NULL when there is
 * nothing to gain.  The plan must outlive it; free with quick_free.
 */
struct quick *quick_new(const struct plan *plan, enum quick_output output, const uint8_t plains[256], const struct codepage *page);
void quick_free(struct quick *quick);

static inline const struct quick_run *quick_at(const struct quick *quick, size_t op)
{
    return quick->run_of[op] != 0 ? &quick->runs[quick->run_of[op] - 1] : NULL;
}

/* Writes the text of the value of plan operation OP at BYTES, without quotes; returns its end, or NULL. */
typedef char *quick_second(void *user, uint32_t op, const uint8_t *bytes, char *to);

/*
 * Decode a run whose bytes are at BYTES; QUICK_BEYOND more can be read, and run->room bytes at TO be written.  Returns the
 * end of its text, or NULL when the second look gave NULL.
 */
char *quick_decode(const struct quick *quick, const struct quick_run *run, const uint8_t *bytes, char *to, quick_second *second,
                   void *user);

/* This machine can. */
bool quick_supported(void);

#endif
