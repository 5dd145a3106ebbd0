/* path.c - see path.h. */
#include "text/path.h"

#include <stdbool.h>
#include <string.h>

#include "base/hash.h"

enum { DIGEST_DIGITS = 32 };

static bool stands_for_itself(unsigned char c, bool first)
{
    if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
        return true;
    return c != '\0' && strchr(first ? "_+=,@#" : "._-+=,@#", c) != NULL;
}

void path_put_component(struct bytes *out, const char *text, size_t length)
{
    size_t start = out->length;
    if (length == 0)
        bytes_char(out, '%');
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (stands_for_itself(c, i == 0))
            bytes_char(out, (char)c);
        else
            bytes_format(out, "%%%02X", c);
        if (out->length - start <= PATH_COMPONENT_MAX)
            continue;
        char digits[HASH_HEX_SIZE];
        uint8_t digest[HASH_BYTES];
        hash_of(digest, text, length);
        hash_hex(digits, digest);
        out->length = start + PATH_COMPONENT_MAX - DIGEST_DIGITS - 1;
        bytes_format(out, "~%.*s", DIGEST_DIGITS, digits);
        return;
    }
}
