/* reference.c - see reference.h. */
#include "record/reference.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

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

/*
 * Lines that tell the compiler or its listing something: >>directive, $SET, *CONTROL, *CBL.  Not those of conditional compilation,
 * which choose what the record is: they stay, and are refused.
 */
static bool is_directive(const char *text, size_t length)
{
    static const char *const choosing[] = {">>IF", ">>ELSE", ">>END-IF", ">>EVALUATE", ">>WHEN", ">>END-EVALUATE"};
    for (size_t i = 0; i < sizeof choosing / sizeof choosing[0]; i++)
        if (begins_with(text, length, choosing[i]))
            return false;
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
    bool is_comment = strchr("*/$", indicator) != NULL || toupper((unsigned char)indicator) == 'D' || is_directive(text, length);
    if (is_comment || is_blank(text, length)) /* it may stand before a continuation */
        return;
    if (indicator == '-') {
        continue_line(join, text, length);
    } else {
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

void reference_clean(struct bytes *clean, const char *text, size_t length, const struct copybook_source *given)
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
