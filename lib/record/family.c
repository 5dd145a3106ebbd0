/* family.c - see family.h. */
#include "record/family.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "record/error.h"

static int refuse(struct fault *fault, const struct family_option *option, const char *why)
{
    return fault_set(fault, RECORD_E_SETTING, "--parent %s=%s: %s", option->child, option->parent, why);
}

/* Generations above LEVEL; more than FAMILY_DEPTH_MAX when they go round. */
static int depth_of(const int *parents, int level)
{
    int depth = 0;
    while (parents[level] != FAMILY_NONE && depth <= FAMILY_DEPTH_MAX) {
        level = parents[level];
        depth++;
    }
    return depth;
}

static int add_parent(int *parents, const struct layout *layout, const struct family_option *option, struct fault *fault)
{
    int child = layout_record(layout, option->child), parent = layout_record(layout, option->parent);
    if (child == LAYOUT_NONE || parent == LAYOUT_NONE)
        return fault_set(fault, RECORD_E_NAME, "01 level %s, for --parent", child == LAYOUT_NONE ? option->child : option->parent);
    if (parents[child] != FAMILY_NONE)
        return refuse(fault, option, "it has a parent already");
    if (layout_find(layout, parent, option->child) != NULL)
        return refuse(fault, option, "the parent has a field of that name");
    parents[child] = parent;
    return depth_of(parents, child) <= FAMILY_DEPTH_MAX ? 0 : refuse(fault, option, "parents go round, or deeper than 16");
}

int family_parents(int **parents, const struct layout *layout, const struct family_option *options, size_t count, struct fault *fault)
{
    *parents = NULL;
    if (count == 0)
        return 0;
    *parents = memory_new(layout->record_count, sizeof **parents);
    for (size_t i = 0; i < layout->record_count; i++)
        (*parents)[i] = FAMILY_NONE;
    int code = 0;
    for (size_t i = 0; i < count && code == 0; i++)
        code = add_parent(*parents, layout, &options[i], fault);
    if (code < 0) {
        free(*parents);
        *parents = NULL;
    }
    return code;
}

void family_init(struct family *family, const int *parents, const char *const *names, size_t count)
{
    *family = (struct family){.parents = parents, .names = names, .level_count = count};
    family->open = memory_new(count, sizeof *family->open);
    for (size_t i = 0; i < count; i++)
        family->open[i] = FAMILY_NONE;
}

void family_release(struct family *family)
{
    free(family->open);
    free(family->members);
    bytes_release(&family->text);
    *family = (struct family){0};
}

/* Whatever lies below LEVEL has no parent any more. */
static void close_below(struct family *family, int level)
{
    for (size_t i = 0; i < family->level_count; i++)
        for (int above = family->parents[i]; above != FAMILY_NONE; above = family->parents[above])
            if (above == level)
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
        bytes_format(out, "%c\"%s\"", i == 1 ? '[' : ',', family->names[family->members[i].level]);
    bytes_char(out, ']');
}

/* A member with all below it, without its last brace: no deeper than FAMILY_DEPTH_MAX. */
static void put_member(struct family *family, int32_t index, struct bytes *out)
{
    const struct family_member *members = family->members;
    family->put = family->put == index ? index + 1 : FAMILY_NONE;
    put_text(family, &members[index], out);
    for (int32_t kind = members[index].first_kind; kind != FAMILY_NONE; kind = members[kind].next_kind) {
        put_comma(out);
        bytes_format(out, "\"%s\":", family->names[members[kind].level]);
        char before = '[';
        for (int32_t child = kind; child != FAMILY_NONE; child = members[child].next_alike) {
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
        bytes_format(out, "{\"%s\":", family->names[family->members[0].level]);
        family->put = 0;
        put_member(family, 0, out);
        if (family->put == FAMILY_NONE)
            put_order(family, out);
        bytes_text(out, "}}\n");
    }
    family->count = 0;
    bytes_clear(&family->text);
    for (size_t i = 0; i < family->level_count; i++)
        family->open[i] = FAMILY_NONE;
}

/* The member at INDEX becomes the last child of PARENT. */
static void link_child(struct family *family, int32_t index, int32_t parent)
{
    struct family_member *members = family->members, *above = &members[parent];
    int32_t alike = family->open[members[index].level];
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

static int refuse_orphan(struct family *family, int level, const char *object, size_t length, struct bytes *out, struct fault *fault)
{
    bytes_format(out, "{\"%s\":%.*s}\n", family->names[level], (int)length, object);
    family->open[level] = FAMILY_NONE;
    close_below(family, level);
    return fault_set(fault, RECORD_E_ORPHAN, "%s, no %s is before it", family->names[level], family->names[family->parents[level]]);
}

int family_add(struct family *family, int level, const char *object, size_t length, struct bytes *out, struct fault *fault)
{
    int32_t parent = FAMILY_NONE;
    if (family->parents[level] == FAMILY_NONE) {
        family_put(family, out);
    } else {
        parent = family->open[family->parents[level]];
        if (parent == FAMILY_NONE)
            return refuse_orphan(family, level, object, length, out, fault);
    }
    if (family->text.length + length + (family->count + 1) * sizeof *family->members > FAMILY_BYTES_MAX)
        return fault_set(fault, RECORD_E_FAMILY, "%zu records below one %s, expected at most %d bytes", family->count - 1,
                         family->names[family->members[0].level], FAMILY_BYTES_MAX);
    family->members = memory_grow(family->members, &family->capacity, family->count + 1, sizeof *family->members);
    int32_t index = (int32_t)family->count++;
    family->members[index] = (struct family_member){.level = level, .parent = parent, .first_kind = FAMILY_NONE, .last_kind = FAMILY_NONE,
                                                    .next_kind = FAMILY_NONE, .next_alike = FAMILY_NONE,
                                                    .start = family->text.length, .length = length - 1};
    bytes_add(&family->text, object, length - 1);
    if (parent != FAMILY_NONE)
        link_child(family, index, parent);
    family->open[level] = index;
    close_below(family, level);
    return 0;
}
