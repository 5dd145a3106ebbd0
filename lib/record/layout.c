/* layout.c - see layout.h; the listing and the JSON are in listing.c. */
#include "record/layout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "record/error.h"
#include "record/extent.h"

struct builder {
    struct layout *layout;
    struct fault *fault;
    int record; /* field of the level 01 at hand */
    bool binary_minimal;
};

static int refuse(struct builder *builder, const struct item *item, const char *what, const char *name)
{
    char context[80] = "";
    if (item->member != NULL)
        snprintf(context, sizeof context, "member %s", item->member);
    fault_set(builder->fault, RECORD_E_LAYOUT, "%s %s%s", item->name, what, name);
    fault_at_record(builder->fault, item->line, context);
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

static uint32_t bytes_to(uint64_t offset, uint32_t boundary)
{
    return (uint32_t)((boundary - offset % boundary) % boundary);
}

static bool has_name(const struct layout *layout, int index, const char *name, size_t length)
{
    const char *own = layout->fields[index].item->name;
    return strlen(own) == length && strncasecmp(own, name, length) == 0;
}

/* The field at INDEX has the name, and groups around it the qualifiers, of "NAME OF GROUP OF RECORD". */
static bool is_called(const struct layout *layout, int index, const char *qualified)
{
    static const char separator[] = " OF ";
    const char *of = strstr(qualified, separator);
    if (!has_name(layout, index, qualified, of != NULL ? (size_t)(of - qualified) : strlen(qualified)))
        return false;
    while (of != NULL) {
        const char *group = of + strlen(separator);
        of = strstr(group, separator);
        size_t length = of != NULL ? (size_t)(of - group) : strlen(group);
        do
            index = layout->fields[index].parent;
        while (index != LAYOUT_NONE && !has_name(layout, index, group, length));
        if (index == LAYOUT_NONE)
            return false;
    }
    return true;
}

/* The last field of that qualified name between FIRST and END, LAYOUT_NONE when there is none. */
static int find_name(const struct layout *layout, int first, int end, const char *name)
{
    for (int i = end - 1; i >= first; i--)
        if (is_called(layout, i, name))
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

/* Add one member of a group behind BEFORE, at *REACHED; sets *REACHED to its end and *BOUNDARY to the widest in the group. */
static int place_member(struct builder *builder, const struct item *item, int group, int before, uint32_t *reached, uint32_t *boundary)
{
    struct layout *layout = builder->layout;
    int index = (int)layout->count;
    uint32_t slack = item->redefines != NULL ? 0 : bytes_to(*reached, extent_first_boundary(item, builder->binary_minimal));
    int code = add_member(builder, item, group, before, *reached + slack);
    if (code < 0)
        return code;
    struct layout_field *field = &layout->fields[index];
    field->slack = slack;
    if (field->redefines != LAYOUT_NONE && field->varies)
        return refuse(builder, item, "holds OCCURS DEPENDING ON and REDEFINES ", item->redefines);
    if (item->child != NULL && bytes_to(field->offset, extent_first_boundary(item, builder->binary_minimal)) != 0)
        return refuse(builder, item, "begins with a SYNCHRONIZED item that lies on no boundary for it: REDEFINES ", item->redefines);
    uint64_t end = field->offset + (uint64_t)field->length * item->occurs_max;
    if (end > LAYOUT_RECORD_MAX)
        return refuse(builder, item, "ends beyond the longest record there is", "");
    if (end > *reached)
        *reached = (uint32_t)end;
    if (field->boundary > *boundary)
        *boundary = field->boundary;
    layout->fields[group].varies = layout->fields[group].varies || field->varies;
    return 0;
}

/*
 * Lay out the members of a group one behind the other; a redefinition lies over what it redefines.  The occurrences of a
 * table have a length that keeps each on the widest boundary in it.
 */
static int add_members(struct builder *builder, int group)
{
    struct layout *layout = builder->layout;
    uint32_t at = layout->fields[group].offset, reached = at, boundary = 1;
    int before = LAYOUT_NONE;
    for (const struct item *item = layout->fields[group].item->child; item != NULL; item = item->next) {
        int index = (int)layout->count;
        int code = place_member(builder, item, group, before, &reached, &boundary);
        if (code < 0)
            return code;
        before = index;
    }
    layout->fields[group].boundary = boundary;
    layout->fields[group].length = reached - at;
    if (layout->fields[group].item->table)
        layout->fields[group].length += bytes_to(reached - at, boundary);
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
    if (item->child != NULL) {
        code = add_members(builder, index); /* as deep as levels go: 49 */
    } else {
        field->length = extent_length(item, builder->binary_minimal);
        field->boundary = extent_boundary(item, builder->binary_minimal);
    }
    field->end = (int)layout->count;
    return code;
}

/* A field that a level 66 names: of this record, below its level 01, in no table. */
static int renamed(struct builder *builder, const struct item *item, const char *name, int *index)
{
    const struct layout *layout = builder->layout;
    *index = find_name(layout, builder->record + 1, (int)layout->count, name);
    if (*index == LAYOUT_NONE)
        return refuse(builder, item, "RENAMES what the record does not have: ", name);
    if (layout->fields[*index].dimensions > 0)
        return refuse(builder, item, "RENAMES a table or an item of one: ", name);
    return 0;
}

static int add_renames(struct builder *builder, const struct item *item)
{
    struct layout *layout = builder->layout;
    int first, last;
    int code = renamed(builder, item, item->renames_first, &first);
    if (code == 0)
        code = renamed(builder, item, item->renames_last, &last);
    if (code < 0)
        return code;
    uint32_t start = layout->fields[first].offset, end = layout->fields[last].offset + layout->fields[last].length;
    if (last < first || end < start + layout->fields[first].length || (last != first && last < layout->fields[first].end))
        return refuse(builder, item, "RENAMES from behind its end: THRU ", item->renames_last);
    layout->renames[layout->renames_count++] = (struct layout_renames){
        .item = item, .record = (int)layout->record_count, .first = first, .last = last, .offset = start, .length = end - start};
    return 0;
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
    for (const struct item *renames = item->renames; renames != NULL && code == 0; renames = renames->next)
        code = add_renames(builder, renames);
    if (code < 0)
        return code;
    layout->records[layout->record_count++] = (struct layout_record){
        .field = index, .minimum = shortest(layout, index), .maximum = layout->fields[index].length};
    return 0;
}

int layout_make(struct layout *layout, const struct copybook *copybook, struct fault *fault)
{
    struct builder builder = {.layout = layout, .fault = fault, .binary_minimal = copybook->binary_minimal};
    size_t records = 0;
    for (const struct item *item = copybook->items; item != NULL; item = item->next)
        records++;
    *layout = (struct layout){.fields = memory_new(copybook->count, sizeof *layout->fields),
                              .records = memory_new(records, sizeof *layout->records),
                              .renames = memory_new(copybook->renames_count, sizeof *layout->renames)};
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
    free(layout->renames);
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
