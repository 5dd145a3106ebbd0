/* jsonschema.c - see jsonschema.h. */
#include "record/jsonschema.h"

#include <string.h>

#include "record/decimal.h"
#include "record/decode.h"
#include "record/plan.h"

struct writer {
    struct bytes *out;
    const struct plan *plan;
    bool escape; /* characters may be escaped: text may be longer than its field */
    bool beyond; /* bytes beyond the layout have a key */
    const struct family_tree *tree; /* of --parent */
    int kind;                       /* the object's, where its 01 level says it; FAMILY_NONE: one of the views has to */
};

#define HEXADECIMAL "^([0-9a-f]{2})*$"

static void put_key(struct writer *writer, const struct plan_op *op)
{
    bytes_add(writer->out, writer->plan->keys + op->key, op->key_length); /* "NAME": */
}

/* PICTURE and usage for those who read the schema; they need no escapes but for an odd currency symbol. */
static void put_description(struct writer *writer, const struct plan_op *op)
{
    const struct item *item = writer->plan->layout->fields[op->field].item;
    const char *text = item->picture_text != NULL ? item->picture_text : "";
    bytes_text(writer->out, ",\"description\":\"");
    for (const char *p = text; *p != '\0'; p++)
        bytes_format(writer->out, *p < ' ' || *p > '~' || *p == '"' || *p == '\\' ? "\\u%04X" : "%c", (unsigned char)*p);
    bytes_format(writer->out, "%s%s, offset %u, length %u\"", text[0] != '\0' ? " " : "", usage_name(item->usage), op->offset, op->length);
}

/* Zoned and packed numbers keep to their digits; binary ones have the value of their bytes. */
static void put_bounds(struct writer *writer, const struct plan_op *op)
{
    char nines[PICTURE_DIGITS_MAX], text[DECIMAL_ROOM];
    if (op->kind != PLAN_ZONED && op->kind != PLAN_PACKED && op->kind != PLAN_RARE_ZONED && op->kind != PLAN_RARE_PACKED)
        return;
    memset(nines, '9', sizeof nines);
    char *end = decimal_put(text, nines, op->digits, op->scale, false);
    bytes_format(writer->out, ",\"minimum\":%s%.*s,\"maximum\":%.*s", op->is_signed ? "-" : "", op->is_signed ? (int)(end - text) : 1,
                 op->is_signed ? text : "0", (int)(end - text), text);
}

static void put_leaf(struct writer *writer, const struct plan_op *op)
{
    struct bytes *out = writer->out;
    if (plan_is_number(op)) {
        bytes_format(out, "{\"type\":[\"%s\",\"null\"]", op->scale > 0 || op->kind == PLAN_FLOAT ? "number" : "integer");
        put_bounds(writer, op);
    } else {
        bytes_text(out, "{\"type\":[\"string\",\"null\"]");
        if (op->kind == PLAN_RAW || op->kind == PLAN_REST)
            bytes_format(out, ",\"pattern\":\"%s\"", HEXADECIMAL);
        if (op->kind == PLAN_RAW)
            bytes_format(out, ",\"maxLength\":%u", op->length * 2);
        else if (op->kind != PLAN_REST && !writer->escape)
            bytes_format(out, ",\"maxLength\":%u", plan_is_wide(op) ? op->length / 2 : op->length);
    }
    if (op->kind != PLAN_REST && !plan_is_slack(writer->plan->layout, op))
        put_description(writer, op);
    bytes_char(out, '}');
}

static void put_object(struct writer *writer, size_t first, size_t end);

/* The operations of one value: a leaf, or a group. */
static void put_value(struct writer *writer, size_t at)
{
    const struct plan_op *op = &writer->plan->ops[at];
    if (op->kind == PLAN_GROUP)
        put_object(writer, at + 1, (size_t)op->end);
    else
        put_leaf(writer, op);
}

/* An array of what the operations between the brackets of a table make. */
static void put_array(struct writer *writer, const struct plan_op *table)
{
    size_t at = (size_t)(table - writer->plan->ops) + 1;
    bytes_text(writer->out, "{\"type\":[\"array\",\"null\"],\"items\":");
    while (!writer->plan->ops[at].shown && at < (size_t)table->end)
        at++;
    put_value(writer, at);
    bytes_format(writer->out, ",\"minItems\":%u,\"maxItems\":%u}", table->occurs_min, table->occurs_max);
}

/* What makes a key of the object at hand. */
static bool has_key(const struct plan_op *op)
{
    return op->key_length > 0 && (op->shown || op->kind == PLAN_REST) && (plan_is_leaf(op) || op->kind == PLAN_REST || op->kind == PLAN_GROUP || op->kind == PLAN_TABLE);
}

/* The index behind OP and all that it holds, but views are walked through. */
static size_t behind(const struct plan *plan, size_t at)
{
    const struct plan_op *op = &plan->ops[at];
    return op->kind == PLAN_GROUP || op->kind == PLAN_TABLE ? (size_t)op->end + 1 : at + 1;
}

/* Children of the record that views tell apart: its own view of that name is an object, children are an array of records. */
static bool put_view_or_children(struct writer *writer, size_t at)
{
    const struct plan_op *op = &writer->plan->ops[at];
    const struct family_tree *tree = writer->tree;
    for (size_t i = 0; tree->views && tree->parents != NULL && i < tree->count; i++)
        if (tree->parents[i] != FAMILY_NONE && strlen(tree->names[i]) + 3 == op->key_length &&
            memcmp(writer->plan->keys + op->key + 1, tree->names[i], op->key_length - 3) == 0) {
            bytes_text(writer->out, "{\"anyOf\":[");
            put_value(writer, at);
            bytes_text(writer->out, ",{\"type\":\"array\",\"items\":{\"$ref\":\"#\"}}]}");
            return true;
        }
    return false;
}

/* Keys of a record that are no fields: bytes beyond it, the order of its family, its children.  Returns what stands before the next. */
static const char *put_beside(struct writer *writer)
{
    const struct family_tree *tree = writer->tree;
    const char *comma = "";
    if (writer->beyond) {
        bytes_format(writer->out, "\"%s\":{\"type\":\"string\",\"pattern\":\"%s\"}", DECODE_BEYOND, HEXADECIMAL);
        comma = ",";
    }
    if (tree->parents != NULL && (tree->views || tree->parents[writer->kind] == FAMILY_NONE)) {
        bytes_format(writer->out, "%s\"" FAMILY_ORDER "\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}", comma);
        comma = ",";
    }
    for (size_t i = 0; tree->parents != NULL && !tree->views && i < tree->count; i++)
        if (tree->parents[i] == writer->kind) {
            bytes_format(writer->out, "%s\"%s\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/properties/%s\"}}", comma, tree->names[i], tree->names[i]);
            comma = ",";
        }
    return comma;
}

static void put_properties(struct writer *writer, size_t first, size_t end)
{
    const char *comma = first == 0 ? put_beside(writer) : "";
    for (size_t i = first; i < end; i = behind(writer->plan, i)) {
        const struct plan_op *op = &writer->plan->ops[i];
        if (!has_key(op))
            continue;
        bytes_text(writer->out, comma);
        put_key(writer, op);
        if (op->kind == PLAN_TABLE)
            put_array(writer, op);
        else if (!put_view_or_children(writer, i))
            put_value(writer, i);
        comma = ",";
    }
}

/* Keys that every line has: not those of views of which a rule selects one, nor slack. */
static void put_required(struct writer *writer, size_t first, size_t end)
{
    const struct plan *plan = writer->plan;
    const char *comma = "";
    for (size_t i = first; i < end; i = plan->ops[i].kind == PLAN_UNION && plan->ops[i].rule >= 0 ? (size_t)plan->ops[i].end + 1 : behind(plan, i)) {
        const struct plan_op *op = &plan->ops[i];
        if (!has_key(op) || op->kind == PLAN_REST || (plan_is_leaf(op) && plan_is_slack(plan->layout, op)))
            continue;
        bytes_text(writer->out, comma);
        bytes_add(writer->out, plan->keys + op->key, op->key_length - 1); /* without the colon */
        comma = ",";
    }
}

static void put_members(struct writer *writer, size_t first, size_t end)
{
    bytes_text(writer->out, "\"type\":\"object\",\"properties\":{");
    put_properties(writer, first, end);
    bytes_text(writer->out, "},\"required\":[");
    put_required(writer, first, end);
    bytes_text(writer->out, "],\"additionalProperties\":false");
}

static void put_object(struct writer *writer, size_t first, size_t end)
{
    bytes_char(writer->out, '{');
    put_members(writer, first, end);
    bytes_char(writer->out, '}');
}

static void put_record(struct bytes *out, const struct schema *schema, size_t record)
{
    struct writer writer = {.out = out, .plan = &schema->plans[record], .escape = schema->settings.escape,
                            .beyond = schema->settings.plan.filler, .tree = &schema->tree,
                            .kind = schema->tree.views ? FAMILY_NONE : (int)record};
    put_members(&writer, 0, writer.plan->count - 1);
}

void jsonschema_put(struct bytes *out, const struct schema *schema)
{
    bytes_text(out, "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",");
    if (schema->layout.record_count == 1) {
        bytes_format(out, "\"title\":\"%s\",", schema_name(schema, 0));
        put_record(out, schema, 0);
        bytes_text(out, "}\n");
        return;
    }
    bytes_text(out, "\"type\":\"object\",\"minProperties\":1,\"properties\":{");
    for (size_t record = 0; record < schema->layout.record_count; record++) {
        bytes_format(out, "%s\"%s\":{", record > 0 ? "," : "", schema_name(schema, record));
        put_record(out, schema, record);
        bytes_char(out, '}');
    }
    bytes_text(out, "},\"additionalProperties\":false}\n");
}
