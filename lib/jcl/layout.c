/* layout.c - see layout.h. */
#include "jcl/layout.h"

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

void layout_init(struct layout *layout)
{
    *layout = (struct layout){0};
}

void layout_release(struct layout *layout)
{
    bytes_release(&layout->head);
    bytes_release(&layout->field);
    free(layout->breaks);
    *layout = (struct layout){0};
}

void layout_clear(struct layout *layout)
{
    bytes_clear(&layout->head);
    bytes_clear(&layout->field);
    layout->break_count = 0;
}

void layout_break_here(struct layout *layout, int depth)
{
    layout->breaks = memory_grow(layout->breaks, &layout->break_capacity, layout->break_count + 1,
                                 sizeof *layout->breaks);
    layout->breaks[layout->break_count++] = (struct layout_break){layout->field.length, depth};
}

static size_t break_after(const struct layout *layout, size_t index)
{
    return index < layout->break_count ? layout->breaks[index].offset : layout->field.length;
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

/* May the quoted UNIT, begun in column AT, be cut at column 71 and continued in column 16, as often as needed? */
static bool can_cut(const char *unit, size_t length, size_t at)
{
    const char *quote = memchr(unit, '\'', length);
    size_t done = LAST_COL - at + 1;
    if (quote == NULL || (size_t)(quote - unit) + 1 >= done)
        return false;
    for (; done < length; done += LAST_COL - RESUME_COL + 1)
        if (unit[done - 1] == '\'' || is_blank(unit + done, length - done))
            return false;
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

/* Put one unit (a parameter with its comma) on this card or the next ones.  False when it cannot be done. */
static bool put_unit(struct bytes *out, const char *unit, size_t length, size_t *at)
{
    if (!fits(unit, length, *at)) {
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
static void move_to_front(struct layout *layout, size_t from, size_t to)
{
    struct bytes moved;
    bytes_init(&moved);
    bool is_last = to == layout->field.length;
    size_t length = is_last ? to - from + 1 : to - from; /* with a comma behind it */
    bytes_add(&moved, layout->field.data + from, to - from);
    if (is_last)
        bytes_char(&moved, ',');
    bytes_add(&moved, layout->field.data, is_last ? from - 1 : from);
    bytes_add(&moved, layout->field.data + to, layout->field.length - to);
    size_t kept = 0;
    struct layout_break *breaks = memory_new(layout->break_count + 2, sizeof *breaks);
    breaks[kept++].offset = length;
    for (size_t i = 0; i < layout->break_count; i++) {
        struct layout_break item = layout->breaks[i];
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
    bytes_release(&layout->field);
    free(layout->breaks);
    layout->field = moved;
    layout->breaks = breaks;
    layout->break_count = kept;
    layout->break_capacity = layout->break_count + 2;
}

static bool is_keyword_parameter(const char *text)
{
    size_t length = 0;
    while (name_is_alnum(text[length]) || text[length] == '.')
        length++;
    return length > 0 && text[length] == '=';
}

/* Does the parameter from FROM to TO fit on the statement's own card, and may it stand first? */
static bool may_lead(const struct layout *layout, size_t from, size_t to)
{
    const char *field = bytes_string(&layout->field);
    size_t length = to - from + (to == layout->field.length ? 1 : 0);
    return is_keyword_parameter(field) && is_keyword_parameter(field + from) &&
           layout->head.length + length <= LAST_COL - 1;
}

/* See to it that the first card carries a parameter. */
static int lead_with_what_fits(struct layout *layout, struct fault *fault)
{
    size_t from = break_after(layout, 0);
    size_t column = layout->head.length + 1;
    const char *field = bytes_string(&layout->field);
    if (fits(field, from, column) || can_cut(field, from, column))
        return 0;
    from = 0;
    for (size_t i = 0; i <= layout->break_count; i++) {
        if (i < layout->break_count && layout->breaks[i].depth > 0)
            continue;
        size_t to = break_after(layout, i);
        if (from > 0 && may_lead(layout, from, to)) {
            move_to_front(layout, from, to);
            return 0;
        }
        from = to;
    }
    return fault_set(fault, JCL_E_FIT,
                     "%.80s: too long for the statement's own card, and nothing else may stand first", field);
}

int layout_put(struct layout *layout, struct bytes *out, struct fault *fault)
{
    size_t from = 0, at = layout->head.length + 1;
    int code = layout->field.length > 0 ? lead_with_what_fits(layout, fault) : 0;
    if (code < 0)
        return code;
    const char *field = bytes_string(&layout->field);
    bytes_add(out, layout->head.data, layout->head.length);
    for (size_t i = 0; from < layout->field.length; i++) {
        size_t to = break_after(layout, i);
        if (!put_unit(out, field + from, to - from, &at))
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
