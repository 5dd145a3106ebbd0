/*
 * decode.c - see decode.h.
 *
 * One walk over the plan serves the three outputs: walk() is inlined once for each with the output as a constant, so
 * that what belongs to the others is gone.  Members of objects and lists are each written with a comma behind them;
 * the closing bracket takes the place of the last.
 */
#include "record/decode.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "record/error.h"
#include "record/number_quick.h"
#include "record/walk.h"

enum { CLOSING_ROOM = 4 };

#define ALWAYS_INLINE static inline __attribute__((always_inline))

enum output { OUTPUT_JSON, OUTPUT_CSV, OUTPUT_VALUES };

/* Make room for MORE bytes at TO; rare, so not inline. */
static __attribute__((noinline)) char *grow(struct walk *walk, char *to, size_t more)
{
    walk->out->length = (size_t)(to - (char *)walk->out->data);
    to = (char *)bytes_reserve(walk->out, more);
    walk->limit = (char *)walk->out->data + walk->out->capacity;
    return to;
}

ALWAYS_INLINE char *put_key(const struct walk *walk, const struct plan_op *op, char *to)
{
    const char *key = walk->plan->keys + op->key;
    for (uint32_t i = 0; i < op->key_length; i += PLAN_KEY_STEP) /* too far, into room that is there, and faster */
        memcpy(to + i, key + i, PLAN_KEY_STEP);
    return to + op->key_length;
}

/* Length of a text field without the blanks at its end: eight bytes at a time, the last of them by its zeros. */
ALWAYS_INLINE size_t trimmed(const struct walk *walk, const uint8_t *from, size_t length)
{
    while (length >= 8) {
        uint64_t word = number_big_endian(from + length - 8) ^ walk->blanks;
        if (word != 0)
            return length - (size_t)__builtin_ctzll(word) / 8;
        length -= 8;
    }
    while (length > 0 && from[length - 1] == walk->blank)
        length--;
    return length;
}

/*
 * Text by the table of plain characters.  Eight bytes at a time, the last perhaps too far: blanks that were trimmed
 * away, written into room that is there.
 */
ALWAYS_INLINE char *put_text(struct walk *walk, const struct plan_op *op, const uint8_t *from, char *to)
{
    const uint8_t *plain = walk->plain;
    size_t length = op->length, i = 0;
    unsigned all = 0;
    if (walk->trim != TRIM_NONE)
        length = trimmed(walk, from, length);
    size_t end = walk->trim == TRIM_RIGHT && ((length + 7) & ~(size_t)7) <= op->length ? length : length & ~(size_t)7;
    for (; i < end; i += 8)
#pragma GCC unroll 8
        for (size_t j = 0; j < 8; j++) {
            uint8_t c = plain[from[i + j]];
            to[i + j] = (char)c;
            all |= c;
        }
    for (; i < length; i++) {
        uint8_t c = plain[from[i]];
        to[i] = (char)c;
        all |= c;
    }
    if ((all & WALK_SPECIAL) == 0 && walk->trim != TRIM_BOTH)
        return to + length;
    return walk_special_text(walk, from, length, to);
}

ALWAYS_INLINE char *put_value(struct walk *walk, const struct plan_op *op, size_t at, enum output output, char *to)
{
    static const char hex[] = "0123456789abcdef";
    const uint8_t *from = walk->record + at;
    switch (op->kind) {
    case PLAN_TEXT:
    case PLAN_RAW:
        if (output != OUTPUT_VALUES)
            *to++ = '"';
        if (op->kind == PLAN_TEXT)
            to = put_text(walk, op, from, to);
        else
            for (size_t i = 0; i < op->length; i++) {
                *to++ = hex[from[i] >> 4];
                *to++ = hex[from[i] & 15];
            }
        if (output != OUTPUT_VALUES && to != NULL)
            *to++ = '"';
        return to;
    case PLAN_ZONED:
        return zoned_quick(to, op, from, at, walk->ebcdic);
    case PLAN_PACKED:
        return packed_quick(to, op, from, at);
    case PLAN_BINARY:
        return binary_quick(to, op, from, at, walk->options->truncate);
    default:
        return walk_rare_value(walk, op, from, output != OUTPUT_VALUES, to);
    }
}

/* What stands for a value that cannot be read; a number of blanks may be zero. */
static __attribute__((noinline)) char *put_bad(struct walk *walk, const struct plan_op *op, size_t at, enum output output, char *to,
                                               int *code)
{
    *code = walk_bad_value(walk, op, at);
    if (*code == WALK_ZERO) {
        *code = 0;
        char zeros[PICTURE_DIGITS_MAX + 1];
        memset(zeros, '0', sizeof zeros);
        return decimal_put(to, zeros, op->digits, op->scale, false);
    }
    if (output == OUTPUT_JSON) {
        memcpy(to, "null", 4);
        return to + 4;
    }
    return output == OUTPUT_CSV ? to : NULL;
}

static void add_value(struct walk *walk, const struct plan_op *op, size_t at, const char *start, const char *end, int code)
{
    struct value_list *values = walk->values;
    if (values->count == values->capacity)
        values->items = memory_grow(values->items, &values->capacity, values->count + 1, sizeof *values->items);
    struct value *value = &values->items[values->count++];
    *value = (struct value){.field = &walk->plan->layout->fields[op->field], .code = code, .offset = at + 1, .bytes_length = op->length,
                            .kind = plan_is_number(op) ? VALUE_NUMBER : op->kind == PLAN_RAW ? VALUE_RAW : VALUE_TEXT};
    value->bytes = at + op->length <= walk->length ? walk->record + at : NULL;
    value->text = end != NULL ? start : NULL; /* moves with its buffer: set anew when all is read */
    value->length = end != NULL ? (size_t)(end - start) : 0;
    walk_subscripts(walk, value->occurrence);
}

ALWAYS_INLINE char *put_leaf(struct walk *walk, const struct plan_op *op, enum output output, char *to)
{
    size_t at = (size_t)(walk->base + (ptrdiff_t)op->offset);
    int code = 0;
    if (op->slot >= 0)
        walk_keep(walk, op, at);
    if (!op->shown)
        return to;
    if (walk->limit - to < (ptrdiff_t)op->room)
        to = grow(walk, to, op->room);
    if (output == OUTPUT_JSON)
        to = put_key(walk, op, to);
    char *start = to, *end = NULL;
    if (at + op->length <= walk->length)
        end = put_value(walk, op, at, output, to);
    if (end == NULL)
        end = put_bad(walk, op, at, output, to, &code);
    if (output == OUTPUT_VALUES) {
        add_value(walk, op, at, start, end, code);
        if (end == NULL)
            return start;
        *end = '\0';
    } else {
        *end = ',';
    }
    return end + 1;
}

ALWAYS_INLINE char *put_opening(struct walk *walk, const struct plan_op *op, char bracket, char *to)
{
    if (walk->limit - to < (ptrdiff_t)op->room)
        to = grow(walk, to, op->room);
    to = put_key(walk, op, to);
    *to++ = bracket;
    return to;
}

/* Rare, so not inline; a program's list of values has fields alone. */
static __attribute__((noinline)) char *put_rest(struct walk *walk, const struct plan_op *op, enum output output, char *to)
{
    if (output == OUTPUT_VALUES)
        return to;
    if (walk->limit - to < (ptrdiff_t)op->room)
        to = grow(walk, to, op->room);
    if (output == OUTPUT_JSON)
        to = put_key(walk, op, to);
    to = walk_rest(walk, op, to);
    *to++ = ',';
    return to;
}

/* The bracket takes the place of the last member's comma. */
ALWAYS_INLINE char *put_closing(struct walk *walk, char bracket, char *to)
{
    if (walk->limit - to < CLOSING_ROOM)
        to = grow(walk, to, CLOSING_ROOM);
    if (to[-1] == ',')
        to--;
    to[0] = bracket;
    to[1] = ',';
    return to + 2;
}

/* Columns of a view that is not selected, and of the occurrences that a record does not have. */
static char *put_empty_columns(struct walk *walk, size_t columns, char *to)
{
    if ((size_t)(walk->limit - to) < columns)
        to = grow(walk, to, columns);
    memset(to, ',', columns);
    return to + columns;
}

/* What the quick look does not take.  The literals around have the quotes. */
static char *second_look(void *user, uint32_t op, const uint8_t *bytes, char *to)
{
    struct walk *walk = user;
    return put_value(walk, &walk->plan->ops[op], walk->run_at + (size_t)(bytes - walk->run_bytes), OUTPUT_VALUES, to);
}

/* A run of operations at once; NULL when a value is bad or beyond the record: then it is done one by one, and told. */
static char *put_run(struct walk *walk, struct quick *quick, const struct quick_run *run, char *to)
{
    walk->run_at = (size_t)(walk->base + (ptrdiff_t)run->start);
    if (walk->run_at > walk->length || walk->length - walk->run_at < run->length)
        return NULL;
    if (walk->limit - to < (ptrdiff_t)run->room)
        to = grow(walk, to, run->room);
    walk->run_bytes = walk->record + walk->run_at;
    size_t place = (uintptr_t)walk->run_bytes - (uintptr_t)walk->window;
    if (place >= walk->window_length || walk->window_length - place < run->length + QUICK_BEYOND) {
        bytes_clear(&walk->padded);
        memcpy(bytes_reserve(&walk->padded, run->length + QUICK_BEYOND), walk->run_bytes, run->length);
        walk->run_bytes = walk->padded.data;
    }
    return quick_decode(quick, run, walk->run_bytes, to, second_look, walk);
}

ALWAYS_INLINE ptrdiff_t walk_plan(struct walk *walk, enum output output)
{
    const struct plan_op *ops = walk->plan->ops;
    struct quick *quick = output != OUTPUT_VALUES ? walk->quicks[output == OUTPUT_CSV ? QUICK_CSV : QUICK_JSON] : NULL;
    const struct quick_run *run;
    size_t missing, one_by_one = 0;
    char *to = grow(walk, (char *)bytes_reserve(walk->out, 0), 8);
    if (output == OUTPUT_JSON)
        *to++ = '{';
    for (size_t i = 0;; i++) {
        const struct plan_op *op = &ops[i];
        if (quick != NULL && i >= one_by_one && (run = quick_at(quick, i)) != NULL) {
            size_t before = (size_t)(to - (char *)walk->out->data);
            to = put_run(walk, quick, run, to);
            if (to != NULL) {
                i = run->next - 1;
                continue;
            }
            to = (char *)walk->out->data + before; /* moved perhaps */
            one_by_one = run->next;
        }
        switch ((enum plan_kind)op->kind) {
        case PLAN_TEXT:
        case PLAN_RAW:
        case PLAN_ZONED:
        case PLAN_PACKED:
        case PLAN_BINARY:
        case PLAN_RARE_ZONED:
        case PLAN_RARE_PACKED:
        case PLAN_RARE_BINARY:
        case PLAN_FLOAT:
        case PLAN_JUSTIFIED:
        case PLAN_PAGED:
        case PLAN_NATIONAL:
        case PLAN_DBCS:
            to = put_leaf(walk, op, output, to);
            break;
        case PLAN_REST:
            to = put_rest(walk, op, output, to);
            break;
        case PLAN_GROUP:
            if (output == OUTPUT_JSON && op->shown)
                to = put_opening(walk, op, '{', to);
            break;
        case PLAN_GROUP_END:
            if (output == OUTPUT_JSON && op->shown)
                to = put_closing(walk, '}', to);
            break;
        case PLAN_TABLE:
            if (output == OUTPUT_JSON && op->shown)
                to = put_opening(walk, op, '[', to);
            if (!walk_table_begin(walk, op))
                i = (size_t)op->end - 1;
            break;
        case PLAN_TABLE_END:
            if (walk_table_next(walk, &ops[op->end])) {
                i = (size_t)op->end;
                one_by_one = 0;
                break;
            }
            missing = walk_table_end(walk, &ops[op->end]);
            if (output == OUTPUT_CSV && missing > 0)
                to = put_empty_columns(walk, missing * ops[op->end].columns, to);
            if (output == OUTPUT_JSON && op->shown)
                to = put_closing(walk, ']', to);
            break;
        case PLAN_UNION:
            walk_union(walk, op);
            break;
        case PLAN_VIEW:
            if (!walk_view(walk, op)) {
                if (output == OUTPUT_CSV)
                    to = put_empty_columns(walk, op->columns, to);
                i = (size_t)op->end;
            }
            break;
        case PLAN_VIEW_END:
        case PLAN_UNION_END:
            break;
        case PLAN_END:
            if (output == OUTPUT_JSON)
                to = put_closing(walk, '}', to) - 1;
            else if (output == OUTPUT_CSV && walk->plan->columns > 0)
                to--;
            if (output != OUTPUT_VALUES)
                *to = '\0'; /* in place of the last comma */
            walk->out->length = (size_t)(to - (char *)walk->out->data);
            return walk_end(walk);
        }
    }
}

static void begin(struct decoder *decoder, enum output output, struct bytes *out, const uint8_t *record, size_t length)
{
    walk_begin(decoder->state, record, length);
    decoder->state->out = out;
    decoder->state->plain = decoder->state->plains[output];
    decoder->state->escape = (enum walk_escape)output;
}

ptrdiff_t decode_json(struct decoder *decoder, struct bytes *out, const uint8_t *record, size_t length, size_t *bad)
{
    begin(decoder, OUTPUT_JSON, out, record, length);
    ptrdiff_t taken = walk_plan(decoder->state, OUTPUT_JSON);
    if (bad != NULL)
        *bad = decoder->state->bad;
    return taken;
}

ptrdiff_t decode_csv(struct decoder *decoder, struct bytes *out, const uint8_t *record, size_t length, size_t *bad)
{
    begin(decoder, OUTPUT_CSV, out, record, length);
    ptrdiff_t taken = walk_plan(decoder->state, OUTPUT_CSV);
    if (bad != NULL)
        *bad = decoder->state->bad;
    return taken;
}

/* Texts lie one behind the other, each closed by a NUL. */
static void place_texts(struct value_list *values)
{
    const char *text = bytes_string(&values->text);
    for (size_t i = 0; i < values->count; i++) {
        struct value *value = &values->items[i];
        if (value->text == NULL)
            continue;
        value->text = text;
        text += value->length + 1;
    }
}

ptrdiff_t decode_values(struct decoder *decoder, struct value_list *values, const uint8_t *record, size_t length, size_t *bad)
{
    values->count = 0;
    bytes_clear(&values->text);
    begin(decoder, OUTPUT_VALUES, &values->text, record, length);
    decoder->state->values = values;
    ptrdiff_t taken = walk_plan(decoder->state, OUTPUT_VALUES);
    place_texts(values);
    if (bad != NULL)
        *bad = decoder->state->bad;
    return taken;
}

void value_list_release(struct value_list *values)
{
    free(values->items);
    bytes_release(&values->text);
    *values = (struct value_list){0};
}

int value_fault(const struct value *value, const struct decoder *decoder, struct fault *fault)
{
    const struct plan *plan = decoder->plan;
    for (const struct plan_op *op = plan->ops; value->code != 0 && op->kind != PLAN_END; op++)
        if (plan_is_leaf(op) && &plan->layout->fields[op->field] == value->field)
            return walk_explain(decoder->state, op, value->code, value->offset - 1, value->bytes, value->occurrence, fault);
    return fault_set(fault, value->code, "%s", "");
}

void decoder_init(struct decoder *decoder, const struct plan *plan, const struct codepage *page, const struct decode_options *options)
{
    static const struct decode_options none = {0};
    *decoder = (struct decoder){.plan = plan, .page = page, .options = options != NULL ? *options : none};
    decoder->state = walk_new(plan, page, &decoder->options);
}

void decoder_window(struct decoder *decoder, const uint8_t *start, size_t length)
{
    decoder->state->window = start;
    decoder->state->window_length = length;
}

void decoder_release(struct decoder *decoder)
{
    walk_free(decoder->state);
    *decoder = (struct decoder){0};
}
