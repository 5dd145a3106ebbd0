/* encode_line.c - encode_line of encode.h: lines as decode writes them, and all others. */
#include <string.h>

#include "record/error.h"
#include "record/leaf.h"

void encode_open_lines(struct encode_state *state)
{
    static const enum quick_form forms[] = {QUICK_LINE, QUICK_LINE_FILLER};
    uint8_t table[256] = {0};
    const struct codepage *page = state->page;
    memcpy(table, page->ascii, sizeof page->ascii);
    for (int i = 0; i < 2 && !state->options.plain && !state->options.truncate && !state->options.conditions; i++)
        state->lines[i].quick = quick_new(state->plan, forms[i], table, page, false);
}

void encode_close_lines(struct encode_state *state)
{
    for (int i = 0; i < 2; i++) {
        quick_free(state->lines[i].quick);
        bytes_release(&state->lines[i].fill);
    }
    jsonline_release(&state->whole);
    jsonline_release(&state->value);
}

/* The end of a value that begins at TEXT: of a string behind its first quote, its last. */
static const char *end_of_value(const char *text, const char *limit, bool number)
{
    for (; text < limit && (unsigned char)*text >= 0x20; text++) {
        if (number ? *text == ',' || *text == ']' || *text == '}' : *text == '"')
            return text;
        if (!number && *text == '\\' && text + 1 < limit)
            text++;
    }
    return NULL;
}

/* The second look at one value, with every rule; a fault is told when the line is read the plain way. */
static const char *encode_value(void *user, uint32_t at, uint32_t offset, const char *text, const char *limit)
{
    struct encode_state *state = user;
    const struct plan_op *op = &state->plan->ops[at];
    struct fault fault;
    bool number = plan_is_number(op);
    const char *end = end_of_value(text, limit, number), *start = number ? text : text - 1;
    if (end == NULL || jsonline_parse(&state->value, start, (size_t)(end + !number - start), &fault) < 0)
        return NULL;
    state->line = &state->value;
    state->fault = &fault;
    state->base = (ptrdiff_t)offset - (ptrdiff_t)op->offset;
    state->depth = 0;
    if (leaf_encode(state, op, 0) < 0)
        return NULL;
    memcpy(state->to + offset, state->record.data + offset, op->length);
    return end;
}

/* Append the record to OUT, its gaps perhaps not yet; false when it is no such line. */
static bool read_line(struct encode_state *state, const struct quick *quick, struct bytes *out, const char *text, size_t length, const char *limit)
{
    size_t maximum = state->plan->layout->records[state->plan->record].maximum;
    bytes_reserve(&state->record, maximum);
    state->to = bytes_reserve(out, maximum + QUICK_BEYOND);
    if (quick_encode(quick, text, limit, state->to, encode_value, state) != text + length)
        return false;
    out->length += maximum;
    return true;
}

static void fill_gaps(const struct quick_line *line, uint8_t *record)
{
    for (size_t i = 0; i < line->quick->gap_count; i++)
        memcpy(record + line->quick->gaps[i].offset, line->fill.data + line->quick->gaps[i].offset, line->quick->gaps[i].length);
}

/* RECORD was made of the line the plain way: what lies in its gaps lies there in all of this form. */
static void learn(struct encode_state *state, struct quick_line *line, const uint8_t *record, size_t record_length, const char *text,
                  size_t length, const char *limit)
{
    struct bytes read;
    bytes_init(&read);
    if (read_line(state, line->quick, &read, text, length, limit) && read.length == record_length) {
        bytes_add(&line->fill, record, record_length);
        fill_gaps(line, read.data);
        if (memcmp(read.data, record, record_length) != 0)
            bytes_release(&line->fill);
    }
    bytes_release(&read);
}

int encode_line(struct encoder *encoder, struct bytes *out, const char *text, size_t length, const char *limit, struct fault *fault)
{
    struct encode_state *state = encoder->state;
    for (int i = 0; i < 2; i++) {
        struct quick_line *line = &state->lines[i];
        if (line->fill.length > 0 && read_line(state, line->quick, out, text, length, limit)) {
            fill_gaps(line, out->data + out->length - line->fill.length);
            return 0;
        }
    }
    size_t before = out->length;
    int code = jsonline_parse(&state->whole, text, length, fault);
    if (code == 0)
        code = encode_json(encoder, out, &state->whole, 0, fault);
    for (int i = 0; i < 2 && code == 0 && state->beyond < 0; i++)
        if (state->lines[i].quick != NULL && state->lines[i].fill.length == 0)
            learn(state, &state->lines[i], out->data + before, out->length - before, text, length, limit);
    return code;
}
