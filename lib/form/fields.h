/*
 * fields.h - the fields of a form's record types, from its copybooks.  Floor 2; for lib/form alone.
 *
 *     fields_read_copybook for each carrier;  fields_select_level for each record type;  fields_check;  when meanings
 *     and raw fields are known, fields_compile
 *
 * The first carrier's copybook gives the fields, FILLER left out; the others must have the same ones in the same
 * order, for a submission is the same in all of them.
 */
#ifndef CUTOVER_FORM_FIELDS_H
#define CUTOVER_FORM_FIELDS_H

#include "base/fault.h"
#include "form/description.h"
#include "form/form.h"
#include "form/rules.h"

enum { FIELDS_SLOTS_MAX = 2048 }; /* values of one record */

/* Parse FOLDER/NAME as the copybook of CARRIER. */
int fields_read_copybook(struct form *form, enum form_carrier carrier, const char *folder, const char *name,
                         struct fault *fault);

/* The 01 level LEVEL of every copybook describes the records of ROLE. */
int fields_select_level(struct form *form, enum form_role role, const char *level, struct fault *fault);

/* Every role has a record type with its own REC-TYPE, and at least one carrier is taken. */
int fields_check(const struct form *form, struct fault *fault);

/* Compile the plans of every record type in every carrier. */
int fields_compile(struct form *form, struct fault *fault);

void fields_release(struct form_layout *layout);

/* While a description is read: a field and its rules, to be filled. */
struct form_field *fields_find(struct form *form, enum form_role role, const char *name);
struct form_rules *fields_rules(struct form_field *field);

#endif
