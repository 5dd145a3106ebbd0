/* sample.c - see sample.h. */
#include "record/sample.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "record/codepage.h"

enum {
    CR = 0x0D,
    LF = 0x0A,
    SUBSTITUTE = 0x1A,
    OTHERS = 20, /* one character in so many may be beyond ISO 8859-1 */
};

/* Read up to WANTED bytes, at OFFSET or (below 0) what comes next; returns how many, or -1. */
static ptrdiff_t read_all(int fd, uint8_t *to, size_t wanted, int64_t offset)
{
    size_t done = 0;
    while (done < wanted) {
        ssize_t got = offset < 0 ? read(fd, to + done, wanted - done) : pread(fd, to + done, wanted - done, offset + (int64_t)done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        done += (size_t)got;
    }
    return (ptrdiff_t)done;
}

static int add_piece(struct sample *sample, int fd, size_t wanted, int64_t offset, struct fault *fault)
{
    uint8_t *bytes = memory_new(wanted, 1);
    ptrdiff_t got = read_all(fd, bytes, wanted, offset);
    if (got < 0) {
        free(bytes);
        sample_release(sample);
        return fault_errno(fault, BASE_E_OPEN, errno, "the data");
    }
    sample->pieces[sample->count++] = (struct sample_piece){bytes, (size_t)got, offset > 0 ? offset : 0};
    return 0;
}

int sample_read(struct sample *sample, int fd, struct fault *fault)
{
    struct stat status;
    bool regular = fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
    *sample = (struct sample){.file_bytes = regular ? (int64_t)status.st_size : -1};
    int code = add_piece(sample, fd, SAMPLE_HEAD_BYTES, regular ? 0 : -1, fault);
    if (code < 0)
        return code;
    sample->whole = sample->pieces[0].length < SAMPLE_HEAD_BYTES || sample->file_bytes == SAMPLE_HEAD_BYTES;
    if (sample->whole)
        sample->file_bytes = (int64_t)sample->pieces[0].length;
    int64_t behind = sample->file_bytes - SAMPLE_HEAD_BYTES - SAMPLE_PIECE_BYTES;
    for (int i = 1; code == 0 && i < SAMPLE_PIECES && behind > 0; i++) /* the last ends where the file does */
        code = add_piece(sample, fd, SAMPLE_PIECE_BYTES, SAMPLE_HEAD_BYTES + behind / (SAMPLE_PIECES - 1) * i, fault);
    return code;
}

void sample_take(struct sample *sample, const void *bytes, size_t length, bool whole)
{
    *sample = (struct sample){.count = 1, .whole = whole, .file_bytes = whole ? (int64_t)length : -1};
    sample->pieces[0] = (struct sample_piece){memory_new(length, 1), length, 0};
    if (length > 0)
        memcpy(sample->pieces[0].bytes, bytes, length);
}

void sample_release(struct sample *sample)
{
    for (size_t i = 0; i < sample->count; i++)
        free(sample->pieces[i].bytes);
    *sample = (struct sample){0};
}

void sample_translate(struct sample *to, const struct sample *from, const uint8_t table[256])
{
    *to = *from;
    for (size_t i = 0; i < from->count; i++) {
        const struct sample_piece *piece = &from->pieces[i];
        to->pieces[i].bytes = memory_new(piece->length, 1);
        for (size_t j = 0; j < piece->length; j++)
            to->pieces[i].bytes[j] = table[piece->bytes[j]];
    }
}

/* A sample of the head alone, whose bytes are changed. */
static void keep_head(struct sample *to, const struct sample *from, uint8_t *bytes, size_t length)
{
    *to = (struct sample){.count = 1, .whole = from->whole, .file_bytes = from->whole ? (int64_t)length : -1};
    to->pieces[0] = (struct sample_piece){bytes, length, 0};
}

void sample_unfold(struct sample *to, const struct sample *from)
{
    const struct sample_piece *head = &from->pieces[0];
    uint8_t *bytes = memory_new(head->length, 1);
    size_t length = 0;
    for (size_t i = 0; i < head->length; i++)
        if (head->bytes[i] != CR || i + 1 == head->length || head->bytes[i + 1] != LF)
            bytes[length++] = head->bytes[i];
    keep_head(to, from, bytes, length);
}

bool sample_narrow(struct sample *to, const struct sample *from, const uint8_t table[256])
{
    const struct sample_piece *head = &from->pieces[0];
    const char *text = (const char *)head->bytes;
    uint8_t *bytes = memory_new(head->length, 1);
    size_t length = 0, at = 0, size, latin = 0, others = 0;
    for (uint32_t c; at < head->length && (size = utf8_read(text + at, head->length - at, &c)) > 0; at += size) {
        latin += c >= 0x80 && c <= 0xFF;
        others += c > 0xFF;
        bytes[length++] = table[c > 0xFF ? SUBSTITUTE : c];
    }
    if (head->length - at < CODEPAGE_UTF8_MAX && latin > others * OTHERS) { /* the last one may be cut off */
        keep_head(to, from, bytes, length);
        return true;
    }
    free(bytes);
    return false;
}
