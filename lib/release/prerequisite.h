/*
 * prerequisite.h - releases that must be in production before.  Floor 3.
 *
 * forms.md: one that is unknown returns; one known but neither in production nor booked earlier holds the submission
 * in ACCEPTED, looked at again each night.
 */
#ifndef CUTOVER_RELEASE_PREREQUISITE_H
#define CUTOVER_RELEASE_PREREQUISITE_H

#include <stdint.h>

#include "base/fault.h"
#include "release/desk.h"
#include "release/package.h"

/* Add a finding to the part for every PREREQ-ID that the register does not know.  Returns 0 or a fault. */
int prerequisite_judge(struct desk *desk, struct part *part, struct fault *fault);

/*
 * From when on may PACKAGE be installed?  *EARLIEST is the latest end of the slots of its prerequisites that are booked
 * (*HOLDS says whose), 0 when all are in production or there are none.  Returns 0, 1 when one is neither (*HOLDS), or
 * a fault.
 */
struct prerequisite {
    char release[13];
    enum release_state state; /* of its last iteration; STATE_NEW when it is not known */
};

int prerequisite_earliest(struct desk *desk, const struct package *package, int64_t *earliest,
                          struct prerequisite *holds, struct fault *fault);

#endif
