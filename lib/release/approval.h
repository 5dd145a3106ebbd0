/*
 * approval.h - which approvals of a release count, and whether its people are who they say.  Floor 3.
 *
 * forms.md: an approval by someone unknown, inactive, not entitled, by the submitter, by one who modified an element,
 * for a second role, dated after the business date or not a date, or on behalf of someone without a known
 * delegation does not count and is a finding.  A rejection by someone entitled counts whatever else he is.
 */
#ifndef CUTOVER_RELEASE_APPROVAL_H
#define CUTOVER_RELEASE_APPROVAL_H

#include "base/fault.h"
#include "people/people.h"
#include "release/desk.h"
#include "release/package.h"

/*
 * Judge submitters, approvals and change managers of all parts: findings in the parts, and part->approved.  Returns
 * PEOPLE_YES when all was answered, PEOPLE_UNASKED when something could not be asked: then what was found is to be
 * thrown away with the package, and judged again another time.
 */
enum people_answer approval_judge(struct desk *desk, struct package *package);

/*
 * May this person approve PACKAGE for the board now?  Active, in cab, and neither its submitter, nor one who modified
 * an element of it, nor one who fills another role of it.  Not YES: FAULT says why, RELEASE_E_NOT_ALLOWED.  The
 * package's findings are left as they are.
 */
enum people_answer approval_by_board(struct desk *desk, struct package *package, const char *uid, struct fault *fault);

#endif
