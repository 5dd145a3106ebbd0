/*
 * turnover.h - the job that puts a release in, and the job that takes it out again.  Floor 4.
 *
 *     P  every data set is touched: one that is missing is a JCL error before anything is changed
 *     B  CUTOVER: what will be changed is saved into backup data sets, which this step makes
 *     V  sequential data sets are compared: CUTOVER the backup, ROLLBACK what was restored
 *     C  CUTOVER: the changes, in the order of the manifest
 *     R  ROLLBACK: the changes undone, in the reverse order; what was not changed yet is no failure
 *     N  CICS regions take the new copy
 *
 * A step is bypassed unless all before it ended with 0, so a failure stops the job where it is (COND, which on a
 * restart ignores steps that did not run).  Backups are made, not found: while they are not there ROLLBACK cannot start, so
 * it never restores what an older release saved, and while they are there CUTOVER cannot start again, so it never saves
 * what it has itself changed.  Data sets are named absolutely, those that are replaced are held (DISP=OLD).
 * Members go by IEBCOPY, sequential data sets by IEBGENER and IEBCOMPR; load modules are not compared (DFSMSdfp
 * Utilities SC23-6864: not to be done with IEBCOMPR): IEBCOPY ends with 0 only when it copied every member named.
 */
#ifndef CUTOVER_ROLLBACK_TURNOVER_H
#define CUTOVER_ROLLBACK_TURNOVER_H

#include "base/bytes.h"
#include "base/fault.h"
#include "rollback/manifest.h"

enum turnover { TURNOVER_CUTOVER, TURNOVER_ROLLBACK };

enum { TURNOVER_ELEMENTS_MAX = 1000 };

/*
 * Append the job.  Returns 0, or a ROLLBACK_E code with the element's number (fault->record) and field; nothing is
 * appended then.
 */
int turnover_write(struct bytes *out, const struct manifest *manifest, enum turnover direction, struct fault *fault);

#endif
