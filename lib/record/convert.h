/*
 * convert.h - whole files: records to JSON lines or CSV, and JSON lines to records.  Floor 1.
 *
 *     struct conversion conversion = {.schema = &schema, .in = fd, .out = stdout, .tell = tell, .user = step};
 *     int code = convert_decode(&conversion, CONVERT_JSON, &fault);
 *     conversion.tally says what was done
 *
 * Memory does not grow with the file.  What is wrong with a value or a record is told and the work goes on; a fault
 * ends it.
 */
#ifndef CUTOVER_RECORD_CONVERT_H
#define CUTOVER_RECORD_CONVERT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/fault.h"
#include "record/sample.h"
#include "record/schema.h"

enum convert_format { CONVERT_JSON, CONVERT_CSV };

struct convert_bad {
    struct fault fault;   /* with record, field and offset */
    const char *path;     /* of the field, with the groups around it; "" when the record is meant */
    const uint8_t *bytes; /* of the field; NULL when there are none */
    size_t length;
    int64_t file_offset; /* from 0 */
};

typedef void convert_tell(void *user, const struct convert_bad *bad);

struct convert_tally {
    int64_t records;        /* read */
    int64_t written;
    int64_t bad;            /* values and records that were told */
    int64_t beyond_bytes;   /* behind what the layout describes */
    int64_t beyond_records; /* that have such bytes */
    bool stopped;           /* by --max-errors */
    bool broken;            /* the file could not be parted into records to its end */
};

struct conversion {
    struct schema *schema;
    int in;
    FILE *out;
    convert_tell *tell;
    void (*progress)(void *user, int64_t bytes); /* how far in the file; called now and then; may be NULL */
    void *user;
    struct sample *head; /* is given what is read first, for the caller to release; NULL: not wanted */
    struct convert_tally tally;
};

/* Return 0, or BASE_E_OPEN, BASE_E_WRITE when reading or writing fails. */
int convert_decode(struct conversion *conversion, enum convert_format format, struct fault *fault);
int convert_encode(struct conversion *conversion, struct fault *fault);

/* The tally as the detail of a RECORD_E_SUMMARY. */
void convert_summary(const struct conversion *conversion, struct fault *fault);

#endif
