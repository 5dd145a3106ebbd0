/* copybook.c - see copybook.h: entries of the data division into a tree. */
#include "record/copybook.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/bytes.h"
#include "base/memory.h"
#include "record/error.h"
#include "record/token.h"

enum { ITEMS_MAX = 20000, LEVELS_MAX = 50, OCCURS_MAX = 1000000 };

struct parser {
    struct copybook *copybook;
    struct token_reader reader;
    struct token token; /* the one being looked at */
    struct item *open[LEVELS_MAX]; /* the items the next one may be inside of, outermost first */
    int depth;
    size_t items;
    struct fault *fault;
};

static int advance(struct parser *parser)
{
    return token_next(&parser->reader, &parser->token, parser->fault);
}

static int refuse(struct parser *parser, int code, const char *what, const char *expected)
{
    char shown[64];
    const char *text = parser->token.text;
    fault_set(parser->fault, code, "%s: got %s%s%s", what, bytes_escape(shown, sizeof shown, text, strlen(text)),
              expected != NULL ? ", expected " : "", expected != NULL ? expected : "");
    return fault_at_record(parser->fault, parser->token.line, "");
}

static bool at_word(const struct parser *parser, const char *word)
{
    return parser->token.kind == TOKEN_WORD && strcmp(parser->token.text, word) == 0;
}

/* Is the token one of the words in LIST, parted by blanks? */
static bool at_one_of(const struct parser *parser, const char *list)
{
    if (parser->token.kind != TOKEN_WORD)
        return false;
    size_t length = strlen(parser->token.text);
    for (const char *p = list; *p != '\0'; p += strcspn(p, " "), p += strspn(p, " "))
        if (strcspn(p, " ") == length && strncmp(p, parser->token.text, length) == 0)
            return true;
    return false;
}

static int skip_words(struct parser *parser, const char *list)
{
    int code = 0;
    while (code == 0 && at_one_of(parser, list))
        code = advance(parser);
    return code;
}

/* A whole number at the token, 0 to LIMIT, and on to the next. */
static int take_number(struct parser *parser, long limit, size_t *number)
{
    const char *text = parser->token.text;
    size_t digits = strspn(text, "0123456789");
    long value = digits > 0 && digits < 10 && text[digits] == '\0' ? strtol(text, NULL, 10) : -1;
    if (parser->token.kind != TOKEN_WORD || value < 0 || value > limit)
        return refuse(parser, RECORD_E_SYNTAX, "OCCURS", "a whole number");
    *number = (size_t)value;
    return advance(parser);
}

static int take_name(struct parser *parser, const char *clause, const char **name)
{
    if (parser->token.kind != TOKEN_WORD || !isalnum((unsigned char)parser->token.text[0]))
        return refuse(parser, RECORD_E_SYNTAX, clause, "a name");
    *name = parser->token.text;
    return advance(parser);
}

static int parse_occurs(struct parser *parser, struct item *item)
{
    item->is_table = true;
    int code = advance(parser);
    if (code == 0)
        code = take_number(parser, OCCURS_MAX, &item->occurs_max);
    item->occurs_min = item->occurs_max;
    if (code == 0 && at_word(parser, "TO")) {
        code = advance(parser);
        if (code == 0)
            code = take_number(parser, OCCURS_MAX, &item->occurs_max);
    }
    if (code == 0)
        code = skip_words(parser, "TIMES");
    if (code == 0 && at_word(parser, "DEPENDING")) {
        code = advance(parser);
        if (code == 0)
            code = skip_words(parser, "ON");
        if (code == 0)
            code = take_name(parser, "DEPENDING ON", &item->depending_on);
    }
    if (code == 0 && (item->occurs_max == 0 || item->occurs_min > item->occurs_max ||
                      (item->depending_on == NULL && item->occurs_min != item->occurs_max)))
        code = refuse(parser, RECORD_E_SYNTAX, "OCCURS", "n, or n TO m DEPENDING ON with n not over m");
    return code;
}

/* The clauses behind OCCURS that change no byte: KEY IS names, INDEXED BY names. */
static int skip_table_clause(struct parser *parser)
{
    static const char clauses[] = "OCCURS TIMES DEPENDING REDEFINES PIC PICTURE USAGE DISPLAY COMP COMPUTATIONAL COMP-3 "
                                  "COMPUTATIONAL-3 COMP-4 COMPUTATIONAL-4 PACKED-DECIMAL BINARY SIGN LEADING TRAILING "
                                  "VALUE VALUES ASCENDING DESCENDING INDEXED SYNC SYNCHRONIZED JUST JUSTIFIED BLANK";
    int code = advance(parser);
    while (code == 0 && parser->token.kind == TOKEN_WORD && !at_one_of(parser, clauses))
        code = advance(parser);
    return code;
}

static int parse_picture(struct parser *parser, struct item *item)
{
    int code = advance(parser);
    if (code == 0)
        code = skip_words(parser, "IS");
    if (code < 0)
        return code;
    if (parser->token.kind != TOKEN_WORD)
        return refuse(parser, RECORD_E_SYNTAX, "PICTURE", "a picture");
    item->has_picture = true;
    item->picture_text = parser->token.text;
    code = picture_parse(&item->picture, parser->token.text, strlen(parser->token.text), parser->fault);
    if (code < 0)
        return fault_at_record(parser->fault, parser->token.line, "");
    return advance(parser);
}

static int parse_usage(struct parser *parser, struct item *item)
{
    if (at_one_of(parser, "DISPLAY"))
        item->usage = USAGE_DISPLAY;
    else if (at_one_of(parser, "COMP COMPUTATIONAL COMP-4 COMPUTATIONAL-4 BINARY"))
        item->usage = USAGE_BINARY;
    else if (at_one_of(parser, "COMP-3 COMPUTATIONAL-3 PACKED-DECIMAL"))
        item->usage = USAGE_PACKED;
    else
        return refuse(parser, RECORD_E_UNSUPPORTED, "USAGE", NULL);
    return advance(parser);
}

static int parse_sign(struct parser *parser, struct item *item)
{
    int code = skip_words(parser, "SIGN IS");
    if (code == 0 && !at_one_of(parser, "LEADING TRAILING"))
        return refuse(parser, RECORD_E_SYNTAX, "SIGN", "LEADING or TRAILING");
    item->sign_leading = at_word(parser, "LEADING");
    if (code == 0)
        code = advance(parser);
    if (code == 0 && at_word(parser, "SEPARATE")) {
        item->sign_separate = true;
        code = skip_words(parser, "SEPARATE CHARACTER");
    }
    return code;
}

static int skip_value(struct parser *parser)
{
    int code = skip_words(parser, "VALUE VALUES IS ARE");
    return code == 0 ? advance(parser) : code;
}

static int parse_clause(struct parser *parser, struct item *item)
{
    int code;
    if (at_one_of(parser, "PIC PICTURE"))
        return parse_picture(parser, item);
    if (at_word(parser, "OCCURS"))
        return parse_occurs(parser, item);
    if (at_one_of(parser, "INDEXED ASCENDING DESCENDING"))
        return skip_table_clause(parser);
    if (at_one_of(parser, "SIGN LEADING TRAILING"))
        return parse_sign(parser, item);
    if (at_one_of(parser, "VALUE VALUES"))
        return skip_value(parser);
    if (at_one_of(parser, "EXTERNAL GLOBAL"))
        return advance(parser);
    if (at_word(parser, "REDEFINES")) {
        code = advance(parser);
        return code == 0 ? take_name(parser, "REDEFINES", &item->redefines) : code;
    }
    if (at_word(parser, "USAGE")) {
        code = skip_words(parser, "USAGE IS");
        return code == 0 ? parse_usage(parser, item) : code;
    }
    if (at_one_of(parser, "SYNC SYNCHRONIZED JUST JUSTIFIED BLANK"))
        return refuse(parser, RECORD_E_UNSUPPORTED, "clause", NULL);
    if (at_one_of(parser, "DISPLAY BINARY PACKED-DECIMAL INDEX POINTER NATIONAL") ||
        (parser->token.kind == TOKEN_WORD && strncmp(parser->token.text, "COMP", 4) == 0))
        return parse_usage(parser, item);
    return refuse(parser, RECORD_E_SYNTAX, "data description", "a clause or a period");
}

static const char *condition_text(const struct parser *parser)
{
    if (at_one_of(parser, "ZERO ZEROS ZEROES"))
        return "0";
    if (at_one_of(parser, "SPACE SPACES"))
        return " ";
    return parser->token.text;
}

static int parse_condition_value(struct parser *parser, struct condition_value ***end)
{
    struct condition_value *value = arena_new(&parser->copybook->arena, sizeof *value);
    value->first = condition_text(parser);
    int code = advance(parser);
    if (code == 0 && at_one_of(parser, "THRU THROUGH")) {
        code = advance(parser);
        if (code == 0 && (parser->token.kind == TOKEN_PERIOD || parser->token.kind == TOKEN_END))
            return refuse(parser, RECORD_E_SYNTAX, "THRU", "a value");
        value->last = condition_text(parser);
        if (code == 0)
            code = advance(parser);
    }
    **end = value;
    *end = &value->next;
    return code;
}

/* The token behind 88 is its name; the condition belongs to the item read last. */
static int parse_condition(struct parser *parser, struct item *item)
{
    if (item == NULL)
        return refuse(parser, RECORD_E_SYNTAX, "level 88", "an item before it");
    struct condition **last = &item->conditions;
    while (*last != NULL)
        last = &(*last)->next;
    *last = arena_new(&parser->copybook->arena, sizeof **last);
    struct condition_value **end = &(*last)->values;
    int code = take_name(parser, "level 88", &(*last)->name);
    if (code == 0)
        code = skip_words(parser, "VALUE VALUES IS ARE");
    while (code == 0 && (parser->token.kind == TOKEN_WORD || parser->token.kind == TOKEN_LITERAL))
        code = parse_condition_value(parser, &end);
    if (code == 0 && parser->token.kind != TOKEN_PERIOD)
        code = refuse(parser, RECORD_E_SYNTAX, "level 88", "values and a period");
    return code == 0 ? advance(parser) : code;
}

static void append_child(struct item **first, struct item *item)
{
    while (*first != NULL)
        first = &(*first)->next;
    *first = item;
}

/* Put ITEM where its level belongs: below the last one with a lower level. */
static int place(struct parser *parser, struct item *item)
{
    while (parser->depth > 0 && parser->open[parser->depth - 1]->level >= item->level)
        parser->depth--;
    if (parser->depth == 0 && item->level != 1) {
        struct item *unnamed = arena_new(&parser->copybook->arena, sizeof *unnamed);
        *unnamed = (struct item){.level = 1, .line = item->line, .occurs_min = 1, .occurs_max = 1};
        append_child(&parser->copybook->first, unnamed);
        parser->open[parser->depth++] = unnamed;
    }
    struct item *parent = parser->depth > 0 ? parser->open[parser->depth - 1] : NULL;
    if (parent != NULL && parent->has_picture)
        return refuse(parser, RECORD_E_SYNTAX, "an item below one with a PICTURE", NULL);
    item->parent = parent;
    append_child(parent != NULL ? &parent->first : &parser->copybook->first, item);
    parser->open[parser->depth++] = item;
    return 0;
}

/* USAGE and SIGN of a group hold for its items. */
static void inherit(struct item *item)
{
    if (item->parent == NULL)
        return;
    item->usage = item->parent->usage;
    item->sign_leading = item->parent->sign_leading;
    item->sign_separate = item->parent->sign_separate;
}

static int parse_item(struct parser *parser, int level)
{
    if (++parser->items > ITEMS_MAX)
        return refuse(parser, RECORD_E_SIZE, "more items than are read", NULL);
    struct item *item = arena_new(&parser->copybook->arena, sizeof *item);
    *item = (struct item){.level = level, .line = parser->token.line, .occurs_min = 1, .occurs_max = 1};
    int code = place(parser, item);
    inherit(item);
    if (code == 0 && parser->token.kind == TOKEN_WORD &&
        !at_one_of(parser, "PIC PICTURE OCCURS REDEFINES USAGE VALUE SIGN COMP COMP-3 BINARY DISPLAY PACKED-DECIMAL")) {
        const char *name;
        code = take_name(parser, "level", &name);
        if (code == 0 && strcmp(name, "FILLER") != 0)
            item->name = name;
    }
    while (code == 0 && parser->token.kind == TOKEN_WORD)
        code = parse_clause(parser, item);
    if (code == 0 && parser->token.kind != TOKEN_PERIOD)
        code = refuse(parser, RECORD_E_SYNTAX, "data description", "a period");
    return code == 0 ? advance(parser) : code;
}

static struct item *last_item(const struct parser *parser)
{
    return parser->depth > 0 ? parser->open[parser->depth - 1] : NULL;
}

static int parse_entry(struct parser *parser)
{
    const char *text = parser->token.text;
    long level = strspn(text, "0123456789") == strlen(text) && strlen(text) <= 2 ? strtol(text, NULL, 10) : -1;
    if (parser->token.kind != TOKEN_WORD || level < 0)
        return refuse(parser, RECORD_E_SYNTAX, "data description", "a level number");
    if (level == 66 || level == 77)
        return refuse(parser, RECORD_E_UNSUPPORTED, "level", NULL);
    if (level != 88 && (level < 1 || level > 49))
        return refuse(parser, RECORD_E_SYNTAX, "level", "01 to 49 or 88");
    int code = advance(parser);
    if (code < 0)
        return code;
    return level == 88 ? parse_condition(parser, last_item(parser)) : parse_item(parser, (int)level);
}

int copybook_parse(struct copybook **parsed, const char *text, size_t length, const struct copybook_source *source,
                   struct fault *fault)
{
    *parsed = NULL;
    struct parser parser = {.copybook = memory_new(1, sizeof *parser.copybook), .fault = fault};
    arena_init(&parser.copybook->arena);
    int code = token_reader_open(&parser.reader, &parser.copybook->arena, text, length, source, fault);
    if (code == 0)
        code = advance(&parser);
    while (code == 0 && parser.token.kind != TOKEN_END)
        code = parse_entry(&parser);
    if (code == 0 && parser.copybook->first == NULL)
        code = refuse(&parser, RECORD_E_SYNTAX, "a copybook without an item", NULL);
    if (code < 0) {
        copybook_free(parser.copybook);
        return code;
    }
    *parsed = parser.copybook;
    return 0;
}

void copybook_free(struct copybook *copybook)
{
    if (copybook == NULL)
        return;
    arena_release(&copybook->arena);
    free(copybook);
}

struct item *copybook_level(const struct copybook *copybook, const char *name)
{
    for (struct item *level = copybook->first; level != NULL; level = level->next)
        if (level->name != NULL && strcasecmp(level->name, name) == 0)
            return level;
    return NULL;
}

struct item *item_walk(const struct item *root, const struct item *item)
{
    if (item->first != NULL)
        return item->first;
    while (item != root && item->next == NULL)
        item = item->parent;
    return item == root || item == NULL ? NULL : item->next;
}

struct item *item_find(struct item *item, const char *name)
{
    for (struct item *each = item; each != NULL; each = item_walk(item, each))
        if (each->name != NULL && strcasecmp(each->name, name) == 0)
            return each;
    return NULL;
}
