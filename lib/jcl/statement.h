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
#include "base/bytes.h"
#include "jcl/card.h"
#include "jcl/keyword.h"

enum { STATEMENT_MAX_LEN = 8192 }; /* of a field */

enum statement_kind {
    STATEMENT_JCL,       /* //NAME OPERATION FIELD */
    STATEMENT_COMMENT,   /* slash slash asterisk */
    STATEMENT_NULL,      /* // and blanks: the end of a job */
    STATEMENT_DELIMITER, /* slash asterisk, outside data */
    STATEMENT_JES2,      /* slash asterisk and a word: JOBPARM, ROUTE */
    STATEMENT_DATA,      /* a card that is none of these */
    STATEMENT_FLUSHED,   /* cards behind a null statement, up to the next JOB: passed over (rule 7) */
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
    struct place start;   /* column 1 of its first card */
    size_t first_card;    /* index in the cards */
    size_t card_count;    /* continuations and the comments between them included; data not */
    const char *name;     /* "" when there is none */
    const char *operation; /* EXEC; of a JES2 statement the word behind its mark, and the field is what follows that */
    enum jcl_operation code; /* of a JCL statement: which one that is; else, and when it is none, JCL_NONE */
    struct place operation_place;
    const char *field;    /* parameters, continuations joined; "" when there are none */
    size_t field_len;
    struct field_part *parts;
    size_t part_count;
    bool conditional;     /* a job group's: conditions stand in its parentheses, with blanks and signs */
    bool broken;          /* the field is not what it should be (told); its parameters mean nothing */
    bool refused;         /* one of its keywords was refused (told): that something is missing need not be told */
    struct parameter *parameters; /* set by deck_read; NULL when there are none */
    bool has_data;        /* DD * or DD DATA: in-stream data follows; set by deck_read */
    size_t first_data;    /* index of its first card */
    size_t data_count;    /* its delimiter not counted */
    bool has_delimiter;   /* the card behind the data belongs to them */
};

/* What reading one statement after the other needs; memory is kept from one to the next. */
struct statement_reader {
    struct cards *cards;
    struct arena *arena;
    struct fault_list *faults;
    struct bytes text;
    struct field_part *parts;
    size_t part_count, part_capacity;
};

/*
 * Read the statement that begins at card *NEXT (from 0, which is there) and move *NEXT behind it.  What is wrong is added to
 * the reader's faults; a statement results all the same, so that the rest can be read.  Texts live in its arena.
 */
void statement_read(struct statement_reader *reader, struct statement *statement, size_t *next);
void statement_reader_release(struct statement_reader *reader);

static inline bool statement_is(const struct statement *statement, enum jcl_operation code)
{
    return statement->code == code;
}

/* May C stand outside apostrophes in its field?  Of an IF more may. */
bool statement_takes(const struct statement *statement, char c);

/* Where the character at OFFSET of the field was typed. */
struct place statement_place(const struct statement *statement, size_t offset);

/* Its first card: column 1, or COLUMN. */
struct place statement_start(const struct statement *statement);
struct place statement_column(const struct statement *statement, int column);

#endif
