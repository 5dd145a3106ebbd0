/*
 * places.h - do the data sets of a release get in each other's way?  Floor 4; for lib/rollback alone.
 *
 * A stream that saves, changes and restores is only right when what it saves to is nothing it reads or changes
 * otherwise, and when no place is changed twice.
 */
#ifndef CUTOVER_ROLLBACK_PLACES_H
#define CUTOVER_ROLLBACK_PLACES_H

#include "base/fault.h"
#include "rollback/manifest.h"

/*
 * A data set is either staged, or changed, or a backup, and either a library or sequential; a backup is of one data
 * set; no member or sequential data set is changed by two elements.  Returns 0, or ROLLBACK_E_PLACES with the second of
 * the two elements (fault->record).
 */
int places_check(const struct manifest *manifest, struct fault *fault);

#endif
