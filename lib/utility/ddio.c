/* ddio.c - see ddio.h. */
#include "utility/ddio.h"

#include <string.h>

#include "utility/error.h"

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
    else if (variable && dataset->lrecl > DDIO_RDW)
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

/* No relative ones are read and written here, no members without a name. */
static int check_entry(const struct dd_entry *entry, struct fault *fault)
{
    const struct dataset *dataset = &entry->dataset;
    if (entry->kind != DD_ENTRY_DATA_SET)
        return 0;
    if (dataset->organization == DATASET_RR)
        return fault_set(fault, UTILITY_E_REFUSED, "%s, which is %s, as one record after the other,", dataset->name, dataset_organization_name(dataset->organization));
    if (dataset_is_partitioned(dataset) && entry->member[0] == '\0')
        return fault_set(fault, UTILITY_E_DD, "%s: %s is partitioned, expected a member of it", entry->name, dataset->name);
    return 0;
}

int ddio_match(const struct dd_entry *from, const struct dd_entry *to, struct fault *fault)
{
    struct ddio_format in = ddio_format_of(from), out = ddio_format_of(to);
    bool fits;
    int code = check_entry(from, fault);
    if (code == 0)
        code = check_entry(to, fault);
    if (code < 0)
        return code;
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

/* Is the key of RECORD before (-1), in (0) or behind (1) the range? */
static int place_of_key(const struct dd_entry *from, const struct ddio_range *range, const struct ddio_record *record)
{
    const uint8_t *key = record->data + from->dataset.key_offset;
    size_t most = (size_t)from->dataset.key_length;
    size_t low = range->from_key != NULL ? strnlen(range->from_key, most) : 0, high = range->to_key != NULL ? strnlen(range->to_key, most) : 0;
    if (record->length < (size_t)from->dataset.key_offset + most)
        return 0;
    return low > 0 && memcmp(key, range->from_key, low) < 0 ? -1 : high > 0 && memcmp(key, range->to_key, high) > 0;
}

static int copy_records(struct ddio_reader *reader, struct ddio_writer *writer, const struct dd_entry *from, const struct ddio_range *range,
                        int64_t *records, struct fault *fault)
{
    struct ddio_record record;
    int answer = 0;
    bool by_key = reader->keyed != NULL && (range->from_key != NULL || range->to_key != NULL);
    while ((range->count < 0 || *records < range->count) && (answer = ddio_read(reader, &record, fault)) == 1) {
        int place = by_key ? place_of_key(from, range, &record) : 0;
        if (place > 0)
            return 0;
        if (place < 0 || reader->number <= range->skip)
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
    writer.overwrites = range->replace;
    if (code == 0) {
        code = copy_records(&reader, &writer, from, range, records, fault);
        if (code == 0)
            code = ddio_commit(&writer, fault);
        else
            ddio_abort(&writer);
    }
    ddio_close(&reader);
    return code;
}
