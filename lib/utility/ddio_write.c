/* ddio_write.c - records to a DD: see ddio.h. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "utility/ddio.h"
#include "utility/error.h"

enum { BUFFER_BYTES = 1 << 18 };

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
    if (entry->kind == DD_ENTRY_DATA_SET && entry->dataset.organization == DATASET_KS) {
        bytes_init(&writer->record);
        return keyed_open(&writer->keyed, entry->path, &entry->dataset, append ? KEYED_ADD : KEYED_REPLACE, fault);
    }
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
    size_t length = record->length + DDIO_RDW;
    const uint8_t rdw[DDIO_RDW] = {(uint8_t)(length >> 8), (uint8_t)length, 0, 0};
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

static int write_keyed(struct ddio_writer *writer, const struct ddio_record *record, struct fault *fault)
{
    char shown[48];
    bytes_clear(&writer->record);
    bytes_add(&writer->record, record->data, record->length);
    while (writer->format.form == DDIO_FIXED && writer->record.length < writer->format.lrecl)
        bytes_char(&writer->record, ' ');
    int code = keyed_put(writer->keyed, writer->record.data, writer->record.length, writer->overwrites, fault);
    if (code != 1)
        return code;
    bytes_escape(shown, sizeof shown, record->data, record->length < 32 ? record->length : 32);
    return fault_set(fault, UTILITY_E_RECORD, "'%s' has a key that is in %s already", shown, writer->name);
}

int ddio_write(struct ddio_writer *writer, enum ddio_form from, const struct ddio_record *given, struct fault *fault)
{
    struct ddio_record record = *given;
    FILE *stream = writer->stream;
    if (stream == NULL && writer->keyed == NULL)
        return 0;
    if (from == DDIO_LINES && writer->format.form == DDIO_FIXED && record.length > 0 && record.data[record.length - 1] == '\r')
        record.length--;
    if ((writer->format.form == DDIO_FIXED && record.length > writer->format.lrecl) ||
        (writer->format.form == DDIO_VARIABLE && record.length + DDIO_RDW > writer->format.lrecl))
        return too_long(writer, &record, fault);
    if (writer->keyed != NULL)
        return write_keyed(writer, &record, fault);
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

static int end_keyed(struct ddio_writer *writer, bool commit, struct fault *fault)
{
    int code = commit ? keyed_commit(writer->keyed, fault) : 0;
    keyed_close(writer->keyed);
    bytes_release(&writer->record);
    writer->keyed = NULL;
    return code;
}

int ddio_commit(struct ddio_writer *writer, struct fault *fault)
{
    if (writer->keyed != NULL)
        return end_keyed(writer, true, fault);
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
    if (writer->keyed != NULL)
        end_keyed(writer, false, NULL);
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
