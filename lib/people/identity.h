/*
 * identity.h - names and DNs in the one form in which they are compared.  Internal to lib/people.
 *
 * The rule is ours and not the server's, so that an LDIF file and a server give the same answers: A to Z count as
 * a to z, blanks around a name do not count, every other byte does.
 */
#ifndef CUTOVER_PEOPLE_IDENTITY_H
#define CUTOVER_PEOPLE_IDENTITY_H

#include <stdbool.h>
#include <stddef.h>

enum { IDENTITY_SIZE = 257, IDENTITY_DN_BYTES = 4096 };

/* Is this UTF-8 (RFC 3629) without control characters? */
bool identity_is_text(const char *text, size_t length);

/* The name in lower case without blanks around it into OUT; false when it is empty, too long or not text. */
bool identity_fold(char out[IDENTITY_SIZE], const char *text, size_t length);

/* The DN in its compared form, to be freed; NULL when it is malformed, empty or longer than IDENTITY_DN_BYTES. */
char *identity_dn(const char *text, size_t length);

#endif
