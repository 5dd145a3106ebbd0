/* copybook.c - see copybook.h: sentences and levels; the clauses are in clause.c. */
#include "record/copybook.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "record/error.h"
#include "record/expand.h"
#include "record/parser.h"

enum { LEVEL_MAX = 49, LEVEL_RENAMES = 66, LEVEL_ALONE = 77, LEVEL_CONDITION = 88, QUALIFIED_MAX = 256 };

const struct copybook_source copybook_fixed = {.format = SOURCE_FIXED, .first_column = 7, .last_column = 72};
const struct copybook_source copybook_free = {.format = SOURCE_FREE};

const char *usage_name(enum usage usage)
{
    static const char *const names[] = {
        [USAGE_DISPLAY] = "DISPLAY", [USAGE_BINARY] = "COMP", [USAGE_PACKED] = "COMP-3", [USAGE_NATIVE] = "COMP-5",
        [USAGE_FLOAT] = "COMP-1", [USAGE_DOUBLE] = "COMP-2", [USAGE_PACKED_UNSIGNED] = "COMP-6", [USAGE_NATIONAL] = "NATIONAL",
        [USAGE_DBCS] = "DISPLAY-1", [USAGE_INDEX] = "INDEX", [USAGE_POINTER] = "POINTER",
    };
    return names[usage];
}

/* Usages that say all of an item; on a group they hold for its members. */
static bool needs_no_picture(enum usage usage)
{
    return usage == USAGE_FLOAT || usage == USAGE_DOUBLE || usage == USAGE_INDEX || usage == USAGE_POINTER;
}

bool item_is_leaf(const struct item *item)
{
    return item->child == NULL && (item->picture.kind != PICTURE_NONE || needs_no_picture(item->usage));
}

int parser_advance(struct parser *parser)
{
    parser->token = parser->tokens.items[parser->at];
    parser->at += parser->at + 1 < parser->tokens.count;
    return 0;
}

int parser_refuse(struct parser *parser, int code, const char *format, ...)
{
    char detail[sizeof parser->fault->detail];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(detail, sizeof detail, format, arguments);
    va_end(arguments);
    return token_refuse(parser->fault, &parser->token, code, "%s", detail);
}

int parser_unexpected(struct parser *parser, const char *expected)
{
    char shown[48];
    if (parser->token.kind == TOKEN_END)
        return parser_refuse(parser, RECORD_E_COPYBOOK, "the source ends, expected %s", expected);
    return parser_refuse(parser, RECORD_E_COPYBOOK, "got %s, expected %s",
                         bytes_escape(shown, sizeof shown, parser->token.text, parser->token.length), expected);
}

int parser_skip(struct parser *parser, const char *word)
{
    return token_is(&parser->token, word) ? parser_advance(parser) : 0;
}

static bool is_name(const struct token *token)
{
    if (token->kind != TOKEN_WORD || token->length == 0 || token->length > COPYBOOK_NAME_MAX || token->text[0] == '-' ||
        token->text[token->length - 1] == '-')
        return false;
    bool letter = false;
    for (size_t i = 0; i < token->length; i++) {
        letter = letter || isalpha((unsigned char)token->text[i]);
        if (!isalnum((unsigned char)token->text[i]) && token->text[i] != '-' && token->text[i] != '_')
            return false;
    }
    return letter;
}

int parser_name(struct parser *parser, const char **name)
{
    if (!is_name(&parser->token))
        return parser_unexpected(parser, "a data name of at most 60 letters, digits and hyphens");
    char *copy = arena_text(&parser->copybook->arena, parser->token.text, parser->token.length);
    for (char *p = copy; *p != '\0'; p++)
        *p = (char)toupper((unsigned char)*p);
    *name = copy;
    return parser_advance(parser);
}

int parser_qualified(struct parser *parser, const char **name)
{
    char text[QUALIFIED_MAX];
    const char *group;
    int code = parser_name(parser, name);
    while (code == 0 && (token_is(&parser->token, "OF") || token_is(&parser->token, "IN"))) {
        code = parser_advance(parser);
        if (code == 0)
            code = parser_name(parser, &group);
        if (code < 0)
            break;
        int length = snprintf(text, sizeof text, "%s OF %s", *name, group);
        if (length >= (int)sizeof text)
            return parser_refuse(parser, RECORD_E_COPYBOOK, "%.40s... has too many qualifiers", *name);
        *name = arena_text(&parser->copybook->arena, text, (size_t)length);
    }
    return code;
}

/* The level number at hand, 0 when it is none. */
static int level_number(const struct token *token)
{
    if (token->kind != TOKEN_WORD || token->length > 2 || !isdigit((unsigned char)token->text[0]))
        return 0;
    if (token->length == 1)
        return token->text[0] - '0';
    return isdigit((unsigned char)token->text[1]) ? (token->text[0] - '0') * 10 + token->text[1] - '0' : 0;
}

static struct item *new_item(struct parser *parser, int level)
{
    struct item *item = arena_new(&parser->copybook->arena, sizeof *item);
    item->level = level;
    item->line = parser->token.line;
    item->member = parser->token.member;
    item->name = "FILLER";
    item->occurs_min = item->occurs_max = 1;
    parser->copybook->count++;
    return item;
}

/* The group that an item of LEVEL belongs to, going up from the item before it; NULL: level 01. */
static struct item *group_for(struct item *before, int level)
{
    while (before != NULL && before->level >= level)
        before = before->parent;
    return before;
}

/* Hang ITEM behind the last member of its group. */
static void attach(struct copybook *copybook, struct item *before, struct item *group, struct item *item)
{
    struct item **last = group != NULL ? &group->child : &copybook->items;
    if (before != NULL && before != group) {
        while (before->parent != group)
            before = before->parent;
        last = &before->next;
    }
    item->parent = group;
    item->next = NULL;
    *last = item;
}

/* Usage, sign and alignment of a group hold for its members. */
static void inherit(struct item *item, const struct item *group)
{
    if (group == NULL)
        return;
    if (!item->usage_given && group->usage_given) {
        item->usage = group->usage;
        item->pointer_bytes = group->pointer_bytes;
        item->usage_given = true;
    }
    if (!item->sign_given && group->sign_given) {
        item->sign_given = true;
        item->sign_leading = group->sign_leading;
        item->sign_separate = group->sign_separate;
    }
    item->synchronized = item->synchronized || group->synchronized;
}

/* Which pictures a usage takes. */
static bool picture_fits(const struct item *item)
{
    enum picture_kind kind = item->picture.kind;
    switch (item->usage) {
    case USAGE_DISPLAY:
        return kind != PICTURE_NATIONAL && kind != PICTURE_DBCS && !item->picture.national;
    case USAGE_NATIONAL:
        return kind == PICTURE_NATIONAL || kind == PICTURE_NUMBER || kind == PICTURE_EDITED || kind == PICTURE_NONE;
    case USAGE_DBCS: /* N too, as a compiler with NSYMBOL(DBCS) takes it */
        return kind == PICTURE_DBCS || kind == PICTURE_NATIONAL || kind == PICTURE_NONE;
    default:
        return kind == PICTURE_NONE || (kind == PICTURE_NUMBER && !needs_no_picture(item->usage));
    }
}

/* What one item says must fit together; a group shows only when its members have been read. */
static int check_item(struct parser *parser, const struct item *item)
{
    parser->token.line = item->line;
    parser->token.member = item->member;
    if (item->child != NULL && item->picture.kind != PICTURE_NONE)
        return parser_refuse(parser, RECORD_E_COPYBOOK, "%s has a PICTURE and members", item->name);
    if (item->child == NULL && !item_is_leaf(item))
        return parser_refuse(parser, RECORD_E_COPYBOOK, "%s has neither a PICTURE nor members", item->name);
    if (!picture_fits(item))
        return parser_refuse(parser, RECORD_E_COPYBOOK, "%s has PICTURE %s, which USAGE %s does not take", item->name,
                             item->picture_text, usage_name(item->usage));
    if (item->picture.kind == PICTURE_NUMBER && (item->usage == USAGE_BINARY || item->usage == USAGE_NATIVE) && item->picture.digits > 18)
        return parser_refuse(parser, RECORD_E_COPYBOOK, "%s has %u digits, a binary number at most 18", item->name,
                             item->picture.digits);
    if (item->justified && (item->picture.kind == PICTURE_NUMBER || item->child != NULL))
        return parser_refuse(parser, RECORD_E_COPYBOOK, "%s is JUSTIFIED and %s", item->name, item->child != NULL ? "a group" : "a number");
    if (item->blank_when_zero && item->picture.kind != PICTURE_NUMBER && item->picture.kind != PICTURE_EDITED)
        return parser_refuse(parser, RECORD_E_COPYBOOK, "%s is BLANK WHEN ZERO and no number", item->name);
    if (item->blank_when_zero && item->usage != USAGE_DISPLAY && item->usage != USAGE_NATIONAL)
        return parser_refuse(parser, RECORD_E_COPYBOOK, "%s is BLANK WHEN ZERO and of USAGE %s", item->name, usage_name(item->usage));
    return 0;
}

static int check_tree(struct parser *parser, const struct item *first)
{
    int code = 0;
    for (const struct item *item = first; item != NULL && code == 0; item = item->next) {
        code = check_item(parser, item);
        if (code == 0)
            code = check_tree(parser, item->child); /* at most 49 deep: levels rise on the way down */
    }
    return code;
}

/* The name of an item, which it may not have. */
static int read_name(struct parser *parser, struct item *item)
{
    int code = parser_advance(parser);
    if (code == 0 && token_is(&parser->token, "FILLER"))
        code = parser_advance(parser);
    else if (code == 0 && parser->token.kind == TOKEN_WORD && clause_is_name(parser))
        code = parser_name(parser, &item->name);
    item->filler = strcmp(item->name, "FILLER") == 0;
    return code;
}

/* The group of an item of LEVEL: a copybook of part of a record gets a level 01 around it.  NULL: it is level 01. */
static int find_group(struct parser *parser, int level, struct item **group)
{
    *group = level == LEVEL_ALONE ? NULL : group_for(parser->before, level);
    if (*group != NULL || level == 1 || level == LEVEL_ALONE)
        return 0;
    if (parser->before != NULL && parser->before->level == LEVEL_ALONE)
        return parser_refuse(parser, RECORD_E_COPYBOOK, "got level %02d behind level 77, expected 01, 77 or 88", level);
    *group = new_item(parser, 1);
    (*group)->name = "RECORD";
    attach(parser->copybook, parser->before, NULL, *group);
    parser->before = *group;
    return 0;
}

/* One data description behind its level number. */
static int read_item(struct parser *parser, int level)
{
    struct item *group;
    if (level > LEVEL_MAX && level != LEVEL_ALONE)
        return parser_refuse(parser, RECORD_E_COPYBOOK, "got level %d, expected 01 to 49, 66, 77 or 88", level);
    if (parser->copybook->count >= COPYBOOK_ITEMS_MAX)
        return parser_refuse(parser, RECORD_E_COPYBOOK, "more than %d items", COPYBOOK_ITEMS_MAX);
    int code = find_group(parser, level, &group);
    if (code < 0)
        return code;
    struct item *item = new_item(parser, level);
    code = read_name(parser, item);
    attach(parser->copybook, parser->before, group, item);
    inherit(item, group);
    if (code == 0)
        code = clause_read_all(parser, item);
    parser->before = parser->named = item;
    return code;
}

/* 66 NAME RENAMES FIRST [THRU LAST]: hung on the level 01 before it. */
static int read_renames(struct parser *parser)
{
    if (parser->before == NULL)
        return parser_refuse(parser, RECORD_E_COPYBOOK, "level 66 without an item before it");
    struct item *record = parser->before;
    while (record->parent != NULL)
        record = record->parent;
    if (parser->copybook->count + parser->copybook->renames_count >= COPYBOOK_ITEMS_MAX)
        return parser_refuse(parser, RECORD_E_COPYBOOK, "more than %d items", COPYBOOK_ITEMS_MAX);
    struct item *item = new_item(parser, LEVEL_RENAMES);
    parser->copybook->count--;
    parser->copybook->renames_count++;
    struct item **last = &record->renames;
    while (*last != NULL)
        last = &(*last)->next;
    *last = parser->named = item;
    int code = parser_advance(parser);
    if (code == 0)
        code = parser_name(parser, &item->name);
    if (code == 0 && !token_is(&parser->token, "RENAMES"))
        return parser_unexpected(parser, "RENAMES");
    if (code == 0)
        code = parser_advance(parser);
    if (code == 0)
        code = parser_qualified(parser, &item->renames_first);
    item->renames_last = item->renames_first;
    if (code < 0 || !(token_is(&parser->token, "THRU") || token_is(&parser->token, "THROUGH")))
        return code;
    code = parser_advance(parser);
    return code < 0 ? code : parser_qualified(parser, &item->renames_last);
}

/* What stands around data descriptions: DATA DIVISION, WORKING-STORAGE SECTION, FD and SD entries. */
static bool is_heading(const struct token *token)
{
    static const char *const words[] = {"DATA", "FILE", "WORKING-STORAGE", "LOCAL-STORAGE", "LINKAGE", "FD", "SD"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (token_is(token, words[i]))
            return true;
    return false;
}

static int skip_sentence(struct parser *parser)
{
    int code = 0;
    while (code == 0 && parser->token.kind != TOKEN_PERIOD && parser->token.kind != TOKEN_END)
        code = parser_advance(parser);
    return code;
}

static int read_condition(struct parser *parser)
{
    if (parser->named == NULL)
        return parser_refuse(parser, RECORD_E_COPYBOOK, "level 88 without an item before it");
    return condition_read(parser, parser->named);
}

static int read_sentence(struct parser *parser)
{
    int level = level_number(&parser->token);
    if (level == 0 && parser->token.length > 2 && strncmp(parser->token.text, ">>", 2) == 0)
        return parser_refuse(parser, RECORD_E_UNSUPPORTED, "conditional compilation (%.*s)", (int)parser->token.length, parser->token.text);
    if (level == 0 && !is_heading(&parser->token))
        return parser_unexpected(parser, "a level number");
    int code = level == 0                 ? skip_sentence(parser)
               : level == LEVEL_CONDITION ? read_condition(parser)
               : level == LEVEL_RENAMES   ? read_renames(parser)
                                          : read_item(parser, level);
    if (code == 0 && parser->token.kind != TOKEN_PERIOD)
        code = parser_unexpected(parser, "a period");
    return code < 0 ? code : parser_advance(parser);
}

int copybook_parse(struct copybook *copybook, const char *text, size_t length, const struct copybook_source *format,
                   struct fault *fault)
{
    struct fault scratch = {0};
    struct parser parser = {.format = format, .copybook = copybook, .fault = fault != NULL ? fault : &scratch};
    *copybook = (struct copybook){.binary_minimal = format->binary_minimal};
    arena_init(&copybook->arena);
    int code = expand_source(&parser.tokens, text, length, format, &copybook->arena, parser.fault);
    if (code == 0)
        code = parser_advance(&parser);
    while (code == 0 && parser.token.kind != TOKEN_END)
        code = read_sentence(&parser);
    if (code == 0 && copybook->items == NULL)
        code = parser_refuse(&parser, RECORD_E_COPYBOOK, "it has no data description");
    if (code == 0)
        code = check_tree(&parser, copybook->items);
    token_list_release(&parser.tokens);
    if (code < 0)
        copybook_release(copybook);
    return code;
}

void copybook_release(struct copybook *copybook)
{
    arena_release(&copybook->arena);
    *copybook = (struct copybook){0};
}
