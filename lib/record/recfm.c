/* recfm.c - see recfm.h; records with descriptors are read in recfm_variable.c, writing is in recfm_write.c. */
#include "record/recfm.h"

#include <stdlib.h>
#include <string.h>

#include "record/error.h"
#include "record/parting.h"

enum { NEL = 0x15, LF = 0x0A, LF_EBCDIC = 0x25, CR = 0x0D };

void recfm_open(struct recfm_reader *reader, const struct recfm *recfm)
{
    *reader = (struct recfm_reader){.recfm = *recfm, .header_left = (int64_t)recfm->header_bytes};
}

void recfm_close(struct recfm_reader *reader)
{
    bytes_release(&reader->assembled);
    free(reader->pieces);
    reader->pieces = NULL;
}

void recfm_feed(struct recfm_reader *reader, const uint8_t *data, size_t length, bool last)
{
    reader->base += (int64_t)reader->at;
    reader->data = data;
    reader->length = length;
    reader->at = 0;
    reader->last = last;
    reader->usable = length > reader->recfm.footer_bytes ? length - reader->recfm.footer_bytes : 0;
}

size_t recfm_kept(const struct recfm_reader *reader)
{
    return reader->last ? 0 : reader->length - reader->at;
}

bool recfm_has_record(int answer)
{
    return answer == 1 || answer == RECORD_E_TRUNCATED || answer == RECORD_E_LONG || answer == RECORD_E_UNENDED;
}

int64_t recfm_file_offset(const struct recfm_record *record, size_t position)
{
    size_t piece = record->piece_count;
    while (piece > 0 && record->pieces[piece - 1].position > position)
        piece--;
    if (piece == 0)
        return record->file_offset + (int64_t)position;
    return record->pieces[piece - 1].file_offset + (int64_t)(position - record->pieces[piece - 1].position);
}

size_t parting_left(const struct recfm_reader *reader)
{
    return reader->usable > reader->at ? reader->usable - reader->at : 0;
}

long long parting_place(const struct recfm_reader *reader)
{
    return (long long)reader->base + (long long)reader->at + 1;
}

int parting_give(struct recfm_reader *reader, struct recfm_record *record, size_t ahead, size_t length, size_t tail)
{
    size_t skip = reader->recfm.record_skip < length ? reader->recfm.record_skip : length;
    const uint8_t *start = reader->data + reader->at;
    reader->number++;
    *record = (struct recfm_record){.data = start + ahead + skip, .length = length - skip, .number = reader->number, .start = start,
                                    .whole_length = ahead + length + tail,
                                    .file_offset = reader->base + (int64_t)(reader->at + ahead + skip)};
    reader->at += record->whole_length;
    return 1;
}

int parting_give_partial(struct recfm_reader *reader, struct recfm_record *record, size_t ahead, size_t expected, struct fault *fault)
{
    size_t left = parting_left(reader);
    size_t length = left > ahead ? left - ahead : 0;
    fault_set(fault, RECORD_E_TRUNCATED, "%zu bytes are left at byte %lld of the file, expected %zu", left, parting_place(reader),
              ahead + expected);
    parting_give(reader, record, left < ahead ? left : ahead, length, 0);
    fault_at_record(fault, record->number, "");
    reader->broken = true;
    return RECORD_E_TRUNCATED;
}

int parting_check(struct recfm_reader *reader, const struct recfm_record *record, struct fault *fault)
{
    if (reader->recfm.lrecl == 0 || record->length <= reader->recfm.lrecl)
        return 1;
    fault_set(fault, RECORD_E_LONG, "%zu bytes, expected at most %zu", record->length, reader->recfm.lrecl);
    fault_at_record(fault, record->number, "");
    return RECORD_E_LONG;
}

void parting_mark(struct recfm_reader *reader)
{
    size_t left = parting_left(reader);
    reader->damage_offset = reader->base + (int64_t)reader->at;
    reader->damage_length = left < sizeof reader->damage ? left : sizeof reader->damage;
    if (reader->damage_length > 0)
        memcpy(reader->damage, reader->data + reader->at, reader->damage_length);
}

int parting_break(struct recfm_reader *reader, struct fault *fault, int code)
{
    reader->number++;
    reader->broken = true;
    fault_at_record(fault, reader->number, "");
    return code;
}

/* F whose records say themselves how long they are. */
static int next_measured(struct recfm_reader *reader, struct recfm_record *record, struct fault *fault)
{
    const struct recfm *recfm = &reader->recfm;
    size_t left = parting_left(reader), head = recfm->record_skip + recfm->measure_bytes;
    if (left < head)
        return reader->last ? parting_give_partial(reader, record, 0, head, fault) : 0;
    ptrdiff_t length = recfm->measure(recfm->measure_user, reader->data + reader->at + recfm->record_skip, fault);
    if (length < 0) {
        parting_mark(reader);
        parting_break(reader, fault, RECORD_E_LENGTH);
        return (int)length;
    }
    size_t whole = recfm->record_skip + (size_t)length;
    if (left < whole)
        return reader->last ? parting_give_partial(reader, record, 0, whole, fault) : 0;
    parting_give(reader, record, 0, whole, 0);
    return parting_check(reader, record, fault);
}

static int next_fixed(struct recfm_reader *reader, struct recfm_record *record, struct fault *fault)
{
    size_t left = parting_left(reader);
    if (reader->recfm.measure != NULL)
        return next_measured(reader, record, fault);
    if (reader->recfm.lrecl == 0) {
        size_t longest = reader->recfm.longest + reader->recfm.record_skip;
        return left < longest && !reader->last ? 0 : parting_give(reader, record, 0, left < longest ? left : longest, 0);
    }
    size_t whole = reader->recfm.lrecl + reader->recfm.record_skip;
    if (left >= whole)
        return parting_give(reader, record, 0, whole, 0);
    return reader->last ? parting_give_partial(reader, record, 0, whole, fault) : 0;
}

/* U: what is left when that is no whole block. */
static int next_undefined(struct recfm_reader *reader, struct recfm_record *record)
{
    size_t left = parting_left(reader), whole = reader->recfm.lrecl + reader->recfm.record_skip;
    if (reader->recfm.lrecl != 0 && left >= whole)
        return parting_give(reader, record, 0, whole, 0);
    return reader->last ? parting_give(reader, record, 0, left, 0) : 0;
}

static size_t find_line_end(const struct recfm *recfm, const uint8_t *data, size_t length)
{
    const uint8_t *first = memchr(data, recfm->ebcdic ? NEL : LF, length);
    size_t end = first != NULL ? (size_t)(first - data) : length;
    if (recfm->ebcdic) {
        const uint8_t *other = memchr(data, LF_EBCDIC, end);
        end = other != NULL ? (size_t)(other - data) : end;
    }
    return end;
}

static int next_line(struct recfm_reader *reader, struct recfm_record *record, struct fault *fault)
{
    size_t left = parting_left(reader);
    const uint8_t *line = reader->data + reader->at;
    size_t end = find_line_end(&reader->recfm, line, left);
    if (end == left && !reader->last)
        return 0;
    size_t tail = end < left;
    size_t length = end > 0 && tail == 1 && line[end - 1] == CR ? end - 1 : end;
    parting_give(reader, record, 0, length, end - length + tail);
    return parting_check(reader, record, fault);
}

/* The header; false when the file ends in it, or in the footer. */
static bool skip_header(struct recfm_reader *reader)
{
    size_t left = parting_left(reader);
    size_t take = (uint64_t)reader->header_left < left ? (size_t)reader->header_left : left;
    reader->at += take;
    reader->header_left -= (int64_t)take;
    return !reader->last || (reader->header_left == 0 && reader->length >= reader->recfm.footer_bytes);
}

static int refuse_header(struct recfm_reader *reader, struct fault *fault)
{
    reader->at = reader->length;
    parting_mark(reader);
    fault_set(fault, RECORD_E_LENGTH, "the file has %lld bytes, --header-bytes and --footer-bytes are %zu", parting_place(reader) - 1,
              reader->recfm.header_bytes + reader->recfm.footer_bytes);
    return parting_break(reader, fault, RECORD_E_LENGTH);
}

int recfm_next(struct recfm_reader *reader, struct recfm_record *record, struct fault *fault)
{
    if (reader->broken)
        return 0;
    if ((reader->header_left > 0 || reader->recfm.footer_bytes > 0) && !skip_header(reader))
        return refuse_header(reader, fault);
    if (reader->at >= reader->usable)
        return reader->last ? parting_end_variable(reader, record, fault) : 0;
    switch (reader->recfm.kind) {
    case RECFM_F:
        return next_fixed(reader, record, fault);
    case RECFM_TEXT:
        return next_line(reader, record, fault);
    case RECFM_U:
        return next_undefined(reader, record);
    case RECFM_VS:
    case RECFM_VBS:
        return parting_next_spanned(reader, record, fault);
    case RECFM_V:
    case RECFM_VB:
        break;
    }
    return parting_next_variable(reader, record, fault);
}

void recfm_take(struct recfm_reader *reader, struct recfm_record *record, size_t length)
{
    size_t skipped = record->whole_length - record->length;
    size_t taken = length < 1 ? 1 : length > record->length ? record->length : length;
    reader->at -= record->length - taken;
    record->length = taken;
    record->whole_length = skipped + taken;
}
