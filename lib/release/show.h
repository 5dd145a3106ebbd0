/*
 * show.h - a submission told to people: what happened, why, and what to do.  Floor 3.
 *
 * Texts of a form are escaped on their way to the terminal (bytes_escape).
 */
#ifndef CUTOVER_RELEASE_SHOW_H
#define CUTOVER_RELEASE_SHOW_H

#include "base/bytes.h"
#include "base/fault.h"
#include "release/desk.h"
#include "release/package.h"

/* Append everything known of a part of PACKAGE, for someone who sees the desk for the first time.  0 or a fault. */
int show_part(struct bytes *out, struct desk *desk, const struct package *package, const struct part *part,
              struct fault *fault);

/* Append the same as one JSON object: that of list, the submission, and "history" (audit entries).  0 or a fault. */
int show_part_json(struct bytes *out, struct desk *desk, const struct part *part, struct fault *fault);

/* What ENTRY's state means; and, appended, what is to be done next and by whom, with RELEASE.ITERATION in its commands.  Sentences. */
const char *show_meaning(const struct entry *entry);
void show_next(struct bytes *out, const struct entry *entry);

#endif
