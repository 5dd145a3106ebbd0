/*
 * manifest.h - what a release puts in place, as the stream writer wants it.  Floor 4.
 *
 *     struct manifest manifest;
 *     manifest_init(&manifest);
 *     manifest_from_submission(&manifest, &submission);   or   manifest_read(&manifest, json, length, &fault)
 *     turnover_write(...)                                   turnover.h
 *     manifest_release(&manifest);
 *
 * A manifest is data from outside: its texts are as they were given, and only lib/jcl's encoder decides what may stand in a stream.
 */
#ifndef CUTOVER_ROLLBACK_MANIFEST_H
#define CUTOVER_ROLLBACK_MANIFEST_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/fault.h"
#include "form/submission.h"

enum rollback_error {
    ROLLBACK_E_MANIFEST = -800, /* not a manifest */
    ROLLBACK_E_TYPE = -801,     /* an element type that no stream is made for */
    ROLLBACK_E_VALUE = -802,    /* a value that cannot stand in a stream */
    ROLLBACK_E_SIZE = -803,     /* more elements or steps than a job can have */
    ROLLBACK_E_ACTION = -804,   /* an action that is none of A, R, D */
    ROLLBACK_E_PLACES = -805,   /* elements whose data sets get in each other's way */
};

struct manifest_element {
    const char *type;   /* LOAD, SEQ */
    const char *action; /* A add, R replace, D delete */
    const char *member; /* "" for SEQ */
    const char *from;   /* data set it comes from; "" when ACTION is D */
    const char *to;     /* data set it goes to */
    const char *backup; /* data set that holds what was there; "" when ACTION is A */
    const char *region; /* CICS region that must take the new copy; "" for none */
    const char *hash;   /* SHA-256 of the staged object, 64 digits, or "" */
    int64_t bytes;      /* of the staged object */
};

struct manifest {
    struct arena arena; /* holds the texts */
    const char *release;
    const char *system;
    int iteration;
    struct manifest_element *elements;
    size_t count;
    size_t capacity;
};

void manifest_init(struct manifest *manifest);
void manifest_release(struct manifest *manifest);

/* The elements of a submission of a form whose elements are data sets. */
void manifest_from_submission(struct manifest *manifest, const struct submission *submission);

/* Append it as JSON, a line an element; and the way back: 0, or ROLLBACK_E_MANIFEST with what is missing or no text. */
void manifest_write(struct bytes *out, const struct manifest *manifest);
int manifest_read(struct manifest *manifest, const char *json, size_t length, struct fault *fault);

#endif
