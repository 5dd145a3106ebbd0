/* name.c - see name.h. */
#include "jcl/name.h"

#include <string.h>

bool name_is_valid(const char *text, size_t length)
{
    if (length == 0 || length > NAME_MAX_LEN || !name_is_alpha(text[0]))
        return false;
    for (size_t i = 1; i < length; i++)
        if (!name_is_alnum(text[i]))
            return false;
    return true;
}

bool name_is_qualified(const char *text, size_t length)
{
    const char *dot = memchr(text, '.', length);
    size_t first = dot != NULL ? (size_t)(dot - text) : length;
    return name_is_valid(text, first) && (dot == NULL || name_is_valid(dot + 1, length - first - 1));
}

bool name_is_dsn(const char *text, size_t length)
{
    size_t part = 0; /* characters of the current qualifier */
    if (length == 0 || length > DSN_MAX_LEN)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '.') {
            if (part == 0)
                return false;
            part = 0;
        } else if (part == 0 ? !name_is_alpha(text[i]) : !name_is_alnum(text[i]) && text[i] != '-') {
            return false;
        } else if (++part > NAME_MAX_LEN) {
            return false;
        }
    }
    return part > 0;
}

bool name_is_generation(const char *text, size_t length)
{
    size_t sign = length > 0 && (text[0] == '+' || text[0] == '-') ? 1 : 0;
    if (length == sign || length - sign > 3)
        return false;
    for (size_t i = sign; i < length; i++)
        if (text[i] < '0' || text[i] > '9')
            return false;
    return sign == 1 || (length == 1 && text[0] == '0');
}

bool name_is_printable(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] < ' ' || text[i] > '~')
            return false;
    return true;
}
