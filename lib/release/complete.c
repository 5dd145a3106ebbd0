/*
 * complete.c - see complete.h.
 *
 * A row says what is needed, in which class, how it is known to be there, and what to say when it is not.
 */
#include "release/complete.h"

#include <string.h>

#include "release/authority.h"
#include "release/package.h"
#include "release/error.h"
#include "release/remark.h"

struct judging {
    struct fault_list *findings;
    const struct submission *submission;
    const struct submission_record *main;
    const struct completeness *facts;
};

enum need {
    NO,
    YES,
    LATER, /* may follow within some business days, and is chased */
    BOARD, /* without it the submission is complete, and waits for the board */
};

struct requirement {
    enum need need[3];                                          /* standard, normal, emergency */
    bool (*applies)(const struct judging *judging);             /* NULL: always */
    bool (*met)(const struct judging *judging, int argument);
    int argument;
    int code;
    const char *meaning; /* the field that a finding names; of the S record when it is one of its fields */
    const char *what;
};

/* ---- what can be asked of a submission */

static const char *const KINDS[] = {"INST", "NOTE", "IMPA", "BACK"};
enum kind { INST, NOTE, IMPA, BACK };

static bool has_narrative(const struct judging *judging, int kind)
{
    const struct submission_record *n = submission_first(judging->submission, FORM_NARRATIVE);
    for (; n != NULL; n = n->next)
        if (strcmp(submission_meant(n, "narrative.kind"), KINDS[kind]) == 0 &&
            submission_meant(n, "narrative.text")[0] != '\0')
            return true;
    return false;
}

static bool has_element(const struct judging *judging, int unused)
{
    (void)unused;
    return submission_first(judging->submission, FORM_ELEMENT) != NULL;
}

static bool has_test(const struct judging *judging, int unused)
{
    (void)unused;
    return submission_meant(judging->main, "submission.test_ref")[0] != '\0';
}

static bool has_test_date(const struct judging *judging, int unused)
{
    (void)unused;
    return submission_amount(judging->main, "submission.test_date") != 0;
}

static bool has_reference(const struct judging *judging)
{
    return has_test(judging, 0);
}

static bool has_manager(const struct judging *judging, int unused)
{
    (void)unused;
    return submission_meant(judging->main, "submission.manager")[0] != '\0';
}

static bool has_approval(const struct judging *judging, int role)
{
    return (judging->facts->approved & 1u << role) != 0;
}

/* In an emergency the change manager may stand in for SECR. */
static bool has_security(const struct judging *judging, int class)
{
    return has_approval(judging, ROLE_SECR) || (class == 'E' && has_approval(judging, ROLE_CHGM));
}

static bool is_risk(const struct submission_record *main, char risk)
{
    return submission_meant(main, "submission.risk")[0] == risk;
}

static bool is_high_risk(const struct judging *judging)
{
    return is_risk(judging->main, 'H');
}

static bool never(const struct judging *judging, int unused)
{
    (void)judging;
    (void)unused;
    return false;
}

char complete_class(const struct submission_record *main)
{
    char class = submission_meant(main, "submission.class")[0];
    return class == 'S' || class == 'E' ? class : 'N';
}

bool complete_is_production(const struct submission_record *main)
{
    char environment = submission_meant(main, "submission.environment")[0];
    return environment != 'T' && environment != 'D';
}

bool complete_needs_board(const struct submission *submission)
{
    const struct submission_record *main = submission_first(submission, FORM_SUBMISSION);
    return complete_class(main) != 'S' && complete_is_production(main) &&
           (submission_meant(main, "submission.board")[0] == 'Y' || is_risk(main, 'H') ||
            submission_amount(main, "submission.impact") == 1);
}

static bool needs_board(const struct judging *judging)
{
    return complete_needs_board(judging->submission);
}

/* ---- the table of forms.md, "What a release package must hold" */

static const struct requirement TABLE[] = {
    /* S    N      E */
    {{YES, YES, YES}, NULL, has_narrative, INST, RELEASE_E_NARRATIVE, NULL, "instructions (KIND INST)"},
    {{YES, YES, YES}, NULL, has_narrative, NOTE, RELEASE_E_NARRATIVE, NULL, "release notes (KIND NOTE)"},
    {{YES, YES, YES}, NULL, has_narrative, BACK, RELEASE_E_NO_ROLLBACK, NULL, "rollback strategy (KIND BACK)"},
    {{NO, YES, YES}, NULL, has_narrative, IMPA, RELEASE_E_NARRATIVE, NULL, "impact (KIND IMPA)"},
    {{YES, YES, YES}, NULL, has_element, 0, RELEASE_E_NO_ELEMENT, NULL, "at least one element (E record)"},
    {{YES, YES, NO}, NULL, has_test, 0, RELEASE_E_TEST, "submission.test_ref", "reference of the test"},
    {{YES, YES, NO}, NULL, has_test_date, 0, RELEASE_E_TEST, "submission.test_date", "date of the test"},
    {{NO, NO, LATER}, NULL, has_test, 0, RELEASE_E_TEST, "submission.test_ref", "the test (TEST-REF and TEST-DATE)"},
    {{NO, NO, LATER}, has_reference, has_test_date, 0, RELEASE_E_TEST, "submission.test_date", "date of the test"},
    {{NO, YES, YES}, NULL, has_manager, 0, RELEASE_E_MANAGER, "submission.manager", "the change manager"},
    {{YES, YES, LATER}, NULL, has_approval, ROLE_AGCY, RELEASE_E_APPROVAL, NULL, "approval of the agency (ROLE AGCY)"},
    {{NO, YES, YES}, NULL, has_approval, ROLE_CHGM, RELEASE_E_APPROVAL, NULL, "approval of a change manager (ROLE CHGM)"},
    {{NO, YES, NO}, is_high_risk, has_security, 'N', RELEASE_E_APPROVAL, NULL, "approval of security (ROLE SECR), for RISK is H"},
    {{NO, NO, YES}, is_high_risk, has_security, 'E', RELEASE_E_APPROVAL, NULL, "approval of security (ROLE SECR, or CHGM in its place), for RISK is H"},
    {{NO, BOARD, LATER}, needs_board, has_approval, ROLE_CAB, RELEASE_E_APPROVAL, NULL, "approval of the board (ROLE CAB)"},
    {{YES, NO, NO}, is_high_risk, never, 0, RELEASE_E_RISK, "submission.risk", "RISK L or M"},
};

/* ---- findings */

/* The columns of the table. */
static int column_of(char class)
{
    return class == 'S' ? 0 : class == 'E' ? 2 : 1;
}

static const char *class_name(int column)
{
    static const char *const NAMES[] = {"a standard", "a normal", "an emergency"};
    return NAMES[column];
}

static void say_missing(const struct judging *judging, const struct requirement *row, int column)
{
    remark_add(judging->findings, judging->submission, judging->main, row->meaning, row->code, "%s; %s change needs it",
               row->what, class_name(column));
}

static void say_follows(const struct judging *judging, const struct requirement *row)
{
    const struct completeness *facts = judging->facts;
    int due = facts->calendar != NULL
                  ? calendar_add_business_days(facts->calendar, facts->received, facts->policy->follow_days)
                  : 0;
    if (due != 0)
        remark_add(judging->findings, judging->submission, judging->main, row->meaning, RELEASE_W_FOLLOWS,
                   "%s, by %d", row->what, due);
    else
        remark_add(judging->findings, judging->submission, judging->main, row->meaning, RELEASE_W_FOLLOWS,
                   "%s, within %d business days", row->what, facts->policy->follow_days);
}

/* Names the field that makes the board's approval necessary. */
static void say_board(const struct judging *judging)
{
    static const char NO_APPROVAL[] = "no approval A of ROLE CAB";
    const char *flag = submission_meant(judging->main, "submission.board");
    if (flag[0] == 'Y')
        remark_add(judging->findings, judging->submission, judging->main, "submission.board", RELEASE_W_BOARD,
                   "CAB-FLAG is Y, and %s", NO_APPROVAL);
    else if (is_high_risk(judging))
        remark_add(judging->findings, judging->submission, judging->main, "submission.risk", RELEASE_W_BOARD,
                   "RISK is H, and %s", NO_APPROVAL);
    else
        remark_add(judging->findings, judging->submission, judging->main, "submission.impact", RELEASE_W_BOARD,
                   "IMPACT is 1, and %s", NO_APPROVAL);
}

/* TEST-DATE, where it is given, lies in the days before REQUESTED-DATE, whatever the class. */
static void judge_test_age(const struct judging *judging)
{
    int64_t tested = submission_amount(judging->main, "submission.test_date");
    int64_t requested = submission_amount(judging->main, "submission.requested_date");
    if (!date_is_valid(tested) || !date_is_valid(requested))
        return;
    int64_t age = date_to_days((int)requested) - date_to_days((int)tested);
    if (age < 0 || age > judging->facts->policy->test_days)
        remark_add(judging->findings, judging->submission, judging->main, "submission.test_date", RELEASE_E_TEST_AGE,
                   "tested %d, %lld days %s REQUESTED-DATE %d; at most %d days before are allowed", (int)tested,
                   (long long)(age < 0 ? -age : age), age < 0 ? "after" : "before", (int)requested,
                   judging->facts->policy->test_days);
}

/* A failed review denies, and so does high risk that nobody reviewed (P passed, W waived). */
static void judge_review(const struct judging *judging)
{
    char review = submission_meant(judging->main, "submission.review")[0];
    if (review == 'F')
        remark_add(judging->findings, judging->submission, judging->main, "submission.review", RELEASE_E_REVIEW_FAILED,
                   "SECURITY-REVIEW is F");
    else if (is_high_risk(judging) && review != 'P' && review != 'W')
        remark_add(judging->findings, judging->submission, judging->main, "submission.review", RELEASE_E_REVIEW_MISSING,
                   "RISK is H and SECURITY-REVIEW is '%s', expected P or W",
                   submission_meant(judging->main, "submission.review"));
}

bool complete_judge(struct fault_list *findings, const struct submission *submission, const struct completeness *facts)
{
    struct judging judging = {findings, submission, submission_first(submission, FORM_SUBMISSION), facts};
    int column = column_of(complete_class(judging.main));
    bool board = false;
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        const struct requirement *row = &TABLE[i];
        enum need need = row->need[column];
        if (need == NO || (row->applies != NULL && !row->applies(&judging)) || row->met(&judging, row->argument))
            continue;
        switch (need) {
        case LATER:
            say_follows(&judging, row);
            break;
        case BOARD:
            say_board(&judging);
            board = true;
            break;
        default:
            say_missing(&judging, row, column);
        }
    }
    judge_test_age(&judging);
    judge_review(&judging);
    return board;
}

void complete_add(struct fault_list *findings, const struct submission *submission, const struct config *config)
{
    struct policy policy;
    if (policy_read(&policy, config, NULL) < 0)
        return; /* validate will say so */
    complete_judge(findings, submission, &(struct completeness){&policy, NULL, 0, complete_claimed(submission)});
    remark_forget(findings, RELEASE_W_BOARD, RELEASE_W_BOARD);
    remark_forget(findings, RELEASE_E_REVIEW_FAILED, RELEASE_E_REVIEW_MISSING); /* it is returned, not denied */
}

unsigned complete_claimed(const struct submission *submission)
{
    unsigned claimed = 0;
    const struct submission_record *a = submission_first(submission, FORM_APPROVAL);
    for (; a != NULL; a = a->next) {
        enum approval_role role = authority_role(submission_meant(a, "approval.role"));
        if (role < ROLES && submission_meant(a, "approval.decision")[0] == 'A')
            claimed |= 1u << role;
    }
    return claimed;
}
