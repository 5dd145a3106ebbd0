/* fields.c - see fields.h. */
#include "form/fields.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "form/error.h"

enum { FIELDS_MAX = 512 };

int fields_read_copybook(struct form *form, enum form_carrier carrier, const char *folder, const char *name,
                         struct fault *fault)
{
    struct form_layout *layout = &form->description->layouts[carrier];
    struct bytes text;
    bytes_init(&text);
    char *path = file_join(folder, name);
    int code = file_read(&text, path, COPYBOOK_BYTES_MAX, fault);
    if (code == 0)
        code = copybook_parse(&layout->copybook, bytes_string(&text), text.length, &copybook_fixed, fault);
    if (code == 0 && (code = layout_make(&layout->layout, &layout->copybook, fault)) < 0)
        copybook_release(&layout->copybook);
    if (code < 0)
        fault_in_file(fault, path);
    layout->taken = code == 0;
    if (layout->taken)
        layout->fields = arena_new(&form->description->arena, (layout->layout.count + 1) * sizeof *layout->fields);
    bytes_release(&text);
    free(path);
    return code;
}

void fields_release(struct form_layout *layout)
{
    if (!layout->taken)
        return;
    for (enum form_role role = 0; role < FORM_ROLES; role++) {
        if (layout->plans[role].ops != NULL)
            plan_release(&layout->plans[role]);
        if (layout->keys[role].ops != NULL)
            plan_release(&layout->keys[role]);
    }
    layout_release(&layout->layout);
    copybook_release(&layout->copybook);
}

static int unfit(struct fault *fault, const struct item *item, const char *why)
{
    fault_set(fault, FORM_E_DESCRIPTION, "%s", why);
    fault_at_record(fault, item->line, "");
    fault_at_field(fault, item->name, 0);
    return FORM_E_DESCRIPTION;
}

/* A form's records are flat: one view, tables of elementary items only, whole numbers. */
static int check_field(const struct layout_field *field, struct fault *fault)
{
    const struct item *item = field->item;
    if (field->redefines != LAYOUT_NONE)
        return unfit(fault, item, "a form's record has no REDEFINES");
    if (!layout_is_leaf(field) && item->table)
        return unfit(fault, item, "a form's tables are of elementary items");
    if (item->picture.kind == PICTURE_NUMBER && (item->picture.scale != 0 || item->picture.digits > 18))
        return unfit(fault, item, "a form's numbers are whole, of at most 18 digits");
    return 0;
}

/* Indexes in the layout of the named elementary items of a level 01, in order, into INDEXES of FIELDS_MAX. */
static int collect(const struct layout *layout, int level, int *indexes, size_t *count, struct fault *fault)
{
    *count = 0;
    for (int i = level + 1; i < layout->fields[level].end; i++) {
        const struct layout_field *field = &layout->fields[i];
        int code = check_field(field, fault);
        if (code < 0)
            return code;
        if (!layout_is_leaf(field) || field->item->filler)
            continue;
        if (*count == FIELDS_MAX)
            return unfit(fault, field->item, "a form's record has at most 512 fields");
        indexes[(*count)++] = i;
    }
    return 0;
}

static int read_conditions(struct form_rules *rules, const struct item *item, struct arena *arena, struct fault *fault)
{
    size_t count = 0;
    for (const struct condition *condition = item->conditions; condition != NULL; condition = condition->next)
        for (const struct condition_value *value = condition->values; value != NULL; value = value->next)
            count++;
    rules->ranges = arena_new(arena, (count + 1) * sizeof *rules->ranges);
    for (const struct condition *condition = item->conditions; condition != NULL; condition = condition->next)
        for (const struct condition_value *value = condition->values; value != NULL; value = value->next) {
            if (value->kind != CONDITION_TEXT && value->kind != CONDITION_NUMBER)
                return unfit(fault, item, "a form's level 88 has texts and numbers");
            rules->ranges[rules->range_count++] =
                (struct form_range){arena_text(arena, value->first, strlen(value->first)),
                                    arena_text(arena, value->last, strlen(value->last))};
        }
    return 0;
}

static size_t occurrences_of(const struct item *item)
{
    return item->table ? item->occurs_max : 1;
}

static int define_field(struct form *form, struct form_record *record, struct form_field *field,
                        const struct layout_field *source, const struct layout_field *layout, struct fault *fault)
{
    struct arena *arena = &form->description->arena;
    const struct item *item = source->item;
    struct form_rules *rules = arena_new(arena, sizeof *rules);
    rules->size = item->picture.kind == PICTURE_NUMBER ? item->picture.digits : item->picture.characters;
    *field = (struct form_field){.name = arena_text(arena, item->name, strlen(item->name)),
                                 .kind = item->picture.kind == PICTURE_NUMBER ? FORM_KIND_NUMBER : FORM_KIND_TEXT,
                                 .index = record->field_count,
                                 .slot = record->slot_count,
                                 .occurs = occurrences_of(item),
                                 .rules = rules};
    if (field->occurs > FIELDS_SLOTS_MAX || record->slot_count + field->occurs > FIELDS_SLOTS_MAX)
        return unfit(fault, item, "a form's record has at most 2048 values");
    if (source->depending_on != LAYOUT_NONE)
        field->depending_on = form_field_find(record, layout[source->depending_on].item->name);
    if (source->depending_on != LAYOUT_NONE && field->depending_on == NULL)
        return unfit(fault, item, "what DEPENDING ON names is no field before it");
    record->field_count++;
    record->slot_count += field->occurs;
    return read_conditions(rules, item, arena, fault);
}

static int define(struct form *form, struct form_record *record, const struct layout *layout, const int *indexes,
                  size_t count, struct fault *fault)
{
    struct form_field *fields = arena_new(&form->description->arena, (count + 1) * sizeof *fields);
    record->fields = fields;
    for (size_t i = 0; i < count; i++) {
        int code = define_field(form, record, &fields[i], &layout->fields[indexes[i]], layout->fields, fault);
        if (code < 0)
            return code;
    }
    return 0;
}

static int compare(const struct form_record *record, const struct layout *layout, const int *indexes, size_t count,
                   struct fault *fault)
{
    for (size_t i = 0; i < count; i++) {
        const struct form_field *field = i < record->field_count ? &record->fields[i] : NULL;
        const struct item *item = layout->fields[indexes[i]].item;
        if (field == NULL || strcmp(field->name, item->name) != 0 || field->occurs != occurrences_of(item) ||
            (field->kind == FORM_KIND_NUMBER) != (item->picture.kind == PICTURE_NUMBER))
            return unfit(fault, item, "not the field that the form's other copybook has here");
    }
    if (count < record->field_count)
        return fault_set(fault, FORM_E_DESCRIPTION, "a copybook lacks %s", record->fields[count].name);
    return 0;
}

static int select_in(struct form *form, struct form_layout *layout, enum form_role role, const char *level,
                     struct fault *fault)
{
    struct form_record *record = &form->records[role];
    int indexes[FIELDS_MAX];
    size_t count;
    layout->records[role] = layout_record(&layout->layout, level);
    if (layout->records[role] == LAYOUT_NONE)
        return fault_set(fault, FORM_E_DESCRIPTION, "[record %s] there is no 01 level %s", record->type, level);
    const struct layout_record *source = &layout->layout.records[layout->records[role]];
    int code = collect(&layout->layout, source->field, indexes, &count, fault);
    if (code == 0)
        code = record->fields == NULL ? define(form, record, &layout->layout, indexes, count, fault)
                                      : compare(record, &layout->layout, indexes, count, fault);
    for (size_t i = 0; i < count && code == 0; i++)
        layout->fields[indexes[i]] = &record->fields[i];
    layout->bytes[role] = source->maximum;
    if (source->maximum > form->description->record_bytes)
        form->description->record_bytes = source->maximum;
    return code;
}

int fields_select_level(struct form *form, enum form_role role, const char *level, struct fault *fault)
{
    for (enum form_carrier carrier = 0; carrier < FORM_CARRIERS; carrier++) {
        struct form_layout *layout = &form->description->layouts[carrier];
        int code = layout->taken ? select_in(form, layout, role, level, fault) : 0;
        if (code < 0)
            return code;
    }
    return 0;
}

int fields_check(const struct form *form, struct fault *fault)
{
    for (enum form_role role = 0; role < FORM_ROLES; role++) {
        if (form->records[role].field_count == 0)
            return fault_set(fault, FORM_E_DESCRIPTION, "not every role has a [record X] with fields");
        if (form_record_of_type(form, form->records[role].type) != &form->records[role])
            return fault_set(fault, FORM_E_DESCRIPTION, "two roles have REC-TYPE %s", form->records[role].type);
    }
    return 0;
}

/* Raw bytes are taken as bytes where the carrier has them as such; else they are text in some encoding. */
static size_t raw_names(const struct form_record *record, enum form_carrier carrier, const char **names)
{
    size_t count = 0;
    for (size_t i = 0; i < record->field_count; i++)
        if (record->fields[i].rules->raw[carrier] == RAW_BYTES)
            names[count++] = record->fields[i].name;
    return count;
}

static int compile(struct form *form, enum form_carrier carrier, enum form_role role, struct fault *fault)
{
    struct form_layout *layout = &form->description->layouts[carrier];
    const char *raw[FIELDS_MAX];
    struct plan_options options = {.raw = raw, .raw_count = raw_names(&form->records[role], carrier, raw)};
    int code = plan_compile(&layout->plans[role], &layout->layout, layout->records[role], &options, fault);
    if (code < 0)
        return code;
    const char *select[FORM_KEYS + 1];
    memcpy(select, form->keys, sizeof form->keys);
    select[FORM_KEYS] = form_meaning(form, "element.bytes");
    struct plan_options keys = {.select = select, .select_count = role == FORM_ELEMENT ? FORM_KEYS + 1 : FORM_KEYS};
    return plan_compile(&layout->keys[role], &layout->layout, layout->records[role], &keys, fault);
}

int fields_compile(struct form *form, struct fault *fault)
{
    for (enum form_carrier carrier = 0; carrier < FORM_CARRIERS; carrier++)
        for (enum form_role role = 0; role < FORM_ROLES; role++) {
            if (carrier == FORM_CSV || !form->description->layouts[carrier].taken)
                continue; /* cells are taken by name */
            int code = compile(form, carrier, role, fault);
            if (code < 0)
                return code;
        }
    return 0;
}

struct form_field *fields_find(struct form *form, enum form_role role, const char *name)
{
    return (struct form_field *)(uintptr_t)form_field_find(&form->records[role], name);
}

struct form_rules *fields_rules(struct form_field *field)
{
    return (struct form_rules *)(uintptr_t)field->rules;
}
