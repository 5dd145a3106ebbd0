/*
 * decode.h - a record's bytes to values: JSON, CSV, or a list for a program.  Floor 1.
 *
 *     struct decoder decoder;
 *     decoder_init(&decoder, &plan, &page, &options);
 *     decode_json(&decoder, &out, bytes, length);     appends {"NAME":"text","AMOUNT":12.50}
 *     decode_values(&decoder, &values, bytes, length);
 *     decoder_release(&decoder);
 *
 * A value that cannot be read is null (CSV: empty), and told to options.tell.  The text of a value: text is UTF-8,
 * trimmed (JUSTIFIED text at its left); a number is decimal with exactly the decimals of its picture ("-12.50", "0"),
 * never rounded, a float the shortest decimal that is the same float; raw bytes are lower-case hexadecimal digits.
 * Control characters are text, and escaped in JSON.
 */
#ifndef CUTOVER_RECORD_DECODE_H
#define CUTOVER_RECORD_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/fault.h"
#include "record/codepage.h"
#include "record/plan.h"

/*
 * Key of the bytes that a record has beyond its layout, as hexadecimal digits: convert.h adds it with --filler, so that
 * encode can put them back.  Lower case: no field of a copybook.
 */
#define DECODE_BEYOND "beyond"

enum trim { TRIM_RIGHT, TRIM_BOTH, TRIM_NONE };
enum blank_number { BLANK_ERROR, BLANK_NULL, BLANK_ZERO };

/*
 * One value that cannot be read: FAULT has code, field with subscripts, offset from 1 and detail; PATH is the field with
 * the groups around it ("TXN(2).TXN-AMT"); BYTES are its LENGTH bytes, NULL when it lies beyond the end.
 */
typedef void decode_tell(void *user, const struct fault *fault, const char *path, const uint8_t *bytes, size_t length);

enum decode_vectors { VECTORS_ALL, VECTORS_AVX2, VECTORS_NONE };

struct decode_options {
    enum trim trim;
    enum blank_number blank_number;
    bool truncate;     /* a binary value beyond its picture is an error */
    const struct codepage *dbcs; /* the mixed page of DBCS fields; NULL: that of the record */
    enum decode_vectors vectors; /* as on a machine that has no others: the same bytes */
    decode_tell *tell; /* may be NULL: bad values are null and counted only */
    void *user;
};

enum value_kind { VALUE_TEXT, VALUE_NUMBER, VALUE_RAW };

struct value {
    const struct layout_field *field;
    enum value_kind kind;
    int code;             /* 0, or why it cannot be read: value_fault explains; null by blank_number has 0 and text NULL */
    const char *text;     /* UTF-8, canonical decimal, or hexadecimal digits; NUL-terminated; NULL when it cannot be read */
    size_t length;        /* of text */
    size_t offset;        /* in the record, from 1 */
    const uint8_t *bytes; /* of the field in the caller's record; NULL when it lies beyond the end */
    size_t bytes_length;
    uint32_t occurrence[COPYBOOK_DIMENSIONS_MAX]; /* from 1; as many as field->dimensions */
};

struct value_list { /* zeroed before the first use; good until the next decode_values or value_list_release */
    struct value *items;
    size_t count;
    size_t capacity;
    struct bytes text;
};

struct decoder {
    const struct plan *plan;
    const struct codepage *page;
    struct decode_options options;
    struct walk *state; /* registers, frames, tables */
};

/* PLAN and PAGE must outlive the decoder, which must not be copied or moved; OPTIONS (NULL: the defaults) are. */
void decoder_init(struct decoder *decoder, const struct plan *plan, const struct codepage *page,
                  const struct decode_options *options);
void decoder_release(struct decoder *decoder);

/* LENGTH bytes at START can be read from now on: records that lie there need no copy with room behind it. */
void decoder_window(struct decoder *decoder, const uint8_t *start, size_t length);

/*
 * Each decodes one record of LENGTH bytes.  Returns how many bytes the record takes by its own counts (exact
 * tables), which may be less or more than LENGTH; RECORD_E_COUNT when a count cannot be read, so that
 * the length is not known.  *BAD (may be NULL) is set to the number of values that could not be read.
 */
ptrdiff_t decode_json(struct decoder *decoder, struct bytes *out, const uint8_t *record, size_t length, size_t *bad);
ptrdiff_t decode_csv(struct decoder *decoder, struct bytes *out, const uint8_t *record, size_t length, size_t *bad);
ptrdiff_t decode_values(struct decoder *decoder, struct value_list *values, const uint8_t *record, size_t length,
                        size_t *bad);
void value_list_release(struct value_list *values);

/* Why VALUE cannot be read: code, field, offset and detail of FAULT.  Returns its code. */
int value_fault(const struct value *value, const struct decoder *decoder, struct fault *fault);

/* Append the column names of decode_csv, without line end. */
void decode_csv_header(const struct plan *plan, struct bytes *out);

#endif
