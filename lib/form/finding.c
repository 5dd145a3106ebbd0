/* finding.c - see finding.h. */
#include "form/finding.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "form/error.h"
#include "step/message.h"
#include "text/json.h"

static void put_number_or_null(struct bytes *out, const char *key, int64_t number)
{
    if (number > 0)
        json_put_number(out, key, number);
    else
        json_put_member(out, key, NULL);
}

void finding_json(struct bytes *out, const struct fault *finding)
{
    char id[MESSAGE_ID_SIZE];
    char severity[2] = {message_severity(finding), '\0'};
    struct bytes text;
    bytes_init(&text);
    message_text(&text, finding);
    bytes_char(out, '{');
    json_put_member(out, "id", message_id(id, finding->code));
    json_put_member(out, "severity", severity);
    put_number_or_null(out, "record", finding->record);
    json_put_member(out, "field", finding->field[0] != '\0' ? finding->field : NULL);
    put_number_or_null(out, "offset", finding->offset);
    json_put_member(out, "text", bytes_string(&text));
    bytes_char(out, '}');
    bytes_release(&text);
}

void finding_json_list(struct bytes *out, const struct fault_list *list)
{
    bytes_char(out, '[');
    for (size_t i = 0; i < list->count; i++) {
        if (i > 0)
            bytes_char(out, ',');
        finding_json(out, &list->items[i]);
    }
    bytes_char(out, ']');
}

void finding_keep_list(struct bytes *out, const struct fault_list *list)
{
    bytes_char(out, '[');
    for (size_t i = 0; i < list->count; i++) {
        const struct fault *finding = &list->items[i];
        bytes_text(out, i > 0 ? ",{" : "{");
        json_put_number(out, "code", -(int64_t)finding->code);
        json_put_member(out, "file", finding->file);
        json_put_number(out, "record", finding->record);
        json_put_number(out, "offset", finding->offset);
        json_put_member(out, "field", finding->field);
        json_put_member(out, "context", finding->context);
        json_put_member(out, "detail", finding->detail);
        bytes_char(out, '}');
    }
    bytes_char(out, ']');
}

static void read_text(char *to, size_t size, const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    snprintf(to, size, "%s", text != NULL ? text : "");
}

int finding_read_list(struct fault_list *list, const void *value, struct fault *fault)
{
    const json_t *array = value;
    if (!json_is_array(array))
        return fault_set(fault, FORM_E_DOCUMENT, "findings are not an array");
    for (size_t i = 0; i < json_array_size(array); i++) {
        const json_t *object = json_array_get(array, i);
        struct fault finding = {0};
        finding.code = -(int)json_integer_value(json_object_get(object, "code"));
        if (finding.code == 0)
            return fault_set(fault, FORM_E_DOCUMENT, "a finding without a code");
        finding.record = json_integer_value(json_object_get(object, "record"));
        finding.offset = json_integer_value(json_object_get(object, "offset"));
        read_text(finding.file, sizeof finding.file, object, "file");
        read_text(finding.field, sizeof finding.field, object, "field");
        read_text(finding.context, sizeof finding.context, object, "context");
        read_text(finding.detail, sizeof finding.detail, object, "detail");
        fault_list_add(list, &finding);
    }
    return 0;
}
