/* ddio_read.c - the records of a DD: see ddio.h. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "utility/ddio.h"
#include "utility/error.h"

enum { BUFFER_BYTES = 1 << 18 };

int ddio_open(struct ddio_reader *reader, const struct dd_entry *entry, struct fault *fault)
{
    *reader = (struct ddio_reader){.format = ddio_format_of(entry)};
    memcpy(reader->name, entry->name, sizeof reader->name);
    if (reader->format.form == DDIO_NOTHING)
        return 0;
    if (entry->kind == DD_ENTRY_DATA_SET && entry->dataset.organization == DATASET_KS) {
        bytes_init(&reader->record);
        return keyed_open(&reader->keyed, entry->path, &entry->dataset, KEYED_READ, fault);
    }
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
    keyed_close(reader->keyed);
    if (reader->keyed != NULL)
        bytes_release(&reader->record);
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
    if (left == reader->capacity) /* a long line; its reader sees that it does not grow without end */
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
    size_t length = there >= DDIO_RDW ? (size_t)rdw[0] << 8 | rdw[1] : 0;
    if (length < DDIO_RDW || length > reader->format.lrecl || rdw[2] != 0 || rdw[3] != 0)
        return bad_record(reader, fault, "its RDW cannot be one", length);
    if (length > there)
        return bad_record(reader, fault, "the last record is cut off", there);
    reader->at += DDIO_RDW;
    record->length = length - DDIO_RDW;
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
            break;
        searched = there;
    }
    record->length = stop != NULL ? (size_t)(stop - (reader->buffer + reader->at)) : there;
    record->end_length = stop != NULL;
    return stop != NULL || there > 0;
}

static int read_keyed(struct ddio_reader *reader, struct ddio_record *record, struct fault *fault)
{
    int code = keyed_next(reader->keyed, &reader->record, fault);
    record->data = reader->record.data;
    record->length = reader->record.length;
    reader->number += code == 0;
    return code < 0 ? code : code == 0;
}

int ddio_read(struct ddio_reader *reader, struct ddio_record *record, struct fault *fault)
{
    static int (*const READ[])(struct ddio_reader *, struct ddio_record *, struct fault *) = {
        [DDIO_FIXED] = read_fixed, [DDIO_VARIABLE] = read_variable, [DDIO_PLAIN] = read_plain, [DDIO_LINES] = read_line};
    *record = (struct ddio_record){0};
    if (reader->keyed != NULL)
        return read_keyed(reader, record, fault);
    int answer = reader->file != NULL ? READ[reader->format.form](reader, record, fault) : 0;
    if (answer != 1)
        return answer;
    record->data = reader->buffer + reader->at;
    reader->at += record->length + record->end_length;
    reader->number++;
    return 1;
}
