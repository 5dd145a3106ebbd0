/* hash.c - see hash.h. */
#include "base/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

void hash_init(struct hash *hash)
{
    hash->context = EVP_MD_CTX_new();
    if (hash->context == NULL || EVP_DigestInit_ex(hash->context, EVP_sha256(), NULL) != 1)
        abort(); /* libcrypto without SHA-256, or no memory: nothing could be trusted */
}

void hash_add(struct hash *hash, const void *data, size_t length)
{
    if (EVP_DigestUpdate(hash->context, data, length) != 1)
        abort();
}

void hash_finish(struct hash *hash, uint8_t digest[HASH_BYTES])
{
    if (EVP_DigestFinal_ex(hash->context, digest, NULL) != 1)
        abort();
    EVP_MD_CTX_free(hash->context);
    hash->context = NULL;
}

void hash_of(uint8_t digest[HASH_BYTES], const void *data, size_t length)
{
    struct hash hash;
    hash_init(&hash);
    hash_add(&hash, data, length);
    hash_finish(&hash, digest);
}

int hash_of_file(uint8_t digest[HASH_BYTES], const char *path, struct fault *fault)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fault_errno(fault, BASE_E_OPEN, errno, "%s", path);
    struct hash hash;
    hash_init(&hash);
    int code = 0;
    static _Thread_local uint8_t buffer[64 * 1024];
    for (;;) {
        ssize_t got = read(fd, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            code = fault_errno(fault, BASE_E_OPEN, errno, "%s", path);
        if (got <= 0)
            break;
        hash_add(&hash, buffer, (size_t)got);
    }
    hash_finish(&hash, digest);
    close(fd);
    return code;
}

char *hash_hex(char text[HASH_HEX_SIZE], const uint8_t digest[HASH_BYTES])
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < HASH_BYTES; i++) {
        text[2 * i] = digits[digest[i] >> 4];
        text[2 * i + 1] = digits[digest[i] & 15];
    }
    text[HASH_HEX_SIZE - 1] = '\0';
    return text;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

int hex_decode(uint8_t *out, const char *text, size_t length)
{
    if (length % 2 != 0)
        return -1;
    for (size_t i = 0; i < length; i += 2) {
        int high = hex_value(text[i]), low = hex_value(text[i + 1]);
        if (high < 0 || low < 0)
            return -1;
        out[i / 2] = (uint8_t)(high << 4 | low);
    }
    return 0;
}

static const char BASE64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

char *base64_encode(char *text, const void *data, size_t length)
{
    const uint8_t *from = data;
    char *to = text;
    for (size_t i = 0; i < length; i += 3) {
        size_t left = length - i;
        uint32_t group = (uint32_t)from[i] << 16 | (left > 1 ? (uint32_t)from[i + 1] << 8 : 0) | (left > 2 ? from[i + 2] : 0);
        *to++ = BASE64[group >> 18];
        *to++ = BASE64[group >> 12 & 63];
        *to++ = left > 1 ? BASE64[group >> 6 & 63] : '=';
        *to++ = left > 2 ? BASE64[group & 63] : '=';
    }
    *to = '\0';
    return text;
}

ptrdiff_t base64_decode(uint8_t *out, const char *text, size_t length)
{
    if (length % 4 != 0)
        return -1;
    size_t written = 0;
    for (size_t i = 0; i < length; i += 4) {
        bool last = i + 4 == length;
        size_t padding = last && text[i + 3] == '=' ? (text[i + 2] == '=' ? 2 : 1) : 0;
        uint32_t group = 0;
        for (size_t k = 0; k < 4 - padding; k++) {
            const char *found = text[i + k] != '\0' ? strchr(BASE64, text[i + k]) : NULL;
            if (found == NULL)
                return -1;
            group |= (uint32_t)(found - BASE64) << (18 - 6 * k);
        }
        /* Bits behind the last byte must be zero, or two texts would mean one value. */
        if ((padding == 1 && (group & 0xFF) != 0) || (padding == 2 && (group & 0xFFFF) != 0))
            return -1;
        out[written++] = (uint8_t)(group >> 16);
        if (padding < 2)
            out[written++] = (uint8_t)(group >> 8);
        if (padding < 1)
            out[written++] = (uint8_t)group;
    }
    return (ptrdiff_t)written;
}
