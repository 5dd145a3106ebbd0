/*
 * staged.h - is what was submitted what lies in staging?  Floor 3.
 *
 * A form whose elements name a host is staged as files, HOME/staging/STAGING-REF/FROM; any other in the home's data
 * sets, FROM(MEMBER).  Bytes and hash are of the stored records one after another (forms.md, "Staged objects").
 */
#ifndef CUTOVER_RELEASE_STAGED_H
#define CUTOVER_RELEASE_STAGED_H

#include <stdbool.h>

#include "base/fault.h"
#include "release/desk.h"
#include "release/package.h"

/*
 * Look at every element of all parts that has a FROM.  One that is not staged gives a finding RELEASE_W_NOT_STAGED,
 * one whose bytes are others RELEASE_E_STAGED_OTHER; what earlier looks found is forgotten.  *WHOLE: all are staged
 * and as submitted.  Returns 0, or the fault of what could not be read (which is not "not staged").
 */
int staged_judge(struct desk *desk, struct package *package, bool *whole, struct fault *fault);

#endif
