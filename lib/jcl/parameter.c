/* parameter.c - see parameter.h.  A descent over  list := item ("," item)*;  item := [KEYWORD "="] value. */
#include "jcl/parameter.h"

#include <string.h>

#include "base/bytes.h"
#include "jcl/error.h"
#include "jcl/name.h"

struct parser {
    const struct statement *statement;
    struct arena *arena;
    struct fault_list *faults;
    const char *text; /* the field, with a NUL behind it */
    size_t at;
    int depth;
    bool silent;      /* the statement is broken already: nothing more is told of it */
    bool failed;      /* nothing more is read */
};

static struct parameter *parse_list(struct parser *parser);

static void fail(struct parser *parser, int code, size_t offset, const char *what)
{
    if (!parser->failed && !parser->silent)
        jcl_fault(parser->faults, code, statement_place(parser->statement, offset),
                    parser->statement->name, "%s", what);
    parser->failed = true;
}

/* KEYWORD= or KEYWORD.STEP= at this point: its length without the sign, else 0. */
static size_t keyword_length(const struct parser *parser)
{
    const char *text = parser->text + parser->at;
    size_t length = 0;
    while (name_is_alnum(text[length]) || (length > 0 && text[length] == '.'))
        length++;
    return length > 0 && text[length] == '=' ? length : 0;
}

/* The text between two apostrophes, a doubled one standing for itself. */
static void parse_quoted(struct parser *parser, struct bytes *value)
{
    size_t open = parser->at++;
    for (;;) {
        char c = parser->text[parser->at];
        if (c == '\0') {
            fail(parser, JCL_E_QUOTE, open, "this one opens it");
            return;
        }
        parser->at++;
        if (c == '\'') {
            if (parser->text[parser->at] != '\'')
                return;
            parser->at++;
        }
        bytes_char(value, c);
    }
}

static void parse_items(struct parser *parser, struct parameter *parameter)
{
    size_t open = parser->at++;
    parameter->has_items = true;
    if (parser->depth == PARAMETER_MAX_DEPTH) {
        fail(parser, JCL_E_DEPTH, open, "at most 8 within each other");
        return;
    }
    parser->depth++;
    if (parser->text[parser->at] != ')')
        parameter->items = parse_list(parser);
    parser->depth--;
    if (parser->failed)
        return;
    if (parser->text[parser->at] != ')')
        fail(parser, JCL_E_PARENTHESIS, open, "this one is not closed");
    else
        parser->at++;
}

static bool ends_value(char c)
{
    return c == '\0' || c == ',' || c == ')';
}

/* Characters before one that means something: , ( ) ' = or the end. */
static size_t plain_length(const char *text)
{
    static const bool means[256] = {['\0'] = true, [','] = true, ['('] = true, [')'] = true, ['\''] = true, ['='] = true};
    size_t length = 0;
    while (!means[(unsigned char)text[length]])
        length++;
    return length;
}

/* Stands a symbol between FROM and here?  Two ampersands are none. */
static bool follows_symbol(const struct parser *parser, size_t from)
{
    for (size_t at = from; at < parser->at; at++)
        if (parser->text[at] == '&' && parser->text[++at] != '&')
            return true;
    return false;
}

static size_t digits_length(const char *text)
{
    size_t sign = text[0] == '-' || text[0] == '+' ? 1 : 0, digits = strspn(text + sign, "0123456789");
    return digits > 0 ? sign + digits : 0;
}

/* (1:2) here, behind the symbol &NAME that began at FROM or later: its length, else 0. */
static size_t part_length(const struct parser *parser, size_t from)
{
    size_t name = parser->at;
    while (name > from && name_is_alnum(parser->text[name - 1]))
        name--;
    if (name == parser->at || name == from || parser->text[name - 1] != '&')
        return 0;
    const char *start = parser->text + parser->at + 1, *colon = start + digits_length(start);
    size_t count = colon > start && *colon == ':' ? digits_length(colon + 1) : 0;
    return count > 0 && colon[1 + count] == ')' ? (size_t)(colon + 2 + count - (start - 1)) : 0;
}

/* Text, apostrophes and parentheses up to a comma, a closing parenthesis or the end. */
static void parse_value(struct parser *parser, struct parameter *parameter)
{
    size_t from = parser->at, simple = plain_length(parser->text + from);
    struct bytes value;
    if (ends_value(parser->text[from + simple])) { /* nothing but characters */
        parser->at += simple;
        parameter->text = parameter->raw = arena_text(parser->arena, parser->text + from, simple);
        return;
    }
    bytes_init(&value);
    while (!parser->failed && !ends_value(parser->text[parser->at])) {
        char c = parser->text[parser->at];
        size_t part = c == '(' ? part_length(parser, from) : 0;
        if (part > 0) { /* of a system symbol */
            bytes_add(&value, parser->text + parser->at, part);
            parser->at += part;
        } else if (parameter->has_items && c != '(' && c != '\'' && memchr(parser->text + from, '&', parser->at - from) != NULL) { /* &A(B)&C */
            bytes_char(&value, c);
            parser->at++;
        } else if (parameter->has_items) {
            fail(parser, JCL_E_SYNTAX, parser->at, "a comma is expected after a closing parenthesis");
        } else if (c == '\'') {
            parameter->quoted = true;
            parse_quoted(parser, &value);
            char behind = parser->text[parser->at];
            if (!parser->failed && !ends_value(behind) && strchr("&.'(", behind) == NULL)
                fail(parser, JCL_E_SYNTAX, parser->at, "something stands behind a closed apostrophe: one inside the text is doubled");
        } else if (c == '(') {
            parameter->is_list = value.length == 0 && !parameter->quoted;
            parse_items(parser, parameter);
        } else if (c == '=' && (!parser->statement->conditional || parser->depth == 0) && !follows_symbol(parser, from)) {
            fail(parser, JCL_E_SYNTAX, parser->at, "an equals sign is not expected here: it follows a keyword");
        } else {
            bytes_char(&value, c);
            parser->at++;
        }
    }
    parameter->text = arena_text(parser->arena, bytes_string(&value), value.length);
    parameter->raw = arena_text(parser->arena, parser->text + from, parser->at - from);
    bytes_release(&value);
}

static struct parameter *parse_item(struct parser *parser);

/* DCB=LRECL=80 is DCB=(LRECL=80). */
static void parse_lone_item(struct parser *parser, struct parameter *parameter)
{
    size_t from = parser->at;
    parameter->is_list = parameter->has_items = true;
    parameter->text = "";
    if (parser->depth++ == PARAMETER_MAX_DEPTH)
        fail(parser, JCL_E_DEPTH, from, "at most 8 within each other");
    else
        parameter->items = parse_item(parser);
    parser->depth--;
    parameter->raw = arena_text(parser->arena, parser->text + from, parser->at - from);
}

static void take_keyword(struct parser *parser, struct parameter *parameter, size_t length)
{
    char name[KEYWORD_MAX_LEN + 1];
    if (parser->depth == 0 && length <= KEYWORD_MAX_LEN) {
        memcpy(name, parser->text + parser->at, length);
        name[length] = '\0';
        parameter->known = keyword_find(parser->statement->code, name);
    }
    parameter->keyword = parameter->known != NULL ? parameter->known->name : arena_text(parser->arena, parser->text + parser->at, length);
}

static struct parameter *parse_item(struct parser *parser)
{
    struct parameter *parameter = arena_new(parser->arena, sizeof *parameter);
    size_t length = parser->statement->conditional && parser->depth > 0 ? 0 : keyword_length(parser);
    parameter->keyword_place = statement_place(parser->statement, parser->at);
    if (length > 0) {
        take_keyword(parser, parameter, length);
        parser->at += length + 1;
    }
    parameter->place = ends_value(parser->text[parser->at]) ? parameter->keyword_place
                                                            : statement_place(parser->statement, parser->at);
    if (length > 0 && keyword_length(parser) > 0)
        parse_lone_item(parser, parameter);
    else
        parse_value(parser, parameter);
    return parameter;
}

static struct parameter *parse_list(struct parser *parser)
{
    struct parameter *first = NULL, **link = &first;
    for (;;) {
        *link = parse_item(parser);
        link = &(*link)->next;
        if (parser->failed || parser->text[parser->at] != ',')
            return first;
        parser->at++;
    }
}

struct parameter *parameter_parse(struct statement *statement, struct arena *arena, struct fault_list *faults)
{
    struct parser parser = {.statement = statement, .arena = arena, .faults = faults,
                            .text = statement->field, .silent = statement->broken};
    if (statement->field[0] == '\0' || statement_is(statement, JCL_IF))
        return NULL;
    struct parameter *list = parse_list(&parser);
    if (!parser.failed && parser.text[parser.at] == ')')
        fail(&parser, JCL_E_PARENTHESIS, parser.at, "this one was not opened");
    statement->broken = statement->broken || parser.failed;
    return list;
}

const struct parameter *parameter_find(const struct parameter *list, const char *keyword)
{
    for (; list != NULL; list = list->next)
        if (list->keyword != NULL && strcmp(list->keyword, keyword) == 0)
            return list;
    return NULL;
}

const struct parameter *parameter_item(const struct parameter *parameter, size_t index)
{
    const struct parameter *item = parameter->items;
    while (item != NULL && index-- > 0)
        item = item->next;
    return item;
}

size_t parameter_count(const struct parameter *list)
{
    size_t count = 0;
    for (; list != NULL; list = list->next)
        count++;
    return count;
}
