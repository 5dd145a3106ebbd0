/* convert.c - records to JSON lines or CSV.  See convert.h; the way back is in convert_encode.c. */
#include "record/convert.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "record/error.h"
#include "record/family.h"
#include "record/merge.h"
#include "record/stream.h"

/* One run of convert_decode. */
struct decoding {
    struct conversion *conversion;
    struct schema *schema;
    enum convert_format format;
    struct decoder *decoders; /* of each 01 level */
    struct merge merge;       /* CSV of several levels */
    struct family family;     /* JSON of --parent */
    struct recfm_reader reader;
    struct recfm_record record;
    struct bytes object;
    struct bytes out;
    size_t kept;              /* length of out that is whole records */
};

/* Count what is bad and tell it, unless it is more than the limit. */
static void tell(struct decoding *decoding, struct convert_bad *bad)
{
    struct conversion *conversion = decoding->conversion;
    int64_t limit = decoding->schema->settings.max_errors;
    if (conversion->tally.stopped)
        return;
    conversion->tally.bad++;
    if (conversion->tell != NULL)
        conversion->tell(conversion->user, bad);
    conversion->tally.stopped = limit >= 0 && conversion->tally.bad > limit;
}

static void tell_value(void *user, const struct fault *fault, const char *path, const uint8_t *bytes, size_t length)
{
    struct decoding *decoding = user;
    struct convert_bad bad = {.fault = *fault, .path = path, .bytes = bytes, .length = length,
                              .file_offset = recfm_file_offset(&decoding->record, fault->offset > 0 ? (size_t)fault->offset - 1 : 0)};
    fault_at_record(&bad.fault, decoding->record.number, "");
    tell(decoding, &bad);
}

static void tell_record(struct decoding *decoding, const struct fault *fault, int64_t file_offset)
{
    struct convert_bad bad = {.fault = *fault, .path = "", .file_offset = file_offset};
    tell(decoding, &bad);
}

/* The bytes that the layout does not describe, as one more member of the object just written. */
static void put_beyond(struct decoding *decoding, size_t taken)
{
    static const char hex[] = "0123456789abcdef";
    const struct recfm_record *record = &decoding->record;
    struct bytes *out = &decoding->out;
    out->length--;
    bytes_format(out, "%s\"%s\":\"", out->data[out->length - 1] == '{' ? "" : ",", DECODE_BEYOND);
    for (size_t i = taken; i < record->length; i++) {
        bytes_char(out, hex[record->data[i] >> 4]);
        bytes_char(out, hex[record->data[i] & 15]);
    }
    bytes_text(out, "\"}");
}

/* A record that has its own length has nothing beyond it: what follows is the next. */
static bool has_own_length(const struct decoding *decoding)
{
    return decoding->reader.recfm.kind == RECFM_F && decoding->reader.recfm.lrecl == 0 && decoding->reader.recfm.measure == NULL;
}

static ptrdiff_t decode_one(struct decoding *decoding, size_t level)
{
    const struct recfm_record *record = &decoding->record;
    struct decoder *decoder = &decoding->decoders[level];
    if (decoding->format == CONVERT_JSON) {
        ptrdiff_t length = decode_json(decoder, &decoding->out, record->data, record->length, NULL);
        if (decoding->schema->settings.plan.filler && length >= 0 && (size_t)length < record->length && !has_own_length(decoding))
            put_beyond(decoding, (size_t)length);
        return length;
    }
    if (!decoding->merge.needed)
        return decode_csv(decoder, &decoding->out, record->data, record->length, NULL);
    bytes_clear(&decoding->merge.row);
    ptrdiff_t taken = decode_csv(decoder, &decoding->merge.row, record->data, record->length, NULL);
    merge_row(&decoding->merge, level);
    return taken;
}

/* The family that is held, as a line of its own. */
static void put_family(struct decoding *decoding)
{
    if (decoding->schema->parents == NULL)
        return;
    family_put(&decoding->family, &decoding->out);
    decoding->kept = decoding->out.length;
}

/* A record of LEVEL as a member of its family. */
static ptrdiff_t decode_member(struct decoding *decoding, size_t level)
{
    struct bytes *out = &decoding->out;
    struct fault fault;
    size_t start = out->length;
    ptrdiff_t taken = decode_one(decoding, level);
    if (decoding->conversion->tally.stopped)
        return taken;
    bytes_clear(&decoding->object);
    bytes_add(&decoding->object, out->data + start, out->length - start);
    out->length = start;
    int code = family_add(&decoding->family, (int)level, bytes_string(&decoding->object), decoding->object.length, out, &fault);
    if (code < 0) {
        fault_at_record(&fault, decoding->record.number, "");
        tell_record(decoding, &fault, decoding->record.file_offset);
    }
    if (code == RECORD_E_FAMILY) {
        decoding->conversion->tally.broken = decoding->reader.broken = true;
        decoding->conversion->tally.written--; /* this record is not */
    }
    return taken;
}

/* The level that is selected, or every one; returns the bytes that the record takes by the longest of them. */
static ptrdiff_t decode_levels(struct decoding *decoding)
{
    struct schema *schema = decoding->schema;
    int chosen = schema_choose(schema, decoding->record.data, decoding->record.length);
    bool named = decoding->format == CONVERT_JSON && schema->plan_count > 1;
    if (schema->parents != NULL && chosen != SCHEMA_EVERY)
        return decode_member(decoding, (size_t)chosen);
    put_family(decoding);
    ptrdiff_t longest = 0;
    for (size_t level = 0; level < schema->plan_count; level++) {
        if (chosen != SCHEMA_EVERY && (size_t)chosen != level)
            continue;
        if (named)
            bytes_format(&decoding->out, "%s\"%s\":", longest == 0 ? "{" : ",", schema_name(schema, level));
        ptrdiff_t taken = decode_one(decoding, level);
        longest = taken < 0 || longest < 0 ? RECORD_E_COUNT : taken > longest ? taken : longest;
    }
    if (named)
        bytes_char(&decoding->out, '}');
    if (decoding->merge.needed && decoding->format == CONVERT_CSV)
        merge_put(&decoding->merge, &decoding->out);
    bytes_char(&decoding->out, '\n');
    return longest;
}

/* F without LRECL: the record ends where its own counts say; the rest belongs to the next. */
static void end_record(struct decoding *decoding, ptrdiff_t taken)
{
    struct conversion *conversion = decoding->conversion;
    struct recfm_record *record = &decoding->record;
    if (has_own_length(decoding)) {
        struct fault fault;
        if (taken < 0) {
            fault_set(&fault, RECORD_E_LOST, "the length of this record depends on a count that cannot be read");
            fault_at_record(&fault, record->number, "");
            tell_record(decoding, &fault, record->file_offset);
            conversion->tally.broken = true;
            decoding->reader.broken = true;
        } else {
            recfm_take(&decoding->reader, record, (size_t)taken);
        }
    }
    if (taken >= 0 && record->length > (size_t)taken) {
        conversion->tally.beyond_bytes += (int64_t)(record->length - (size_t)taken);
        conversion->tally.beyond_records++;
    }
}

static void decode_record(struct decoding *decoding)
{
    struct convert_tally *tally = &decoding->conversion->tally;
    tally->records++;
    ptrdiff_t taken = decode_levels(decoding);
    end_record(decoding, taken);
    if (tally->stopped) {
        decoding->out.length = decoding->kept;
        return;
    }
    tally->written++;
    decoding->kept = decoding->out.length;
}

/* A record that is not whole, or the descriptor that is none. */
static void tell_damage(struct decoding *decoding, int answer, const struct fault *fault)
{
    const struct recfm_reader *reader = &decoding->reader;
    struct convert_bad bad = {.fault = *fault, .path = "", .file_offset = decoding->record.file_offset};
    if (!recfm_has_record(answer)) {
        bad.file_offset = reader->damage_offset;
        bad.bytes = reader->damage_length > 0 ? reader->damage : NULL;
        bad.length = reader->damage_length;
    }
    tell(decoding, &bad);
}

/* Records that lie whole in what has been fed. */
static void decode_fed(struct decoding *decoding)
{
    struct fault fault = {0};
    struct convert_tally *tally = &decoding->conversion->tally;
    int answer;
    while (!tally->stopped && (answer = recfm_next(&decoding->reader, &decoding->record, &fault)) != 0) {
        if (answer < 0)
            tell_damage(decoding, answer, &fault);
        if (!recfm_has_record(answer))
            tally->broken = true;
        else if (!tally->stopped)
            decode_record(decoding);
    }
}

static int write_out(struct decoding *decoding, struct fault *fault)
{
    int code = stream_flush(decoding->conversion->out, &decoding->out, fault);
    decoding->kept = 0;
    return code;
}

static void open_decoding(struct decoding *decoding)
{
    struct schema *schema = decoding->schema;
    struct decode_options options = schema->settings.decode;
    options.tell = tell_value;
    options.user = decoding;
    decoding->decoders = memory_new(schema->plan_count, sizeof *decoding->decoders);
    for (size_t i = 0; i < schema->plan_count; i++)
        decoder_init(&decoding->decoders[i], &schema->plans[i], &schema->page, &options);
    recfm_open(&decoding->reader, &schema->settings.recfm);
    merge_init(&decoding->merge, schema->plans, schema->plan_count);
    family_init(&decoding->family, schema->parents, schema->names, schema->plan_count);
    if (decoding->format == CONVERT_CSV) {
        merge_header(&decoding->merge, &decoding->out);
        bytes_char(&decoding->out, '\n');
    }
    decoding->kept = decoding->out.length;
}

static void close_decoding(struct decoding *decoding)
{
    for (size_t i = 0; i < decoding->schema->plan_count; i++)
        decoder_release(&decoding->decoders[i]);
    free(decoding->decoders);
    recfm_close(&decoding->reader);
    merge_release(&decoding->merge);
    family_release(&decoding->family);
    bytes_release(&decoding->object);
    bytes_release(&decoding->out);
}

int convert_decode(struct conversion *conversion, enum convert_format format, struct fault *fault)
{
    struct decoding decoding = {.conversion = conversion, .schema = conversion->schema, .format = format};
    struct stream stream;
    conversion->tally = (struct convert_tally){0};
    if (format == CONVERT_CSV && conversion->schema->parents != NULL)
        return fault_set(fault, RECORD_E_SETTING, "--format csv: expected json with --parent");
    open_decoding(&decoding);
    stream_open(&stream, conversion->in);
    int code = 0;
    bool more = true;
    while (more && code == 0 && !conversion->tally.stopped) {
        code = stream_read(&stream, recfm_kept(&decoding.reader), fault);
        if (code < 0)
            break;
        recfm_feed(&decoding.reader, stream.data, stream.length, stream.last);
        for (size_t i = 0; i < conversion->schema->plan_count; i++)
            decoder_window(&decoding.decoders[i], stream.data, stream.length + STREAM_BEYOND);
        decode_fed(&decoding);
        more = !stream.last && !decoding.reader.broken;
        if (conversion->progress != NULL)
            conversion->progress(conversion->user, decoding.reader.base + (int64_t)decoding.reader.at);
        code = write_out(&decoding, fault);
    }
    put_family(&decoding);
    if (code == 0)
        code = write_out(&decoding, fault);
    stream_close(&stream);
    close_decoding(&decoding);
    return code;
}

void convert_summary(const struct conversion *conversion, struct fault *fault)
{
    const struct convert_tally *tally = &conversion->tally;
    if (tally->stopped)
        fault_set(fault, RECORD_E_STOPPED, "%" PRId64 " bad values; %" PRId64 " records are written, what follows is not", tally->bad,
                  tally->written);
    else if (tally->beyond_bytes > 0)
        fault_set(fault, RECORD_E_SUMMARY,
                  "%" PRId64 " records read, %" PRId64 " written, %" PRId64 " bad values; %" PRId64 " records have %" PRId64
                  " bytes beyond the layout",
                  tally->records, tally->written, tally->bad, tally->beyond_records, tally->beyond_bytes);
    else
        fault_set(fault, RECORD_E_SUMMARY, "%" PRId64 " records read, %" PRId64 " written, %" PRId64 " bad values", tally->records,
                  tally->written, tally->bad);
}
