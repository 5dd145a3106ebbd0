/* plan_leaf.c - which operation reads a leaf: its usage and picture as a kind.  See plan.h. */
#include "record/plan.h"

#include <strings.h>

/* A picture with P, which the quick looks do not know. */
static bool is_scaled(const struct picture *picture)
{
    return picture->scale < 0 || picture->scale > picture->digits;
}

static enum plan_kind display_kind(const struct item *item)
{
    switch (item->picture.kind) {
    case PICTURE_NUMBER:
        return is_scaled(&item->picture) || item->blank_when_zero ? PLAN_RARE_ZONED : PLAN_ZONED;
    case PICTURE_NATIONAL:
        return PLAN_NATIONAL;
    case PICTURE_DBCS:
        return PLAN_DBCS;
    default:
        return item->justified ? PLAN_JUSTIFIED : PLAN_TEXT;
    }
}

static enum plan_kind leaf_kind(const struct item *item, bool little_endian)
{
    bool scaled = is_scaled(&item->picture);
    switch (item->usage) {
    case USAGE_DISPLAY:
        break;
    case USAGE_BINARY:
        return scaled ? PLAN_RARE_BINARY : PLAN_BINARY;
    case USAGE_NATIVE:
        return scaled || little_endian ? PLAN_RARE_BINARY : PLAN_BINARY;
    case USAGE_PACKED:
        return scaled ? PLAN_RARE_PACKED : PLAN_PACKED;
    case USAGE_PACKED_UNSIGNED:
        return PLAN_RARE_PACKED;
    case USAGE_FLOAT:
    case USAGE_DOUBLE:
        return PLAN_FLOAT;
    case USAGE_NATIONAL:
        return item->picture.kind == PICTURE_NUMBER ? PLAN_RARE_ZONED : PLAN_NATIONAL;
    case USAGE_DBCS:
        return PLAN_DBCS;
    case USAGE_INDEX:
    case USAGE_POINTER:
        return PLAN_RAW;
    }
    return display_kind(item);
}

/* The page that --codepage-of gives a field, by its own name or that of the nearest group around it; 0: the record's. */
static unsigned page_of(const struct layout *layout, int index, const struct plan_options *options)
{
    for (int field = index; field != LAYOUT_NONE && options->page_count > 0; field = layout->fields[field].parent)
        for (size_t i = 0; i < options->page_count; i++)
            if (strcasecmp(options->pages[i].name, layout->fields[field].item->name) == 0)
                return options->pages[i].page;
    return 0;
}

/* A field of characters gets its page, and what reads it: the quick looks have the record's.  PIC G has that of --dbcs. */
static void set_page(struct plan_op *op, unsigned page)
{
    bool characters = op->kind == PLAN_TEXT || op->kind == PLAN_ZONED || op->kind == PLAN_RARE_ZONED || op->kind == PLAN_JUSTIFIED;
    if (page == 0 || !characters || op->national)
        return;
    op->page = (uint8_t)page;
    op->kind = op->kind == PLAN_TEXT ? PLAN_PAGED : op->kind == PLAN_ZONED ? PLAN_RARE_ZONED : op->kind;
}

struct plan_op plan_leaf(const struct layout *layout, int index, const struct plan_options *options)
{
    static const struct plan_options none = {0};
    const struct layout_field *field = &layout->fields[index];
    const struct item *item = field->item;
    const struct picture *picture = &item->picture;
    options = options != NULL ? options : &none;
    bool floating = item->usage == USAGE_FLOAT || item->usage == USAGE_DOUBLE;
    bool little = options->native_little_endian && (item->usage == USAGE_NATIVE || (floating && options->float_ieee));
    struct plan_op op = {
        .kind = (uint8_t)leaf_kind(item, little), .digits = picture->digits, .scale = (int8_t)picture->scale,
        .is_signed = picture->is_signed, .sign_leading = item->sign_leading, .sign_separate = item->sign_separate && picture->is_signed,
        .filler = item->filler, .national = item->usage == USAGE_NATIONAL, .native = item->usage == USAGE_NATIVE,
        .little_endian = little, .no_sign = item->usage == USAGE_PACKED_UNSIGNED, .blank_when_zero = item->blank_when_zero,
        .justified = item->justified, .ieee = options->float_ieee, .translated = options->sign_translated, .offset = field->offset, .length = field->length, .field = index,
        .end = -1, .slot = -1, .rule = -1, .columns = 1};
    set_page(&op, page_of(layout, index, options));
    return op;
}

bool plan_is_slack(const struct layout *layout, const struct plan_op *op)
{
    return op->offset != layout->fields[op->field].offset;
}
