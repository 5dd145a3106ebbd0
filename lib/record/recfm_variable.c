/* recfm_variable.c - records and segments behind descriptors.  See recfm.h and descriptor.h. */
#include <string.h>

#include "base/memory.h"
#include "record/descriptor.h"
#include "record/error.h"
#include "record/parting.h"

static bool is_blocked(const struct recfm_reader *reader)
{
    return reader->recfm.kind == RECFM_VB || reader->recfm.kind == RECFM_VBS;
}

static int refuse_descriptor(struct recfm_reader *reader, struct fault *fault, int code, const char *why)
{
    char shown[24];
    parting_mark(reader);
    bytes_hex(shown, sizeof shown, reader->damage, reader->damage_length, DESCRIPTOR_BYTES);
    fault_set(fault, code, "%s at byte %lld of the file, %s", shown, parting_place(reader), why);
    return parting_break(reader, fault, code);
}

/* Take the BDW when a block begins here.  Returns 1, 0 for more data, or RECORD_E_BDW. */
static int begin_block(struct recfm_reader *reader, struct fault *fault)
{
    struct descriptor block;
    size_t left = parting_left(reader);
    if (!is_blocked(reader) || reader->block_left > 0)
        return 1;
    if (left < DESCRIPTOR_BYTES && !reader->last)
        return 0;
    if (left < DESCRIPTOR_BYTES || !descriptor_read_bdw(&block, &reader->recfm, reader->data + reader->at))
        return refuse_descriptor(reader, fault, RECORD_E_BDW, "expected the length of a block of at least 8 bytes and zeros");
    reader->at += DESCRIPTOR_BYTES;
    reader->block_left = block.length - DESCRIPTOR_BYTES;
    return 1;
}

/* The descriptor here, and whether what it stands before lies in its block.  Returns 1 or RECORD_E_RDW. */
static int read_descriptor(struct recfm_reader *reader, struct descriptor *descriptor, struct fault *fault)
{
    bool spanned = reader->recfm.kind == RECFM_VS || reader->recfm.kind == RECFM_VBS;
    if (!descriptor_read_rdw(descriptor, &reader->recfm, reader->data + reader->at))
        return refuse_descriptor(reader, fault, RECORD_E_RDW,
                                 spanned ? "expected a length, a segment code 0 to 3 and zero" : "expected a length and zeros");
    if (!spanned && descriptor->segment != SEGMENT_WHOLE)
        return refuse_descriptor(reader, fault, RECORD_E_RDW, "a segment of a spanned record: read it with --recfm vs or vbs");
    if (is_blocked(reader) && descriptor->length > reader->block_left)
        return refuse_descriptor(reader, fault, RECORD_E_RDW, spanned ? "the segment goes beyond its block" : "the record goes beyond its block");
    return 1;
}

int parting_next_variable(struct recfm_reader *reader, struct recfm_record *record, struct fault *fault)
{
    struct descriptor descriptor;
    int answer = begin_block(reader, fault);
    if (answer <= 0)
        return answer;
    size_t left = parting_left(reader);
    if (left < DESCRIPTOR_BYTES)
        return reader->last ? parting_give_partial(reader, record, left, DESCRIPTOR_BYTES - left, fault) : 0;
    answer = read_descriptor(reader, &descriptor, fault);
    if (answer < 0)
        return answer;
    size_t length = (size_t)descriptor.length - DESCRIPTOR_BYTES;
    if ((size_t)descriptor.length > left)
        return reader->last ? parting_give_partial(reader, record, DESCRIPTOR_BYTES, length, fault) : 0;
    reader->block_left -= is_blocked(reader) ? descriptor.length : 0;
    parting_give(reader, record, DESCRIPTOR_BYTES, length, 0);
    return parting_check(reader, record, fault);
}

/* The record begins with the segment here. */
static void begin_record(struct recfm_reader *reader)
{
    reader->begun = true;
    reader->orphaned = false;
    reader->piece_count = 0;
    bytes_clear(&reader->assembled);
}

/* LENGTH bytes behind the descriptor here belong to the record that was begun. */
static void add_segment(struct recfm_reader *reader, size_t length)
{
    size_t from = reader->at + DESCRIPTOR_BYTES;
    reader->pieces = memory_grow(reader->pieces, &reader->piece_capacity, reader->piece_count + 1, sizeof *reader->pieces);
    reader->pieces[reader->piece_count++] =
        (struct recfm_piece){.position = reader->assembled.length, .file_offset = reader->base + (int64_t)from};
    bytes_add(&reader->assembled, reader->data + from, length);
}

static void pass_segment(struct recfm_reader *reader, int64_t length)
{
    reader->at += (size_t)length;
    reader->block_left -= is_blocked(reader) ? length : 0;
}

/* What was put together, without the bytes to skip; pieces count from there. */
static void give_assembled(struct recfm_reader *reader, struct recfm_record *record)
{
    size_t skip = reader->recfm.record_skip < reader->assembled.length ? reader->recfm.record_skip : reader->assembled.length;
    const struct recfm_record whole = {.piece_count = reader->piece_count, .pieces = reader->pieces};
    int64_t begin = recfm_file_offset(&whole, skip);
    for (size_t i = 0; i < reader->piece_count; i++) {
        struct recfm_piece *piece = &reader->pieces[i];
        size_t hidden = piece->position < skip ? skip - piece->position : 0;
        piece->position = piece->position + hidden - skip;
        piece->file_offset += (int64_t)hidden;
    }
    reader->begun = false;
    reader->number++;
    bytes_char(&reader->assembled, '\0'); /* data is there even of an empty record */
    reader->assembled.length--;
    *record = (struct recfm_record){.data = reader->assembled.data + skip, .length = reader->assembled.length - skip,
                                    .number = reader->number, .file_offset = begin, .pieces = reader->pieces,
                                    .piece_count = reader->piece_count};
}

/* A record is begun and NEXT follows, not its next segment: what there is of it is given. */
static int give_unended(struct recfm_reader *reader, struct recfm_record *record, const char *next, struct fault *fault)
{
    fault_set(fault, RECORD_E_UNENDED, "%zu bytes in %zu segments from byte %lld of the file on; at byte %lld follows %s",
              reader->assembled.length, reader->piece_count, (long long)reader->pieces[0].file_offset + 1, parting_place(reader), next);
    give_assembled(reader, record);
    fault_at_record(fault, record->number, "");
    return RECORD_E_UNENDED;
}

/* Segments that continue a record which is not there, or is longer than any: told once, passed over to its end. */
static int refuse_segment(struct recfm_reader *reader, struct fault *fault, const char *got, const char *expected)
{
    fault_set(fault, RECORD_E_SEGMENT, "a %s segment at byte %lld of the file, expected %s; what belongs to it is left out", got,
              parting_place(reader), expected);
    parting_mark(reader);
    reader->orphaned = true;
    reader->begun = false;
    reader->number++;
    fault_at_record(fault, reader->number, "");
    return RECORD_E_SEGMENT;
}

/* A middle or last segment that nothing continues.  Returns 1 when it was told before. */
static int pass_orphan(struct recfm_reader *reader, const struct descriptor *descriptor, struct fault *fault)
{
    int answer = reader->orphaned ? 1 : refuse_segment(reader, fault, segment_name(descriptor->segment), "a first or whole one");
    reader->orphaned = descriptor->segment != SEGMENT_LAST;
    pass_segment(reader, descriptor->length);
    return answer;
}

/* A segment that lies whole in the data.  Returns 1 with a record, 2 when there is none yet, or damage. */
static int take_segment(struct recfm_reader *reader, const struct descriptor *descriptor, struct recfm_record *record,
                        struct fault *fault)
{
    size_t length = (size_t)descriptor->length - DESCRIPTOR_BYTES;
    bool begins = descriptor->segment == SEGMENT_WHOLE || descriptor->segment == SEGMENT_FIRST;
    if (begins && reader->begun)
        return give_unended(reader, record, descriptor->segment == SEGMENT_FIRST ? "a first segment" : "a whole record", fault);
    if (!begins && !reader->begun) {
        int answer = pass_orphan(reader, descriptor, fault);
        return answer < 0 ? answer : 2;
    }
    if (descriptor->segment == SEGMENT_WHOLE) {
        reader->orphaned = false;
        reader->block_left -= is_blocked(reader) ? descriptor->length : 0;
        return parting_give(reader, record, DESCRIPTOR_BYTES, length, 0);
    }
    if (begins)
        begin_record(reader);
    if (reader->assembled.length + length > RECFM_RECORD_MAX) {
        int answer = refuse_segment(reader, fault, segment_name(descriptor->segment), "no more than 16777216 bytes in a record");
        pass_segment(reader, descriptor->length);
        reader->orphaned = descriptor->segment != SEGMENT_LAST;
        return answer;
    }
    add_segment(reader, length);
    pass_segment(reader, descriptor->length);
    if (descriptor->segment != SEGMENT_LAST)
        return 2;
    give_assembled(reader, record);
    return 1;
}

/* The file ends in a segment: what there is of it and of its record. */
static int end_in_segment(struct recfm_reader *reader, struct recfm_record *record, size_t expected, struct fault *fault)
{
    size_t left = parting_left(reader);
    if (!reader->begun)
        return parting_give_partial(reader, record, left < DESCRIPTOR_BYTES ? left : DESCRIPTOR_BYTES,
                                    expected - (left < DESCRIPTOR_BYTES ? left : DESCRIPTOR_BYTES), fault);
    fault_set(fault, RECORD_E_TRUNCATED, "%zu bytes of a segment are left at byte %lld of the file, expected %zu", left,
              parting_place(reader), expected);
    if (left > DESCRIPTOR_BYTES)
        add_segment(reader, left - DESCRIPTOR_BYTES);
    reader->at += left;
    give_assembled(reader, record);
    fault_at_record(fault, record->number, "");
    reader->broken = true;
    return RECORD_E_TRUNCATED;
}

/* CODE refused a descriptor here: a record that is begun is given before, and the refusal comes with the next call. */
static int refuse_behind(struct recfm_reader *reader, struct recfm_record *record, int code, struct fault *fault)
{
    if (!reader->begun)
        return code;
    reader->broken = false;
    reader->number--;
    return give_unended(reader, record, "no segment", fault);
}

int parting_next_spanned(struct recfm_reader *reader, struct recfm_record *record, struct fault *fault)
{
    for (;;) {
        struct descriptor descriptor;
        if (reader->at >= reader->usable)
            return reader->last ? parting_end_variable(reader, record, fault) : 0;
        int answer = begin_block(reader, fault);
        if (answer <= 0)
            return answer < 0 ? refuse_behind(reader, record, answer, fault) : 0;
        size_t left = parting_left(reader);
        if (left < DESCRIPTOR_BYTES)
            return reader->last ? end_in_segment(reader, record, DESCRIPTOR_BYTES, fault) : 0;
        answer = read_descriptor(reader, &descriptor, fault);
        if (answer < 0)
            return refuse_behind(reader, record, answer, fault);
        if ((size_t)descriptor.length > left)
            return reader->last ? end_in_segment(reader, record, (size_t)descriptor.length, fault) : 0;
        answer = take_segment(reader, &descriptor, record, fault);
        if (answer != 2)
            return answer == 1 ? parting_check(reader, record, fault) : answer;
    }
}

int parting_end_variable(struct recfm_reader *reader, struct recfm_record *record, struct fault *fault)
{
    if (reader->begun) {
        fault_set(fault, RECORD_E_TRUNCATED, "%zu bytes in %zu segments, expected a last segment", reader->assembled.length,
                  reader->piece_count);
        give_assembled(reader, record);
        fault_at_record(fault, record->number, "");
        reader->broken = true;
        return RECORD_E_TRUNCATED;
    }
    if (reader->block_left <= 0)
        return 0;
    fault_set(fault, RECORD_E_BDW, "the file ends %lld bytes before its last block does", (long long)reader->block_left);
    parting_mark(reader);
    return parting_break(reader, fault, RECORD_E_BDW);
}
