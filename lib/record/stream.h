/*
 * stream.h - a file read through a window that grows when a record needs it.  Floor 1; for convert*.c.
 *
 *     struct stream stream;  stream_open(&stream, fd);
 *     do { stream_read(&stream, kept, &fault); ... use data[0..length), KEPT bytes at its end not used up ... }
 *     while (!stream.last);  stream_close(&stream);
 */
#ifndef CUTOVER_RECORD_STREAM_H
#define CUTOVER_RECORD_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/bytes.h"
#include "base/fault.h"

enum { STREAM_BEYOND = 256 }; /* bytes behind the data that can be read */

struct stream {
    int fd;
    uint8_t *data;
    size_t length;
    size_t capacity;
    bool last; /* the file ends with data */
};

void stream_open(struct stream *stream, int fd);
void stream_close(struct stream *stream); /* the file stays open */

/* Move the last KEPT bytes to the front and read more behind them.  Returns 0, BASE_E_OPEN or BASE_E_TOO_BIG. */
int stream_read(struct stream *stream, size_t kept, struct fault *fault);

/* The same behind BEFORE, which read the file so far and keeps its window: several windows of one file, one after the other. */
int stream_follow(struct stream *stream, const struct stream *before, size_t kept, struct fault *fault);

/* Write what OUT has and clear it.  Returns 0 or BASE_E_WRITE. */
int stream_flush(FILE *to, struct bytes *out, struct fault *fault);

#endif
