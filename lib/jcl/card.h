/*
 * card.h - a file of JCL as cards: one line, one card.  Floor 2.
 *
 *     cards_init(&cards, "NIGHTLY.jcl", text, length);
 *     for (size_t i = 0; cards_reach(&cards, i); i++) ... cards.items[i] ...
 *     cards_release(&cards);
 *
 * Cards point into the text they were split from, which must outlive them; it is split as far as somebody looks.  Columns
 * count from 1; a card is as if padded with blanks, so that column 72 of a short card is blank.
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
    const char *file;      /* name for messages; not owned */
    struct card *items;    /* without line ends */
    size_t count, capacity;
    size_t before;         /* cards of the file that came before the first of these */
    const char *rest;      /* behind the last of them: not split yet */
    size_t rest_len;
    bool open;             /* more of the file may follow behind the rest, but is not here */
    bool cut;              /* somebody looked for a card that is not here: what was made of the last ones may be wrong */
    size_t crlf;           /* number from 1 in the file of the first card that ended in CR LF; 0: none */
    size_t marked;         /* of the first card that had a byte order mark before its slash, which is left out; 0: none */
};

/* Where something was typed: card and column count from 1.  FILE is a name for messages; it lives as long as the cards. */
struct place {
    const char *file;
    int card;
    int column;
};

void cards_init(struct cards *cards, const char *file, const char *text, size_t length);
void cards_release(struct cards *cards);

/* Is there a card INDEX (from 0)?  Splits the rest so far. */
bool cards_reach(struct cards *cards, size_t index);

/* COLUMN of card INDEX, as messages tell it. */
struct place cards_place(const struct cards *cards, size_t index, int column);

/* LENGTH bytes at TEXT begin with two slashes in EBCDIC, and with what may follow them there. */
bool card_looks_ebcdic(const char *text, size_t length);

/* The character in COLUMN (from 1), a blank beyond the card's end. */
static inline char card_at(const struct card *card, int column)
{
    return column >= 1 && (size_t)column <= card->length ? card->text[column - 1] : ' ';
}

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
