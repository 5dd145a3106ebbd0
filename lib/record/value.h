/*
 * value.h - one value of a record as canonical text.  Floor 1.
 */
#ifndef CUTOVER_RECORD_VALUE_H
#define CUTOVER_RECORD_VALUE_H

#include "base/bytes.h"
#include "base/fault.h"
#include "record/plan.h"

enum value_trim { TRIM_RIGHT, TRIM_BOTH, TRIM_NONE };
enum value_blank { BLANK_ERROR, BLANK_NULL, BLANK_ZERO };

struct value_options {
    enum value_trim trim;         /* of the page's blanks, in text */
    enum value_blank blank_number; /* what a number field of blanks is */
};

enum value_kind { VALUE_TEXT, VALUE_NUMBER, VALUE_RAW, VALUE_NULL };

/*
 * Append VALUE's canonical text: UTF-8, a decimal, or the bytes of a raw field as upper-case hexadecimal digits.
 * Returns the enum value_kind, or a RECORD_E code with field, offset (from 1) and the bytes in FAULT; nothing is
 * appended then.  VALUE_NULL: a number of blanks under BLANK_NULL.
 */
int value_text(struct bytes *out, const struct plan_value *value, const struct codepage *page,
               const struct value_options *options, struct fault *fault);

#endif
