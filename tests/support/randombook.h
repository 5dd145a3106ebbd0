/*
 * randombook.h - random copybooks, as a tree that their records and a COBOL program are made from; no length and no
 * offset is known here.  Names say what an item is: F number, X text, N counter, K the letter that selects a view,
 * V view, A text of digits with views of its digits, P part of such a view, T table of groups, E table, G group.
 */
#ifndef CUTOVER_TESTS_RANDOMBOOK_H
#define CUTOVER_TESTS_RANDOMBOOK_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum { RANDOMBOOK_NODES = 400, RANDOMBOOK_VALUE = 64 };

enum node_kind { NODE_TEXT, NODE_NUMBER, NODE_GROUP };
enum node_usage { NODE_DISPLAY, NODE_COMP, NODE_PACKED, NODE_NATIVE };

struct node {
    enum node_kind kind;
    enum node_usage usage;
    char name[12]; /* "FILLER" has no value of its own */
    unsigned level;
    unsigned digits; /* of text: its length */
    unsigned scale;
    bool is_signed;
    const char *clause;       /* SIGN, or of a group USAGE or SIGN; "" for none */
    bool bare;                /* the group around it says USAGE */
    bool synchronized;
    bool mute;                /* of a group: no SYNC in it */
    unsigned least, most;     /* OCCURS; most 0: no table */
    struct node *counter;
    struct node *redefines;
    struct node *selector;    /* of a view: shown when the selector has its letter */
    char letter;
    struct node *area;        /* text of digits that this is a view of */
    char value[RANDOMBOOK_VALUE]; /* the last written: of a counter, a selector, an area */
    unsigned cursor;          /* of an area: digits that the view has taken */
    unsigned counts;          /* of a counter: the most of its tables */
    struct node *child, *next;
};

struct randombook {
    unsigned number; /* from 1 */
    unsigned seen; /* names made */
    struct node nodes[RANDOMBOOK_NODES]; /* the first is the record */
    unsigned count;
    struct node *counters[8]; /* outside tables */
    unsigned counter_count;
    bool native_full;         /* COMP-5 beyond its picture */
    bool odo;                 /* may have OCCURS DEPENDING ON, else SYNC and REDEFINES */
};

/* Every run with the same seed gives the same numbers; a number from 0 to below COUNT. */
void random_seed(uint64_t from);
unsigned random_pick(unsigned count);

/* Make BOOK, number NUMBER, anew. */
void randombook_make(struct randombook *book, unsigned number);

/* Its copybook in fixed format; the PICTURE clause of a leaf, with as many digits as are wanted. */
void randombook_print(FILE *to, const struct randombook *book);
void randombook_picture(FILE *to, const struct node *node, unsigned digits, bool is_signed);

bool node_is_filler(const struct node *node);

/* How many digits its value can have: those of COMP-5 may fill its bytes. */
unsigned node_value_digits(const struct randombook *book, const struct node *node);

#endif
