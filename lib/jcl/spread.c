/* spread.c - see spread.h. */
#include "jcl/spread.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "jcl/error.h"
#include "jcl/name.h"

enum {
    LAST_COL = 71,      /* the last column of parameters */
    RESUME_COL = 16,    /* where a continuation begins, and must when it continues a quoted text */
    RESUME_MIN_COL = 4, /* the leftmost column where it may begin */
};

void spread_release(struct spread *spread)
{
    bytes_release(&spread->head);
    bytes_release(&spread->field);
    free(spread->breaks);
    *spread = (struct spread){0};
}

void spread_clear(struct spread *spread)
{
    bytes_clear(&spread->head);
    bytes_clear(&spread->field);
    spread->break_count = 0;
}

void spread_break_here(struct spread *spread, int depth)
{
    spread->breaks = memory_grow(spread->breaks, &spread->break_capacity, spread->break_count + 1,
                                 sizeof *spread->breaks);
    spread->breaks[spread->break_count++] = (struct spread_break){spread->field.length, depth};
}

static size_t break_after(const struct spread *spread, size_t index)
{
    return index < spread->break_count ? spread->breaks[index].offset : spread->field.length;
}

static void new_card(struct bytes *out, size_t column, size_t *at)
{
    bytes_char(out, '\n');
    bytes_text(out, "//");
    for (size_t col = 3; col < column; col++)
        bytes_char(out, ' ');
    *at = column;
}

/* Does UNIT, begun in column AT, end on that card?  An apostrophe may not stand in column 71. */
static bool fits(const char *unit, size_t length, size_t at)
{
    size_t last = at + length - 1;
    return last < LAST_COL || (last == LAST_COL && unit[length - 1] != '\'');
}

/* Nothing but blanks on the next card, which would make it a null statement, the end of the job. */
static bool is_blank(const char *text, size_t length)
{
    const size_t card = LAST_COL - RESUME_COL + 1;
    return strspn(text, " ") >= (length < card ? length : card);
}

/* Has TEXT an odd number of apostrophes? */
static bool turns_quoted(const char *text, size_t length)
{
    bool odd = false;
    for (size_t i = 0; i < length; i++)
        odd = odd != (text[i] == '\'');
    return odd;
}

/* May UNIT, begun in column AT, be cut at column 71, within apostrophes, and continued in column 16, as often as needed? */
static bool can_cut(const char *unit, size_t length, size_t at)
{
    size_t done = at <= LAST_COL ? LAST_COL - at + 1 : 0;
    bool quoted = false;
    if (done == 0 || done >= length)
        return false;
    for (size_t from = 0; done < length; from = done, done += LAST_COL - RESUME_COL + 1) {
        quoted = quoted != turns_quoted(unit + from, done - from);
        if (unit[done - 1] == '\'' || !quoted || is_blank(unit + done, length - done))
            return false;
    }
    size_t last = RESUME_COL + (length - (done - (LAST_COL - RESUME_COL + 1))) - 1;
    return last < LAST_COL || unit[length - 1] != '\'';
}

static void put_cut(struct bytes *out, const char *unit, size_t length, size_t *at)
{
    for (;;) {
        size_t room = LAST_COL - *at + 1;
        size_t part = length < room ? length : room;
        bytes_add(out, unit, part);
        *at += part;
        if (part == length)
            return;
        unit += part;
        length -= part;
        new_card(out, RESUME_COL, at);
    }
}

/*
 * Put one unit (a parameter with its comma) on this card or the next ones; the first begins on the statement's own card,
 * as was seen to.  False when it cannot be done.
 */
static bool put_unit(struct bytes *out, const char *unit, size_t length, bool first, size_t *at)
{
    if (!first && !fits(unit, length, *at)) {
        if (fits(unit, length, RESUME_COL))
            new_card(out, RESUME_COL, at);
        else if (fits(unit, length, RESUME_MIN_COL))
            new_card(out, RESUME_MIN_COL, at);
        else if (!can_cut(unit, length, *at)) {
            size_t column = RESUME_COL;
            while (column >= RESUME_MIN_COL && !can_cut(unit, length, column))
                column--;
            if (column < RESUME_MIN_COL)
                return false;
            new_card(out, column, at);
        }
    }
    put_cut(out, unit, length, at);
    return true;
}

/*
 * The parameter from FROM to TO (its comma included, if it has one) becomes the first.  Breaks are not kept in
 * order of what moved but made anew: the moved one is a unit of its own, those before it shift.
 */
static void move_to_front(struct spread *spread, size_t from, size_t to)
{
    struct bytes moved;
    bytes_init(&moved);
    bool is_last = to == spread->field.length;
    size_t length = is_last ? to - from + 1 : to - from; /* with a comma behind it */
    bytes_add(&moved, spread->field.data + from, to - from);
    if (is_last)
        bytes_char(&moved, ',');
    bytes_add(&moved, spread->field.data, is_last ? from - 1 : from);
    bytes_add(&moved, spread->field.data + to, spread->field.length - to);
    size_t kept = 0;
    struct spread_break *breaks = memory_new(spread->break_count + 2, sizeof *breaks);
    breaks[kept++].offset = length;
    for (size_t i = 0; i < spread->break_count; i++) {
        struct spread_break item = spread->breaks[i];
        if (item.offset > from && item.offset <= to)
            continue; /* inside what moved, or its end */
        if (item.offset < from)
            item.offset += length;
        else if (item.offset == from && is_last)
            continue;
        else if (item.offset == from)
            item.offset = to;
        breaks[kept++] = item;
    }
    bytes_release(&spread->field);
    free(spread->breaks);
    spread->field = moved;
    spread->breaks = breaks;
    spread->break_count = kept;
    spread->break_capacity = spread->break_count + 2;
}

static bool is_keyword_parameter(const char *text)
{
    size_t length = 0;
    while (name_is_alnum(text[length]) || text[length] == '.')
        length++;
    return length > 0 && text[length] == '=';
}

/* Does the parameter from FROM to TO fit on the statement's own card, and may it stand first? */
static bool may_lead(const struct spread *spread, size_t from, size_t to)
{
    const char *field = bytes_string(&spread->field);
    size_t length = to - from + (to == spread->field.length ? 1 : 0);
    return is_keyword_parameter(field) && is_keyword_parameter(field + from) &&
           spread->head.length + length <= LAST_COL - 1;
}

/* See to it that the first card carries a parameter. */
static int lead_with_what_fits(struct spread *spread, struct fault *fault)
{
    size_t from = break_after(spread, 0);
    size_t column = spread->head.length + 1;
    const char *field = bytes_string(&spread->field);
    if (fits(field, from, column) || can_cut(field, from, column))
        return 0;
    from = 0;
    for (size_t i = 0; i <= spread->break_count; i++) {
        if (i < spread->break_count && spread->breaks[i].depth > 0)
            continue;
        size_t to = break_after(spread, i);
        if (from > 0 && may_lead(spread, from, to)) {
            move_to_front(spread, from, to);
            return 0;
        }
        from = to;
    }
    return fault_set(fault, JCL_E_FIT,
                     "%.80s: too long for the statement's own card, and nothing else may stand first", field);
}

int spread_put(struct spread *spread, struct bytes *out, struct fault *fault)
{
    size_t from = 0, at = spread->head.length + 1;
    int code = spread->field.length > 0 ? lead_with_what_fits(spread, fault) : 0;
    if (code < 0)
        return code;
    const char *field = bytes_string(&spread->field);
    bytes_add(out, spread->head.data, spread->head.length);
    for (size_t i = 0; from < spread->field.length; i++) {
        size_t to = break_after(spread, i);
        if (!put_unit(out, field + from, to - from, i == 0, &at))
            return fault_set(fault, JCL_E_FIT,
                             "%.80s: a card would end in an apostrophe or be blank, wherever the text begins",
                             field + from);
        from = to;
    }
    while (out->data[out->length - 1] == ' ')
        out->length--; /* no parameters: the head's blanks */
    bytes_char(out, '\n');
    return 0;
}
