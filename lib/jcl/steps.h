/*
 * steps.h - the steps of a job so far and the names of their DDs: what references look for.  Floor 2.
 *
 *     struct step_table table = {0};
 *     step_table_add(&table, "S1", call, statement);      an EXEC PGM=
 *     step_table_call(&table, call);                      the EXEC of a procedure, before the procedure's first step
 *     step_table_name(&table, STEP_DD, "A", statement);   a DD, OUTPUT or CNTL of it, or of the job before its first step
 *     const struct table_step *step = step_table_find(&table, from, "S1", "P1");
 *     step_table_release(&table);
 *
 * A name is looked for where the reference stands, then on each level around it (rules 27, 34, 38): a step of a procedure
 * is S1.P1 from outside, P1 inside.  S1 may itself stand in a procedure.  All is found by hash: the time of a look does not
 * depend on how many steps and names there are.
 */
#ifndef CUTOVER_JCL_STEPS_H
#define CUTOVER_JCL_STEPS_H

#include <stdbool.h>
#include <stdint.h>

#include "jcl/call.h"
#include "jcl/slots.h"

enum step_name_kind { STEP_DD, STEP_OUTPUT, STEP_CNTL };

struct table_name {
    enum step_name_kind kind;
    const char *name;
    const struct statement *statement;
    uint32_t step; /* whose it is: in table->steps */
};

struct table_step {
    const char *name;             /* "" when it has none */
    const struct call *call;      /* the procedure that it is a step of; NULL: none */
    const struct statement *statement;
    bool calls;                   /* an EXEC of a procedure: it has a name, but references go to the procedure's steps */
    size_t first_name, name_count; /* in table->names */
};

struct step_table {
    struct table_step *steps; /* the one at 0 is the job itself: what stands before its first step */
    size_t count, capacity;
    struct table_name *names;
    size_t name_count, name_capacity;
    struct slots by_name;     /* by step, kind and name: from 1 in names; of equal ones the first */
    struct slots by_step;     /* by each of the ways to refer to a step; of equal ones the latest */
};

/* Texts and statements must outlive the table. */
void step_table_add(struct step_table *table, const char *name, const struct call *call, const struct statement *statement);
void step_table_call(struct step_table *table, const struct call *call);

/* A name of the step at hand.  Returns false when the step has one of this KIND already: that one is found, not this. */
bool step_table_name(struct step_table *table, enum step_name_kind kind, const char *name, const struct statement *statement);
void step_table_clear(struct step_table *table); /* for the next job; memory is kept */
void step_table_release(struct step_table *table);

/* The step at hand: the last one, or the job itself before the first. */
const struct table_step *step_table_last(const struct step_table *table);

/*
 * The latest step NAME (or NAME.PROCSTEP, PROCSTEP "" for none) as a reference on the level FROM sees it; NULL when there is none.
 * ANYWHERE: on whatever level, as RESTART has it.
 */
const struct table_step *step_table_find(const struct step_table *table, const struct call *from, const char *name, const char *procstep);
const struct table_step *step_table_find_anywhere(const struct step_table *table, const char *name, const char *procstep);

/* Is there a step or a call NAME on the level CALL? */
bool step_table_has(const struct step_table *table, const struct call *call, const char *name);

const struct table_name *step_table_find_name(const struct step_table *table, const struct table_step *step, enum step_name_kind kind,
                                              const char *name);

#endif
