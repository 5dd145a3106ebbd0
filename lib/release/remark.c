/* remark.c - see remark.h. */
#include "release/remark.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "release/error.h"
#include "step/message.h"

static bool is_same_place(const struct fault *a, const struct fault *b)
{
    return a->record == b->record && strcmp(a->field, b->field) == 0;
}

static bool is_known(const struct fault_list *findings, const struct fault *finding)
{
    bool places = finding->record > 0 && finding->field[0] != '\0' && message_severity(finding) == 'E';
    for (size_t i = 0; i < findings->count; i++) {
        const struct fault *other = &findings->items[i];
        if (!is_same_place(other, finding))
            continue;
        if (other->code == finding->code && strcmp(other->detail, finding->detail) == 0)
            return true;
        if (places && !RELEASE_DENIES(finding->code) && message_severity(other) == 'E')
            return true;
    }
    return false;
}

void remark_add(struct fault_list *findings, const struct submission *submission,
                const struct submission_record *record, const char *meaning, int code, const char *format, ...)
{
    struct fault finding;
    char detail[sizeof finding.detail];
    char context[sizeof finding.context];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(detail, sizeof detail, format, arguments);
    va_end(arguments);
    fault_set(&finding, code, "%s", detail);
    if (record != NULL) {
        snprintf(context, sizeof context, "%s, release %s", record->type->type, submission->release);
        fault_at_record(&finding, record->number, context);
    }
    const char *field = meaning != NULL ? form_meaning(submission->form, meaning) : NULL;
    if (field != NULL)
        fault_at_field(&finding, field, 0);
    if (!is_known(findings, &finding))
        fault_list_add(findings, &finding);
}

bool remark_denies(const struct fault_list *findings)
{
    for (size_t i = 0; i < findings->count; i++)
        if (RELEASE_DENIES(findings->items[i].code))
            return true;
    return false;
}

bool remark_returns(const struct fault_list *findings)
{
    for (size_t i = 0; i < findings->count; i++)
        if (message_severity(&findings->items[i]) == 'E')
            return true;
    return false;
}

const struct fault *remark_find(const struct fault_list *findings, int first, int last)
{
    for (size_t i = 0; i < findings->count; i++)
        if (findings->items[i].code <= first && findings->items[i].code >= last)
            return &findings->items[i];
    return NULL;
}

void remark_forget(struct fault_list *findings, int first, int last)
{
    size_t kept = 0;
    for (size_t i = 0; i < findings->count; i++)
        if (findings->items[i].code > first || findings->items[i].code < last)
            findings->items[kept++] = findings->items[i];
    findings->count = kept;
}
