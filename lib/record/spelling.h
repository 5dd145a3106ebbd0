/*
 * spelling.h - in which of two code pages text is spelled.  Floor 1; for score.c and guess.c.
 *
 *     struct spelling spelling = {0};
 *     spelling_add(&spelling, bytes, length);                  values of text, as often as one likes
 *     spelling_compare(&spelling, &given, &other, &gain);      for each page that may be the right one
 *     if (spelling_convinces(&gain)) ...
 *     spelling_release(&spelling);
 *
 * Only bytes that are another character in the other page say anything.  It is right where they become letters within
 * words, or brackets in pairs, with several different bytes and in several different words, and where next to nothing
 * that was well spelled no longer is.  One at sign in every value is no Swedish.
 */
#ifndef CUTOVER_RECORD_SPELLING_H
#define CUTOVER_RECORD_SPELLING_H

#include "base/bytes.h"
#include "record/codepage.h"

struct spelling {
    struct bytes pieces; /* of text: a length of one byte, and so many bytes */
};

struct spelling_gain {
    int64_t better;    /* characters that are spelled better in the other page */
    int64_t worse;
    unsigned bytes;    /* different ones that become letters or brackets there, or that are no characters in the page given */
    uint64_t contexts; /* a bit for each sort of neighbours they have there */
    uint64_t against;  /* the same of characters that are spelled worse */
};

/* Add a value of text; beyond 256 KB nothing is added. */
void spelling_add(struct spelling *spelling, const uint8_t *bytes, size_t length);
void spelling_release(struct spelling *spelling);

/* What of the text is spelled otherwise in OTHER than in GIVEN, both single-byte or with what single bytes they have. */
void spelling_compare(const struct spelling *spelling, const struct codepage *given, const struct codepage *other, struct spelling_gain *gain);

/* Characters of several bytes of UTF-8, when the text has some and no byte that is not UTF-8; else 0. */
int64_t spelling_count_utf8(const struct spelling *spelling);

bool spelling_convinces(const struct spelling_gain *gain);

#endif
