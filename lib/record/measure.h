/*
 * measure.h - the length of a record by an expression of its fields: --length-field 'HDR-LEN + 4'.  Floor 1.
 *
 *     struct measure measure;
 *     if (measure_compile(&measure, &layout, "HDR-LEN + 4", &page, &options, &fault) < 0) ...
 *     recfm.measure = measure_length, recfm.measure_user = &measure, recfm.measure_bytes = measure.bytes;
 *     measure_release(&measure);
 *
 * Names, whole numbers, + - * and parentheses; * goes first.  A minus stands between blanks, for names have hyphens.  A
 * field is a whole number at a fixed place: in no table, behind none that varies.  The value counts the record's data.
 */
#ifndef CUTOVER_RECORD_MEASURE_H
#define CUTOVER_RECORD_MEASURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"
#include "record/codepage.h"
#include "record/layout.h"
#include "record/plan.h"

enum { MEASURE_DEPTH = 32 }; /* values that wait at a time */

enum measure_kind { MEASURE_NUMBER, MEASURE_FIELD, MEASURE_ADD, MEASURE_SUBTRACT, MEASURE_MULTIPLY };

struct measure_step { /* in the order in which they are done: operands before what joins them */
    enum measure_kind kind;
    int64_t number;
    struct plan_op field;
};

struct measure {
    const char *text; /* the caller's */
    const struct layout *layout;
    const struct codepage *page;
    const struct plan_options *options; /* NULL: the defaults */
    struct measure_step *steps;
    size_t count;
    size_t capacity;
    size_t bytes; /* where the last of its fields ends */
};

/* Returns 0, RECORD_E_EXPRESSION or RECORD_E_NAME; then MEASURE holds nothing.  TEXT, LAYOUT, PAGE and OPTIONS must outlive it. */
int measure_compile(struct measure *measure, const struct layout *layout, const char *text, const struct codepage *page,
                    const struct plan_options *options, struct fault *fault);
void measure_release(struct measure *measure);

/*
 * A recfm_measure with a struct measure as USER: the value for a record that begins with measure->bytes bytes at HEAD, or
 * RECORD_E_LENGTH for a field that is no number and a value that is not measure->bytes (1) to RECFM_RECORD_MAX.
 */
ptrdiff_t measure_length(const void *user, const uint8_t *head, struct fault *fault);

#endif
