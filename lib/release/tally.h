/*
 * tally.h - what a step did to its submissions: counts that balance, and what it could not finish.  Floor 3.
 */
#ifndef CUTOVER_RELEASE_TALLY_H
#define CUTOVER_RELEASE_TALLY_H

#include "base/fault.h"
#include "release/package.h"
#include "step/balance.h"
#include "step/program.h"

struct tally {
    struct balance balance; /* in submissions; offered counts as returned, what waits as carried */
    int64_t unfinished;     /* carried because something failed or could not be asked */
    int64_t noted;          /* happened, and wants attention, though nothing was returned: a slot that was freed */
    struct fault why;       /* the first reason */
};

/* STEP is the name of the balance: "VALIDATE". */
void tally_init(struct tally *tally, const char *step);

/* The parts of a package that were in the state BEFORE as taken in, with their ELEM-BYTES in the hash total. */
void tally_read(struct tally *tally, const struct package *package, enum release_state before);

/* COUNT parts could not be finished, for WHY, which is kept when it is the first.  The caller counts them as carried. */
void tally_unfinished(struct tally *tally, size_t count, const struct fault *why);

/*
 * End of a step: check the balance, print it on stdout (as a line, or as JSON), say what is unfinished, and raise the
 * return code that forms.md gives it.  Returns the code.
 */
int tally_finish(const struct tally *tally, struct step *step);

#endif
