/* error_file.c - see error_file.h. */
#include "step/error_file.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "step/message.h"

int error_file_open(struct error_file *errors, const char *path, struct fault *fault)
{
    *errors = (struct error_file){0};
    if (path == NULL)
        return 0;
    int code = file_output_open(&errors->replace, path, fault);
    errors->open = code == 0;
    return code;
}

/* LENGTH bytes as hexadecimal digits; null when there are none. */
static json_t *hex_of(const uint8_t *bytes, size_t length)
{
    struct bytes text;
    if (bytes == NULL)
        return json_null();
    bytes_init(&text);
    for (size_t i = 0; i < length; i++)
        bytes_format(&text, "%02X", bytes[i]);
    json_t *hex = json_string(bytes_string(&text));
    bytes_release(&text);
    return hex;
}

void error_file_add(struct error_file *errors, const struct fault *bad, const char *field, int64_t file_offset, const uint8_t *bytes,
                    size_t length)
{
    char id[MESSAGE_ID_SIZE], file[sizeof bad->file * 4], severity[2] = {message_severity(bad), '\0'};
    struct bytes reason;
    if (!errors->open)
        return;
    bytes_init(&reason);
    message_text(&reason, bad);
    json_t *line = json_pack("{s:s, s:s, s:s, s:I, s:o, s:o, s:o, s:o, s:s}", "id", message_id(id, bad->code), "severity", severity, "file",
                             bytes_escape(file, sizeof file, bad->file, strlen(bad->file)), "record", (json_int_t)bad->record,
                             "file_offset", file_offset >= 0 ? json_integer(file_offset) : json_null(), "offset", bad->offset > 0 ? json_integer(bad->offset) : json_null(), "field",
                             field[0] != '\0' ? json_string(field) : json_null(), "bytes", hex_of(bytes, length), "reason",
                             bytes_string(&reason));
    char *text = json_dumps(line, JSON_COMPACT);
    fprintf(errors->replace.stream, "%s\n", text != NULL ? text : "null");
    free(text);
    json_decref(line);
    bytes_release(&reason);
}

int error_file_close(struct error_file *errors, struct fault *fault)
{
    if (!errors->open)
        return 0;
    errors->open = 0;
    return file_replace_commit(&errors->replace, fault);
}
