/*
 * standards.h - a site's own rules for its JCL: names, forbidden and required keywords, comments.  Floor 2.
 *
 *     struct standards standards;
 *     if (standards_read(&standards, "etc/jcl-standards.ini", &fault) < 0) ...
 *     standards_check(&standards, &deck, faults);       a job's statements as they were typed
 *     standards_release(&standards);
 *
 * The file has sections and keys as cutover.conf has them; masks know * and ?, several are parted by blanks:
 *
 *     [names]                      job, step, program, dd or dsn: what such a name looks like
 *     dsn = LEDG.* SYS1.*
 *     [forbidden]                  OPERATION, OPERATION.KEYWORD, or OPERATION.KEYWORD(mask of its value)
 *     DD.UNIT(TAPE*) = W: tapes are gone
 *     [required]                   OPERATION.KEYWORD
 *     JOB.NOTIFY = E: somebody wants to know
 *     [comments]                   job: what a comment card of each job says; step: one right before each EXEC
 *     job = E: OWNER:*
 *
 * E is an error, W a warning (for names: errors).  The file's own mistakes are told when it is read.
 */
#ifndef CUTOVER_JCL_STANDARDS_H
#define CUTOVER_JCL_STANDARDS_H

#include "jcl/deck.h"
#include "step/config.h"

struct standard; /* one rule */

struct standards {
    struct config config; /* their texts */
    struct standard *items;
    size_t count;
};

/* Returns 0, BASE_E_OPEN, STEP_E_CONFIG with the line, or JCL_E_STANDARDS_FILE with what is no rule.  Release in any case. */
int standards_read(struct standards *standards, const char *path, struct fault *fault);
void standards_release(struct standards *standards);

/* Adds JCL_E_STANDARD and JCL_W_STANDARD at the name, keyword or statement that breaks a rule. */
void standards_check(const struct standards *standards, const struct deck *deck, struct fault_list *faults);

#endif
