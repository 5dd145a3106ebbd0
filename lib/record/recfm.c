/* recfm.c - see recfm.h; writing is in recfm_write.c. */
#include "record/recfm.h"

#include <string.h>

#include "record/error.h"

enum { DESCRIPTOR_BYTES = 4, NEL = 0x15, LF = 0x0A, LF_EBCDIC = 0x25, CR = 0x0D };

void recfm_open(struct recfm_reader *reader, const struct recfm *recfm)
{
    *reader = (struct recfm_reader){.recfm = *recfm, .header_left = (int64_t)recfm->header_bytes};
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

static int damage(struct recfm_reader *reader, struct fault *fault, int code)
{
    reader->broken = code != RECORD_E_LONG;
    fault_at_record(fault, reader->number, "");
    return code;
}

/* The record is the LENGTH bytes of data behind AHEAD bytes at hand, with TAIL bytes of line end. */
static int give(struct recfm_reader *reader, struct recfm_record *record, size_t ahead, size_t length, size_t tail)
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

/* All that is left of the file is less than a record. */
static int give_partial(struct recfm_reader *reader, struct recfm_record *record, size_t ahead, size_t expected, struct fault *fault)
{
    size_t left = reader->usable - reader->at;
    size_t length = left > ahead ? left - ahead : 0;
    give(reader, record, left < ahead ? left : ahead, length, 0);
    fault_set(fault, RECORD_E_TRUNCATED, "%zu bytes are left at byte %lld of the file, expected %zu", left,
              (long long)(reader->base + (int64_t)(reader->at - record->whole_length)) + 1, ahead + expected);
    fault_at_record(fault, record->number, "");
    reader->broken = true;
    return RECORD_E_TRUNCATED;
}

static int next_fixed(struct recfm_reader *reader, struct recfm_record *record, struct fault *fault)
{
    size_t left = reader->usable - reader->at;
    if (reader->recfm.lrecl == 0) {
        size_t longest = reader->recfm.longest + reader->recfm.record_skip;
        return left < longest && !reader->last ? 0 : give(reader, record, 0, left < longest ? left : longest, 0);
    }
    size_t whole = reader->recfm.lrecl + reader->recfm.record_skip;
    if (left >= whole)
        return give(reader, record, 0, whole, 0);
    return reader->last ? give_partial(reader, record, 0, whole, fault) : 0;
}

/* The length in an RDW, the descriptor itself counted; below 0 when it is none. */
static int64_t rdw_length(const struct recfm *recfm, const uint8_t *p)
{
    const uint8_t *length = recfm->little_endian ? p + 2 : p, *zeros = recfm->little_endian ? p : p + 2;
    int64_t value = recfm->little_endian ? length[0] | length[1] << 8 : length[0] << 8 | length[1];
    if (zeros[0] != 0 || zeros[1] != 0)
        return -1;
    value += recfm->rdw_excludes_itself ? DESCRIPTOR_BYTES : 0;
    return value >= DESCRIPTOR_BYTES ? value : -1;
}

/* A BDW counts itself; with its first bit set it is 31 bits long (large block interface). */
static int64_t bdw_length(const struct recfm *recfm, const uint8_t *p)
{
    int64_t value;
    if (!recfm->little_endian && (p[0] & 0x80) != 0) {
        value = (int64_t)(p[0] & 0x7F) << 24 | (int64_t)p[1] << 16 | (int64_t)p[2] << 8 | p[3];
    } else {
        const uint8_t *length = recfm->little_endian ? p + 2 : p, *zeros = recfm->little_endian ? p : p + 2;
        value = recfm->little_endian ? length[0] | length[1] << 8 : length[0] << 8 | length[1];
        if (zeros[0] != 0 || zeros[1] != 0)
            return -1;
    }
    return value >= 2 * DESCRIPTOR_BYTES ? value : -1;
}

static int refuse_descriptor(struct recfm_reader *reader, struct fault *fault, int code, const char *why)
{
    char shown[24];
    size_t left = reader->usable - reader->at;
    bytes_hex(shown, sizeof shown, reader->data + reader->at, left < DESCRIPTOR_BYTES ? left : DESCRIPTOR_BYTES, DESCRIPTOR_BYTES);
    fault_set(fault, code, "%s at byte %lld of the file, %s", shown, (long long)reader->base + (int64_t)reader->at + 1, why);
    reader->number++;
    return damage(reader, fault, code);
}

/* Take the BDW when a block begins here.  Returns 1, 0 for more data, or RECORD_E_BDW. */
static int begin_block(struct recfm_reader *reader, struct fault *fault)
{
    size_t left = reader->usable - reader->at;
    if (reader->recfm.kind != RECFM_VB || reader->block_left > 0)
        return 1;
    if (left < DESCRIPTOR_BYTES && !reader->last)
        return 0;
    int64_t length = left < DESCRIPTOR_BYTES ? -1 : bdw_length(&reader->recfm, reader->data + reader->at);
    if (length < 0)
        return refuse_descriptor(reader, fault, RECORD_E_BDW, "expected the length of a block of at least 8 bytes and zeros");
    reader->at += DESCRIPTOR_BYTES;
    reader->block_left = length - DESCRIPTOR_BYTES;
    return 1;
}

static int next_variable(struct recfm_reader *reader, struct recfm_record *record, struct fault *fault)
{
    int answer = begin_block(reader, fault);
    if (answer <= 0)
        return answer;
    size_t left = reader->usable - reader->at;
    if (left < DESCRIPTOR_BYTES)
        return reader->last ? give_partial(reader, record, left, DESCRIPTOR_BYTES - left, fault) : 0;
    int64_t whole = rdw_length(&reader->recfm, reader->data + reader->at);
    if (whole < 0)
        return refuse_descriptor(reader, fault, RECORD_E_RDW, "expected a length and zeros (spanned records are not handled)");
    if (reader->recfm.kind == RECFM_VB && whole > reader->block_left)
        return refuse_descriptor(reader, fault, RECORD_E_RDW, "the record goes beyond its block");
    size_t length = (size_t)whole - DESCRIPTOR_BYTES;
    if ((size_t)whole > left)
        return reader->last ? give_partial(reader, record, DESCRIPTOR_BYTES, length, fault) : 0;
    reader->block_left -= reader->recfm.kind == RECFM_VB ? whole : 0;
    give(reader, record, DESCRIPTOR_BYTES, length, 0);
    if (reader->recfm.lrecl == 0 || record->length <= reader->recfm.lrecl)
        return 1;
    fault_set(fault, RECORD_E_LONG, "%zu bytes, expected at most %zu", record->length, reader->recfm.lrecl);
    return damage(reader, fault, RECORD_E_LONG);
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
    size_t left = reader->usable - reader->at;
    const uint8_t *line = reader->data + reader->at;
    size_t end = find_line_end(&reader->recfm, line, left);
    if (end == left && !reader->last)
        return 0;
    size_t tail = end < left;
    size_t length = end > 0 && tail == 1 && line[end - 1] == CR ? end - 1 : end;
    give(reader, record, 0, length, end - length + tail);
    if (reader->recfm.lrecl == 0 || record->length <= reader->recfm.lrecl)
        return 1;
    fault_set(fault, RECORD_E_LONG, "%zu bytes, expected at most %zu", record->length, reader->recfm.lrecl);
    return damage(reader, fault, RECORD_E_LONG);
}

/* The file ends behind a record, and inside a block. */
static int refuse_block(struct recfm_reader *reader, struct fault *fault)
{
    fault_set(fault, RECORD_E_BDW, "the file ends %lld bytes before its last block does", (long long)reader->block_left);
    reader->number++;
    return damage(reader, fault, RECORD_E_BDW);
}

int recfm_next(struct recfm_reader *reader, struct recfm_record *record, struct fault *fault)
{
    if (reader->header_left > 0) {
        size_t left = reader->usable - reader->at;
        size_t take = (uint64_t)reader->header_left < left ? (size_t)reader->header_left : left;
        reader->at += take;
        reader->header_left -= (int64_t)take;
    }
    if (!reader->broken && reader->last && reader->at >= reader->usable && reader->block_left > 0)
        return refuse_block(reader, fault);
    if (reader->broken || reader->at >= reader->usable)
        return 0;
    switch (reader->recfm.kind) {
    case RECFM_F:
        return next_fixed(reader, record, fault);
    case RECFM_TEXT:
        return next_line(reader, record, fault);
    case RECFM_V:
    case RECFM_VB:
        break;
    }
    return next_variable(reader, record, fault);
}

void recfm_take(struct recfm_reader *reader, struct recfm_record *record, size_t length)
{
    size_t skipped = record->whole_length - record->length;
    size_t taken = length < 1 ? 1 : length > record->length ? record->length : length;
    reader->at -= record->length - taken;
    record->length = taken;
    record->whole_length = skipped + taken;
}
