/*
 * check.h - what a value must look like: the words of a form's [check] sections.  Floor 2.
 *
 * Checks are pure predicates over canonical text; a form names them, a field may have several.  The table in
 * check.c is the whole list: release code member dsn identifier path-absolute path-relative host uid email octal
 * date hhmm hhmmss (forms.md, "Names").
 */
#ifndef CUTOVER_FORM_CHECK_H
#define CUTOVER_FORM_CHECK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"

struct check {
    const char *word;
    int code;             /* FORM_E_* of a value that fails */
    bool (*holds)(const char *text);
    const char *expected; /* "a letter, then letters, digits or -" */
};

/* The check with this name, NULL if there is none. */
const struct check *check_find(const char *word, size_t length);

/*
 * Judge TEXT, which is not blank.  Returns 0, or the check's code with a fault that shows what was got and what was
 * expected; the caller says where.
 */
int check_text(const struct check *check, const char *text, struct fault *fault);

#endif
