/* expand.c - see expand.h.  Texts come in whole as lists of tokens, so that a list never moves while it is read. */
#include "record/expand.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/bytes.h"
#include "record/copylib.h"
#include "record/error.h"
#include "record/replace.h"

struct expander {
    const struct copybook_source *format;
    struct arena *arena;
    struct fault *fault;
    size_t bytes;   /* of all texts so far */
    size_t members; /* brought so far */
    const char *stack[EXPAND_DEPTH_MAX]; /* members that are being read, the outermost first */
    int depth;
};

/* A name as COPY gives it: a word, perhaps with joined parts, or a literal. */
static int take_name(struct expander *expander, const struct token_list *in, size_t *at, const char **name)
{
    const struct token *token = &in->items[*at];
    if ((token->kind != TOKEN_WORD && token->kind != TOKEN_LITERAL) || !copylib_is_name(token->text, token->length)) {
        char shown[64];
        return token_refuse(expander->fault, token, RECORD_E_MEMBER, "got %s, expected a member's name of letters, digits, -, _, @, #, $",
                            bytes_escape(shown, sizeof shown, token->text, token->length));
    }
    *name = arena_text(expander->arena, token->text, token->length);
    ++*at;
    return 0;
}

/* The members being read and NAME: "A copies B copies A". */
static const char *path_of(const struct expander *expander, int from, const char *name, char *text, size_t size)
{
    int used = 0;
    for (int i = from; i < expander->depth && used < (int)size; i++)
        used += snprintf(text + used, size - (size_t)used, "%s copies ", expander->stack[i]);
    if (used < (int)size)
        snprintf(text + used, size - (size_t)used, "%s", name);
    return text;
}

/* No member may be read inside itself, nor too deep, nor too many of them. */
static int check_nesting(struct expander *expander, const struct token *at, const char *name)
{
    char path[200];
    for (int i = 0; i < expander->depth; i++)
        if (strcasecmp(expander->stack[i], name) == 0)
            return token_refuse(expander->fault, at, RECORD_E_NESTING, "%s", path_of(expander, i, name, path, sizeof path));
    if (expander->depth == EXPAND_DEPTH_MAX)
        return token_refuse(expander->fault, at, RECORD_E_NESTING, "more than %d deep: %s", EXPAND_DEPTH_MAX,
                            path_of(expander, 0, name, path, sizeof path));
    if (expander->members++ == EXPAND_MEMBERS_MAX)
        return token_refuse(expander->fault, at, RECORD_E_NESTING, "more than %d members; the next is %s", EXPAND_MEMBERS_MAX, name);
    return 0;
}

static int expand_list(struct expander *expander, const struct token_list *in, struct token_list *out);

static int expand_bytes(struct expander *expander, const struct token *at, const char *text, size_t length, struct token_list *out)
{
    struct token_list in = {0};
    expander->bytes += length;
    if (expander->bytes > COPYBOOK_BYTES_MAX)
        return token_refuse(expander->fault, at, RECORD_E_COPYBOOK, "more than %d bytes of source", COPYBOOK_BYTES_MAX);
    const char *member = expander->depth > 0 ? expander->stack[expander->depth - 1] : NULL;
    int code = source_read(&in, text, length, expander->format, expander->arena, expander->fault);
    if (code < 0 && member != NULL) {
        char context[80];
        snprintf(context, sizeof context, "member %s", member);
        fault_at_record(expander->fault, expander->fault != NULL ? expander->fault->record : 0, context);
    }
    for (size_t i = 0; i < in.count; i++)
        in.items[i].member = member;
    if (code == 0)
        code = expand_list(expander, &in, out);
    token_list_release(&in);
    return code;
}

/* Bring the tokens of a member, with what it copies itself. */
static int bring(struct expander *expander, const struct token *at, const char *name, const char *library, struct token_list *out)
{
    const struct copybook_library *source = expander->format->library;
    const char *full = name;
    if (library != NULL) {
        char text[2 * COPYBOOK_NAME_MAX + 2];
        int length = snprintf(text, sizeof text, "%s/%s", library, name);
        full = arena_text(expander->arena, text, (size_t)length);
    }
    if (source == NULL)
        return token_refuse(expander->fault, at, RECORD_E_MEMBER, "%s: there is no folder to look for it in", full);
    int code = check_nesting(expander, at, full);
    if (code < 0)
        return code;
    struct bytes text;
    bytes_init(&text);
    if (source->read(source->context, name, library, &text) < 0)
        code = token_refuse(expander->fault, at, RECORD_E_MEMBER, "%s is not in the folders, or cannot be read", full);
    if (code == 0) {
        expander->stack[expander->depth++] = full;
        code = expand_bytes(expander, at, bytes_string(&text), text.length, out);
        expander->depth--;
    }
    bytes_release(&text);
    return code;
}

static int expect_period(struct expander *expander, const struct token_list *in, size_t *at, const char *statement)
{
    if (in->items[*at].kind != TOKEN_PERIOD) {
        char shown[64];
        return token_refuse(expander->fault, &in->items[*at], RECORD_E_COPYBOOK, "got %s, expected a period behind %s",
                            bytes_escape(shown, sizeof shown, in->items[*at].text, in->items[*at].length), statement);
    }
    ++*at;
    return 0;
}

/* COPY NAME [OF LIBRARY] [SUPPRESS] [REPLACING ...]. */
static int copy_statement(struct expander *expander, const struct token_list *in, size_t *at, struct token_list *out)
{
    const struct token *start = &in->items[(*at)++];
    const char *name, *library = NULL;
    struct replace_rules rules = {0};
    int code = take_name(expander, in, at, &name);
    if (code == 0 && (token_is(&in->items[*at], "OF") || token_is(&in->items[*at], "IN"))) {
        ++*at;
        code = take_name(expander, in, at, &library);
    }
    if (code == 0 && token_is(&in->items[*at], "SUPPRESS"))
        ++*at;
    if (code == 0 && token_is(&in->items[*at], "REPLACING")) {
        ++*at;
        code = replace_read(&rules, in, at, true, expander->arena, expander->fault);
    }
    if (code == 0)
        code = expect_period(expander, in, at, "COPY");
    if (code < 0)
        return code;
    struct token_list brought = {0};
    code = bring(expander, start, name, library, &brought);
    for (size_t i = 0; code == 0 && i < brought.count;)
        code = replace_next(&rules, &brought, &i, out, expander->arena, expander->fault);
    token_list_release(&brought);
    return code;
}

/* A member without more: ++INCLUDE NAME, -INC NAME; a period behind it is its own. */
static int include_statement(struct expander *expander, const struct token_list *in, size_t *at, struct token_list *out)
{
    const struct token *start = &in->items[(*at)++];
    const char *name;
    int code = take_name(expander, in, at, &name);
    if (code == 0 && in->items[*at].kind == TOKEN_PERIOD && in->items[*at].line == start->line)
        ++*at;
    return code < 0 ? code : bring(expander, start, name, NULL, out);
}

/* EXEC SQL INCLUDE NAME END-EXEC brings a member; any other EXEC is no data. */
static int exec_statement(struct expander *expander, const struct token_list *in, size_t *at, struct token_list *out)
{
    const struct token *start = &in->items[*at];
    const char *name = NULL;
    int code = 0;
    if (token_is(&in->items[*at + 1], "SQL") && token_is(&in->items[*at + 2], "INCLUDE")) {
        *at += 3;
        code = take_name(expander, in, at, &name);
    }
    while (code == 0 && in->items[*at].kind != TOKEN_END && !token_is(&in->items[*at], "END-EXEC"))
        ++*at;
    if (code == 0 && in->items[*at].kind == TOKEN_END)
        return token_refuse(expander->fault, start, RECORD_E_COPYBOOK, "the source ends, expected END-EXEC");
    if (code < 0)
        return code;
    if (in->items[++*at].kind == TOKEN_PERIOD)
        ++*at;
    return name != NULL ? bring(expander, start, name, NULL, out) : 0;
}

/* What only the compiler's listing wants, alone at the beginning of a line; *AT goes behind it. */
static bool skip_listing(const struct token_list *in, size_t *at)
{
    static const char *const words[] = {"EJECT", "SKIP1", "SKIP2", "SKIP3"};
    const struct token *token = &in->items[*at];
    size_t after = 0;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (token_is(token, words[i]))
            after = *at + 1;
    if (token_is(token, "TITLE") && token[1].kind == TOKEN_LITERAL)
        after = *at + 2;
    if (after == 0 || !token->begins_line)
        return false;
    bool period = in->items[after].kind == TOKEN_PERIOD && in->items[after].line == token->line;
    *at = after + period;
    return true;
}

/* Append what IN becomes; its TOKEN_END stays behind. */
static int expand_list(struct expander *expander, const struct token_list *in, struct token_list *out)
{
    int code = 0;
    for (size_t at = 0; code == 0 && in->items[at].kind != TOKEN_END;) {
        const struct token *token = &in->items[at];
        if (skip_listing(in, &at))
            continue;
        if (token_is(token, "COPY"))
            code = copy_statement(expander, in, &at, out);
        else if (token_is(token, "++INCLUDE") || (token_is(token, "-INC") && token->begins_line))
            code = include_statement(expander, in, &at, out);
        else if (token_is(token, "EXEC"))
            code = exec_statement(expander, in, &at, out);
        else
            token_list_add(out, &in->items[at++]);
        if (code == 0 && out->count > SOURCE_TOKENS_MAX)
            code = token_refuse(expander->fault, token, RECORD_E_COPYBOOK, "more than %d words", SOURCE_TOKENS_MAX);
    }
    return code;
}

/* REPLACE rules ., or REPLACE OFF . */
static int replace_statement(struct expander *expander, const struct token_list *in, size_t *at, struct replace_rules *rules)
{
    *rules = (struct replace_rules){0};
    int code = 0;
    if (token_is(&in->items[++*at], "OFF"))
        ++*at;
    else
        code = replace_read(rules, in, at, false, expander->arena, expander->fault);
    return code < 0 ? code : expect_period(expander, in, at, "REPLACE");
}

static int replace_all(struct expander *expander, const struct token_list *in, struct token_list *out)
{
    struct replace_rules rules = {0};
    int code = 0;
    for (size_t at = 0; code == 0 && at < in->count;)
        if (token_is(&in->items[at], "REPLACE"))
            code = replace_statement(expander, in, &at, &rules);
        else
            code = replace_next(&rules, in, &at, out, expander->arena, expander->fault);
    return code;
}

/* Words that stand without anything between them become one. */
static int join_words(struct expander *expander, struct token_list *tokens)
{
    size_t kept = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        struct token *token = &tokens->items[i], *before = kept > 0 ? &tokens->items[kept - 1] : NULL;
        if (before == NULL || !token->joined || token->kind != TOKEN_WORD || before->kind != TOKEN_WORD) {
            tokens->items[kept++] = *token;
            continue;
        }
        if (before->length + token->length > EXPAND_WORD_MAX)
            return token_refuse(expander->fault, before, RECORD_E_COPYBOOK, "a word of more than %d characters", EXPAND_WORD_MAX);
        if (before->text + before->length != token->text) {
            char text[EXPAND_WORD_MAX];
            memcpy(text, before->text, before->length);
            memcpy(text + before->length, token->text, token->length);
            before->text = arena_text(expander->arena, text, before->length + token->length);
        }
        before->length += token->length;
    }
    tokens->count = kept;
    return 0;
}

int expand_source(struct token_list *tokens, const char *text, size_t length, const struct copybook_source *format, struct arena *arena,
                  struct fault *fault)
{
    struct expander expander = {.format = format, .arena = arena, .fault = fault};
    struct token_list brought = {0};
    struct token end = {.kind = TOKEN_END, .text = "", .line = 1};
    *tokens = (struct token_list){0};
    int code = expand_bytes(&expander, &end, text, length, &brought);
    for (size_t i = 0; i < length; i++)
        end.line += text[i] == '\n' && i + 1 < length;
    token_list_add(&brought, &end);
    if (code == 0)
        code = replace_all(&expander, &brought, tokens);
    if (code == 0)
        code = join_words(&expander, tokens);
    token_list_release(&brought);
    if (code < 0)
        token_list_release(tokens);
    return code;
}
