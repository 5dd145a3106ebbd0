/*
 * extract.h - one record of a drop file as values of the submission model.  Floor 2; for lib/form alone.
 *
 * A record is bytes or the cells of a CSV row.  lib/record makes values of bytes; here is what forms.md adds: short
 * records are padded, raw bytes come in three encodings, control characters are findings.
 */
#ifndef CUTOVER_FORM_EXTRACT_H
#define CUTOVER_FORM_EXTRACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/fault.h"
#include "form/form.h"
#include "form/submission.h"
#include "record/codepage.h"
#include "record/csv.h"
#include "record/decode.h"

struct source_record {
    int64_t number;
    const uint8_t *data; /* binary and text */
    size_t length;
    const struct csv_cell *cells[FORM_ROLES]; /* CSV: by slot; text NULL where the file has no such column */
};

struct record_key { /* the prefix of a record, as far as it can be read */
    char type[40];       /* REC-TYPE, escaped for messages */
    enum form_role role; /* FORM_ROLES: a REC-TYPE that the form does not have */
    char form[40];       /* FORM-ID, escaped */
    bool form_matches;   /* it is the form's */
    char release[13];    /* "" when it cannot be read or cannot stand as a key */
    int iteration;       /* -1 when it cannot be read */
    int64_t sequence;    /* REC-SEQ; -1 when it cannot be read */
    int64_t amount;      /* of an element; -1 when it cannot be read */
};

struct extractor {
    const struct form *form;
    enum form_carrier carrier;
    const struct codepage *page; /* NULL in CSV */
    struct decoder records[FORM_ROLES];
    struct decoder keys[FORM_ROLES];
    struct value_list values;
    struct bytes padded;
    struct arena arena; /* of a key */
};

/* FORM is taken in CARRIER; PAGE outlives the extractor. */
void extract_init(struct extractor *extractor, const struct form *form, enum form_carrier carrier,
                  const struct codepage *page);
void extract_release(struct extractor *extractor); /* of a zeroed struct too */

/* Position from 1 of a field of ROLE in its record; 0 in CSV. */
int64_t extract_offset(const struct extractor *extractor, enum form_role role, const char *field);

/* Read the prefix of a record of any type. */
void extract_key(struct extractor *extractor, const struct source_record *source, struct record_key *key);

/*
 * Add the record to SUBMISSION as one of ROLE, with findings for what cannot be read and what the form's rules
 * do not allow.  Returns the record.
 */
const struct submission_record *extract_record(struct extractor *extractor, enum form_role role,
                                               const struct source_record *source, struct submission *submission);

#endif
