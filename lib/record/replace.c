/* replace.c - see replace.h. */
#include "record/replace.h"

#include <string.h>
#include <strings.h>

#include "base/bytes.h"
#include "record/error.h"

static int unexpected(struct fault *fault, const struct token *token, const char *expected)
{
    char shown[64];
    if (token->kind == TOKEN_END)
        return token_refuse(fault, token, RECORD_E_COPYBOOK, "the source ends, expected %s", expected);
    return token_refuse(fault, token, RECORD_E_COPYBOOK, "got %s, expected %s", bytes_escape(shown, sizeof shown, token->text, token->length),
                        expected);
}

/* ==pseudo-text==, or where WORDS are allowed a literal, or a word with all that is joined to it. */
static int read_operand(const struct token_list *in, size_t *at, bool words, const struct token **first, size_t *count, struct fault *fault)
{
    const struct token *token = &in->items[*at];
    if (token->kind != TOKEN_PSEUDO) {
        if (!words || (token->kind != TOKEN_WORD && token->kind != TOKEN_LITERAL && token->kind != TOKEN_HEX))
            return unexpected(fault, token, words ? "a word, a literal or ==text==" : "==text==");
        *first = token;
        ++*at;
        while (in->items[*at].kind == TOKEN_WORD && in->items[*at].joined && token->kind == TOKEN_WORD)
            ++*at;
        *count = (size_t)(&in->items[*at] - token);
        return 0;
    }
    *first = &in->items[++*at];
    while (in->items[*at].kind != TOKEN_PSEUDO) {
        if (in->items[*at].kind == TOKEN_END)
            return unexpected(fault, &in->items[*at], "== at the end of pseudo-text");
        ++*at;
    }
    *count = (size_t)(&in->items[*at] - *first);
    ++*at;
    if (*count > REPLACE_WORDS_MAX)
        return token_refuse(fault, token, RECORD_E_COPYBOOK, "pseudo-text of more than %d words", REPLACE_WORDS_MAX);
    return 0;
}

static int read_rule(struct replace_rule *rule, const struct token_list *in, size_t *at, bool words, struct fault *fault)
{
    const struct token *start = &in->items[*at];
    rule->where = token_is(start, "LEADING") ? REPLACE_LEADING : token_is(start, "TRAILING") ? REPLACE_TRAILING : REPLACE_WORDS;
    *at += rule->where != REPLACE_WORDS;
    int code = read_operand(in, at, words, &rule->from, &rule->from_count, fault);
    if (code == 0 && rule->from_count == 0)
        return token_refuse(fault, start, RECORD_E_COPYBOOK, "pseudo-text that is to be replaced is empty");
    if (code == 0 && !token_is(&in->items[*at], "BY"))
        return unexpected(fault, &in->items[*at], "BY");
    if (code < 0)
        return code;
    ++*at;
    code = read_operand(in, at, words, &rule->to, &rule->to_count, fault);
    if (code == 0 && rule->from_count > 1 && rule->from[1].joined)
        rule->where = REPLACE_WORDS; /* a part in : or ( ) is words of its own already */
    if (code == 0 && rule->where != REPLACE_WORDS && (rule->from_count > 1 || rule->to_count > 1 || rule->from->kind != TOKEN_WORD))
        return token_refuse(fault, start, RECORD_E_COPYBOOK, "LEADING and TRAILING replace a part of one word by at most one");
    return code;
}

int replace_read(struct replace_rules *rules, const struct token_list *in, size_t *at, bool words, struct arena *arena, struct fault *fault)
{
    struct replace_rule read[REPLACE_RULES_MAX];
    size_t count = 0;
    int code = 0;
    do {
        if (count == REPLACE_RULES_MAX)
            return token_refuse(fault, &in->items[*at], RECORD_E_COPYBOOK, "more than %d replacements", REPLACE_RULES_MAX);
        code = read_rule(&read[count++], in, at, words, fault);
    } while (code == 0 && in->items[*at].kind != TOKEN_PERIOD);
    if (code < 0)
        return code;
    *rules = (struct replace_rules){.items = arena_new(arena, count * sizeof *read), .count = count};
    memcpy(rules->items, read, count * sizeof *read);
    return 0;
}

static bool fits_words(const struct replace_rule *rule, const struct token_list *in, size_t at)
{
    if (in->count - at < rule->from_count)
        return false;
    for (size_t i = 0; i < rule->from_count; i++)
        if (!token_same(&rule->from[i], &in->items[at + i]))
            return false;
    return true;
}

static bool fits_part(const struct replace_rule *rule, const struct token *token)
{
    size_t length = rule->from->length;
    if (token->kind != TOKEN_WORD || token->length < length)
        return false;
    const char *part = rule->where == REPLACE_LEADING ? token->text : token->text + token->length - length;
    return strncasecmp(part, rule->from->text, length) == 0;
}

/* TOKEN with its beginning or end replaced. */
static void put_part(struct replace_rules *rules, const struct replace_rule *rule, struct token token, struct token_list *out, struct arena *arena)
{
    struct bytes word;
    size_t rest = token.length - rule->from->length;
    bytes_init(&word);
    if (rule->where == REPLACE_TRAILING)
        bytes_add(&word, token.text, rest);
    if (rule->to_count > 0)
        bytes_add(&word, rule->to->text, rule->to->length);
    if (rule->where == REPLACE_LEADING)
        bytes_add(&word, token.text + rule->from->length, rest);
    token.text = arena_text(arena, bytes_string(&word), word.length);
    token.length = word.length;
    bytes_release(&word);
    token.joined = token.joined && !rules->apart;
    rules->apart = token.length == 0 && !token.joined;
    if (token.length > 0)
        token_list_add(out, &token);
}

/* The tokens of a rule instead of those from AT on: they stand where those stood. */
static void put_words(struct replace_rules *rules, const struct replace_rule *rule, const struct token *at, struct token_list *out)
{
    for (size_t i = 0; i < rule->to_count; i++) {
        struct token token = rule->to[i];
        token.line = at->line;
        token.member = at->member;
        token.begins_line = at->begins_line && i == 0;
        if (i == 0)
            token.joined = at->joined && !rules->apart;
        token_list_add(out, &token);
    }
    rules->apart = rule->to_count == 0 && (rules->apart || !at->joined);
}

int replace_next(struct replace_rules *rules, const struct token_list *in, size_t *at, struct token_list *out, struct arena *arena,
                 struct fault *fault)
{
    const struct token *token = &in->items[*at];
    if (out->count > SOURCE_TOKENS_MAX)
        return token_refuse(fault, token, RECORD_E_COPYBOOK, "more than %d words", SOURCE_TOKENS_MAX);
    for (size_t i = 0; i < rules->count; i++) {
        const struct replace_rule *rule = &rules->items[i];
        if (rule->where == REPLACE_WORDS && fits_words(rule, in, *at)) {
            put_words(rules, rule, token, out);
            *at += rule->from_count;
            return 0;
        }
        if (rule->where != REPLACE_WORDS && fits_part(rule, token)) {
            put_part(rules, rule, *token, out, arena);
            ++*at;
            return 0;
        }
    }
    struct token same = *token;
    same.joined = same.joined && !rules->apart;
    rules->apart = false;
    token_list_add(out, &same);
    ++*at;
    return 0;
}
