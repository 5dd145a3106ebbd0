/* condition.c - level 88 and the values that VALUE takes.  See copybook.h and parser.h. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/bytes.h"
#include "base/hash.h"
#include "record/decimal.h"
#include "record/error.h"
#include "record/national.h"
#include "record/parser.h"

enum figurative { FIGURATIVE_NONE, FIGURATIVE_ZERO, FIGURATIVE_SPACE, FIGURATIVE_LOW, FIGURATIVE_HIGH, FIGURATIVE_QUOTE };

static enum figurative figurative(const struct token *token)
{
    static const struct {
        const char *word;
        enum figurative meaning;
    } table[] = {{"ZERO", FIGURATIVE_ZERO}, {"ZEROS", FIGURATIVE_ZERO}, {"ZEROES", FIGURATIVE_ZERO},
                 {"SPACE", FIGURATIVE_SPACE}, {"SPACES", FIGURATIVE_SPACE}, {"LOW-VALUE", FIGURATIVE_LOW},
                 {"LOW-VALUES", FIGURATIVE_LOW}, {"NULL", FIGURATIVE_LOW}, {"NULLS", FIGURATIVE_LOW},
                 {"HIGH-VALUE", FIGURATIVE_HIGH}, {"HIGH-VALUES", FIGURATIVE_HIGH}, {"QUOTE", FIGURATIVE_QUOTE},
                 {"QUOTES", FIGURATIVE_QUOTE}};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (token_is(token, table[i].word))
            return table[i].meaning;
    return FIGURATIVE_NONE;
}

static bool is_number(const struct token *token)
{
    static const char signs[] = "+-.,";
    size_t at = 0;
    while (at < token->length && token->text[at] != '\0' && strchr(signs, token->text[at]) != NULL)
        at++;
    return token->kind == TOKEN_WORD && at < token->length && isdigit((unsigned char)token->text[at]);
}

bool condition_is_value(const struct parser *parser)
{
    const struct token *token = &parser->token;
    return token->kind == TOKEN_LITERAL || token->kind == TOKEN_HEX || token_is(token, "ALL") ||
           figurative(token) != FIGURATIVE_NONE || is_number(token);
}

int condition_skip_value(struct parser *parser)
{
    int code = parser_skip(parser, "ALL");
    return code < 0 ? code : parser_advance(parser);
}

enum { REPEATED_MAX = 4096, NUMERAL_MAX = 64 };

/* How far ALL and ZEROS fill text of ITEM; of a group that is not laid out yet, no more than one. */
static size_t text_room(const struct item *item)
{
    size_t room = item->picture.kind != PICTURE_NONE ? item->picture.characters : 1;
    return room < REPEATED_MAX ? room : REPEATED_MAX;
}

/* X'..' stays hexadecimal digits; NX'..', UTF-16, becomes UTF-8. */
static int hexadecimal_text(struct parser *parser, struct bytes *out)
{
    const struct token *token = &parser->token;
    size_t unit = token->prefix == 'N' ? 4 : 2, start = out->length;
    uint8_t *to = bytes_reserve(out, token->length + 1);
    if (token->length % unit != 0 || token->length == 0 || hex_decode(to, token->text, token->length) < 0)
        return parser_unexpected(parser, unit == 4 ? "hexadecimal digits, four a character" : "an even number of hexadecimal digits");
    for (size_t i = 0; unit == 2 && i < token->length; i++)
        bytes_char(out, (char)toupper((unsigned char)token->text[i]));
    if (unit == 2)
        return 0;
    out->length += token->length / 2;
    struct bytes text;
    bytes_init(&text);
    bool good = national_decode(&text, out->data + start, out->length - start, NULL) == 0;
    out->length = start;
    bytes_add(out, text.data, text.length);
    bytes_release(&text);
    return good ? 0 : parser_unexpected(parser, "characters of UTF-16");
}

/* The text between the quotes of the token at hand, doubled quotes made single, into OUT; shifts of DBCS are no text. */
static int literal_text(struct parser *parser, struct bytes *out)
{
    enum { SHIFT_OUT = 0x0E, SHIFT_IN = 0x0F };
    const struct token *token = &parser->token;
    if (token->kind == TOKEN_HEX)
        return hexadecimal_text(parser, out);
    for (size_t i = 0; i < token->length; i++) {
        if ((token->prefix != 'G' && token->prefix != 'N') || (token->text[i] != SHIFT_OUT && token->text[i] != SHIFT_IN))
            bytes_char(out, token->text[i]);
        i += token->text[i] == token->quote;
    }
    return 0;
}

static int repeat_to(struct bytes *out, size_t length)
{
    for (size_t i = 0, unit = out->length; unit > 0 && out->length < length; i++)
        bytes_char(out, (char)out->data[i]);
    return 0;
}

static int text_value(struct parser *parser, const struct item *item, bool all, struct bytes *out)
{
    int code = 0;
    enum figurative constant = figurative(&parser->token);
    if (constant == FIGURATIVE_ZERO || constant == FIGURATIVE_QUOTE) {
        bytes_char(out, constant == FIGURATIVE_ZERO ? '0' : '"');
        all = true;
    } else if (parser->token.kind == TOKEN_WORD) {
        bytes_add(out, parser->token.text, constant == FIGURATIVE_SPACE ? 0 : parser->token.length);
    } else {
        code = literal_text(parser, out);
    }
    if (code == 0 && all)
        code = repeat_to(out, text_room(item) * (parser->token.kind == TOKEN_HEX && parser->token.prefix != 'N' ? 2 : 1));
    while (out->length > 0 && out->data[out->length - 1] == ' ')
        out->length--;
    return code;
}

/* The number at hand with a decimal point, whatever DECIMAL-POINT is. */
static size_t numeral(const struct parser *parser, char *text, size_t size)
{
    const struct token *token = &parser->token;
    if (figurative(token) == FIGURATIVE_ZERO || token->length >= size)
        return (size_t)snprintf(text, size, "%s", token->length >= size ? "" : "0");
    for (size_t i = 0; i < token->length; i++)
        text[i] = token->text[i] == ',' && parser->format->picture.decimal_comma ? '.' : token->text[i];
    return token->length;
}

static int number_value(struct parser *parser, const struct item *item, struct bytes *out)
{
    struct decimal decimal;
    char text[NUMERAL_MAX];
    const struct picture *picture = &item->picture;
    size_t length = numeral(parser, text, sizeof text);
    if (picture->kind == PICTURE_NONE) { /* COMP-1, COMP-2 */
        bytes_add(out, text, length);
        return 0;
    }
    if (decimal_parse(&decimal, text, length, picture->digits, picture->scale) != DECIMAL_READ)
        return parser_unexpected(parser, "a number that the picture can hold");
    char *to = (char *)bytes_reserve(out, DECIMAL_ROOM);
    out->length += (size_t)(decimal_put(to, decimal.digits, decimal.count, picture->scale, decimal.negative) - to);
    return 0;
}

static int read_value(struct parser *parser, const struct item *item, enum condition_kind *kind, const char **text)
{
    if (!condition_is_value(parser))
        return parser_unexpected(parser, "a value");
    bool all = token_is(&parser->token, "ALL");
    int code = parser_skip(parser, "ALL");
    enum figurative constant = figurative(&parser->token);
    struct bytes out;
    bytes_init(&out);
    bool number = item->picture.kind == PICTURE_NUMBER || (item->child == NULL && (item->usage == USAGE_FLOAT || item->usage == USAGE_DOUBLE));
    bool bytes = parser->token.kind == TOKEN_HEX && parser->token.prefix != 'N';
    *kind = number ? CONDITION_NUMBER : bytes ? CONDITION_BYTES : CONDITION_TEXT;
    if (constant == FIGURATIVE_LOW || constant == FIGURATIVE_HIGH)
        *kind = constant == FIGURATIVE_LOW ? CONDITION_LOW_VALUES : CONDITION_HIGH_VALUES;
    else if (code == 0 && *kind == CONDITION_NUMBER)
        code = number_value(parser, item, &out);
    else if (code == 0)
        code = text_value(parser, item, all, &out);
    *text = arena_text(&parser->copybook->arena, bytes_string(&out), out.length);
    bytes_release(&out);
    return code < 0 ? code : parser_advance(parser);
}

static bool is_characters(enum condition_kind kind)
{
    return kind == CONDITION_TEXT || kind == CONDITION_BYTES;
}

static int read_range(struct parser *parser, const struct item *item, struct condition_value *value)
{
    int code = read_value(parser, item, &value->kind, &value->first);
    value->last = value->first;
    value->last_kind = value->kind;
    if (code < 0 || !(token_is(&parser->token, "THRU") || token_is(&parser->token, "THROUGH")))
        return code;
    code = parser_advance(parser);
    if (code == 0)
        code = read_value(parser, item, &value->last_kind, &value->last);
    if (code == 0 && value->last_kind != value->kind && !(is_characters(value->kind) && is_characters(value->last_kind)))
        return parser_unexpected(parser, "a range between two values of one kind");
    return code;
}

/* WHEN SET TO FALSE IS value: what SET puts there, no value of the condition. */
static int skip_false(struct parser *parser)
{
    static const char *const words[] = {"WHEN", "SET", "TO", "FALSE", "IS"};
    int code = 0;
    if (!token_is(&parser->token, "WHEN") && !token_is(&parser->token, "FALSE"))
        return 0;
    for (size_t i = 0; i < sizeof words / sizeof words[0] && code == 0; i++)
        code = parser_skip(parser, words[i]);
    if (code == 0 && !condition_is_value(parser))
        return parser_unexpected(parser, "a value");
    return code < 0 ? code : condition_skip_value(parser);
}

int condition_read(struct parser *parser, struct item *item)
{
    struct condition *condition = arena_new(&parser->copybook->arena, sizeof *condition);
    struct condition **last = &item->conditions;
    while (*last != NULL)
        last = &(*last)->next;
    int code = parser_advance(parser);
    if (code == 0)
        code = parser_name(parser, &condition->name);
    if (code == 0 && !token_is(&parser->token, "VALUE") && !token_is(&parser->token, "VALUES"))
        return parser_unexpected(parser, "VALUE");
    if (code == 0)
        code = parser_advance(parser);
    if (code == 0)
        code = parser_skip(parser, "IS");
    if (code == 0)
        code = parser_skip(parser, "ARE");
    struct condition_value **tail = &condition->values;
    while (code == 0 && (*tail == NULL || condition_is_value(parser))) {
        if (*tail != NULL)
            tail = &(*tail)->next;
        *tail = arena_new(&parser->copybook->arena, sizeof **tail);
        code = read_range(parser, item, *tail);
        if (code == 0 && !condition_is_value(parser))
            break;
    }
    *last = condition;
    return code < 0 ? code : skip_false(parser);
}
