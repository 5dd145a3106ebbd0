/*
 * allocate.h - the DDs of a step as files.  Floor 3.
 *
 *     DD *, DATA    STEP.DDNAME in the spool, a card a line
 *     SYSOUT        STEP.DDNAME in the spool, empty
 *     DUMMY         /dev/null
 *     PATH='x'      that path; a relative one begins in the home folder (ours; z/OS knows absolute ones only)
 *     DSN=A.B(M)    the file of the data set or member (holding.h)
 *
 * Calling sequence: allocate, run the step, deallocate (dispositions), allocation_release.
 */
#ifndef CUTOVER_RUN_ALLOCATE_H
#define CUTOVER_RUN_ALLOCATE_H

#include "jcl/job.h"
#include "run/listing.h"

struct allocated {
    const struct dd *dd;
    char *path; /* owned */
    bool made;  /* a data set that was not there before */
};

struct allocation {
    struct allocated *items; /* owned; STEPLIB is not among them, it is for the processor */
    size_t count;
};

/*
 * Allocate all DDs of STEP, which is called LABEL in the spool, and list them (IEF237I).  Returns 0, or
 * RUN_E_ALLOCATE saying which DD and why; then nothing is left allocated and the step must not run.
 */
int allocate(struct allocation *allocation, const struct deck *deck, const struct job_step *step, const char *label,
             const char *home, struct listing *listing, struct fault *fault);

/*
 * Keep, delete and list what was allocated (IEF285I), by the normal or the abnormal disposition.  Returns 0, or
 * RUN_E_ALLOCATE for the last data set that could not be given back; the others are.
 */
int deallocate(struct allocation *allocation, bool abnormal, const char *home, struct listing *listing,
               struct fault *fault);

void allocation_release(struct allocation *allocation);

/* The path of DD NAME; OTHERWISE when the step has none. */
const char *allocation_path(const struct allocation *allocation, const char *name, const char *otherwise);

#endif
