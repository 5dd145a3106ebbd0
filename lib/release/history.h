/*
 * history.h - the audit trail of submissions, as text or JSON.  Floor 3.
 */
#ifndef CUTOVER_RELEASE_HISTORY_H
#define CUTOVER_RELEASE_HISTORY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/bytes.h"
#include "base/fault.h"
#include "release/desk.h"

/* Append one audit entry (the register's JSON text) as a line of text without line end: when, who, what, states, why, hash. */
void history_line(struct bytes *out, const char *entry, size_t length);

/* Append the entries of one subject (a key of the register) in order: lines of text, or JSON objects parted by commas. */
int history_of(struct bytes *out, struct desk *desk, const char *key, bool json, struct fault *fault);

/*
 * Append the entries of every iteration and form of RELEASE (of one ITERATION unless it is 0), in the order in which
 * they happened, each on its own line as text or JSON.  1: there is no such release.
 */
int history_of_release(struct bytes *out, struct desk *desk, const char *release, int iteration, bool json,
                       struct fault *fault);

#endif
