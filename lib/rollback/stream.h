/*
 * stream.h - the job that puts a release in, and the job that takes it out again.  Floor 4.
 *
 * CUTOVER backs every element up, then changes them in the order of the manifest; ROLLBACK first touches every
 * backup (one that is missing is a JCL error before anything is changed), then undoes them in the reverse order.  Each step
 * is bypassed when one before it did not end with 0, so a failure stops the job where it is; every step can be run
 * again, so the operator restarts it there (RESTART=step).  Data sets are named absolutely, those that are replaced are held
 * (DISP=OLD).  Members are copied by IEBCOPY, sequential data sets by IEBGENER, and IDCAMS deletes what was
 * added; that it is not there is no failure then.  Backup data sets exist beforehand, allocated like their target.
 */
#ifndef CUTOVER_ROLLBACK_STREAM_H
#define CUTOVER_ROLLBACK_STREAM_H

#include "base/bytes.h"
#include "base/fault.h"
#include "rollback/manifest.h"

enum stream_direction { STREAM_CUTOVER, STREAM_ROLLBACK };

/*
 * Append the job.  Returns 0, or a ROLLBACK_E code with the element's number (fault->record) and field; nothing of
 * OUT is to be used then.
 */
int stream_write(struct bytes *out, const struct manifest *manifest, enum stream_direction direction, struct fault *fault);

/* Is there a generator for every element?  0, or ROLLBACK_E_TYPE with the first that has none. */
int stream_supports(const struct manifest *manifest, struct fault *fault);

#endif
