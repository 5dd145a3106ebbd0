/*
 * jobcheck.h - does a job hang together?  Order of its statements, steps and DDs, IF, references.  Floor 2.
 *
 *     struct jobcheck check;
 *     jobcheck_init(&check, faults);
 *     for each statement of a job after expansion, in order: jobcheck_statement(&check, statement, call);
 *     jobcheck_end(&check);           the job is complete; ready for the next
 *     jobcheck_release(&check);
 *
 * The form of each statement is form.h's.  Texts and statements must stay until jobcheck_end.
 */
#ifndef CUTOVER_JCL_JOBCHECK_H
#define CUTOVER_JCL_JOBCHECK_H

#include "jcl/jobgroup.h"
#include "jcl/nesting.h"
#include "jcl/steps.h"

struct jobcheck {
    struct fault_list *faults;
    struct arena arena;            /* of conditions */
    struct step_table table;
    struct nesting nesting;
    struct jobgroup jobgroup;
    const struct statement *job;   /* NULL before its JOB */
    const struct call *call;       /* of the statement before */
    const struct statement *cntl;  /* a CNTL that is open */
    const char *dd_name;           /* the DD at hand, to which an unnamed one is concatenated; NULL: none */
    size_t step_count;
    size_t dd_count;               /* of the step */
    bool has_ddname;               /* one of them has DDNAME */
    bool after_dd;                 /* the statement before was a DD */
    bool sends;                    /* XMIT: its steps run elsewhere; or a statement is none (told), which may have been a step */
    bool stray_told;               /* something before JOB was told */
};

void jobcheck_init(struct jobcheck *check, struct fault_list *faults);
void jobcheck_statement(struct jobcheck *check, const struct statement *statement, const struct call *call);
void jobcheck_end(struct jobcheck *check);
void jobcheck_release(struct jobcheck *check);

#endif
