/* check.c - see check.h. */
#include "record/check.h"

#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "record/error.h"
#include "record/number.h"

enum { NAMES_SIZE = 160, SHOWN_BYTES = 24 };

static bool is_all(const uint8_t *bytes, size_t length, uint8_t byte)
{
    for (size_t i = 0; i < length; i++)
        if (bytes[i] != byte)
            return false;
    return true;
}

/* Below, at or above 0 as the field is before, at or behind TEXT; false when TEXT cannot stand in such a field. */
static bool compare_text(struct encode_state *state, const struct plan_op *op, const uint8_t *bytes, size_t length, const char *text,
                         int *order)
{
    bytes_clear(&state->compared);
    uint8_t *to = bytes_reserve(&state->compared, length);
    ptrdiff_t written = leaf_characters(state, op, to, length, (struct leaf_text){text, strlen(text)});
    if (written < 0)
        return false;
    leaf_fill(state, op, to + written, length - (size_t)written);
    *order = memcmp(bytes, to, length);
    return true;
}

/* The same beside bytes, blanks behind them. */
static bool compare_bytes(struct encode_state *state, const struct plan_op *op, const uint8_t *bytes, size_t length, const char *digits, int *order)
{
    size_t given = strlen(digits) / 2;
    bytes_clear(&state->compared);
    uint8_t *to = bytes_reserve(&state->compared, length);
    if (given > length || hex_decode(to, digits, given * 2) < 0)
        return false;
    leaf_fill(state, op, to + given, length - given);
    *order = memcmp(bytes, to, length);
    return true;
}

static bool read_decimal(struct decimal *decimal, const struct plan_op *op, const char *text, size_t length)
{
    return decimal_parse(decimal, text, length, PICTURE_DIGITS_MAX, op->scale > 0 ? op->scale : 0) == DECIMAL_READ;
}

static bool compare_number(struct encode_state *state, const struct plan_op *op, const uint8_t *bytes, const char *text, int *order)
{
    char number[DECIMAL_ROOM];
    struct decimal is, other;
    char *end = number_read(number, op, bytes, codepage_of(state->page, op->page)->ebcdic, false);
    if (end == NULL || !read_decimal(&is, op, number, (size_t)(end - number)) || !read_decimal(&other, op, text, strlen(text)))
        return false;
    *order = is.negative != other.negative ? (is.negative ? -1 : 1) : memcmp(is.digits, other.digits, sizeof is.digits);
    if (is.negative && other.negative)
        *order = -*order;
    return true;
}

static bool compare(struct encode_state *state, const struct plan_op *op, const uint8_t *bytes, size_t length, enum condition_kind kind,
                    const char *text, int *order)
{
    if (kind == CONDITION_BYTES)
        return compare_bytes(state, op, bytes, length, text, order);
    return plan_is_leaf(op) && plan_is_number(op) ? compare_number(state, op, bytes, text, order)
                                                  : compare_text(state, op, bytes, length, text, order);
}

static bool matches(struct encode_state *state, const struct plan_op *op, const uint8_t *bytes, size_t length,
                    const struct condition_value *value)
{
    int from, to;
    if (value->kind == CONDITION_LOW_VALUES || value->kind == CONDITION_HIGH_VALUES)
        return is_all(bytes, length, value->kind == CONDITION_LOW_VALUES ? 0x00 : 0xFF);
    return compare(state, op, bytes, length, value->kind, value->first, &from) && from >= 0 &&
           compare(state, op, bytes, length, value->last_kind, value->last, &to) && to <= 0;
}

/* The field's value for people: its number or text, else its bytes. */
static void put_value(struct encode_state *state, const struct plan_op *op, const uint8_t *bytes, size_t length, char *text, size_t size)
{
    char number[DECIMAL_ROOM];
    char *end = plan_is_number(op) ? number_read(number, op, bytes, codepage_of(state->page, op->page)->ebcdic, false) : NULL;
    bytes_clear(&state->compared);
    if (end != NULL)
        snprintf(text, size, "%.*s", (int)(end - number), number);
    else if ((op->kind == PLAN_TEXT || op->kind == PLAN_PAGED) && codepage_decode(codepage_of(state->page, op->page), &state->compared, bytes, length, NULL) == 0)
        bytes_escape(text, size, state->compared.data, state->compared.length);
    else
        bytes_hex(text, size, bytes, length, SHOWN_BYTES);
}

int check_conditions(struct encode_state *state, const struct plan_op *op, const uint8_t *bytes, size_t length)
{
    const struct condition *conditions = state->plan->layout->fields[op->field].item->conditions;
    char names[NAMES_SIZE] = "", shown[80], detail[NAMES_SIZE + 96];
    size_t used = 0;
    if (conditions == NULL || op->kind == PLAN_FLOAT)
        return 0;
    for (const struct condition *condition = conditions; condition != NULL; condition = condition->next) {
        for (const struct condition_value *value = condition->values; value != NULL; value = value->next)
            if (matches(state, op, bytes, length, value))
                return 0;
        if (used < sizeof names)
            used += (size_t)snprintf(names + used, sizeof names - used, "%s%s", used > 0 ? ", " : "", condition->name);
    }
    put_value(state, op, bytes, length, shown, sizeof shown);
    snprintf(detail, sizeof detail, "%s, expected %s", shown, names);
    return leaf_refuse(state, op, RECORD_E_CONDITION, detail);
}
