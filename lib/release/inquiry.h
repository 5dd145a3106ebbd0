/*
 * inquiry.h - what can be asked of the desk: the bodies of the programs list, show and history.  Floor 3.
 *
 * Each prints on stdout, lines of text or of JSON, and returns the return code: 8 when there is no such release.
 */
#ifndef CUTOVER_RELEASE_INQUIRY_H
#define CUTOVER_RELEASE_INQUIRY_H

#include "step/program.h"

/* The entries in STATES (all when it is empty), of AGENCY (all when NULL), in the order of states, then of keys. */
int inquiry_list(struct step *step, const struct text_list *states, const char *agency);

/* Every part of RELEASE.ITERATION, or of the last iteration of RELEASE. */
int inquiry_show(struct step *step, const char *operand);

/* The audit trail of RELEASE, or of RELEASE.ITERATION. */
int inquiry_history(struct step *step, const char *operand);

#endif
