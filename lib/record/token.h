/*
 * token.h - COBOL source as words, literals and periods.  Floor 1; for lib/record alone.
 *
 * Fixed format: the indicator column, the text behind it; * / D and $ lines are comments.  Free format: *> comments.
 */
#ifndef CUTOVER_RECORD_TOKEN_H
#define CUTOVER_RECORD_TOKEN_H

#include "record/copybook.h"

enum token_kind { TOKEN_END, TOKEN_WORD, TOKEN_LITERAL, TOKEN_PERIOD };

struct token {
    enum token_kind kind;
    const char *text; /* a word in upper case; a literal without quotes, doubled ones made single */
    int line;
};

struct token_reader {
    struct arena *arena;
    const char *text; /* the source with comments gone, each line its own */
    const char *at;
    int line;
};

/* Takes the program text out of LENGTH bytes of SOURCE. */
int token_reader_open(struct token_reader *reader, struct arena *arena, const char *source, size_t length,
                      const struct copybook_source *format, struct fault *fault);

/* The next token.  Returns 0, or RECORD_E_SYNTAX for a literal without end. */
int token_next(struct token_reader *reader, struct token *token, struct fault *fault);

#endif
