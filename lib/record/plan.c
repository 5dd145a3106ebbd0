/* plan.c - see plan.h. */
#include "record/plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/bytes.h"
#include "base/memory.h"
#include "record/decimal.h"
#include "record/error.h"
#include "record/selector.h"

enum { TEXT_ROOM = 6, KEY_EXTRA = 4 + PLAN_KEY_STEP }; /* bytes of JSON that a byte of text, and a key's quotes, can become */

struct object_keys { /* the members of the JSON object that is being compiled */
    const char **names;
    size_t count;
    size_t capacity;
    size_t first; /* of the object at hand: objects in it come behind */
};

struct compiler {
    struct plan *plan;
    const struct layout *layout;
    const struct plan_options *options;
    struct fault *fault;
    bool *shown;       /* of each field */
    int32_t *slots;    /* of each field: its slot or -1 */
    size_t op_capacity;
    size_t rule_capacity;
    struct bytes keys;
    struct object_keys object;
    size_t columns;    /* of the innermost table occurrence, or the record */
};

static bool is_named(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcasecmp(names[i], name) == 0)
            return true;
    return false;
}

static struct plan_op *add_op(struct compiler *compiler, enum plan_kind kind, int field)
{
    struct plan *plan = compiler->plan;
    plan->ops = memory_grow(plan->ops, &compiler->op_capacity, plan->count + 1, sizeof *plan->ops);
    struct plan_op *op = &plan->ops[plan->count++];
    *op = (struct plan_op){.kind = (uint8_t)kind, .field = field, .end = -1, .slot = -1, .rule = -1};
    if (field != LAYOUT_NONE) {
        op->offset = compiler->layout->fields[field].offset;
        op->length = compiler->layout->fields[field].length;
        op->shown = compiler->shown[field];
    }
    return op;
}

/* Closes the operation at OPENING: each knows the index of the other. */
static void add_end(struct compiler *compiler, size_t opening, enum plan_kind kind)
{
    struct plan_op *end = add_op(compiler, kind, compiler->plan->ops[opening].field);
    end->end = (int32_t)opening;
    end->shown = compiler->plan->ops[opening].shown;
    compiler->plan->ops[opening].end = (int32_t)compiler->plan->count - 1;
}

static bool key_is_taken(const struct object_keys *object, const char *key)
{
    for (size_t i = object->first; i < object->count; i++)
        if (strcmp(object->names[i], key) == 0)
            return true;
    return false;
}

/* The key of a field: its name, with -2, -3 behind it where the object has one of that name already. */
static void set_key(struct compiler *compiler, struct plan_op *op, const char *name)
{
    char key[COPYBOOK_NAME_MAX + 16];
    snprintf(key, sizeof key, "%s", name);
    for (unsigned number = 2; key_is_taken(&compiler->object, key); number++)
        snprintf(key, sizeof key, "%s-%u", name, number);
    struct object_keys *object = &compiler->object;
    object->names = memory_grow(object->names, &object->capacity, object->count + 1, sizeof *object->names);
    object->names[object->count++] = arena_text(&compiler->plan->arena, key, strlen(key));
    op->key = (uint32_t)compiler->keys.length;
    bytes_format(&compiler->keys, "\"%s\":", key);
    op->key_length = (uint32_t)compiler->keys.length - op->key;
}

/* The most bytes that a leaf takes in the output. */
static uint32_t room_of(const struct plan_op *op)
{
    return (plan_is_number(op) ? 0 : op->length * TEXT_ROOM) + DECIMAL_ROOM + op->key_length + KEY_EXTRA;
}

/* LENGTH bytes of slack at OFFSET, before the field at INDEX or at the end of an occurrence of it; told with FILLER alone. */
static void add_slack(struct compiler *compiler, int index, uint32_t offset, uint32_t length)
{
    if (length == 0 || !compiler->options->filler || compiler->options->select_count > 0)
        return;
    struct plan_op *op = add_op(compiler, PLAN_RAW, index);
    op->offset = offset;
    op->length = length;
    op->shown = op->filler = true;
    op->columns = 1;
    set_key(compiler, op, PLAN_SLACK);
    op->room = room_of(op);
    compiler->columns++;
}

/* Bytes at OFFSET that no field has: UNITS of LENGTH bytes, less those that SLOT (-1: none) counts. */
static void add_rest(struct compiler *compiler, int index, uint32_t offset, uint32_t length, uint32_t units, int32_t slot)
{
    if (units == 0 || !compiler->options->filler || compiler->options->select_count > 0)
        return;
    int32_t at = (int32_t)compiler->plan->count;
    struct plan_op *op = add_op(compiler, PLAN_REST, index);
    op->offset = offset;
    op->length = length;
    op->occurs_max = units;
    op->slot = slot;
    op->end = at;
    op->shown = true;
    op->columns = 1;
    set_key(compiler, op, PLAN_SLACK);
    op->room = length * units * 2 + op->key_length + KEY_EXTRA;
    compiler->columns++;
}

static void add_leaf(struct compiler *compiler, int index, bool keyed)
{
    const char *name = compiler->layout->fields[index].item->name;
    if (!compiler->shown[index] && compiler->slots[index] < 0)
        return;
    struct plan_op *op = add_op(compiler, PLAN_TEXT, index);
    *op = plan_leaf(compiler->layout, index, compiler->options);
    op->shown = compiler->shown[index];
    op->slot = compiler->slots[index];
    if (is_named(compiler->options->raw, compiler->options->raw_count, name))
        op->kind = PLAN_RAW;
    if (keyed && op->shown)
        set_key(compiler, op, name);
    op->room = room_of(op);
    compiler->columns += op->shown;
}

/* Bytes of all occurrences of a field, tables at their maximum. */
static uint32_t whole_length(const struct layout_field *field)
{
    return field->length * field->item->occurs_max;
}

/* Where the members of a group end. */
static uint32_t members_end(const struct layout *layout, int group)
{
    uint32_t end = layout->fields[group].offset;
    for (int i = group + 1; i < layout->fields[group].end; i = layout->fields[i].end)
        if (layout->fields[i].offset + whole_length(&layout->fields[i]) > end)
            end = layout->fields[i].offset + whole_length(&layout->fields[i]);
    return end;
}

static int compile_members(struct compiler *compiler, int group);

/* One occurrence of a field: a leaf, or a group with its members in an object of its own; a FILLER group has none. */
static int compile_one(struct compiler *compiler, int index, bool keyed)
{
    const struct layout_field *field = &compiler->layout->fields[index];
    if (layout_is_leaf(field)) {
        add_leaf(compiler, index, keyed);
        return 0;
    }
    if (field->item->filler && keyed)
        return compile_members(compiler, index);
    size_t opening = compiler->plan->count;
    struct plan_op *op = add_op(compiler, PLAN_GROUP, index);
    if (keyed && op->shown)
        set_key(compiler, op, field->item->name);
    op->room = op->key_length + KEY_EXTRA;
    size_t first = compiler->object.first;
    compiler->object.first = compiler->object.count;
    int code = compile_members(compiler, index);
    if (field->item->table)
        add_slack(compiler, index, members_end(compiler->layout, index), field->offset + field->length - members_end(compiler->layout, index));
    compiler->object.count = compiler->object.first;
    compiler->object.first = first;
    add_end(compiler, opening, PLAN_GROUP_END);
    return code;
}

static int compile_table(struct compiler *compiler, int index)
{
    const struct layout_field *field = &compiler->layout->fields[index];
    size_t opening = compiler->plan->count;
    struct plan_op *op = add_op(compiler, PLAN_TABLE, index);
    op->occurs_min = field->item->occurs_min;
    op->occurs_max = field->item->occurs_max;
    op->slot = field->depending_on != LAYOUT_NONE ? compiler->slots[field->depending_on] : -1;
    if (op->shown)
        set_key(compiler, op, field->item->name);
    op->room = op->key_length + KEY_EXTRA;
    size_t around = compiler->columns;
    compiler->columns = 0;
    int code = compile_one(compiler, index, false);
    compiler->plan->ops[opening].columns = (uint32_t)compiler->columns;
    compiler->columns = around + compiler->columns * field->item->occurs_max; /* no more than bytes in a record */
    add_end(compiler, opening, PLAN_TABLE_END);
    return code;
}

static int compile_field(struct compiler *compiler, int index)
{
    const struct layout_field *field = &compiler->layout->fields[index];
    bool needed = compiler->shown[index] || field->varies;
    for (int i = index; i < field->end && !needed; i++)
        needed = compiler->slots[i] >= 0;
    if (!needed)
        return 0;
    if (!field->item->table)
        return compile_one(compiler, index, true);
    int code = compile_table(compiler, index);
    if (field->depending_on != LAYOUT_NONE && !compiler->plan->exact)
        add_rest(compiler, index, field->offset, field->length, field->item->occurs_max, compiler->slots[field->depending_on]);
    return code;
}

static int32_t slot_of(struct compiler *compiler, int field)
{
    if (compiler->slots[field] < 0)
        compiler->slots[field] = (int32_t)compiler->plan->slot_count++;
    return compiler->slots[field];
}

/* The field of a segment rule for the union at INDEX: the nearest before it that it can see. */
static int segment_field(const struct compiler *compiler, const char *name, int index)
{
    for (int i = index - 1; i >= compiler->layout->records[compiler->plan->record].field; i--)
        if (strcasecmp(compiler->layout->fields[i].item->name, name) == 0 && layout_is_leaf(&compiler->layout->fields[i]) &&
            layout_sees(compiler->layout, index, i))
            return i;
    return LAYOUT_NONE;
}

/* The rules that select the view at VIEW_FIELD, number VIEW of the union at ROOT. */
static int add_rules(struct compiler *compiler, int root, int view_field, uint32_t view)
{
    struct plan *plan = compiler->plan;
    const char *group = compiler->layout->fields[view_field].item->name;
    for (size_t i = 0; i < compiler->options->segment_count; i++) {
        const struct plan_segment *segment = &compiler->options->segments[i];
        if (strcasecmp(segment->group, group) != 0)
            continue;
        int field = segment_field(compiler, segment->field, root);
        if (field == LAYOUT_NONE)
            return fault_set(compiler->fault, RECORD_E_NAME, "%s before %s, which it is to select", segment->field, group);
        plan->rules = memory_grow(plan->rules, &compiler->rule_capacity, plan->rule_count + 1, sizeof *plan->rules);
        plan->rules[plan->rule_count++] = (struct plan_rule){
            .root = root, .slot = slot_of(compiler, field), .view = view,
            .value = selector_value(&compiler->layout->fields[field], segment->value, &plan->arena)};
    }
    return 0;
}

/* The next view of the union at ROOT behind field VIEW, LAYOUT_NONE when there is none. */
static int next_view(const struct layout *layout, int root, int view)
{
    int next = layout->fields[view].end;
    return next < (int)layout->count && layout->fields[next].redefines == root ? next : LAYOUT_NONE;
}

/* What others depend on gets a slot before the first operation is made. */
static int collect(struct compiler *compiler, int first, int end)
{
    const struct layout *layout = compiler->layout;
    int code = 0;
    for (int i = first; i < end && code == 0; i++) {
        if (layout->fields[i].depending_on != LAYOUT_NONE)
            slot_of(compiler, layout->fields[i].depending_on);
        uint32_t number = 0;
        if (next_view(layout, i, i) != LAYOUT_NONE)
            for (int view = i; view != LAYOUT_NONE && code == 0; view = next_view(layout, i, view))
                code = add_rules(compiler, i, view, number++);
    }
    return code;
}

/* Counters in the views of a union are read again behind it: the view that is selected may not be theirs. */
static void add_counters(struct compiler *compiler, int root, int end)
{
    const struct layout_field *fields = compiler->layout->fields;
    int dimensions = fields[root].parent != LAYOUT_NONE ? fields[fields[root].parent].dimensions : 0;
    for (int i = root; i < end; i++) {
        if (compiler->slots[i] < 0 || fields[i].dimensions != dimensions)
            continue;
        struct plan_op *op = add_op(compiler, PLAN_TEXT, i);
        *op = plan_leaf(compiler->layout, i, compiler->options);
        op->slot = compiler->slots[i];
        op->again = true;
    }
}

static int compile_union(struct compiler *compiler, int root)
{
    struct plan *plan = compiler->plan;
    size_t opening = plan->count;
    struct plan_op *op = add_op(compiler, PLAN_UNION, root);
    for (size_t i = 0; i < plan->rule_count && op->rule < 0; i++)
        if (plan->rules[i].root == root)
            op->rule = (int32_t)i;
    uint32_t number = 0;
    int code = 0, last = root;
    uint32_t length = 0;
    for (int view = root; view != LAYOUT_NONE; view = next_view(compiler->layout, root, view))
        length = whole_length(&compiler->layout->fields[view]) > length ? whole_length(&compiler->layout->fields[view]) : length;
    op->length = length;
    for (int view = root; view != LAYOUT_NONE && code == 0; view = next_view(compiler->layout, root, view)) {
        const struct layout_field *field = &compiler->layout->fields[view];
        last = view;
        size_t start = plan->count;
        add_op(compiler, PLAN_VIEW, view)->occurs_min = number++;
        size_t before = compiler->columns;
        code = compile_field(compiler, view);
        if (plan->ops[opening].rule >= 0)
            add_rest(compiler, view, field->offset + whole_length(field), 1, length - whole_length(field), -1);
        plan->ops[start].columns = (uint32_t)(compiler->columns - before);
        add_end(compiler, start, PLAN_VIEW_END);
    }
    add_end(compiler, opening, PLAN_UNION_END);
    add_counters(compiler, root, compiler->layout->fields[last].end);
    return code;
}

static int compile_members(struct compiler *compiler, int group)
{
    const struct layout_field *fields = compiler->layout->fields;
    int code = 0;
    for (int i = group + 1; i < fields[group].end && code == 0; i = fields[i].end) {
        if (fields[i].redefines != LAYOUT_NONE)
            continue;
        add_slack(compiler, i, fields[i].offset - fields[i].slack, fields[i].slack);
        code = next_view(compiler->layout, i, i) != LAYOUT_NONE ? compile_union(compiler, i) : compile_field(compiler, i);
    }
    return code;
}

/* A level 66 of that name is selected: what it renames is. */
static void select_renamed(const struct compiler *compiler, bool *selected, int end)
{
    const struct plan_options *options = compiler->options;
    const struct layout *layout = compiler->layout;
    for (size_t i = 0; i < layout->renames_count; i++) {
        const struct layout_renames *renames = &layout->renames[i];
        if (renames->record == compiler->plan->record && is_named(options->select, options->select_count, renames->item->name))
            for (int field = renames->first; field < layout->fields[renames->last].end && field < end; field++)
                selected[field] = true;
    }
}

/* A leaf is shown when it or a group around it is selected; a group when a leaf in it is. */
static void choose(struct compiler *compiler, int first, int end)
{
    const struct plan_options *options = compiler->options;
    bool *selected = memory_new((size_t)end, sizeof *selected);
    select_renamed(compiler, selected, end);
    for (int i = first; i < end; i++) {
        const struct layout_field *field = &compiler->layout->fields[i];
        selected[i] = selected[i] || options->select_count == 0 || (i > first && selected[field->parent]) ||
                      is_named(options->select, options->select_count, field->item->name);
        compiler->shown[i] = layout_is_leaf(field) && selected[i] && (!field->item->filler || options->filler);
    }
    for (int i = end - 1; i > first; i--)
        if (compiler->shown[i])
            compiler->shown[compiler->layout->fields[i].parent] = true;
    free(selected);
}

static int compile_record(struct compiler *compiler, int root)
{
    const struct layout_field *field = &compiler->layout->fields[root];
    int code = collect(compiler, root, field->end);
    if (code == 0)
        code = layout_is_leaf(field) ? compile_field(compiler, root) : compile_members(compiler, root);
    add_op(compiler, PLAN_END, LAYOUT_NONE);
    struct plan *plan = compiler->plan;
    plan->columns = compiler->columns;
    plan->keys = memory_new(compiler->keys.length + PLAN_KEY_STEP, 1);
    memcpy(plan->keys, bytes_string(&compiler->keys), compiler->keys.length);
    plan->slot_ops = memory_new(plan->slot_count, sizeof *plan->slot_ops);
    for (size_t i = 0; i < plan->count; i++)
        if (plan->ops[i].slot >= 0 && plan_is_leaf(&plan->ops[i]) && !plan->ops[i].again)
            plan->slot_ops[plan->ops[i].slot] = (int32_t)i;
    return code;
}

int plan_compile(struct plan *plan, const struct layout *layout, int record, const struct plan_options *options,
                 struct fault *fault)
{
    static const struct plan_options none = {0};
    *plan = (struct plan){.layout = layout, .record = record};
    struct compiler compiler = {.plan = plan, .layout = layout, .options = options != NULL ? options : &none, .fault = fault};
    plan->exact = !compiler.options->occurs_maximum;
    arena_init(&plan->arena);
    bytes_init(&compiler.keys);
    compiler.shown = memory_new(layout->count, sizeof *compiler.shown);
    compiler.slots = memory_new(layout->count, sizeof *compiler.slots);
    for (size_t i = 0; i < layout->count; i++)
        compiler.slots[i] = -1;
    int root = layout->records[record].field;
    choose(&compiler, root, layout->fields[root].end);
    int code = compile_record(&compiler, root);
    bytes_release(&compiler.keys);
    free(compiler.object.names);
    free(compiler.shown);
    free(compiler.slots);
    if (code < 0)
        plan_release(plan);
    return code;
}

void plan_release(struct plan *plan)
{
    free(plan->ops);
    free(plan->keys);
    free(plan->rules);
    free(plan->slot_ops);
    arena_release(&plan->arena);
    *plan = (struct plan){0};
}
