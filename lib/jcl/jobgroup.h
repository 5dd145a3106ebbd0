/*
 * jobgroup.h - JOBGROUP to ENDGROUP: the jobs of a group and what they wait for.  Floor 2; for jobcheck.c.
 *
 * Between them stand GJOB, JOBSET with SJOB and ENDSET, and AFTER, BEFORE and CONCURRENT, whose NAME is a job or set of the group.
 */
#ifndef CUTOVER_JCL_JOBGROUP_H
#define CUTOVER_JCL_JOBGROUP_H

#include "jcl/steps.h"

struct jobgroup {
    const struct statement *group; /* its JOBGROUP; NULL: none is open */
    const struct statement *set;   /* a JOBSET that is open */
    bool seen;                     /* one was there */
    struct step_table names;       /* of jobs and sets (STEP_DD), and those that AFTER and the others name (STEP_CNTL) */
};

/* A statement of a file, in order; others are passed over.  Adds JCL_E_GROUP. */
void jobgroup_statement(struct jobgroup *jobgroup, const struct statement *statement, struct fault_list *faults);

/* The end of what was read together: a group that is open is told. */
void jobgroup_end(struct jobgroup *jobgroup, struct fault_list *faults);
void jobgroup_release(struct jobgroup *jobgroup);

#endif
