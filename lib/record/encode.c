/* encode.c - see encode.h: groups, tables and views; one value is encoded by leaf.c. */
#include "record/encode.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "record/agree.h"
#include "record/check.h"
#include "record/decode.h"
#include "record/error.h"
#include "record/leaf.h"

/* Where in the JSON a member of the record is looked for: an object, or the occurrence of a table itself. */
struct place {
    int object;     /* node of the object, -1: there is none */
    int occurrence; /* node of the occurrence of an elementary table or of its group, -1: look in the object */
    bool in_table;
    uint32_t hint;
    uint32_t used;  /* members of the object that were asked for */
};

static int encode_range(struct encode_state *state, size_t first, size_t end, struct place *place);

static enum jsonline_kind kind_of(const struct encode_state *state, int node)
{
    return state->line->nodes[node].kind;
}

/* A key of the record's own object that is none of its fields: of its children. */
static bool is_beside(const struct encode_state *state, const struct place *place, const char *key, size_t length)
{
    for (size_t i = 0; i < state->options.beside_count && place->object == (int)state->root; i++)
        if (strlen(state->options.beside[i]) == length && memcmp(state->options.beside[i], key, length) == 0)
            return true;
    return false;
}

/* The node of an operation's value, -1 when there is none. */
static int find(struct encode_state *state, const struct plan_op *op, struct place *place)
{
    if (place->in_table)
        return place->occurrence;
    if (place->object < 0)
        return -1;
    const char *key = state->plan->keys + op->key + 1;
    int node = jsonline_member(state->line, (uint32_t)place->object, key, op->key_length - 3, &place->hint);
    place->used += node >= 0;
    bool children = node >= 0 && op->kind == PLAN_GROUP && kind_of(state, node) == JSONLINE_LIST && is_beside(state, place, key, op->key_length - 3);
    return children ? -1 : node;
}

/* Some operation between FIRST and END, in the same object, has this key. */
static bool has_key(const struct plan *plan, size_t first, size_t end, const char *key, size_t length)
{
    for (size_t i = first; i < end; i++) {
        const struct plan_op *op = &plan->ops[i];
        if (op->key_length == length + 3 && memcmp(plan->keys + op->key + 1, key, length) == 0)
            return true;
        if (op->kind == PLAN_GROUP || op->kind == PLAN_TABLE)
            i = (size_t)op->end;
    }
    return false;
}

/* Every member of the object must be known: when fewer were asked for than there are, look which is not. */
static int check_members(struct encode_state *state, size_t first, size_t end, const struct place *place)
{
    if (place->object < 0 || place->used == state->line->nodes[place->object].count)
        return 0;
    uint32_t last = state->line->nodes[place->object].end;
    for (uint32_t at = (uint32_t)place->object + 1; at < last; at = state->line->nodes[at + 1].end) {
        bytes_clear(&state->scratch);
        jsonline_text(state->line, at, &state->scratch);
        if ((int)at + 1 != state->beyond && !is_beside(state, place, bytes_string(&state->scratch), state->scratch.length) &&
            !has_key(state->plan, first, end, bytes_string(&state->scratch), state->scratch.length)) {
            char shown[80];
            bytes_escape(shown, sizeof shown, state->scratch.data, state->scratch.length);
            return fault_set(state->fault, RECORD_E_NAME, "%s here", shown);
        }
        uint32_t hint = 0;
        const char *key = state->line->text + state->line->nodes[at].start;
        if (jsonline_member(state->line, (uint32_t)place->object, key, state->line->nodes[at].length, &hint) != (int)at + 1) {
            char shown[80];
            bytes_escape(shown, sizeof shown, state->scratch.data, state->scratch.length);
            return fault_set(state->fault, RECORD_E_JSON, "%s is there twice", shown);
        }
    }
    return 0;
}

static int encode_object(struct encode_state *state, size_t first, size_t end, int node)
{
    struct place place = {.object = node, .occurrence = -1};
    int code = encode_range(state, first, end, &place);
    return code < 0 ? code : check_members(state, first, end, &place);
}

/* Level 88 of a group: its bytes with tables as long as they are; BASE is that of its first member. */
static int check_group(struct encode_state *state, const struct plan_op *op, ptrdiff_t base)
{
    ptrdiff_t start = base + (ptrdiff_t)op->offset, end = state->base + (ptrdiff_t)op->offset + (ptrdiff_t)op->length;
    return check_conditions(state, op, state->record.data + start, (size_t)(end - start));
}

static int encode_group(struct encode_state *state, size_t at, struct place *place)
{
    const struct plan_op *op = &state->plan->ops[at];
    int node = find(state, op, place);
    if (node >= 0 && kind_of(state, node) == JSONLINE_NULL)
        node = -1;
    if (node >= 0 && kind_of(state, node) != JSONLINE_OBJECT)
        return leaf_refuse_kind(state, op, node, "an object");
    ptrdiff_t base = state->base;
    int code = encode_object(state, at + 1, (size_t)op->end, node);
    if (code == 0 && state->options.conditions)
        code = check_group(state, op, base);
    return code;
}

/* How many occurrences the record has: as many as the list, which must be what the count says. */
static int count_occurrences(struct encode_state *state, const struct plan_op *op, int node, uint32_t *count)
{
    char detail[96];
    int64_t said = op->slot >= 0 ? state->counts[op->slot] : op->occurs_max;
    if (node >= 0 && kind_of(state, node) != JSONLINE_LIST)
        return leaf_refuse_kind(state, op, node, "a list");
    int64_t given = node >= 0 ? (int64_t)state->line->nodes[node].count : said;
    snprintf(detail, sizeof detail, "%lld are given, the count says %lld, from %u to %u can be", (long long)given, (long long)said,
             op->occurs_min, op->occurs_max);
    if (given != said || said < op->occurs_min || said > op->occurs_max)
        return leaf_refuse(state, op, RECORD_E_COUNT, detail);
    *count = (uint32_t)given;
    return 0;
}

static int encode_table(struct encode_state *state, size_t at, struct place *place)
{
    const struct plan_op *op = &state->plan->ops[at];
    uint32_t count = 0;
    int node = find(state, op, place);
    int code = count_occurrences(state, op, node, &count);
    ptrdiff_t base = state->base;
    uint32_t next = (uint32_t)node + 1;
    uint32_t *subscript = &state->subscripts[state->depth++];
    for (*subscript = 1; code == 0 && *subscript <= count; ++*subscript) {
        struct place inner = {.object = -1, .occurrence = node >= 0 ? (int)next : -1, .in_table = true};
        code = encode_range(state, at + 1, (size_t)op->end, &inner);
        next = node >= 0 ? state->line->nodes[next].end : 0;
        state->base += (ptrdiff_t)op->length;
    }
    if (code < 0)
        return code;
    state->depth--;
    state->base = state->plan->exact ? state->base - (ptrdiff_t)op->occurs_max * (ptrdiff_t)op->length : base;
    return 0;
}

/* Write one view over the bytes in SAVED's place; when it is not whole they are put back. */
static int encode_view(struct encode_state *state, size_t at, struct place *place, const struct plan_op *area, size_t *whole)
{
    const struct plan_op *op = &state->plan->ops[at];
    uint8_t *bytes = state->record.data + state->base + area->offset;
    size_t given = state->given, saved_at = state->saved.length;
    bool over_another = *whole > 0;
    bytes_add(&state->saved, bytes, area->length);
    int depth = state->depth;
    int code = encode_range(state, at + 1, (size_t)op->end, place);
    if (code < 0) {
        memcpy(bytes, state->saved.data + saved_at, area->length);
        state->given = given;
        state->depth = depth;
        state->unsure = true;
    } else {
        *whole += state->given > given;
        state->unsure = state->unsure || (over_another && memcmp(bytes, state->saved.data + saved_at, area->length) != 0);
    }
    state->saved.length = saved_at;
    return code;
}

/* Views from the last to the first; one must be whole and have a value, or all of them be missing like FILLER. */
static int encode_union(struct encode_state *state, size_t at, struct place *place)
{
    const struct plan_op *op = &state->plan->ops[at];
    struct fault first = {0};
    ptrdiff_t base = state->base;
    size_t whole = 0;
    int failed = 0;
    for (size_t end = (size_t)op->end - 1; end > at;) {
        size_t view = (size_t)state->plan->ops[end].end;
        int code = encode_view(state, view, place, op, &whole);
        state->base = base;
        if (code < 0 && (failed == 0 || code != RECORD_E_MISSING || failed == RECORD_E_MISSING)) { /* a view that is not meant says less */
            failed = code;
            first = *state->fault;
        }
        end = view - 1;
    }
    if (failed == 0 || whole > 0)
        return 0;
    *state->fault = first;
    return failed;
}

static int encode_range(struct encode_state *state, size_t first, size_t end, struct place *place)
{
    int code = 0;
    for (size_t i = first; i < end && code == 0; i++) {
        const struct plan_op *op = &state->plan->ops[i];
        switch ((enum plan_kind)op->kind) {
        case PLAN_GROUP:
            code = encode_group(state, i, place);
            i = (size_t)op->end;
            break;
        case PLAN_TABLE:
            code = encode_table(state, i, place);
            i = (size_t)op->end;
            break;
        case PLAN_UNION:
            code = encode_union(state, i, place);
            i = (size_t)op->end;
            break;
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
            if (op->again)
                leaf_count(state, op);
            else
                code = leaf_encode(state, op, find(state, op, place));
            break;
        case PLAN_REST:
            code = leaf_rest(state, op, find(state, op, place));
            break;
        default:
            break;
        }
    }
    return code;
}

void encoder_init(struct encoder *encoder, const struct plan *plan, const struct codepage *page, const struct encode_options *options)
{
    static const struct encode_options none = {0};
    struct encode_state *state = memory_new(1, sizeof *state);
    *state = (struct encode_state){.plan = plan, .page = page, .options = options != NULL ? *options : none};
    state->counts = memory_new(plan->slot_count, sizeof *state->counts);
    encode_open_lines(state);
    *encoder = (struct encoder){.plan = plan, .state = state};
}

void encoder_release(struct encoder *encoder)
{
    if (encoder->state != NULL) {
        encode_close_lines(encoder->state);
        free(encoder->state->counts);
        bytes_release(&encoder->state->record);
        bytes_release(&encoder->state->scratch);
        bytes_release(&encoder->state->saved);
        bytes_release(&encoder->state->compared);
        agree_release(encoder->state);
        free(encoder->state);
    }
    *encoder = (struct encoder){0};
}

/* Bytes that lay behind what the layout describes, as decode gives them: "beyond":"4040". */
static int append_beyond(struct encode_state *state, struct bytes *out)
{
    const struct jsonline_node *node = &state->line->nodes[state->beyond];
    uint8_t *to = bytes_reserve(out, node->length / 2);
    if (node->kind != JSONLINE_TEXT || node->length % 2 != 0 || hex_decode(to, state->line->text + node->start, node->length) < 0)
        return fault_set(state->fault, RECORD_E_KIND, "beyond: expected a string of hexadecimal digits");
    out->length += node->length / 2;
    return 0;
}

/* As long as its tables make it; a record that ended behind a view shorter than others does again. */
static size_t record_length(const struct encode_state *state)
{
    ptrdiff_t length = (ptrdiff_t)state->plan->layout->records[state->plan->record].maximum + state->base;
    return (size_t)(length == state->rest_end ? state->rest_given : length);
}

int encode_json(struct encoder *encoder, struct bytes *out, const struct jsonline *line, uint32_t node, struct fault *fault)
{
    struct encode_state *state = encoder->state;
    struct fault scratch;
    size_t maximum = state->plan->layout->records[state->plan->record].maximum;
    state->line = line;
    state->root = node;
    state->fault = fault != NULL ? fault : &scratch;
    state->base = 0;
    state->depth = 0;
    state->given = 0;
    state->unsure = false;
    state->rest_given = state->rest_end = -1;
    for (size_t i = 0; i < state->plan->slot_count; i++)
        state->counts[i] = -1;
    if (line->nodes[node].kind != JSONLINE_OBJECT)
        return fault_set(fault, RECORD_E_KIND, "expected an object for the record");
    bytes_clear(&state->record);
    memset(bytes_reserve(&state->record, maximum), state->page->blank, maximum);
    struct place place = {.object = (int)node, .occurrence = -1};
    uint32_t hint = 0;
    state->beyond = jsonline_member(line, node, DECODE_BEYOND, strlen(DECODE_BEYOND), &hint);
    place.used = state->beyond >= 0;
    int code = encode_range(state, 0, state->plan->count, &place);
    if (code == 0)
        code = check_members(state, 0, state->plan->count, &place);
    size_t before = out->length;
    if (code == 0 && state->unsure)
        code = agree_check(state, state->record.data, record_length(state), node);
    if (code == 0)
        bytes_add(out, state->record.data, record_length(state));
    if (code == 0 && state->beyond >= 0)
        code = append_beyond(state, out);
    out->length = code == 0 ? out->length : before;
    return code;
}
