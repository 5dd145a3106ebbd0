/*
 * form.h - form descriptions: what the copybooks' folder knows of each form.  Floor 2.
 *
 *     struct form_set forms;
 *     if (form_set_open(&forms, "share/copybooks", &fault) < 0) ...
 *     const struct form *form = form_set_find(&forms, "F053");
 *     const char *target = form_meaning(form, "element.to");      TO-DSN in F053, TO-PATH in F052
 *     form_set_release(&forms);
 *
 * A form is the file NAME.form (INI) and the copybooks it names, one a carrier; copybooks/README.md explains its
 * sections.  All copybooks of a form have the same fields in the same order, so that a submission is the same in
 * every carrier.  Nothing in C names a field of a form: meanings do.
 */
#ifndef CUTOVER_FORM_FORM_H
#define CUTOVER_FORM_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"

enum form_role { /* the part a record type plays */
    FORM_FILE,
    FORM_SUBMISSION,
    FORM_ELEMENT,
    FORM_APPROVAL,
    FORM_NARRATIVE,
    FORM_TRAILER,
    FORM_ROLES
};

enum form_carrier { FORM_BINARY, FORM_TEXT, FORM_CSV, FORM_CARRIERS };

enum form_kind {
    FORM_KIND_TEXT,
    FORM_KIND_NUMBER, /* whole, 0 or more, at most 18 digits */
    FORM_KIND_RAW,    /* bytes that are no text; 64 hexadecimal digits for a hash */
};

struct form_field {
    const char *name; /* as the copybook spells it */
    enum form_kind kind;
    size_t index;  /* in the record type's fields */
    size_t slot;   /* of its first value in a record's values */
    size_t occurs; /* 1, or the most occurrences its table has */
    const struct form_field *depending_on; /* the field that counts the occurrences, or NULL */
    const struct form_rules *rules; /* what form/check.h judges; owned by the form */
};

struct form_record {
    char type[9]; /* REC-TYPE, as UTF-8 */
    enum form_role role;
    const struct form_field *fields;
    size_t field_count;
    size_t slot_count; /* values in a record */
};

/* Meanings that reading a drop file needs; every form must have them. */
enum form_key { FORM_KEY_TYPE, FORM_KEY_FORM, FORM_KEY_RELEASE, FORM_KEY_ITERATION, FORM_KEY_SEQUENCE, FORM_KEYS };

struct form {
    const char *id; /* F053 */
    const char *title;
    struct form_record records[FORM_ROLES];
    const char *keys[FORM_KEYS]; /* field names of the prefix */
    struct form_description *description; /* the rest: layouts, plans, rules; for this room alone */
};

struct form_set {
    struct form **forms; /* by id */
    size_t count;
};

/* Read every *.form of FOLDER with its copybooks.  Returns 0, FORM_E_DESCRIPTION, or what reading a file gave. */
int form_set_open(struct form_set *set, const char *folder, struct fault *fault);
void form_set_release(struct form_set *set);

/* The form with this id, NULL if there is none. */
const struct form *form_set_find(const struct form_set *set, const char *id);

/* The field with a meaning ("element.to"), NULL when the form has none such: not every form has every meaning. */
const char *form_meaning(const struct form *form, const char *meaning);

/* The record type of a REC-TYPE, and a field of a record type by name; NULL when there is none. */
const struct form_record *form_record_of_type(const struct form *form, const char *type);
const struct form_field *form_field_find(const struct form_record *record, const char *name);

#endif
