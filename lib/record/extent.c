/* extent.c - see extent.h. */
#include "record/extent.h"

/* Bytes of a binary number of DIGITS digits: IBM's halfword, fullword, doubleword, or as few as they need. */
static uint32_t binary_length(unsigned digits, bool is_signed, bool minimal)
{
    static const uint8_t few[] = {0, 1, 1, 2, 2, 3, 3, 4, 4, 4, 5, 5, 6, 6, 6, 7, 7, 8, 8};
    if (minimal) /* without a sign 9,999,999 is below 2**24, and 999,999,999,999 below 2**40 */
        return few[digits] - (uint32_t)(!is_signed && (digits == 7 || digits == 12));
    return digits <= 4 ? 2 : digits <= 9 ? 4 : 8;
}

uint32_t extent_length(const struct item *item, bool binary_minimal)
{
    const struct picture *picture = &item->picture;
    uint32_t characters = picture->characters + (picture->is_signed && item->sign_separate);
    switch (item->usage) {
    case USAGE_BINARY:
    case USAGE_NATIVE:
        return binary_length(picture->digits, picture->is_signed, binary_minimal);
    case USAGE_PACKED:
        return picture->digits / 2u + 1;
    case USAGE_PACKED_UNSIGNED:
        return (picture->digits + 1u) / 2;
    case USAGE_NATIONAL:
    case USAGE_DBCS:
        return characters * 2;
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
    return characters;
}

uint32_t extent_boundary(const struct item *item, bool binary_minimal)
{
    if (!item->synchronized || item->child != NULL)
        return 1;
    switch (item->usage) {
    case USAGE_BINARY:
    case USAGE_NATIVE: {
        uint32_t length = extent_length(item, binary_minimal);
        return length == 1 ? 1 : length == 2 ? 2 : 4;
    }
    case USAGE_FLOAT:
    case USAGE_INDEX:
    case USAGE_POINTER:
        return 4;
    case USAGE_DOUBLE:
        return 8;
    default:
        return 1;
    }
}

uint32_t extent_first_boundary(const struct item *item, bool binary_minimal)
{
    while (item->child != NULL)
        item = item->child;
    return extent_boundary(item, binary_minimal);
}
