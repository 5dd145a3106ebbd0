/* rows.c - see rows.h. */
#include "form/rows.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/file.h"
#include "base/memory.h"
#include "form/error.h"
#include "record/error.h"

struct rows_reading {
    struct records *records;
    const struct form_set *forms;
    const uint8_t *data; /* the file's */
    records_visit *visit;
    void *user;
    int64_t count; /* records so far */
    char sequence[24];
    struct fault *fault;
};

/* Upper case, - for _, without blanks around it. */
static char *column_name(const struct csv_cell *cell)
{
    const char *text = cell->text;
    size_t length = cell->length;
    while (length > 0 && text[length - 1] == ' ')
        length--;
    while (length > 0 && *text == ' ') {
        text++;
        length--;
    }
    char *name = memory_copy_text(text, length);
    for (char *c = name; *c != '\0'; c++)
        *c = *c == '_' ? '-' : *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c;
    return name;
}

/* The slot of a column in a record type: FIELD, or FIELD-n for an occurrence; -1 when it has none. */
static int slot_of(const struct form_record *record, const char *name)
{
    const struct form_field *field = form_field_find(record, name);
    if (field != NULL)
        return field->occurs == 1 && field->depending_on == NULL ? (int)field->slot : -1;
    const char *dash = strrchr(name, '-');
    char *end;
    long at = dash != NULL ? strtol(dash + 1, &end, 10) : 0;
    if (at < 1 || *end != '\0' || dash[1] == '0' || dash[1] == '+')
        return -1;
    for (size_t i = 0; i < record->field_count; i++) {
        field = &record->fields[i];
        if (strlen(field->name) == (size_t)(dash - name) && memcmp(field->name, name, (size_t)(dash - name)) == 0)
            return at <= (long)field->occurs && (field->occurs > 1 || field->depending_on != NULL)
                       ? (int)(field->slot + (size_t)at - 1)
                       : -1;
    }
    return -1;
}

/* The bytes of a row with its whole line end: csv_read leaves the LF of a CRLF behind. */
static size_t row_bytes(const struct rows_reading *reading, const struct csv_row *row)
{
    size_t end = (size_t)row->file_offset + row->bytes;
    bool split = row->bytes > 0 && reading->data[end - 1] == '\r' && (int64_t)end < reading->records->file_bytes &&
                 reading->data[end] == '\n';
    return row->bytes + (split ? 1 : 0);
}

static int take_columns(const struct rows_reading *reading, const struct csv_row *row)
{
    struct records *records = reading->records;
    records->columns = memory_new(row->count, sizeof *records->columns);
    bytes_add(&records->header, reading->data + row->file_offset, row_bytes(reading, row));
    for (size_t i = 0; i < row->count; i++) {
        char *name = records->columns[records->column_count++].name = column_name(&row->cells[i]);
        for (size_t j = 0; j < i; j++) {
            if (strcmp(records->columns[j].name, name) != 0 || name[0] == '\0')
                continue;
            char shown[80];
            bytes_escape(shown, sizeof shown, name, strlen(name));
            fault_set(reading->fault, FORM_E_CSV, "the column %s is there twice", shown);
            fault_at_record(reading->fault, 1, "");
            return FORM_E_CSV;
        }
    }
    return 0;
}

/* The form whose id stands in its FORM-ID column in the first record. */
static const struct form *find_form(const struct records *records, const struct form_set *forms, const struct csv_row *row)
{
    for (size_t f = 0; f < forms->count; f++) {
        const struct form *form = forms->forms[f];
        for (size_t i = 0; i < records->column_count && i < row->count; i++)
            if (strcmp(records->columns[i].name, form->keys[FORM_KEY_FORM]) == 0 &&
                strcmp(row->cells[i].text, form->id) == 0)
                return form;
    }
    return NULL;
}

static void map_columns(struct records *records, const struct form *form)
{
    records->carrier.form = form;
    for (enum form_role role = 0; role < FORM_ROLES; role++)
        records->cells[role] = memory_new(form->records[role].slot_count + 1, sizeof *records->cells[role]);
    for (size_t i = 0; i < records->column_count; i++)
        for (enum form_role role = 0; role < FORM_ROLES; role++) {
            int slot = slot_of(&form->records[role], records->columns[i].name);
            records->columns[i].slots[role] = slot;
            records->columns[i].known = records->columns[i].known || slot >= 0;
        }
}

static bool is_blank_row(const struct csv_row *row)
{
    return row->count == 0;
}

static int open_row(void *user, const struct csv_row *row)
{
    struct rows_reading *reading = user;
    struct records *records = reading->records;
    if (records->columns == NULL)
        return take_columns(reading, row);
    if (is_blank_row(row))
        return 0;
    const struct form *form = find_form(records, reading->forms, row);
    if (form == NULL) {
        fault_set(reading->fault, FORM_E_UNKNOWN, "no column of the first record names a known form");
        fault_at_record(reading->fault, row->number, "");
        return FORM_E_UNKNOWN;
    }
    map_columns(records, form);
    return 1;
}

/* A quote that does not close is what a cut off file has; other errors are the writer's. */
static int name_csv_fault(struct fault *fault, const struct fault *cause, int code)
{
    int name = code == RECORD_E_UTF8 ? FORM_E_CHARACTER_SET : FORM_E_CSV;
    fault_set(fault, name, code == RECORD_E_UTF8 ? "not UTF-8: %s" : "%s", cause->detail);
    fault_at_record(fault, cause->record, "");
    fault_at_field(fault, "", cause->offset);
    return name;
}

/* csv_read over the whole file, mapped. */
static int read_mapped(struct rows_reading *reading, csv_row_read *row)
{
    struct records *records = reading->records;
    struct fault cause = {0};
    size_t length = (size_t)records->file_bytes;
    void *data = mmap(NULL, length, PROT_READ, MAP_PRIVATE, records->fd, 0);
    if (data == MAP_FAILED)
        return fault_errno(reading->fault, BASE_E_OPEN, errno, "the drop file cannot be mapped");
    reading->data = data;
    int code = csv_read(data, length, row, reading, &cause);
    munmap(data, length);
    if (code == RECORD_E_CSV || code == RECORD_E_UTF8)
        return name_csv_fault(reading->fault, &cause, code);
    return code;
}

int rows_open(struct records *records, const struct form_set *forms, struct fault *fault)
{
    struct rows_reading reading = {.records = records, .forms = forms, .fault = fault};
    int code = read_mapped(&reading, open_row);
    if (code == 0)
        code = fault_set(fault, FORM_E_HEADER_MISSING, "there is no record behind the column names");
    return code < 0 ? code : 0;
}

void rows_close(struct records *records)
{
    for (size_t i = 0; i < records->column_count; i++)
        free(records->columns[i].name);
    free(records->columns);
    for (enum form_role role = 0; role < FORM_ROLES; role++)
        free(records->cells[role]);
    bytes_release(&records->header);
}

/* Spread the cells of a row over the slots of every record type. */
static void take_cells(struct records *records, const struct csv_row *row)
{
    for (enum form_role role = 0; role < FORM_ROLES; role++)
        memset(records->cells[role], 0, records->carrier.form->records[role].slot_count * sizeof *records->cells[role]);
    for (size_t i = 0; i < row->count; i++)
        for (enum form_role role = 0; role < FORM_ROLES; role++)
            if (records->columns[i].slots[role] >= 0)
                records->cells[role][records->columns[i].slots[role]] = row->cells[i];
}

static void count_sequence(struct rows_reading *reading)
{
    const struct form *form = reading->records->carrier.form;
    int length = snprintf(reading->sequence, sizeof reading->sequence, "%" PRId64, reading->count);
    for (enum form_role role = 0; role < FORM_ROLES; role++) {
        const struct form_field *field = form_field_find(&form->records[role], form->keys[FORM_KEY_SEQUENCE]);
        struct csv_cell *cell = &reading->records->cells[role][field->slot];
        if (cell->text == NULL || cell->length == 0)
            *cell = (struct csv_cell){reading->sequence, (size_t)length};
    }
}

static int uneven_row(struct rows_reading *reading, const struct csv_row *row)
{
    bool last = row->file_offset + (int64_t)row->bytes >= reading->records->file_bytes;
    bool short_end = last && row->count < reading->records->column_count;
    int code = short_end ? FORM_E_TRUNCATED : FORM_E_CSV;
    fault_set(reading->fault, code, "%zu cells, expected %zu", row->count, reading->records->column_count);
    fault_at_record(reading->fault, row->number, "");
    return code;
}

static const char *find_stray(const struct records *records, const struct csv_row *row, enum form_role role)
{
    for (size_t i = 0; i < row->count && role < FORM_ROLES; i++)
        if (records->columns[i].known && records->columns[i].slots[role] < 0 && row->cells[i].length > 0)
            return records->columns[i].name;
    return NULL;
}

static int visit_row(void *user, const struct csv_row *row)
{
    struct rows_reading *reading = user;
    struct records *records = reading->records;
    if (row->number == 1 || is_blank_row(row))
        return 0;
    if (row->count != records->column_count)
        return uneven_row(reading, row);
    reading->count++;
    take_cells(records, row);
    count_sequence(reading);
    struct record_view view = {.raw = reading->data + row->file_offset, .raw_length = row_bytes(reading, row)};
    view.source.number = row->number;
    for (enum form_role role = 0; role < FORM_ROLES; role++)
        view.source.cells[role] = records->cells[role];
    extract_key(&records->extractor, &view.source, &view.key);
    view.stray = find_stray(records, row, view.key.role);
    return reading->visit(reading->user, &view);
}

int rows_read(struct records *records, records_visit *visit, void *user, struct fault *fault)
{
    struct rows_reading reading = {.records = records, .visit = visit, .user = user, .fault = fault};
    return read_mapped(&reading, visit_row);
}
