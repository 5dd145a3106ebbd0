/*
 * transfer.h - what a text-mode transfer does to binary fields, and how it shows.  Floor 2; for lib/form alone.
 */
#ifndef CUTOVER_FORM_TRANSFER_H
#define CUTOVER_FORM_TRANSFER_H

#include "form/judge.h"

/* FIELD of a record of ROLE, whose value is wrong, holds '?' or SUB: what a translation puts for what it lacks. */
bool transfer_is_substituted(const struct judge *judge, enum form_role role, const char *field,
                             const struct record_view *view);

/* It holds blanks, which were never a number: a sender's fault, not a translation's. */
bool transfer_is_blank(const struct judge *judge, enum form_role role, const char *field, const struct record_view *view);

/*
 * All records are read: when most of what has packed amounts cannot be read, or wrong numbers hold substitutes, one
 * cause explains all findings, and FORM_E_TEXT_MODE stands alone.
 */
void transfer_judge(struct judge *judge);

#endif
