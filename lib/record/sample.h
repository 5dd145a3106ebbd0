/*
 * sample.h - a bounded part of a file, to find out how it is to be read: its head, and pieces further on.  Floor 1.
 *
 *     struct sample sample;
 *     if (sample_read(&sample, fd, &fault) < 0) ...        or sample_take(&sample, bytes, length, true)
 *     sample.pieces[0] is the head
 *     sample_release(&sample);
 *
 * The same file gives the same sample.
 */
#ifndef CUTOVER_RECORD_SAMPLE_H
#define CUTOVER_RECORD_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"

enum { SAMPLE_HEAD_BYTES = 1 << 20, SAMPLE_PIECE_BYTES = 1 << 14, SAMPLE_PIECES = 9 };

struct sample_piece {
    uint8_t *bytes; /* owned by the sample */
    size_t length;
    int64_t offset; /* in the file, from 0 */
};

struct sample {
    struct sample_piece pieces[SAMPLE_PIECES];
    size_t count;
    int64_t file_bytes; /* -1: not known, a pipe that goes on */
    bool whole;         /* the head is the file */
};

/*
 * Read a sample of the file FD: of a regular one from its beginning, whatever its position, which stays; of any other
 * the head is what comes next.  Returns 0 or BASE_E_OPEN.
 */
int sample_read(struct sample *sample, int fd, struct fault *fault);

/* Copies of bytes that are at hand: the beginning of a file, or, WHOLE, all of it. */
void sample_take(struct sample *sample, const void *bytes, size_t length, bool whole);
void sample_release(struct sample *sample);

/* FROM with every byte as TABLE says; and with X'0D0A' as X'0A', which keeps the head alone.  Release TO. */
void sample_translate(struct sample *to, const struct sample *from, const uint8_t table[256]);
void sample_unfold(struct sample *to, const struct sample *from);

/*
 * FROM, whose head is UTF-8, with a byte for every character below U+0100: the one TABLE has for it; keeps the head alone.
 * False, and nothing to release, when the head is no UTF-8, or nothing else than ASCII, or has many other characters.
 */
bool sample_narrow(struct sample *to, const struct sample *from, const uint8_t table[256]);

#endif
