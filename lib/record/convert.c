/* convert.c - records to JSON lines or CSV.  See convert.h; the way back is in convert_encode.c. */
#include "record/convert.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "record/crew.h"
#include "record/decoding.h"
#include "record/error.h"

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
    if (parting->window == NULL && decoding->conversion->head != NULL)
        sample_take(decoding->conversion->head, decoding->stream.data, decoding->stream.length, decoding->stream.last);
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
            decoding_damage(decoding, answer, &fault);
        if (!recfm_has_record(answer))
            tally->broken = true;
        else if (!tally->stopped)
            decoding_record(decoding);
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
    for (size_t i = 0; i < count; i++) {
        decoding_open(&workers[i], conversion, format, &parting.reader, parting.ahead);
        workers[i].parting = &parting;
    }
    if (format == CONVERT_CSV) {
        merge_header(&workers[0].merge, &workers[0].out);
        bytes_char(&workers[0].out, '\n');
    }
    int code = stream_flush(conversion->out, &workers[0].out, fault);
    if (code == 0)
        code = crew_run(&work, workers, sizeof *workers, count, fault);
    if (schema->tree.parents != NULL && code == 0) {
        decoding_end(&workers[0]);
        code = stream_flush(conversion->out, &workers[0].out, fault);
    }
    for (size_t i = 0; i < count; i++)
        decoding_close(&workers[i]);
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
