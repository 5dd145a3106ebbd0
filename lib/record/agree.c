/* agree.c - see agree.h. */
#include "record/agree.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "record/decimal.h"
#include "record/decode.h"
#include "record/error.h"

enum { SHOWN = 60, TRIMS = TRIM_NONE + 1 };

struct agree {
    struct decoder decoders[TRIMS];
    struct bytes text;     /* the record as decode shows it */
    struct jsonline line;  /* that text */
    struct bytes given, is; /* two texts that are compared */
};

static struct agree *open_agree(struct encode_state *state)
{
    struct agree *agree = state->agree;
    if (agree == NULL) {
        agree = state->agree = memory_new(1, sizeof *agree);
        for (int trim = 0; trim < TRIMS; trim++) {
            const struct decode_options options = {.trim = (enum trim)trim, .dbcs = state->options.dbcs};
            decoder_init(&agree->decoders[trim], state->plan, state->page, &options);
        }
    }
    return agree;
}

void agree_release(struct encode_state *state)
{
    if (state->agree == NULL)
        return;
    for (int trim = 0; trim < TRIMS; trim++)
        decoder_release(&state->agree->decoders[trim]);
    bytes_release(&state->agree->text);
    jsonline_release(&state->agree->line);
    bytes_release(&state->agree->given);
    bytes_release(&state->agree->is);
    free(state->agree);
    state->agree = NULL;
}

/* The text of a node without blanks at its ends; a number as it was written. */
static void take_text(const struct jsonline *line, uint32_t node, struct bytes *out)
{
    bytes_clear(out);
    if (line->nodes[node].kind == JSONLINE_TEXT)
        jsonline_text(line, node, out);
    else
        bytes_add(out, line->text + line->nodes[node].start, line->nodes[node].length);
    size_t blanks = 0;
    while (out->length > 0 && out->data[out->length - 1] == ' ')
        out->length--;
    while (blanks < out->length && out->data[blanks] == ' ')
        blanks++;
    if (blanks > 0)
        memmove(out->data, out->data + blanks, out->length - blanks);
    out->length -= blanks;
}

static bool same_bytes(const struct bytes *a, const struct bytes *b)
{
    return a->length == b->length && (a->length == 0 || memcmp(a->data, b->data, a->length) == 0);
}

/* The same value: IS as decode writes it, with the decimals of its picture. */
static bool same_decimal(const struct bytes *given, const struct bytes *is)
{
    struct decimal a, b;
    const char *point = memchr(is->data, '.', is->length);
    int scale = point != NULL ? (int)(bytes_string(is) + is->length - 1 - point) : 0;
    if (scale > PICTURE_DIGITS_MAX || decimal_parse(&a, bytes_string(given), given->length, PICTURE_DIGITS_MAX, scale) != DECIMAL_READ ||
        decimal_parse(&b, bytes_string(is), is->length, PICTURE_DIGITS_MAX, scale) != DECIMAL_READ)
        return false;
    return a.negative == b.negative && memcmp(a.digits, b.digits, PICTURE_DIGITS_MAX) == 0;
}

/* Floats are not exact in JSON: what is near is the same. */
static bool near(const struct bytes *a, const struct bytes *b)
{
    double x = strtod(bytes_string(a), NULL), y = strtod(bytes_string(b), NULL);
    return fabs(x - y) <= 1e-6 * fabs(x);
}

static bool is_float(const struct plan *plan, const char *key, size_t length)
{
    for (size_t i = 0; i < plan->count; i++) {
        const struct plan_op *op = &plan->ops[i];
        bool named = op->key_length == length + 3 && memcmp(plan->keys + op->key + 1, key, length) == 0; /* "KEY": */
        if (named && op->kind == PLAN_FLOAT)
            return true;
    }
    return false;
}

static bool same_number(const struct encode_state *state, const char *key, size_t length)
{
    const struct agree *agree = state->agree;
    if (same_decimal(&agree->given, &agree->is))
        return true;
    return is_float(state->plan, key, length) && near(&agree->given, &agree->is);
}

static int compare_nodes(struct encode_state *state, uint32_t given, uint32_t is, const char *key, size_t key_length);

static int refuse(struct encode_state *state, uint32_t is, const char *key, size_t key_length)
{
    struct agree *agree = state->agree;
    char given_shown[SHOWN], is_shown[SHOWN];
    bool null = agree->line.nodes[is].kind == JSONLINE_NULL;
    int code = fault_set(state->fault, RECORD_E_VIEWS, "got %s, but the view that is declared first makes it %s",
                         bytes_escape(given_shown, sizeof given_shown, agree->given.data, agree->given.length),
                         null ? "no value at all" : bytes_escape(is_shown, sizeof is_shown, agree->is.data, agree->is.length));
    char name[SHOWN];
    fault_at_field(state->fault, bytes_escape(name, sizeof name, key, key_length), 0);
    return code;
}

static int compare_values(struct encode_state *state, uint32_t given, uint32_t is, const char *key, size_t key_length)
{
    struct agree *agree = state->agree;
    const struct jsonline_node *now = &agree->line.nodes[is];
    enum jsonline_kind kind = state->line->nodes[given].kind;
    take_text(state->line, given, &agree->given);
    take_text(&agree->line, is, &agree->is);
    if (now->kind == kind && same_bytes(&agree->given, &agree->is))
        return 0;
    if (now->kind == JSONLINE_NUMBER && kind == JSONLINE_NUMBER && same_number(state, key, key_length))
        return 0;
    return refuse(state, is, key, key_length);
}

static int compare_members(struct encode_state *state, uint32_t given, uint32_t is)
{
    const struct jsonline *line = state->line, *now = &state->agree->line;
    uint32_t hint = 0;
    int code = 0;
    for (uint32_t at = given + 1; at < line->nodes[given].end && code == 0; at = line->nodes[at + 1].end) {
        const char *key = line->text + line->nodes[at].start;
        size_t length = line->nodes[at].length;
        int member = jsonline_member(now, is, key, length, &hint);
        if (member >= 0)
            code = compare_nodes(state, at + 1, (uint32_t)member, key, length);
    }
    return code;
}

static int compare_items(struct encode_state *state, uint32_t given, uint32_t is, const char *key, size_t key_length)
{
    const struct jsonline *line = state->line, *now = &state->agree->line;
    uint32_t at = given + 1, end = line->nodes[given].end, other = is + 1, other_end = now->nodes[is].end;
    int code = 0;
    for (; at < end && other < other_end && code == 0; at = line->nodes[at].end) {
        code = compare_nodes(state, at, other, key, key_length);
        other = now->nodes[other].end;
    }
    return code;
}

/* As deep as JSONLINE_DEPTH. */
static int compare_nodes(struct encode_state *state, uint32_t given, uint32_t is, const char *key, size_t key_length)
{
    enum jsonline_kind kind = state->line->nodes[given].kind, now = state->agree->line.nodes[is].kind;
    if (kind == JSONLINE_OBJECT && now == JSONLINE_OBJECT)
        return compare_members(state, given, is);
    if (kind == JSONLINE_LIST && now == JSONLINE_LIST)
        return compare_items(state, given, is, key, key_length);
    return kind == JSONLINE_NUMBER || kind == JSONLINE_TEXT ? compare_values(state, given, is, key, key_length) : 0;
}

/* What the record says, with blanks at the ends of texts as TRIM has them, beside the object at NODE. */
static int compare_as(struct encode_state *state, enum trim trim, const uint8_t *record, size_t length, uint32_t node)
{
    struct agree *agree = open_agree(state);
    size_t bad;
    bytes_clear(&agree->text);
    decode_json(&agree->decoders[trim], &agree->text, record, length, &bad);
    agree->text.length -= agree->text.data[agree->text.length - 1] == ',';
    int code = jsonline_parse(&agree->line, bytes_string(&agree->text), agree->text.length, state->fault);
    return code < 0 ? code : compare_members(state, node, 0);
}

/* Blanks that are bytes of an open shift are no blanks any more: a text is as decode gives it, trimmed or whole. */
int agree_check(struct encode_state *state, const uint8_t *record, size_t length, uint32_t node)
{
    int code = compare_as(state, TRIM_NONE, record, length, node);
    if (code < 0)
        code = compare_as(state, TRIM_BOTH, record, length, node);
    return code < 0 ? compare_as(state, TRIM_RIGHT, record, length, node) : 0;
}
