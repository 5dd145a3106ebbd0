/* source.c - see source.h. */
#include "record/source.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "record/error.h"

enum { TAB_STOP = 8 };

/* What joining lines needs to know of the text so far. */
struct joiner {
    struct bytes *clean;
    char quote;    /* of the literal that is open at the end, 0: none */
    size_t waiting; /* line ends of joined lines, to be added behind them */
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
    if (join->quote != 0 && length > 0 && *text == join->quote)
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
    const char *text = bytes_string(line);
    char indicator = end > first ? text[first] : ' ';
    size_t length = end > first + 1 ? end - first - 1 : 0;
    if (indicator == '-' && !is_blank(text + first + 1, length)) {
        continue_line(join, text + first + 1, length);
    } else if (indicator != '*' && indicator != '/' && indicator != '$' && toupper((unsigned char)indicator) != 'D' && length > 0) {
        join->quote = 0;
        add_text(join, text + first + 1, length);
    }
    /* an open literal reaches to the last column, whatever the editor left there */
    for (size_t i = end; join->quote != 0 && i < last; i++)
        bytes_char(join->clean, ' ');
}

void source_open(struct source *source, const char *text, size_t length, const struct copybook_source *format)
{
    struct bytes line;
    struct joiner join = {.clean = &source->clean};
    bytes_init(&source->clean);
    bytes_init(&line);
    source->at = 0;
    source->line = 1;
    for (const char *from = text, *end = text + length; from < end;) {
        from = take_line(&line, from, end);
        if (format->format == SOURCE_FIXED) {
            add_fixed(&join, &line, format);
        } else {
            join.quote = 0;
            add_text(&join, bytes_string(&line), line.length);
        }
        end_line(&join);
    }
    bytes_release(&line);
}

void source_close(struct source *source)
{
    bytes_release(&source->clean);
}

bool token_is(const struct token *token, const char *word)
{
    return token->kind == TOKEN_WORD && strlen(word) == token->length && strncasecmp(token->text, word, token->length) == 0;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n';
}

/* A separator: blank, or comma, semicolon or period with a blank or nothing behind it. */
static bool is_separator(const char *p, const char *end, const char *marks)
{
    return strchr(marks, *p) != NULL && *p != '\0' && (p + 1 == end || is_space(p[1]));
}

static int read_literal(struct source *source, struct token *token, struct fault *fault)
{
    const char *data = bytes_string(&source->clean);
    size_t end = source->clean.length;
    token->quote = data[source->at++];
    size_t start = source->at;
    for (; source->at < end && data[source->at] != '\n'; source->at++) {
        if (data[source->at] != token->quote)
            continue;
        if (source->at + 1 < end && data[source->at + 1] == token->quote) {
            source->at++;
            continue;
        }
        token->text = data + start;
        token->length = source->at++ - start;
        if (source->at < end && (data[source->at] == ',' || data[source->at] == ';'))
            source->at++;
        return 0;
    }
    fault_set(fault, RECORD_E_COPYBOOK, "a literal does not end: its second %c is missing", token->quote);
    return fault_at_record(fault, token->line, "");
}

static void read_word(struct source *source, struct token *token)
{
    const char *start = bytes_string(&source->clean) + source->at;
    const char *end = bytes_string(&source->clean) + source->clean.length;
    const char *p = start;
    while (p < end && !is_space(*p) && *p != '"' && *p != '\'' && !is_separator(p, end, ".,;"))
        p++;
    token->kind = TOKEN_WORD;
    token->text = start;
    token->length = (size_t)(p - start);
    source->at += token->length;
}

int source_next(struct source *source, struct token *token, struct fault *fault)
{
    const char *data = bytes_string(&source->clean);
    const char *end = data + source->clean.length;
    while (data + source->at < end && (is_space(data[source->at]) || is_separator(data + source->at, end, ",;")))
        source->line += data[source->at++] == '\n';
    *token = (struct token){.kind = TOKEN_END, .text = "", .line = source->line};
    if (data + source->at == end) {
        token->line -= token->line > 1; /* every line has its end: the last one is the one before */
        return 0;
    }
    const char *p = data + source->at;
    if (is_separator(p, end, ".")) {
        token->kind = TOKEN_PERIOD;
        token->text = p;
        token->length = 1;
        source->at++;
        return 0;
    }
    bool prefixed = p + 1 < end && (p[1] == '"' || p[1] == '\'') && strchr("xXnNgGzZbB", *p) != NULL;
    if (prefixed && *p != 'x' && *p != 'X') {
        fault_set(fault, RECORD_E_UNSUPPORTED, "a literal %c'...'", toupper((unsigned char)*p));
        return fault_at_record(fault, token->line, "");
    }
    source->at += prefixed;
    if (prefixed || *p == '"' || *p == '\'') {
        token->kind = prefixed ? TOKEN_HEX : TOKEN_LITERAL;
        return read_literal(source, token, fault);
    }
    read_word(source, token);
    return 0;
}
