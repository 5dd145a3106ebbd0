/*
 * parser.h - what copybook.c (sentences, levels), clause.c (clauses) and condition.c (level 88) share.  Floor 1;
 * for these alone.
 */
#ifndef CUTOVER_RECORD_PARSER_H
#define CUTOVER_RECORD_PARSER_H

#include <stdbool.h>

#include "record/copybook.h"
#include "record/source.h"

struct parser {
    struct token_list tokens;
    size_t at;          /* of the token behind it */
    struct token token; /* the one to be read next */
    const struct copybook_source *format;
    struct copybook *copybook;
    struct fault *fault;
    struct item *before; /* the data description read last; NULL: none yet */
    struct item *named;  /* what a level 88 belongs to: that, or a level 66 behind it */
};

/* Go to the next token.  Returns 0, so that it stands in a row with what can fail. */
int parser_advance(struct parser *parser);

/* Fill the fault with code, line and a printf-formatted detail; returns CODE. */
int parser_refuse(struct parser *parser, int code, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The same for the token at hand: "FORMAT: got X". */
int parser_unexpected(struct parser *parser, const char *expected);

/* Skip an optional word. */
int parser_skip(struct parser *parser, const char *word);

/* Take a data name in upper case, living as long as the copybook. */
int parser_name(struct parser *parser, const char **name);

/* The same, perhaps qualified: "NAME OF GROUP OF RECORD" in one text. */
int parser_qualified(struct parser *parser, const char **name);

/* The word at hand begins a clause (or is refused as one). */
bool clause_begins(const struct parser *parser);

/* The word at hand, behind a level number, is a name: no clause, or a word that became one late and has a clause behind it. */
bool clause_is_name(const struct parser *parser);

/* Read all clauses of ITEM up to the period. */
int clause_read_all(struct parser *parser, struct item *item);

/* Read level 88 of ITEM, behind the level number, up to the period. */
int condition_read(struct parser *parser, struct item *item);

/* A figurative constant, an ALL literal, a literal or a number: what VALUE may be followed by.  Skip one. */
bool condition_is_value(const struct parser *parser);
int condition_skip_value(struct parser *parser);

#endif
