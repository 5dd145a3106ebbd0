/* convert.c - records to JSON lines or CSV.  See convert.h; the way back is in convert_encode.c. */
#include "record/convert.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "record/crew.h"
#include "record/error.h"
#include "record/family.h"
#include "record/merge.h"
#include "record/stream.h"

enum {
    SETTLE_BYTES = 1 << 18, /* of output, or so many bad values: they are put down before the block is at its end */
    SETTLE_TOLD = 1 << 10
};

/* What the workers of one run share: who takes a block has it. */
struct parting {
    struct recfm_reader reader;
    const struct stream *window; /* of the block taken last */
    bool ahead;                  /* several workers: the reader parts a block before it is decoded, by a copy of it */
    bool ended;
};

struct told { /* a bad value or record, to be told in its turn */
    struct convert_bad bad;
    size_t path;                 /* where in decoding->told_text it is, and the bytes behind it */
    struct convert_tally tally;  /* of the block by then */
    size_t kept;
};

/* One worker of convert_decode. */
struct decoding {
    struct conversion *conversion;
    struct schema *schema;
    enum convert_format format;
    struct parting *parting;
    struct stream stream;
    struct decoder *decoders; /* of each 01 level */
    struct merge merge;       /* CSV of several levels */
    struct family family;     /* JSON of --parent */
    struct recfm_reader *reader;
    struct recfm_reader copy; /* of the reader as it was before the block */
    struct recfm_record record;
    struct bytes object;
    struct bytes scratch;
    struct bytes out;
    size_t kept;              /* length of out that is whole records */
    struct convert_tally tally; /* of what is not settled yet */
    struct told *told;
    size_t told_count;
    size_t told_capacity;
    struct bytes told_text;
};

/* Count what is bad and keep it for its turn, unless it is more than the limit. */
static void tell(struct decoding *decoding, const struct convert_bad *bad)
{
    int64_t limit = decoding->schema->settings.max_errors;
    if (decoding->tally.stopped)
        return;
    decoding->tally.bad++;
    decoding->told = memory_grow(decoding->told, &decoding->told_capacity, decoding->told_count + 1, sizeof *decoding->told);
    decoding->told[decoding->told_count++] =
        (struct told){.bad = *bad, .path = decoding->told_text.length, .tally = decoding->tally, .kept = decoding->kept};
    bytes_add(&decoding->told_text, bad->path, strlen(bad->path) + 1);
    if (bad->bytes != NULL)
        bytes_add(&decoding->told_text, bad->bytes, bad->length);
    decoding->tally.stopped = limit >= 0 && decoding->tally.bad > limit;
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
    return decoding->reader->recfm.kind == RECFM_F && decoding->reader->recfm.lrecl == 0 && decoding->reader->recfm.measure == NULL;
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
    if (decoding->schema->tree.parents == NULL)
        return;
    family_put(&decoding->family, &decoding->out);
    decoding->kept = decoding->out.length;
}

/* A record of KIND as a member of its family. */
static ptrdiff_t decode_member(struct decoding *decoding, int kind)
{
    struct bytes *out = &decoding->out;
    struct fault fault;
    size_t start = out->length;
    ptrdiff_t taken = decode_one(decoding, schema_level(decoding->schema, kind));
    if (decoding->tally.stopped)
        return taken;
    bytes_clear(&decoding->object);
    bytes_add(&decoding->object, out->data + start, out->length - start);
    out->length = start;
    int code = family_add(&decoding->family, kind, bytes_string(&decoding->object), decoding->object.length, out, &fault);
    if (code < 0) {
        fault_at_record(&fault, decoding->record.number, "");
        tell_record(decoding, &fault, decoding->record.file_offset);
    }
    if (code == RECORD_E_FAMILY) {
        decoding->tally.broken = decoding->reader->broken = true;
        decoding->tally.written--; /* this record is not */
    }
    return taken;
}

/* The level that is selected, or every one; returns the bytes that the record takes by the longest of them. */
static ptrdiff_t decode_levels(struct decoding *decoding)
{
    struct schema *schema = decoding->schema;
    int chosen = schema_choose(schema, &decoding->scratch, decoding->record.data, decoding->record.length);
    bool named = decoding->format == CONVERT_JSON && schema->plan_count > 1;
    int kind = schema->tree.parents == NULL ? SCHEMA_EVERY
                                            : schema_kind(schema, &decoding->scratch, decoding->record.data, decoding->record.length);
    if (kind != SCHEMA_EVERY)
        return decode_member(decoding, kind);
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
    struct recfm_record *record = &decoding->record;
    if (has_own_length(decoding)) {
        struct fault fault;
        if (taken < 0) {
            fault_set(&fault, RECORD_E_LOST, "the length of this record depends on a count that cannot be read");
            fault_at_record(&fault, record->number, "");
            tell_record(decoding, &fault, record->file_offset);
            decoding->tally.broken = true;
            decoding->reader->broken = true;
        } else {
            recfm_take(decoding->reader, record, (size_t)taken);
        }
    }
    if (taken >= 0 && record->length > (size_t)taken) {
        decoding->tally.beyond_bytes += (int64_t)(record->length - (size_t)taken);
        decoding->tally.beyond_records++;
    }
}

static void decode_record(struct decoding *decoding)
{
    struct convert_tally *tally = &decoding->tally;
    tally->records++;
    ptrdiff_t taken = decode_levels(decoding);
    end_record(decoding, taken);
    if (tally->stopped)
        return;
    tally->written++;
    decoding->kept = decoding->out.length;
}

/* A record that is not whole, or the descriptor that is none. */
static void tell_damage(struct decoding *decoding, int answer, const struct fault *fault)
{
    const struct recfm_reader *reader = decoding->reader;
    struct convert_bad bad = {.fault = *fault, .path = "", .file_offset = decoding->record.file_offset};
    if (!recfm_has_record(answer)) {
        bad.file_offset = reader->damage_offset;
        bad.bytes = reader->damage_length > 0 ? reader->damage : NULL;
        bad.length = reader->damage_length;
    }
    tell(decoding, &bad);
}

/* One worker at a time: the next bytes of the file, and with others ahead of it where its records end. */
static int take_block(void *worker, struct fault *fault)
{
    struct decoding *decoding = worker;
    struct parting *parting = decoding->parting;
    if (parting->ended || parting->reader.broken)
        return 0;
    const struct stream *before = parting->window != NULL ? parting->window : &decoding->stream;
    int code = stream_follow(&decoding->stream, before, recfm_kept(&parting->reader), fault);
    if (code < 0)
        return code;
    parting->window = &decoding->stream;
    parting->ended = decoding->stream.last;
    recfm_feed(&parting->reader, decoding->stream.data, decoding->stream.length, decoding->stream.last);
    if (parting->ahead) {
        struct recfm_record record;
        struct fault damage;
        decoding->copy = parting->reader;
        while (recfm_next(&parting->reader, &record, &damage) != 0)
            continue;
    }
    return 1;
}

/* The records that lie whole in the block. */
static void decode_block(void *worker, struct crew_turn *turn)
{
    struct decoding *decoding = worker;
    struct convert_tally *tally = &decoding->tally;
    struct fault fault = {0};
    bool goes_on = true;
    int answer;
    for (size_t i = 0; i < decoding->schema->plan_count; i++)
        decoder_window(&decoding->decoders[i], decoding->stream.data, decoding->stream.length + STREAM_BEYOND);
    while (goes_on && !tally->stopped && (answer = recfm_next(decoding->reader, &decoding->record, &fault)) != 0) {
        if (answer < 0)
            tell_damage(decoding, answer, &fault);
        if (!recfm_has_record(answer))
            tally->broken = true;
        else if (!tally->stopped)
            decode_record(decoding);
        if (decoding->out.length > SETTLE_BYTES || decoding->told_count > SETTLE_TOLD)
            goes_on = crew_settle(turn);
    }
}

static void add_tally(struct convert_tally *to, const struct convert_tally *more)
{
    to->records += more->records;
    to->written += more->written;
    to->beyond_bytes += more->beyond_bytes;
    to->beyond_records += more->beyond_records;
    to->broken = to->broken || more->broken;
}

/* Tell what is bad, in the order of the file; what stands behind the one that is too many was not done. */
static void tell_all(struct decoding *decoding)
{
    struct conversion *conversion = decoding->conversion;
    int64_t limit = decoding->schema->settings.max_errors;
    for (size_t i = 0; i < decoding->told_count && !conversion->tally.stopped; i++) {
        struct told *told = &decoding->told[i];
        told->bad.path = bytes_string(&decoding->told_text) + told->path;
        if (told->bad.bytes != NULL)
            told->bad.bytes = decoding->told_text.data + told->path + strlen(told->bad.path) + 1;
        conversion->tally.bad++;
        if (conversion->tell != NULL)
            conversion->tell(conversion->user, &told->bad);
        conversion->tally.stopped = limit >= 0 && conversion->tally.bad > limit;
        if (conversion->tally.stopped) {
            told->tally.broken = decoding->tally.broken && i + 1 == decoding->told_count;
            decoding->tally = told->tally;
            decoding->out.length = told->kept;
        }
    }
    decoding->told_count = 0;
    bytes_clear(&decoding->told_text);
}

/* In the order of the file: what is bad, the output, the counts. */
static int settle_block(void *worker, struct fault *fault)
{
    struct decoding *decoding = worker;
    struct conversion *conversion = decoding->conversion;
    tell_all(decoding);
    add_tally(&conversion->tally, &decoding->tally);
    decoding->tally = (struct convert_tally){.bad = conversion->tally.bad};
    if (conversion->progress != NULL)
        conversion->progress(conversion->user, decoding->reader->base + (int64_t)decoding->reader->at);
    int code = stream_flush(conversion->out, &decoding->out, fault);
    decoding->kept = 0;
    return code < 0 ? code : !conversion->tally.stopped;
}

static void open_decoding(struct decoding *decoding, struct conversion *conversion, enum convert_format format, struct parting *parting)
{
    struct schema *schema = conversion->schema;
    struct decode_options options = schema->settings.decode;
    *decoding = (struct decoding){.conversion = conversion, .schema = schema, .format = format, .parting = parting};
    decoding->reader = parting->ahead ? &decoding->copy : &parting->reader;
    options.tell = tell_value;
    options.user = decoding;
    stream_open(&decoding->stream, conversion->in);
    decoding->decoders = memory_new(schema->plan_count, sizeof *decoding->decoders);
    for (size_t i = 0; i < schema->plan_count; i++)
        decoder_init(&decoding->decoders[i], &schema->plans[i], &schema->page, &options);
    merge_init(&decoding->merge, schema->plans, schema->plan_count);
    family_init(&decoding->family, &schema->tree);
}

static void close_decoding(struct decoding *decoding)
{
    for (size_t i = 0; i < decoding->schema->plan_count; i++)
        decoder_release(&decoding->decoders[i]);
    free(decoding->decoders);
    stream_close(&decoding->stream);
    merge_release(&decoding->merge);
    family_release(&decoding->family);
    bytes_release(&decoding->object);
    bytes_release(&decoding->scratch);
    bytes_release(&decoding->out);
    bytes_release(&decoding->told_text);
    free(decoding->told);
}

/*
 * How many workers there can be: one where a record's length is known only when it is decoded, or lies in segments, where
 * families go on from block to block, and where text goes through iconv, whose state is the page's.
 */
static size_t workers_of(const struct schema *schema)
{
    const struct recfm *recfm = &schema->settings.recfm;
    bool alone = (recfm->kind == RECFM_F && recfm->lrecl == 0 && recfm->measure == NULL) || recfm->kind == RECFM_VS ||
                 recfm->kind == RECFM_VBS || schema->tree.parents != NULL || !schema->page.single_byte || schema->page.other_count > 0 || schema->settings.decode.dbcs != NULL;
    size_t threads = schema->settings.threads < CREW_MAX ? schema->settings.threads : CREW_MAX;
    return alone ? 1 : threads;
}

int convert_decode(struct conversion *conversion, enum convert_format format, struct fault *fault)
{
    static const struct crew_work work = {.take = take_block, .make = decode_block, .settle = settle_block};
    struct schema *schema = conversion->schema;
    size_t count = workers_of(schema);
    struct parting parting = {.ahead = count > 1};
    conversion->tally = (struct convert_tally){0};
    if (format == CONVERT_CSV && schema->tree.parents != NULL)
        return fault_set(fault, RECORD_E_SETTING, "--format csv: expected json with --parent");
    struct decoding *workers = memory_new(count, sizeof *workers);
    recfm_open(&parting.reader, &schema->settings.recfm);
    for (size_t i = 0; i < count; i++)
        open_decoding(&workers[i], conversion, format, &parting);
    if (format == CONVERT_CSV) {
        merge_header(&workers[0].merge, &workers[0].out);
        bytes_char(&workers[0].out, '\n');
    }
    int code = stream_flush(conversion->out, &workers[0].out, fault);
    if (code == 0)
        code = crew_run(&work, workers, sizeof *workers, count, fault);
    if (schema->tree.parents != NULL && code == 0) {
        put_family(&workers[0]);
        code = stream_flush(conversion->out, &workers[0].out, fault);
    }
    for (size_t i = 0; i < count; i++)
        close_decoding(&workers[i]);
    recfm_close(&parting.reader);
    free(workers);
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
