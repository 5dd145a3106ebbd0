/*
 * allocate.h - the DDs of a step as files.  Floor 3.
 *
 *     DD *, DATA    STEP.DDNAME in the spool, a card a line; with RECFM=F and LRECL records of that length without line ends
 *     SYSOUT        STEP.DDNAME in the spool, empty
 *     DUMMY         /dev/null
 *     PATH='x'      that path; a relative one begins in the home folder (ours; z/OS knows absolute ones only)
 *     DSN=A.B(M)    the file of the data set or member (holding.h)
 *
 * A concatenation is one file in the step's folder that holds one after the other; of libraries it is their folders, joined by
 * colons.  A generation data group without a number is the concatenation of its generations, newest first (rule 33).
 *
 * Calling sequence: allocate, run the step, deallocate (dispositions), allocation_release.
 */
#ifndef CUTOVER_RUN_ALLOCATE_H
#define CUTOVER_RUN_ALLOCATE_H

#include "run/holding.h"
#include "run/listing.h"

struct allocated {
    const struct dd *dd;
    const char *name;      /* of the DD; of one that is concatenated, its first one's */
    bool concatenated;     /* not the first of its name */
    char *path;            /* owned */
    char *lent;            /* owned: PATH is a copy of this one (variable.h); NULL */
    struct taken taken;    /* DD_DATA_SET, DD_TEMPORARY: path is not set, it is ours */
};

struct allocation {
    struct allocated *items; /* owned; STEPLIB is not among them, it is for the processor */
    size_t count, capacity;
};

/* Where a step is allocated. */
struct allocate_place {
    struct holdings *holdings;
    struct journal *journal; /* NULL: nothing is announced */
    struct listing *listing;
    const char *home;
    const char *label;       /* the step in the spool */
    const char *folder;      /* the step's working folder */
};

/*
 * Allocate all DDs of STEP and list them (IEF237I).  Returns 0, or RUN_E_ALLOCATE saying which DD and why; then nothing is left
 * allocated and the step must not run.
 */
int allocate(struct allocation *allocation, const struct job_step *step, const struct allocate_place *place, struct fault *fault);

/*
 * Keep, pass, delete and list what was allocated (IEF285I), by the normal or the abnormal disposition.  Returns 0, or
 * RUN_E_ALLOCATE for the last data set that could not be given back; the others are.
 */
int deallocate(struct allocation *allocation, bool abnormal, const struct allocate_place *place, struct fault *fault);

void allocation_release(struct allocation *allocation);

/* The path of DD NAME; OTHERWISE when the step has none. */
const char *allocation_path(const struct allocation *allocation, const char *name, const char *otherwise);

#endif
