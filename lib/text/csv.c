/* csv.c - see csv.h. */
#include "text/csv.h"

#include <stdbool.h>
#include <string.h>

static bool is_formula(const char *text, size_t length)
{
    static const char *const BEGINNINGS[] = {"=", "+", "-", "@", "\t", "\r", "\n", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};
    while (length > 0 && text[0] == '\'') {
        text++;
        length--;
    }
    for (size_t i = 0; i < sizeof BEGINNINGS / sizeof BEGINNINGS[0]; i++) {
        size_t size = strlen(BEGINNINGS[i]);
        if (length >= size && memcmp(text, BEGINNINGS[i], size) == 0)
            return true;
    }
    return false;
}

void csv_put_cell(struct bytes *out, const char *text, size_t length)
{
    bytes_char(out, '"');
    if (is_formula(text, length))
        bytes_char(out, '\'');
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"')
            bytes_char(out, '"');
        bytes_char(out, text[i]);
    }
    bytes_char(out, '"');
}
