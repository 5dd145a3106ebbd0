/*
 * replace.h - what REPLACING and REPLACE change in a list of tokens.  Floor 1; for expand.c alone.
 *
 *     struct replace_rules rules = {0};
 *     if (replace_read(&rules, in, &at, true, &arena, &fault) < 0) ...              behind REPLACING, up to the period
 *     while (at < in->count) replace_next(&rules, in, &at, out, &arena, &fault);
 */
#ifndef CUTOVER_RECORD_REPLACE_H
#define CUTOVER_RECORD_REPLACE_H

#include "record/source.h"

enum { REPLACE_RULES_MAX = 256, REPLACE_WORDS_MAX = 1024 };

enum replace_where { REPLACE_WORDS, REPLACE_LEADING, REPLACE_TRAILING };

struct replace_rule {
    enum replace_where where; /* LEADING, TRAILING: the beginning or end of a word */
    const struct token *from; /* in the list that the rule was read from */
    size_t from_count;        /* at least 1 */
    const struct token *to;
    size_t to_count;
};

struct replace_rules {
    struct replace_rule *items; /* in the arena */
    size_t count;
    bool apart; /* the words before were replaced by nothing: the next is not joined to what stands before them */
};

/*
 * Read "==a== BY ==b== LEADING ==c== BY ==d== ..." from IN at *AT up to what is no rule; with WORDS operands may be words
 * and literals, as COPY has them.  IN must outlive RULES.  Returns 0 or RECORD_E_COPYBOOK.
 */
int replace_read(struct replace_rules *rules, const struct token_list *in, size_t *at, bool words, struct arena *arena, struct fault *fault);

/*
 * Append what the tokens of IN at *AT become: what the first fitting rule says, or the token as it is; *AT goes behind
 * them.  Returns 0, or RECORD_E_COPYBOOK when the result has too many words.
 */
int replace_next(struct replace_rules *rules, const struct token_list *in, size_t *at, struct token_list *out, struct arena *arena,
                 struct fault *fault);

#endif
