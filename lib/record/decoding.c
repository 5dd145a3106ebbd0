/* decoding.c - see decoding.h. */
#include "record/decoding.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "record/error.h"

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
void decoding_end(struct decoding *decoding)
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
    decoding_end(decoding);
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

void decoding_record(struct decoding *decoding)
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
void decoding_damage(struct decoding *decoding, int answer, const struct fault *fault)
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

void decoding_open(struct decoding *decoding, struct conversion *conversion, enum convert_format format, struct recfm_reader *reader, bool ahead)
{
    struct schema *schema = conversion->schema;
    struct decode_options options = schema->settings.decode;
    *decoding = (struct decoding){.conversion = conversion, .schema = schema, .format = format};
    decoding->reader = ahead ? &decoding->copy : reader;
    options.tell = tell_value;
    options.user = decoding;
    stream_open(&decoding->stream, conversion->in);
    decoding->decoders = memory_new(schema->plan_count, sizeof *decoding->decoders);
    for (size_t i = 0; i < schema->plan_count; i++)
        decoder_init(&decoding->decoders[i], &schema->plans[i], &schema->page, &options);
    merge_init(&decoding->merge, schema->plans, schema->plan_count);
    family_init(&decoding->family, &schema->tree);
}

void decoding_close(struct decoding *decoding)
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
