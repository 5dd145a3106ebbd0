/* piece.c - see piece.h. */
#include "jcl/piece.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

const char *piece_text(const struct piece *piece, size_t offset)
{
    return piece->from->field + offset;
}

bool piece_is(const struct piece *piece, const char *keyword)
{
    return piece->keyword_len == strlen(keyword) && memcmp(piece_text(piece, piece->start), keyword, piece->keyword_len) == 0;
}

bool piece_has_value(const struct piece *piece, const char *value)
{
    return piece->value_len == strlen(value) && memcmp(piece_text(piece, piece->value), value, piece->value_len) == 0;
}

bool piece_is_one_of(const struct piece *piece, const char *const *keywords)
{
    for (; *keywords != NULL; keywords++)
        if (piece_is(piece, *keywords))
            return true;
    return false;
}

/* Two names of one keyword. */
bool piece_is_same(const struct piece *a, const struct piece *b)
{
    static const char *const PAIRS[][2] = {{"DSN", "DSNAME"}, {"VOL", "VOLUME"}};
    if (a->keyword_len == 0 || b->keyword_len == 0)
        return a->keyword_len == 0 && b->keyword_len == 0;
    if (a->keyword_len == b->keyword_len &&
        memcmp(piece_text(a, a->start), piece_text(b, b->start), a->keyword_len) == 0)
        return true;
    for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++)
        if ((piece_is(a, PAIRS[i][0]) && piece_is(b, PAIRS[i][1])) ||
            (piece_is(a, PAIRS[i][1]) && piece_is(b, PAIRS[i][0])))
            return true;
    return false;
}

/* ---- taking apart ---- */

/* The piece from START to END: its keyword, its step, its value. */
static struct piece piece_of(const struct statement *from, size_t start, size_t end)
{
    struct piece piece = {.from = from, .start = start, .value = start, .value_len = end - start};
    const char *text = from->field;
    size_t at = start;
    while (at < end && memchr("=('\"&,", text[at], 6) == NULL)
        at++;
    if (at == end || text[at] != '=' || at == start)
        return piece;
    const char *period = memchr(text + start, '.', at - start);
    piece.keyword_len = period != NULL ? (size_t)(period - text) - start : at - start;
    if (period != NULL) {
        piece.step = start + piece.keyword_len + 1;
        piece.step_len = at - piece.step;
    }
    piece.value = at + 1;
    piece.value_len = end - piece.value;
    return piece;
}

void pieces_take(struct pieces *pieces, const struct statement *from, size_t start, size_t end)
{
    int depth = 0;
    bool quoted = false;
    *pieces = (struct pieces){0};
    for (size_t at = start; start < end && at <= end; at++) {
        char c = at < end ? from->field[at] : ',';
        quoted = quoted != (c == '\'');
        depth += quoted ? 0 : (c == '(') - (c == ')');
        if (at < end && (c != ',' || depth > 0 || quoted))
            continue;
        pieces->items = memory_grow(pieces->items, &pieces->capacity, pieces->count + 1, sizeof *pieces->items);
        pieces->items[pieces->count++] = piece_of(from, start, at);
        start = at + 1;
    }
}

/* The subparameters of AMP, each with apostrophes of its own or some with those around them: 'A=1','B=2' or 'A=1,B=2'. */
static void take_amp_apart(struct pieces *pieces, const struct statement *from, size_t start, size_t end)
{
    int depth = 0;
    *pieces = (struct pieces){0};
    for (size_t at = start; start < end && at <= end; at++) {
        char c = at < end ? from->field[at] : ',';
        depth += (c == '(') - (c == ')');
        if (at < end && (c != ',' || depth > 0))
            continue;
        size_t first = start + (from->field[start] == '\''), behind = at - (at > start && from->field[at - 1] == '\'');
        pieces->items = memory_grow(pieces->items, &pieces->capacity, pieces->count + 1, sizeof *pieces->items);
        pieces->items[pieces->count++] = piece_of(from, first, behind > first ? behind : first);
        start = at + 1;
    }
}

void pieces_take_value(struct pieces *pieces, const struct piece *piece)
{
    size_t start = piece->value, end = piece->value + piece->value_len;
    if (end - start >= 2 && *piece_text(piece, start) == '(' && *piece_text(piece, end - 1) == ')') {
        start++;
        end--;
    }
    if (piece_is(piece, "AMP"))
        take_amp_apart(pieces, piece->from, start, end);
    else
        pieces_take(pieces, piece->from, start, end);
}

/* ---- putting together ---- */

static void add_part(struct joiner *joiner, struct place place, const struct origin *origin)
{
    joiner->parts = memory_grow(joiner->parts, &joiner->part_capacity, joiner->part_count + 1, sizeof *joiner->parts);
    joiner->parts[joiner->part_count++] =
        (struct field_part){.offset = joiner->text.length, .place = place, .origin = origin};
}

/* Characters of FROM's field, with the places of their parts. */
static void add_slice(struct joiner *joiner, const struct statement *from, size_t start, size_t length)
{
    size_t end = start + length;
    for (size_t i = 0; i < from->part_count && start < end; i++) {
        size_t next = i + 1 < from->part_count ? from->parts[i + 1].offset : from->field_len;
        if (next <= start)
            continue;
        if (next > end)
            next = end;
        add_part(joiner, statement_place(from, start), from->parts[i].origin);
        bytes_add(&joiner->text, from->field + start, next - start);
        start = next;
    }
    if (start < end)
        bytes_add(&joiner->text, from->field + start, end - start);
}

static void add_comma(struct joiner *joiner)
{
    if (joiner->comma)
        bytes_char(&joiner->text, ',');
    joiner->comma = true;
}

void joiner_add(struct joiner *joiner, const struct piece *piece)
{
    add_comma(joiner);
    if (piece->keyword_len > 0) {
        add_slice(joiner, piece->from, piece->start, piece->keyword_len + (piece->step > 0 ? 1 + piece->step_len : 0));
        bytes_char(&joiner->text, '=');
    }
    add_slice(joiner, piece->from, piece->value, piece->value_len);
}

/* A subparameter of AMP, in apostrophes when one of the two has them. */
static void add_amp(struct joiner *joiner, const struct piece *piece, bool quoted)
{
    size_t end = piece->value + piece->value_len, quote = piece->start > 0 && *piece_text(piece, piece->start - 1) == '\'';
    add_comma(joiner);
    if (quoted && quote > 0)
        add_slice(joiner, piece->from, piece->start - 1, 1);
    else if (quoted)
        bytes_char(&joiner->text, '\'');
    add_slice(joiner, piece->from, piece->start, end - piece->start);
    if (quoted)
        bytes_char(&joiner->text, '\'');
}

struct piece *pieces_find(const struct pieces *pieces, const struct piece *like)
{
    for (size_t i = 0; i < pieces->count; i++)
        if (pieces->items[i].keyword_len == like->keyword_len &&
            memcmp(piece_text(&pieces->items[i], pieces->items[i].start), piece_text(like, like->start), like->keyword_len) == 0)
            return &pieces->items[i];
    return NULL;
}

/* The subparameter of PIECES that LIKE is, too: of AMP a word is one by itself, of DCB the one without keyword. */
static struct piece *find_subparameter(const struct pieces *pieces, const struct piece *like, bool amp)
{
    for (size_t i = 0; amp && like->keyword_len == 0 && i < pieces->count; i++)
        if (pieces->items[i].keyword_len == 0 && pieces->items[i].value_len == like->value_len &&
            memcmp(piece_text(&pieces->items[i], pieces->items[i].value), piece_text(like, like->value), like->value_len) == 0)
            return &pieces->items[i];
    return amp && like->keyword_len == 0 ? NULL : pieces_find(pieces, like);
}

static bool has_apostrophe(const struct piece *piece)
{
    return piece != NULL && memchr(piece_text(piece, piece->value), '\'', piece->value_len) != NULL;
}

/*
 * DCB and AMP: the change's subparameters in place of the base's, the new ones behind them.  DCB's positional one is no longer there
 * when the change has none (JCL Reference, "Rules for modifying OUTPUT JCL or DD parameters").  WITH may be NULL.
 */
static void add_merged(struct joiner *joiner, const struct piece *base, const struct piece *with)
{
    struct pieces old, new = {0};
    size_t kept = 0;
    bool amp = piece_is(base, "AMP"), quoted = amp && (has_apostrophe(base) || has_apostrophe(with));
    pieces_take_value(&old, base);
    if (with != NULL)
        pieces_take_value(&new, with);
    if (with != NULL && !amp && old.count > 0)
        old.items[0].dropped = old.items[0].keyword_len == 0;
    size_t text_from = joiner->text.length, parts_from = joiner->part_count;
    bool comma = joiner->comma;
    add_comma(joiner);
    add_slice(joiner, base->from, base->start, base->keyword_len);
    bytes_text(&joiner->text, "=(");
    joiner->comma = false;
    for (size_t i = 0; i < old.count + new.count; i++) {
        struct piece *piece = i < old.count ? &old.items[i] : &new.items[i - old.count];
        struct piece *change = i < old.count ? find_subparameter(&new, piece, amp) : NULL;
        if (i < old.count && base->alone != NULL && piece->keyword_len > 0 && pieces_find(base->alone, piece) != NULL)
            continue;
        if (change != NULL) {
            change->dropped = true;
            piece = change;
        } else if (piece->dropped) {
            continue;
        }
        if (piece->value_len == 0)
            continue;
        if (amp)
            add_amp(joiner, piece, quoted);
        else
            joiner_add(joiner, piece);
        kept++;
    }
    bytes_char(&joiner->text, ')');
    joiner->comma = true;
    if (kept == 0) {
        joiner->text.length = text_from;
        joiner->part_count = parts_from;
        joiner->comma = comma;
    }
    free(old.items);
    free(new.items);
}

void joiner_finish(struct statement *statement, struct joiner *joiner, struct arena *arena, struct fault_list *faults)
{
    while (joiner->text.length > 0 && joiner->text.data[joiner->text.length - 1] == ',')
        joiner->text.length--; /* positions that are left out at the end; a comma there would be a continuation */
    statement->field = arena_text(arena, bytes_string(&joiner->text), joiner->text.length);
    statement->field_len = joiner->text.length;
    statement->parts = arena_new(arena, (joiner->part_count + 1) * sizeof *joiner->parts);
    if (joiner->part_count > 0)
        memcpy(statement->parts, joiner->parts, joiner->part_count * sizeof *joiner->parts);
    statement->part_count = joiner->part_count;
    statement->parameters = parameter_parse(statement, arena, faults);
    bytes_release(&joiner->text);
    free(joiner->parts);
}

void joiner_add_all(struct joiner *joiner, const struct pieces *pieces)
{
    for (size_t i = 0; i < pieces->count; i++) {
        const struct piece *piece = &pieces->items[i];
        if (piece->dropped)
            continue;
        if (piece->merged != NULL || piece->alone != NULL)
            add_merged(joiner, piece, piece->merged);
        else
            joiner_add(joiner, piece);
    }
}
