/* recfm_write.c - records into a file's bytes.  See recfm.h. */
#include <string.h>

#include "record/descriptor.h"
#include "record/error.h"

enum { BLOCK_BYTES = 32760, DESCRIPTOR_MAX = 32767, CR = 0x0D, LF = 0x0A, LF_EBCDIC = 0x25, NEL = 0x15 };

void recfm_writer_init(struct recfm_writer *writer, const struct recfm *recfm)
{
    *writer = (struct recfm_writer){.recfm = *recfm};
    if (writer->recfm.block_bytes == 0)
        writer->recfm.block_bytes = BLOCK_BYTES;
    bytes_init(&writer->block);
}

static void put_zeros(struct bytes *out, size_t count)
{
    memset(bytes_reserve(out, count), 0, count);
    out->length += count;
}

static void end_block(struct recfm_writer *writer, struct bytes *out)
{
    if (writer->block.length == 0)
        return;
    descriptor_put_bdw(out, &writer->recfm, writer->block.length + DESCRIPTOR_BYTES);
    bytes_add(out, writer->block.data, writer->block.length);
    bytes_clear(&writer->block);
}

static void write_variable(struct recfm_writer *writer, struct bytes *out, const uint8_t *record, size_t length)
{
    const struct recfm *recfm = &writer->recfm;
    size_t whole = length + recfm->record_skip + DESCRIPTOR_BYTES;
    bool blocked = recfm->kind == RECFM_VB;
    if (blocked && writer->block.length + whole > recfm->block_bytes - DESCRIPTOR_BYTES)
        end_block(writer, out);
    struct bytes *to = blocked ? &writer->block : out;
    descriptor_put_rdw(to, recfm, whole, SEGMENT_WHOLE);
    put_zeros(to, recfm->record_skip);
    bytes_add(to, record, length);
}

/* COUNT bytes from position AT of a record that has ZEROS bytes to skip in front. */
static void put_part(struct bytes *out, const uint8_t *record, size_t zeros, size_t at, size_t count)
{
    size_t blank = at < zeros ? (zeros - at < count ? zeros - at : count) : 0;
    put_zeros(out, blank);
    if (count > blank)
        bytes_add(out, record + (at + blank - zeros), count - blank);
}

/* Segments as long as a block has room for, VS: as a block is; at least a byte in each. */
static void write_spanned(struct recfm_writer *writer, struct bytes *out, const uint8_t *record, size_t length)
{
    const struct recfm *recfm = &writer->recfm;
    bool blocked = recfm->kind == RECFM_VBS;
    struct bytes *to = blocked ? &writer->block : out;
    size_t whole = length + recfm->record_skip, at = 0;
    do {
        if (blocked && writer->block.length + 2 * DESCRIPTOR_BYTES + (whole > 0) > recfm->block_bytes)
            end_block(writer, out);
        size_t room = recfm->block_bytes - 2 * DESCRIPTOR_BYTES - (blocked ? writer->block.length : 0);
        size_t count = whole - at < room ? whole - at : room;
        bool first = at == 0, last = at + count == whole;
        descriptor_put_rdw(to, recfm, count + DESCRIPTOR_BYTES,
                           first && last ? SEGMENT_WHOLE : first ? SEGMENT_FIRST : last ? SEGMENT_LAST : SEGMENT_MIDDLE);
        put_part(to, record, recfm->record_skip, at, count);
        at += count;
    } while (at < whole);
}

static void put_line_end(const struct recfm *recfm, struct bytes *out)
{
    enum recfm_line_end end = recfm->line_end != LINE_END_DEFAULT ? recfm->line_end : recfm->ebcdic ? LINE_END_NEL : LINE_END_LF;
    if (end == LINE_END_CRLF)
        bytes_char(out, CR);
    if (end == LINE_END_NEL && recfm->ebcdic)
        bytes_char(out, NEL);
    else
        bytes_char(out, recfm->ebcdic ? LF_EBCDIC : LF);
}

/* F and text: the record, filled up. */
static void write_plain(const struct recfm *recfm, struct bytes *out, const uint8_t *record, size_t length, uint8_t fill)
{
    put_zeros(out, recfm->record_skip);
    bytes_add(out, record, length);
    if (recfm->lrecl > length && recfm->kind != RECFM_U && recfm->measure == NULL) {
        memset(bytes_reserve(out, recfm->lrecl - length), fill, recfm->lrecl - length);
        out->length += recfm->lrecl - length;
    }
    if (recfm->kind == RECFM_TEXT)
        put_line_end(recfm, out);
}

/* The record says its own length, and has it. */
static int check_measure(const struct recfm *recfm, const uint8_t *record, size_t length, struct fault *fault)
{
    if (length < recfm->measure_bytes)
        return fault_set(fault, RECORD_E_LENGTH, "the record has %zu bytes, the fields that say its length end at byte %zu", length,
                         recfm->measure_bytes);
    ptrdiff_t said = recfm->measure(recfm->measure_user, record, fault);
    if (said < 0)
        return (int)said;
    return (size_t)said == length ? 0 : fault_set(fault, RECORD_E_LENGTH, "its fields say %td bytes, the record has %zu", said, length);
}

int recfm_fits(const struct recfm_writer *writer, const uint8_t *record, size_t length, struct fault *fault)
{
    const struct recfm *recfm = &writer->recfm;
    size_t whole = length + recfm->record_skip + DESCRIPTOR_BYTES;
    size_t most = recfm->kind == RECFM_VB ? recfm->block_bytes - DESCRIPTOR_BYTES : DESCRIPTOR_MAX;
    if (recfm->lrecl != 0 && length > recfm->lrecl)
        return fault_set(fault, RECORD_E_LONG, "%zu bytes, expected at most %zu", length, recfm->lrecl);
    if ((recfm->kind == RECFM_V || recfm->kind == RECFM_VB) && whole > most)
        return fault_set(fault, RECORD_E_LONG, "%zu bytes with its RDW, expected at most %zu", whole, most);
    if ((recfm->kind == RECFM_VS || recfm->kind == RECFM_VBS) && whole > RECFM_RECORD_MAX)
        return fault_set(fault, RECORD_E_LONG, "%zu bytes, expected at most %d", length, RECFM_RECORD_MAX);
    if (writer->ended)
        return fault_set(fault, RECORD_E_LENGTH, "of RECFM U only the last record may be shorter than --lrecl, without it there is one");
    return recfm->measure != NULL ? check_measure(recfm, record, length, fault) : 0;
}

int recfm_write(struct recfm_writer *writer, struct bytes *out, const uint8_t *record, size_t length, uint8_t fill,
                struct fault *fault)
{
    int code = recfm_fits(writer, record, length, fault);
    if (code < 0)
        return code;
    switch (writer->recfm.kind) {
    case RECFM_V:
    case RECFM_VB:
        write_variable(writer, out, record, length);
        break;
    case RECFM_VS:
    case RECFM_VBS:
        write_spanned(writer, out, record, length);
        break;
    case RECFM_U:
        writer->ended = length != writer->recfm.lrecl;
        write_plain(&writer->recfm, out, record, length, fill);
        break;
    case RECFM_F:
    case RECFM_TEXT:
        write_plain(&writer->recfm, out, record, length, fill);
        break;
    }
    return 0;
}

void recfm_writer_finish(struct recfm_writer *writer, struct bytes *out)
{
    end_block(writer, out);
    bytes_release(&writer->block);
}
