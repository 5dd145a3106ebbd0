/* schema.c - see schema.h. */
#include "record/schema.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "record/error.h"
#include "record/selector.h"

const char *schema_name(const struct schema *schema, size_t record)
{
    return schema->layout.fields[schema->layout.records[record].field].item->name;
}

static bool has_name(const struct layout *layout, const char *name)
{
    for (size_t record = 0; record < layout->record_count; record++)
        if (layout_find(layout, (int)record, name) != NULL)
            return true;
    for (size_t i = 0; i < layout->renames_count; i++)
        if (strcasecmp(layout->renames[i].item->name, name) == 0)
            return true;
    return false;
}

/* Names given in options must be names of the copybook. */
static int check_names(const struct schema *schema, struct fault *fault)
{
    const struct plan_options *plan = &schema->settings.plan;
    const char *missing = NULL;
    for (size_t i = 0; i < plan->select_count && missing == NULL; i++)
        missing = has_name(&schema->layout, plan->select[i]) ? NULL : plan->select[i];
    for (size_t i = 0; i < plan->page_count && missing == NULL; i++)
        missing = has_name(&schema->layout, plan->pages[i].name) ? NULL : plan->pages[i].name;
    for (size_t i = 0; i < plan->raw_count && missing == NULL; i++)
        missing = has_name(&schema->layout, plan->raw[i]) ? NULL : plan->raw[i];
    for (size_t i = 0; i < plan->segment_count && missing == NULL; i++) {
        const struct plan_segment *segment = &plan->segments[i];
        missing = has_name(&schema->layout, segment->field) ? NULL : segment->field;
        if (missing == NULL)
            missing = has_name(&schema->layout, segment->group) ? NULL : segment->group;
    }
    char shown[80];
    return missing == NULL ? 0
                           : fault_set(fault, RECORD_E_NAME, "%s", bytes_escape(shown, sizeof shown, missing, strlen(missing)));
}

/* A value of a field that lies at a fixed place of level RECORD, or of any other, selects SELECTED. */
static int add_rule(struct schema *schema, const struct plan_segment *segment, int record, int selected, struct fault *fault)
{
    const struct plan_options *plan = &schema->settings.plan;
    const struct layout_field *field = selector_field(&schema->layout, record, segment->field);
    for (size_t other = 0; field == NULL && other < schema->layout.record_count; other++)
        field = selector_field(&schema->layout, (int)other, segment->field);
    if (field == NULL)
        return fault_set(fault, RECORD_E_NAME, "%s at a fixed place of %s, which it is to select", segment->field, segment->group);
    schema->rules[schema->rule_count++] = (struct schema_rule){
        .field = plan_leaf(&schema->layout, (int)(field - schema->layout.fields), plan), .record = selected,
        .value = selector_value(field, segment->value, &schema->arena)};
    return 0;
}

/* The rules whose group is an 01 level, or a kind of a tree of views, in the order given. */
static int read_rules(struct schema *schema, struct fault *fault)
{
    const struct plan_options *plan = &schema->settings.plan;
    int code = 0;
    schema->rules = memory_new(plan->segment_count, sizeof *schema->rules);
    for (size_t i = 0; i < plan->segment_count && code == 0; i++) {
        const char *group = plan->segments[i].group;
        int selected = schema->tree.views ? family_kind(&schema->tree, group) : layout_record(&schema->layout, group);
        if (selected >= 0)
            code = add_rule(schema, &plan->segments[i], schema->tree.views ? 0 : selected, selected, fault);
    }
    return code;
}

/* Record length as the settings leave it open: F has the longest layout's, unless records have their own. */
static void set_lengths(struct schema *schema)
{
    struct recfm *recfm = &schema->settings.recfm;
    bool own = false;
    for (size_t i = 0; i < schema->layout.record_count; i++) {
        const struct layout_record *record = &schema->layout.records[i];
        recfm->longest = record->maximum > recfm->longest ? record->maximum : recfm->longest;
        own = own || (!schema->settings.plan.occurs_maximum && schema->layout.fields[record->field].varies);
    }
    if (recfm->kind == RECFM_F && recfm->lrecl == 0 && recfm->measure == NULL && !own)
        recfm->lrecl = recfm->longest;
    recfm->ebcdic = schema->page.ebcdic;
}

/* --parent. */
static int read_tree(struct schema *schema, struct fault *fault)
{
    const struct settings_read *settings = &schema->settings;
    return family_tree_make(&schema->tree, &schema->layout, settings->parents, settings->parent_count, fault);
}

/* A child must be one that a rule selects. */
static int check_children(const struct schema *schema, struct fault *fault)
{
    for (size_t i = 0; i < schema->settings.parent_count; i++) {
        const struct family_option *option = &schema->settings.parents[i];
        int child = family_kind(&schema->tree, option->child);
        bool selected = false;
        for (size_t rule = 0; rule < schema->rule_count; rule++)
            selected = selected || schema->rules[rule].record == child;
        if (!selected)
            return fault_set(fault, RECORD_E_SETTING, "--parent %s=%s: expected a --segment that selects %s", option->child,
                             option->parent, option->child);
    }
    return 0;
}

/* --length-field, which takes the place of LRECL. */
static int set_measure(struct schema *schema, struct fault *fault)
{
    struct recfm *recfm = &schema->settings.recfm;
    const char *expression = schema->settings.length_field;
    if (expression == NULL)
        return 0;
    int code = measure_compile(&schema->measure, &schema->layout, expression, &schema->page, &schema->settings.plan, fault);
    recfm->measure = measure_length;
    recfm->measure_user = &schema->measure;
    recfm->measure_bytes = schema->measure.bytes;
    return code;
}

static int compile(struct schema *schema, enum schema_use use, struct fault *fault)
{
    struct plan_options options = schema->settings.plan;
    options.filler = options.filler || use == SCHEMA_ENCODE;
    options.select_count = use == SCHEMA_ENCODE ? 0 : options.select_count;
    schema->plans = memory_new(schema->layout.record_count, sizeof *schema->plans);
    int code = 0;
    for (; code == 0 && schema->plan_count < schema->layout.record_count; schema->plan_count += code == 0)
        code = plan_compile(&schema->plans[schema->plan_count], &schema->layout, (int)schema->plan_count, &options, fault);
    return code;
}

/* The first PIC G field that a plan reads as text, NULL when there is none. */
static const struct layout_field *find_dbcs(const struct schema *schema)
{
    for (size_t i = 0; i < schema->plan_count; i++)
        for (const struct plan_op *op = schema->plans[i].ops; op->kind != PLAN_END; op++)
            if (op->kind == PLAN_DBCS)
                return &schema->layout.fields[op->field];
    return NULL;
}

/* DBCS fields have the double bytes of a mixed page: that of --dbcs, or the record's own. */
static int open_dbcs(struct schema *schema, struct fault *fault)
{
    const struct layout_field *field = find_dbcs(schema);
    const char *name = schema->settings.dbcs != NULL ? schema->settings.dbcs : schema->page.shifted ? schema->page.name : NULL;
    if (field == NULL)
        return 0;
    if (name == NULL)
        return fault_set(fault, RECORD_E_SETTING, "--dbcs is needed for %s: expected a mixed page as IBM-939, or --raw %s",
                         field->item->name, field->item->name);
    int code = codepage_open(&schema->dbcs, name, fault);
    if (code == 0 && !schema->dbcs.shifted)
        code = fault_set(fault, RECORD_E_SETTING, "--dbcs %s: expected a mixed page as IBM-939", schema->dbcs.name);
    schema->settings.decode.dbcs = &schema->dbcs;
    return code;
}

/* The record's page, and those of --codepage-of. */
static int open_pages(struct schema *schema, struct fault *fault)
{
    struct settings_read *settings = &schema->settings;
    int code = codepage_open(&schema->page, settings->codepage, fault);
    for (size_t i = 0; i < settings->plan.page_count && code >= 0; i++) {
        code = codepage_add(&schema->page, settings->page_names[i], fault);
        settings->pages[i].page = code > 0 ? (unsigned)code : 0;
    }
    if (code >= 0 && settings->escape)
        codepage_escape(&schema->page);
    return code < 0 ? code : 0;
}

int schema_open(struct schema *schema, const struct settings *settings, const char *copybook, size_t length, enum schema_use use,
                struct fault *fault)
{
    *schema = (struct schema){0};
    arena_init(&schema->arena);
    int code = settings_read(&schema->settings, settings, &schema->arena, fault);
    if (code == 0)
        code = copybook_parse(&schema->copybook, copybook, length, &schema->settings.source, fault);
    if (code == 0)
        code = layout_make(&schema->layout, &schema->copybook, fault);
    if (code == 0 && use != SCHEMA_LAYOUT) {
        code = open_pages(schema, fault);
        if (code == 0)
            code = check_names(schema, fault);
        if (code == 0)
            code = read_tree(schema, fault);
        if (code == 0)
            code = read_rules(schema, fault);
        if (code == 0)
            code = check_children(schema, fault);
        if (code == 0)
            code = set_measure(schema, fault);
        if (code == 0)
            code = compile(schema, use, fault);
        if (code == 0)
            code = open_dbcs(schema, fault);
        set_lengths(schema);
    }
    if (code < 0)
        schema_close(schema);
    return code;
}

void schema_close(struct schema *schema)
{
    for (size_t i = 0; i < schema->plan_count; i++)
        plan_release(&schema->plans[i]);
    free(schema->plans);
    free(schema->rules);
    family_tree_release(&schema->tree);
    measure_release(&schema->measure);
    layout_release(&schema->layout);
    copybook_release(&schema->copybook);
    codepage_close(&schema->page);
    codepage_close(&schema->dbcs);
    arena_release(&schema->arena);
    *schema = (struct schema){0};
}

/* What the first fitting rule selects. */
static int choose(const struct schema *schema, struct bytes *scratch, const uint8_t *record, size_t length)
{
    for (size_t i = 0; i < schema->rule_count; i++) {
        const struct schema_rule *rule = &schema->rules[i];
        size_t end = (size_t)rule->field.offset + rule->field.length;
        if (end > length)
            continue;
        selector_text(scratch, &rule->field, record + rule->field.offset, &schema->page);
        if (strcmp(bytes_string(scratch), rule->value) == 0)
            return rule->record;
    }
    return SCHEMA_EVERY;
}

int schema_choose(const struct schema *schema, struct bytes *scratch, const uint8_t *record, size_t length)
{
    return schema->layout.record_count == 1 ? 0 : choose(schema, scratch, record, length);
}

int schema_kind(const struct schema *schema, struct bytes *scratch, const uint8_t *record, size_t length)
{
    return choose(schema, scratch, record, length);
}
