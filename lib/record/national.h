/*
 * national.h - characters of two bytes: national (UTF-16BE) and DBCS (PIC G, DISPLAY-1) text.  Floor 1; inside this room.
 *
 * DBCS text has no shift codes around it; it is in the double-byte part of a mixed page (IBM-939: SO, pairs, SI).
 * Sources: Enterprise COBOL, classes and categories of data, NATIONAL and DBCS; RFC 2781 for UTF-16.
 */
#ifndef CUTOVER_RECORD_NATIONAL_H
#define CUTOVER_RECORD_NATIONAL_H

#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "record/codepage.h"

enum { NATIONAL_BLANK = 0x0020, DBCS_BLANK = 0x4040 };

/*
 * Append LENGTH bytes as UTF-8.  Returns 0, or RECORD_E_TEXT at the first that are no character (their position from 0
 * in *BAD, which may be NULL).
 */
int national_decode(struct bytes *out, const uint8_t *bytes, size_t length, size_t *bad);
int dbcs_decode(const struct codepage *mixed, struct bytes *out, const uint8_t *bytes, size_t length, size_t *bad);

/* UTF-8 TEXT to at most ROOM bytes.  Returns how many were written, or RECORD_E_CHARACTERS. */
ptrdiff_t national_encode(uint8_t *to, size_t room, const char *text, size_t length);
ptrdiff_t dbcs_encode(const struct codepage *mixed, uint8_t *to, size_t room, const char *text, size_t length);

/* LENGTH bytes, from AT on, of BLANK; an odd one at the end becomes its first byte. */
void national_fill(uint8_t *at, size_t length, unsigned blank);

/* How many bytes at the end, and at the beginning, are BLANK. */
size_t national_blanks_behind(const uint8_t *bytes, size_t length, unsigned blank);
size_t national_blanks_before(const uint8_t *bytes, size_t length, unsigned blank);

#endif
