/*
 * savepoint.h - what a step may change, as it was before, so that a step that was killed can be run again.  Floor 3.
 *
 * Of each data set that was there before and that the step has for itself (OLD, MOD) a copy is kept in the job's folder until the
 * step's dispositions are carried out: of a member or a library its files, of a data set that is written on (MOD) only its length. The journal
 * says what was saved; a data set beyond LIMIT bytes is not, and then the step is not restarted by itself (recover.h).
 */
#ifndef CUTOVER_RUN_SAVEPOINT_H
#define CUTOVER_RUN_SAVEPOINT_H

#include "run/allocate.h"

/* Save what ALLOCATION may change, journal it, and sync.  Returns 0, or a code when there is no room: the step must not run then. */
int savepoint_take(const struct allocation *allocation, const struct spool *spool, struct journal *journal, int64_t limit_bytes,
                   struct fault *fault);

/* Put back one line of the journal: saved PATH NAME, absent PATH or length PATH BYTES.  Doing it again changes nothing. */
int savepoint_restore(const struct spool *spool, const struct journal_line *line, struct fault *fault);

/* The step is over: its copies go. */
int savepoint_drop(const struct spool *spool, struct fault *fault);

#endif
