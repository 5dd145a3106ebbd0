/*
 * codepage.h - bytes to UTF-8 and back, by tables made once from iconv.  Floor 1.
 *
 *     struct codepage page;
 *     if (codepage_open(&page, "CP037", &fault) < 0) ...
 *     codepage_decode(&page, &out, bytes, length, &bad)      codepage_encode(&page, to, room, text, length)
 *     codepage_close(&page);
 *
 * A single-byte page is two tables.  Of a multi-byte page (UTF-8, EUC-JP, the mixed IBM-930 to 1399 with SO and SI) the
 * table has the bytes that are characters by themselves; a field with others goes through iconv, from a fresh state to
 * a closed one: shifts do not go beyond a field.  A page must write its blank and digits in one byte each.  One page
 * may be used by one thread at a time: codepage_copy.
 *
 * With codepage_escape what is no character becomes \xHH, a byte each, and a backslash is doubled: every byte string
 * has a text, and codepage_encode gives exactly its bytes.  Bytes that are characters but would come back otherwise
 * (two bytes with one character, shifts that say nothing) are escaped too.
 *
 * A record's page may have others beside it, for fields that are written in them: codepage_add, codepage_of.
 */
#ifndef CUTOVER_RECORD_CODEPAGE_H
#define CUTOVER_RECORD_CODEPAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/fault.h"

enum { CODEPAGE_NAME_SIZE = 32, CODEPAGE_UTF8_MAX = 4, CODEPAGE_OTHERS_MAX = 255 };

struct codepage {
    char name[CODEPAGE_NAME_SIZE];
    bool single_byte;
    bool shifted;                /* SO (X'0E') and SI (X'0F') around double bytes */
    bool escape;
    bool ebcdic;                 /* the digit 0 is X'F0' */
    uint8_t blank;               /* the byte of U+0020 */
    uint8_t line_feed;           /* X'25' in EBCDIC, X'0A' else */
    uint8_t utf8[256][CODEPAGE_UTF8_MAX]; /* of a byte by itself, escaped as it is written */
    uint8_t utf8_length[256];    /* 0: it is no character by itself */
    uint32_t characters[256];    /* code points in ascending order, and the byte of each */
    uint8_t bytes[256];
    int character_count;
    uint8_t ascii[128];          /* the same of characters below U+0080 at once; 0: find it */
    bool odd[256];               /* bytes that iconv would not write for their character */
    bool has_odd;
    struct codepage *others;     /* from number 1 on; owned */
    unsigned other_count;
    void *to_utf8;               /* iconv of a multi-byte page; NULL else */
    void *from_utf8;
};

/* Returns 0 or RECORD_E_CODEPAGE. */
int codepage_open(struct codepage *page, const char *name, struct fault *fault);
void codepage_close(struct codepage *page);

/* Add page NAME beside PAGE, if it is not there.  Returns its number, from 1 to CODEPAGE_OTHERS_MAX, or RECORD_E_CODEPAGE. */
int codepage_add(struct codepage *page, const char *name, struct fault *fault);

/* PAGE itself, number 0, or one beside it. */
static inline const struct codepage *codepage_of(const struct codepage *page, unsigned number)
{
    return number == 0 ? page : &page->others[number - 1];
}

/* From here on write and read the escaped form, in the others too.  Only once, when all are there. */
void codepage_escape(struct codepage *page);

/* The same page for another thread, with the others; to be closed too.  Returns 0 or RECORD_E_CODEPAGE. */
int codepage_copy(struct codepage *copy, const struct codepage *page, struct fault *fault);

/*
 * Append LENGTH bytes as UTF-8, at most CODEPAGE_UTF8_MAX for each.  Returns 0, or RECORD_E_TEXT at the first byte that is
 * no character (its position from 0 in *BAD, which may be NULL; what comes before it has been appended).
 */
int codepage_decode(const struct codepage *page, struct bytes *out, const uint8_t *bytes, size_t length, size_t *bad);

/*
 * LENGTH bytes of UTF-8 TEXT to at most ROOM bytes.  Returns how many were written, or RECORD_E_CHARACTERS when
 * TEXT is not UTF-8, has a character that the page lacks, does not fit, or has a backslash that escapes nothing.
 */
ptrdiff_t codepage_encode(const struct codepage *page, uint8_t *to, size_t room, const char *text, size_t length);

/* The position of the first character of TEXT that the page lacks, LENGTH when it has them all. */
size_t codepage_missing(const struct codepage *page, const char *text, size_t length);

/* The byte that is CHARACTER by itself; false when there is none. */
bool codepage_find(const struct codepage *page, uint32_t character, uint8_t *byte);

/* One character of UTF-8 into *CHARACTER; returns its length, 0 when it is none (RFC 3629). */
size_t utf8_read(const char *text, size_t length, uint32_t *character);

/* All LENGTH bytes are UTF-8; else false, with the position of the first that is not in *BAD (may be NULL). */
bool utf8_is_valid(const char *text, size_t length, size_t *bad);

#endif
