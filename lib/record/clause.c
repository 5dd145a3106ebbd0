/* clause.c - the clauses of a data description, as a table.  See copybook.h and parser.h. */
#include <stdlib.h>
#include <string.h>

#include "record/error.h"
#include "record/parser.h"

struct clause {
    const char *word;
    int (*read)(struct parser *parser, struct item *item); /* behind the word; NULL: refused by name */
};

static int read_number(struct parser *parser, uint32_t *value)
{
    uint32_t number = 0;
    const struct token *token = &parser->token;
    if (token->kind != TOKEN_WORD || token->length > 8 || strspn(token->text, "0123456789") < token->length)
        return parser_unexpected(parser, "a number of at most 8 digits");
    for (size_t i = 0; i < token->length; i++)
        number = number * 10 + (uint32_t)(token->text[i] - '0');
    *value = number;
    return parser_advance(parser);
}

static int read_picture(struct parser *parser, struct item *item)
{
    int code = parser_skip(parser, "IS");
    if (code < 0)
        return code;
    if (parser->token.kind != TOKEN_WORD)
        return parser_unexpected(parser, "a PICTURE string");
    if (item->picture.kind != PICTURE_NONE)
        return parser_refuse(parser, RECORD_E_COPYBOOK, "%s has two PICTUREs", item->name);
    code = picture_parse(&item->picture, parser->token.text, parser->token.length, parser->fault);
    if (code < 0)
        return fault_at_record(parser->fault, parser->token.line, "");
    char *text = arena_text(&parser->copybook->arena, parser->token.text, parser->token.length);
    for (char *p = text; *p != '\0'; p++)
        *p = (char)(*p >= 'a' && *p <= 'z' ? *p - 'a' + 'A' : *p);
    item->picture_text = text;
    return parser_advance(parser);
}

static int set_usage(struct item *item, enum usage usage)
{
    item->usage = usage;
    item->usage_given = true;
    return 0;
}

static int read_display(struct parser *parser, struct item *item)
{
    (void)parser;
    return set_usage(item, USAGE_DISPLAY);
}

static int read_binary(struct parser *parser, struct item *item)
{
    (void)parser;
    return set_usage(item, USAGE_BINARY);
}

static int read_packed(struct parser *parser, struct item *item)
{
    (void)parser;
    return set_usage(item, USAGE_PACKED);
}

static int read_usage(struct parser *parser, struct item *item)
{
    (void)item;
    int code = parser_skip(parser, "IS"); /* the usage's own word is a clause of its own */
    return code < 0 || clause_begins(parser) ? code : parser_unexpected(parser, "a usage");
}

static int read_sign(struct parser *parser, struct item *item)
{
    int code = parser_skip(parser, "IS");
    item->sign_leading = code == 0 && token_is(&parser->token, "LEADING");
    if (code == 0 && !item->sign_leading && !token_is(&parser->token, "TRAILING"))
        return parser_unexpected(parser, "LEADING or TRAILING");
    if (code == 0)
        code = parser_advance(parser);
    item->sign_given = true;
    item->sign_separate = code == 0 && token_is(&parser->token, "SEPARATE");
    if (code == 0 && item->sign_separate)
        code = parser_advance(parser);
    return code < 0 ? code : parser_skip(parser, "CHARACTER");
}

/* LEADING and TRAILING may stand without SIGN. */
static int read_leading(struct parser *parser, struct item *item)
{
    item->sign_given = item->sign_leading = true;
    item->sign_separate = token_is(&parser->token, "SEPARATE");
    int code = parser_skip(parser, "SEPARATE");
    return code < 0 ? code : parser_skip(parser, "CHARACTER");
}

static int read_trailing(struct parser *parser, struct item *item)
{
    int code = read_leading(parser, item);
    item->sign_leading = false;
    return code;
}

static int read_redefines(struct parser *parser, struct item *item)
{
    return parser_name(parser, &item->redefines);
}

/* A data name, perhaps qualified: NAME OF GROUP keeps NAME. */
static int read_qualified(struct parser *parser, const char **name)
{
    const char *group;
    int code = parser_name(parser, name);
    while (code == 0 && (token_is(&parser->token, "OF") || token_is(&parser->token, "IN"))) {
        code = parser_advance(parser);
        if (code == 0)
            code = parser_name(parser, &group);
    }
    return code;
}

static int read_occurs(struct parser *parser, struct item *item)
{
    uint32_t first, last;
    int code = read_number(parser, &first);
    last = first;
    bool range = code == 0 && token_is(&parser->token, "TO");
    if (range) {
        code = parser_advance(parser);
        if (code == 0)
            code = read_number(parser, &last);
    }
    if (code == 0)
        code = parser_skip(parser, "TIMES");
    if (code == 0 && token_is(&parser->token, "DEPENDING")) {
        code = parser_advance(parser);
        if (code == 0)
            code = parser_skip(parser, "ON");
        if (code == 0)
            code = read_qualified(parser, &item->depending_on);
        if (!range)
            first = 0; /* OCCURS n DEPENDING ON: IBM takes it as 1 to n; files do hold 0 */
    } else if (range && code == 0) {
        return parser_unexpected(parser, "DEPENDING ON behind OCCURS n TO m");
    }
    if (code == 0 && (last == 0 || first > last))
        return parser_refuse(parser, RECORD_E_COPYBOOK, "%s OCCURS %u TO %u", item->name, first, last);
    item->table = true;
    item->occurs_min = first;
    item->occurs_max = last;
    return code;
}

/* ASCENDING KEY IS a b, INDEXED BY i j: names up to the next clause. */
static int read_names(struct parser *parser, struct item *item)
{
    static const char *const noise[] = {"KEY", "IS", "BY"};
    (void)item;
    int code = 0;
    for (size_t i = 0; i < sizeof noise / sizeof noise[0] && code == 0; i++)
        code = parser_skip(parser, noise[i]);
    const char *name;
    while (code == 0 && parser->token.kind == TOKEN_WORD && !clause_begins(parser))
        code = parser_name(parser, &name);
    return code;
}

static int read_value(struct parser *parser, struct item *item)
{
    (void)item;
    int code = parser_skip(parser, "IS");
    if (code == 0)
        code = parser_skip(parser, "ARE");
    if (code == 0 && !condition_is_value(parser))
        return parser_unexpected(parser, "a value");
    while (code == 0 && condition_is_value(parser))
        code = condition_skip_value(parser);
    return code;
}

static int read_justified(struct parser *parser, struct item *item)
{
    (void)item;
    return parser_skip(parser, "RIGHT");
}

static int read_nothing(struct parser *parser, struct item *item)
{
    (void)parser;
    (void)item;
    return 0;
}

static const struct clause CLAUSES[] = {
    {"PIC", read_picture}, {"PICTURE", read_picture}, {"USAGE", read_usage}, {"DISPLAY", read_display},
    {"COMP", read_binary}, {"COMP-4", read_binary}, {"BINARY", read_binary}, {"COMPUTATIONAL", read_binary},
    {"COMPUTATIONAL-4", read_binary}, {"COMP-3", read_packed}, {"COMPUTATIONAL-3", read_packed},
    {"PACKED-DECIMAL", read_packed}, {"OCCURS", read_occurs}, {"REDEFINES", read_redefines}, {"SIGN", read_sign},
    {"LEADING", read_leading}, {"TRAILING", read_trailing}, {"VALUE", read_value}, {"VALUES", read_value},
    {"ASCENDING", read_names}, {"DESCENDING", read_names}, {"INDEXED", read_names}, {"JUSTIFIED", read_justified},
    {"JUST", read_justified}, {"GLOBAL", read_nothing}, {"EXTERNAL", read_nothing},
    /* COBOL, but not handled */
    {"SYNCHRONIZED", NULL}, {"SYNC", NULL}, {"COMP-1", NULL}, {"COMP-2", NULL}, {"COMP-5", NULL}, {"COMP-6", NULL},
    {"COMP-X", NULL}, {"COMP-N", NULL}, {"COMPUTATIONAL-1", NULL}, {"COMPUTATIONAL-2", NULL}, {"COMPUTATIONAL-5", NULL},
    {"COMPUTATIONAL-X", NULL}, {"BLANK", NULL}, {"RENAMES", NULL}, {"INDEX", NULL}, {"POINTER", NULL}, {"POINTER-32", NULL},
    {"FUNCTION-POINTER", NULL}, {"PROCEDURE-POINTER", NULL}, {"OBJECT", NULL}, {"NATIONAL", NULL}, {"DISPLAY-1", NULL},
    {"UTF-8", NULL}, {"GROUP-USAGE", NULL}, {"DYNAMIC", NULL}, {"UNBOUNDED", NULL}, {"FLOAT-SHORT", NULL},
    {"FLOAT-LONG", NULL}, {"BINARY-CHAR", NULL}, {"BINARY-SHORT", NULL}, {"BINARY-LONG", NULL}, {"BINARY-DOUBLE", NULL},
    {"VOLATILE", NULL}, {"TYPE", NULL}, {"TYPEDEF", NULL}, {"LIKE", NULL}, {"DATE", NULL},
};

static const struct clause *find(const struct token *token)
{
    for (size_t i = 0; i < sizeof CLAUSES / sizeof CLAUSES[0]; i++)
        if (token_is(token, CLAUSES[i].word))
            return &CLAUSES[i];
    return NULL;
}

bool clause_begins(const struct parser *parser)
{
    return find(&parser->token) != NULL;
}

int clause_read_all(struct parser *parser, struct item *item)
{
    int code = 0;
    while (code == 0 && parser->token.kind != TOKEN_PERIOD) {
        const struct clause *clause = find(&parser->token);
        if (clause == NULL)
            return parser_unexpected(parser, "a clause or a period");
        if (clause->read == NULL)
            return parser_refuse(parser, RECORD_E_UNSUPPORTED, "%s of %s", clause->word, item->name);
        code = parser_advance(parser);
        if (code == 0)
            code = clause->read(parser, item);
    }
    return code;
}
