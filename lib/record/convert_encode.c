/* convert_encode.c - JSON lines to records.  See convert.h. */
#include <string.h>

#include "base/file.h"
#include "record/convert.h"
#include "record/error.h"
#include "record/stream.h"
#include "record/unfold.h"

/* One run of convert_encode. */
struct encoding {
    struct conversion *conversion;
    struct schema *schema;
    struct unfold unfold;
    struct recfm_writer writer;
    const char *limit;   /* bytes of the window up to here can be read */
    struct bytes out;
    int64_t number;      /* of the line */
    int64_t file_offset; /* of its first byte */
};

static void tell(struct encoding *encoding, struct fault *fault)
{
    struct convert_tally *tally = &encoding->conversion->tally;
    struct convert_bad bad = {.fault = *fault, .path = fault->field, .file_offset = encoding->file_offset};
    fault_at_record(&bad.fault, encoding->number, "");
    tally->bad++;
    if (encoding->conversion->tell != NULL)
        encoding->conversion->tell(encoding->conversion->user, &bad);
    int64_t limit = encoding->schema->settings.max_errors;
    tally->stopped = limit >= 0 && tally->bad > limit;
}

/* The records of the line, all or none. */
static int write_records(struct encoding *encoding, struct fault *fault)
{
    const struct unfold *unfold = &encoding->unfold;
    int code = 0;
    for (size_t i = 0; i < unfold->count && code == 0; i++)
        code = recfm_fits(&encoding->writer, unfold_record(unfold, i), unfold_length(unfold, i), fault);
    for (size_t i = 0; i < unfold->count && code == 0; i++)
        code = recfm_write(&encoding->writer, &encoding->out, unfold_record(unfold, i), unfold_length(unfold, i),
                           encoding->schema->page.blank, fault);
    return code;
}

static void take_line(struct encoding *encoding, const char *text, size_t length)
{
    struct convert_tally *tally = &encoding->conversion->tally;
    struct fault fault = {0};
    encoding->number++;
    if (strspn(text, " \t\r") >= length)
        return;
    tally->records++;
    int code = unfold_line(&encoding->unfold, text, length, encoding->limit, &fault);
    if (code == 0)
        code = write_records(encoding, &fault);
    if (code < 0) {
        tell(encoding, &fault);
        return;
    }
    tally->records += (int64_t)encoding->unfold.count - 1; /* a line with children is several */
    tally->written += (int64_t)encoding->unfold.count;
}

/* Lines that end in what has been read; returns how many bytes are left over. */
static size_t take_lines(struct encoding *encoding, struct stream *stream)
{
    size_t at = 0;
    encoding->limit = (const char *)stream->data + stream->length + STREAM_BEYOND;
    while (at < stream->length && !encoding->conversion->tally.stopped) {
        uint8_t *start = stream->data + at, *end = memchr(start, '\n', stream->length - at);
        if (end == NULL && !stream->last)
            break;
        size_t length = end != NULL ? (size_t)(end - start) : stream->length - at;
        take_line(encoding, (const char *)start, length);
        at += length + (end != NULL);
        encoding->file_offset += (int64_t)length + (end != NULL);
    }
    return stream->length - at;
}

static void put_zeros(struct bytes *out, size_t count)
{
    memset(bytes_reserve(out, count), 0, count);
    out->length += count;
}

static void open_encoding(struct encoding *encoding)
{
    struct schema *schema = encoding->schema;
    unfold_init(&encoding->unfold, schema);
    recfm_writer_init(&encoding->writer, &schema->settings.recfm);
    put_zeros(&encoding->out, schema->settings.recfm.header_bytes);
}

static void close_encoding(struct encoding *encoding)
{
    unfold_release(&encoding->unfold);
    bytes_release(&encoding->out);
}

int convert_encode(struct conversion *conversion, struct fault *fault)
{
    struct encoding encoding = {.conversion = conversion, .schema = conversion->schema};
    struct stream stream;
    conversion->tally = (struct convert_tally){0};
    open_encoding(&encoding);
    stream_open(&stream, conversion->in);
    size_t kept = 0;
    int code = 0;
    while (code == 0 && !stream.last && !conversion->tally.stopped) {
        code = stream_read(&stream, kept, fault);
        if (code < 0)
            break;
        kept = take_lines(&encoding, &stream);
        if (conversion->progress != NULL)
            conversion->progress(conversion->user, encoding.file_offset);
        code = stream_flush(conversion->out, &encoding.out, fault);
    }
    recfm_writer_finish(&encoding.writer, &encoding.out);
    put_zeros(&encoding.out, conversion->schema->settings.recfm.footer_bytes);
    if (code == 0)
        code = stream_flush(conversion->out, &encoding.out, fault);
    stream_close(&stream);
    close_encoding(&encoding);
    return code;
}
