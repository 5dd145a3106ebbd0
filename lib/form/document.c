/*
 * document.c - a submission as its canonical JSON document, and back.  See submission.h.
 *
 * The document is written by hand, for the register holds one of each submission; it is read by jansson.
 */
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "form/error.h"
#include "form/submission.h"
#include "text/json.h"

/* The key of a record's number: lower case, so that it is no field of a copybook. */
static const char NUMBER_KEY[] = "record";

/* SKIP: a field left out, or NULL for the whole document with record numbers. */
static void write_value(struct bytes *out, const struct form_field *field, const char *value)
{
    if (value == NULL)
        bytes_text(out, "null");
    else if (field->kind == FORM_KIND_NUMBER)
        bytes_text(out, value);
    else
        json_put_text(out, value, strlen(value));
}

static void write_field(struct bytes *out, const struct submission_record *record, const struct form_field *field)
{
    json_put_key(out, field->name);
    if (field->occurs == 1 && field->depending_on == NULL) {
        write_value(out, field, record->values[field->slot]);
        return;
    }
    size_t count = submission_count_of(record, field);
    bytes_char(out, '[');
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            bytes_char(out, ',');
        write_value(out, field, record->values[field->slot + i]);
    }
    bytes_char(out, ']');
}

static void write_record(struct bytes *out, const struct submission_record *record, const char *skip)
{
    bytes_char(out, '{');
    if (skip == NULL)
        json_put_number(out, NUMBER_KEY, record->number);
    for (size_t i = 0; i < record->type->field_count; i++) {
        const struct form_field *field = &record->type->fields[i];
        if (skip == NULL || strcmp(field->name, skip) != 0)
            write_field(out, record, field);
    }
    bytes_char(out, '}');
}

static bool is_content(enum form_role role)
{
    return role != FORM_FILE && role != FORM_TRAILER;
}

static void write_document(struct bytes *out, const struct submission *submission, const char *skip)
{
    bytes_char(out, '{');
    for (enum form_role role = 0; role < FORM_ROLES; role++) {
        if (!is_content(role))
            continue;
        json_put_key(out, submission->form->records[role].type);
        if (role == FORM_SUBMISSION) {
            if (submission->first[role] != NULL)
                write_record(out, submission->first[role], skip);
            else
                bytes_text(out, "null");
            continue;
        }
        bytes_char(out, '[');
        for (const struct submission_record *r = submission->first[role]; r != NULL; r = r->next) {
            if (r != submission->first[role])
                bytes_char(out, ',');
            write_record(out, r, skip);
        }
        bytes_char(out, ']');
    }
    bytes_char(out, '}');
}

void submission_json(struct bytes *out, const struct submission *submission)
{
    write_document(out, submission, NULL);
}

char *submission_content_hash(char hex[HASH_HEX_SIZE], const struct submission *submission)
{
    struct bytes document;
    bytes_init(&document);
    write_document(&document, submission, submission->form->keys[FORM_KEY_SEQUENCE]);
    uint8_t digest[HASH_BYTES];
    hash_of(digest, document.data, document.length);
    bytes_release(&document);
    return hash_hex(hex, digest);
}

/* The canonical text of a JSON value, NULL for null; WRONG is set when it is none that write_value writes. */
static const char *read_value(struct submission *submission, const json_t *value, bool *wrong)
{
    if (json_is_integer(value)) {
        char text[24];
        int length = snprintf(text, sizeof text, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        return arena_text(&submission->arena, text, (size_t)length);
    }
    if (json_is_string(value))
        return arena_text(&submission->arena, json_string_value(value), json_string_length(value));
    if (!json_is_null(value))
        *wrong = true;
    return NULL;
}

static int read_field(struct submission *submission, struct submission_record *record, const struct form_field *field,
                      const json_t *value, struct fault *fault)
{
    bool wrong = value == NULL;
    if (json_is_array(value)) {
        wrong = json_array_size(value) > field->occurs;
        for (size_t i = 0; !wrong && i < json_array_size(value); i++)
            record->values[field->slot + i] = read_value(submission, json_array_get(value, i), &wrong);
    } else if (!wrong) {
        record->values[field->slot] = read_value(submission, value, &wrong);
    }
    if (!wrong)
        return 0;
    fault_set(fault, FORM_E_DOCUMENT, "%s is missing or has no value of a form", field->name);
    fault_at_record(fault, record->number, record->type->type);
    return fault_at_field(fault, field->name, 0), FORM_E_DOCUMENT;
}

static int read_record(struct submission *submission, enum form_role role, const json_t *object, struct fault *fault)
{
    if (!json_is_object(object))
        return fault_set(fault, FORM_E_DOCUMENT, "a record is not an object");
    struct submission_record *record =
        submission_add(submission, role, json_integer_value(json_object_get(object, NUMBER_KEY)));
    for (size_t i = 0; i < record->type->field_count; i++) {
        const struct form_field *field = &record->type->fields[i];
        int code = read_field(submission, record, field, json_object_get(object, field->name), fault);
        if (code < 0)
            return code;
    }
    submission->record_count++;
    return 0;
}

static void read_key(struct submission *submission)
{
    const struct submission_record *record = submission->first[FORM_SUBMISSION];
    const struct form *form = submission->form;
    snprintf(submission->release, sizeof submission->release, "%s",
             submission_text(record, form->keys[FORM_KEY_RELEASE]));
    submission->iteration = (int)submission_number(record, form->keys[FORM_KEY_ITERATION]);
    snprintf(submission->agency, sizeof submission->agency, "%s", submission_meant(record, "submission.agency"));
}

static int read_document(struct submission *submission, const json_t *document, struct fault *fault)
{
    int code = 0;
    for (enum form_role role = 0; role < FORM_ROLES && code == 0; role++) {
        const json_t *part = json_object_get(document, submission->form->records[role].type);
        if (!is_content(role))
            continue;
        if (role == FORM_SUBMISSION) {
            code = read_record(submission, role, part, fault);
            continue;
        }
        if (!json_is_array(part))
            return fault_set(fault, FORM_E_DOCUMENT, "%s is not an array", submission->form->records[role].type);
        for (size_t i = 0; i < json_array_size(part) && code == 0; i++)
            code = read_record(submission, role, json_array_get(part, i), fault);
    }
    return code;
}

int submission_parse(struct submission *submission, const struct form *form, const char *json, size_t length,
                     struct fault *fault)
{
    submission_init(submission, form);
    json_error_t error;
    json_t *document = json_loadb(json, length, JSON_REJECT_DUPLICATES, &error);
    if (document == NULL)
        return fault_set(fault, FORM_E_DOCUMENT, "%s", error.text);
    int code = read_document(submission, document, fault);
    json_decref(document);
    if (code == 0)
        read_key(submission);
    return code;
}
