/* recfm_write.c - records into a file's bytes.  See recfm.h. */
#include <string.h>

#include "record/error.h"
#include "record/recfm.h"

enum { DESCRIPTOR_BYTES = 4, BLOCK_BYTES = 32760, DESCRIPTOR_MAX = 32767, CR = 0x0D, LF = 0x0A, LF_EBCDIC = 0x25, NEL = 0x15 };

void recfm_writer_init(struct recfm_writer *writer, const struct recfm *recfm)
{
    *writer = (struct recfm_writer){.recfm = *recfm};
    if (writer->recfm.block_bytes == 0)
        writer->recfm.block_bytes = BLOCK_BYTES;
    bytes_init(&writer->block);
}

static void put_descriptor(const struct recfm *recfm, struct bytes *out, size_t length)
{
    uint8_t bytes[DESCRIPTOR_BYTES] = {0};
    bytes[recfm->little_endian ? 3 : 0] = (uint8_t)(length >> 8);
    bytes[recfm->little_endian ? 2 : 1] = (uint8_t)length;
    bytes_add(out, bytes, sizeof bytes);
}

static void put_skipped(const struct recfm *recfm, struct bytes *out)
{
    memset(bytes_reserve(out, recfm->record_skip), 0, recfm->record_skip);
    out->length += recfm->record_skip;
}

static void end_block(struct recfm_writer *writer, struct bytes *out)
{
    if (writer->block.length == 0)
        return;
    put_descriptor(&writer->recfm, out, writer->block.length + DESCRIPTOR_BYTES);
    bytes_add(out, writer->block.data, writer->block.length);
    bytes_clear(&writer->block);
}

static int write_variable(struct recfm_writer *writer, struct bytes *out, const uint8_t *record, size_t length, struct fault *fault)
{
    const struct recfm *recfm = &writer->recfm;
    size_t whole = length + recfm->record_skip + DESCRIPTOR_BYTES;
    bool blocked = recfm->kind == RECFM_VB;
    size_t most = blocked ? recfm->block_bytes - DESCRIPTOR_BYTES : DESCRIPTOR_MAX;
    if (whole > most)
        return fault_set(fault, RECORD_E_LONG, "%zu bytes with its RDW, expected at most %zu", whole, most);
    if (blocked && writer->block.length + whole > most)
        end_block(writer, out);
    struct bytes *to = blocked ? &writer->block : out;
    put_descriptor(recfm, to, recfm->rdw_excludes_itself ? whole - DESCRIPTOR_BYTES : whole);
    put_skipped(recfm, to);
    bytes_add(to, record, length);
    return 0;
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

int recfm_write(struct recfm_writer *writer, struct bytes *out, const uint8_t *record, size_t length, uint8_t fill,
                struct fault *fault)
{
    const struct recfm *recfm = &writer->recfm;
    if (recfm->lrecl != 0 && length > recfm->lrecl)
        return fault_set(fault, RECORD_E_LONG, "%zu bytes, expected at most %zu", length, recfm->lrecl);
    if (recfm->kind == RECFM_V || recfm->kind == RECFM_VB)
        return write_variable(writer, out, record, length, fault);
    put_skipped(recfm, out);
    bytes_add(out, record, length);
    if (recfm->lrecl > length) {
        memset(bytes_reserve(out, recfm->lrecl - length), fill, recfm->lrecl - length);
        out->length += recfm->lrecl - length;
    }
    if (recfm->kind == RECFM_TEXT)
        put_line_end(recfm, out);
    return 0;
}

void recfm_writer_finish(struct recfm_writer *writer, struct bytes *out)
{
    end_block(writer, out);
    bytes_release(&writer->block);
}
