/* source.c - see source.h. */
#include "record/source.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/bytes.h"
#include "base/memory.h"
#include "record/error.h"
#include "record/reference.h"

bool token_is(const struct token *token, const char *word)
{
    return token->kind == TOKEN_WORD && strlen(word) == token->length && strncasecmp(token->text, word, token->length) == 0;
}

bool token_same(const struct token *left, const struct token *right)
{
    if (left->kind != right->kind || left->length != right->length || left->prefix != right->prefix)
        return false;
    return left->kind == TOKEN_WORD ? strncasecmp(left->text, right->text, left->length) == 0
                                    : memcmp(left->text, right->text, left->length) == 0;
}

void token_list_add(struct token_list *tokens, const struct token *token)
{
    tokens->items = memory_grow(tokens->items, &tokens->capacity, tokens->count + 1, sizeof *tokens->items);
    tokens->items[tokens->count++] = *token;
}

void token_list_release(struct token_list *tokens)
{
    free(tokens->items);
    *tokens = (struct token_list){0};
}

int token_refuse(struct fault *fault, const struct token *token, int code, const char *format, ...)
{
    char detail[sizeof fault->detail], context[sizeof fault->context] = "";
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(detail, sizeof detail, format, arguments);
    va_end(arguments);
    if (token->member != NULL)
        snprintf(context, sizeof context, "member %s", token->member);
    fault_set(fault, code, "%s", detail);
    fault_at_record(fault, token->line, context);
    return code;
}

enum { CARD = 80, ODD_HEAD = 400 };

struct reader { /* of clean source */
    const char *at;
    const char *end;
    int64_t line;
};

static bool is_space(char c)
{
    return c == ' ' || c == '\n';
}

/* A separator: blank, or comma, semicolon or period with a blank, the end of pseudo-text or nothing behind it. */
static bool is_separator(const char *p, const char *end, const char *marks)
{
    if (*p == '\0' || strchr(marks, *p) == NULL)
        return false;
    return p + 1 == end || is_space(p[1]) || (end - p > 2 && p[1] == '=' && p[2] == '=');
}

/* Behind the blanks and separators there are; true when there were any. */
static bool skip_blanks(struct reader *reader)
{
    const char *start = reader->at;
    for (; reader->at < reader->end && (is_space(*reader->at) || is_separator(reader->at, reader->end, ",;")); reader->at++)
        reader->line += *reader->at == '\n';
    return reader->at > start;
}

static int read_literal(struct reader *reader, struct token *token, struct fault *fault)
{
    token->quote = *reader->at++;
    token->text = reader->at;
    for (; reader->at < reader->end && *reader->at != '\n'; reader->at++) {
        if (*reader->at != token->quote)
            continue;
        if (reader->at + 1 < reader->end && reader->at[1] == token->quote) {
            reader->at++;
            continue;
        }
        token->length = (size_t)(reader->at++ - token->text);
        return 0;
    }
    return token_refuse(fault, token, RECORD_E_COPYBOOK, "a literal does not end: its second %c is missing", token->quote);
}

/* A word, up to what separates; ( ) and : stand alone, so that COPY REPLACING can find what is between them. */
static void read_word(struct reader *reader, struct token *token)
{
    static const char alone[] = "():";
    const char *p = reader->at, *end = reader->end;
    token->kind = TOKEN_WORD;
    token->text = p;
    if (strchr(alone, *p) != NULL && *p != '\0')
        p++;
    else
        while (p < end && !is_space(*p) && *p != '"' && *p != '\'' && (*p == '\0' || strchr(alone, *p) == NULL) &&
               !is_separator(p, end, ".,;") && !(end - p > 1 && p[0] == '=' && p[1] == '='))
            p++;
    token->length = (size_t)(p - token->text);
    reader->at = p;
}

/* How many letters stand before the quote of a literal: X, N, NX, G, Z, B, or none. */
static size_t prefix_length(const struct reader *reader)
{
    const char *p = reader->at;
    size_t left = (size_t)(reader->end - p);
    if (left > 1 && (p[1] == '"' || p[1] == '\'') && strchr("xXnNgGzZ", *p) != NULL)
        return 1;
    if (left > 2 && (p[2] == '"' || p[2] == '\'') && toupper((unsigned char)p[0]) == 'N' && toupper((unsigned char)p[1]) == 'X')
        return 2;
    return 0;
}

static int next_token(struct reader *reader, struct token *token, struct fault *fault)
{
    bool apart = skip_blanks(reader);
    const char *p = reader->at;
    *token = (struct token){.kind = TOKEN_END, .text = "", .joined = !apart, .line = reader->line};
    if (p == reader->end) {
        token->line -= token->line > 1; /* every line has its end: the last one is the one before */
        return 0;
    }
    if (is_separator(p, reader->end, ".")) {
        *token = (struct token){.kind = TOKEN_PERIOD, .text = p, .length = 1, .line = reader->line};
        reader->at++;
        return 0;
    }
    if (reader->end - p > 1 && p[0] == '=' && p[1] == '=') {
        *token = (struct token){.kind = TOKEN_PSEUDO, .text = p, .length = 2, .line = reader->line};
        reader->at += 2;
        return 0;
    }
    size_t prefix = prefix_length(reader);
    if (prefix > 0 || *p == '"' || *p == '\'') {
        bool hex = prefix == 2 || (prefix == 1 && toupper((unsigned char)*p) == 'X');
        token->kind = hex ? TOKEN_HEX : TOKEN_LITERAL;
        token->prefix = (char)(prefix == 2 || (prefix == 1 && !hex) ? toupper((unsigned char)*p) : 0);
        token->joined = false;
        reader->at += prefix;
        return read_literal(reader, token, fault);
    }
    read_word(reader, token);
    return 0;
}

/* A file that is no lines of ASCII or UTF-8: said as what it is, not by the first word that makes no sense. */
static const char *find_odd_form(const char *text, size_t length, const struct copybook_source *format)
{
    size_t head = length < ODD_HEAD ? length : ODD_HEAD, ebcdic_blanks = 0;
    if (length >= 2 && (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0))
        return "it is UTF-16: convert it with iconv -f UTF-16 -t UTF-8";
    for (size_t i = 0; i < head; i++)
        ebcdic_blanks += text[i] == 0x40;
    if (ebcdic_blanks > head / 10 && memchr(text, ' ', head) == NULL)
        return "it is EBCDIC: convert it with iconv -f CP037 -t UTF-8, or fetch it in text mode";
    if (format->format == SOURCE_FIXED && length > CARD && length % CARD == 0 && memchr(text, '\n', length) == NULL)
        return "it is records of 80 bytes without line ends: put each on a line with fold -w 80";
    return NULL;
}

int source_read(struct token_list *tokens, const char *text, size_t length, const struct copybook_source *format, struct arena *arena,
                struct fault *fault)
{
    static const char mark[] = "\xEF\xBB\xBF"; /* a byte order mark that editors put before UTF-8 */
    const char *odd = find_odd_form(text, length, format);
    if (odd != NULL) {
        fault_set(fault, RECORD_E_COPYBOOK, "%s", odd);
        return fault_at_record(fault, 1, NULL);
    }
    size_t marked = length >= 3 && memcmp(text, mark, 3) == 0 ? 3 : 0;
    text += marked;
    length -= marked;
    struct bytes clean;
    bytes_init(&clean);
    reference_clean(&clean, text, length, format);
    const char *kept = arena_text(arena, bytes_string(&clean), clean.length);
    struct reader reader = {.at = kept, .end = kept + clean.length, .line = 1};
    bytes_release(&clean);
    struct token token;
    int64_t line = 0;
    int code;
    do {
        code = next_token(&reader, &token, fault);
        token.begins_line = token.line != line;
        token.joined = token.joined && !token.begins_line;
        line = token.line;
        if (code == 0 && tokens->count >= SOURCE_TOKENS_MAX)
            code = token_refuse(fault, &token, RECORD_E_COPYBOOK, "more than %d words", SOURCE_TOKENS_MAX);
        if (code == 0)
            token_list_add(tokens, &token);
    } while (code == 0 && token.kind != TOKEN_END);
    return code;
}
