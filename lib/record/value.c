/* value.c - see value.h. */
#include "record/value.h"

#include "record/error.h"
#include "record/number.h"

static int number_value(struct bytes *out, const struct plan_value *value, const struct codepage *page,
                        const struct value_options *options, struct fault *fault)
{
    const struct item *item = value->operation->item;
    struct number number;
    int code = number_decode(&number, item, value->data, value->available, page->ebcdic, fault);
    if (code == RECORD_E_BLANK && options->blank_number == BLANK_NULL)
        return VALUE_NULL;
    if (code == RECORD_E_BLANK && options->blank_number == BLANK_ZERO) {
        number = (struct number){0};
        code = 0;
    }
    if (code < 0)
        return code;
    number_text(out, &number, item->picture.scale);
    return VALUE_NUMBER;
}

static int text_value(struct bytes *out, const struct plan_value *value, const struct codepage *page,
                      const struct value_options *options, struct fault *fault)
{
    const uint8_t *data = value->data;
    size_t length = value->available;
    while (options->trim != TRIM_NONE && length > 0 && data[length - 1] == page->blank)
        length--;
    while (options->trim == TRIM_BOTH && length > 0 && data[0] == page->blank) {
        data++;
        length--;
    }
    int code = codepage_to_utf8(page, out, data, length, fault);
    return code < 0 ? code : VALUE_TEXT;
}

static int raw_value(struct bytes *out, const struct plan_value *value)
{
    static const char digits[] = "0123456789ABCDEF";
    char *to = (char *)bytes_reserve(out, value->available * 2);
    for (size_t i = 0; i < value->available; i++) {
        *to++ = digits[value->data[i] >> 4];
        *to++ = digits[value->data[i] & 15];
    }
    *to = '\0';
    out->length += value->available * 2;
    return VALUE_RAW;
}

int value_text(struct bytes *out, const struct plan_value *value, const struct codepage *page,
               const struct value_options *options, struct fault *fault)
{
    const struct plan_operation *operation = value->operation;
    int code;
    if (value->available < operation->length)
        code = fault_set(fault, RECORD_E_BEYOND, "%zu of %zu bytes are there", value->available, operation->length);
    else if (operation->raw)
        code = raw_value(out, value);
    else if (operation->item->picture.numeric)
        code = number_value(out, value, page, options, fault);
    else
        code = text_value(out, value, page, options, fault);
    if (code < 0) {
        char name[64];
        int64_t within = code == RECORD_E_TEXT && fault != NULL && fault->offset > 0 ? fault->offset - 1 : 0;
        fault_at_field(fault, plan_value_name(name, sizeof name, value), (int64_t)value->offset + within + 1);
    }
    return code;
}
