/*
 * error.h - the codes of this room; lib/step/messages.def has their texts.  Floor 3.
 *
 * Down to -419 something failed or was refused.  Those below are findings of a submission: severity E returns it,
 * a code from -440 to -449 denies it, W tells.
 */
#ifndef CUTOVER_RELEASE_ERROR_H
#define CUTOVER_RELEASE_ERROR_H

enum release_error {
    RELEASE_E_STATE = -400,    /* a step between two states that is not in the table */
    RELEASE_E_ENTRY = -401,    /* an entry of the register that is not as its state wants it */
    RELEASE_E_CHANGED = -402,  /* another run changed the entry since it was read */
    RELEASE_E_NOT_THERE = -403, /* no such release in the register */
    RELEASE_E_NOT_NOW = -404,  /* not in the state that this needs */
    RELEASE_E_NOT_ALLOWED = -405, /* that person may not */
    RELEASE_E_UNASKED = -406,  /* the directory could not be asked */
    RELEASE_E_NOT_WHOLE = -407, /* staging does not hold what was submitted */
    RELEASE_E_ALTERNATE = -408, /* no such alternate, or it was taken since */

    /* what a release must hold: the table of complete.c */
    RELEASE_E_NARRATIVE = -420,
    RELEASE_E_NO_ROLLBACK = -421, /* no rollback strategy; the third time it denies */
    RELEASE_E_NO_ELEMENT = -422,
    RELEASE_E_TEST = -424,
    RELEASE_E_TEST_AGE = -425,
    RELEASE_E_APPROVAL = -426, /* of a role that must approve, none counts */
    RELEASE_E_RISK = -427,

    /* who and what around it */
    RELEASE_E_SUBMITTER = -430,
    RELEASE_E_MANAGER = -431,
    RELEASE_E_PREREQUISITE = -432,
    RELEASE_W_BOARD = -434, /* complete, but for the board */
    RELEASE_E_PART = -433, /* another part of the release does not fit, or was returned */

    /* denials */
    RELEASE_E_REVIEW_FAILED = -440,
    RELEASE_E_REVIEW_MISSING = -441,
    RELEASE_E_REJECTED = -442,
    RELEASE_E_ROLLBACK_AGAIN = -443,
    RELEASE_E_STAGED_OTHER = -444, /* the staged bytes are not those submitted */
    RELEASE_E_PART_DENIED = -445,

    /* an approval that does not count, and why */
    RELEASE_W_UNKNOWN = -450,
    RELEASE_W_INACTIVE = -451,
    RELEASE_W_NOT_ENTITLED = -452,
    RELEASE_W_OWN = -453,
    RELEASE_W_MODIFIER = -454,
    RELEASE_W_SECOND_ROLE = -455,
    RELEASE_W_APPROVAL_DATE = -456,
    RELEASE_W_DELEGATION = -457,
    RELEASE_W_FOLLOWS = -458,    /* an emergency's paper that is still to come */
    RELEASE_W_NOT_STAGED = -459, /* an element that is not in staging yet */

    /* what schedule says */
    RELEASE_W_BLACKOUT = -460, /* an emergency in a blackout */
    RELEASE_W_FREED = -461,    /* its slot was given back */
    RELEASE_W_WAITS = -462,    /* for a release that must be in production before */
    RELEASE_W_PASSED = -463,   /* why it is not booked as asked: the time has passed, */
    RELEASE_W_LEAD = -464,     /* the lead time is not kept, */
    RELEASE_W_ORDER = -465,    /* a release that must be before it is booked later, */
    RELEASE_W_TAKEN = -466,    /* another release of the system has the time, */
    RELEASE_W_IN_BLACKOUT = -467, /* a blackout, */
    RELEASE_W_NO_WINDOW = -468, /* no window */
};

/* Does a finding of this code deny the submission? */
#define RELEASE_DENIES(code) ((code) <= -440 && (code) >= -449)

#endif
