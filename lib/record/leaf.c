/* leaf.c - see leaf.h. */
#include "record/leaf.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "record/check.h"
#include "record/error.h"
#include "record/multibyte.h"
#include "record/national.h"
#include "record/number.h"

enum { COUNT_DIGITS = 18, EXPECTED_SIZE = 192 };

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

int leaf_refuse_value(struct encode_state *state, const struct plan_op *op, int code, struct leaf_text got, const char *expected)
{
    char shown[80], detail[80 + EXPECTED_SIZE + 16];
    bytes_escape(shown, sizeof shown, got.text, got.length);
    snprintf(detail, sizeof detail, "%s, expected %s", shown, expected);
    return leaf_refuse(state, op, code, detail);
}

/* The kind of a JSON value for people. */
static const char *kind_name(enum jsonline_kind kind)
{
    static const char *const names[] = {
        [JSONLINE_NULL] = "null", [JSONLINE_FALSE] = "false", [JSONLINE_TRUE] = "true", [JSONLINE_NUMBER] = "a number",
        [JSONLINE_TEXT] = "a string", [JSONLINE_LIST] = "a list", [JSONLINE_OBJECT] = "an object"};
    return names[kind];
}

int leaf_refuse_kind(struct encode_state *state, const struct plan_op *op, int node, const char *expected)
{
    char detail[EXPECTED_SIZE];
    snprintf(detail, sizeof detail, "got %s, expected %s", kind_name(state->line->nodes[node].kind), expected);
    return leaf_refuse(state, op, RECORD_E_KIND, detail);
}

/* A string's characters; those with escapes are undone in scratch. */
static struct leaf_text text_of(struct encode_state *state, uint32_t node)
{
    const struct jsonline_node *value = &state->line->nodes[node];
    if (!value->escaped)
        return (struct leaf_text){state->line->text + value->start, value->length};
    bytes_clear(&state->scratch);
    jsonline_text(state->line, node, &state->scratch);
    return (struct leaf_text){bytes_string(&state->scratch), state->scratch.length};
}

static int encode_raw(struct encode_state *state, const struct plan_op *op, uint8_t *to, struct leaf_text text)
{
    char expected[EXPECTED_SIZE];
    if (text.length == (size_t)op->length * 2 && hex_decode(to, text.text, text.length) == 0)
        return 0;
    snprintf(expected, sizeof expected, "%zu hexadecimal digits", (size_t)op->length * 2);
    return leaf_refuse_value(state, op, RECORD_E_CHARACTERS, text, expected);
}

/* Text of two bytes each. */
static ptrdiff_t encode_wide(const struct encode_state *state, const struct plan_op *op, uint8_t *to, size_t length, struct leaf_text text)
{
    const struct codepage *dbcs = state->options.dbcs != NULL ? state->options.dbcs : state->page;
    return op->kind == PLAN_NATIONAL ? national_encode(to, length, text.text, text.length)
                                     : dbcs_encode(dbcs, to, length, text.text, text.length);
}

/* The same with --escape: the bytes of escapes, or text whose backslashes are doubled. */
static ptrdiff_t encode_escaped(const struct encode_state *state, const struct plan_op *op, uint8_t *to, size_t length, struct leaf_text text)
{
    struct bytes plain;
    bytes_init(&plain);
    int kind = multibyte_unescape(&plain, text.text, text.length);
    ptrdiff_t written = kind < 0 || (kind == 1 && plain.length > length) ? RECORD_E_CHARACTERS : (ptrdiff_t)plain.length;
    if (kind == 1 && written >= 0)
        memcpy(to, plain.data, plain.length);
    else if (kind == 0)
        written = encode_wide(state, op, to, length, (struct leaf_text){bytes_string(&plain), plain.length});
    bytes_release(&plain);
    return written;
}

ptrdiff_t leaf_characters(const struct encode_state *state, const struct plan_op *op, uint8_t *to, size_t length, struct leaf_text text)
{
    if (plan_is_wide(op))
        return state->page->escape ? encode_escaped(state, op, to, length, text) : encode_wide(state, op, to, length, text);
    return codepage_encode(codepage_of(state->page, op->page), to, length, text.text, text.length);
}

void leaf_fill(const struct encode_state *state, const struct plan_op *op, uint8_t *to, size_t length)
{
    if (op->kind == PLAN_NATIONAL || op->kind == PLAN_DBCS || op->national)
        national_fill(to, length, op->kind == PLAN_DBCS ? DBCS_BLANK : NATIONAL_BLANK);
    else
        memset(to, codepage_of(state->page, op->page)->blank, length);
}

/* The character that the page lacks, or that there are too many. */
static int refuse_text(struct encode_state *state, const struct plan_op *op, struct leaf_text text)
{
    const struct codepage *page = codepage_of(state->page, op->page);
    char expected[EXPECTED_SIZE], shown[24], hex[24];
    bool wide = plan_is_wide(op);
    size_t missing = wide ? text.length : codepage_missing(page, text.text, text.length);
    if (missing < text.length) {
        size_t size = utf8_width(text.text + missing, text.length - missing);
        bytes_escape(shown, sizeof shown, text.text + missing, size);
        snprintf(expected, sizeof expected, "characters of %s, which has no %s (%s)", page->name, shown,
                 bytes_hex(hex, sizeof hex, text.text + missing, size, CODEPAGE_UTF8_MAX));
    } else {
        snprintf(expected, sizeof expected, "at most %u %s of %s", wide ? op->length / 2 : op->length, page->single_byte || wide ? "characters" : "bytes",
                 op->kind == PLAN_NATIONAL ? "UTF-16" : op->kind == PLAN_DBCS ? "two bytes" : page->name);
    }
    return leaf_refuse_value(state, op, RECORD_E_CHARACTERS, text, expected);
}

static int encode_text(struct encode_state *state, const struct plan_op *op, uint8_t *to, struct leaf_text text)
{
    ptrdiff_t written = leaf_characters(state, op, to, op->length, text);
    if (written < 0)
        return refuse_text(state, op, text);
    size_t left = op->length - (size_t)written;
    if (op->kind == PLAN_JUSTIFIED || op->justified) {
        memmove(to + left, to, (size_t)written);
        leaf_fill(state, op, to, left);
    } else {
        leaf_fill(state, op, to + written, left);
    }
    return 0;
}

static const char ZEROS[] = "0000000000000000000000000000000"; /* as many as P may be */

/* "-32768 to 32767": what LENGTH bytes of a binary number hold, with its decimals. */
static void describe_range(const struct plan_op *op, char *text, size_t size)
{
    uint64_t most = op->is_signed ? INT64_MAX >> (64 - 8 * op->length) : UINT64_MAX >> (64 - 8 * op->length);
    uint64_t least = op->is_signed ? most + 1 : 0;
    char digits[32], low[DECIMAL_ROOM], high[DECIMAL_ROOM];
    snprintf(digits, sizeof digits, "%020" PRIu64, least);
    *decimal_put(low, digits, 20, op->scale, true) = '\0';
    snprintf(digits, sizeof digits, "%020" PRIu64, most);
    *decimal_put(high, digits, 20, op->scale, false) = '\0';
    snprintf(text, size, "%s to %s", low, high);
}

/* What a picture takes, for a number that it does not. */
static void describe_expected(const struct encode_state *state, const struct plan_op *op, enum number_answer answer, char *expected, size_t size)
{
    const struct item *item = state->plan->layout->fields[op->field].item;
    bool binary = op->kind == PLAN_BINARY || op->kind == PLAN_RARE_BINARY;
    char range[EXPECTED_SIZE] = "";
    if (binary)
        describe_range(op, range, sizeof range);
    const char *picture = item->picture_text != NULL ? item->picture_text : usage_name(item->usage);
    unsigned whole = op->scale < op->digits ? (unsigned)(op->digits - op->scale) : 0;
    switch (answer) {
    case NUMBER_NEGATIVE:
        snprintf(expected, size, "no minus (%s)", picture);
        break;
    case NUMBER_TOO_FINE:
        if (op->scale < 0)
            snprintf(expected, size, "a multiple of 1%.*s (%s)", -op->scale, ZEROS, picture);
        else if (op->scale == 0)
            snprintf(expected, size, "a whole number (%s)", picture);
        else
            snprintf(expected, size, "at most %d decimal%s (%s)", op->scale, op->scale == 1 ? "" : "s", picture);
        break;
    case NUMBER_TOO_BIG:
        if (op->kind == PLAN_FLOAT)
            snprintf(expected, size, "what %u bytes hold (%s)", op->length, picture);
        else if (binary && (op->native || !state->options.truncate))
            snprintf(expected, size, "%s (%s)", range, picture);
        else if (op->scale > op->digits)
            snprintf(expected, size, "%d zeros behind the point (%s)", op->scale - op->digits, picture);
        else
            snprintf(expected, size, "at most %u digit%s%s (%s)", whole, whole == 1 ? "" : "s", op->scale > 0 ? " before the point" : "", picture);
        break;
    case NUMBER_TOO_SMALL:
        snprintf(expected, size, "0, or a number that is not nearest to 0 (%s)", picture);
        break;
    case NUMBER_NONE:
    case NUMBER_WRITTEN:
        snprintf(expected, size, "a number (%s)", picture);
    }
}

/* Keep a number that counts; one that is none, or has decimals, leaves what there was. */
static void set_count(struct encode_state *state, const struct plan_op *op, struct leaf_text text)
{
    struct decimal decimal;
    int64_t count = 0;
    if (decimal_parse(&decimal, text.text, text.length, COUNT_DIGITS, 0) != DECIMAL_READ)
        return;
    for (unsigned i = 0; i < decimal.count; i++)
        count = count * 10 + (decimal.digits[i] - '0');
    state->counts[op->slot] = decimal.negative ? -1 : count;
}

static int encode_number(struct encode_state *state, const struct plan_op *op, uint8_t *to, struct leaf_text text)
{
    enum number_answer answer = number_write(to, op, text.text, text.length, codepage_of(state->page, op->page)->ebcdic, state->options.truncate);
    if (answer != NUMBER_WRITTEN) {
        char expected[EXPECTED_SIZE];
        describe_expected(state, op, answer, expected, sizeof expected);
        return leaf_refuse_value(state, op, RECORD_E_NUMBER, text, expected);
    }
    if (op->slot >= 0)
        set_count(state, op, text);
    return 0;
}

void leaf_count(struct encode_state *state, const struct plan_op *op)
{
    char text[DECIMAL_ROOM];
    const uint8_t *bytes = state->record.data + state->base + (ptrdiff_t)op->offset;
    char *end = plan_is_number(op) ? number_read(text, op, bytes, codepage_of(state->page, op->page)->ebcdic, false) : NULL;
    state->counts[op->slot] = -1;
    if (end != NULL)
        set_count(state, op, (struct leaf_text){text, (size_t)(end - text)});
}

int leaf_rest(struct encode_state *state, const struct plan_op *op, int node)
{
    int64_t used = op->slot >= 0 ? state->counts[op->slot] : 0; /* its table has looked at it */
    size_t from = (size_t)used * op->length, most = (size_t)op->length * op->occurs_max - from;
    char expected[EXPECTED_SIZE];
    if (node < 0)
        return 0;
    if (state->line->nodes[node].kind != JSONLINE_TEXT)
        return leaf_refuse_kind(state, op, node, "a string");
    struct leaf_text text = text_of(state, (uint32_t)node);
    uint8_t *to = state->record.data + state->base + (ptrdiff_t)op->offset + (ptrdiff_t)from;
    if (text.length % 2 == 0 && text.length / 2 <= most && hex_decode(to, text.text, text.length) == 0) {
        state->rest_end = to + most - state->record.data;
        state->rest_given = to + text.length / 2 - state->record.data;
        return 0;
    }
    snprintf(expected, sizeof expected, "at most %zu hexadecimal digits", most * 2);
    return leaf_refuse_value(state, op, RECORD_E_CHARACTERS, text, expected);
}

/* What FILLER holds when the JSON does not have it. */
static int encode_missing(struct encode_state *state, const struct plan_op *op, uint8_t *to)
{
    if (!op->filler)
        return leaf_refuse(state, op, RECORD_E_MISSING, "the object does not have the field");
    if (plan_is_number(op))
        return encode_number(state, op, to, (struct leaf_text){"0", 1});
    if (op->kind == PLAN_RAW)
        memset(to, 0, op->length);
    else
        leaf_fill(state, op, to, op->length);
    return 0;
}

int leaf_encode(struct encode_state *state, const struct plan_op *op, int node)
{
    uint8_t *to = state->record.data + state->base + (ptrdiff_t)op->offset;
    if (node < 0)
        return encode_missing(state, op, to);
    const struct jsonline_node *value = &state->line->nodes[node];
    bool number = plan_is_number(op);
    if (value->kind == JSONLINE_NULL && number && state->options.blank_null) {
        leaf_fill(state, op, to, op->length);
        return 0;
    }
    if (value->kind != (number ? JSONLINE_NUMBER : JSONLINE_TEXT))
        return leaf_refuse_kind(state, op, node, number ? "a number" : "a string");
    state->given++;
    struct leaf_text text = number ? (struct leaf_text){state->line->text + value->start, value->length} : text_of(state, (uint32_t)node);
    int code = number ? encode_number(state, op, to, text)
               : op->kind == PLAN_RAW ? encode_raw(state, op, to, text)
                                      : encode_text(state, op, to, text);
    if (code == 0 && state->options.conditions)
        code = check_conditions(state, op, to, op->length);
    return code;
}
