/* submission.c - see submission.h. */
#include "form/submission.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

void submission_init(struct submission *submission, const struct form *form)
{
    *submission = (struct submission){.form = form};
    arena_init(&submission->arena);
    fault_list_init(&submission->findings);
}

void submission_release(struct submission *submission)
{
    arena_release(&submission->arena);
    fault_list_release(&submission->findings);
    *submission = (struct submission){0};
}

struct submission_record *submission_add(struct submission *submission, enum form_role role, int64_t number)
{
    const struct form_record *type = &submission->form->records[role];
    struct submission_record *record = arena_new(&submission->arena, sizeof *record);
    record->type = type;
    record->form = submission->form;
    record->number = number;
    record->values = arena_new(&submission->arena, (type->slot_count + 1) * sizeof *record->values);
    if (submission->last[role] != NULL)
        submission->last[role]->next = record;
    else
        submission->first[role] = record;
    submission->last[role] = record;
    return record;
}

const struct submission_record *submission_first(const struct submission *submission, enum form_role role)
{
    return submission->first[role];
}

size_t submission_count(const struct submission *submission, enum form_role role)
{
    size_t count = 0;
    for (const struct submission_record *record = submission->first[role]; record != NULL; record = record->next)
        count++;
    return count;
}

size_t submission_count_of(const struct submission_record *record, const struct form_field *field)
{
    if (field->depending_on == NULL)
        return field->occurs;
    const char *value = record->values[field->depending_on->slot];
    long long count = value != NULL ? strtoll(value, NULL, 10) : 0;
    return count < 0 ? 0 : count > (long long)field->occurs ? field->occurs : (size_t)count;
}

size_t submission_occurrences(const struct submission_record *record, const char *name)
{
    const struct form_field *field = record != NULL ? form_field_find(record->type, name) : NULL;
    return field != NULL ? submission_count_of(record, field) : 0;
}

const char *submission_text_at(const struct submission_record *record, const char *name, size_t at)
{
    const struct form_field *field = record != NULL && name != NULL ? form_field_find(record->type, name) : NULL;
    if (field == NULL || at >= field->occurs || record->values[field->slot + at] == NULL)
        return "";
    return record->values[field->slot + at];
}

const char *submission_text(const struct submission_record *record, const char *field)
{
    return submission_text_at(record, field, 0);
}

int64_t submission_number(const struct submission_record *record, const char *field)
{
    return strtoll(submission_text(record, field), NULL, 10);
}

const char *submission_meant(const struct submission_record *record, const char *meaning)
{
    return record != NULL ? submission_text(record, form_meaning(record->form, meaning)) : "";
}

int64_t submission_amount(const struct submission_record *record, const char *meaning)
{
    return strtoll(submission_meant(record, meaning), NULL, 10);
}

static int compare_findings(const void *left, const void *right)
{
    const struct fault *a = left;
    const struct fault *b = right;
    if (a->record != b->record)
        return a->record < b->record ? -1 : 1;
    if (a->offset != b->offset)
        return a->offset < b->offset ? -1 : 1;
    if (a->code != b->code)
        return a->code > b->code ? -1 : 1;
    int order = strcmp(a->field, b->field);
    return order != 0 ? order : strcmp(a->detail, b->detail);
}

void submission_sort_findings(struct fault_list *findings)
{
    if (findings->count > 1)
        qsort(findings->items, findings->count, sizeof *findings->items, compare_findings);
}
