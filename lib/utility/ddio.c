/* ddio.c - see ddio.h. */
#include "utility/ddio.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "utility/error.h"

enum { BUFFER_BYTES = 1 << 18, RDW = 4 };

struct ddio_format ddio_format_of(const struct dd_entry *entry)
{
    const struct dataset *dataset = &entry->dataset;
    struct ddio_format format = {.form = DDIO_LINES, .lrecl = (size_t)dataset->lrecl};
    bool fixed = dataset->recfm == DATASET_F || dataset->recfm == DATASET_FB;
    bool variable = dataset->recfm == DATASET_V || dataset->recfm == DATASET_VB;
    if (entry->kind == DD_ENTRY_DUMMY)
        format.form = DDIO_NOTHING;
    else if (fixed && dataset->lrecl > 0)
        format.form = DDIO_FIXED;
    else if (variable && dataset->lrecl > RDW)
        format.form = DDIO_VARIABLE;
    else if (entry->kind == DD_ENTRY_DATA_SET)
        format.form = DDIO_PLAIN;
    return format;
}

static int refuse_pair(const struct dd_entry *from, const struct dd_entry *to, struct fault *fault)
{
    return fault_set(fault, UTILITY_E_FORMAT, "RECFM %s LRECL %d of %s to RECFM %s LRECL %d of %s", dataset_recfm_name(from->dataset.recfm),
                     from->dataset.lrecl, from->name, dataset_recfm_name(to->dataset.recfm), to->dataset.lrecl, to->name);
}

int ddio_match(const struct dd_entry *from, const struct dd_entry *to, struct fault *fault)
{
    struct ddio_format in = ddio_format_of(from), out = ddio_format_of(to);
    bool fits;
    if (in.form == DDIO_NOTHING || out.form == DDIO_NOTHING)
        return 0;
    switch (out.form) {
    case DDIO_FIXED:
        fits = in.form == DDIO_LINES || (in.form == DDIO_FIXED && in.lrecl == out.lrecl);
        break;
    case DDIO_VARIABLE:
        fits = in.form == DDIO_VARIABLE && in.lrecl <= out.lrecl;
        break;
    default:
        fits = in.form != DDIO_VARIABLE;
    }
    return fits ? 0 : refuse_pair(from, to, fault);
}

/* ---- reading ---- */

int ddio_open(struct ddio_reader *reader, const struct dd_entry *entry, struct fault *fault)
{
    *reader = (struct ddio_reader){.format = ddio_format_of(entry)};
    memcpy(reader->name, entry->name, sizeof reader->name);
    if (reader->format.form == DDIO_NOTHING)
        return 0;
    reader->file = fopen(entry->path, "re");
    if (reader->file == NULL)
        return fault_errno(fault, BASE_E_OPEN, errno, "%s", entry->path);
    setvbuf(reader->file, NULL, _IONBF, 0); /* the buffer is ours */
    reader->capacity = BUFFER_BYTES;
    reader->buffer = memory_new(reader->capacity, 1);
    return 0;
}

void ddio_close(struct ddio_reader *reader)
{
    if (reader->file != NULL)
        fclose(reader->file);
    free(reader->buffer);
    *reader = (struct ddio_reader){0};
}

/* More bytes behind those that are not read yet. */
static int fill(struct ddio_reader *reader, struct fault *fault)
{
    size_t left = reader->length - reader->at;
    memmove(reader->buffer, reader->buffer + reader->at, left);
    reader->at = 0;
    reader->length = left;
    if (left == reader->capacity) /* a long line: DDIO_LINE_MAX is looked at by the caller */
        reader->buffer = memory_grow(reader->buffer, &reader->capacity, reader->capacity * 2, 1);
    size_t got = fread(reader->buffer + left, 1, reader->capacity - left, reader->file);
    reader->length += got;
    reader->ended = feof(reader->file) != 0;
    return ferror(reader->file) ? fault_errno(fault, BASE_E_OPEN, errno, "DD %s", reader->name) : 0;
}

/* Bytes that are there to be read, at least NEEDED when the file has so many. */
static int have(struct ddio_reader *reader, size_t needed, size_t *there, struct fault *fault)
{
    int code = 0;
    while (code == 0 && !reader->ended && reader->length - reader->at < needed)
        code = fill(reader, fault);
    *there = reader->length - reader->at;
    return code;
}

static int bad_record(const struct ddio_reader *reader, struct fault *fault, const char *what, size_t bytes)
{
    fault_set(fault, UTILITY_E_RECORD, "%s (%zu bytes)", what, bytes);
    fault_in_file(fault, reader->name);
    fault_at_record(fault, reader->number + 1, "");
    return UTILITY_E_RECORD;
}

static int read_fixed(struct ddio_reader *reader, struct ddio_record *record, struct fault *fault)
{
    size_t there;
    int code = have(reader, reader->format.lrecl, &there, fault);
    if (code < 0)
        return code;
    if (there > 0 && there < reader->format.lrecl)
        return bad_record(reader, fault, "the last record is cut off", there);
    record->length = reader->format.lrecl;
    return there > 0;
}

static int read_variable(struct ddio_reader *reader, struct ddio_record *record, struct fault *fault)
{
    size_t there;
    int code = have(reader, DDIO_PIECE, &there, fault);
    if (code < 0 || there == 0)
        return code;
    const uint8_t *rdw = reader->buffer + reader->at;
    size_t length = there >= RDW ? (size_t)rdw[0] << 8 | rdw[1] : 0;
    if (length < RDW || length > reader->format.lrecl || rdw[2] != 0 || rdw[3] != 0)
        return bad_record(reader, fault, "its RDW cannot be one", length);
    if (length > there)
        return bad_record(reader, fault, "the last record is cut off", there);
    reader->at += RDW;
    record->length = length - RDW;
    return 1;
}

/* RECFM U: no records can be told; a piece at a time. */
static int read_plain(struct ddio_reader *reader, struct ddio_record *record, struct fault *fault)
{
    int code = have(reader, DDIO_PIECE, &record->length, fault);
    if (record->length > DDIO_PIECE)
        record->length = DDIO_PIECE;
    return code < 0 ? code : record->length > 0;
}

static int read_line(struct ddio_reader *reader, struct ddio_record *record, struct fault *fault)
{
    size_t there, searched = 0;
    const uint8_t *stop = NULL;
    for (;;) {
        int code = have(reader, searched + 1, &there, fault);
        if (code < 0)
            return code;
        if (there > searched)
            stop = memchr(reader->buffer + reader->at + searched, '\n', there - searched);
        if (stop != NULL || there == searched)
            break;
        if (there > DDIO_LINE_MAX)
            return bad_record(reader, fault, "a line longer than any", there);
        searched = there;
    }
    record->length = stop != NULL ? (size_t)(stop - (reader->buffer + reader->at)) : there;
    record->end_length = stop != NULL;
    return stop != NULL || there > 0;
}

int ddio_read(struct ddio_reader *reader, struct ddio_record *record, struct fault *fault)
{
    static int (*const READ[])(struct ddio_reader *, struct ddio_record *, struct fault *) = {
        [DDIO_FIXED] = read_fixed, [DDIO_VARIABLE] = read_variable, [DDIO_PLAIN] = read_plain, [DDIO_LINES] = read_line};
    *record = (struct ddio_record){0};
    int answer = reader->file != NULL ? READ[reader->format.form](reader, record, fault) : 0;
    if (answer != 1)
        return answer;
    record->data = reader->buffer + reader->at;
    reader->at += record->length + record->end_length;
    reader->number++;
    return 1;
}

/* ---- writing ---- */

static int open_append(struct ddio_writer *writer, const char *path, struct fault *fault)
{
    writer->stream = fopen(path, "ae");
    if (writer->stream == NULL || fseeko(writer->stream, 0, SEEK_END) < 0)
        return fault_errno(fault, BASE_E_WRITE, errno, "%s", path);
    writer->old_bytes = ftello(writer->stream);
    return 0;
}

int ddio_create(struct ddio_writer *writer, const struct dd_entry *entry, bool append, struct fault *fault)
{
    int code;
    *writer = (struct ddio_writer){.format = ddio_format_of(entry), .append = append};
    memcpy(writer->name, entry->name, sizeof writer->name);
    if (writer->format.form == DDIO_NOTHING)
        return 0;
    if (append) {
        code = open_append(writer, entry->path, fault);
    } else {
        code = file_output_open(&writer->replace, entry->path, fault);
        writer->stream = code == 0 ? writer->replace.stream : NULL;
    }
    if (code == 0)
        setvbuf(writer->stream, NULL, _IOFBF, BUFFER_BYTES);
    else if (append && writer->stream != NULL)
        fclose(writer->stream);
    return code;
}

static void pad(FILE *stream, size_t count)
{
    while (count-- > 0)
        putc_unlocked(' ', stream);
}

static int too_long(const struct ddio_writer *writer, const struct ddio_record *record, struct fault *fault)
{
    char shown[48];
    size_t show = record->length < 32 ? record->length : 32;
    return fault_set(fault, UTILITY_E_RECORD, "'%s'%s has %zu bytes, and LRECL of %s is %zu", bytes_escape(shown, sizeof shown, record->data, show),
                     show < record->length ? "..." : "", record->length, writer->name, writer->format.lrecl);
}

static void write_variable(FILE *stream, const struct ddio_record *record)
{
    size_t length = record->length + RDW;
    const uint8_t rdw[RDW] = {(uint8_t)(length >> 8), (uint8_t)length, 0, 0};
    fwrite_unlocked(rdw, 1, sizeof rdw, stream);
    fwrite_unlocked(record->data, 1, record->length, stream);
}

/* An F record as a line. */
static void write_trimmed(FILE *stream, const struct ddio_record *record)
{
    size_t length = record->length;
    while (length > 0 && record->data[length - 1] == ' ')
        length--;
    fwrite_unlocked(record->data, 1, length, stream);
    putc_unlocked('\n', stream);
}

static void write_line_as_fixed(struct ddio_writer *writer, const struct ddio_record *record)
{
    fwrite_unlocked(record->data, 1, record->length, writer->stream);
    pad(writer->stream, writer->format.lrecl - record->length);
}

int ddio_write(struct ddio_writer *writer, enum ddio_form from, const struct ddio_record *given, struct fault *fault)
{
    struct ddio_record record = *given;
    FILE *stream = writer->stream;
    if (stream == NULL)
        return 0;
    if (from == DDIO_LINES && writer->format.form == DDIO_FIXED && record.length > 0 && record.data[record.length - 1] == '\r')
        record.length--;
    if ((writer->format.form == DDIO_FIXED && record.length > writer->format.lrecl) ||
        (writer->format.form == DDIO_VARIABLE && record.length + RDW > writer->format.lrecl))
        return too_long(writer, &record, fault);
    if (writer->format.form == DDIO_FIXED)
        write_line_as_fixed(writer, &record);
    else if (writer->format.form == DDIO_VARIABLE)
        write_variable(stream, &record);
    else if (writer->format.form == DDIO_LINES && from == DDIO_FIXED)
        write_trimmed(stream, &record);
    else
        fwrite_unlocked(record.data, 1, record.length + record.end_length, stream);
    return ferror(stream) ? fault_errno(fault, BASE_E_WRITE, errno, "DD %s", writer->name) : 0;
}

int ddio_commit(struct ddio_writer *writer, struct fault *fault)
{
    if (writer->stream == NULL)
        return 0;
    if (!writer->append)
        return file_replace_commit(&writer->replace, fault);
    if (fflush(writer->stream) != 0 || (fsync(fileno(writer->stream)) < 0 && errno != EINVAL && errno != EROFS)) {
        int code = fault_errno(fault, BASE_E_WRITE, errno, "DD %s", writer->name);
        ddio_abort(writer);
        return code;
    }
    fclose(writer->stream);
    return 0;
}

void ddio_abort(struct ddio_writer *writer)
{
    if (writer->stream == NULL)
        return;
    if (!writer->append) {
        file_replace_abort(&writer->replace);
        return;
    }
    int fd = dup(fileno(writer->stream));
    fclose(writer->stream); /* which may write what it holds: cut off behind it */
    if (fd < 0)
        return;
    if (ftruncate(fd, writer->old_bytes) < 0) {
        /* a pipe or device: what it was given is gone */
    }
    close(fd);
}

/* ---- both ---- */

static int copy_records(struct ddio_reader *reader, struct ddio_writer *writer, const struct ddio_range *range, int64_t *records,
                        struct fault *fault)
{
    struct ddio_record record;
    int answer = 0;
    while ((range->count < 0 || *records < range->count) && (answer = ddio_read(reader, &record, fault)) == 1) {
        if (reader->number <= range->skip)
            continue;
        int code = ddio_write(writer, reader->format.form, &record, fault);
        if (code < 0) {
            fault_at_record(fault, reader->number, "");
            return code;
        }
        ++*records;
    }
    return answer < 0 ? answer : 0;
}

int ddio_copy(const struct dd_entry *from, const struct dd_entry *to, const struct ddio_range *range, bool append, int64_t *records,
              struct fault *fault)
{
    struct ddio_reader reader;
    struct ddio_writer writer;
    *records = 0;
    int code = ddio_match(from, to, fault);
    if (code == 0 && from->kind != DD_ENTRY_DUMMY && to->kind != DD_ENTRY_DUMMY && file_is_same(from->path, to->path))
        code = fault_set(fault, UTILITY_E_DD, "%s and %s are the same", from->name, to->name);
    if (code == 0)
        code = ddio_open(&reader, from, fault);
    if (code < 0)
        return code;
    code = ddio_create(&writer, to, append, fault);
    if (code == 0) {
        code = copy_records(&reader, &writer, range, records, fault);
        if (code == 0)
            code = ddio_commit(&writer, fault);
        else
            ddio_abort(&writer);
    }
    ddio_close(&reader);
    return code;
}
