/* records.c - see records.h.  The rows of CSV are in rows.c. */
#include "form/records.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "form/damage.h"
#include "form/description.h"
#include "form/error.h"
#include "form/rows.h"
#include "record/error.h"
#include "record/recfm.h"

enum { BUFFER_BYTES = 1 << 18, DESCRIPTOR_BYTES = 4 };

static size_t read_at(int fd, uint8_t *data, size_t size, int64_t offset)
{
    size_t length = 0;
    while (length < size) {
        ssize_t got = pread(fd, data + length, size - length, (off_t)(offset + (int64_t)length));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        length += (size_t)got;
    }
    return length;
}

static int recognise(struct records *records, const struct form_set *forms, const uint8_t *head, size_t length,
                     struct fault *fault)
{
    int code = carrier_recognise(&records->carrier, forms, head, length, fault);
    if (code == 0 && records->carrier.framing == FRAME_CSV)
        code = rows_open(records, forms, fault);
    if (code == 0)
        code = damage_of_conversion(&records->carrier, head, length, fault);
    const struct form *form = records->carrier.form;
    if (code == 0 && !form->description->layouts[records->carrier.carrier].taken)
        code = fault_set(fault, FORM_E_CARRIER, "%s is not taken as %s", form->id, framing_name(records->carrier.framing));
    if (form != NULL)
        records->record_bytes = form->description->record_bytes;
    return code;
}

int records_open(struct records *records, const struct form_set *forms, const char *path, struct fault *fault)
{
    struct stat status;
    *records = (struct records){0};
    records->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (records->fd < 0 || fstat(records->fd, &status) < 0)
        return fault_errno(fault, BASE_E_OPEN, errno, "%s", path);
    records->file_bytes = status.st_size;
    uint8_t *head = memory_new(CARRIER_HEAD_BYTES, 1);
    size_t length = read_at(records->fd, head, CARRIER_HEAD_BYTES, 0);
    int code = recognise(records, forms, head, length, fault);
    free(head);
    return code;
}

void records_close(struct records *records)
{
    if (records->extractor.form != NULL)
        extract_release(&records->extractor);
    rows_close(records);
    if (records->fd >= 0)
        close(records->fd);
    *records = (struct records){.fd = -1};
}

void records_decode_with(struct records *records, const struct codepage *page)
{
    if (records->extractor.form != NULL)
        extract_release(&records->extractor);
    extract_init(&records->extractor, records->carrier.form, records->carrier.carrier, page);
}

size_t records_first(const struct records *records, uint8_t *data, size_t size)
{
    int64_t at = records->carrier.framing == FRAME_VB        ? DESCRIPTOR_BYTES
                 : records->carrier.framing == FRAME_BLOCKED ? 2 * DESCRIPTOR_BYTES
                                                             : 0;
    return read_at(records->fd, data, size < records->record_bytes ? size : records->record_bytes, at);
}

/* The reading of one file's fixed or variable records. */
struct reading {
    struct records *records;
    struct recfm_reader reader;
    records_visit *visit;
    void *user;
    int64_t previous; /* offset of the record before */
};

static int name_damage(const struct reading *reading, int64_t record, int64_t offset, int cause, struct fault *fault)
{
    const struct records *records = reading->records;
    struct damage_place place = {.fd = records->fd,
                                 .file_bytes = records->file_bytes,
                                 .carrier = &records->carrier,
                                 .record_bytes = records->record_bytes,
                                 .record = record,
                                 .offset = offset,
                                 .previous = reading->previous};
    return damage_name(&place, cause, fault);
}

static int visit_record(struct reading *reading, const struct recfm_record *record, struct fault *fault)
{
    struct records *records = reading->records;
    bool ebcdic = records->carrier.carrier == FORM_BINARY;
    int64_t offset = record->file_offset - (record->data - record->start);
    if (ebcdic && !mark_is_at(records->carrier.form, true, record->data, record->length)) {
        int code = name_damage(reading, record->number, offset, 0, fault);
        if (code < 0)
            return code;
    }
    struct record_view view = {.raw = record->start,
                               .raw_length = record->whole_length,
                               .cut = record->data + record->length == record->start + record->whole_length};
    view.source = (struct source_record){.number = record->number, .data = record->data, .length = record->length};
    extract_key(&records->extractor, &view.source, &view.key);
    reading->previous = offset;
    return reading->visit(reading->user, &view);
}

/* The records that lie whole in what was fed.  Returns 0 when more is wanted. */
static int visit_fed(struct reading *reading, struct fault *fault)
{
    struct recfm_record record;
    struct fault cause = {0};
    for (;;) {
        int answer = recfm_next(&reading->reader, &record, &cause);
        if (answer == 0)
            return 0;
        if (answer == 1) {
            int code = visit_record(reading, &record, fault);
            if (code != 0)
                return code;
            continue;
        }
        int64_t at = reading->reader.base + (int64_t)reading->reader.at;
        if (answer == RECORD_E_TRUNCATED || answer == RECORD_E_LONG)
            at = record.file_offset - (record.data - record.start);
        int code = name_damage(reading, reading->reader.number + (answer == RECORD_E_TRUNCATED || answer == RECORD_E_LONG ? 0 : 1),
                               at, answer, fault);
        if (code == 0) {
            *fault = cause;
            code = fault_set(fault, FORM_E_SHIFTED, "%s", cause.detail);
        }
        return code;
    }
}

static int read_framed(struct records *records, records_visit *visit, void *user, struct fault *fault)
{
    static const enum recfm_kind KINDS[] = {
        [FRAME_FB] = RECFM_F, [FRAME_VB] = RECFM_V, [FRAME_BLOCKED] = RECFM_VB, [FRAME_TEXT] = RECFM_TEXT};
    struct reading reading = {.records = records, .visit = visit, .user = user, .previous = -1};
    struct recfm recfm = {.kind = KINDS[records->carrier.framing], .lrecl = records->record_bytes};
    uint8_t *buffer = memory_new(BUFFER_BYTES, 1);
    size_t kept = 0;
    int64_t offset = 0;
    int code = 0;
    recfm_open(&reading.reader, &recfm);
    for (bool last = false; code == 0 && !last;) {
        size_t got = read_at(records->fd, buffer + kept, BUFFER_BYTES - kept, offset);
        offset += (int64_t)got;
        last = offset >= records->file_bytes || got == 0;
        recfm_feed(&reading.reader, buffer, kept + got, last);
        code = visit_fed(&reading, fault);
        if (code != 0 || last)
            break;
        size_t used = kept + got;
        kept = recfm_kept(&reading.reader);
        if (kept == BUFFER_BYTES) { /* no record is that long */
            code = name_damage(&reading, reading.reader.number + 1, offset - (int64_t)kept, RECORD_E_LONG, fault);
            break;
        }
        memmove(buffer, buffer + used - kept, kept);
    }
    free(buffer);
    if (code == 0 && offset < records->file_bytes)
        code = fault_errno(fault, BASE_E_OPEN, EIO, "the drop file can no longer be read");
    return code;
}

int records_read(struct records *records, records_visit *visit, void *user, struct fault *fault)
{
    if (records->carrier.framing == FRAME_CSV)
        return rows_read(records, visit, user, fault);
    return read_framed(records, visit, user, fault);
}
