/*
 * decision.h - what people decide at the desk: programs decide, stage, outcome and withdraw.  Floor 3.
 *
 *     struct decision decision = {.kind = DECISION_APPROVE, .release = "CHFS-0042.1", .by = "fcole", .reason = "..."};
 *     if (decision_make(&decision, &desk, &package, &fault) == 0) ... package has the new state ...
 *     package_release(&package);
 *
 * Which decision is possible in which state, and whose it is, is a table in decision.c; the directory says whether
 * the person may.  It holds for all parts of the release iteration, in one transaction with their audit entries.
 */
#ifndef CUTOVER_RELEASE_DECISION_H
#define CUTOVER_RELEASE_DECISION_H

#include <stdint.h>

#include "base/fault.h"
#include "release/desk.h"
#include "release/package.h"
#include "step/program.h"

enum decision_kind {
    DECISION_NONE,
    DECISION_APPROVE,   /* BOARD -> ACCEPTED, by the board */
    DECISION_DENY,      /* before STAGED -> DENIED, by a change manager or the board */
    DECISION_RETURN,    /* before STAGED -> RETURNED, by those or a librarian */
    DECISION_ALTERNATE, /* OFFERED -> SCHEDULED, by the submitter or a change manager */
    DECISION_STAGE,     /* SCHEDULED -> STAGED, by a librarian, when staging holds what was submitted */
    DECISION_SUCCESS,   /* STAGED -> DEPLOYED, by a librarian or a change manager */
    DECISION_ROLLED_BACK, /* STAGED or DEPLOYED -> ROLLED-BACK, by those */
    DECISION_WITHDRAW,  /* before STAGED -> WITHDRAWN, by the submitter */
    DECISION_KINDS
};

struct decision {
    enum decision_kind kind;
    const char *release;  /* RELEASE.ITERATION */
    const char *by;       /* uid; NULL is a fault */
    const char *reason;   /* NULL: none; a fault where one is needed */
    int64_t alternate;    /* from 1, for DECISION_ALTERNATE */
};

/*
 * Make it.  DESK has everything (DESK_ALL).  PACKAGE is filled with the parts it holds for, to be released in any case.
 * Returns 0; STEP_E_USAGE; RELEASE_E_NOT_THERE, _NOT_NOW, _NOT_ALLOWED, _NOT_WHOLE, _ALTERNATE when it is refused;
 * RELEASE_E_UNASKED when the directory could not be asked; or a fault of the register.  Nothing is changed then.
 */
int decision_make(const struct decision *decision, struct desk *desk, struct package *package, struct fault *fault);

/* The body of a program: open the desk, make it, print the new state of each part (or its JSON).  Returns the return code. */
int decision_run(const struct decision *decision, struct step *step);

/* "CHFS-0042.1" or "CHFS-0042.001" taken apart; "CHFS-0042" gives iteration 0.  Returns 0 or STEP_E_USAGE. */
int decision_parse(const char *text, char release[13], int *iteration, struct fault *fault);

/* The return code of a fault: 8 refused, 12 unfinished, 16 wrong usage. */
enum return_code decision_return_code(const struct fault *fault);

#endif
