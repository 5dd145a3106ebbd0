/* selector.c - see selector.h. */
#include "record/selector.h"

#include <string.h>

#include "record/decimal.h"
#include "record/national.h"
#include "record/number.h"

const struct layout_field *selector_field(const struct layout *layout, int record, const char *name)
{
    const struct layout_field *field = layout_find(layout, record, name);
    if (field == NULL || field->dimensions > 0 || !layout_is_leaf(field))
        return NULL;
    for (const struct layout_field *before = &layout->fields[layout->records[record].field]; before < field; before++)
        if (before->depending_on != LAYOUT_NONE)
            return NULL;
    return field;
}

const char *selector_value(const struct layout_field *field, const char *value, struct arena *arena)
{
    const struct picture *picture = &field->item->picture;
    struct decimal decimal;
    char text[DECIMAL_ROOM];
    size_t length = strlen(value);
    if (picture->kind == PICTURE_NUMBER &&
        decimal_parse(&decimal, value, length, picture->digits, picture->scale) == DECIMAL_READ) {
        char *end = decimal_put(text, decimal.digits, decimal.count, picture->scale, decimal.negative);
        return arena_text(arena, text, (size_t)(end - text));
    }
    while (length > 0 && value[length - 1] == ' ')
        length--;
    return arena_text(arena, value, length);
}

void selector_text(struct bytes *out, const struct plan_op *op, const uint8_t *bytes, const struct codepage *page)
{
    page = codepage_of(page, op->page);
    bytes_clear(out);
    if (plan_is_number(op)) {
        char text[DECIMAL_ROOM];
        char *end = number_read(text, op, bytes, page->ebcdic, false);
        bytes_add(out, text, end != NULL ? (size_t)(end - text) : 0);
        return;
    }
    if (op->kind == PLAN_NATIONAL) {
        national_decode(out, bytes, op->length - national_blanks_behind(bytes, op->length, NATIONAL_BLANK), NULL);
        return;
    }
    size_t length = op->length;
    for (; op->kind == PLAN_JUSTIFIED && length > 0 && *bytes == page->blank; bytes++)
        length--;
    while (length > 0 && (bytes[length - 1] == page->blank || bytes[length - 1] == 0))
        length--;
    codepage_decode(page, out, bytes, length, NULL);
}
