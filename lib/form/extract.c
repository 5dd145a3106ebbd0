/* extract.c - see extract.h. */
#include "form/extract.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form/canon.h"
#include "form/carrier.h"
#include "form/description.h"
#include "form/error.h"
#include "form/fields.h"
#include "form/rules.h"

void extract_init(struct extractor *extractor, const struct form *form, enum form_carrier carrier,
                  const struct codepage *page)
{
    static const struct decode_options OPTIONS = {.trim = TRIM_RIGHT, .truncate = true};
    *extractor = (struct extractor){.form = form, .carrier = carrier, .page = page};
    bytes_init(&extractor->padded);
    arena_init(&extractor->arena);
    const struct form_layout *layout = &form->description->layouts[carrier];
    for (enum form_role role = 0; role < FORM_ROLES && page != NULL; role++) {
        decoder_init(&extractor->records[role], &layout->plans[role], page, &OPTIONS);
        decoder_init(&extractor->keys[role], &layout->keys[role], page, &OPTIONS);
    }
}

void extract_release(struct extractor *extractor)
{
    for (enum form_role role = 0; role < FORM_ROLES && extractor->page != NULL; role++) {
        decoder_release(&extractor->records[role]);
        decoder_release(&extractor->keys[role]);
    }
    value_list_release(&extractor->values);
    bytes_release(&extractor->padded);
    arena_release(&extractor->arena);
    *extractor = (struct extractor){0};
}

int64_t extract_offset(const struct extractor *extractor, enum form_role role, const char *field)
{
    const struct form_layout *layout = &extractor->form->description->layouts[extractor->carrier];
    const struct layout_field *found =
        extractor->carrier != FORM_CSV ? layout_find(&layout->layout, layout->records[role], field) : NULL;
    return found != NULL ? (int64_t)found->offset + 1 : 0;
}

/* A value of lib/record; RECORD_LENGTH is without padding. */
static int read_value(const struct extractor *extractor, const struct decoder *decoder, const struct value *source,
                      const struct form_field *field, size_t record_length, struct arena *arena, const char **value,
                      struct fault *fault)
{
    size_t end = source->offset - 1 + source->field->length;
    if (field->kind == FORM_KIND_NUMBER && end > record_length)
        return fault_set(fault, FORM_E_PADDING, "the record has %zu bytes", record_length);
    if (source->code != 0)
        return value_fault(source, decoder, fault);
    struct canon_source raw = {source->text, source->length, source->bytes, source->bytes_length};
    if (field->kind == FORM_KIND_RAW)
        return canon_encoded(field->rules, field->rules->raw[extractor->carrier], raw, arena, value, fault);
    return canon_text(raw, arena, value, fault);
}

/* The bytes of SOURCE, filled up with blanks to BYTES. */
static const uint8_t *padded(struct extractor *extractor, const struct source_record *source, size_t bytes, size_t *length)
{
    *length = source->length;
    if (source->length >= bytes)
        return source->data;
    bytes_clear(&extractor->padded);
    uint8_t *room = bytes_reserve(&extractor->padded, bytes);
    memset(room, extractor->page->blank, bytes);
    memcpy(room, source->data, source->length);
    *length = bytes;
    return room;
}

static void decode_source(struct extractor *extractor, struct decoder *decoder, enum form_role role,
                          const struct source_record *source)
{
    size_t length;
    size_t bytes = extractor->form->description->layouts[extractor->carrier].bytes[role];
    const uint8_t *data = padded(extractor, source, bytes, &length);
    decode_values(decoder, &extractor->values, data, length, NULL);
}

static const struct form_field *field_of(const struct extractor *extractor, const struct value *value)
{
    const struct form_layout *layout = &extractor->form->description->layouts[extractor->carrier];
    return layout->fields[value->field - layout->layout.fields];
}

/* The role of a record by its first bytes. */
static enum form_role role_of(const struct extractor *extractor, const struct source_record *source)
{
    const struct form *form = extractor->form;
    for (enum form_role role = 0; role < FORM_ROLES; role++) {
        const char *type = form->records[role].type;
        if (extractor->carrier != FORM_CSV) {
            if (mark_role_is_at(form, role, extractor->page->ebcdic, source->data, source->length))
                return role;
            continue;
        }
        const struct form_field *field = form_field_find(&form->records[role], form->keys[FORM_KEY_TYPE]);
        const struct csv_cell *cell = &source->cells[role][field->slot];
        if (cell->text != NULL && cell->length == strlen(type) && memcmp(cell->text, type, cell->length) == 0)
            return role;
    }
    return FORM_ROLES;
}

/* One value of the prefix; NULL when it cannot be read. */
static void take_key(const struct form *form, const char *name, const char *value, struct record_key *key)
{
    const struct check *release = check_find("release", 7);
    const char *text = value != NULL ? value : "";
    if (strcmp(name, form->keys[FORM_KEY_TYPE]) == 0) {
        bytes_escape(key->type, sizeof key->type, text, strlen(text));
    } else if (strcmp(name, form->keys[FORM_KEY_FORM]) == 0) {
        bytes_escape(key->form, sizeof key->form, text, strlen(text));
        key->form_matches = strcmp(text, form->id) == 0;
    } else if (strcmp(name, form->keys[FORM_KEY_RELEASE]) == 0) {
        if (strlen(text) < sizeof key->release && text[0] != '\0' && check_text(release, text, NULL) == 0)
            snprintf(key->release, sizeof key->release, "%s", text);
    } else if (strcmp(name, form->keys[FORM_KEY_ITERATION]) == 0) {
        key->iteration = value != NULL && strlen(text) < 4 && text[0] != '-' ? (int)strtol(text, NULL, 10) : -1;
    } else if (strcmp(name, form->keys[FORM_KEY_SEQUENCE]) == 0) {
        key->sequence = value != NULL ? strtoll(text, NULL, 10) : -1;
    } else {
        key->amount = value != NULL ? strtoll(text, NULL, 10) : -1;
    }
}

static void read_key_cells(struct extractor *extractor, enum form_role role, const struct source_record *source,
                           struct record_key *key)
{
    const struct form *form = extractor->form;
    const char *names[FORM_KEYS + 1];
    memcpy(names, form->keys, sizeof form->keys);
    names[FORM_KEYS] = role == FORM_ELEMENT ? form_meaning(form, "element.bytes") : NULL;
    for (size_t i = 0; i < FORM_KEYS + 1 && names[i] != NULL; i++) {
        const struct form_field *field = form_field_find(&form->records[role], names[i]);
        const char *value = NULL;
        struct fault ignored;
        canon_cell(field, &source->cells[role][field->slot], &extractor->arena, &value, &ignored);
        take_key(form, names[i], value, key);
    }
}

void extract_key(struct extractor *extractor, const struct source_record *source, struct record_key *key)
{
    *key = (struct record_key){.iteration = -1, .sequence = -1, .amount = -1};
    key->role = role_of(extractor, source);
    enum form_role role = key->role < FORM_ROLES ? key->role : FORM_SUBMISSION; /* the prefix is the same in all */
    arena_release(&extractor->arena);
    if (extractor->carrier == FORM_CSV) {
        read_key_cells(extractor, role, source, key);
        return;
    }
    decode_source(extractor, &extractor->keys[role], role, source);
    for (size_t i = 0; i < extractor->values.count; i++) {
        const struct value *source_value = &extractor->values.items[i];
        const struct form_field *field = field_of(extractor, source_value);
        const char *value = NULL;
        struct fault ignored;
        read_value(extractor, &extractor->keys[role], source_value, field, source->length, &extractor->arena, &value,
                   &ignored);
        take_key(extractor->form, field->name, value, key);
    }
}

static void add_finding(struct submission *submission, struct fault *fault, const struct submission_record *record,
                        const char *field, int64_t offset)
{
    char context[RULES_CONTEXT_SIZE];
    fault_at_record(fault, record->number, rules_context(context, record));
    fault_at_field(fault, field, offset);
    fault_list_add(&submission->findings, fault);
}

static void take_cells(struct extractor *extractor, enum form_role role, const struct source_record *source,
                       struct submission *submission, struct submission_record *record)
{
    (void)extractor;
    for (size_t i = 0; i < record->type->field_count; i++) {
        const struct form_field *field = &record->type->fields[i];
        size_t count = submission_count_of(record, field);
        for (size_t slot = field->slot; slot < field->slot + count; slot++) {
            struct fault fault;
            if (canon_cell(field, &source->cells[role][slot], &submission->arena, &record->values[slot], &fault) < 0)
                add_finding(submission, &fault, record, field->name, 0);
        }
    }
}

static void take_values(struct extractor *extractor, enum form_role role, const struct source_record *source,
                        struct submission *submission, struct submission_record *record, int64_t *offsets)
{
    struct decoder *decoder = &extractor->records[role];
    decode_source(extractor, decoder, role, source);
    for (size_t i = 0; i < extractor->values.count; i++) {
        const struct value *value = &extractor->values.items[i];
        const struct form_field *field = field_of(extractor, value);
        size_t slot = field->slot + (value->field->dimensions > 0 ? value->occurrence[0] - 1 : 0);
        struct fault fault;
        offsets[slot] = (int64_t)value->offset;
        if (read_value(extractor, decoder, value, field, source->length, &submission->arena, &record->values[slot],
                       &fault) < 0)
            add_finding(submission, &fault, record, field->name, offsets[slot]);
    }
}

const struct submission_record *extract_record(struct extractor *extractor, enum form_role role,
                                               const struct source_record *source, struct submission *submission)
{
    int64_t offsets[FIELDS_SLOTS_MAX];
    struct submission_record *record = submission_add(submission, role, source->number);
    memset(offsets, 0, record->type->slot_count * sizeof *offsets);
    if (extractor->carrier == FORM_CSV)
        take_cells(extractor, role, source, submission, record);
    else
        take_values(extractor, role, source, submission, record, offsets);
    rules_judge(record, offsets, &submission->findings);
    return record;
}
