/*
 * unfold.h - a line of JSON to the records in it: one, or a root with its children.  Floor 1; for convert_encode.c.
 *
 *     struct unfold unfold;  unfold_init(&unfold, &schema);
 *     if (unfold_line(&unfold, text, length, limit, &fault) == 0)
 *         for (size_t i = 0; i < unfold.count; i++) ... unfold_record(&unfold, i), unfold_length(&unfold, i)
 *     unfold_release(&unfold);
 */
#ifndef CUTOVER_RECORD_UNFOLD_H
#define CUTOVER_RECORD_UNFOLD_H

#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/fault.h"
#include "record/encode.h"
#include "record/jsonline.h"
#include "record/schema.h"

struct unfold {
    const struct schema *schema;
    struct encoder *encoders; /* of each kind of the schema's tree, and of a record that is none */
    const char **beside;      /* of each kind its children's names and FAMILY_ORDER */
    struct jsonline line;
    struct bytes name;
    struct bytes records;     /* of the line, one behind the other */
    size_t *ends;             /* of each */
    size_t count;
    size_t capacity;
};

/* SCHEMA must outlive it. */
void unfold_init(struct unfold *unfold, const struct schema *schema);
void unfold_release(struct unfold *unfold);

/*
 * Returns 0, or the first thing wrong with the line or a record in it (encode.h, jsonline.h); then there are no records.
 * Bytes up to LIMIT can be read.
 */
int unfold_line(struct unfold *unfold, const char *text, size_t length, const char *limit, struct fault *fault);

static inline size_t unfold_begin(const struct unfold *unfold, size_t index)
{
    return index > 0 ? unfold->ends[index - 1] : 0;
}

static inline const uint8_t *unfold_record(const struct unfold *unfold, size_t index)
{
    return unfold->records.data + unfold_begin(unfold, index);
}

static inline size_t unfold_length(const struct unfold *unfold, size_t index)
{
    return unfold->ends[index] - unfold_begin(unfold, index);
}

#endif
