/*
 * multibyte.h - fields of multi-byte pages through iconv.  Floor 1; for codepage.c alone.
 *
 * Each call begins in the page's initial state and ends in it.
 */
#ifndef CUTOVER_RECORD_MULTIBYTE_H
#define CUTOVER_RECORD_MULTIBYTE_H

#include "record/codepage.h"

enum { SHIFT_OUT = 0x0E, SHIFT_IN = 0x0F };

/*
 * Convert LENGTH bytes at SOURCE to at most ROOM bytes.  Returns bytes written, or -1 with errno of iconv.  *USED (may be
 * NULL): bytes read before what cannot be; what they became has been written, *WRITTEN (may be NULL) bytes.
 */
ptrdiff_t multibyte_convert(void *handle, const void *source, size_t length, void *to, size_t room, size_t *used, size_t *written);

/* As codepage_decode and codepage_encode. */
int multibyte_decode(const struct codepage *page, struct bytes *out, const uint8_t *bytes, size_t length, size_t *bad);
int multibyte_decode_escaped(const struct codepage *page, struct bytes *out, const uint8_t *bytes, size_t length);
ptrdiff_t multibyte_encode(const struct codepage *page, uint8_t *to, size_t room, const char *text, size_t length);

/* An escape at TEXT, which is a backslash: 4 with its byte, 2 for a doubled one, 0 when it escapes nothing. */
size_t multibyte_read_escape(const char *text, size_t length, uint8_t *byte);

/*
 * For text that no page makes (national, DBCS).  escape_bytes appends BYTES as escapes alone; escape_text doubles the
 * backslashes of OUT from START on.  unescape undoes either into OUT: 1 for bytes, 0 for text, -1 when it is neither.
 */
void multibyte_escape_bytes(struct bytes *out, const uint8_t *bytes, size_t length);
void multibyte_escape_text(struct bytes *out, size_t start);
int multibyte_unescape(struct bytes *out, const char *text, size_t length);

/* Write \xHH. */
void multibyte_put_escape(uint8_t to[CODEPAGE_UTF8_MAX], uint8_t byte);

#endif
