/*
 * keyset.h - which submissions a file has shown so far, in eight bytes each.  Floor 2; for lib/form alone.
 *
 * Keys are kept as 64-bit hashes: two releases of one file that met in one by chance (one in 10^10 for a file of
 * 10,000) would be taken for interleaved, and the file set aside, never more.
 */
#ifndef CUTOVER_FORM_KEYSET_H
#define CUTOVER_FORM_KEYSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct keyset {
    uint64_t *slots; /* owned; 0 is free */
    size_t capacity; /* a power of two */
    size_t count;
};

void keyset_init(struct keyset *set);
void keyset_release(struct keyset *set);
void keyset_add(struct keyset *set, const char *release, int iteration);
bool keyset_has(const struct keyset *set, const char *release, int iteration);

#endif
