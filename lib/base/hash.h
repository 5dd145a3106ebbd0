/*
 * hash.h - SHA-256 (FIPS 180-4, by libcrypto), hexadecimal and base64 (RFC 4648).  Floor 0.
 *
 * Calling sequence of a hash in pieces: hash_init, hash_add as often as needed, hash_finish (once; it releases).
 */
#ifndef CUTOVER_BASE_HASH_H
#define CUTOVER_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"

enum { HASH_BYTES = 32, HASH_HEX_SIZE = 65 };

struct hash {
    void *context; /* owned by libcrypto */
};

void hash_init(struct hash *hash);
void hash_add(struct hash *hash, const void *data, size_t length);
void hash_finish(struct hash *hash, uint8_t digest[HASH_BYTES]);

void hash_of(uint8_t digest[HASH_BYTES], const void *data, size_t length);
int hash_of_file(uint8_t digest[HASH_BYTES], const char *path, struct fault *fault);

/* 64 lower-case digits and a NUL into TEXT; returns TEXT. */
char *hash_hex(char text[HASH_HEX_SIZE], const uint8_t digest[HASH_BYTES]);

/* LENGTH hexadecimal digits of either case (an even number) to LENGTH/2 bytes.  Returns 0, or -1. */
int hex_decode(uint8_t *out, const char *text, size_t length);

/*
 * Base64 with padding and without line breaks.  base64_decode returns the number of bytes written to OUT
 * (at most LENGTH/4*3), or -1 when TEXT is not canonical base64; base64_encode writes 4*((LENGTH+2)/3)+1 bytes.
 */
ptrdiff_t base64_decode(uint8_t *out, const char *text, size_t length);
char *base64_encode(char *text, const void *data, size_t length);

#endif
