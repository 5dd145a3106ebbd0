/*
 * substitute.c - see substitute.h.
 *
 * The new field grows character by character, and with it what is known at its end: the parameter's keyword, open
 * apostrophes and parentheses.  So a value that brings a keyword or an apostrophe counts as if it had been typed.
 */
#include "jcl/substitute.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "jcl/error.h"
#include "jcl/expand.h"
#include "jcl/name.h"

struct growing {
    const struct statement *from;
    struct symbols *symbols;
    struct arena *arena;
    struct fault_list *faults;
    struct bytes text;
    struct field_part *parts;
    size_t part_count, part_capacity;
    const char *keyword;     /* whose value is being added; "" for none */
    char keyword_text[20];   /* without .STEP */
    size_t parameter_from;   /* offset of the parameter at depth 0 */
    size_t symbol_end;       /* offset behind the last value that stood outside apostrophes */
    int depth;
    bool quoted;
    bool quote_follows_symbol;
    bool is_if;
    bool changed;
    bool stopped; /* too long, or a blank ended the field: the rest is left */
};

/* A reference to a symbol in a text. */
struct reference {
    const char *name;
    size_t name_len;
    size_t length;  /* with ampersand, part and period */
    bool has_part;
    long start, count; /* of (start:count) */
};

static size_t name_length(const char *text, size_t length)
{
    size_t count = 0;
    while (count < length && name_is_alnum(text[count]))
        count++;
    return count > 0 && count <= SYMBOL_NAME_MAX_LEN && name_is_alpha(text[0]) ? count : 0;
}

/* A number with its sign; returns its length, 0 when there is none. */
static size_t number_length(const char *text, size_t length, long *value)
{
    *value = 0;
    if (length == 0)
        return 0;
    size_t at = text[0] == '-' || text[0] == '+' ? 1 : 0, from = at;
    for (; at < length && at - from < 4 && text[at] >= '0' && text[at] <= '9'; at++)
        *value = *value * 10 + (text[at] - '0');
    if (text[0] == '-')
        *value = -*value;
    return at > from ? at : 0;
}

/* (start:count) at TEXT: its length, else 0. */
static size_t part_length(const char *text, size_t length, struct reference *reference)
{
    size_t at = 1;
    if (length < 5 || text[0] != '(')
        return 0;
    size_t digits = number_length(text + at, length - at, &reference->start);
    at += digits;
    if (digits == 0 || at >= length || text[at++] != ':')
        return 0;
    digits = number_length(text + at, length - at, &reference->count);
    at += digits;
    return digits > 0 && at < length && text[at] == ')' ? at + 1 : 0;
}

/* Does a reference begin at the ampersand TEXT? */
static bool find_reference(const char *text, size_t length, struct reference *reference)
{
    *reference = (struct reference){.name = text + 1};
    reference->name_len = name_length(text + 1, length - 1);
    if (reference->name_len == 0)
        return false;
    size_t at = 1 + reference->name_len;
    size_t part = part_length(text + at, length - at, reference);
    reference->has_part = part > 0;
    at += part;
    reference->length = at < length && text[at] == '.' ? at + 1 : at;
    return true;
}

/* ---- the field that grows ---- */

static void begin_part(struct growing *g, struct place place, const struct origin *origin)
{
    if (g->part_count > 0 && g->parts[g->part_count - 1].offset == g->text.length)
        g->part_count--;
    g->parts = memory_grow(g->parts, &g->part_capacity, g->part_count + 1, sizeof *g->parts);
    g->parts[g->part_count++] = (struct field_part){.offset = g->text.length, .place = place, .origin = origin};
}

/* An equals sign at the parameter's own level: what stands before it is the keyword. */
static void end_keyword(struct growing *g)
{
    size_t length = g->text.length - g->parameter_from;
    const char *text = bytes_string(&g->text) + g->parameter_from;
    const char *period = memchr(text, '.', length);
    if (period != NULL)
        length = (size_t)(period - text);
    if (length >= sizeof g->keyword_text || g->keyword[0] != '\0')
        return;
    memcpy(g->keyword_text, text, length);
    g->keyword_text[length] = '\0';
    g->keyword = g->keyword_text;
}

static void add_character(struct growing *g, char c, struct place place)
{
    if (g->text.length == STATEMENT_MAX_LEN) {
        jcl_fault(g->faults, JCL_E_SYMBOL_LENGTH, place, g->from->name, "the field of this statement has more than %d",
                  STATEMENT_MAX_LEN);
        g->stopped = true;
        return;
    }
    if (c == '\'') {
        g->quote_follows_symbol = !g->quoted && g->symbol_end == g->text.length && g->symbol_end > 0;
        g->quoted = !g->quoted;
    } else if (!g->quoted) {
        g->depth += (c == '(') - (c == ')');
        if (c == '=' && g->depth == 0)
            end_keyword(g);
    }
    bytes_char(&g->text, c);
    if (c == ',' && !g->quoted && g->depth == 0) {
        g->keyword = "";
        g->parameter_from = g->text.length;
    }
}

static void add_typed(struct growing *g, size_t from, size_t length)
{
    for (size_t i = from; i < from + length && !g->stopped; i++)
        add_character(g, g->from->field[i], statement_place(g->from, i));
}

/* ---- which references count ---- */

static bool is_one_of(const char *word, const char *const *words)
{
    for (; *words != NULL; words++)
        if (strcmp(word, *words) == 0)
            return true;
    return false;
}

/* Keywords of EXEC; any other of an EXEC is a symbol of the procedure. */
bool substitute_is_exec_keyword(const char *keyword)
{
    static const char *const KEYWORDS[] = {"PGM", "PROC", "PARM", "PARMDD", "COND", "TIME", "REGION", "REGIONX", "ACCT",
                                           "ADDRSPC", "CCSID", "DPRTY", "DYNAMNBR", "MEMLIMIT", "PERFORM", "RD", "ROLL",
                                           "RLSTMOUT", "TVSMSG", "TVSAMCOM", "JOBRC", NULL};
    return is_one_of(keyword, KEYWORDS);
}

/* Is the parameter being added the value of a symbol? */
static bool is_symbol_value(const struct growing *g)
{
    const char *operation = g->from->operation;
    if (strcmp(operation, "EXEC") == 0)
        return g->keyword[0] != '\0' && !substitute_is_exec_keyword(g->keyword) &&
               expansion_procedure_of(g->from) != NULL; /* a program has no symbols */
    return strcmp(operation, "SET") == 0 || strcmp(operation, "PROC") == 0;
}

/* May C, of a value, stand outside apostrophes?  The value of another symbol may be anything. */
static bool stands_outside(const struct growing *g, char c)
{
    return g->quoted || c == '\'' || statement_takes(g->from, c) || is_symbol_value(g) ||
           (g->is_if && ((unsigned char)c >= 0x80 || memchr("<>|!^~", c, 6) != NULL));
}

/* A blank of VALUE ends the field, which may not end with a comma. */
static void end_by_blank(struct growing *g, const char *value, struct place place)
{
    if (g->text.length > 0 && g->text.data[g->text.length - 1] == ',')
        jcl_fault(g->faults, JCL_E_SYNTAX, place, g->from->name, "a parameter is expected behind the comma, got a blank in \"%.60s\"", value);
    else
        jcl_fault(g->faults, JCL_W_SYMBOL_BLANK, place, g->from->name, "\"%.60s\"", value);
    g->stopped = true;
}

/* A value.  A blank outside apostrophes ends the field. */
static void add_value(struct growing *g, const char *value, size_t length, struct place place)
{
    for (size_t i = 0; i < length && !g->stopped; i++) {
        if (value[i] == ' ' && !g->quoted && !g->is_if) {
            end_by_blank(g, value, place);
        } else if (!stands_outside(g, value[i])) {
            jcl_fault(g->faults, islower((unsigned char)value[i]) ? JCL_E_CASE : JCL_E_CHARACTER, place, g->from->name,
                      "got %c in the value %.60s", value[i], value);
            g->stopped = true;
        } else {
            add_character(g, value[i], place);
        }
    }
    if (!g->quoted)
        g->symbol_end = g->text.length;
}

/* Rule 14. */
static bool counts_here(const struct growing *g)
{
    static const char *const KEYWORDS[] = {"AMP", "PATH", "SUBSYS", "ACCT", "PARM", NULL};
    return !g->quoted || g->quote_follows_symbol || is_one_of(g->keyword, KEYWORDS) || is_symbol_value(g);
}

static const struct origin *new_origin(const struct growing *g, struct origin origin, struct place used)
{
    struct origin *copy = arena_new(g->arena, sizeof *copy);
    *copy = origin;
    copy->used = used;
    return copy;
}

/* The part of VALUE that (start:count) means; a negative start counts from the end.  False when there is none. */
static bool take_part(const struct reference *reference, const char **value, size_t *length)
{
    long start = reference->start > 0 ? reference->start - 1 : (long)*length + reference->start;
    if (reference->start == 0 || start < 0 || start >= (long)*length || reference->count <= 0)
        return false;
    *value += start;
    *length -= (size_t)start;
    if (reference->count < (long)*length)
        *length = (size_t)reference->count;
    return true;
}

static void fault_part(struct growing *g, const struct reference *reference, struct place place, const char *why)
{
    jcl_fault(g->faults, JCL_E_SYMBOL_PART, place, g->from->name, "&%.*s(%ld:%ld): %s", (int)reference->name_len,
              reference->name, reference->start, reference->count, why);
    g->stopped = true;
}

/* "JCL supports substringing of system symbols but not JCL symbols": what stands in parentheses behind one is text. */
static void leave_part(struct reference *reference)
{
    reference->has_part = false;
    reference->length = 1 + reference->name_len;
}

/* Replace the reference; false when it is none of a symbol with a value. */
static bool replace(struct growing *g, struct reference *reference, struct place place)
{
    const struct symbol *symbol = symbols_find(g->symbols, reference->name, reference->name_len);
    const struct system_symbol *system = symbols_find_system(g->symbols, reference->name, reference->name_len);
    struct origin origin = {.kind = ORIGIN_SYSTEM, .giver = ""};
    if (symbol != NULL) {
        origin = symbol->origin;
    } else if (system != NULL && system->value != NULL) {
        origin.symbol = system->name;
        origin.value = system->value;
    } else {
        return false;
    }
    const char *value = origin.value;
    size_t length = strlen(value);
    if (reference->has_part && symbol != NULL && !g->quoted) { /* a colon is no character of a field */
        fault_part(g, reference, place, "only system symbols have parts");
        return true;
    }
    if (reference->has_part && symbol != NULL)
        leave_part(reference);
    if (reference->has_part && !take_part(reference, &value, &length)) {
        fault_part(g, reference, place, "the value is not so long");
        return true;
    }
    g->changed = true;
    begin_part(g, place, new_origin(g, origin, place));
    add_value(g, value, length, place);
    return true;
}

/* ---- what was left ---- */

/* DSN=&NAME alone, or with a member: a temporary data set. */
static bool is_temporary(const struct growing *g, const char *text, size_t at, size_t name_len)
{
    char after = text[at + 1 + name_len];
    bool dsn = (at >= 4 && memcmp(text + at - 4, "DSN=", 4) == 0) || (at >= 7 && memcmp(text + at - 7, "DSNAME=", 7) == 0);
    return statement_is(g->from, JCL_DD) && dsn && (after == '\0' || after == ',' || after == '(');
}

/* Ampersands outside apostrophes that are still there, but for those of temporary data sets. */
static void check_undefined(const struct growing *g, const struct statement *statement)
{
    const char *text = statement->field;
    bool quoted = false;
    for (size_t i = 0; i < statement->field_len; i++) {
        quoted = quoted != (text[i] == '\'');
        if (text[i] != '&' || quoted)
            continue;
        if (text[i + 1] == '&') {
            i++;
            continue;
        }
        size_t length = 0;
        while (name_is_alnum(text[i + 1 + length]))
            length++;
        if (length == 0 || is_temporary(g, text, i, length) ||
            symbols_find_system(g->symbols, text + i + 1, length) != NULL)
            continue;
        jcl_fault(g->faults, JCL_E_SYMBOL_UNDEFINED, statement_place(statement, i), statement->name, "&%.*s",
                  (int)(length < 40 ? length : 40), text + i + 1);
    }
}

/* In the values of symbols nothing is asked for yet: where they are used it is. */
static bool is_checked(const struct growing *g)
{
    return !g->is_if && !statement_is(g->from, JCL_SET) && !statement_is(g->from, JCL_PROC);
}

/* ---- a statement ---- */

static void grow(struct growing *g)
{
    const struct statement *from = g->from;
    size_t part = 0;
    for (size_t i = 0; i < from->field_len && !g->stopped;) {
        struct reference reference;
        while (part < from->part_count && from->parts[part].offset <= i)
            part++;
        size_t end = part < from->part_count ? from->parts[part].offset : from->field_len; /* no symbol runs over cards */
        struct place place = statement_place(from, i);
        const struct origin *origin = part > 0 ? from->parts[part - 1].origin : NULL;
        bool typed_next = i + 1 < end || (part < from->part_count && from->parts[part].origin == NULL);
        bool twice = origin == NULL && typed_next && from->field[i] == '&' && from->field[i + 1] == '&';
        if (!twice && from->field[i] == '&' && origin == NULL && counts_here(g) &&
            find_reference(from->field + i, end - i, &reference) && replace(g, &reference, place)) {
            i += reference.length;
            if (i < from->field_len)
                begin_part(g, statement_place(from, i), NULL);
            continue;
        }
        if (part > 0 && from->parts[part - 1].offset == i)
            begin_part(g, place, origin);
        add_typed(g, i, twice ? 2 : 1);
        i += twice ? 2 : 1;
    }
}

/* Was more than a warning told since there were TOLD? */
static bool has_error(const struct fault_list *faults, size_t told)
{
    for (size_t i = told; i < faults->count; i++)
        if (faults->items[i].code != JCL_W_SYMBOL_BLANK)
            return true;
    return false;
}

bool substitute_statement(struct statement *statement, struct symbols *symbols, struct arena *arena,
                          struct fault_list *faults)
{
    if (statement->field_len == 0 || memchr(statement->field, '&', statement->field_len) == NULL)
        return false;
    struct growing g = {.from = statement, .symbols = symbols, .arena = arena, .faults = faults, .keyword = "",
                        .is_if = statement_is(statement, JCL_IF)};
    size_t told = faults->count;
    bytes_init(&g.text);
    grow(&g);
    struct statement result = *statement;
    if (g.changed) {
        result.field = arena_text(arena, bytes_string(&g.text), g.text.length);
        result.field_len = g.text.length;
        result.parts = arena_new(arena, (g.part_count + 1) * sizeof *g.parts);
        memcpy(result.parts, g.parts, g.part_count * sizeof *g.parts);
        result.part_count = g.part_count;
    }
    bytes_release(&g.text);
    free(g.parts);
    if (!has_error(faults, told) && is_checked(&g))
        check_undefined(&g, &result);
    *statement = result;
    statement->broken = statement->broken || has_error(faults, told);
    return g.changed;
}

/* ---- in-stream data ---- */

/* What the reference means in data; NULL value: nothing, it stays. */
static struct origin find_in_data(struct reference *reference, unsigned from, const struct symbols *symbols)
{
    const struct symbol *symbol = symbols_find_exported(symbols, reference->name, reference->name_len);
    const struct system_symbol *system = symbols_find_system(symbols, reference->name, reference->name_len);
    if ((from & SUBSTITUTE_JCL) != 0 && symbol != NULL) {
        struct origin origin = symbol->origin;
        origin.value = symbol->text;
        if (reference->has_part)
            leave_part(reference);
        return origin;
    }
    bool there = system != NULL && ((from & SUBSTITUTE_SYSTEM) != 0 || strcmp(system->name, "SYSUID") == 0);
    return (struct origin){.kind = ORIGIN_SYSTEM, .symbol = there ? system->name : "", .value = there ? system->value : NULL, .giver = ""};
}

static void add_origin(struct origins *origins, struct origin origin, struct place place, size_t offset)
{
    origin.used = place;
    origin.used.column += (int)offset;
    origins->items = memory_grow(origins->items, &origins->capacity, origins->count + 1, sizeof *origins->items);
    origins->items[origins->count++] = origin;
}

size_t substitute_card(const char *text, size_t length, unsigned from, const struct symbols *symbols, struct place place,
                       struct bytes *out, struct origins *origins)
{
    size_t replaced = 0;
    bytes_clear(out);
    for (size_t i = 0; i < length;) {
        struct reference reference;
        if (text[i] == '&' && i + 1 < length && text[i + 1] == '&') {
            bytes_char(out, '&');
            replaced++;
            i += 2;
            continue;
        }
        bool is_reference = text[i] == '&' && find_reference(text + i, length - i, &reference);
        struct origin origin = is_reference ? find_in_data(&reference, from, symbols) : (struct origin){0};
        const char *value = origin.value;
        size_t value_len = value != NULL ? strlen(value) : 0;
        if (value != NULL && reference.has_part && !take_part(&reference, &value, &value_len))
            value = NULL;
        if (value == NULL) {
            bytes_char(out, text[i++]);
            continue;
        }
        add_origin(origins, origin, place, i);
        bytes_add(out, value, value_len);
        i += reference.length;
        replaced++;
    }
    return replaced;
}

/* ---- values ---- */

/* One pair of apostrophes around all of it? */
static bool is_enclosed(const char *value, size_t length)
{
    if (length < 2 || value[0] != '\'' || value[length - 1] != '\'')
        return false;
    for (size_t i = 1; i + 1 < length; i++)
        if (value[i] == '\'' && value[++i] != '\'')
            return false;
    return true;
}

void substitute_value(const char *value, struct bytes *text)
{
    size_t length = strlen(value);
    bool enclosed = is_enclosed(value, length);
    bool quoted = enclosed;
    bytes_clear(text);
    for (size_t i = enclosed ? 1 : 0; i < length - (enclosed ? 1 : 0); i++) {
        bytes_char(text, value[i]);
        if (value[i] == '\'' && enclosed)
            i++; /* its double */
        else if (value[i] == '\'')
            quoted = !quoted;
        else if (value[i] == '&' && value[i + 1] == '&' && !quoted)
            i++;
    }
}
