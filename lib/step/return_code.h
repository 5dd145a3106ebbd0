/*
 * return_code.h - the five codes our programs end with (design.md; forms.md, "Return code of a step").  Floor 1.
 *
 * A code tells what happened to a step's input, not how many findings there were.  The highest one wins.
 */
#ifndef CUTOVER_STEP_RETURN_CODE_H
#define CUTOVER_STEP_RETURN_CODE_H

enum return_code {
    RC_DONE = 0,        /* all good, or nothing to do */
    RC_WARNING = 4,     /* something was returned or offered, or came twice */
    RC_ERROR = 8,       /* something was denied or set aside */
    RC_UNFINISHED = 12, /* the step could not finish and must be rerun */
    RC_NOT_STARTED = 16 /* nothing was done: wrong usage, no home folder, lock held */
};

#endif
