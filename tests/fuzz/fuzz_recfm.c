/*
 * fuzz_recfm.c - any bytes as records in any RECFM, fed whole and in pieces: both must give the same records and the same
 * damage, every byte of a record must lie where recfm_file_offset says, and what is given without damage must be written
 * and read again.  The first four bytes choose.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "record/error.h"
#include "record/recfm.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first byte is the length, 0 none. */
static ptrdiff_t measure(const void *user, const uint8_t *head, struct fault *fault)
{
    (void)user;
    return head[0] > 0 ? head[0] : fault_set(fault, RECORD_E_LENGTH, "0");
}

static void choose(struct recfm *recfm, const uint8_t *chosen)
{
    *recfm = (struct recfm){.kind = (enum recfm_kind)(chosen[0] % 7), .lrecl = chosen[0] & 8 ? chosen[3] : 0, .longest = 20,
                            .little_endian = chosen[0] & 16, .rdw_excludes_itself = chosen[0] & 32,
                            .bdw_little_endian = chosen[0] & 64, .bdw_excludes_itself = chosen[0] & 128,
                            .header_bytes = chosen[1] & 3, .footer_bytes = chosen[1] >> 2 & 3, .record_skip = chosen[1] >> 4 & 3,
                            .ebcdic = chosen[1] & 64, .block_bytes = 16u + chosen[2]};
    if (recfm->kind == RECFM_F && (chosen[1] & 128) != 0) {
        recfm->measure = measure;
        recfm->measure_bytes = 1;
    }
}

static void check_offsets(const struct recfm_record *record, const uint8_t *data, size_t size)
{
    for (size_t i = 0; i < record->length; i++) {
        int64_t offset = recfm_file_offset(record, i);
        assert(offset >= 0 && (size_t)offset < size && data[offset] == record->data[i]);
    }
}

/* What reading in pieces of STEP bytes tells: number, length and bytes of each record, and the codes.  Returns whether all is sound. */
static bool read_all(struct bytes *told, const struct recfm *recfm, const uint8_t *data, size_t size, size_t step, struct recfm_writer *writer,
                     struct bytes *written)
{
    struct recfm_reader reader;
    struct recfm_record record;
    struct fault fault;
    size_t from = 0, to = 0;
    bool sound = true;
    recfm_open(&reader, recfm);
    do {
        from = to - recfm_kept(&reader);
        to = size - to > step ? to + step : size;
        recfm_feed(&reader, data + from, to - from, to == size);
        int answer;
        while ((answer = recfm_next(&reader, &record, &fault)) != 0) {
            sound = sound && answer == 1;
            bytes_format(told, "%d ", answer);
            if (!recfm_has_record(answer))
                continue;
            check_offsets(&record, data, size);
            bytes_format(told, "%lld:%zu:", (long long)record.number, record.length);
            bytes_add(told, record.data, record.length);
            if (writer != NULL && answer == 1 && recfm_write(writer, written, record.data, record.length, 0, &fault) < 0)
                sound = false;
        }
    } while (to < size);
    recfm_close(&reader);
    return sound;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct recfm recfm;
    struct recfm_writer writer;
    struct bytes whole, pieces, written, again;
    if (size < 4)
        return 0;
    choose(&recfm, data);
    bytes_init(&whole), bytes_init(&pieces), bytes_init(&written), bytes_init(&again);
    recfm_writer_init(&writer, &recfm);
    memset(bytes_reserve(&written, 3), 0, 3);
    written.length = recfm.header_bytes;
    size_t step = 1 + data[2] % 64;
    bool sound = read_all(&whole, &recfm, data + 4, size - 4, size, &writer, &written);
    recfm_writer_finish(&writer, &written);
    memset(bytes_reserve(&written, 3), 0, 3);
    written.length += recfm.footer_bytes;
    read_all(&pieces, &recfm, data + 4, size - 4, step, NULL, NULL);
    assert(whole.length == pieces.length && (whole.length == 0 || memcmp(whole.data, pieces.data, whole.length) == 0));
    if (sound && recfm.kind != RECFM_TEXT && (recfm.kind != RECFM_F || recfm.lrecl != 0 || recfm.measure != NULL)) {
        assert(read_all(&again, &recfm, written.data, written.length, size, NULL, NULL));
        assert(whole.length == again.length && (whole.length == 0 || memcmp(whole.data, again.data, whole.length) == 0));
    }
    bytes_release(&whole), bytes_release(&pieces), bytes_release(&written), bytes_release(&again);
    return 0;
}
