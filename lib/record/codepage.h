/*
 * codepage.h - single-byte code pages as tables, made once from iconv.  Floor 1.
 *
 * Names are iconv's (CP037, IBM-1047, ISO-8859-1, ASCII).  Two pages are more than bytes: "ASCII" takes only X'00'
 * to X'7F', and "UTF-8" passes text through, checked.
 */
#ifndef CUTOVER_RECORD_CODEPAGE_H
#define CUTOVER_RECORD_CODEPAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/fault.h"

struct codepage {
    char name[24];
    bool utf8;              /* bytes pass through */
    bool ebcdic;            /* the blank is X'40' */
    uint8_t blank;          /* the byte of a blank */
    uint8_t utf8_length[256]; /* 0: the page has no such character */
    char utf8_bytes[256][4];
    struct codepage_reverse { uint32_t character; uint8_t byte; } *reverse; /* sorted; owned */
    size_t reverse_count;
    uint8_t from_ascii[128]; /* where the characters below 128 are; for blank and digits, which every page has */
};

/* Returns 0, or RECORD_E_CODEPAGE.  Release it in either case. */
int codepage_open(struct codepage *page, const char *name, struct fault *fault);
void codepage_release(struct codepage *page);

/*
 * Append LENGTH bytes of DATA as UTF-8.  Returns 0, or RECORD_E_TEXT with the byte and its position (fault->offset,
 * from 1 within DATA) that the page does not have; nothing is appended then.
 */
int codepage_to_utf8(const struct codepage *page, struct bytes *out, const uint8_t *data, size_t length,
                     struct fault *fault);

/* Append LENGTH bytes of UTF-8 TEXT in the page.  Returns 0, or RECORD_E_TEXT for a character it does not have. */
int codepage_from_utf8(const struct codepage *page, struct bytes *out, const char *text, size_t length,
                       struct fault *fault);

#endif
