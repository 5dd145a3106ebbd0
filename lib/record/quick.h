/*
 * quick.h - runs of a plan that need no state, done with vectors.  Floor 1; for decode.c and encode.c alone.
 *
 *     struct quick *quick = quick_new(&plan, QUICK_CSV, &shape);       NULL when this machine, or the page, has no such way
 *     const struct quick_run *run = quick_at(quick, i);                   NULL: operation i begins no run
 *     to = quick_decode(quick, run, bytes, to, second, user);           NULL: a value of the run is bad
 *
 * A run is a stretch of values, groups and small tables of fixed size, unrolled: what stands between two values (commas,
 * quotes, keys, brackets) is one literal, and a value is read by one small step without data-dependent branches.  A step
 * takes what sound data has; what it does not take goes to the caller's second look, which knows every rule.  Both ways
 * give the same bytes: walking the plan without runs is the plain way.
 *
 * The way back reads lines that have the members in the plan's order and no blanks between them, as decode writes them:
 * a literal is compared, a value is read.  A plan is encoded so as a whole or not at all.
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

enum quick_form {
    QUICK_JSON,
    QUICK_CSV,
    QUICK_LINE,        /* of JSON, to be read: without FILLER */
    QUICK_LINE_FILLER, /* with it */
    QUICK_FORMS
};

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
    uint8_t scale;          /* of a number */
    uint8_t guard;          /* of a packed number: bits of its first byte that are none of its digits */
    uint8_t width;          /* of a number: sixteen lanes, and its point */
    uint16_t point;         /* of a number: the lane of its last whole digit, as a mask */
    uint16_t signs;         /* of a number: the sign's half bytes that are taken, as a mask */
    uint32_t literal;       /* in quick->literals: what stands before the value */
    uint32_t literal_length;
    uint32_t offset;        /* from the start of its run */
    uint32_t length;
    uint32_t op;            /* in the plan */
    uint64_t inside;        /* of a text up to 64 bytes: its bytes, as a mask */
    uint8_t (*shuffles)[16]; /* of its scale */
    uint8_t head[16];       /* of the literal */
    uint8_t gather[16];     /* of a number: the byte for each lane */
    uint8_t zones[16];      /* and what is taken from it to give the digit */
};

struct quick_lanes { /* what every step needs, in memory: a compiler makes constants anew each time */
    uint8_t blanks[32];
    uint8_t nines[16];
    uint8_t first_halves[16];  /* of two bytes with the same digits, what is the first digit, shifted down, */
    uint8_t second_halves[16]; /* and the second */
    uint8_t unsigned_last[16]; /* takes the zone from the last */
    uint8_t zeros[16];         /* as text, the first the point */
};

struct quick_span { /* bytes of a run that hold text, with little between */
    uint32_t offset;
    uint32_t length;
};

struct quick_run {
    uint32_t first;         /* of quick->ops */
    uint32_t count;
    uint32_t next;          /* operation of the plan behind the run */
    uint32_t start;         /* the bytes of the record that it reads, before a base is added */
    uint32_t length;
    size_t room;            /* bytes of output that it may touch */
    uint32_t first_span;    /* of quick->spans */
    uint32_t span_count;
    uint32_t tail;          /* literal behind the last value */
    uint32_t tail_length;
};

struct quick_gap { /* bytes of the record that a line says nothing of */
    uint32_t offset;
    uint32_t length;
};

struct quick {
    const struct plan *plan;
    enum quick_form form;
    struct quick_op *ops;
    size_t count;
    struct quick_run *runs;
    size_t run_count;
    struct quick_span *spans;
    size_t span_count;
    uint8_t *text;          /* what the bytes of spans are as text, where they lie in the run; 0 needs a second look */
    void (*translate)(const struct quick *quick, const uint8_t *from, uint8_t *to, size_t length);
    uint32_t *run_of;       /* of each operation of the plan: the run that begins there, from 1; 0: none */
    uint8_t *literals;
    struct quick_gap *gaps; /* of a line */
    size_t gap_count;
    bool ebcdic;
    uint8_t blank;
    _Alignas(32) struct quick_lanes lanes;
    _Alignas(64) uint8_t table[256];
    _Alignas(32) uint8_t rows[QUICK_ROWS][32]; /* of the page, each twice: the XOR with the row before; see quick_avx2.c */
    _Alignas(16) uint8_t shuffles[16][16][16]; /* by scale and leading zeros: where each character of a number comes from; */
                                               /* of a line by scale and whole digits: where each digit comes from */
};

/*
 * TABLE is what becomes of each byte (of an ASCII character in a line), 0 where a second look is needed.  Returns NULL when
 * there is nothing to gain.  WIDE: with AVX-512 where the machine has it.  The plan must outlive it; free with quick_free.
 */
struct quick *quick_new(const struct plan *plan, enum quick_form form, const uint8_t table[256], const struct codepage *page,
                        bool wide);
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
char *quick_decode(struct quick *quick, const struct quick_run *run, const uint8_t *bytes, char *to, quick_second *second,
                   void *user);

/*
 * Reads one value of plan operation OP from TEXT, before LIMIT, into a record whose field lies at OFFSET; returns what is
 * behind it, or NULL.
 */
typedef const char *quick_back(void *user, uint32_t op, uint32_t offset, const char *text, const char *limit);

/*
 * Read a line at TEXT into RECORD; bytes before LIMIT can be read, and QUICK_BEYOND behind the record written, which must
 * be read no further than its line end.  Returns the end of the object, or NULL when it is not such a line or BACK gave NULL.
 */
const char *quick_encode(const struct quick *quick, const char *text, const char *limit, uint8_t *record, quick_back *back, void *user);

/* This machine can; and the same with AVX-512 for text. */
bool quick_supported(void);
bool quick_supported_wide(void);

/* At least LENGTH bytes as text; reads and writes up to QUICK_BEYOND - 1 more. */
void quick_translate(const struct quick *quick, const uint8_t *from, uint8_t *to, size_t length);
void quick_translate_wide(const struct quick *quick, const uint8_t *from, uint8_t *to, size_t length);

#endif
