/*
 * decoding.h - one worker of convert_decode: records to JSON lines or CSV, and what is bad, kept for its turn.  Floor 1; for
 * convert.c alone.
 *
 *     struct decoding decoding;
 *     decoding_open(&decoding, &conversion, format, &reader, false);
 *     ... recfm_next(decoding.reader, &decoding.record, &fault) ... decoding_record(&decoding);
 *     decoding_close(&decoding);
 *
 * What is whole is in out; the counts since it was last taken are in tally, and what is to be told in told.
 */
#ifndef CUTOVER_RECORD_DECODING_H
#define CUTOVER_RECORD_DECODING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/bytes.h"
#include "record/convert.h"
#include "record/decode.h"
#include "record/family.h"
#include "record/merge.h"
#include "record/recfm.h"
#include "record/stream.h"

struct parting;

struct told { /* a bad value or record, to be told in its turn */
    struct convert_bad bad;
    size_t path;                 /* where in decoding->told_text it is, and the bytes behind it */
    struct convert_tally tally;  /* of the block by then */
    size_t kept;
};

struct decoding {
    struct conversion *conversion;
    struct schema *schema;
    enum convert_format format;
    struct parting *parting;  /* convert.c's */
    struct stream stream;
    struct decoder *decoders; /* of each 01 level */
    struct merge merge;       /* CSV of several levels */
    struct family family;     /* JSON of --parent */
    struct recfm_reader *reader;  /* that parts the block */
    struct recfm_reader copy; /* of the reader as it was before the block */
    struct recfm_record record;
    struct bytes object;
    struct bytes scratch;
    struct bytes out;
    size_t kept;              /* length of out that is whole records */
    struct convert_tally tally; /* of what is not settled yet */
    struct told *told;
    size_t told_count;
    size_t told_capacity;
    struct bytes told_text;
};

/* READER parts the file; AHEAD: it goes ahead of the worker, who has a copy.  To be closed, and not to be moved. */
void decoding_open(struct decoding *decoding, struct conversion *conversion, enum convert_format format, struct recfm_reader *reader,
                   bool ahead);
void decoding_close(struct decoding *decoding);

/* Decode decoding->record into out. */
void decoding_record(struct decoding *decoding);

/* Tell what recfm_next answered below 0. */
void decoding_damage(struct decoding *decoding, int answer, const struct fault *fault);

/* Put out the family that is held, as a line of its own. */
void decoding_end(struct decoding *decoding);

#endif
