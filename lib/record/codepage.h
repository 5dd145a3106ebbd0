/*
 * codepage.h - bytes to UTF-8 and back, by tables made once from iconv.  Floor 1.
 *
 *     struct codepage page;
 *     if (codepage_open(&page, "CP037", &fault) < 0) ...
 *     codepage_decode(&page, &out, bytes, length, &bad)      codepage_encode(&page, to, room, text, length)
 *     codepage_close(&page);
 *
 * A single-byte page is two tables.  A multi-byte page (UTF-8, EUC-JP) goes through iconv a field at a time; it
 * must be stateless and write its blank and digits in one byte.  One page may be used by one thread at a time.
 */
#ifndef CUTOVER_RECORD_CODEPAGE_H
#define CUTOVER_RECORD_CODEPAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/fault.h"

enum { CODEPAGE_NAME_SIZE = 32, CODEPAGE_UTF8_MAX = 4 };

struct codepage {
    char name[CODEPAGE_NAME_SIZE];
    bool single_byte;
    bool ebcdic;                 /* the digit 0 is X'F0' */
    uint8_t blank;               /* the byte of U+0020 */
    uint8_t line_feed;           /* X'25' in EBCDIC, X'0A' else */
    uint8_t utf8[256][CODEPAGE_UTF8_MAX];
    uint8_t utf8_length[256];    /* 0: there is no such character */
    uint32_t characters[256];    /* code points in ascending order, and the byte of each */
    uint8_t bytes[256];
    int character_count;
    void *to_utf8;               /* iconv of a multi-byte page; NULL else */
    void *from_utf8;
};

/* Returns 0 or RECORD_E_CODEPAGE. */
int codepage_open(struct codepage *page, const char *name, struct fault *fault);
void codepage_close(struct codepage *page);

/*
 * Append LENGTH bytes as UTF-8.  Returns 0, or RECORD_E_TEXT at the first byte that is no character (its position
 * from 0 in *BAD; what comes before it has been appended).
 */
int codepage_decode(const struct codepage *page, struct bytes *out, const uint8_t *bytes, size_t length, size_t *bad);

/*
 * LENGTH bytes of UTF-8 TEXT to at most ROOM bytes.  Returns how many were written, or RECORD_E_CHARACTERS when
 * TEXT is not UTF-8, has a character that the page lacks, or does not fit.
 */
ptrdiff_t codepage_encode(const struct codepage *page, uint8_t *to, size_t room, const char *text, size_t length);

/* One character of UTF-8 into *CHARACTER; returns its length, 0 when it is none (RFC 3629). */
size_t utf8_read(const char *text, size_t length, uint32_t *character);

/* All LENGTH bytes are UTF-8; else false, with the position of the first that is not in *BAD (may be NULL). */
bool utf8_is_valid(const char *text, size_t length, size_t *bad);

#endif
