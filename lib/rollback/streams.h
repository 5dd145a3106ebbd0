/*
 * streams.h - the streams of everything that is to be put in.  Floor 4.
 *
 * For each ACCEPTED or SCHEDULED submission whose elements are data sets: FOLDER/RELEASE.III.FORM/ with
 * manifest.json, ROLLBACK.jcl and CUTOVER.jcl.  A submission that no streams can be made for keeps its state and gets a
 * finding, with the record and field of the form, that takes the reason's place among its findings until there is none.
 *
 * Streams of what was returned, denied, withdrawn or superseded are removed, so that nobody submits them.
 *
 * Files are replaced atomically and the same submission gives the same bytes, so a run that was killed is finished
 * by the next, and files that are as they should be are left alone.
 */
#ifndef CUTOVER_ROLLBACK_STREAMS_H
#define CUTOVER_ROLLBACK_STREAMS_H

#include "release/desk.h"
#include "rollback/manifest.h"
#include "step/balance.h"

/* Called for each submission that no stream is made for: WHY, with the submission's key as file. */
typedef void streams_tell(void *user, const struct fault *why);

/*
 * Make them in FOLDER.  DESK has DESK_WRITE and DESK_FORMS.  BALANCE counts submissions: read, posted (with streams),
 * carried (without, told of).  Returns 0 or the first fault that is not of one submission.
 */
int streams_make(struct desk *desk, const char *folder, struct balance *balance, streams_tell *tell, void *user, struct fault *fault);

/* The three files of one manifest into FOLDER, which is made. */
int streams_write(const struct manifest *manifest, const char *folder, struct fault *fault);

#endif
