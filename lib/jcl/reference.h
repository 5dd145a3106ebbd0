/*
 * reference.h - names that a job uses: do they lead to a step and a DD that are there?  Floor 2.
 *
 * Backward references *.dd, *.step.dd and *.step.procstep.dd in DSN, DCB, VOL=REF, OUTPUT, CNTL, REFDD and PGM (rule 34),
 * steps in COND and IF (rules 38, 39) and RESTART (rule 40), DDNAME and PARMDD, which look forward in their step.
 * A value that still has a symbol is not judged.
 */
#ifndef CUTOVER_JCL_REFERENCE_H
#define CUTOVER_JCL_REFERENCE_H

#include "jcl/condition.h"
#include "jcl/relation.h"
#include "jcl/steps.h"

/* A DD statement of the step at hand, before its own name is in the table.  Adds JCL_E_BACKWARD.  Returns true when it has DDNAME. */
bool reference_check_dd(const struct step_table *table, const struct statement *statement, const struct call *call, struct fault_list *faults);

/* EXEC PGM=*.step.dd and the steps of its COND, before the step is in the table.  Adds JCL_E_BACKWARD, JCL_E_REFERENCE. */
void reference_check_exec(const struct step_table *table, const struct statement *statement, const struct conditions *conditions,
                          const struct call *call, struct fault_list *faults);

/* The steps that the condition of an IF tests.  Adds JCL_E_REFERENCE.  As deep as the condition is. */
void reference_check_relation(const struct step_table *table, const struct relation *relation, const struct call *call,
                              struct fault_list *faults);

/* The step at hand is complete: its DDNAMEs (JCL_W_FORWARD), FORWARD when it has any, and its PARMDD (JCL_E_PARMDD). */
void reference_end_step(const struct step_table *table, bool forward, struct fault_list *faults);

/* The job is complete: RESTART on its JOB statement names a step of it.  Adds JCL_E_RESTART. */
void reference_end_job(const struct step_table *table, const struct statement *job, struct fault_list *faults);

#endif
