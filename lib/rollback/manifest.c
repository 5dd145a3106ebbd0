/* manifest.c - see manifest.h. */
#include "rollback/manifest.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "text/json.h"

void manifest_init(struct manifest *manifest)
{
    *manifest = (struct manifest){.release = "", .system = ""};
    arena_init(&manifest->arena);
}

void manifest_release(struct manifest *manifest)
{
    arena_release(&manifest->arena);
    free(manifest->elements);
    *manifest = (struct manifest){0};
}

static const char *kept(struct manifest *manifest, const char *text)
{
    return arena_text(&manifest->arena, text, strlen(text));
}

static struct manifest_element *add_element(struct manifest *manifest)
{
    manifest->elements =
        memory_grow(manifest->elements, &manifest->capacity, manifest->count + 1, sizeof *manifest->elements);
    return &manifest->elements[manifest->count++];
}

void manifest_from_submission(struct manifest *manifest, const struct submission *submission)
{
    const struct submission_record *head = submission_first(submission, FORM_SUBMISSION);
    manifest->release = kept(manifest, submission->release);
    manifest->system = kept(manifest, submission_meant(head, "submission.system"));
    manifest->iteration = submission->iteration;
    for (const struct submission_record *e = submission_first(submission, FORM_ELEMENT); e != NULL; e = e->next)
        *add_element(manifest) = (struct manifest_element){
            .type = kept(manifest, submission_meant(e, "element.type")),
            .action = kept(manifest, submission_meant(e, "element.action")),
            .member = kept(manifest, submission_meant(e, "element.member")),
            .from = kept(manifest, submission_meant(e, "element.from")),
            .to = kept(manifest, submission_meant(e, "element.to")),
            .backup = kept(manifest, submission_meant(e, "element.backup")),
            .region = kept(manifest, submission_meant(e, "element.region")),
            .hash = kept(manifest, submission_meant(e, "element.hash")),
            .bytes = submission_amount(e, "element.bytes"),
        };
}

static void write_text(struct bytes *out, const char *before, const char *text)
{
    bytes_text(out, before);
    json_put_text(out, text, strlen(text));
}

void manifest_write(struct bytes *out, const struct manifest *manifest)
{
    write_text(out, "{\"release\":", manifest->release);
    bytes_format(out, ",\"iteration\":%d", manifest->iteration);
    write_text(out, ",\"system\":", manifest->system);
    bytes_text(out, ",\"elements\":[");
    for (size_t i = 0; i < manifest->count; i++) {
        const struct manifest_element *element = &manifest->elements[i];
        write_text(out, i > 0 ? ",\n{\"type\":" : "\n{\"type\":", element->type);
        write_text(out, ",\"action\":", element->action);
        write_text(out, ",\"member\":", element->member);
        write_text(out, ",\"from\":", element->from);
        write_text(out, ",\"to\":", element->to);
        write_text(out, ",\"backup\":", element->backup);
        write_text(out, ",\"region\":", element->region);
        write_text(out, ",\"hash\":", element->hash);
        bytes_format(out, ",\"bytes\":%lld}", (long long)element->bytes);
    }
    bytes_text(out, "\n]}\n");
}

/* The text of KEY; a missing one is "", and one that is no text (or has X'00' in it) a fault. */
static int take_text(struct manifest *manifest, const json_t *object, const char *key, const char **text,
                     struct fault *fault)
{
    const json_t *value = json_object_get(object, key);
    *text = "";
    if (value == NULL)
        return 0;
    if (!json_is_string(value) || strlen(json_string_value(value)) != json_string_length(value))
        return fault_set(fault, ROLLBACK_E_MANIFEST, "%s is no text", key);
    *text = kept(manifest, json_string_value(value));
    return 0;
}

/* The whole number of KEY, 0 to MOST; 0 when it is missing. */
static int take_number(const json_t *object, const char *key, int64_t most, int64_t *number, struct fault *fault)
{
    const json_t *value = json_object_get(object, key);
    *number = json_integer_value(value);
    if (value == NULL || (json_is_integer(value) && *number >= 0 && *number <= most))
        return 0;
    return fault_set(fault, ROLLBACK_E_MANIFEST, "%s is no whole number of 0 to %lld", key, (long long)most);
}

static int take_element(struct manifest *manifest, const json_t *object, struct fault *fault)
{
    struct manifest_element element = {0};
    const struct {
        const char *key;
        const char **text;
    } texts[] = {{"type", &element.type}, {"action", &element.action}, {"member", &element.member}, {"from", &element.from},
                 {"to", &element.to},     {"backup", &element.backup}, {"region", &element.region}, {"hash", &element.hash}};
    if (!json_is_object(object))
        return fault_set(fault, ROLLBACK_E_MANIFEST, "an element is no object");
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        int code = take_text(manifest, object, texts[i].key, texts[i].text, fault);
        if (code < 0)
            return code;
    }
    int code = take_number(object, "bytes", INT64_MAX, &element.bytes, fault);
    if (code == 0)
        *add_element(manifest) = element;
    return code;
}

int manifest_read(struct manifest *manifest, const char *json, size_t length, struct fault *fault)
{
    json_error_t error;
    json_t *root = json_loadb(json, length, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
    if (root == NULL) {
        fault_set(fault, ROLLBACK_E_MANIFEST, "%s", error.text);
        return fault_at_record(fault, error.line, "line");
    }
    const json_t *elements = json_object_get(root, "elements");
    int code = json_is_array(elements) ? 0 : fault_set(fault, ROLLBACK_E_MANIFEST, "elements is no array");
    if (code == 0)
        code = take_text(manifest, root, "release", &manifest->release, fault);
    if (code == 0)
        code = take_text(manifest, root, "system", &manifest->system, fault);
    int64_t iteration = 0;
    if (code == 0)
        code = take_number(root, "iteration", 999, &iteration, fault);
    manifest->iteration = (int)iteration;
    for (size_t i = 0; code == 0 && i < json_array_size(elements); i++)
        code = take_element(manifest, json_array_get(elements, i), fault);
    json_decref(root);
    return code;
}
