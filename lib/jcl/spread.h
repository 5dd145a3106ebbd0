/*
 * spread.h - one statement on cards: at most 71 columns, continued by the rules (1, 2 and 5).  Floor 2.
 *
 * The encoder (write.h) gathers a statement as a head ("//NAME     OPER ") and a field with the places where a card
 * may end; spread_put writes its cards.  The first parameter must stand on the statement's own card, a quoted text
 * that is longer than a card goes on in column 16, no card ends in an apostrophe in column 71, and none is blank
 * (it would be a null statement, the end of the job).
 */
#ifndef CUTOVER_JCL_SPREAD_H
#define CUTOVER_JCL_SPREAD_H

#include "base/bytes.h"
#include "base/fault.h"

struct spread_break {
    size_t offset; /* in field, behind a comma: a card may end before it */
    int depth;     /* 0: between two parameters; more: inside parentheses */
};

struct spread {
    struct bytes head;  /* owned, as field and breaks are */
    struct bytes field;
    struct spread_break *breaks; /* in order */
    size_t break_count, break_capacity;
};

void spread_release(struct spread *spread); /* one begins zeroed */
void spread_clear(struct spread *spread); /* empty, memory kept */

/* A card may end at the end of the field as it is now. */
void spread_break_here(struct spread *spread, int depth);

/*
 * Append the cards, each with LF.  The order of keyword parameters may change, to have one that fits on the first
 * card.  Returns 0, or JCL_E_FIT when there is no way; then OUT holds part of a statement and is not to be used.
 */
int spread_put(struct spread *spread, struct bytes *out, struct fault *fault);

#endif
