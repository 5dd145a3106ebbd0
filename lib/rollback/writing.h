/*
 * writing.h - the steps that turnover streams are made of.  Floor 4; for lib/rollback alone.
 *
 *     struct writing writing;
 *     writing_init(&writing, &manifest, &fault);
 *     writing.letter = 'C';
 *     writing_copy_members(&writing, &run, from, to, false);
 *     ...
 *     code = writing_end(&writing);             writing.jcl.out holds the job when it is 0
 *     writing_release(&writing);
 *
 * The first refusal sticks, with the element it is about; what is written after it is of no use.
 */
#ifndef CUTOVER_ROLLBACK_WRITING_H
#define CUTOVER_ROLLBACK_WRITING_H

#include <stdbool.h>
#include <stddef.h>

#include "jcl/write.h"
#include "rollback/manifest.h"

enum { WRITING_STEPS_MAX = 255 }; /* MVS JCL Reference SA23-1385, EXEC */

struct writing {
    struct jcl_writer jcl;
    const struct manifest *manifest;
    char letter; /* with which step names begin */
    int steps;
    int code;    /* of the first refusal, or 0 */
    struct fault *fault;
};

/* What goes into one step, in this order; never empty. */
struct run {
    const struct manifest_element **elements;
    size_t count;
};

void writing_init(struct writing *writing, const struct manifest *manifest, struct fault *fault);
void writing_release(struct writing *writing);

/* End the job.  Returns 0, ROLLBACK_E_VALUE or ROLLBACK_E_SIZE. */
int writing_end(struct writing *writing);

/* Note the refusal of FIELD, if there was one, as E's; E may be NULL. */
void writing_settle(struct writing *writing, const struct manifest_element *e, const char *field);

/* The JOB statement, programmer's name TITLE, and a comment behind it. */
void writing_job(struct writing *writing, const char *name, const char *title, const char *comment);

/*
 * Begin step LETTERnnn PGM=PROGRAM, bypassed unless every step before it ended with 0; LISTING is the DD of its
 * listing, NULL when it has none.  And a DD that names a data set that is there.
 */
void writing_step(struct writing *writing, const char *program, const char *listing);
void writing_data_set(struct writing *writing, const char *dd, const char *dsn, const char *disposition);

/* One step each.  IS_NEW: the data set copied to is made like the other, and gone again if the step abends. */
void writing_copy_members(struct writing *writing, const struct run *run, const char *from, const char *to, bool is_new);
void writing_copy_data_set(struct writing *writing, const struct manifest_element *e, const char *from, const char *to, bool is_new);
void writing_compare(struct writing *writing, const struct manifest_element *e);
void writing_new_copies(struct writing *writing, const struct run *run);

/* MEMBER NULL: the whole data set.  ABSENT_IS_FINE: it may have gone, or not have come yet. */
void writing_delete(struct writing *writing, const struct manifest_element *e, const char *member, bool absent_is_fine);

#endif
