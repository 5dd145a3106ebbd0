/*
 * expand.h - a job after its symbols, procedures, INCLUDEs and overrides: its statements, flat, in order.  Floor 2.
 *
 *     struct expansion expansion;
 *     expansion_build(&expansion, &deck, &options, &faults);
 *     for (size_t i = 0; i < expansion.count; i++) ... expansion.items[i].statement ...
 *     expansion_release(&expansion);
 *
 * What is there: JOB, its DDs and OUTPUTs, EXEC PGM= of every step, DDs after overrides, IF, ELSE, ENDIF, comments, JES2
 * statements, null statements.  What is not: SET, PROC, PEND, INCLUDE, JCLLIB, EXPORT and the EXEC of a procedure, which
 * its steps name as their call.  A statement that symbols and overrides left alone is the deck's or the member's own;
 * another is a copy with a new field whose parts say where each came from, its parameters parsed again.
 */
#ifndef CUTOVER_JCL_EXPAND_H
#define CUTOVER_JCL_EXPAND_H

#include "jcl/call.h"
#include "jcl/procedure.h"
#include "jcl/symbol.h"

enum {
    EXPANSION_MAX_STEPS = 255,          /* rule 21 */
    EXPANSION_MAX_INCLUDES = 15,        /* within each other (rule 20) */
    EXPANSION_MAX_STATEMENTS = 1000000, /* of what is written out: members of members grow fast */
};

struct expansion_options {
    const struct library *library;      /* NULL: no members */
    const struct system_symbol *system; /* NULL: none */
    bool unresolved_ok;                 /* a procedure that is nowhere is a warning, its EXEC stays */
};

struct effective {
    struct statement *statement;
    const struct call *call;      /* NULL: the job's own level */
    const struct deck *deck;      /* whose cards the statement names */
    bool changed;                 /* a copy: by symbols or overrides */
    const struct statement *override; /* the last DD, OUTPUT or EXEC that changed it; NULL: none */
    const struct card *data;      /* in-stream data, symbols replaced (rule 18); NULL when there is none */
    size_t data_count;
    const struct card *delimiter; /* behind the data; NULL: none was typed */
    const struct origin *data_origins; /* the symbols that were replaced in the data */
    size_t data_origin_count;
};

/* A statement with symbols that was carried out and is no item: SET, PROC, the EXEC of a procedure and the like. */
struct carried_out {
    struct effective item;
    size_t before; /* the index of the item that follows it */
};

struct expansion {
    struct arena arena;
    struct effective *items;
    size_t count, capacity;
    struct carried_out *carried_out; /* in order, to say where values came from */
    size_t carried_out_count, carried_out_capacity;
    struct procedures procedures; /* the members that were read, for whoever checks their statements too */
    size_t step_count;
};

/*
 * Expand DECK (one job or several), which must outlive the expansion.  What is wrong is added to FAULTS, once each, at
 * the place where it was typed.  Returns 0, or the code of the first error among them: then the items are what could be
 * made of it, to be checked but not to be run.  Release in either case.
 */
int expansion_build(struct expansion *expansion, struct deck *deck, const struct expansion_options *options,
                    struct fault_list *faults);
void expansion_release(struct expansion *expansion);

/* Is this an EXEC that calls a procedure?  Then the procedure's name, else NULL. */
const struct parameter *expansion_procedure_of(const struct statement *exec);

#endif
