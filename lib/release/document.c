/* document.c - see document.h; and entry_json, the object that list and show print. */
#include "release/document.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "form/finding.h"
#include "release/error.h"
#include "text/json.h"

static const char *const PROOFS[] = {NULL, "proven", "failed"};

/* The members that both the register and people see, in the order of commands.md. */
static void put_head(struct bytes *out, const struct entry *entry)
{
    json_put_member(out, "release", entry->release);
    json_put_number(out, "iteration", entry->iteration);
    json_put_member(out, "form", entry->form);
    json_put_member(out, "agency", entry->agency);
    json_put_member(out, "system", entry->system);
    json_put_member(out, "class", entry->class);
    json_put_member(out, "state", state_name(entry->state));
    json_put_member(out, "file", entry->file);
    json_put_member(out, "sha256", entry->sha256);
    json_put_member(out, "submitter", entry->submitter);
}

static void put_slot(struct bytes *out, const struct entry_slot *slot, bool instants)
{
    bytes_char(out, '{');
    json_put_member(out, "window", slot->window);
    json_put_member(out, "start", slot->start_text);
    json_put_member(out, "end", slot->end_text);
    if (instants) {
        json_put_number(out, "from", slot->start);
        json_put_number(out, "to", slot->end);
    }
    bytes_char(out, '}');
}

static void put_slots(struct bytes *out, const struct entry *entry, bool instants)
{
    json_put_key(out, "slot");
    if (entry->has_slot)
        put_slot(out, &entry->slot, instants);
    else
        bytes_text(out, "null");
    json_put_key(out, "alternates");
    bytes_char(out, '[');
    for (int i = 0; i < entry->alternate_count; i++) {
        if (i > 0)
            bytes_char(out, ',');
        put_slot(out, &entry->alternates[i], instants);
    }
    bytes_char(out, ']');
}

void document_write(struct bytes *out, const struct entry *entry)
{
    bytes_char(out, '{');
    put_head(out, entry);
    json_put_member(out, "content", entry->content);
    json_put_number(out, "parts", entry->parts);
    json_put_number(out, "received", entry->received);
    put_slots(out, entry, true);
    json_put_key(out, "findings");
    finding_keep_list(out, &entry->findings);
    json_put_member(out, "proof", PROOFS[entry->proof]);
    json_put_member(out, "reason", entry->reason);
    bytes_text(out, "}\n");
    bytes_add(out, entry->document.data, entry->document.length);
}

void entry_json(struct bytes *out, const struct entry *entry, bool full)
{
    bytes_char(out, '{');
    put_head(out, entry);
    put_slots(out, entry, false);
    json_put_key(out, "findings");
    finding_json_list(out, &entry->findings);
    json_put_member(out, "proof", PROOFS[entry->proof]);
    if (full) {
        json_put_number(out, "parts", entry->parts);
        json_put_number(out, "received", entry->received);
        json_put_member(out, "reason", entry->reason);
        json_put_key(out, "submission");
        bytes_text(out, bytes_string(&entry->document));
    }
    bytes_char(out, '}');
}

/* One line read: the object, and the first member that was not as it should be. */
struct reader {
    const json_t *object;
    const char *wrong;
};

static void read_text(struct reader *reader, const char *key, char *to, size_t size)
{
    const char *text = json_string_value(json_object_get(reader->object, key));
    if (text == NULL || (size_t)snprintf(to, size, "%s", text) >= size)
        reader->wrong = key;
}

static int64_t read_number(struct reader *reader, const char *key)
{
    const json_t *value = json_object_get(reader->object, key);
    if (!json_is_integer(value))
        reader->wrong = key;
    return json_integer_value(value);
}

static void read_slot(struct reader *reader, const json_t *object, struct entry_slot *slot)
{
    struct reader inner = {object, NULL};
    read_text(&inner, "window", slot->window, sizeof slot->window);
    read_text(&inner, "start", slot->start_text, sizeof slot->start_text);
    read_text(&inner, "end", slot->end_text, sizeof slot->end_text);
    slot->start = read_number(&inner, "from");
    slot->end = read_number(&inner, "to");
    if (inner.wrong != NULL)
        reader->wrong = inner.wrong;
}

static void read_slots(struct reader *reader, struct entry *entry)
{
    const json_t *slot = json_object_get(reader->object, "slot");
    const json_t *alternates = json_object_get(reader->object, "alternates");
    entry->has_slot = json_is_object(slot);
    if (entry->has_slot)
        read_slot(reader, slot, &entry->slot);
    entry->alternate_count = (int)json_array_size(alternates);
    if (entry->alternate_count > ENTRY_ALTERNATES) {
        reader->wrong = "alternates";
        entry->alternate_count = 0;
    }
    for (int i = 0; i < entry->alternate_count; i++)
        read_slot(reader, json_array_get(alternates, (size_t)i), &entry->alternates[i]);
}

static void read_state_and_proof(struct reader *reader, struct entry *entry)
{
    char name[16];
    read_text(reader, "state", name, sizeof name);
    entry->state = state_parse(name);
    if (entry->state == STATE_NEW)
        reader->wrong = "state";
    const char *proof = json_string_value(json_object_get(reader->object, "proof"));
    for (enum entry_proof i = PROOF_PROVEN; proof != NULL && i <= PROOF_FAILED; i++)
        if (strcmp(PROOFS[i], proof) == 0)
            entry->proof = i;
    if (proof != NULL && entry->proof == PROOF_NONE)
        reader->wrong = "proof";
}

static void read_head(struct reader *reader, struct entry *entry)
{
    read_text(reader, "release", entry->release, sizeof entry->release);
    entry->iteration = (int)read_number(reader, "iteration");
    read_text(reader, "form", entry->form, sizeof entry->form);
    read_text(reader, "agency", entry->agency, sizeof entry->agency);
    read_text(reader, "system", entry->system, sizeof entry->system);
    read_text(reader, "class", entry->class, sizeof entry->class);
    read_text(reader, "file", entry->file, sizeof entry->file);
    read_text(reader, "sha256", entry->sha256, sizeof entry->sha256);
    read_text(reader, "submitter", entry->submitter, sizeof entry->submitter);
    read_text(reader, "content", entry->content, sizeof entry->content);
    read_text(reader, "reason", entry->reason, sizeof entry->reason);
    entry->parts = (int)read_number(reader, "parts");
    entry->received = (int)read_number(reader, "received");
    read_state_and_proof(reader, entry);
    read_slots(reader, entry);
}

int document_read(struct entry *entry, const char *text, size_t length, struct fault *fault)
{
    const char *end = memchr(text, '\n', length);
    json_error_t error;
    json_t *object = end != NULL ? json_loadb(text, (size_t)(end - text), JSON_REJECT_DUPLICATES, &error) : NULL;
    if (object == NULL)
        return fault_set(fault, RELEASE_E_ENTRY, "not two lines of JSON");
    struct reader reader = {object, NULL};
    read_head(&reader, entry);
    int code = finding_read_list(&entry->findings, json_object_get(object, "findings"), fault);
    json_decref(object);
    if (code < 0)
        return code;
    if (reader.wrong != NULL)
        return fault_set(fault, RELEASE_E_ENTRY, "member \"%s\" is missing or not of its kind", reader.wrong);
    bytes_add(&entry->document, end + 1, length - (size_t)(end + 1 - text));
    return 0;
}
