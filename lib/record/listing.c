/* listing.c - the listing and the JSON of a layout.  See layout.h. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "record/layout.h"

static const char *counter_name(const struct layout *layout, const struct layout_field *field)
{
    return layout->fields[field->depending_on].item->name;
}

/* What the columns do not say: OCCURS, REDEFINES, SIGN, SYNCHRONIZED and the like. */
static void print_clauses(struct bytes *out, const struct layout *layout, const struct layout_field *field)
{
    const struct item *item = field->item;
    if (field->depending_on != LAYOUT_NONE)
        bytes_format(out, " OCCURS %u TO %u DEPENDING ON %s", item->occurs_min, item->occurs_max, counter_name(layout, field));
    else if (item->table)
        bytes_format(out, " OCCURS %u", item->occurs_max);
    if (item->redefines != NULL)
        bytes_format(out, " REDEFINES %s", item->redefines);
    if (layout_is_leaf(field) && item->sign_given && item->picture.is_signed)
        bytes_format(out, " SIGN %s%s", item->sign_leading ? "LEADING" : "TRAILING", item->sign_separate ? " SEPARATE" : "");
    if (item->justified)
        bytes_text(out, " JUSTIFIED");
    if (item->blank_when_zero)
        bytes_text(out, " BLANK WHEN ZERO");
    if (layout_is_leaf(field) && item->synchronized)
        bytes_text(out, " SYNC");
    if (field->slack > 0)
        bytes_format(out, " (%u slack before it)", field->slack);
}

static void print_line(struct bytes *out, int depth, const struct item *item, uint32_t offset, uint32_t length)
{
    char name[128];
    snprintf(name, sizeof name, "%*s%02d %s", depth * 2, "", item->level, item->name);
    bool leaf = item_is_leaf(item) && item->renames_first == NULL;
    bytes_format(out, "%-36s %8u %6X %8u  %-18s %-8s", name, offset, offset, length,
                 leaf && item->picture_text != NULL ? item->picture_text : "", leaf ? usage_name(item->usage) : "");
}

static void end_line(struct bytes *out)
{
    while (out->data[out->length - 1] == ' ')
        out->length--;
    bytes_char(out, '\n');
}

/* Level 66 behind the items of the record, as it stands in the source. */
static void print_renames(struct bytes *out, const struct layout *layout, int record)
{
    for (size_t i = 0; i < layout->renames_count; i++) {
        const struct layout_renames *renames = &layout->renames[i];
        if (renames->record != record)
            continue;
        print_line(out, 1, renames->item, renames->offset, renames->length);
        bytes_format(out, " RENAMES %s", layout->fields[renames->first].item->name);
        if (renames->last != renames->first)
            bytes_format(out, " THRU %s", layout->fields[renames->last].item->name);
        end_line(out);
    }
}

static int depth_of(const struct layout *layout, const struct layout_field *field)
{
    int depth = 0;
    for (int parent = field->parent; parent != LAYOUT_NONE; parent = layout->fields[parent].parent)
        depth++;
    return depth;
}

void layout_print(struct bytes *out, const struct layout *layout)
{
    bytes_format(out, "%-36s %8s %6s %8s  %-18s %-8s %s\n", "LEVEL AND NAME", "DISPL", "HEX", "LENGTH", "PICTURE", "USAGE", "OTHER CLAUSES");
    for (size_t record = 0; record < layout->record_count; record++) {
        int first = layout->records[record].field;
        for (int i = first; i < layout->fields[first].end; i++) {
            const struct layout_field *field = &layout->fields[i];
            print_line(out, depth_of(layout, field), field->item, field->offset, field->length);
            print_clauses(out, layout, field);
            end_line(out);
        }
        print_renames(out, layout, (int)record);
    }
}

/* TEXT in quotes; bytes of a value that are no UTF-8 stand as characters of the same number. */
static void json_quoted(struct bytes *out, const char *text)
{
    const char *end = text + strlen(text);
    bytes_char(out, '"');
    while (text < end) {
        unsigned char c = (unsigned char)*text;
        size_t width = utf8_width(text, (size_t)(end - text));
        bool plain = c >= ' ' && c != 0x7F && c != '"' && c != '\\' && width > 0;
        if (plain)
            bytes_add(out, text, width);
        else
            bytes_format(out, "\\u%04X", c);
        text += plain ? width : 1;
    }
    bytes_char(out, '"');
}

static void json_text(struct bytes *out, const char *key, const char *text)
{
    bytes_format(out, ",\"%s\":", key);
    if (text != NULL)
        json_quoted(out, text);
    else
        bytes_text(out, "null");
}

static void json_flag(struct bytes *out, const char *key, bool flag)
{
    if (flag)
        bytes_format(out, ",\"%s\":true", key);
}

static void json_number(struct bytes *out, const char *key, int64_t number)
{
    bytes_format(out, ",\"%s\":%lld", key, (long long)number);
}

/* Level 88: "conditions":[{"name":"OPEN","values":[{"first":"A","last":"C"},{"figurative":"LOW-VALUES"}]}]; of X'..' first_hex, last_hex */
static void json_conditions(struct bytes *out, const struct condition *first)
{
    if (first == NULL)
        return;
    bytes_text(out, ",\"conditions\":[");
    for (const struct condition *condition = first; condition != NULL; condition = condition->next) {
        bytes_format(out, "%s{\"name\":\"%s\",\"values\":[", condition == first ? "" : ",", condition->name);
        for (const struct condition_value *value = condition->values; value != NULL; value = value->next) {
            bytes_text(out, value == condition->values ? "{" : ",{");
            if (value->kind == CONDITION_LOW_VALUES || value->kind == CONDITION_HIGH_VALUES) {
                bytes_format(out, "\"figurative\":\"%s-VALUES\"}", value->kind == CONDITION_LOW_VALUES ? "LOW" : "HIGH");
                continue;
            }
            bytes_text(out, value->kind == CONDITION_BYTES ? "\"first_hex\":" : "\"first\":");
            json_quoted(out, value->first);
            bytes_text(out, value->last_kind == CONDITION_BYTES ? ",\"last_hex\":" : ",\"last\":");
            json_quoted(out, value->last);
            bytes_char(out, '}');
        }
        bytes_text(out, "]}");
    }
    bytes_char(out, ']');
}

/* What only some items have; what an item does not have is not there. */
static void json_clauses(struct bytes *out, const struct layout *layout, const struct layout_field *field)
{
    const struct item *item = field->item;
    if (item->picture.kind == PICTURE_NUMBER) {
        json_number(out, "digits", item->picture.digits);
        json_number(out, "scale", item->picture.scale);
        json_flag(out, "signed", item->picture.is_signed);
        if (item->sign_given && item->picture.is_signed)
            bytes_format(out, ",\"sign\":\"%s%s\"", item->sign_leading ? "LEADING" : "TRAILING", item->sign_separate ? " SEPARATE" : "");
    }
    json_flag(out, "justified", item->justified);
    json_flag(out, "blank_when_zero", item->blank_when_zero);
    json_flag(out, "synchronized", layout_is_leaf(field) && item->synchronized);
    if (field->slack > 0)
        json_number(out, "slack", field->slack);
    if (field->dimensions > 0)
        json_number(out, "dimensions", field->dimensions);
    for (size_t i = 0; field->parent == LAYOUT_NONE && i < layout->record_count; i++)
        if (&layout->fields[layout->records[i].field] == field && field->varies)
            json_number(out, "minimum", layout->records[i].minimum);
    json_conditions(out, item->conditions);
}

static void json_field(struct bytes *out, const struct layout *layout, const struct layout_field *field)
{
    const struct item *item = field->item;
    bytes_format(out, "{\"level\":%d", item->level);
    json_text(out, "name", item->name);
    json_number(out, "offset", field->offset);
    json_number(out, "length", field->length);
    json_text(out, "picture", item->picture_text);
    json_text(out, "usage", layout_is_leaf(field) ? usage_name(item->usage) : NULL);
    if (item->table)
        json_number(out, "occurs", item->occurs_max);
    else
        bytes_text(out, ",\"occurs\":null");
    if (field->depending_on != LAYOUT_NONE) {
        json_number(out, "occurs_min", item->occurs_min);
        json_text(out, "depending_on", counter_name(layout, field));
    }
    json_text(out, "redefines", item->redefines);
    json_clauses(out, layout, field);
    bytes_char(out, '}');
}

static void json_renames(struct bytes *out, const struct layout *layout, const struct layout_renames *renames)
{
    bytes_text(out, ",\n{\"level\":66");
    json_text(out, "name", renames->item->name);
    json_number(out, "offset", renames->offset);
    json_number(out, "length", renames->length);
    json_text(out, "renames", layout->fields[renames->first].item->name);
    if (renames->last != renames->first)
        json_text(out, "thru", layout->fields[renames->last].item->name);
    json_conditions(out, renames->item->conditions);
    bytes_char(out, '}');
}

void layout_json(struct bytes *out, const struct layout *layout)
{
    bytes_char(out, '[');
    for (size_t record = 0; record < layout->record_count; record++) {
        int first = layout->records[record].field;
        for (int i = first; i < layout->fields[first].end; i++) {
            bytes_text(out, i > 0 ? ",\n" : "\n");
            json_field(out, layout, &layout->fields[i]);
        }
        for (size_t i = 0; i < layout->renames_count; i++)
            if (layout->renames[i].record == (int)record)
                json_renames(out, layout, &layout->renames[i]);
    }
    bytes_text(out, "\n]\n");
}
