/* listing.c - the listing and the JSON of a layout.  See layout.h. */
#include <stdio.h>

#include "record/layout.h"

static const char *counter_name(const struct layout *layout, const struct layout_field *field)
{
    return layout->fields[field->depending_on].item->name;
}

static void print_occurs(struct bytes *out, const struct layout *layout, const struct layout_field *field)
{
    const struct item *item = field->item;
    if (field->depending_on != LAYOUT_NONE)
        bytes_format(out, " OCCURS %u TO %u DEPENDING ON %s", item->occurs_min, item->occurs_max, counter_name(layout, field));
    else if (item->table)
        bytes_format(out, " OCCURS %u", item->occurs_max);
    if (item->redefines != NULL)
        bytes_format(out, " REDEFINES %s", item->redefines);
}

void layout_print(struct bytes *out, const struct layout *layout)
{
    bytes_format(out, "%-36s %8s %8s  %-18s %-8s %s\n", "LEVEL AND NAME", "DISPL", "LENGTH", "PICTURE", "USAGE", "OCCURS, REDEFINES");
    int depth = 0;
    for (size_t i = 0; i < layout->count; i++) {
        const struct layout_field *field = &layout->fields[i];
        const struct item *item = field->item;
        depth = 0;
        for (int parent = field->parent; parent != LAYOUT_NONE; parent = layout->fields[parent].parent)
            depth++;
        char name[128];
        snprintf(name, sizeof name, "%*s%02d %s", depth * 2, "", item->level, item->name);
        bool leaf = layout_is_leaf(field);
        bytes_format(out, "%-36s %8u %8u  %-18s %-8s", name, field->offset, field->length, leaf && item->picture_text != NULL ? item->picture_text : "",
                     leaf ? usage_name(item->usage) : "");
        print_occurs(out, layout, field);
        while (out->data[out->length - 1] == ' ')
            out->length--;
        bytes_char(out, '\n');
    }
}

/* Names and pictures are letters, digits and signs that JSON takes as they are. */
static void json_text(struct bytes *out, const char *key, const char *text)
{
    if (text != NULL)
        bytes_format(out, ",\"%s\":\"%s\"", key, text);
    else
        bytes_format(out, ",\"%s\":null", key);
}

void layout_json(struct bytes *out, const struct layout *layout)
{
    bytes_char(out, '[');
    for (size_t i = 0; i < layout->count; i++) {
        const struct layout_field *field = &layout->fields[i];
        const struct item *item = field->item;
        bytes_format(out, "%s\n{\"level\":%d", i > 0 ? "," : "", item->level);
        json_text(out, "name", item->name);
        bytes_format(out, ",\"offset\":%u,\"length\":%u", field->offset, field->length);
        json_text(out, "picture", item->picture_text);
        json_text(out, "usage", layout_is_leaf(field) ? usage_name(item->usage) : NULL);
        if (item->table)
            bytes_format(out, ",\"occurs\":%u", item->occurs_max);
        else
            bytes_text(out, ",\"occurs\":null");
        if (field->depending_on != LAYOUT_NONE) {
            bytes_format(out, ",\"occurs_min\":%u", item->occurs_min);
            json_text(out, "depending_on", counter_name(layout, field));
        }
        json_text(out, "redefines", item->redefines);
        bytes_char(out, '}');
    }
    bytes_text(out, "\n]\n");
}
