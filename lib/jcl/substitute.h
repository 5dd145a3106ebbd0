/*
 * substitute.h - symbols of a statement replaced by their values.  Floor 2.
 *
 *     //D  DD DSN=&HLQ..MASTER,DISP=SHR   with HLQ=LEDG   //D  DD DSN=LEDG.MASTER,DISP=SHR
 *
 * All symbols of a statement at once: a value is not looked at again (rule 15).  A period behind the name parts it from
 * what follows and goes away (rule 11).  Inside apostrophes only the parameters AMP, PATH, SUBSYS, ACCT and PARM have
 * symbols, and the values of symbols themselves; there what is no symbol is text (rule 14).  Two ampersands stay two.
 * Name and operation never change (rule 13), nor comments and in-stream data (rule 18, substitute_card).
 */
#ifndef CUTOVER_JCL_SUBSTITUTE_H
#define CUTOVER_JCL_SUBSTITUTE_H

#include "base/bytes.h"
#include "jcl/statement.h"
#include "jcl/symbol.h"

/*
 * Replace the symbols in STATEMENT's field.  Returns true when there were any: then the field and its parts are new ones
 * in ARENA, each value a part of its own with its origin, told at the place of its ampersand; the parameters are as they
 * were, for the caller to parse again.  What is wrong is added to FAULTS and marks the statement broken: a symbol that
 * nobody defined, outside apostrophes (but DSN=&NAME alone is a temporary data set); a part of a symbol of the job; a
 * field that grew beyond STATEMENT_MAX_LEN.  A blank in a value, behind which all is comment, is a warning.
 */
bool substitute_statement(struct statement *statement, struct symbols *symbols, struct arena *arena,
                          struct fault_list *faults);

enum substitute_from { /* SYMBOLS= of a DD */
    SUBSTITUTE_JCL = 1,    /* JCLONLY: exported symbols of the job */
    SUBSTITUTE_SYSTEM = 2, /* system symbols too: EXECSYS, CNVTSYS */
};

/* Where values came from; begins zeroed, items are the caller's to free. */
struct origins {
    struct origin *items;
    size_t count, capacity;
};

/*
 * One card of in-stream data, which begins at PLACE, into OUT (which is cleared).  FROM says whose symbols.  Two ampersands become
 * one; what is no exported symbol stays.  Returns how many of both there were, and adds the symbols' origins to ORIGINS; OUT may be
 * longer than a card.
 */
size_t substitute_card(const char *text, size_t length, unsigned from, const struct symbols *symbols, struct place place,
                       struct bytes *out, struct origins *origins);

/*
 * The text of a symbol from VALUE as it was typed (rule 15): without the apostrophes around it, doubled ones inside
 * single; parentheses belong to it; && is & outside apostrophes.
 */
void substitute_value(const char *value, struct bytes *text);

/* Is KEYWORD one of the EXEC statement's own?  Any other, given to a procedure, is a symbol of it. */
bool substitute_is_exec_keyword(const char *keyword);

#endif
