/* leaf.c - see leaf.h. */
#include "record/leaf.h"

#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "record/error.h"
#include "record/number.h"

enum { COUNT_DIGITS = 18 };

int leaf_refuse(struct encode_state *state, const struct plan_op *op, int code, const char *detail)
{
    char name[192];
    size_t used = (size_t)snprintf(name, sizeof name, "%s", state->plan->layout->fields[op->field].item->name);
    for (int i = 0; i < state->depth; i++)
        used += (size_t)snprintf(name + used, sizeof name - used, "%c%u%s", i == 0 ? '(' : ',', state->subscripts[i],
                                 i == state->depth - 1 ? ")" : "");
    fault_set(state->fault, code, "%s", detail);
    return fault_at_field(state->fault, name, state->base + (ptrdiff_t)op->offset + 1);
}

/* The same with the text or number that was got, escaped. */
static int refuse_value(struct encode_state *state, const struct plan_op *op, int code, const char *text, size_t length)
{
    char shown[80];
    return leaf_refuse(state, op, code, bytes_escape(shown, sizeof shown, text, length));
}

static int encode_text(struct encode_state *state, const struct plan_op *op, uint8_t *to, uint32_t node)
{
    const struct jsonline_node *value = &state->line->nodes[node];
    const char *text = state->line->text + value->start;
    size_t length = value->length;
    if (value->escaped) {
        bytes_clear(&state->scratch);
        jsonline_text(state->line, node, &state->scratch);
        text = bytes_string(&state->scratch);
        length = state->scratch.length;
    }
    if (op->kind == PLAN_RAW) {
        if (length != (size_t)op->length * 2 || hex_decode(to, text, length) < 0)
            return refuse_value(state, op, RECORD_E_CHARACTERS, text, length);
        return 0;
    }
    ptrdiff_t written = codepage_encode(state->page, to, op->length, text, length);
    if (written < 0)
        return refuse_value(state, op, RECORD_E_CHARACTERS, text, length);
    memset(to + written, state->page->blank, op->length - (size_t)written);
    return 0;
}

static int encode_number(struct encode_state *state, const struct plan_op *op, uint8_t *to, const char *text, size_t length)
{
    struct decimal decimal;
    bool fits = decimal_parse(&decimal, text, length, op->digits, op->scale) == DECIMAL_READ;
    if (op->kind == PLAN_BINARY)
        fits = binary_write(to, op, text, length, state->options.truncate);
    else if (fits)
        fits = op->kind == PLAN_PACKED ? packed_write(to, op, &decimal) : zoned_write(to, op, &decimal, state->page->ebcdic);
    if (!fits)
        return refuse_value(state, op, RECORD_E_NUMBER, text, length);
    if (op->slot >= 0 && decimal_parse(&decimal, text, length, COUNT_DIGITS, 0) == DECIMAL_READ) {
        int64_t count = 0;
        for (unsigned i = 0; i < decimal.count; i++)
            count = count * 10 + (decimal.digits[i] - '0');
        state->counts[op->slot] = decimal.negative ? -1 : count;
    }
    return 0;
}

/* What FILLER holds when the JSON does not have it. */
static int encode_missing(struct encode_state *state, const struct plan_op *op, uint8_t *to)
{
    if (!op->filler)
        return leaf_refuse(state, op, RECORD_E_MISSING, "the object does not have the field");
    if (op->kind >= PLAN_ZONED)
        return encode_number(state, op, to, "0", 1);
    memset(to, state->page->blank, op->length);
    return 0;
}

int leaf_encode(struct encode_state *state, const struct plan_op *op, int node)
{
    uint8_t *to = state->record.data + state->base + (ptrdiff_t)op->offset;
    if (node < 0)
        return encode_missing(state, op, to);
    const struct jsonline_node *value = &state->line->nodes[node];
    bool number = op->kind >= PLAN_ZONED;
    if (value->kind == JSONLINE_NULL && number && state->options.blank_null) {
        memset(to, state->page->blank, op->length);
        return 0;
    }
    if (value->kind == JSONLINE_NULL)
        return leaf_refuse(state, op, RECORD_E_KIND, "null");
    if (value->kind != (number ? JSONLINE_NUMBER : JSONLINE_TEXT))
        return leaf_refuse(state, op, RECORD_E_KIND, number ? "expected a number" : "expected a string");
    state->given++;
    if (number)
        return encode_number(state, op, to, state->line->text + value->start, value->length);
    return encode_text(state, op, to, (uint32_t)node);
}
