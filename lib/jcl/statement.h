/*
 * statement.h - cards to statements: fields found, continuations joined.  Floor 2.
 *
 * A statement is one or more cards.  Its parameter field is kept as one text with a map from each character to
 * the card and column where it was typed, so that a message about a parameter points at it.  Comments stay on the
 * cards, which the statement names; nothing of what was read is lost.  Rules 1 to 8 of the language are here.
 */
#ifndef CUTOVER_JCL_STATEMENT_H
#define CUTOVER_JCL_STATEMENT_H

#include "base/arena.h"
#include "jcl/card.h"

enum { STATEMENT_MAX_LEN = 8192 }; /* of a field */

enum statement_kind {
    STATEMENT_JCL,       /* //NAME OPERATION FIELD */
    STATEMENT_COMMENT,   /* slash slash asterisk */
    STATEMENT_NULL,      /* // and blanks: the end of a job */
    STATEMENT_DELIMITER, /* slash asterisk, outside data */
    STATEMENT_JES2,      /* slash asterisk and a word: JOBPARM, ROUTE */
    STATEMENT_DATA,      /* a card that is none of these */
};

struct origin; /* symbol.h */

struct field_part {
    size_t offset; /* in the field, where this part begins */
    struct place place;
    const struct origin *origin; /* NULL: typed here, columns run on; else every character is told at place */
};

struct parameter; /* parameter.h */

struct statement {
    enum statement_kind kind;
    int number;           /* from 1, JCL statements only, as the job log numbers them; 0 for the others */
    const char *file;     /* whose cards these are; as the cards name it */
    size_t first_card;    /* index in the cards */
    size_t card_count;    /* continuations and the comments between them included; data not */
    const char *name;     /* "" when there is none */
    const char *operation; /* EXEC; of a JES2 statement the word behind its mark */
    struct place operation_place;
    const char *field;    /* parameters, continuations joined; "" when there are none */
    size_t field_len;
    struct field_part *parts;
    size_t part_count;
    bool broken;          /* the field is not what it should be (told); its parameters mean nothing */
    bool refused;         /* one of its keywords was refused (told): that something is missing need not be told */
    struct parameter *parameters; /* set by deck_read; NULL when there are none */
    bool has_data;        /* DD * or DD DATA: in-stream data follows; set by deck_read */
    size_t first_data;    /* index of its first card */
    size_t data_count;    /* its delimiter not counted */
};

/*
 * Read the statement that begins at card *NEXT (from 0) and move *NEXT behind it.  What is wrong is added to
 * FAULTS; a statement results all the same, so that the rest can be read.  Texts live in ARENA.
 */
void statement_read(struct statement *statement, const struct cards *cards, size_t *next, struct arena *arena,
                    struct fault_list *faults);

/* Where the character at OFFSET of the field was typed. */
struct place statement_place(const struct statement *statement, size_t offset);

/* Its first card: column 1, or COLUMN. */
struct place statement_start(const struct statement *statement);
struct place statement_column(const struct statement *statement, int column);

#endif
