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
#include "record/copybook.h"
#include "record/layout.h"
#include "record/plan.h"

enum { FORM_CODEPAGES_MAX = 8 };

struct form_meaning {
    const char *meaning; /* "element.to" */
    const char *field;
};

struct form_layout { /* of one carrier */
    bool taken;      /* the form comes in this carrier; else the rest is not there */
    struct copybook copybook;
    struct layout layout;
    const struct form_field **fields; /* by a field's index in the layout; NULL: a group or FILLER */
    int records[FORM_ROLES];          /* index in the layout's records */
    size_t bytes[FORM_ROLES];         /* of the longest record of a role */
    struct plan plans[FORM_ROLES];    /* every field */
    struct plan keys[FORM_ROLES];     /* the prefix, and the amount of an element */
};

struct form_description {
    struct arena arena; /* holds the form and everything it points to but for the layouts */
    struct form_layout layouts[FORM_CARRIERS];
    struct form_meaning *meanings;
    size_t meaning_count;
    const char *page_test;                     /* what PAGE-TEST carries, as UTF-8 */
    const char *codepages[FORM_CODEPAGES_MAX]; /* tried in this order */
    size_t codepage_count;
    size_t record_bytes; /* of the longest record in any carrier */
};

/*
 * Read the form description at PATH and the copybooks it names, which lie beside it, into *FORM.  Returns 0, or
 * FORM_E_DESCRIPTION, or what reading a file or a copybook gave.
 */
int description_read(struct form **form, const char *path, struct fault *fault);
void description_free(struct form *form); /* takes NULL */

#endif
