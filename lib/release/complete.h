/*
 * complete.h - does a submission hold what a release of its class must hold?  Floor 3.
 *
 * The rule is the table "What a release package must hold" of forms.md, as a table in complete.c, one row a
 * requirement and a column for each class.  Nothing outside the submission is asked here but the calendar.
 *
 * Intake, which returns what it cannot read in every field, adds what is missing too (complete_add), so that the
 * submitter hears of everything at once.
 */
#ifndef CUTOVER_RELEASE_COMPLETE_H
#define CUTOVER_RELEASE_COMPLETE_H

#include <stdbool.h>

#include "base/fault.h"
#include "calendar/calendar.h"
#include "form/submission.h"
#include "release/desk.h"

struct completeness {
    const struct policy *policy;
    struct calendar *calendar;
    int received;      /* business date on which it came in */
    unsigned approved; /* bit 1 << role (package.h): an approval that counts */
};

/*
 * Add a finding for everything that is missing (severity E), may still follow (W), or denies.  Returns whether the
 * board's approval is needed and not there, which returns nothing: it waits in BOARD.
 */
bool complete_judge(struct fault_list *findings, const struct submission *submission, const struct completeness *facts);

/*
 * The same for a submission that is returned already, for what was found when it was read: what is missing besides is
 * told at once.  Approvals count as claimed, and CONFIG gives the policy.
 */
void complete_add(struct fault_list *findings, const struct submission *submission, const struct config *config);

/* Roles for which there is an A record with DECISION A, whoever signed it. */
unsigned complete_claimed(const struct submission *submission);

/* Of an S record: the letter of CHANGE-CLASS, 'N' (the strictest) when it is none of S N E; and TARGET-ENV P, or unreadable. */
char complete_class(const struct submission_record *main);
bool complete_is_production(const struct submission_record *main);

/* Must the board approve this one?  CAB-FLAG Y, RISK H or IMPACT 1, in production, not class S. */
bool complete_needs_board(const struct submission *submission);

#endif
