/*
 * bytes.h - a growing buffer, and bytes shown to people.  Floor 0.
 *
 *     struct bytes out;  bytes_init(&out);  bytes_text(&out, "x");  ...  bytes_release(&out);
 *
 * A buffer always has a NUL behind its length bytes once something was added, so that text in it can be used
 * as a string; data is NULL while it is empty and new.  Out of memory ends the process, as memory.h says.
 */
#ifndef CUTOVER_BASE_BYTES_H
#define CUTOVER_BASE_BYTES_H

#include <stddef.h>
#include <stdint.h>

struct bytes {
    uint8_t *data;   /* owned */
    size_t length;   /* bytes in use */
    size_t capacity; /* bytes allocated */
};

void bytes_init(struct bytes *bytes);
void bytes_release(struct bytes *bytes);
void bytes_clear(struct bytes *bytes); /* length 0, memory kept */

/* Make room for MORE bytes behind the length (and the NUL); returns where they go.  The caller adds to length. */
uint8_t *bytes_reserve(struct bytes *bytes, size_t more);

void bytes_add(struct bytes *bytes, const void *data, size_t length);
void bytes_text(struct bytes *bytes, const char *string);
void bytes_char(struct bytes *bytes, char c);
void bytes_format(struct bytes *bytes, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The text as a string: "" when nothing was added. */
const char *bytes_string(const struct bytes *bytes);

/*
 * LENGTH bytes of DATA as X'C1F0' in upper case, at most LIMIT bytes and then "...".  Writes at most SIZE
 * bytes with the NUL into TEXT and returns TEXT.
 */
char *bytes_hex(char *text, size_t size, const void *data, size_t length, size_t limit);

/*
 * Printable form of LENGTH bytes for a message: printable ASCII and UTF-8 text stand as they are, control
 * characters and broken bytes as \xHH, a backslash doubled.  Writes at most SIZE bytes with the NUL; returns TEXT.
 */
char *bytes_escape(char *text, size_t size, const void *data, size_t length);

#endif
