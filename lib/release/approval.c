/*
 * approval.c - see approval.h.
 *
 * An approval is put to a table of questions; each that is answered with no is a finding, and one is enough for the
 * approval not to count.  Approvals are taken in the order of the parts and of their records, so that of two roles
 * of one person the first stands.
 */
#include "release/approval.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/memory.h"
#include "release/authority.h"
#include "release/complete.h"
#include "release/error.h"
#include "release/remark.h"

/* Who fills which role of the release. */
struct filling {
    const char *uid;
    enum approval_role role;
};

struct judging {
    struct desk *desk;
    struct package *package;
    struct filling *fillings;
    size_t filling_count;
    size_t filling_capacity;
    bool unasked;
};

/* One approval record, and who stands behind it. */
struct approval {
    struct part *part;
    const struct submission_record *record;
    enum approval_role role;
    const char *approver;
    const char *principal; /* ON-BEHALF-OF, else the approver */
};

/* ---- the questions: YES, it may count */

static enum people_answer all_of(enum people_answer a, enum people_answer b)
{
    if (a == PEOPLE_NO || b == PEOPLE_NO)
        return PEOPLE_NO;
    return a == PEOPLE_UNASKED || b == PEOPLE_UNASKED ? PEOPLE_UNASKED : PEOPLE_YES;
}

static enum people_answer of_bool(bool answer)
{
    return answer ? PEOPLE_YES : PEOPLE_NO;
}

static enum people_answer has_date(struct judging *judging, const struct approval *approval)
{
    int64_t date = submission_amount(approval->record, "approval.date");
    return of_bool(date_is_valid(date) && date <= judging->desk->date);
}

static enum people_answer is_known(struct judging *judging, const struct approval *approval)
{
    return all_of(people_is_known(judging->desk->people, approval->approver),
                  people_is_known(judging->desk->people, approval->principal));
}

static enum people_answer is_active(struct judging *judging, const struct approval *approval)
{
    return all_of(people_is_active(judging->desk->people, approval->approver),
                  people_is_active(judging->desk->people, approval->principal));
}

static enum people_answer is_delegated(struct judging *judging, const struct approval *approval)
{
    if (authority_is_same(approval->approver, approval->principal))
        return PEOPLE_YES;
    return people_may_act_for(judging->desk->people, approval->approver, approval->principal);
}

static bool may_stand_in(const struct approval *approval, enum approval_role role, enum approval_role other)
{
    return complete_class(part_main(approval->part)) == 'E' &&
           ((role == ROLE_SECR && other == ROLE_CHGM) || (role == ROLE_CHGM && other == ROLE_SECR));
}

static enum people_answer is_entitled(struct judging *judging, const struct approval *approval)
{
    const struct entry *entry = &approval->part->entry;
    enum people_answer answer = authority_is_entitled(judging->desk->people, approval->principal, approval->role,
                                                      entry->agency, entry->system);
    if (answer == PEOPLE_NO && approval->role == ROLE_SECR && may_stand_in(approval, ROLE_SECR, ROLE_CHGM))
        answer = authority_is_entitled(judging->desk->people, approval->principal, ROLE_CHGM, entry->agency, entry->system);
    return answer;
}

static bool is_submitter(const struct package *package, const char *uid)
{
    for (size_t i = 0; i < package->count; i++)
        if (authority_is_same(uid, package->parts[i].entry.submitter))
            return true;
    return false;
}

static bool is_modifier(const struct package *package, const char *uid)
{
    for (size_t i = 0; i < package->count; i++) {
        const struct submission_record *e = submission_first(&package->parts[i].submission, FORM_ELEMENT);
        for (; e != NULL; e = e->next)
            if (authority_is_same(uid, submission_meant(e, "element.modifier")))
                return true;
    }
    return false;
}

static enum people_answer is_not_own(struct judging *judging, const struct approval *approval)
{
    return of_bool(!is_submitter(judging->package, approval->approver) && !is_submitter(judging->package, approval->principal));
}

static enum people_answer is_no_modifier(struct judging *judging, const struct approval *approval)
{
    return of_bool(!is_modifier(judging->package, approval->approver) && !is_modifier(judging->package, approval->principal));
}

/* The other role that one of the two fills already; ROLES when none. */
static enum approval_role other_role(const struct judging *judging, const struct approval *approval)
{
    for (size_t i = 0; i < judging->filling_count; i++) {
        const struct filling *filling = &judging->fillings[i];
        bool same = authority_is_same(filling->uid, approval->approver) || authority_is_same(filling->uid, approval->principal);
        if (same && filling->role != approval->role && !may_stand_in(approval, approval->role, filling->role))
            return filling->role;
    }
    return ROLES;
}

static enum people_answer is_only_role(struct judging *judging, const struct approval *approval)
{
    return of_bool(other_role(judging, approval) == ROLES);
}

static const struct question {
    enum people_answer (*ask)(struct judging *judging, const struct approval *approval);
    int code;
    const char *meaning;
    bool of_rejection; /* asked of a rejection too; one that conflicts with another role rejects all the same */
    bool stops;        /* a no makes the questions behind it idle */
} QUESTIONS[] = {
    {has_date, RELEASE_W_APPROVAL_DATE, "approval.date", true, false},
    {is_not_own, RELEASE_W_OWN, "approval.approver", false, false},
    {is_no_modifier, RELEASE_W_MODIFIER, "approval.approver", false, false},
    {is_known, RELEASE_W_UNKNOWN, "approval.approver", true, true},
    {is_active, RELEASE_W_INACTIVE, "approval.approver", true, false},
    {is_delegated, RELEASE_W_DELEGATION, "approval.on_behalf_of", true, true},
    {is_entitled, RELEASE_W_NOT_ENTITLED, "approval.approver", true, true},
    {is_only_role, RELEASE_W_SECOND_ROLE, "approval.approver", false, false},
};

/* ---- what is said of a no */

static void say(struct bytes *out, const struct judging *judging, const struct approval *approval, int code)
{
    const char *role = authority_role_name(approval->role);
    const struct entry *entry = &approval->part->entry;
    bytes_text(out, approval->approver);
    if (!authority_is_same(approval->approver, approval->principal))
        bytes_format(out, " for %s", approval->principal);
    switch (code) {
    case RELEASE_W_APPROVAL_DATE:
        bytes_format(out, " as %s, DECIDED-DATE %s, expected a date not after %d", role,
                     submission_meant(approval->record, "approval.date"), judging->desk->date);
        break;
    case RELEASE_W_NOT_ENTITLED:
        bytes_format(out, " may not approve as %s", role);
        if (approval->role == ROLE_AGCY)
            bytes_format(out, " for system %s of %s", entry->system, entry->agency);
        break;
    case RELEASE_W_SECOND_ROLE: {
        enum approval_role other = other_role(judging, approval);
        bytes_format(out, " as %s, having approved as %s", role, other < ROLES ? authority_role_name(other) : "");
        break;
    }
    default:
        bytes_format(out, " as %s", role);
    }
}

/* ---- an approval */

static bool read_approval(struct approval *approval, struct part *part, const struct submission_record *record)
{
    const char *behalf = submission_meant(record, "approval.on_behalf_of");
    *approval = (struct approval){part, record, authority_role(submission_meant(record, "approval.role")),
                                  submission_meant(record, "approval.approver"), behalf};
    if (behalf[0] == '\0')
        approval->principal = approval->approver;
    return approval->role < ROLES;
}

/* Does it count?  Every no is a finding. */
static bool question(struct judging *judging, const struct approval *approval, bool rejects)
{
    bool counts = true;
    struct bytes text;
    bytes_init(&text);
    for (size_t i = 0; i < sizeof QUESTIONS / sizeof QUESTIONS[0]; i++) {
        const struct question *asked = &QUESTIONS[i];
        if (rejects && !asked->of_rejection)
            continue;
        enum people_answer answer = asked->ask(judging, approval);
        if (answer == PEOPLE_YES)
            continue;
        counts = false;
        if (answer == PEOPLE_UNASKED) {
            judging->unasked = true;
            break;
        }
        bytes_clear(&text);
        say(&text, judging, approval, asked->code);
        remark_add(&approval->part->entry.findings, &approval->part->submission, approval->record, asked->meaning,
                   asked->code, "%s", bytes_string(&text));
        if (asked->stops)
            break;
    }
    bytes_release(&text);
    return counts;
}

static void fill(struct judging *judging, const char *uid, enum approval_role role)
{
    judging->fillings = memory_grow(judging->fillings, &judging->filling_capacity, judging->filling_count + 1,
                                    sizeof *judging->fillings);
    judging->fillings[judging->filling_count++] = (struct filling){uid, role};
}

static void judge_approval(struct judging *judging, struct part *part, const struct submission_record *record)
{
    struct approval approval;
    char decision = submission_meant(record, "approval.decision")[0];
    if (!read_approval(&approval, part, record) || (decision != 'A' && decision != 'R'))
        return; /* the form has a finding for it */
    if (!question(judging, &approval, decision == 'R'))
        return;
    if (decision == 'R') {
        remark_add(&part->entry.findings, &part->submission, record, "approval.decision", RELEASE_E_REJECTED,
                   "%s as %s: %s", approval.approver, authority_role_name(approval.role),
                   submission_meant(record, "approval.remark"));
        return;
    }
    part->approved |= 1u << approval.role;
    fill(judging, approval.approver, approval.role);
    if (approval.principal != approval.approver)
        fill(judging, approval.principal, approval.role);
}

/* ---- submitter and change manager of a part */

static void judge_submitter(struct judging *judging, struct part *part)
{
    struct people *people = judging->desk->people;
    const char *uid = submission_meant(part_main(part), "submission.submitter");
    const char *why = NULL;
    char group[AUTHORITY_GROUP_SIZE];
    if (uid[0] == '\0')
        return; /* the form requires it */
    enum people_answer answer = people_is_known(people, uid);
    if (answer == PEOPLE_NO)
        why = "is not known in the directory";
    if (answer == PEOPLE_YES && (answer = people_is_active(people, uid)) == PEOPLE_NO)
        why = "is inactive";
    if (answer == PEOPLE_YES && (answer = authority_may_submit(people, uid, part->entry.agency)) == PEOPLE_NO)
        why = "is not a member of ";
    judging->unasked |= answer == PEOPLE_UNASKED;
    if (why != NULL)
        remark_add(&part->entry.findings, &part->submission, part_main(part), "submission.submitter", RELEASE_E_SUBMITTER,
                   "%s %s%s", uid, why, why[strlen(why) - 1] == ' ' ? authority_group(group, "subm", part->entry.agency, "") : "");
}

/* CHANGE-MANAGER-ID is who approved as CHGM, or whose delegate did: does a change manager's approval here name another? */
static const char *other_manager(const struct judging *judging, const char *manager)
{
    const char *other = NULL;
    for (size_t i = 0; i < judging->filling_count; i++) {
        if (judging->fillings[i].role != ROLE_CHGM)
            continue;
        if (authority_is_same(judging->fillings[i].uid, manager))
            return NULL;
        other = judging->fillings[i].uid;
    }
    return other;
}

static void judge_manager(struct judging *judging, struct part *part)
{
    const char *uid = submission_meant(part_main(part), "submission.manager");
    if (uid[0] == '\0')
        return; /* complete.c requires it where it is needed */
    enum people_answer answer = people_is_member(judging->desk->people, uid, "chgm");
    judging->unasked |= answer == PEOPLE_UNASKED;
    if (answer == PEOPLE_NO)
        remark_add(&part->entry.findings, &part->submission, part_main(part), "submission.manager", RELEASE_E_MANAGER,
                   "%s is not a member of chgm", uid);
    const char *other = other_manager(judging, uid);
    if (other != NULL && answer == PEOPLE_YES)
        remark_add(&part->entry.findings, &part->submission, part_main(part), "submission.manager", RELEASE_E_MANAGER,
                   "%s, but %s approved as CHGM", uid, other);
}

static void judge_all(struct judging *judging)
{
    struct package *package = judging->package;
    for (size_t i = 0; i < package->count; i++) {
        struct part *part = &package->parts[i];
        part->approved = 0;
        judge_submitter(judging, part);
        const struct submission_record *a = submission_first(&part->submission, FORM_APPROVAL);
        for (; a != NULL; a = a->next)
            judge_approval(judging, part, a);
    }
    for (size_t i = 0; i < package->count; i++)
        judge_manager(judging, &package->parts[i]);
}

enum people_answer approval_judge(struct desk *desk, struct package *package)
{
    struct judging judging = {.desk = desk, .package = package};
    judge_all(&judging);
    free(judging.fillings);
    return judging.unasked ? PEOPLE_UNASKED : PEOPLE_YES;
}

/* ---- the board at the desk */

static const char *why_not(const struct judging *judging, const char *uid)
{
    if (is_submitter(judging->package, uid))
        return "submitted it";
    if (is_modifier(judging->package, uid))
        return "modified an element of it";
    for (size_t i = 0; i < judging->filling_count; i++)
        if (judging->fillings[i].role != ROLE_CAB && authority_is_same(judging->fillings[i].uid, uid))
            return "fills another role of it";
    return NULL;
}

enum people_answer approval_by_board(struct desk *desk, struct package *package, const char *uid, struct fault *fault)
{
    enum people_answer answer = authority_has_role(desk->people, uid, 1u << ROLE_CAB, fault);
    if (answer != PEOPLE_YES)
        return answer;
    struct judging judging = {.desk = desk, .package = package};
    size_t counts[PACKAGE_PARTS];
    for (size_t i = 0; i < package->count; i++)
        counts[i] = package->parts[i].entry.findings.count;
    judge_all(&judging); /* who fills which role */
    for (size_t i = 0; i < package->count; i++)
        package->parts[i].entry.findings.count = counts[i];
    const char *why = why_not(&judging, uid);
    if (why != NULL)
        fault_set(fault, RELEASE_E_NOT_ALLOWED, "%s %s", uid, why);
    answer = why != NULL ? PEOPLE_NO : judging.unasked ? PEOPLE_UNASKED : PEOPLE_YES;
    free(judging.fillings);
    return answer;
}
