/* family.c - see family.h. */
#include "record/family.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "record/error.h"

static int refuse(struct fault *fault, const struct family_option *option, const char *why)
{
    return fault_set(fault, RECORD_E_SETTING, "--parent %s=%s: %s", option->child, option->parent, why);
}

int family_kind(const struct family_tree *tree, const char *name)
{
    for (size_t i = 0; i < tree->count; i++)
        if (strcasecmp(tree->names[i], name) == 0)
            return (int)i;
    return FAMILY_NONE;
}

/* Generations above KIND; more than FAMILY_DEPTH_MAX when they go round. */
static int depth_of(const int *parents, int kind)
{
    int depth = 0;
    while (parents[kind] != FAMILY_NONE && depth <= FAMILY_DEPTH_MAX) {
        kind = parents[kind];
        depth++;
    }
    return depth;
}

/* A group of the record itself, no table, that redefines or is redefined: its key is one of the record's. */
static bool is_view(const struct layout *layout, const struct layout_field *field)
{
    int index = (int)(field - layout->fields);
    bool redefined = field->end < (int)layout->count && layout->fields[field->end].redefines == index;
    for (int parent = field->parent; parent != LAYOUT_NONE; parent = layout->fields[parent].parent)
        if (layout->fields[parent].item->table || (layout->fields[parent].parent != LAYOUT_NONE && !layout->fields[parent].item->filler))
            return false;
    return !field->item->table && !layout_is_leaf(field) && (redefined || field->redefines != LAYOUT_NONE);
}

/* The view NAME of the only level becomes a kind, if it is none yet. */
static int add_view(struct family_tree *tree, const struct layout *layout, const char *name, struct fault *fault)
{
    const struct layout_field *field = layout_find(layout, 0, name);
    if (field == NULL || !is_view(layout, field))
        return fault_set(fault, RECORD_E_NAME, "01 level %s, or group of that name that redefines, for --parent", name);
    if (family_kind(tree, name) == FAMILY_NONE)
        tree->names[tree->count++] = field->item->name;
    return 0;
}

/* The kinds that there can be. */
static int list_kinds(struct family_tree *tree, const struct layout *layout, const struct family_option *options, size_t count,
                      struct fault *fault)
{
    int code = 0;
    tree->views = layout->record_count == 1 && count > 0;
    tree->names = memory_new(tree->views ? 2 * count : layout->record_count, sizeof *tree->names);
    for (size_t i = 0; tree->views && i < count && code == 0; i++) {
        code = add_view(tree, layout, options[i].child, fault);
        if (code == 0)
            code = add_view(tree, layout, options[i].parent, fault);
    }
    for (; !tree->views && tree->count < layout->record_count; tree->count++)
        tree->names[tree->count] = layout->fields[layout->records[tree->count].field].item->name;
    return code;
}

static int add_parent(struct family_tree *tree, const struct layout *layout, const struct family_option *option, struct fault *fault)
{
    int child = family_kind(tree, option->child), parent = family_kind(tree, option->parent);
    if (child == FAMILY_NONE || parent == FAMILY_NONE)
        return fault_set(fault, RECORD_E_NAME, "01 level %s, for --parent", child == FAMILY_NONE ? option->child : option->parent);
    if (tree->parents[child] != FAMILY_NONE)
        return refuse(fault, option, "it has a parent already");
    if (!tree->views && layout_find(layout, parent, option->child) != NULL)
        return refuse(fault, option, "the parent has a field of that name");
    tree->parents[child] = parent;
    return depth_of(tree->parents, child) <= FAMILY_DEPTH_MAX ? 0 : refuse(fault, option, "parents go round, or deeper than 16");
}

int family_tree_make(struct family_tree *tree, const struct layout *layout, const struct family_option *options, size_t count,
                     struct fault *fault)
{
    *tree = (struct family_tree){0};
    int code = list_kinds(tree, layout, options, count, fault);
    if (count > 0) {
        tree->parents = memory_new(tree->count, sizeof *tree->parents);
        for (size_t i = 0; i < tree->count; i++)
            tree->parents[i] = FAMILY_NONE;
    }
    for (size_t i = 0; i < count && code == 0; i++)
        code = add_parent(tree, layout, &options[i], fault);
    if (code < 0)
        family_tree_release(tree);
    return code;
}

void family_tree_release(struct family_tree *tree)
{
    free(tree->names);
    free(tree->parents);
    *tree = (struct family_tree){0};
}

void family_init(struct family *family, const struct family_tree *tree)
{
    *family = (struct family){.tree = tree};
    family->open = memory_new(tree->count, sizeof *family->open);
    for (size_t i = 0; i < tree->count; i++)
        family->open[i] = FAMILY_NONE;
}

void family_release(struct family *family)
{
    free(family->open);
    free(family->members);
    bytes_release(&family->text);
    *family = (struct family){0};
}

/* Whatever lies below KIND has no parent any more. */
static void close_below(struct family *family, int kind)
{
    for (size_t i = 0; i < family->tree->count; i++)
        for (int above = family->tree->parents[i]; above != FAMILY_NONE; above = family->tree->parents[above])
            if (above == kind)
                family->open[i] = FAMILY_NONE;
}

static void put_text(const struct family *family, const struct family_member *member, struct bytes *out)
{
    bytes_add(out, family->text.data + member->start, member->length);
}

static void put_comma(struct bytes *out)
{
    if (out->data[out->length - 1] != '{')
        bytes_char(out, ',');
}

static void put_order(const struct family *family, struct bytes *out)
{
    bytes_text(out, ",\"" FAMILY_ORDER "\":");
    for (size_t i = 1; i < family->count; i++)
        bytes_format(out, "%c\"%s\"", i == 1 ? '[' : ',', family->tree->names[family->members[i].kind]);
    bytes_char(out, ']');
}

/* A member with all below it, without its last brace: no deeper than FAMILY_DEPTH_MAX. */
static void put_member(struct family *family, int32_t index, struct bytes *out)
{
    const struct family_member *members = family->members;
    family->put = family->put == index ? index + 1 : FAMILY_NONE;
    put_text(family, &members[index], out);
    for (int32_t first = members[index].first_kind; first != FAMILY_NONE; first = members[first].next_kind) {
        put_comma(out);
        bytes_format(out, "\"%s\":", family->tree->names[members[first].kind]);
        char before = '[';
        for (int32_t child = first; child != FAMILY_NONE; child = members[child].next_alike) {
            bytes_char(out, before);
            put_member(family, child, out);
            bytes_char(out, '}');
            before = ',';
        }
        bytes_char(out, ']');
    }
}

void family_put(struct family *family, struct bytes *out)
{
    if (family->count > 0) {
        if (!family->tree->views)
            bytes_format(out, "{\"%s\":", family->tree->names[family->members[0].kind]);
        family->put = 0;
        put_member(family, 0, out);
        if (family->put == FAMILY_NONE)
            put_order(family, out);
        bytes_text(out, family->tree->views ? "}\n" : "}}\n");
    }
    family->count = 0;
    bytes_clear(&family->text);
    for (size_t i = 0; i < family->tree->count; i++)
        family->open[i] = FAMILY_NONE;
}

/* The member at INDEX becomes the last child of PARENT. */
static void link_child(struct family *family, int32_t index, int32_t parent)
{
    struct family_member *members = family->members, *above = &members[parent];
    int32_t alike = family->open[members[index].kind];
    if (alike != FAMILY_NONE && members[alike].parent == parent) {
        members[alike].next_alike = index;
        return;
    }
    if (above->last_kind != FAMILY_NONE)
        members[above->last_kind].next_kind = index;
    else
        above->first_kind = index;
    above->last_kind = index;
}

static int refuse_orphan(struct family *family, int kind, const char *object, size_t length, struct bytes *out, struct fault *fault)
{
    if (family->tree->views)
        bytes_format(out, "%.*s\n", (int)length, object);
    else
        bytes_format(out, "{\"%s\":%.*s}\n", family->tree->names[kind], (int)length, object);
    family->open[kind] = FAMILY_NONE;
    close_below(family, kind);
    return fault_set(fault, RECORD_E_ORPHAN, "%s, no %s is before it", family->tree->names[kind], family->tree->names[family->tree->parents[kind]]);
}

int family_add(struct family *family, int kind, const char *object, size_t length, struct bytes *out, struct fault *fault)
{
    int32_t parent = FAMILY_NONE;
    if (family->tree->parents[kind] == FAMILY_NONE) {
        family_put(family, out);
    } else {
        parent = family->open[family->tree->parents[kind]];
        if (parent == FAMILY_NONE)
            return refuse_orphan(family, kind, object, length, out, fault);
    }
    if (family->text.length + length + (family->count + 1) * sizeof *family->members > FAMILY_BYTES_MAX)
        return fault_set(fault, RECORD_E_FAMILY, "%zu records below one %s, expected at most %d bytes", family->count - 1,
                         family->tree->names[family->members[0].kind], FAMILY_BYTES_MAX);
    family->members = memory_grow(family->members, &family->capacity, family->count + 1, sizeof *family->members);
    int32_t index = (int32_t)family->count++;
    family->members[index] = (struct family_member){.kind = kind, .parent = parent, .first_kind = FAMILY_NONE, .last_kind = FAMILY_NONE,
                                                    .next_kind = FAMILY_NONE, .next_alike = FAMILY_NONE,
                                                    .start = family->text.length, .length = length - 1};
    bytes_add(&family->text, object, length - 1);
    if (parent != FAMILY_NONE)
        link_child(family, index, parent);
    family->open[kind] = index;
    close_below(family, kind);
    return 0;
}
