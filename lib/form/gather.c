/* gather.c - see gather.h. */
#include "form/gather.h"

#include <stdio.h>
#include <string.h>

#include "form/error.h"
#include "form/rules.h"

struct gathering {
    struct records *records;
    const struct drop_summary *summary;
    struct drop_part part;
    bool begun;     /* the part has records */
    size_t unlisted; /* findings beyond DROP_FINDINGS_MAX */
    struct record_key key; /* of its first record */
    drop_visit *visit;
    void *user;
};

static void add_finding(struct gathering *gathering, struct fault *finding, const struct record_view *view,
                        const char *field)
{
    char context[RULES_CONTEXT_SIZE];
    const char *release = view->key.release;
    snprintf(context, sizeof context, release[0] != '\0' ? "%s, release %s" : "%s", view->key.type, release);
    fault_at_record(finding, view->source.number, context);
    enum form_role role = view->key.role < FORM_ROLES ? view->key.role : FORM_SUBMISSION;
    fault_at_field(finding, field, extract_offset(&gathering->records->extractor, role, field));
    fault_list_add(&gathering->part.submission.findings, finding);
}

static bool is_known(const struct record_key *key)
{
    return key->release[0] != '\0' && key->iteration >= 0 && key->form_matches;
}

static void begin_part(struct gathering *gathering, const struct record_view *view)
{
    struct drop_part *part = &gathering->part;
    gathering->begun = true;
    gathering->key = view->key;
    part->headed = view->key.role == FORM_SUBMISSION;
    gathering->unlisted = 0;
    submission_init(&part->submission, gathering->summary->form);
    bytes_clear(&part->raw);
    part->first_record = view->source.number;
    part->keyed = part->headed && is_known(&view->key);
    if (part->keyed) {
        snprintf(part->submission.release, sizeof part->submission.release, "%s", view->key.release);
        part->submission.iteration = view->key.iteration;
        return;
    }
    struct fault fault;
    if (!part->headed) {
        fault_set(&fault, FORM_E_ORPHAN, "there is no S record of this release and iteration");
        add_finding(gathering, &fault, view, "");
        return;
    }
    enum form_key unread = view->key.release[0] == '\0' ? FORM_KEY_RELEASE
                           : view->key.iteration < 0      ? FORM_KEY_ITERATION
                                                          : FORM_KEY_FORM;
    fault_set(&fault, FORM_E_NO_KEY, "its key cannot be read or cannot stand");
    add_finding(gathering, &fault, view, gathering->summary->form->keys[unread]);
}

/* S and H name the same agency. */
static void check_agency(struct gathering *gathering)
{
    struct drop_part *part = &gathering->part;
    const struct submission_record *s = submission_first(&part->submission, FORM_SUBMISSION);
    const char *field = form_meaning(gathering->summary->form, "submission.agency");
    const char *agency = submission_text(s, field);
    struct fault fault;
    char context[RULES_CONTEXT_SIZE];
    snprintf(part->submission.agency, sizeof part->submission.agency, "%s", agency);
    if (s == NULL || agency[0] == '\0' || strcmp(agency, gathering->summary->agency) == 0)
        return;
    fault_set(&fault, FORM_E_AGENCY, "%s, the file's is %s", agency, gathering->summary->agency);
    fault_at_record(&fault, s->number, rules_context(context, s));
    fault_at_field(&fault, field, extract_offset(&gathering->records->extractor, FORM_SUBMISSION, field));
    fault_list_add(&part->submission.findings, &fault);
}

static int finish_part(struct gathering *gathering)
{
    struct drop_part *part = &gathering->part;
    struct fault_list *findings = &part->submission.findings;
    if (!gathering->begun)
        return 0;
    check_agency(gathering);
    submission_sort_findings(findings);
    if (gathering->unlisted > 0) {
        struct fault fault;
        fault_set(&fault, FORM_E_MORE, "%zu", gathering->unlisted);
        fault_list_add(findings, &fault);
    }
    int code = gathering->visit(gathering->user, part);
    submission_release(&part->submission);
    gathering->begun = false;
    return code;
}

/* The record goes with those gathered so far. */
static bool belongs(const struct gathering *gathering, const struct record_key *key)
{
    const struct record_key *first = &gathering->key;
    if (!gathering->begun || key->role == FORM_SUBMISSION || key->role == FORM_FILE || key->role == FORM_TRAILER)
        return false;
    if (key->release[0] == '\0' || key->iteration < 0 || (gathering->part.headed && !is_known(first)))
        return true;
    return strcmp(key->release, first->release) == 0 && key->iteration == first->iteration;
}

static void limit_findings(struct gathering *gathering)
{
    struct fault_list *findings = &gathering->part.submission.findings;
    if (findings->count <= DROP_FINDINGS_MAX)
        return;
    gathering->unlisted += findings->count - DROP_FINDINGS_MAX;
    findings->count = DROP_FINDINGS_MAX;
}

static void take_record(struct gathering *gathering, const struct record_view *view)
{
    struct drop_part *part = &gathering->part;
    const struct form *form = gathering->summary->form;
    struct fault fault;
    part->submission.record_count++;
    bytes_add(&part->raw, view->raw, view->raw_length);
    if (!part->headed)
        return;
    if (view->key.role == FORM_ROLES) {
        fault_set(&fault, FORM_E_TYPE, "'%s'", view->key.type);
        add_finding(gathering, &fault, view, form->keys[FORM_KEY_TYPE]);
    } else if (!view->key.form_matches && part->keyed) {
        fault_set(&fault, FORM_E_FORM, "'%s', expected %s", view->key.form, form->id);
        add_finding(gathering, &fault, view, form->keys[FORM_KEY_FORM]);
    } else {
        extract_record(&gathering->records->extractor, view->key.role, &view->source, &part->submission);
    }
    if (view->stray != NULL) {
        fault_set(&fault, FORM_E_CELL, "record type %s has no such field", view->key.type);
        add_finding(gathering, &fault, view, view->stray);
    }
    limit_findings(gathering);
}

static int gather_record(void *user, const struct record_view *view)
{
    struct gathering *gathering = user;
    if (!belongs(gathering, &view->key)) {
        int code = finish_part(gathering);
        if (code != 0 || view->key.role == FORM_FILE || view->key.role == FORM_TRAILER)
            return code;
        begin_part(gathering, view);
    }
    take_record(gathering, view);
    return 0;
}

int gather_read(struct records *records, const struct drop_summary *summary, drop_visit *visit, void *user,
                struct fault *fault)
{
    struct gathering gathering = {.records = records, .summary = summary, .visit = visit, .user = user};
    bytes_init(&gathering.part.raw);
    int code = records_read(records, gather_record, &gathering, fault);
    if (code == 0)
        code = finish_part(&gathering);
    if (gathering.begun)
        submission_release(&gathering.part.submission);
    bytes_release(&gathering.part.raw);
    return code;
}
