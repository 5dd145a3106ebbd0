/*
 * statement.c - see statement.h.
 *
 * A parameter field ends at the first blank outside apostrophes, or behind column 71.  What follows depends on how
 * it ended: inside apostrophes (go on in column 16 of the next card), with a comma (go on in columns 4 to 16), or
 * complete (a mark in column 72 continues the comment only).
 */
#include "jcl/statement.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/memory.h"
#include "jcl/error.h"
#include "jcl/name.h"

enum { RESUME_FIRST_COL = 4, RESUME_LAST_COL = 16 };

struct gather {
    struct statement_reader *reader;
    struct statement *statement;
    size_t *next;       /* the card after those taken */
    struct place quote; /* where the open apostrophe stands */
    bool quoted;
    bool relational;    /* IF: blanks belong to the field, THEN ends it */
    int depth;          /* of parentheses */
    bool told;          /* a wrong character was told already */
    bool beyond;        /* parameters beyond column 71 were told: that the card is long need not be */
};

struct place statement_start(const struct statement *statement)
{
    return statement->start;
}

struct place statement_column(const struct statement *statement, int column)
{
    return (struct place){statement->start.file, statement->start.card, column};
}

struct place statement_place(const struct statement *statement, size_t offset)
{
    if (statement->part_count == 0)
        return statement_start(statement);
    size_t i = statement->part_count - 1;
    while (i > 0 && statement->parts[i].offset > offset)
        i--;
    struct place place = statement->parts[i].place;
    if (statement->parts[i].origin == NULL)
        place.column += (int)(offset - statement->parts[i].offset);
    return place;
}

/* ---- one card ---- */

/* Of each ASCII character: plain in a field, blank, control, or another; those beyond are others. */
enum class { PLAIN = 'p', BLANK = 'b', CONTROL = 'c' };
static const char CLASSES[256] =
    "cccccccccbcccccccccccccccccccccc"
    "booppopoppppppppppppppppppooopoo"
    "pppppppppppppppppppppppppppooooo"
    "oooooooooooooooooooooooooooooooc";

/* Eight characters, none of which is below a blank or DEL. */
static bool are_visible(const char *text)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), highs = ones << 7;
    uint64_t word;
    memcpy(&word, text, sizeof word);
    uint64_t low = (word - ones * ' ') & ~word, del = word ^ (ones * 0x7F);
    return ((low | ((del - ones) & ~del)) & highs) == 0;
}

bool statement_takes(const struct statement *statement, char c)
{
    if (CLASSES[(unsigned char)c] == PLAIN || c == ' ')
        return true;
    return statement->conditional && ((unsigned char)c >= 0x80 || memchr("<>|!^~", c, 6) != NULL);
}

/* What no card of a statement may hold: control characters.  Told once a card. */
static void check_card(struct gather *g, size_t index)
{
    const struct card *card = &g->reader->cards->items[index];
    size_t visible = 0;
    while (visible + 8 <= card->length && are_visible(card->text + visible))
        visible += 8;
    for (size_t i = visible; i < card->length; i++) {
        unsigned char c = (unsigned char)card->text[i];
        if (CLASSES[c] != CONTROL)
            continue;
        jcl_fault(g->reader->faults, JCL_E_CHARACTER, cards_place(g->reader->cards, index, (int)i + 1), g->statement->name, "X'%02X'", c);
        g->told = g->statement->broken = true;
        return;
    }
}

/* A tab is no blank, but in a comment it does not matter: the first one up to COLUMN is told. */
static void check_tab(struct gather *g, size_t index, int column)
{
    const struct card *card = &g->reader->cards->items[index];
    size_t length = card->length < (size_t)column ? card->length : (size_t)column;
    const char *tab = memchr(card->text, '\t', length);
    if (tab == NULL)
        return;
    jcl_fault(g->reader->faults, JCL_E_TAB, cards_place(g->reader->cards, index, (int)(tab - card->text) + 1), g->statement->name,
              "the first one of this card");
    g->told = g->statement->broken = true;
}

static void check_length(struct gather *g, size_t index)
{
    const struct card *card = &g->reader->cards->items[index];
    if (card->length > CARD_COLUMNS)
        jcl_fault(g->reader->faults, JCL_E_CARD_LENGTH, cards_place(g->reader->cards, index, CARD_COLUMNS + 1), g->statement->name,
                  "this one has %zu", card->length);
}

/* Behind "&NAME(1": a part of a system symbol, which has a colon. */
static bool is_substring(const struct bytes *text)
{
    size_t at = text->length;
    while (at > 0 && text->data[at - 1] >= '0' && text->data[at - 1] <= '9')
        at--;
    if (at == 0 || at == text->length)
        return false;
    if (text->data[at - 1] == '-' || text->data[at - 1] == '+') /* from the end */
        at--;
    if (at == 0 || text->data[--at] != '(')
        return false;
    while (at > 0 && name_is_alnum((char)text->data[at - 1]))
        at--;
    return at > 0 && text->data[at - 1] == '&';
}

static void check_character(struct gather *g, char c, struct place place)
{
    if (g->told || name_is_alnum(c) || memchr(",.'()*&+-=/ ", c, 12) != NULL)
        return;
    if (c == ':' && is_substring(&g->reader->text))
        return;
    if ((g->relational || g->statement->conditional) && ((unsigned char)c >= 0x80 || memchr("<>|!^~", c, 6) != NULL))
        return;
    g->told = g->statement->broken = true;
    char shown[2] = {c, '\0'};
    jcl_fault(g->reader->faults, islower((unsigned char)c) ? JCL_E_CASE : JCL_E_CHARACTER, place,
                g->statement->name, "got %s", shown);
}

static bool ends_with_then(const struct bytes *text)
{
    bool then = text->length >= 4 && memcmp(text->data + text->length - 4, "THEN", 4) == 0;
    return then && (text->length == 4 || text->data[text->length - 5] == ' ');
}

/* A tab parts words too: it was told already, and nothing else should be told because of it. */
static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool ends_with_blank(const struct bytes *text)
{
    return text->length > 0 && is_blank((char)text->data[text->length - 1]);
}

/* What is added to the field from here on was typed at PLACE and behind it. */
static void begin_part(struct gather *g, struct place place)
{
    if (g->reader->part_count > 0 && g->reader->parts[g->reader->part_count - 1].offset == g->reader->text.length)
        g->reader->part_count--; /* nothing was added to the last one */
    if (g->reader->part_count == g->reader->part_capacity)
        g->reader->parts = memory_grow(g->reader->parts, &g->reader->part_capacity, g->reader->part_count + 1, sizeof *g->reader->parts);
    g->reader->parts[g->reader->part_count++] = (struct field_part){.offset = g->reader->text.length, .place = place};
}

/* Add LENGTH characters to the field; those beyond its limit are not kept but for the last, which decides about continuation. */
static void add_run(struct gather *g, const char *run, size_t length, struct place place)
{
    struct bytes *text = &g->reader->text;
    bytes_add(text, run, length);
    if (text->length <= STATEMENT_MAX_LEN)
        return;
    size_t over = text->length - STATEMENT_MAX_LEN;
    place.column += (int)(length - (over < length ? over : length));
    if (!g->statement->broken)
        jcl_fault(g->reader->faults, JCL_E_LENGTH, place, g->statement->name, "this is the next one");
    g->statement->broken = true;
    text->data[STATEMENT_MAX_LEN] = text->data[text->length - 1];
    text->length = STATEMENT_MAX_LEN + 1;
    text->data[text->length] = '\0';
}

/* How many characters from COLUMN on need no look one by one. */
static size_t run_length(const struct gather *g, const struct card *card, int column)
{
    size_t from = (size_t)column - 1, limit = card->length < CARD_LAST_COL ? card->length : CARD_LAST_COL, at = from;
    if (g->relational || g->statement->conditional || from >= limit)
        return 0;
    if (g->quoted) {
        const char *quote = memchr(card->text + from, '\'', limit - from);
        return quote != NULL ? (size_t)(quote - card->text) - from : limit - from;
    }
    while (at < limit && CLASSES[(unsigned char)card->text[at]] == PLAIN)
        at++;
    return at - from;
}

/* Take the field's characters from COLUMN on.  Returns the column behind them: of a blank, or 72. */
static int take_field(struct gather *g, size_t index, int column)
{
    const struct card *card = &g->reader->cards->items[index];
    begin_part(g, cards_place(g->reader->cards, index, column));
    while (column <= CARD_LAST_COL) {
        size_t run = run_length(g, card, column);
        struct place place = cards_place(g->reader->cards, index, column);
        if (run > 0) {
            add_run(g, card->text + column - 1, run, place);
            column += (int)run;
            continue;
        }
        char c = card_at(card, column);
        if (!g->quoted && is_blank(c) && (g->relational ? ends_with_then(&g->reader->text) : !g->statement->conditional || g->depth == 0))
            break;
        column++;
        if (g->relational && is_blank(c) && ends_with_blank(&g->reader->text)) { /* one blank parts words as well as many */
            begin_part(g, cards_place(g->reader->cards, index, column));
            continue;
        }
        if (!g->quoted)
            check_character(g, c, place);
        if (c == '\'') {
            g->quoted = !g->quoted;
            g->quote = place;
        } else if (!g->quoted && (c == '(' || c == ')')) {
            g->depth += c == '(' ? 1 : -1;
        }
        add_run(g, &c, 1, place);
    }
    return column;
}

/* ---- continuation ---- */

static bool is_continuation(const struct gather *g, size_t index)
{
    return cards_reach(g->reader->cards, index) && card_begins(&g->reader->cards->items[index], "//") &&
           card_at(&g->reader->cards->items[index], 3) == ' ' &&
           !card_is_blank(&g->reader->cards->items[index], 3, CARD_LAST_COL);
}

/* Comment cards may stand between a statement and its continuation (rule 6), and belong to it then. */
static size_t skip_comments(const struct gather *g, size_t index)
{
    while (cards_reach(g->reader->cards, index) && card_begins(&g->reader->cards->items[index], "//*"))
        index++;
    return index;
}

/* Go on in column 16 of the next card: inside apostrophes (rule 5).  False when that card is none. */
static bool resume_quoted(struct gather *g, int *column)
{
    if (!is_continuation(g, *g->next)) {
        jcl_fault(g->reader->faults, JCL_E_QUOTE, g->quote, g->statement->name,
                    "the text runs to column 71 and the next card does not continue it");
        return false;
    }
    const struct card *card = &g->reader->cards->items[*g->next];
    int first = RESUME_FIRST_COL;
    while (card_at(card, first) == ' ')
        first++;
    if (first < RESUME_LAST_COL) {
        jcl_fault(g->reader->faults, JCL_E_COLUMN_16, cards_place(g->reader->cards, *g->next, first), g->statement->name,
                  "this text begins in column %d", first);
        ++*g->next; /* it was meant to: nothing is told of it alone */
        return false;
    }
    const struct bytes *text = &g->reader->text;
    if (text->length > 3 && memcmp(text->data + text->length - 3, "   ", 3) == 0)
        jcl_fault(g->reader->faults, JCL_W_QUOTE, g->quote, g->statement->name, "blanks up to column 71, then what the next card has in column 16");
    *column = RESUME_LAST_COL;
    return true;
}

/* Go on in columns 4 to 16 of the next card that is no comment: behind a comma (rules 2 and 3). */
static bool resume_field(struct gather *g, struct place end, int *column)
{
    size_t index = skip_comments(g, *g->next);
    if (!is_continuation(g, index)) {
        bool beyond = end.column == CARD_LAST_COL && card_at(&g->reader->cards->items[*g->next - 1], CARD_LAST_COL + 1) != ' ' && !g->relational;
        if (beyond)
            jcl_fault(g->reader->faults, JCL_E_COLUMN_72, (struct place){end.file, end.card, CARD_LAST_COL + 1}, g->statement->name,
                      "they run into column 72");
        else if (!g->told)
            jcl_fault(g->reader->faults, JCL_E_CONTINUATION, g->relational ? g->reader->parts[0].place : end, g->statement->name, "%s",
                      g->relational ? "the IF has no THEN" : "the parameters end with a comma");
        g->beyond = beyond;
        return false;
    }
    *g->next = index;
    const struct card *card = &g->reader->cards->items[index];
    *column = RESUME_FIRST_COL;
    while (*column <= CARD_LAST_COL && is_blank(card_at(card, *column)))
        ++*column;
    if (*column > RESUME_LAST_COL)
        jcl_fault(g->reader->faults, JCL_E_COLUMN_16, cards_place(g->reader->cards, index, *column),
                    g->statement->name, "this one begins in column %d", *column);
    return true;
}

/* The column in which a continued comment begins like KEYWORD=value; 0: it does not. */
static int find_parameter(const struct card *card)
{
    int column = RESUME_FIRST_COL;
    while (column <= RESUME_LAST_COL && is_blank(card_at(card, column)))
        column++;
    int first = column;
    while (name_is_alnum(card_at(card, column)))
        column++;
    return column > first && card_at(card, column) == '=' ? first : 0;
}

/* A complete field: a mark in column 72 makes the next card a comment (rule 4). */
static void after_field(struct gather *g, size_t index, int column)
{
    struct place mark = cards_place(g->reader->cards, index, CARD_LAST_COL + 1);
    while (card_at(&g->reader->cards->items[index], CARD_LAST_COL + 1) != ' ') {
        if (column > CARD_LAST_COL || !is_continuation(g, *g->next)) {
            jcl_fault(g->reader->faults, JCL_E_COLUMN_72, mark, g->statement->name,
                        column > CARD_LAST_COL ? "they run into column 72"
                                               : "column 72 is marked, but the next card is no continuation");
            g->beyond = g->statement->broken = true;
            *g->next += is_continuation(g, *g->next) ? 1 : 0; /* it was meant to: nothing is told of it alone */
            return;
        }
        index = (*g->next)++;
        mark.card = (int)(g->reader->cards->before + index) + 1;
        check_card(g, index);
        int parameter = find_parameter(&g->reader->cards->items[index]);
        if (parameter > 0)
            jcl_fault(g->reader->faults, JCL_W_COMMENT, (struct place){mark.file, mark.card, parameter}, g->statement->name,
                      "the parameters before it ended without a comma");
    }
}

static bool field_goes_on(const struct gather *g)
{
    if (g->relational)
        return !ends_with_then(&g->reader->text);
    return g->reader->text.length > 0 && g->reader->text.data[g->reader->text.length - 1] == ',';
}

static void gather_field(struct gather *g, size_t index, int column)
{
    for (;;) {
        column = take_field(g, index, column);
        check_tab(g, index, column);
        struct place end = cards_place(g->reader->cards, index, column - 1);
        if (!g->quoted && !field_goes_on(g)) {
            after_field(g, index, column);
            return;
        }
        if (!(g->quoted ? resume_quoted(g, &column) : resume_field(g, end, &column))) {
            g->statement->broken = true;
            return;
        }
        index = (*g->next)++;
        check_card(g, index);
    }
}

static void keep_field(struct gather *g)
{
    struct statement_reader *reader = g->reader;
    struct statement *statement = g->statement;
    if (reader->text.length == 0)
        return;
    statement->field = arena_text(reader->arena, bytes_string(&reader->text), reader->text.length);
    statement->field_len = reader->text.length;
    statement->parts = arena_new(reader->arena, reader->part_count * sizeof *reader->parts);
    memcpy(statement->parts, reader->parts, reader->part_count * sizeof *reader->parts);
    statement->part_count = reader->part_count;
}

/* ---- the statement ---- */

/* The word that begins in COLUMN, up to a blank; moves COLUMN behind it. */
static const char *find_word(const struct card *card, int *column, size_t *length)
{
    size_t from = (size_t)*column - 1, limit = card->length < CARD_LAST_COL ? card->length : CARD_LAST_COL, at = from;
    while (at < limit && CLASSES[(unsigned char)card->text[at]] != BLANK)
        at++;
    *length = at > from ? at - from : 0;
    *column += (int)*length;
    return card->text + from;
}

static const char *take_word(struct gather *g, size_t index, int *column)
{
    size_t length;
    const char *word = find_word(&g->reader->cards->items[index], column, &length);
    return length > 0 ? arena_text(g->reader->arena, word, length) : "";
}

static void skip_blanks(const struct card *card, int *column)
{
    size_t limit = card->length < CARD_LAST_COL ? card->length : CARD_LAST_COL, at = (size_t)*column - 1;
    while (at < limit && CLASSES[(unsigned char)card->text[at]] == BLANK)
        at++;
    *column = at < limit ? (int)at + 1 : *column > CARD_LAST_COL ? *column : CARD_LAST_COL + 1; /* beyond its end a card is blank */
}

static void check_name(struct gather *g, size_t index)
{
    const char *name = g->statement->name;
    if (name[0] == '\0' || name_is_valid(name, strlen(name)))
        return;
    struct place place = cards_place(g->reader->cards, index, 3);
    bool lower = false;
    for (const char *p = name; *p != '\0'; p++)
        lower = lower || islower((unsigned char)*p);
    if (lower)
        jcl_fault(g->reader->faults, JCL_E_CASE, place, "", "the name %.20s", name);
    else if (!name_is_qualified(name, strlen(name)) && !g->told)
        jcl_fault(g->reader->faults, JCL_E_NAME, place, "", "%.40s (%zu characters)", name, strlen(name));
}

/* ELSE, ENDIF and PEND have no parameters: what follows is a comment (rule 8). */
static bool has_field(enum jcl_operation code)
{
    return code != JCL_ELSE && code != JCL_ENDIF && code != JCL_PEND && code != JCL_ENDCNTL;
}

/* A card that should have been a continuation, "// UNIT=SYSDA,": those that go on from it are not told of, too. */
static void skip_orphans(struct gather *g)
{
    const char *operation = g->statement->operation;
    if (g->statement->code != JCL_NONE)
        return;
    size_t length = strlen(operation);
    bool orphan = g->statement->name[0] == '\0' && strchr(operation, '=') != NULL && operation[length - 1] == ',' && g->reader->text.length == 0;
    while (orphan && is_continuation(g, *g->next)) {
        const struct card *card = &g->reader->cards->items[(*g->next)++];
        int column = RESUME_FIRST_COL;
        skip_blanks(card, &column);
        while (card_at(card, column + 1) != ' ')
            column++;
        orphan = card_at(card, column) == ',';
    }
}

/* ERROR=(RC>8), WHEN=(RUN AND RC=0). */
static bool has_conditions(enum jcl_operation code)
{
    return code == JCL_AFTER || code == JCL_BEFORE || code == JCL_JOBGROUP || code == JCL_NOTIFY;
}

static void read_jcl(struct gather *g, size_t index)
{
    const struct card *card = &g->reader->cards->items[index];
    struct statement *statement = g->statement;
    int column = 3;
    check_card(g, index);
    statement->name = take_word(g, index, &column);
    check_name(g, index);
    skip_blanks(card, &column);
    statement->operation_place = cards_place(g->reader->cards, index, column);
    statement->operation = take_word(g, index, &column);
    statement->code = operation_find(statement->operation);
    if (statement->operation[0] == '\0')
        statement->operation_place.column = 3 + (int)strlen(statement->name);
    g->relational = statement_is(statement, JCL_IF);
    statement->conditional = has_conditions(statement->code);
    skip_blanks(card, &column);
    if (column <= CARD_LAST_COL && has_field(statement->code)) {
        gather_field(g, index, column);
    } else {
        check_tab(g, index, column - 1);
        after_field(g, index, RESUME_FIRST_COL);
    }
    skip_orphans(g);
    for (size_t i = index; i < *g->next && !g->beyond; i++)
        if (!card_begins(&g->reader->cards->items[i], "//*"))
            check_length(g, i);
}

static enum statement_kind kind_of(const struct card *card)
{
    char second = card_at(card, 2), third = card_at(card, 3);
    if (card_at(card, 1) != '/' || (second != '/' && second != '*'))
        return STATEMENT_DATA;
    if (second == '*')
        return third == ' ' ? STATEMENT_DELIMITER : STATEMENT_JES2;
    if (third == '*')
        return STATEMENT_COMMENT;
    return third == ' ' && card_is_blank(card, 3, CARD_LAST_COL) ? STATEMENT_NULL : STATEMENT_JCL;
}

/* A JES2 statement, slash asterisk ROUTE PRINT N1: the word, and what follows it. */
static void read_jes2(struct gather *g, size_t index)
{
    const struct card *card = &g->reader->cards->items[index];
    int column = 3;
    g->statement->operation = take_word(g, index, &column);
    skip_blanks(card, &column);
    int end = CARD_LAST_COL;
    while (end >= column && card_at(card, end) == ' ')
        end--;
    begin_part(g, cards_place(g->reader->cards, index, column));
    if (end >= column)
        bytes_add(&g->reader->text, card->text + column - 1, (size_t)(end - column + 1));
}

void statement_read(struct statement_reader *reader, struct statement *statement, size_t *next)
{
    size_t index = (*next)++;
    struct gather g = {.reader = reader, .statement = statement, .next = next};
    *statement = (struct statement){.kind = kind_of(&reader->cards->items[index]), .start = cards_place(reader->cards, index, 1),
                                    .first_card = index, .name = "", .operation = "", .field = "",
                                    .operation_place = cards_place(reader->cards, index, 3)};
    bytes_clear(&reader->text);
    reader->part_count = 0;
    if (statement->kind == STATEMENT_JCL)
        read_jcl(&g, index);
    else if (statement->kind == STATEMENT_JES2)
        read_jes2(&g, index);
    keep_field(&g);
    statement->card_count = *next - index;
}

void statement_reader_release(struct statement_reader *reader)
{
    bytes_release(&reader->text);
    free(reader->parts);
}
