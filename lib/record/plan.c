/* plan.c - see plan.h. */
#include "record/plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "record/error.h"
#include "record/layout.h"
#include "record/number.h"

/* ---- compiling ---- */

static struct plan_operation *add(struct plan *plan, enum plan_kind kind, const struct item *item)
{
    plan->operations = memory_grow(plan->operations, &plan->capacity, plan->count + 1, sizeof *plan->operations);
    struct plan_operation *operation = &plan->operations[plan->count++];
    *operation = (struct plan_operation){
        .kind = kind, .item = item, .given = item->name != NULL, .offset = item->offset, .length = item->length};
    if (item->name == NULL && (kind == PLAN_VALUE || kind == PLAN_TABLE)) {
        operation->filler = ++plan->filler_count;
        operation->given = plan->options.filler || (kind == PLAN_TABLE && item->first != NULL);
    }
    return operation;
}

static bool is_raw(const struct plan_options *options, const struct item *item)
{
    for (size_t i = 0; item->name != NULL && i < options->raw_count; i++)
        if (strcasecmp(options->raw[i], item->name) == 0)
            return true;
    return false;
}

/* The counters of the level get places from 1 in the order they lie in the record. */
static size_t counter_place(const struct plan *plan, const struct item *counter)
{
    for (size_t i = 0; i < plan->count; i++)
        if (plan->operations[i].item == counter && plan->operations[i].kind == PLAN_VALUE)
            return plan->operations[i].counter;
    return 0;
}

static bool is_counter(const struct item *root, const struct item *item)
{
    for (const struct item *each = root; each != NULL; each = item_walk(root, each))
        if (each->counter == item)
            return true;
    return false;
}

/* Is ITEM one of several views of the same bytes? */
static bool is_view(const struct item *item)
{
    if (item->redefined != NULL)
        return true;
    for (const struct item *other = item->next; other != NULL; other = other->next)
        if (other->redefined == item)
            return true;
    return false;
}

static int compile(struct plan *plan, const struct item *item, int depth, struct fault *fault);

static int compile_body(struct plan *plan, const struct item *item, int depth, struct fault *fault)
{
    if (item_is_elementary(item)) {
        struct plan_operation *value = add(plan, PLAN_VALUE, item);
        value->raw = is_raw(&plan->options, item);
        if (is_counter(plan->level, item)) {
            if (plan->counter_count + 1 >= PLAN_MAX_COUNTERS)
                return fault_set(fault, RECORD_E_SIZE, "more than %d counters", PLAN_MAX_COUNTERS - 1);
            value->counter = ++plan->counter_count;
        }
        return 0;
    }
    size_t begin = plan->count;
    add(plan, PLAN_GROUP, item)->redefinition = is_view(item);
    for (const struct item *child = item->first; child != NULL; child = child->next) {
        int code = compile(plan, child, depth, fault);
        if (code < 0)
            return code;
    }
    add(plan, PLAN_GROUP_END, item);
    plan->operations[begin].jump = plan->count - 1;
    return 0;
}

static int compile(struct plan *plan, const struct item *item, int depth, struct fault *fault)
{
    if (!item->is_table)
        return compile_body(plan, item, depth, fault);
    if (depth >= PLAN_MAX_DEPTH)
        return fault_set(fault, RECORD_E_SIZE, "tables more than %d deep", PLAN_MAX_DEPTH);
    size_t begin = plan->count;
    add(plan, PLAN_TABLE, item)->counter = item->counter != NULL ? counter_place(plan, item->counter) : 0;
    if (item->counter != NULL && plan->operations[begin].counter == 0)
        return fault_set(fault, RECORD_E_NAME, "DEPENDING ON %s, which is not before its table", item->depending_on);
    int code = compile_body(plan, item, depth + 1, fault);
    if (code < 0)
        return code;
    add(plan, PLAN_TABLE_END, item)->jump = begin;
    plan->operations[begin].jump = plan->count - 1;
    return 0;
}

int plan_init(struct plan *plan, const struct item *level, const struct plan_options *options, struct fault *fault)
{
    *plan = (struct plan){.level = level, .bytes = level->length * level->occurs_max, .options = *options};
    plan->least_bytes = plan->bytes;
    int code = compile(plan, level, 0, fault);
    for (const struct item *item = level; item != NULL && !options->occurs_maximum; item = item_walk(level, item))
        if (item->counter != NULL)
            plan->least_bytes -= (item->occurs_max - item->occurs_min) * item->length;
    if (code < 0)
        plan_release(plan);
    return code;
}

void plan_release(struct plan *plan)
{
    free(plan->operations);
    *plan = (struct plan){0};
}

/* ---- walking ---- */


struct walk {
    const struct plan *plan;
    const uint8_t *record;
    size_t length;
    const struct codepage *page;
    const struct plan_sink *sink;
    void *user;
    size_t missing;                       /* bytes of tables before this place that the record does not have */
    size_t counts[PLAN_MAX_COUNTERS];     /* what the counters said, SIZE_MAX when unreadable */
    size_t indices[PLAN_MAX_DEPTH];
    size_t limits[PLAN_MAX_DEPTH];        /* occurrences of the tables around */
    size_t shifts[PLAN_MAX_DEPTH];        /* bytes that the occurrences before this one take */
    int depth;
    size_t used;
};

static void note_counter(struct walk *walk, const struct plan_operation *operation, const struct plan_value *value)
{
    struct number number;
    walk->counts[operation->counter] = SIZE_MAX;
    if (value->available == operation->length &&
        number_decode(&number, operation->item, value->data, operation->length, walk->page->ebcdic, NULL) == 0 &&
        !number.negative && number.digits < SIZE_MAX)
        walk->counts[operation->counter] = (size_t)number.digits;
}

static int walk_value(struct walk *walk, const struct plan_operation *operation)
{
    size_t offset = operation->offset - walk->missing;
    if (walk->depth > 0)
        offset += walk->shifts[walk->depth - 1];
    struct plan_value value = {operation, NULL, 0, offset, walk->indices, walk->depth};
    if (offset < walk->length) {
        size_t left = walk->length - offset;
        value.data = walk->record + offset;
        value.available = left < operation->length ? left : operation->length;
    }
    if (offset + operation->length > walk->used)
        walk->used = offset + operation->length;
    if (operation->counter != 0)
        note_counter(walk, operation, &value);
    if (!operation->given)
        return 0;
    return walk->sink->value(walk->user, &value);
}

/* How many occurrences the table has in this record, and in *FAULT why that is not what its counter says. */
static size_t table_count(const struct walk *walk, const struct plan_operation *operation, struct fault *fault)
{
    const struct item *item = operation->item;
    if (operation->counter == 0)
        return item->occurs_max;
    size_t said = walk->counts[operation->counter];
    if (said >= item->occurs_min && said <= item->occurs_max)
        return said;
    if (said == SIZE_MAX)
        fault_set(fault, RECORD_E_COUNT, "%s cannot be read", item->depending_on);
    else
        fault_set(fault, RECORD_E_COUNT, "%s is %zu, not %zu to %zu", item->depending_on, said, item->occurs_min,
                  item->occurs_max);
    return said == SIZE_MAX || said < item->occurs_min ? item->occurs_min : item->occurs_max;
}

static void enter_occurrence(struct walk *walk, const struct plan_operation *table, size_t index)
{
    size_t outer = walk->depth > 1 ? walk->shifts[walk->depth - 2] : 0;
    walk->indices[walk->depth - 1] = index;
    walk->shifts[walk->depth - 1] = outer + index * table->length;
}

/* Begin a table; *AT moves behind it when it is empty. */
static int begin_table(struct walk *walk, size_t *at)
{
    const struct plan_operation *table = &walk->plan->operations[*at];
    struct fault fault = {0};
    size_t count = table_count(walk, table, &fault);
    int code = table->given ? walk->sink->table(walk->user, table, true, count, fault.code != 0 ? &fault : NULL) : 0;
    if (code != 0)
        return code;
    if (count == 0) {
        if (!walk->plan->options.occurs_maximum)
            walk->missing += table->item->occurs_max * table->length;
        *at = table->jump;
        return table->given ? walk->sink->table(walk->user, table, false, 0, NULL) : 0;
    }
    walk->limits[walk->depth++] = count;
    enter_occurrence(walk, table, 0);
    return 0;
}

/* End an occurrence: back to the next, or on behind the table. */
static int end_table(struct walk *walk, size_t *at)
{
    size_t begin = walk->plan->operations[*at].jump;
    const struct plan_operation *table = &walk->plan->operations[begin];
    size_t next = walk->indices[walk->depth - 1] + 1, count = walk->limits[walk->depth - 1];
    if (next < count) {
        enter_occurrence(walk, table, next);
        *at = begin;
        return 0;
    }
    walk->depth--;
    if (table->counter != 0 && !walk->plan->options.occurs_maximum)
        walk->missing += (table->item->occurs_max - count) * table->length;
    return table->given ? walk->sink->table(walk->user, table, false, count, NULL) : 0;
}

/* A view that its segment rules do not select is stepped over. */
static bool view_is_hidden(const struct walk *walk, const struct plan_operation *group)
{
    const struct plan_options *options = &walk->plan->options;
    if (group->redefinition == 0 || options->segment_count == 0)
        return false;
    bool ruled;
    bool selected = segment_selects(options->segments, options->segment_count, group->item->name,
                                    (struct item *)(uintptr_t)walk->plan->level, walk->record, walk->length, walk->page,
                                    &ruled);
    return ruled && !selected;
}

int plan_walk(const struct plan *plan, const uint8_t *record, size_t length, const struct codepage *page,
              const struct plan_sink *sink, void *user, size_t *used)
{
    struct walk walk = {.plan = plan, .record = record, .length = length, .page = page, .sink = sink, .user = user};
    int code = 0;
    for (size_t at = 0; at < plan->count && code == 0; at++) {
        const struct plan_operation *operation = &plan->operations[at];
        switch (operation->kind) {
        case PLAN_VALUE:
            code = walk_value(&walk, operation);
            break;
        case PLAN_GROUP:
            if (view_is_hidden(&walk, operation))
                at = operation->jump;
            else if (operation->given)
                code = sink->group(user, operation, true);
            break;
        case PLAN_GROUP_END:
            if (operation->given)
                code = sink->group(user, operation, false);
            break;
        case PLAN_TABLE:
            code = begin_table(&walk, &at);
            break;
        case PLAN_TABLE_END:
            code = end_table(&walk, &at);
            break;
        }
    }
    if (used != NULL)
        *used = walk.used;
    return code;
}

static int ignore_value(void *user, const struct plan_value *value)
{
    (void)user;
    (void)value;
    return 0;
}

static int ignore_group(void *user, const struct plan_operation *operation, bool begin)
{
    (void)user;
    (void)operation;
    (void)begin;
    return 0;
}

static int ignore_table(void *user, const struct plan_operation *operation, bool begin, size_t count, struct fault *fault)
{
    (void)user;
    (void)operation;
    (void)begin;
    (void)count;
    (void)fault;
    return 0;
}

size_t plan_record_bytes(const struct plan *plan, const uint8_t *record, size_t length, const struct codepage *page)
{
    static const struct plan_sink nothing = {ignore_value, ignore_group, ignore_table};
    if (plan->counter_count == 0 || plan->options.occurs_maximum)
        return plan->bytes;
    size_t used;
    plan_walk(plan, record, length, page, &nothing, NULL, &used);
    return used;
}

char *plan_key(char *text, size_t size, const struct plan_operation *operation)
{
    if (operation->item->name != NULL)
        snprintf(text, size, "%s", operation->item->name);
    else
        snprintf(text, size, "FILLER-%zu", operation->filler);
    return text;
}

char *plan_value_name(char *text, size_t size, const struct plan_value *value)
{
    plan_key(text, size, value->operation);
    size_t length = strlen(text);
    for (int i = 0; i < value->depth && length < size; i++)
        length += (size_t)snprintf(text + length, size - length, "%s%zu%s", i == 0 ? "(" : ",", value->indices[i] + 1,
                                   i + 1 == value->depth ? ")" : "");
    return text;
}
