/* message.c - see message.h. */
#include "step/message.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct message MESSAGES[] = {
#define MESSAGE(number, severity, text, action) {number, #severity[0], text, action},
#include "step/messages.def"
#undef MESSAGE
};

const struct message *message_table(size_t *count)
{
    *count = sizeof MESSAGES / sizeof MESSAGES[0];
    return MESSAGES;
}

const struct message *message_find(int number)
{
    for (size_t i = 0; i < sizeof MESSAGES / sizeof MESSAGES[0]; i++)
        if (MESSAGES[i].number == number)
            return &MESSAGES[i];
    return NULL;
}

void message_text(struct bytes *out, const struct fault *fault)
{
    const struct message *message = message_find(abs(fault->code));
    if (message == NULL) {
        bytes_text(out, fault->detail);
        return;
    }
    const char *hole = strstr(message->text, "{}");
    if (hole != NULL) {
        bytes_add(out, message->text, (size_t)(hole - message->text));
        bytes_text(out, fault->detail);
        bytes_text(out, hole + 2);
        return;
    }
    bytes_text(out, message->text);
    if (fault->detail[0] != '\0')
        bytes_format(out, ": %s", fault->detail);
}

char *message_id(char id[MESSAGE_ID_SIZE], int code)
{
    snprintf(id, MESSAGE_ID_SIZE, "CUT%03d", abs(code) % 1000);
    return id;
}

char message_severity(const struct fault *fault)
{
    const struct message *message = message_find(abs(fault->code));
    return message != NULL ? message->severity : 'U';
}

void message_line(struct bytes *out, const struct fault *fault)
{
    char id[MESSAGE_ID_SIZE];
    bytes_format(out, "%s%c", message_id(id, fault->code), message_severity(fault));
    size_t start = out->length;
    if (fault->file[0] != '\0')
        bytes_format(out, " %s", fault->file);
    if (fault->record > 0)
        bytes_format(out, " record %lld", (long long)fault->record);
    if (fault->context[0] != '\0')
        bytes_format(out, " (%s)", fault->context);
    if (fault->field[0] != '\0')
        bytes_format(out, " %s", fault->field);
    if (fault->offset > 0)
        bytes_format(out, " at %lld", (long long)fault->offset);
    bytes_text(out, out->length > start ? ": " : " ");
    message_text(out, fault);
}
