/* token.c - see token.h. */
#include "record/token.h"

#include <ctype.h>
#include <string.h>

#include "base/bytes.h"
#include "record/error.h"

/* The part of a fixed-format line that is program text, "" for a comment. */
static int fixed_line(const char *line, size_t length, const struct copybook_source *format, struct bytes *out,
                      int number, struct fault *fault)
{
    size_t indicator = (size_t)format->first_column - 1;
    if (length <= indicator)
        return 0;
    size_t end = length < (size_t)format->last_column ? length : (size_t)format->last_column;
    switch (line[indicator]) {
    case ' ':
        bytes_add(out, line + indicator + 1, end - indicator - 1);
        return 0;
    case '*':
    case '/':
    case 'D':
    case 'd':
    case '$':
        return 0;
    case '-':
        fault_set(fault, RECORD_E_UNSUPPORTED, "a continuation line (- in column %d)", format->first_column);
        return fault_at_record(fault, number, "");
    default: {
        char shown[16];
        fault_set(fault, RECORD_E_SYNTAX, "column %d holds %s: expected a blank, * or / (or use --source free)",
                  format->first_column, bytes_escape(shown, sizeof shown, line + indicator, 1));
        return fault_at_record(fault, number, "");
    }
    }
}

int token_reader_open(struct token_reader *reader, struct arena *arena, const char *source, size_t length,
                      const struct copybook_source *format, struct fault *fault)
{
    struct bytes out;
    bytes_init(&out);
    int number = 0, code = 0;
    for (const char *line = source, *end = source + length; line < end && code == 0;) {
        const char *feed = memchr(line, '\n', (size_t)(end - line));
        size_t width = (size_t)((feed != NULL ? feed : end) - line);
        if (width > 0 && line[width - 1] == '\r')
            width--;
        number++;
        if (format->free_format)
            bytes_add(&out, line, width);
        else
            code = fixed_line(line, width, format, &out, number, fault);
        bytes_char(&out, '\n');
        line = feed != NULL ? feed + 1 : end;
    }
    if (code == 0 && memchr(bytes_string(&out), '\0', out.length) != NULL)
        code = fault_set(fault, RECORD_E_SYNTAX, "X'00' in the source");
    *reader = (struct token_reader){.arena = arena, .text = arena_text(arena, bytes_string(&out), out.length), .line = 1};
    reader->at = reader->text;
    bytes_release(&out);
    return code;
}

static void skip_blanks(struct token_reader *reader)
{
    for (;; reader->at++) {
        const char *p = reader->at;
        if (*p == '\n')
            reader->line++;
        else if (p[0] == '*' && p[1] == '>')
            reader->at = p + strcspn(p, "\n") - 1;
        else if ((*p == ',' || *p == ';') && (p[1] == ' ' || p[1] == '\n'))
            continue;
        else if (*p == '\0' || !isspace((unsigned char)*p))
            return;
    }
}

static int read_literal(struct token_reader *reader, struct token *token, struct fault *fault)
{
    char quote = *reader->at;
    const char *p = reader->at + 1;
    char *text = arena_new(reader->arena, strcspn(p, "\n") + 1), *to = text;
    for (; *p != '\0' && *p != '\n'; p++) {
        if (*p == quote && p[1] != quote)
            break;
        if (*p == quote)
            p++;
        *to++ = *p;
    }
    if (*p != quote) {
        fault_set(fault, RECORD_E_SYNTAX, "a literal without its closing %c", quote);
        return fault_at_record(fault, reader->line, "");
    }
    reader->at = p + 1;
    *token = (struct token){TOKEN_LITERAL, text, reader->line};
    return 0;
}

static bool ends_word(const char *p)
{
    if (*p == '\0' || isspace((unsigned char)*p))
        return true;
    /* A period or comma inside a word belongs to it (9.5); before a blank it ends it. */
    return (*p == '.' || *p == ',' || *p == ';') && (p[1] == '\0' || isspace((unsigned char)p[1]));
}

int token_next(struct token_reader *reader, struct token *token, struct fault *fault)
{
    skip_blanks(reader);
    const char *start = reader->at;
    if (*start == '\0') {
        *token = (struct token){TOKEN_END, "the end of the copybook", reader->line};
        return 0;
    }
    if (*start == '\'' || *start == '"')
        return read_literal(reader, token, fault);
    if (*start == '.' && ends_word(start)) {
        reader->at++;
        *token = (struct token){TOKEN_PERIOD, ".", reader->line};
        return 0;
    }
    const char *end = start;
    while (!ends_word(end))
        end++;
    char *text = arena_text(reader->arena, start, (size_t)(end - start));
    for (char *p = text; *p != '\0'; p++)
        *p = (char)toupper((unsigned char)*p);
    reader->at = end;
    *token = (struct token){TOKEN_WORD, text, reader->line};
    return 0;
}
