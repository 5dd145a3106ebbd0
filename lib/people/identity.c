/* identity.c - see identity.h. */
#include "people/identity.h"

#include <ldap.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* Bytes of the UTF-8 character at P, of which LEFT bytes are there; 0 when it is none or a control character. */
static size_t character_bytes(const uint8_t *p, size_t left)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000}; /* of a character of that many bytes */
    if (p[0] < 0x80)
        return p[0] >= 0x20 && p[0] != 0x7f;
    size_t bytes = p[0] >= 0xf0 && p[0] <= 0xf4  ? 4
                   : p[0] >= 0xe0 && p[0] < 0xf0 ? 3
                   : p[0] >= 0xc2 && p[0] < 0xe0 ? 2
                                                 : 0;
    if (bytes == 0 || bytes > left)
        return 0;
    uint32_t code = p[0] & (0x7fu >> bytes);
    for (size_t i = 1; i < bytes; i++) {
        if ((p[i] & 0xc0) != 0x80)
            return 0;
        code = code << 6 | (p[i] & 0x3fu);
    }
    bool surrogate = code >= 0xd800 && code < 0xe000;
    return code < smallest[bytes] || code > 0x10ffff || surrogate || code < 0xa0 ? 0 : bytes;
}

bool identity_is_text(const char *text, size_t length)
{
    size_t step;
    for (size_t i = 0; i < length; i += step)
        if ((step = character_bytes((const uint8_t *)text + i, length - i)) == 0)
            return false;
    return true;
}

static void lower(char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] >= 'A' && text[i] <= 'Z')
            text[i] = (char)(text[i] - 'A' + 'a');
}

bool identity_fold(char out[IDENTITY_SIZE], const char *text, size_t length)
{
    for (; length > 0 && text[length - 1] == ' '; length--)
        continue;
    for (; length > 0 && text[0] == ' '; text++, length--)
        continue;
    if (length == 0 || length >= IDENTITY_SIZE || !identity_is_text(text, length))
        return false;
    memcpy(out, text, length);
    out[length] = '\0';
    lower(out, length);
    return true;
}

char *identity_dn(const char *text, size_t length)
{
    LDAPDN dn = NULL;
    struct berval given = {length, (char *)text};
    if (length == 0 || length > IDENTITY_DN_BYTES || !identity_is_text(text, length) ||
        ldap_bv2dn(&given, &dn, LDAP_DN_FORMAT_LDAPV3) != LDAP_SUCCESS || dn == NULL)
        return NULL;
    for (size_t i = 0; dn[i] != NULL; i++)
        for (size_t j = 0; dn[i][j] != NULL; j++) {
            lower(dn[i][j]->la_attr.bv_val, dn[i][j]->la_attr.bv_len);
            lower(dn[i][j]->la_value.bv_val, dn[i][j]->la_value.bv_len);
        }
    char *made = NULL;
    int code = ldap_dn2str(dn, &made, LDAP_DN_FORMAT_LDAPV3);
    ldap_dnfree(dn);
    if (code != LDAP_SUCCESS)
        return NULL;
    char *copy = memory_copy_string(made); /* freed with free, which libldap does not promise of its own */
    ldap_memfree(made);
    return copy;
}
