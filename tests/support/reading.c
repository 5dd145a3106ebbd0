/* reading.c - see reading.h. */
#include "support/reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "step/message.h"

void reading_init(struct reading *reading)
{
    struct fault fault = {0};
    *reading = (struct reading){.folder = suite_folder_new()};
    config_init(&reading->config);
    if (form_set_open(&reading->forms, "copybooks", &fault) < 0)
        fail_msg("copybooks: %s line %lld: %s", fault.file, (long long)fault.record, fault.detail);
}

static void clear(struct reading *reading)
{
    for (size_t i = 0; i < reading->part_count; i++)
        submission_release(&reading->parts[i]);
    reading->part_count = 0;
    drop_close(reading->drop);
    reading->drop = NULL;
}

void reading_release(struct reading *reading)
{
    clear(reading);
    config_release(&reading->config);
    form_set_release(&reading->forms);
    suite_folder_remove(reading->folder);
}

static int keep_part(void *user, struct drop_part *part)
{
    struct reading *reading = user;
    struct fault fault;
    struct bytes json;
    size_t at = reading->part_count;
    assert_true(at < READING_PARTS);
    bytes_init(&json);
    submission_json(&json, &part->submission);
    if (submission_first(&part->submission, FORM_SUBMISSION) != NULL)
        assert_int_equal(submission_parse(&reading->parts[at], part->submission.form, bytes_string(&json), json.length, &fault), 0);
    else
        submission_init(&reading->parts[at], part->submission.form);
    bytes_release(&json);
    for (size_t i = 0; i < part->submission.findings.count; i++)
        fault_list_add(&reading->parts[at].findings, &part->submission.findings.items[i]);
    submission_content_hash(reading->content[at], &part->submission);
    reading->keyed[at] = part->keyed;
    reading->raw_length[at] = part->raw.length;
    reading->part_count++;
    return 0;
}

void reading_of(struct reading *reading, const void *bytes, size_t length)
{
    struct fault fault = {0};
    clear(reading);
    char *path = file_join(reading->folder, "drop");
    assert_int_equal(file_write(path, bytes, length, &fault), 0);
    if (drop_open(&reading->drop, &reading->forms, &reading->config, path, &fault) < 0)
        fail_msg("%s", fault.detail);
    reading->summary = drop_summary(reading->drop);
    assert_int_equal(drop_read(reading->drop, keep_part, reading, &fault), 0);
    free(path);
}

static const struct fault *find(const struct fault_list *list, int code, const char *field)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].code == code && (field == NULL || strcmp(list->items[i].field, field) == 0))
            return &list->items[i];
    return NULL;
}

bool has_finding(const struct fault_list *list, int code)
{
    return find(list, code, NULL) != NULL;
}

const struct fault *finding_of(const struct fault_list *list, int code, const char *field)
{
    const struct fault *finding = find(list, code, field);
    if (finding != NULL)
        return finding;
    for (size_t i = 0; i < list->count; i++) {
        struct bytes line;
        bytes_init(&line);
        message_line(&line, &list->items[i]);
        print_error("there is: %s\n", bytes_string(&line));
        bytes_release(&line);
    }
    fail_msg("no finding %d %s", code, field != NULL ? field : "");
    return NULL;
}
