/*
 * description.h - the inside of a form: its INI file and its copybooks.  Floor 2; for lib/form alone.
 */
#ifndef CUTOVER_FORM_DESCRIPTION_H
#define CUTOVER_FORM_DESCRIPTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/fault.h"
#include "form/form.h"

enum { FORM_CODEPAGES_MAX = 8 };

struct form_meaning {
    const char *meaning; /* "element.to" */
    const char *field;
};

struct form_description {
    struct arena arena; /* holds the form and everything it points to */
    struct form_meaning *meanings;
    size_t meaning_count;
    const char *page_test;                     /* what PAGE-TEST carries, as UTF-8 */
    const char *codepages[FORM_CODEPAGES_MAX]; /* tried in this order */
    size_t codepage_count;
    size_t record_bytes; /* of the longest record */
};

#endif
