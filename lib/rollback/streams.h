/*
 * streams.h - the streams of everything that is to be put in.  Floor 4.
 *
 * For each ACCEPTED or SCHEDULED submission whose elements are data sets: HOME/streams/RELEASE.III.FORM/ with
 * manifest.json, CUTOVER.jcl and ROLLBACK.jcl.  Files are replaced atomically and the same submission gives the
 * same bytes, so a run that was killed is finished by the next.
 */
#ifndef CUTOVER_ROLLBACK_STREAMS_H
#define CUTOVER_ROLLBACK_STREAMS_H

#include "form/form.h"
#include "register/register.h"
#include "rollback/manifest.h"
#include "step/balance.h"

/* Called for each submission that no stream is made for, and why. */
typedef void streams_tell(void *user, const struct fault *fault);

/*
 * Make them in FOLDER.  BALANCE counts submissions: read, posted (with streams), carried (without, told of).  Returns 0 or the
 * first fault that is not of one submission.
 */
int streams_make(struct reg *reg, const struct form_set *forms, const char *folder, struct balance *balance,
                 streams_tell *tell, void *user, struct fault *fault);

/* The three files of one manifest into FOLDER, which is made. */
int streams_write(const struct manifest *manifest, const char *folder, struct fault *fault);

#endif
