/* stream.c - see stream.h. */
#include "record/stream.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"

enum {
    WINDOW_BYTES = 1 << 18, /* fits the second cache with the output beside it */
    KEPT_MAX = 1 << 28      /* a line or record that does not end: no text file, or the wrong RECFM */
};

void stream_open(struct stream *stream, int fd)
{
    *stream = (struct stream){.fd = fd};
}

void stream_close(struct stream *stream)
{
    free(stream->data);
    *stream = (struct stream){.fd = -1};
}

int stream_follow(struct stream *stream, const struct stream *before, size_t kept, struct fault *fault)
{
    if (kept > KEPT_MAX)
        return fault_set(fault, BASE_E_TOO_BIG, "a record or line of the data");
    size_t needed = kept + WINDOW_BYTES / 2 > WINDOW_BYTES ? kept * 2 : WINDOW_BYTES;
    stream->data = memory_grow(stream->data, &stream->capacity, needed + STREAM_BEYOND, 1); /* moves BEFORE's too when it is the same */
    if (kept > 0)
        memmove(stream->data, before->data + before->length - kept, kept);
    stream->length = kept;
    size_t room = stream->capacity - STREAM_BEYOND;
    while (stream->length < room) {
        ssize_t got = read(stream->fd, stream->data + stream->length, room - stream->length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fault_errno(fault, BASE_E_OPEN, errno, "the data");
        stream->last = got == 0;
        stream->length += (size_t)got;
        if (got == 0 || stream->length >= kept + WINDOW_BYTES / 4)
            break;
    }
    return 0;
}

int stream_read(struct stream *stream, size_t kept, struct fault *fault)
{
    return stream_follow(stream, stream, kept, fault);
}

int stream_flush(FILE *to, struct bytes *out, struct fault *fault)
{
    if (out->length > 0 && fwrite(out->data, 1, out->length, to) != out->length)
        return fault_errno(fault, BASE_E_WRITE, errno, "the output");
    bytes_clear(out);
    return 0;
}
