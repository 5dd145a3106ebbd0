/* measure.c - see measure.h. */
#include "record/measure.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/memory.h"
#include "record/error.h"
#include "record/number.h"
#include "record/recfm.h"
#include "record/selector.h"

enum { NESTING_MAX = 16, CONSTANT_MAX = 1 << 30, FIELD_DIGITS = 18 };

struct parsing {
    struct measure *measure;
    const char *at;
    int nesting;
    int waiting; /* values */
    struct fault *fault;
};

static int refuse(struct parsing *parsing, const char *expected)
{
    char shown[80];
    bytes_escape(shown, sizeof shown, parsing->at, strlen(parsing->at));
    return fault_set(parsing->fault, RECORD_E_EXPRESSION, "--length-field: got %s, expected %s",
                     shown[0] != '\0' ? shown : "the end", expected);
}

static int add_step(struct parsing *parsing, const struct measure_step *step)
{
    struct measure *measure = parsing->measure;
    measure->steps = memory_grow(measure->steps, &measure->capacity, measure->count + 1, sizeof *measure->steps);
    measure->steps[measure->count++] = *step;
    parsing->waiting += step->kind <= MEASURE_FIELD ? 1 : -1;
    return parsing->waiting <= MEASURE_DEPTH ? 0 : refuse(parsing, "a shorter expression");
}

static void skip_blanks(struct parsing *parsing)
{
    parsing->at += strspn(parsing->at, " \t");
}

static bool is_name(char c)
{
    return isalnum((unsigned char)c) || c == '-' || c == '_';
}

/* The field NAME, at one place in whichever 01 level has it. */
static int find_field(struct parsing *parsing, const char *name, const struct layout_field **found)
{
    const struct layout *layout = parsing->measure->layout;
    *found = NULL;
    for (size_t record = 0; record < layout->record_count; record++) {
        const struct layout_field *field = selector_field(layout, (int)record, name);
        if (field != NULL && *found != NULL && (field->offset != (*found)->offset || field->length != (*found)->length))
            return fault_set(parsing->fault, RECORD_E_EXPRESSION, "--length-field: %s lies at byte %u in one 01 level, at byte %u in another",
                             name, (*found)->offset + 1, field->offset + 1);
        *found = *found == NULL ? field : *found;
    }
    return *found != NULL ? 0 : fault_set(parsing->fault, RECORD_E_NAME, "%s at a fixed place, for --length-field", name);
}

static int add_field(struct parsing *parsing, size_t length)
{
    struct measure *measure = parsing->measure;
    char name[COPYBOOK_NAME_MAX + 1];
    const struct layout_field *field;
    if (length > COPYBOOK_NAME_MAX)
        return refuse(parsing, "a name of the copybook");
    snprintf(name, sizeof name, "%.*s", (int)length, parsing->at);
    int code = find_field(parsing, name, &field);
    if (code < 0)
        return code;
    const struct picture *picture = &field->item->picture;
    if (picture->kind != PICTURE_NUMBER || picture->scale != 0 || picture->digits > FIELD_DIGITS)
        return refuse(parsing, "a field of whole numbers of at most 18 digits");
    size_t end = (size_t)field->offset + field->length;
    measure->bytes = end > measure->bytes ? end : measure->bytes;
    parsing->at += length;
    return add_step(parsing, &(struct measure_step){.kind = MEASURE_FIELD, .field = plan_leaf(measure->layout, (int)(field - measure->layout->fields), measure->options)});
}

static int parse_sum(struct parsing *parsing);

/* A name, a number or a sum in parentheses. */
static int parse_operand(struct parsing *parsing)
{
    skip_blanks(parsing);
    if (*parsing->at == '(') {
        if (++parsing->nesting > NESTING_MAX)
            return refuse(parsing, "fewer parentheses");
        parsing->at++;
        int code = parse_sum(parsing); /* no deeper than NESTING_MAX */
        skip_blanks(parsing);
        if (code == 0 && *parsing->at != ')')
            return refuse(parsing, ")");
        parsing->at += code == 0;
        parsing->nesting--;
        return code;
    }
    size_t length = 0, digits = strspn(parsing->at, "0123456789");
    while (is_name(parsing->at[length]))
        length++;
    if (length == 0 || parsing->at[0] == '-')
        return refuse(parsing, "a name or a whole number");
    if (digits < length)
        return add_field(parsing, length);
    int64_t number = digits < 11 ? strtoll(parsing->at, NULL, 10) : CONSTANT_MAX + 1LL;
    if (number > CONSTANT_MAX)
        return refuse(parsing, "a number of at most 1073741824");
    parsing->at += length;
    return add_step(parsing, &(struct measure_step){.kind = MEASURE_NUMBER, .number = number});
}

static int parse_product(struct parsing *parsing)
{
    int code = parse_operand(parsing);
    for (skip_blanks(parsing); code == 0 && *parsing->at == '*'; skip_blanks(parsing)) {
        parsing->at++;
        code = parse_operand(parsing);
        if (code == 0)
            code = add_step(parsing, &(struct measure_step){.kind = MEASURE_MULTIPLY});
    }
    return code;
}

static int parse_sum(struct parsing *parsing)
{
    int code = parse_product(parsing);
    while (code == 0 && (*parsing->at == '+' || *parsing->at == '-')) {
        enum measure_kind kind = *parsing->at++ == '+' ? MEASURE_ADD : MEASURE_SUBTRACT;
        code = parse_product(parsing);
        if (code == 0)
            code = add_step(parsing, &(struct measure_step){.kind = kind});
    }
    return code;
}

int measure_compile(struct measure *measure, const struct layout *layout, const char *text, const struct codepage *page,
                    const struct plan_options *options, struct fault *fault)
{
    *measure = (struct measure){.text = text, .layout = layout, .page = page, .options = options};
    struct parsing parsing = {.measure = measure, .at = text, .fault = fault};
    int code = parse_sum(&parsing);
    if (code == 0 && *parsing.at != '\0')
        code = refuse(&parsing, "+ - or *");
    if (code == 0 && measure->bytes == 0)
        code = fault_set(fault, RECORD_E_EXPRESSION, "--length-field: expected a field; for records of one length give --lrecl");
    if (code < 0)
        measure_release(measure);
    return code;
}

void measure_release(struct measure *measure)
{
    free(measure->steps);
    *measure = (struct measure){0};
}

static bool read_field(const struct measure *measure, const struct plan_op *op, const uint8_t *head, int64_t *number)
{
    char text[DECIMAL_ROOM];
    char *end = number_read(text, op, head + op->offset, codepage_of(measure->page, op->page)->ebcdic, false);
    if (end == NULL)
        return false;
    *end = '\0';
    *number = strtoll(text, NULL, 10);
    return true;
}

static bool join(enum measure_kind kind, int64_t left, int64_t right, int64_t *value)
{
    if (kind == MEASURE_MULTIPLY)
        return !__builtin_mul_overflow(left, right, value);
    return kind == MEASURE_ADD ? !__builtin_add_overflow(left, right, value) : !__builtin_sub_overflow(left, right, value);
}

ptrdiff_t measure_length(const void *user, const uint8_t *head, struct fault *fault)
{
    const struct measure *measure = user;
    int64_t values[MEASURE_DEPTH];
    size_t count = 0;
    char shown[80];
    for (size_t i = 0; i < measure->count; i++) {
        const struct measure_step *step = &measure->steps[i];
        if (step->kind == MEASURE_NUMBER) {
            values[count++] = step->number;
        } else if (step->kind == MEASURE_FIELD) {
            if (!read_field(measure, &step->field, head, &values[count++]))
                return fault_set(fault, RECORD_E_LENGTH, "%s %s is no number",
                                 measure->layout->fields[step->field.field].item->name,
                                 bytes_hex(shown, sizeof shown, head + step->field.offset, step->field.length, 16));
        } else if (count--, !join(step->kind, values[count - 1], values[count], &values[count - 1])) {
            return fault_set(fault, RECORD_E_LENGTH, "%s is beyond any number", measure->text);
        }
    }
    if (values[0] < (int64_t)measure->bytes || values[0] > RECFM_RECORD_MAX)
        return fault_set(fault, RECORD_E_LENGTH, "%s is %" PRId64 ", expected %zu to %d", measure->text, values[0], measure->bytes,
                         RECFM_RECORD_MAX);
    return (ptrdiff_t)values[0];
}
