/* layout.c - see layout.h. */
#include "record/layout.h"

#include <string.h>

#include "record/error.h"

bool item_is_elementary(const struct item *item)
{
    return item->has_picture;
}

size_t item_bytes(const struct item *item)
{
    const struct picture *picture = &item->picture;
    if (!picture->numeric)
        return picture->length;
    switch (item->usage) {
    case USAGE_BINARY:
        return picture->digits <= 4 ? 2 : picture->digits <= 9 ? 4 : 8;
    case USAGE_PACKED:
        return (size_t)picture->digits / 2 + 1;
    case USAGE_DISPLAY:
        break;
    }
    return (size_t)picture->digits + (picture->has_sign && item->sign_separate ? 1 : 0);
}

const char *item_usage_name(const struct item *item)
{
    static const char *const names[] = {[USAGE_DISPLAY] = "DISPLAY", [USAGE_BINARY] = "COMP", [USAGE_PACKED] = "COMP-3"};
    return item_is_elementary(item) ? names[item->usage] : "";
}

static int refuse(const struct item *item, int code, struct fault *fault, const char *what, const char *name)
{
    fault_set(fault, code, "%s%s%s", what, name != NULL ? " " : "", name != NULL ? name : "");
    fault_at_field(fault, item->name != NULL ? item->name : "FILLER", 0);
    return fault_at_record(fault, item->line, "");
}

static int check_item(const struct item *item, struct fault *fault)
{
    if (item->first == NULL && !item->has_picture)
        return refuse(item, RECORD_E_SYNTAX, fault, "an item with neither PICTURE nor items below it", NULL);
    if (item->has_picture && !item->picture.numeric && item->usage != USAGE_DISPLAY)
        return refuse(item, RECORD_E_SYNTAX, fault, "a text picture with a numeric USAGE", NULL);
    if (item->redefines != NULL && item->is_table && item->depending_on != NULL)
        return refuse(item, RECORD_E_UNSUPPORTED, fault, "REDEFINES with OCCURS DEPENDING ON", NULL);
    return 0;
}

/* The sibling before ITEM that it redefines. */
static int find_redefined(struct item *first, struct item *item, struct fault *fault)
{
    for (struct item *other = first; other != item; other = other->next)
        if (other->name != NULL && strcmp(other->name, item->redefines) == 0)
            item->redefined = other;
    return item->redefined != NULL ? 0 : refuse(item, RECORD_E_NAME, fault, "REDEFINES of", item->redefines);
}

static int multiply(const struct item *item, size_t *bytes, struct fault *fault)
{
    if (item->length > LAYOUT_MAX_BYTES || item->occurs_max > LAYOUT_MAX_BYTES / (item->length > 0 ? item->length : 1))
        return refuse(item, RECORD_E_SIZE, fault, "a record of more than 16 MiB", NULL);
    *bytes = item->length * item->occurs_max;
    return 0;
}

/*
 * Offsets and lengths of the items in the list FIRST, from OFFSET; *END is the first byte behind them.  Recursion is
 * as deep as level numbers, 49 at most.
 */
static int compute_list(struct item *first, size_t offset, size_t *end, struct fault *fault)
{
    size_t at = offset, farthest = offset;
    for (struct item *item = first; item != NULL; item = item->next) {
        int code = check_item(item, fault);
        if (code == 0 && item->redefines != NULL)
            code = find_redefined(first, item, fault);
        if (code < 0)
            return code;
        item->offset = item->redefined != NULL ? item->redefined->offset : at;
        size_t behind = item->offset + (item->has_picture ? item_bytes(item) : 0);
        if (item->first != NULL)
            code = compute_list(item->first, item->offset, &behind, fault);
        item->length = behind - item->offset;
        size_t bytes = 0;
        if (code == 0)
            code = multiply(item, &bytes, fault);
        if (code < 0)
            return code;
        /* A longer redefinition makes the record longer, as the 01 level's size is that of its longest view. */
        at = item->offset + bytes > at ? item->offset + bytes : at;
        farthest = at > farthest ? at : farthest;
        if (farthest > LAYOUT_MAX_BYTES)
            return refuse(item, RECORD_E_SIZE, fault, "a record of more than 16 MiB", NULL);
    }
    *end = farthest;
    return 0;
}

static int find_counters(struct item *level, struct fault *fault)
{
    for (struct item *item = level; item != NULL; item = item_walk(level, item)) {
        if (item->depending_on == NULL)
            continue;
        struct item *counter = item_find(level, item->depending_on);
        if (counter == NULL)
            return refuse(item, RECORD_E_NAME, fault, "DEPENDING ON", item->depending_on);
        if (!counter->has_picture || !counter->picture.numeric || counter->picture.scale != 0)
            return refuse(item, RECORD_E_SYNTAX, fault, "DEPENDING ON an item that is no whole number:", counter->name);
        if (counter->offset >= item->offset)
            return refuse(item, RECORD_E_SYNTAX, fault, "DEPENDING ON an item behind the table:", counter->name);
        for (struct item *parent = counter; parent != NULL; parent = parent->parent)
            if (parent->is_table)
                return refuse(item, RECORD_E_UNSUPPORTED, fault, "DEPENDING ON an item inside a table:", counter->name);
        for (struct item *parent = item->parent; parent != NULL; parent = parent->parent)
            if (parent->is_table)
                return refuse(item, RECORD_E_UNSUPPORTED, fault, "a DEPENDING ON table inside a table", NULL);
        item->counter = counter;
    }
    return 0;
}

int layout_compute(struct copybook *copybook, struct fault *fault)
{
    for (struct item *level = copybook->first; level != NULL; level = level->next) {
        size_t end;
        struct item *next = level->next;
        /* Each 01 level begins a record of its own: it is laid out alone. */
        level->next = NULL;
        int code = level->redefines == NULL ? compute_list(level, 0, &end, fault)
                                            : refuse(level, RECORD_E_UNSUPPORTED, fault, "REDEFINES on level 01", NULL);
        level->next = next;
        if (code == 0)
            code = find_counters(level, fault);
        if (code < 0)
            return code;
    }
    return 0;
}
