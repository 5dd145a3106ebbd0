/* layout.c - see layout.h; the listing and the JSON are in listing.c. */
#include "record/layout.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "record/error.h"

struct builder {
    struct layout *layout;
    struct fault *fault;
    int record; /* field of the level 01 at hand */
};

static int refuse(struct builder *builder, const struct item *item, const char *what, const char *name)
{
    fault_set(builder->fault, RECORD_E_LAYOUT, "%s %s%s", item->name, what, name);
    fault_at_record(builder->fault, item->line, "");
    return RECORD_E_LAYOUT;
}

bool layout_is_leaf(const struct layout_field *field)
{
    return item_is_leaf(field->item);
}

bool layout_sees(const struct layout *layout, int from, int index)
{
    for (; index != LAYOUT_NONE; index = layout->fields[index].parent) {
        int around = layout->fields[from].parent;
        while (around != LAYOUT_NONE && around != index)
            around = layout->fields[around].parent;
        if (around == LAYOUT_NONE && layout->fields[index].item->table)
            return false;
    }
    return true;
}

/* Bytes of an elementary item; binary as IBM sizes it: halfword, fullword, doubleword. */
static uint32_t leaf_length(const struct item *item)
{
    const struct picture *picture = &item->picture;
    switch (item->usage) {
    case USAGE_BINARY:
    case USAGE_NATIVE:
        return picture->digits <= 4 ? 2 : picture->digits <= 9 ? 4 : 8;
    case USAGE_PACKED:
        return picture->digits / 2u + 1;
    case USAGE_PACKED_UNSIGNED:
        return (picture->digits + 1u) / 2;
    case USAGE_NATIONAL:
    case USAGE_DBCS:
        return (picture->characters + (picture->is_signed && item->sign_separate)) * 2;
    case USAGE_FLOAT:
    case USAGE_INDEX:
        return 4;
    case USAGE_DOUBLE:
        return 8;
    case USAGE_POINTER:
        return item->pointer_bytes;
    case USAGE_DISPLAY:
        break;
    }
    return picture->characters + (picture->is_signed && item->sign_separate);
}

/* The last field called NAME between FIRST and END, LAYOUT_NONE when there is none. */
static int find_name(const struct layout *layout, int first, int end, const char *name)
{
    for (int i = end - 1; i >= first; i--)
        if (strcasecmp(layout->fields[i].item->name, name) == 0)
            return i;
    return LAYOUT_NONE;
}

/* What an item redefines is the last item of that name in its group, and what that redefines itself. */
static int resolve_redefines(struct builder *builder, int index, int before)
{
    struct layout_field *fields = builder->layout->fields, *field = &fields[index];
    if (field->item->redefines == NULL)
        return 0;
    int root = before != LAYOUT_NONE && fields[before].redefines != LAYOUT_NONE ? fields[before].redefines : before;
    bool named = false;
    for (int i = root; i != LAYOUT_NONE && i <= before; i = fields[i].end)
        named = named || strcmp(fields[i].item->name, field->item->redefines) == 0;
    if (!named)
        return refuse(builder, field->item, "REDEFINES what does not stand before it: ", field->item->redefines);
    if (fields[root].item->table || field->item->table)
        return refuse(builder, field->item, "REDEFINES a table or is one: ", field->item->redefines);
    if (fields[root].varies)
        return refuse(builder, field->item, "REDEFINES what holds OCCURS DEPENDING ON: ", field->item->redefines);
    field->redefines = root;
    return 0;
}

static int resolve_depending(struct builder *builder, int index)
{
    struct layout_field *fields = builder->layout->fields, *field = &fields[index];
    if (field->item->depending_on == NULL)
        return 0;
    int counter = find_name(builder->layout, builder->record, index, field->item->depending_on);
    if (counter == LAYOUT_NONE)
        return refuse(builder, field->item, "DEPENDING ON what does not stand before it in the record: ", field->item->depending_on);
    if (fields[counter].item->picture.kind != PICTURE_NUMBER || fields[counter].item->picture.scale != 0)
        return refuse(builder, field->item, "DEPENDING ON what is no whole number: ", field->item->depending_on);
    if (!layout_sees(builder->layout, index, counter))
        return refuse(builder, field->item, "DEPENDING ON an item of another table: ", field->item->depending_on);
    field->depending_on = counter;
    return 0;
}

static int add_member(struct builder *builder, const struct item *item, int parent, int before, uint32_t offset);

/* Lay out the members of a group one behind the other; a redefinition lies over what it redefines. */
static int add_members(struct builder *builder, int group)
{
    struct layout *layout = builder->layout;
    uint32_t at = layout->fields[group].offset, reached = at;
    int before = LAYOUT_NONE;
    for (const struct item *item = layout->fields[group].item->child; item != NULL; item = item->next) {
        int index = (int)layout->count;
        int code = add_member(builder, item, group, before, reached);
        if (code < 0)
            return code;
        struct layout_field *field = &layout->fields[index];
        if (field->redefines != LAYOUT_NONE && field->varies)
            return refuse(builder, item, "holds OCCURS DEPENDING ON and REDEFINES ", item->redefines);
        uint64_t end = field->offset + (uint64_t)field->length * item->occurs_max;
        if (end > LAYOUT_RECORD_MAX)
            return refuse(builder, item, "ends beyond the longest record there is", "");
        if (end > reached)
            reached = (uint32_t)end;
        layout->fields[group].varies = layout->fields[group].varies || field->varies;
        before = index;
    }
    layout->fields[group].length = reached - at;
    return 0;
}

static int add_member(struct builder *builder, const struct item *item, int parent, int before, uint32_t offset)
{
    struct layout *layout = builder->layout;
    int index = (int)layout->count++;
    struct layout_field *field = &layout->fields[index];
    *field = (struct layout_field){.item = item, .offset = offset, .parent = parent, .end = index + 1,
                                   .depending_on = LAYOUT_NONE, .redefines = LAYOUT_NONE};
    field->dimensions = parent == LAYOUT_NONE ? 0 : layout->fields[parent].dimensions;
    int code = resolve_redefines(builder, index, before);
    if (code == 0)
        code = resolve_depending(builder, index);
    if (code < 0)
        return code;
    field->dimensions += item->table;
    field->varies = field->depending_on != LAYOUT_NONE;
    if (field->redefines != LAYOUT_NONE)
        field->offset = layout->fields[field->redefines].offset;
    if (field->dimensions > COPYBOOK_DIMENSIONS_MAX)
        return refuse(builder, item, "is a table in more tables than COBOL allows", "");
    if (item->child != NULL)
        code = add_members(builder, index); /* as deep as levels go: 49 */
    else
        field->length = leaf_length(item);
    field->end = (int)layout->count;
    return code;
}

/* The shortest that all occurrences of a field can be: tables at their minimum. */
static uint32_t shortest(const struct layout *layout, int index)
{
    const struct layout_field *field = &layout->fields[index];
    uint32_t length = field->length;
    for (int i = index + 1; i < field->end; i = layout->fields[i].end)
        if (layout->fields[i].varies)
            length -= layout->fields[i].length * layout->fields[i].item->occurs_max - shortest(layout, i);
    return length * field->item->occurs_min;
}

static int add_record(struct builder *builder, const struct item *item)
{
    struct layout *layout = builder->layout;
    int index = builder->record = (int)layout->count;
    if (item->table)
        return refuse(builder, item, "is level 01 and has OCCURS", "");
    struct item plain = *item;
    plain.redefines = NULL; /* level 01 of a file: each is a view of the same record area anyway */
    int code = add_member(builder, &plain, LAYOUT_NONE, LAYOUT_NONE, 0);
    layout->fields[index].item = item;
    if (code < 0)
        return code;
    layout->records[layout->record_count++] = (struct layout_record){
        .field = index, .minimum = shortest(layout, index), .maximum = layout->fields[index].length};
    return 0;
}

int layout_make(struct layout *layout, const struct copybook *copybook, struct fault *fault)
{
    struct builder builder = {.layout = layout, .fault = fault};
    size_t records = 0;
    for (const struct item *item = copybook->items; item != NULL; item = item->next)
        records++;
    *layout = (struct layout){.fields = memory_new(copybook->count, sizeof *layout->fields),
                              .records = memory_new(records, sizeof *layout->records)};
    for (const struct item *item = copybook->items; item != NULL; item = item->next) {
        int code = add_record(&builder, item);
        if (code < 0) {
            layout_release(layout);
            return code;
        }
    }
    return 0;
}

void layout_release(struct layout *layout)
{
    free(layout->fields);
    free(layout->records);
    *layout = (struct layout){0};
}

int layout_record(const struct layout *layout, const char *name)
{
    for (size_t i = 0; i < layout->record_count; i++)
        if (strcasecmp(layout->fields[layout->records[i].field].item->name, name) == 0)
            return (int)i;
    return LAYOUT_NONE;
}

const struct layout_field *layout_find(const struct layout *layout, int record, const char *name)
{
    int first = layout->records[record].field;
    for (int i = first; i < layout->fields[first].end; i++)
        if (strcasecmp(layout->fields[i].item->name, name) == 0)
            return &layout->fields[i];
    return NULL;
}
