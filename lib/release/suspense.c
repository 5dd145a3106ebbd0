/* suspense.c - see suspense.h. */
#include "release/suspense.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "form/finding.h"
#include "text/json.h"

enum { LINE_MAX_BYTES = 8192 };

static char *findings_path(const char *path)
{
    size_t size = strlen(path) + sizeof ".findings.jsonl";
    char *text = memory_new(size, 1);
    snprintf(text, size, "%s.findings.jsonl", path);
    return text;
}

/* The findings at PATH begin with a line of this file's. */
static bool is_ours(const char *path, const char *sha256, int number)
{
    char line[LINE_MAX_BYTES];
    FILE *stream = fopen(path, "re");
    if (stream == NULL)
        return false;
    bool ours = false;
    if (fgets(line, sizeof line, stream) != NULL) {
        json_t *object = json_loads(line, 0, NULL);
        const char *hash = json_string_value(json_object_get(object, "sha256"));
        ours = hash != NULL && strcmp(hash, sha256) == 0 && json_integer_value(json_object_get(object, "number")) == number;
        json_decref(object);
    }
    fclose(stream);
    return ours;
}

char *suspense_name(char kept[SUSPENSE_NAME_SIZE], const char *name)
{
    size_t length = strnlen(name, SUSPENSE_NAME_SIZE - 1);
    while (length > 0 && ((unsigned char)name[length] & 0xC0) == 0x80)
        length--; /* not inside a character */
    memcpy(kept, name, length);
    kept[length] = '\0';
    return kept;
}

/* suspense/NAME, or with .2, .3 ... when that is another file's. */
static char *choose(const char *home, const char *name, const char *sha256, int number)
{
    char kept[SUSPENSE_NAME_SIZE];
    suspense_name(kept, name);
    for (int attempt = 1;; attempt++) {
        char place[SUSPENSE_NAME_SIZE + 32];
        if (attempt == 1)
            snprintf(place, sizeof place, "suspense/%s", kept);
        else
            snprintf(place, sizeof place, "suspense/%s.%d", kept, attempt);
        char *path = file_join(home, place);
        char *findings = findings_path(path);
        bool taken = file_exists(path) || file_exists(findings);
        bool ours = taken && is_ours(findings, sha256, number);
        free(findings);
        free(path);
        if (!taken || ours)
            return memory_copy_string(place);
    }
}

int suspense_open(struct suspense *suspense, const char *home, const char *name, const char *sha256, int number,
                  struct fault *fault)
{
    *suspense = (struct suspense){.sha256 = sha256, .number = number};
    char *folder = file_join(home, "suspense");
    int code = file_make_folder(folder, fault);
    if (code == 0)
        code = file_replace_sweep(folder, fault);
    free(folder);
    if (code < 0)
        return code;
    suspense->place = choose(home, name, sha256, number);
    suspense->path = file_join(home, suspense->place);
    char *findings = findings_path(suspense->path);
    code = file_replace_open(&suspense->findings, findings, fault);
    suspense->open = code == 0;
    free(findings);
    return code;
}

void suspense_add_finding(struct suspense *suspense, const struct fault *finding)
{
    struct bytes line;
    bytes_init(&line);
    finding_json(&line, finding);
    line.length--; /* more members */
    json_put_member(&line, "context", finding->context);
    json_put_member(&line, "sha256", suspense->sha256);
    json_put_number(&line, "number", suspense->number);
    bytes_text(&line, "}\n");
    fwrite(line.data, 1, line.length, suspense->findings.stream);
    bytes_release(&line);
}

int suspense_add_records(struct suspense *suspense, const void *data, size_t length, struct fault *fault)
{
    if (!suspense->has_records) {
        int code = file_replace_open(&suspense->records, suspense->path, fault);
        if (code < 0)
            return code;
        suspense->has_records = true;
    }
    if (length > 0 && fwrite(data, 1, length, suspense->records.stream) != length)
        return fault_errno(fault, BASE_E_WRITE, errno, "%s", suspense->path);
    return 0;
}

int suspense_commit(struct suspense *suspense, struct fault *fault)
{
    suspense->open = false;
    int code = file_replace_commit(&suspense->findings, fault);
    if (code == 0 && suspense->has_records) {
        suspense->has_records = false;
        code = file_replace_commit(&suspense->records, fault);
    }
    return code;
}

void suspense_release(struct suspense *suspense)
{
    if (suspense->open)
        file_replace_abort(&suspense->findings);
    if (suspense->has_records)
        file_replace_abort(&suspense->records);
    free(suspense->place);
    free(suspense->path);
    *suspense = (struct suspense){0};
}
