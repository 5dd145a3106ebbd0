/*
 * rules.h - what a form says of a field, and a record judged by it.  Floor 2; for lib/form alone.
 *
 * Rules come from level 88 of the copybook (ranges) and from the form's [check], [required] and [raw] sections.
 */
#ifndef CUTOVER_FORM_RULES_H
#define CUTOVER_FORM_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/fault.h"
#include "form/check.h"
#include "form/form.h"
#include "form/submission.h"

enum raw_encoding { RAW_NONE, RAW_BYTES, RAW_BASE64, RAW_HEX };
enum required_kind { REQUIRED_NEVER, REQUIRED_ALWAYS, REQUIRED_WHEN, REQUIRED_UNLESS };

struct form_range { /* a level-88 value, or FIRST THRU LAST; texts without trailing blanks, numbers canonical */
    const char *first;
    const char *last;
};

struct form_condition { /* FIELD has one of the values; no values: any value */
    const struct form_field *field;
    const char **values;
    size_t value_count;
};

enum { FORM_CHECKS_MAX = 4, FORM_CONDITIONS_MAX = 4 };

struct form_rules {
    struct form_range *ranges; /* empty: every value is allowed */
    size_t range_count;
    const struct check *checks[FORM_CHECKS_MAX];
    size_t check_count;
    const struct form_field *not_before;
    enum required_kind required;
    struct form_condition conditions[FORM_CONDITIONS_MAX]; /* one that holds is enough */
    size_t condition_count;
    size_t size;      /* most characters of a text, digits of a number, in CSV */
    size_t raw_bytes; /* 0: not raw */
    enum raw_encoding raw[FORM_CARRIERS];
};

/*
 * The value of a [check] or [required] line for FIELD of RECORD into RULES.  Returns 0, or FORM_E_DESCRIPTION with
 * the word that is not understood.
 */
int rules_parse_check(struct form_rules *rules, const struct form_record *record, const char *text, struct fault *fault);
int rules_parse_required(struct form_rules *rules, const struct form_record *record, const char *text,
                         struct arena *arena, struct fault *fault);

/*
 * Judge the values of RECORD that could be read, adding what is wrong to FINDINGS.  OFFSETS has the position from 1
 * of each value in its record (NULL or 0: none, in CSV).
 */
void rules_judge(const struct submission_record *record, const int64_t *offsets, struct fault_list *findings);

/* "E, release CHFS-0042", for a finding's context. */
enum { RULES_CONTEXT_SIZE = 80 };
char *rules_context(char context[RULES_CONTEXT_SIZE], const struct submission_record *record);

#endif
