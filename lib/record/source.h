/*
 * source.h - COBOL source text as tokens.  Floor 1; for copybook.c alone.
 *
 *     struct source source;
 *     source_open(&source, text, length, &format);
 *     while (source_next(&source, &token, &fault) == 0 && token.kind != TOKEN_END) ...
 *     source_close(&source);
 *
 * Comment lines, sequence numbers, compiler-listing words and everything outside the columns are gone; continued
 * lines are joined (IBM Enterprise COBOL, reference format).
 */
#ifndef CUTOVER_RECORD_SOURCE_H
#define CUTOVER_RECORD_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/fault.h"
#include "record/copybook.h"

enum token_kind { TOKEN_WORD, TOKEN_LITERAL, TOKEN_HEX, TOKEN_PERIOD, TOKEN_END };

struct token {
    enum token_kind kind;
    const char *text; /* of a literal: what stands between the quotes; good until source_close */
    size_t length;
    char quote;       /* of a literal: doubled ones stand for one */
    int64_t line;
};

struct source {
    struct bytes clean; /* the source without what is not source; one line end for each of its lines */
    size_t at;
    int64_t line;
};

void source_open(struct source *source, const char *text, size_t length, const struct copybook_source *format);
void source_close(struct source *source);

/* Returns 0, or RECORD_E_COPYBOOK for a literal that does not end, RECORD_E_UNSUPPORTED for a national one. */
int source_next(struct source *source, struct token *token, struct fault *fault);

/* TOKEN is the word WORD (upper case), whatever its case. */
bool token_is(const struct token *token, const char *word);

#endif
