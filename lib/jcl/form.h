/*
 * form.h - the form of single statements: operation, keywords, values, what excludes and what needs what.  Floor 2.
 *
 *     form_check_deck(&deck, faults);                    what was typed: a job, or a member
 *     form_check(statement, FORM_MADE, faults);          one that symbols and overrides changed
 *
 * Keywords and forms are those of the z/OS 2.5 MVS JCL Reference (keywords.def).  Adds JCL_E_OPERATION, _CASE, _KEYWORD, _TWICE,
 * _SYNTAX, _OPERAND, _EXCLUSIVE, _COMPANION, _MISSING, _JES2, each where it was typed.
 */
#ifndef CUTOVER_JCL_FORM_H
#define CUTOVER_JCL_FORM_H

#include "jcl/deck.h"

enum form_extent {
    FORM_WHOLE,
    FORM_PART, /* a DD or OUTPUT that is laid over another: what is missing may be there */
    FORM_MADE, /* by symbols and overrides */
};

void form_check(const struct statement *statement, enum form_extent extent, struct fault_list *faults);

/* Every statement of the deck; those between CNTL and ENDCNTL are of a program, not of JCL. */
void form_check_deck(const struct deck *deck, struct fault_list *faults);

/* Do keywords ONE and OTHER of a DD exclude each other? */
bool form_excludes(const char *one, const char *other);

/* A JES2 statement: slash asterisk and a word (jes2.c). */
void form_check_jes2(const struct statement *statement, bool behind_job, struct fault_list *faults);

#endif
