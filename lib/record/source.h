/*
 * source.h - COBOL source text as tokens: reference format and words.  Floor 1; for expand.c alone.
 *
 *     struct token_list tokens = {0};
 *     if (source_read(&tokens, text, length, format, &arena, &fault) < 0) ...      the last one is TOKEN_END
 *     token_list_release(&tokens);
 *
 * Comment and debugging lines, sequence numbers, directives and everything outside the columns are gone; continued lines
 * are joined (IBM Enterprise COBOL, reference format; free source as ISO 2002 has it).
 */
#ifndef CUTOVER_RECORD_SOURCE_H
#define CUTOVER_RECORD_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/fault.h"
#include "record/copybook.h"

enum { SOURCE_TOKENS_MAX = 1 << 20 };

enum token_kind {
    TOKEN_WORD,
    TOKEN_LITERAL,
    TOKEN_HEX,    /* X'...' or NX'...' */
    TOKEN_PERIOD,
    TOKEN_PSEUDO, /* ==: an end of pseudo-text */
    TOKEN_END,
};

struct token {
    enum token_kind kind;
    char quote;       /* of a literal: doubled ones stand for one */
    char prefix;      /* of a literal: N, G, Z, or 0 */
    bool joined;      /* nothing stands between it and the token before */
    bool begins_line;
    const char *text; /* of a literal: what stands between the quotes; lives as long as the arena */
    size_t length;
    int64_t line;
    const char *member; /* that COPY brought; NULL: the copybook itself */
};

struct token_list {
    struct token *items;
    size_t count;
    size_t capacity;
};

/*
 * Append the tokens of LENGTH bytes of source, ( ) and : each one of its own.  Texts are kept in ARENA.  Returns 0, or
 * RECORD_E_COPYBOOK with the line for a literal that does not end and for too many words.
 */
int source_read(struct token_list *tokens, const char *text, size_t length, const struct copybook_source *format, struct arena *arena,
                struct fault *fault);

/* Append one token. */
void token_list_add(struct token_list *tokens, const struct token *token);
void token_list_release(struct token_list *tokens);

/* TOKEN is the word WORD (upper case), whatever its case. */
bool token_is(const struct token *token, const char *word);

/* Two tokens that COBOL takes as the same: words whatever their case. */
bool token_same(const struct token *left, const struct token *right);

/* Fill the fault with CODE, the token's line and member and a printf-formatted detail; returns CODE. */
int token_refuse(struct fault *fault, const struct token *token, int code, const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
