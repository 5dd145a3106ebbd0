/* convert_encode.c - JSON lines to records.  See convert.h. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "record/convert.h"
#include "record/encode.h"
#include "record/error.h"
#include "record/stream.h"

/* One run of convert_encode. */
struct encoding {
    struct conversion *conversion;
    struct schema *schema;
    struct encoder *encoders; /* of each 01 level */
    struct recfm_writer writer;
    struct jsonline line;
    struct bytes name;
    struct bytes record;
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

/* The 01 level with the name of member NODE, -1 when there is none. */
static int find_level(struct encoding *encoding, uint32_t node)
{
    bytes_clear(&encoding->name);
    jsonline_text(&encoding->line, node, &encoding->name);
    return layout_record(&encoding->schema->layout, bytes_string(&encoding->name));
}

/* {"NAME":{...}}: the first member that is whole; several are there when no rule selected one. */
static int encode_levels(struct encoding *encoding, struct fault *fault)
{
    const struct jsonline_node *nodes = encoding->line.nodes;
    if (nodes[0].kind != JSONLINE_OBJECT || nodes[0].count == 0)
        return fault_set(fault, RECORD_E_KIND, "expected an object with the name of an 01 level");
    struct fault first = {0};
    for (uint32_t at = 1; at < nodes[0].end; at = nodes[at + 1].end) {
        int level = find_level(encoding, at);
        char shown[64];
        if (level < 0)
            fault_set(fault, RECORD_E_NAME, "01 level %s", bytes_escape(shown, sizeof shown, encoding->name.data, encoding->name.length));
        else if (encode_json(&encoding->encoders[level], &encoding->record, &encoding->line, at + 1, fault) == 0)
            return 0;
        if (first.code == 0)
            first = *fault;
    }
    *fault = first;
    return first.code;
}

static void encode_line(struct encoding *encoding, const char *text, size_t length)
{
    struct convert_tally *tally = &encoding->conversion->tally;
    struct fault fault = {0};
    encoding->number++;
    if (strspn(text, " \t\r") >= length)
        return;
    tally->records++;
    bytes_clear(&encoding->record);
    int code = jsonline_parse(&encoding->line, text, length, &fault);
    if (code == 0 && encoding->schema->plan_count > 1)
        code = encode_levels(encoding, &fault);
    else if (code == 0)
        code = encode_json(&encoding->encoders[0], &encoding->record, &encoding->line, 0, &fault);
    if (code == 0)
        code = recfm_write(&encoding->writer, &encoding->out, encoding->record.data, encoding->record.length,
                           encoding->schema->page.blank, &fault);
    if (code < 0)
        tell(encoding, &fault);
    else
        tally->written++;
}

/* Lines that end in what has been read; returns how many bytes are left over. */
static size_t encode_lines(struct encoding *encoding, struct stream *stream)
{
    size_t at = 0;
    while (at < stream->length && !encoding->conversion->tally.stopped) {
        uint8_t *start = stream->data + at, *end = memchr(start, '\n', stream->length - at);
        if (end == NULL && !stream->last)
            break;
        size_t length = end != NULL ? (size_t)(end - start) : stream->length - at;
        bytes_clear(&encoding->name);
        encode_line(encoding, (const char *)start, length);
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
    struct encode_options options = {.truncate = schema->settings.decode.truncate,
                                     .blank_null = schema->settings.decode.blank_number == BLANK_NULL,
                                     .conditions = schema->settings.conditions,
                                     .dbcs = schema->settings.decode.dbcs};
    encoding->encoders = memory_new(schema->plan_count, sizeof *encoding->encoders);
    for (size_t i = 0; i < schema->plan_count; i++)
        encoder_init(&encoding->encoders[i], &schema->plans[i], &schema->page, &options);
    recfm_writer_init(&encoding->writer, &schema->settings.recfm);
    put_zeros(&encoding->out, schema->settings.recfm.header_bytes);
}

static void close_encoding(struct encoding *encoding)
{
    for (size_t i = 0; i < encoding->schema->plan_count; i++)
        encoder_release(&encoding->encoders[i]);
    free(encoding->encoders);
    jsonline_release(&encoding->line);
    bytes_release(&encoding->name);
    bytes_release(&encoding->record);
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
        kept = encode_lines(&encoding, &stream);
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
