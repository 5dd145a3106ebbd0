/* source.c - see source.h: lines of fixed or free source are made one clean text, and that is parted into tokens. */
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

enum { TAB_STOP = 8 };

/* What joining lines needs to know of the text so far. */
struct joiner {
    struct bytes *clean;
    char quote;    /* of the literal that is open at the end, 0: none */
    size_t waiting; /* line ends of joined lines, to be added behind them */
    bool goes_on;   /* the literal of a free line goes on in the next */
};

static void end_line(struct joiner *join)
{
    for (join->waiting++; join->waiting > 0; join->waiting--)
        bytes_char(join->clean, '\n');
}

/* Add the program text of one line, up to an inline comment; follows the quotes. */
static void add_text(struct joiner *join, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (join->quote != 0) {
            if (c == join->quote)
                join->quote = 0;
        } else if (c == '"' || c == '\'') {
            join->quote = c;
        } else if (c == '*' && i + 1 < length && text[i + 1] == '>') {
            return;
        }
        bytes_char(join->clean, c);
    }
}

static void drop_trailing(struct bytes *clean)
{
    while (clean->length > 0 && (clean->data[clean->length - 1] == ' ' || clean->data[clean->length - 1] == '\n'))
        clean->length--;
}

/* A line with '-' in its indicator area goes on where the one before it stopped. */
static void continue_line(struct joiner *join, const char *text, size_t length)
{
    size_t lines = 0;
    for (size_t i = join->clean->length; i > 0 && (join->clean->data[i - 1] == ' ' || join->clean->data[i - 1] == '\n'); i--)
        lines += join->clean->data[i - 1] == '\n';
    if (join->quote == 0)
        drop_trailing(join->clean);
    else
        while (join->clean->length > 0 && join->clean->data[join->clean->length - 1] == '\n')
            join->clean->length--;
    join->waiting += lines;
    while (length > 0 && *text == ' ')
        text++, length--;
    const uint8_t *clean = join->clean->data;
    char last = join->clean->length > 0 ? (char)clean[join->clean->length - 1] : ' ';
    bool quoted = length > 0 && (*text == '"' || *text == '\'');
    /* a quote in the last column, and two here: one quote within the literal */
    bool doubled = join->quote == 0 && quoted && length > 1 && text[1] == *text && last == *text;
    if ((join->quote != 0 && length > 0 && *text == join->quote) || doubled)
        text++, length--;
    add_text(join, text, length);
}

/* One source line with its tabs as blanks, into LINE; returns what lies behind its line end. */
static const char *take_line(struct bytes *line, const char *from, const char *end)
{
    bytes_clear(line);
    for (; from < end && *from != '\n'; from++) {
        if (*from != '\t') {
            bytes_char(line, *from == '\r' || *from == '\f' || *from == '\0' ? ' ' : *from);
            continue;
        }
        do
            bytes_char(line, ' ');
        while (line->length % TAB_STOP != 0);
    }
    return from < end ? from + 1 : end;
}

/* The first word of a line is WORD. */
static bool begins_with(const char *text, size_t length, const char *word)
{
    while (length > 0 && *text == ' ')
        text++, length--;
    return length >= strlen(word) && strncasecmp(text, word, strlen(word)) == 0;
}

/* Lines that tell the compiler or its listing something: >>directive, $SET, *CONTROL, *CBL. */
static bool is_directive(const char *text, size_t length)
{
    return begins_with(text, length, ">>") || begins_with(text, length, "$") || begins_with(text, length, "*CONTROL") ||
           begins_with(text, length, "*CBL");
}

static bool is_blank(const char *text, size_t length)
{
    while (length > 0 && (text[length - 1] == ' '))
        length--;
    return length == 0;
}

static void add_fixed(struct joiner *join, const struct bytes *line, const struct copybook_source *format)
{
    size_t first = (size_t)format->first_column - 1, last = (size_t)format->last_column;
    size_t end = line->length < last ? line->length : last;
    if (end <= first)
        return;
    const char *text = bytes_string(line) + first + 1;
    char indicator = text[-1];
    size_t length = end - first - 1;
    if (indicator == '-' && !is_blank(text, length)) {
        continue_line(join, text, length);
    } else if (strchr("*/$", indicator) == NULL && toupper((unsigned char)indicator) != 'D' && indicator != '-' && !is_directive(text, length)) {
        join->quote = 0;
        add_text(join, text, length);
    }
    /* an open literal reaches to the last column, whatever the editor left there */
    for (size_t i = end; join->quote != 0 && i < last; i++)
        bytes_char(join->clean, ' ');
}

/* In free source a literal goes on in the next line when a hyphen stands behind its quote at the end of its line. */
static void add_free(struct joiner *join, const struct bytes *line)
{
    const char *text = bytes_string(line);
    size_t length = line->length;
    while (length > 0 && text[length - 1] == ' ')
        length--;
    if (length > 0 && (*text == '*' || *text == '/')) /* a comment of the fixed kind */
        return;
    if (is_directive(text, length))
        return;
    if (join->goes_on && length > 0) {
        join->goes_on = false;
        continue_line(join, text, length);
    } else {
        join->quote = 0;
        add_text(join, text, length);
    }
    struct bytes *clean = join->clean;
    size_t at = clean->length;
    if (join->quote == 0 && at > 1 && clean->data[at - 1] == '-' && (clean->data[at - 2] == '"' || clean->data[at - 2] == '\'')) {
        join->quote = (char)clean->data[at - 2];
        join->goes_on = true;
        clean->length -= 2;
    }
}

/* >>SOURCE FORMAT IS FREE: what comes behind it is. */
static void switch_format(struct copybook_source *format, const struct bytes *line)
{
    const char *text = bytes_string(line);
    size_t skip = format->format == SOURCE_FIXED ? (size_t)format->first_column - 1 : 0;
    if (line->length <= skip || !begins_with(text + skip, line->length - skip, ">>SOURCE"))
        return;
    if (strcasestr(text, "FREE") != NULL)
        *format = (struct copybook_source){.format = SOURCE_FREE};
    else if (strcasestr(text, "FIXED") != NULL)
        *format = copybook_fixed;
}

/* The source without what is not source, one line end for each of its lines. */
static void clean_source(struct bytes *clean, const char *text, size_t length, const struct copybook_source *given)
{
    struct bytes line;
    struct joiner join = {.clean = clean};
    struct copybook_source format = *given;
    bytes_init(&line);
    for (const char *from = text, *end = text + length; from < end;) {
        from = take_line(&line, from, end);
        if (format.format == SOURCE_FIXED)
            add_fixed(&join, &line, &format);
        else
            add_free(&join, &line);
        switch_format(&format, &line);
        end_line(&join);
    }
    bytes_release(&line);
}

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

int source_read(struct token_list *tokens, const char *text, size_t length, const struct copybook_source *format, struct arena *arena,
                struct fault *fault)
{
    struct bytes clean;
    bytes_init(&clean);
    clean_source(&clean, text, length, format);
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
