/*
 * card.h - a file of JCL as cards: one line, one card.  Floor 2.
 *
 * Cards point into the text they were split from, which must outlive them.  Columns count from 1; a card is as
 * if padded with blanks, so that column 72 of a short card is blank.  A file that is no JCL at all (EBCDIC
 * bytes, lines ending in CR LF, not one card with //) is told once, by name.
 */
#ifndef CUTOVER_JCL_CARD_H
#define CUTOVER_JCL_CARD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"

enum {
    CARD_COLUMNS = 80,
    CARD_LAST_COL = 71,         /* of parameters; 72 is the continuation column */
    CARD_MAX_FAULTS = 500,      /* then JCL_E_TOO_MANY, and no more are kept */
};

struct card {
    const char *text;
    size_t length;
};

struct cards {
    const char *file; /* name for messages; not owned */
    struct card *items;
    size_t count;
};

/* Where something was typed: card and column count from 1.  FILE is a name for messages; it lives as long as the cards. */
struct place {
    const char *file;
    int card;
    int column;
};

/*
 * Split LENGTH bytes of TEXT.  Returns 0, or JCL_E_EBCDIC, JCL_E_LINE_END or JCL_E_NOT_JCL, which is also added to
 * FAULTS: then there are no cards.  Release in either case.
 */
int cards_split(struct cards *cards, const char *file, const char *text, size_t length, struct fault_list *faults);
void cards_release(struct cards *cards);

/* The character in COLUMN (from 1), a blank beyond the card's end. */
char card_at(const struct card *card, int column);

/* Columns FROM to TO are all blank. */
bool card_is_blank(const struct card *card, int from, int to);

bool card_begins(const struct card *card, const char *mark);

/*
 * Add one fault at PLACE; FIELD is the statement's name or the keyword ("" for none).  The one way in which this
 * room tells what is wrong.  Beyond CARD_MAX_FAULTS nothing is added.
 */
void jcl_fault(struct fault_list *faults, int code, struct place place, const char *field, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* Is one of FAULTS an error (no warning or information)? */
bool faults_stop(const struct fault_list *faults);

#endif
