/* fault.c - see fault.h. */
#include "base/fault.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static void replace_controls(char *text)
{
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        if (c < 0x20 || c == 0x7F)
            *text = '.';
    }
}

static void copy_text(char *to, size_t size, const char *from)
{
    snprintf(to, size, "%s", from != NULL ? from : "");
    replace_controls(to);
}

int fault_set(struct fault *fault, int code, const char *format, ...)
{
    if (fault == NULL)
        return code;
    memset(fault, 0, sizeof *fault);
    fault->code = code;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(fault->detail, sizeof fault->detail, format, arguments);
    va_end(arguments);
    replace_controls(fault->detail);
    return code;
}

int fault_errno(struct fault *fault, int code, int error_number, const char *format, ...)
{
    if (fault == NULL)
        return code;
    memset(fault, 0, sizeof *fault);
    fault->code = code;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(fault->detail, sizeof fault->detail, format, arguments);
    va_end(arguments);
    size_t length = strlen(fault->detail);
    snprintf(fault->detail + length, sizeof fault->detail - length, ": %s", strerror(error_number));
    replace_controls(fault->detail);
    return code;
}

int fault_in_file(struct fault *fault, const char *file)
{
    if (fault == NULL)
        return FAULT_UNKEPT;
    copy_text(fault->file, sizeof fault->file, file);
    return fault->code;
}

int fault_at_record(struct fault *fault, int64_t record, const char *context)
{
    if (fault == NULL)
        return FAULT_UNKEPT;
    fault->record = record;
    copy_text(fault->context, sizeof fault->context, context);
    return fault->code;
}

int fault_at_field(struct fault *fault, const char *field, int64_t offset)
{
    if (fault == NULL)
        return FAULT_UNKEPT;
    fault->offset = offset;
    copy_text(fault->field, sizeof fault->field, field);
    return fault->code;
}

void fault_list_init(struct fault_list *list)
{
    *list = (struct fault_list){0};
}

void fault_list_release(struct fault_list *list)
{
    free(list->items);
    *list = (struct fault_list){0};
}

void fault_list_add(struct fault_list *list, const struct fault *fault)
{
    list->items = memory_grow(list->items, &list->capacity, list->count + 1, sizeof *list->items);
    list->items[list->count++] = *fault;
}
