/*
 * validate.h - the step VALIDATE: every RECEIVED submission is accepted, sent to the board, returned or denied.  Floor 3.
 *
 *     struct tally tally;
 *     if (validate_run(&desk, &tally, &fault) == 0) return tally_finish(&tally, step);
 *
 * The parts of a release are decided together, in one transaction; a release whose parts are not all there, or whose
 * people could not be asked about, stays RECEIVED for the next run.  Killed at any point and run again it decides
 * what is still RECEIVED, as it would have.
 */
#ifndef CUTOVER_RELEASE_VALIDATE_H
#define CUTOVER_RELEASE_VALIDATE_H

#include "base/fault.h"
#include "release/desk.h"
#include "release/package.h"
#include "release/tally.h"

/* DESK has everything (DESK_ALL).  Returns 0, or a fault of the register after which nothing more was done. */
int validate_run(struct desk *desk, struct tally *tally, struct fault *fault);

/*
 * Judge one package: findings in its parts, and the state each RECEIVED part comes to.  Returns 0 when decided, 1 when it
 * waits for other parts, or a fault (RELEASE_E_UNASKED among them): then the package is to be thrown away.
 */
int validate_judge(struct desk *desk, struct package *package, struct fault *fault);

#endif
