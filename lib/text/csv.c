/* csv.c - see csv.h. */
#include "text/csv.h"

#include <string.h>

void csv_put_cell(struct bytes *out, const char *text, size_t length)
{
    bytes_char(out, '"');
    if (length > 0 && text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL)
        bytes_char(out, '\'');
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"')
            bytes_char(out, '"');
        bytes_char(out, text[i]);
    }
    bytes_char(out, '"');
}
