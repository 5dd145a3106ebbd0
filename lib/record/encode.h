/*
 * encode.h - JSON objects to a record's bytes: the way back of decode.h.  Floor 1.
 *
 *     struct encoder encoder;
 *     encoder_init(&encoder, &plan, &page, &options);
 *     jsonline_parse(&line, text, length, &fault)
 *     encode_json(&encoder, &out, &line, 0, &fault)      appends one record to OUT
 *     encoder_release(&encoder);
 *
 * The plan is one with FILLER and without selection.  Keys may come in any order; one that the plan does not have is
 * refused.  FILLER that is missing becomes blanks, or zero for a number; any other missing field is a fault.  Signs are the
 * preferred ones: C and D where signed, F where not.  Of the views of a REDEFINES those that are whole are written,
 * the first declared last; one must be whole, and none may say what the bytes then do not (RECORD_E_VIEWS): null leaves one out.
 */
#ifndef CUTOVER_RECORD_ENCODE_H
#define CUTOVER_RECORD_ENCODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/bytes.h"
#include "base/fault.h"
#include "record/codepage.h"
#include "record/jsonline.h"
#include "record/plan.h"

struct encode_options {
    const char *const *beside; /* keys that a record may have which are no fields: its children; texts are the caller's */
    size_t beside_count;
    bool truncate;   /* a binary value beyond its picture is a fault */
    bool blank_null; /* null is a number of blanks; else a fault */
    bool conditions; /* a field with level 88 must have one of their values */
    bool plain;      /* without vectors, as on a machine that has none: the same bytes */
    const struct codepage *dbcs; /* the mixed page of DBCS fields; NULL: that of the record */
};

struct encoder {
    const struct plan *plan;
    struct encode_state *state; /* the record being made, counts */
};

/* PLAN and PAGE must outlive the encoder; OPTIONS (NULL: the defaults) are copied. */
void encoder_init(struct encoder *encoder, const struct plan *plan, const struct codepage *page, const struct encode_options *options);
void encoder_release(struct encoder *encoder);

/*
 * Append the record that the object at NODE of LINE describes.  Returns 0, or the first thing wrong with field and
 * offset (RECORD_E_KIND, _NUMBER, _CHARACTERS, _MISSING, _COUNT, _CONDITION, _NAME, _VIEWS); then OUT is as it was.
 */
int encode_json(struct encoder *encoder, struct bytes *out, const struct jsonline *line, uint32_t node,
                struct fault *fault);

/*
 * The same from the text of a line of LENGTH bytes: as jsonline_parse and encode_json, RECORD_E_JSON too.  Bytes up to LIMIT
 * can be read.  Lines as decode writes them (the plan's order, no blanks) go by vectors where the plan's shape allows.
 */
int encode_line(struct encoder *encoder, struct bytes *out, const char *text, size_t length, const char *limit, struct fault *fault);

#endif
