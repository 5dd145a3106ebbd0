/* posting.c - see posting.h.  The rules of iterations are those of forms.md, "Iterations". */
#include "release/posting.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "release/complete.h"
#include "release/entry.h"
#include "release/iteration.h"
#include "release/suspense.h"
#include "step/message.h"

enum { BATCH_SUBMISSIONS = 500 }; /* in one transaction, so that others wait for tenths of a second */

enum outcome { OUTCOME_POSTED, OUTCOME_RETURNED, OUTCOME_ASIDE, OUTCOME_DUPLICATE };

struct posting {
    struct intake *intake;
    struct drop *drop;
    struct filing *filing;
    struct reg_txn *txn;
    int in_batch;
    struct suspense suspense;
    bool suspended; /* something was set aside */
    struct fault *fault;
};

void posting_tell(const struct intake *intake, const char *name, const struct fault *finding)
{
    struct fault message = *finding;
    fault_in_file(&message, name);
    if (intake->tell != NULL)
        intake->tell(intake->user, &message);
}

void posting_raise(struct intake *intake, enum return_code code)
{
    if (code > intake->return_code)
        intake->return_code = code;
}

static int begin(struct posting *posting)
{
    return posting->txn != NULL ? 0 : reg_begin(posting->intake->reg, &posting->txn, posting->fault);
}

static int commit(struct posting *posting)
{
    struct reg_txn *txn = posting->txn;
    posting->txn = NULL;
    posting->in_batch = 0;
    return txn != NULL ? reg_commit(txn, posting->fault) : 0;
}

/* Something wrong enough to send it back: warnings do not. */
static bool has_errors(const struct fault_list *findings)
{
    for (size_t i = 0; i < findings->count; i++)
        if (message_severity(&findings->items[i]) == 'E')
            return true;
    return false;
}

static int64_t number_of(const struct submission *submission)
{
    const struct submission_record *s = submission_first(submission, FORM_SUBMISSION);
    return s != NULL ? s->number : 0;
}

static void add_finding(struct submission *submission, struct fault *finding)
{
    char context[80];
    snprintf(context, sizeof context, "release %s", submission->release);
    fault_at_record(finding, number_of(submission), context);
    fault_list_add(&submission->findings, finding);
}

static int save_new(struct posting *posting, const struct submission *submission, enum release_state state)
{
    struct entry entry;
    char reason[64] = "";
    size_t findings = submission->findings.count;
    entry_from_submission(&entry, submission);
    snprintf(entry.file, sizeof entry.file, "%s", posting->filing->name);
    memcpy(entry.sha256, posting->filing->sha256, sizeof entry.sha256);
    entry.received = posting->intake->date;
    entry.state = state;
    if (state == STATE_RETURNED)
        snprintf(reason, sizeof reason, "%zu finding%s in the form", findings, findings == 1 ? "" : "s");
    int code = entry_save(posting->intake->reg, posting->txn, &entry,
                          &(struct entry_change){STATE_NEW, INTAKE_WHO, "posted", reason, posting->intake->now}, posting->fault);
    entry_release(&entry);
    return code;
}

static void warn_of_gaps(struct submission *submission, const struct iteration *siblings)
{
    struct fault finding;
    if (submission->iteration > siblings->highest + 1) {
        fault_set(&finding, INTAKE_W_SKIPPED, "%d, the last was %d", submission->iteration, siblings->highest);
        add_finding(submission, &finding);
    }
    if (siblings->newer) {
        fault_set(&finding, INTAKE_W_LATE, "%d, iteration %d is there", submission->iteration, siblings->highest);
        add_finding(submission, &finding);
    }
}

/* A submission whose key is not in the register yet. */
static int post_new(struct posting *posting, struct submission *submission, const char *key, enum outcome *outcome)
{
    struct iteration siblings;
    struct intake *intake = posting->intake;
    int code = iteration_read(&siblings, intake->reg, posting->txn, submission->release, submission->iteration, posting->fault);
    if (code == 0 && siblings.staged) {
        struct fault finding;
        fault_set(&finding, INTAKE_E_STAGED, "%s", key);
        add_finding(submission, &finding);
        *outcome = OUTCOME_ASIDE;
    } else if (code == 0) {
        *outcome = has_errors(&submission->findings) ? OUTCOME_RETURNED : OUTCOME_POSTED;
        if (*outcome == OUTCOME_RETURNED)
            complete_add(&submission->findings, submission, posting->intake->config);
        warn_of_gaps(submission, &siblings);
        code = save_new(posting, submission, *outcome == OUTCOME_RETURNED ? STATE_RETURNED : STATE_RECEIVED);
        if (code == 0)
            code = iteration_supersede_older(intake, posting->txn, &siblings, posting->fault);
        if (code == 0 && siblings.newer && *outcome == OUTCOME_POSTED)
            code = iteration_supersede(intake, posting->txn, key, siblings.highest, posting->fault);
    }
    iteration_release(&siblings);
    return code;
}

/* The key is there: posted by this file before a kill, the same content again, or other content under the same number. */
static void compare(struct posting *posting, struct submission *submission, const struct entry *entry, int64_t record,
                    enum outcome *outcome)
{
    char content[HASH_HEX_SIZE];
    struct fault finding;
    bool same = strcmp(submission_content_hash(content, submission), entry->content) == 0;
    if (strcmp(entry->sha256, posting->filing->sha256) == 0 && record == number_of(submission)) {
        *outcome = has_errors(&submission->findings) ? OUTCOME_RETURNED : OUTCOME_POSTED;
        return;
    }
    *outcome = same ? OUTCOME_DUPLICATE : OUTCOME_ASIDE;
    fault_set(&finding, same ? INTAKE_W_DUPLICATE : INTAKE_E_CONTENT, "%s.%03d.%s came in file %s", entry->release,
              entry->iteration, entry->form, entry->file);
    add_finding(submission, &finding);
}

static int post_keyed(struct posting *posting, struct submission *submission, enum outcome *outcome)
{
    char key[ENTRY_KEY_SIZE];
    struct entry entry;
    entry_key(key, submission->release, submission->iteration, submission->form->id);
    int code = entry_load(&entry, posting->intake->reg, posting->txn, key, posting->fault);
    if (code == 0) {
        struct submission stored;
        code = entry_submission(&stored, &entry, posting->intake->forms, posting->fault);
        if (code == 0)
            compare(posting, submission, &entry, number_of(&stored), outcome);
        submission_release(&stored);
    } else if (code == 1) {
        code = post_new(posting, submission, key, outcome);
    }
    entry_release(&entry);
    return code;
}

/* Records that cannot be posted, as they came, with their findings. */
static int set_aside(struct posting *posting, const struct drop_part *part)
{
    int code = 0;
    if (!posting->suspended) {
        const struct bytes *preamble = drop_preamble(posting->drop);
        posting->suspended = true;
        code = suspense_open(&posting->suspense, posting->intake->home, posting->filing->name, posting->filing->sha256, 0,
                             posting->fault);
        if (code == 0 && preamble->length > 0)
            code = suspense_add_records(&posting->suspense, preamble->data, preamble->length, posting->fault);
    }
    if (code == 0)
        code = suspense_add_records(&posting->suspense, part->raw.data, part->raw.length, posting->fault);
    for (size_t i = 0; i < part->submission.findings.count && code == 0; i++) {
        suspense_add_finding(&posting->suspense, &part->submission.findings.items[i]);
        filing_add(posting->filing, &part->submission.findings.items[i]);
    }
    return code;
}

static void count(struct posting *posting, const struct drop_part *part, enum outcome outcome)
{
    static const enum return_code CODES[] = {RC_DONE, RC_WARNING, RC_ERROR, RC_WARNING};
    struct filing *filing = posting->filing;
    struct filing_count *counts[] = {&filing->records, &filing->submissions};
    int64_t amounts[] = {part->submission.record_count, part->headed ? 1 : 0};
    for (size_t i = 0; i < 2; i++) {
        counts[i]->posted += outcome == OUTCOME_POSTED ? amounts[i] : 0;
        counts[i]->returned += outcome == OUTCOME_RETURNED ? amounts[i] : 0;
        counts[i]->aside += outcome >= OUTCOME_ASIDE ? amounts[i] : 0;
        counts[i]->duplicate += outcome == OUTCOME_DUPLICATE ? amounts[i] : 0;
    }
    posting_raise(posting->intake, CODES[outcome]);
}

static void tell_part(struct posting *posting, const struct drop_part *part, enum outcome outcome)
{
    const struct submission *submission = &part->submission;
    for (size_t i = 0; i < submission->findings.count; i++)
        posting_tell(posting->intake, posting->filing->name, &submission->findings.items[i]);
    if (outcome != OUTCOME_RETURNED)
        return;
    struct fault message;
    fault_set(&message, INTAKE_W_RETURNED, "%s.%03d.%s", submission->release, submission->iteration, submission->form->id);
    posting_tell(posting->intake, posting->filing->name, &message);
}

static int post_part(void *user, struct drop_part *part)
{
    struct posting *posting = user;
    enum outcome outcome = OUTCOME_ASIDE;
    int code = begin(posting);
    if (code == 0 && part->keyed)
        code = post_keyed(posting, &part->submission, &outcome);
    if (code == 0 && outcome >= OUTCOME_ASIDE)
        code = set_aside(posting, part);
    if (code < 0)
        return code;
    count(posting, part, outcome);
    tell_part(posting, part, outcome);
    return ++posting->in_batch >= BATCH_SUBMISSIONS ? commit(posting) : 0;
}

int posting_save_filing(struct intake *intake, struct reg_txn *txn, const struct filing *filing, const char *claim,
                        struct fault *fault)
{
    char subject[HASH_HEX_SIZE + 8];
    snprintf(subject, sizeof subject, "FILE/%s", filing->sha256);
    struct reg_event event = {.when = intake->now, .who = INTAKE_WHO, .what = "taken in", .subject = subject, .from = "",
                              .to = filing_state_name(filing->state), .detail = filing->name};
    int code = filing_save(txn, filing, fault);
    if (code == 0 && claim != NULL)
        code = reg_put(txn, REG_SEQUENCE, claim, filing->sha256, strlen(filing->sha256), fault);
    return code == 0 ? reg_audit_add(txn, &event, fault) : code;
}

static int finish(struct posting *posting, const char *claim)
{
    struct filing *filing = posting->filing;
    int code = 0;
    filing->records.posted += drop_summary(posting->drop)->envelope;
    if (posting->suspended) {
        snprintf(filing->suspended, sizeof filing->suspended, "%s", posting->suspense.place);
        code = suspense_commit(&posting->suspense, posting->fault);
    }
    if (code == 0)
        code = begin(posting);
    if (code == 0)
        code = posting_save_filing(posting->intake, posting->txn, filing, claim, posting->fault);
    return code == 0 ? commit(posting) : code;
}

int posting_run(struct intake *intake, struct drop *drop, const char *claim, struct filing *filing, struct fault *fault)
{
    struct posting posting = {.intake = intake, .drop = drop, .filing = filing, .fault = fault};
    filing->state = FILING_POSTED;
    int code = drop_read(drop, post_part, &posting, fault);
    if (code == 0)
        code = finish(&posting, claim);
    reg_abort(posting.txn);
    suspense_release(&posting.suspense);
    return code;
}
