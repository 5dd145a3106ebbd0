/* clause.c - the clauses of a data description, as a table.  See copybook.h and parser.h. */
#include <stdlib.h>
#include <string.h>

#include "record/error.h"
#include "record/parser.h"

struct clause {
    const char *word;
    int (*read)(struct parser *parser, struct item *item); /* behind the word; NULL: refused by name, unless it is a usage */
    int usage; /* of a usage: itself + 1, so that 0 is none */
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
    code = picture_parse(&item->picture, parser->token.text, parser->token.length, &parser->format->picture, parser->fault);
    if (code < 0) {
        char detail[sizeof parser->fault->detail];
        memcpy(detail, parser->fault->detail, sizeof detail);
        return token_refuse(parser->fault, &parser->token, code, "%s", detail);
    }
    if (item->picture.national && !item->usage_given)
        item->usage = USAGE_NATIONAL;
    char *text = arena_text(&parser->copybook->arena, parser->token.text, parser->token.length);
    for (char *p = text; *p != '\0'; p++)
        *p = (char)(*p >= 'a' && *p <= 'z' ? *p - 'a' + 'A' : *p);
    item->picture_text = text;
    return parser_advance(parser);
}

static int read_pointer_32(struct parser *parser, struct item *item)
{
    (void)parser;
    item->pointer_bytes = 4;
    return 0;
}

static int read_procedure_pointer(struct parser *parser, struct item *item)
{
    (void)parser;
    item->pointer_bytes = 8; /* entry point and its environment */
    return 0;
}

/* OBJECT REFERENCE, perhaps of a class, whose name stands behind it. */
static int read_object(struct parser *parser, struct item *item)
{
    const char *class_name;
    item->pointer_bytes = 4;
    if (!token_is(&parser->token, "REFERENCE"))
        return parser_unexpected(parser, "REFERENCE");
    int code = parser_advance(parser);
    return code == 0 && parser->token.kind == TOKEN_WORD && !clause_begins(parser) ? parser_name(parser, &class_name) : code;
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
            code = parser_qualified(parser, &item->depending_on);
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

/* BLANK WHEN ZERO */
static int read_blank(struct parser *parser, struct item *item)
{
    item->blank_when_zero = true;
    int code = parser_skip(parser, "WHEN");
    if (code == 0 && !token_is(&parser->token, "ZERO") && !token_is(&parser->token, "ZEROS") && !token_is(&parser->token, "ZEROES"))
        return parser_unexpected(parser, "ZERO");
    return code < 0 ? code : parser_advance(parser);
}

static int read_justified(struct parser *parser, struct item *item)
{
    item->justified = true;
    return parser_skip(parser, "RIGHT");
}

static int read_synchronized(struct parser *parser, struct item *item)
{
    item->synchronized = true; /* LEFT and RIGHT say nothing on z/OS */
    int code = parser_skip(parser, "LEFT");
    return code < 0 ? code : parser_skip(parser, "RIGHT");
}

/* GROUP-USAGE IS NATIONAL */
static int read_group_usage(struct parser *parser, struct item *item)
{
    (void)item;
    int code = parser_skip(parser, "IS");
    return code < 0 || token_is(&parser->token, "NATIONAL") ? code : parser_unexpected(parser, "NATIONAL");
}

/* EXTERNAL, perhaps AS a literal */
static int read_external(struct parser *parser, struct item *item)
{
    (void)item;
    if (!token_is(&parser->token, "AS"))
        return 0;
    int code = parser_advance(parser);
    return code < 0 || parser->token.kind == TOKEN_LITERAL ? (code < 0 ? code : parser_advance(parser)) : parser_unexpected(parser, "a literal");
}

/* DATE FORMAT IS YYXXXX: how a year is windowed, nothing about bytes. */
static int read_date(struct parser *parser, struct item *item)
{
    (void)item;
    int code = parser_skip(parser, "FORMAT");
    if (code == 0)
        code = parser_skip(parser, "IS");
    return code < 0 ? code : parser_advance(parser);
}

/* IS before EXTERNAL, GLOBAL or VOLATILE */
static int read_is(struct parser *parser, struct item *item)
{
    (void)item;
    bool fits = token_is(&parser->token, "EXTERNAL") || token_is(&parser->token, "GLOBAL") || token_is(&parser->token, "VOLATILE");
    return fits ? 0 : parser_unexpected(parser, "EXTERNAL or GLOBAL");
}

static int read_nothing(struct parser *parser, struct item *item)
{
    (void)parser;
    (void)item;
    return 0;
}

#define USAGE(word, read, usage) {word, read, (int)(usage) + 1}

static const struct clause CLAUSES[] = {
    {"PIC", read_picture, 0}, {"PICTURE", read_picture, 0}, {"USAGE", read_usage, 0}, {"OCCURS", read_occurs, 0},
    {"REDEFINES", read_redefines, 0}, {"SIGN", read_sign, 0}, {"LEADING", read_leading, 0}, {"TRAILING", read_trailing, 0},
    {"VALUE", read_value, 0}, {"VALUES", read_value, 0}, {"ASCENDING", read_names, 0}, {"DESCENDING", read_names, 0},
    {"INDEXED", read_names, 0}, {"JUSTIFIED", read_justified, 0}, {"JUST", read_justified, 0}, {"GLOBAL", read_nothing, 0},
    {"EXTERNAL", read_external, 0}, {"BLANK", read_blank, 0}, {"SYNCHRONIZED", read_synchronized, 0}, {"SYNC", read_synchronized, 0},
    {"GROUP-USAGE", read_group_usage, 0}, {"DATE", read_date, 0}, {"VOLATILE", read_nothing, 0}, {"IS", read_is, 0},
    USAGE("DISPLAY", NULL, USAGE_DISPLAY), USAGE("COMP", NULL, USAGE_BINARY), USAGE("COMP-4", NULL, USAGE_BINARY),
    USAGE("BINARY", NULL, USAGE_BINARY), USAGE("COMPUTATIONAL", NULL, USAGE_BINARY), USAGE("COMPUTATIONAL-4", NULL, USAGE_BINARY),
    USAGE("COMP-1", NULL, USAGE_FLOAT), USAGE("COMPUTATIONAL-1", NULL, USAGE_FLOAT), USAGE("COMP-2", NULL, USAGE_DOUBLE),
    USAGE("COMPUTATIONAL-2", NULL, USAGE_DOUBLE), USAGE("COMP-3", NULL, USAGE_PACKED), USAGE("COMPUTATIONAL-3", NULL, USAGE_PACKED),
    USAGE("PACKED-DECIMAL", NULL, USAGE_PACKED), USAGE("COMP-5", NULL, USAGE_NATIVE), USAGE("COMPUTATIONAL-5", NULL, USAGE_NATIVE),
    USAGE("COMP-6", NULL, USAGE_PACKED_UNSIGNED), USAGE("COMPUTATIONAL-6", NULL, USAGE_PACKED_UNSIGNED),
    USAGE("NATIONAL", NULL, USAGE_NATIONAL), USAGE("DISPLAY-1", NULL, USAGE_DBCS), USAGE("INDEX", NULL, USAGE_INDEX),
    USAGE("POINTER", read_pointer_32, USAGE_POINTER), USAGE("POINTER-32", read_pointer_32, USAGE_POINTER),
    USAGE("FUNCTION-POINTER", read_pointer_32, USAGE_POINTER), USAGE("PROCEDURE-POINTER", read_procedure_pointer, USAGE_POINTER),
    USAGE("OBJECT", read_object, USAGE_POINTER), USAGE("FLOAT-SHORT", NULL, USAGE_FLOAT), USAGE("FLOAT-LONG", NULL, USAGE_DOUBLE),
    /* COBOL, but not handled */
    {"COMP-X", NULL, 0}, {"COMP-N", NULL, 0}, {"COMPUTATIONAL-X", NULL, 0},
    {"RENAMES", NULL, 0}, {"UTF-8", NULL, 0}, {"DYNAMIC", NULL, 0}, {"UNBOUNDED", NULL, 0},
    {"BINARY-CHAR", NULL, 0}, {"BINARY-SHORT", NULL, 0}, {"BINARY-LONG", NULL, 0},
    {"BINARY-DOUBLE", NULL, 0}, {"TYPE", NULL, 0}, {"TYPEDEF", NULL, 0}, {"LIKE", NULL, 0},
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

bool clause_is_name(const struct parser *parser)
{
    static const char *const words[] = {"TYPE", "TYPEDEF", "LIKE", "DATE", "VOLATILE", "DYNAMIC", "UNBOUNDED", "UTF-8"};
    const struct token *next = &parser->tokens.items[parser->at];
    if (!clause_begins(parser))
        return true;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (token_is(&parser->token, words[i]))
            return next->kind == TOKEN_PERIOD || find(next) != NULL;
    return false;
}

int clause_read_all(struct parser *parser, struct item *item)
{
    int code = 0;
    while (code == 0 && parser->token.kind != TOKEN_PERIOD) {
        const struct clause *clause = find(&parser->token);
        if (clause == NULL)
            return parser_unexpected(parser, "a clause or a period");
        if (clause->read == NULL && clause->usage == 0)
            return parser_refuse(parser, RECORD_E_UNSUPPORTED, "%s of %s", clause->word, item->name);
        if (clause->usage != 0) {
            item->usage = (enum usage)(clause->usage - 1);
            item->usage_given = true;
        }
        code = parser_advance(parser);
        if (code == 0 && clause->read != NULL)
            code = clause->read(parser, item);
    }
    return code;
}
