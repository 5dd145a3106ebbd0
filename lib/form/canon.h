/*
 * canon.h - what a carrier has of one value, as the canonical text of the submission model.  Floor 2; for lib/form alone.
 *
 * Text is UTF-8 without control characters; a number its digits without leading zeros, with - when below zero; raw
 * bytes lower-case hexadecimal digits, "" when they are all zero or all blanks.  Texts are kept in ARENA.  Each
 * returns 0, or the code of a finding that says what is wrong and not where, and then leaves *VALUE alone (NULL).
 */
#ifndef CUTOVER_FORM_CANON_H
#define CUTOVER_FORM_CANON_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/fault.h"
#include "form/form.h"
#include "form/rules.h"
#include "record/csv.h"

struct canon_source {
    const char *text;
    size_t length;
    const uint8_t *bytes; /* of the record, a byte a character, before conversion; NULL in CSV */
    size_t bytes_length;
};

int canon_text(struct canon_source raw, struct arena *arena, const char **value, struct fault *fault);

/* Raw bytes in an encoding; lib/record gives RAW_BYTES as hexadecimal digits. */
int canon_encoded(const struct form_rules *rules, enum raw_encoding encoding, struct canon_source raw,
                  struct arena *arena, const char **value, struct fault *fault);

/* A CSV cell as a value of FIELD; a cell that is not there is blank. */
int canon_cell(const struct form_field *field, const struct csv_cell *cell, struct arena *arena, const char **value,
               struct fault *fault);

#endif
