/* lines.c - see lines.h. */
#include "utility/lines.h"

#include <string.h>

#include "record/error.h"
#include "record/recfm.h"

enum { RDW_BYTES = 4 };

static bool is_fixed(const struct dataset *dataset)
{
    return dataset->recfm == DATASET_F || dataset->recfm == DATASET_FB;
}

/* How the records lie; the catalog's LRECL counts an RDW, the reader's and writer's does not. */
static int recfm_of(struct recfm *recfm, const struct dataset *dataset, struct fault *fault)
{
    if (dataset->recfm == DATASET_U)
        return fault_set(fault, DATASET_E_ATTRIBUTES, "text, and RECFM U of %s", dataset->name);
    bool fixed = is_fixed(dataset);
    *recfm = (struct recfm){.kind = fixed ? RECFM_F : RECFM_V,
                            .lrecl = (size_t)dataset->lrecl - (fixed ? 0 : RDW_BYTES)};
    return 0;
}

static int bad_line(struct fault *fault, int64_t number, const char *line, size_t length, size_t room)
{
    char shown[48];
    fault_set(fault, RECORD_E_CHARACTERS, "'%s' for %zu bytes", bytes_escape(shown, sizeof shown, line, length), room);
    fault_at_record(fault, number, "line");
    return RECORD_E_CHARACTERS;
}

int lines_to_records(struct bytes *out, const struct dataset *dataset, const struct codepage *page, const char *text,
                     size_t length, struct fault *fault)
{
    struct recfm recfm;
    struct recfm_writer writer;
    struct bytes record;
    int code = recfm_of(&recfm, dataset, fault);
    if (code < 0)
        return code;
    bytes_init(&record);
    uint8_t *to = bytes_reserve(&record, recfm.lrecl);
    recfm_writer_init(&writer, &recfm);
    int64_t number = 0;
    for (const char *line = text, *end = text + length, *next; code == 0 && line < end; line = next) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        next = stop != NULL ? stop + 1 : end;
        size_t width = (size_t)((stop != NULL ? stop : end) - line);
        width -= width > 0 && line[width - 1] == '\r';
        ptrdiff_t written = codepage_encode(page, to, recfm.lrecl, line, width);
        number++;
        code = written < 0 ? bad_line(fault, number, line, width, recfm.lrecl)
                           : recfm_write(&writer, out, to, (size_t)written, page->blank, fault);
    }
    recfm_writer_finish(&writer, out);
    bytes_release(&record);
    return code;
}

static int add_line(struct bytes *out, const struct recfm_record *record, const struct codepage *page, bool trim,
                    struct fault *fault)
{
    size_t before = out->length, bad = 0;
    if (codepage_decode(page, out, record->data, record->length, &bad) < 0) {
        char shown[16];
        fault_set(fault, RECORD_E_TEXT, "%s", bytes_hex(shown, sizeof shown, record->data + bad, 1, 1));
        fault_at_record(fault, record->number, "");
        fault_at_field(fault, "", (int64_t)bad + 1);
        return RECORD_E_TEXT;
    }
    if (out->length > before && memchr(out->data + before, '\n', out->length - before) != NULL) {
        fault_set(fault, DATASET_E_RECORDS, "a line end within a record");
        fault_at_record(fault, record->number, "");
        return DATASET_E_RECORDS;
    }
    while (trim && out->length > before && out->data[out->length - 1] == ' ')
        out->length--;
    bytes_char(out, '\n');
    return 0;
}

int lines_from_records(struct bytes *out, const struct dataset *dataset, const struct codepage *page,
                       const void *data, size_t length, struct fault *fault)
{
    struct recfm recfm;
    struct recfm_reader reader;
    struct recfm_record record;
    int code = recfm_of(&recfm, dataset, fault);
    if (code < 0)
        return code;
    recfm_open(&reader, &recfm);
    recfm_feed(&reader, data, length, true);
    while (code == 0 && (code = recfm_next(&reader, &record, fault)) == 1)
        code = add_line(out, &record, page, is_fixed(dataset), fault);
    return code;
}
