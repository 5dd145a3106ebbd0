/*
 * procedure.h - the procedures and INCLUDE members of a job, each read once.  Floor 2.
 *
 * A catalogued procedure is found by its member's name; the label of its PROC statement means nothing (rule 22).  One in
 * the job, between PROC and PEND, goes before it, from its PEND on.
 */
#ifndef CUTOVER_JCL_PROCEDURE_H
#define CUTOVER_JCL_PROCEDURE_H

#include "jcl/deck.h"
#include "jcl/library.h"

struct procedure {
    const char *name;
    struct deck *deck;             /* whose statements these are */
    struct statement *statements;  /* the body: PROC and PEND are not among them */
    size_t count;
    struct statement *proc;        /* NULL: a member without PROC statement */
    struct place place;            /* of its first statement */
    bool is_instream;
    bool refused;                  /* what is wrong with it was told */
    bool empty_told;               /* so was that it has no step */
};

/* A member that was read, as procedure or INCLUDE group. */
struct member_deck {
    struct member member;
    struct deck deck;
    const char *name;
    const char *order; /* of JCLLIB when it was fetched: the same names in the same order are the same member */
    struct procedure procedure;
    struct member_deck *next;
};

struct procedures {
    struct arena *arena;
    const struct library *library; /* NULL: there are no members */
    const char **order;            /* of JCLLIB; in ARENA */
    size_t order_count;
    const char *order_text;
    void *instream;                /* by name: the newest of each; a tree of <search.h> */
    struct member_deck *members;   /* in the order of their reading */
    struct member_deck **end;      /* where the next one goes */
    void *known;                   /* the same by name and order; a tree of <search.h> */
};

void procedures_init(struct procedures *procedures, struct arena *arena, const struct library *library);
void procedures_release(struct procedures *procedures);

/* A new job begins: the in-stream procedures and JCLLIB of the one before are gone; members stay read. */
void procedures_begin_job(struct procedures *procedures);

/* ORDER of JCLLIB: COUNT valid data set names, which live as long as the procedures. */
void procedures_set_order(struct procedures *procedures, const char **order, size_t count);

/*
 * The in-stream procedure whose PROC statement is DECK's statement INDEX: remembered from now on.  Returns the index of
 * its PEND; INDEX when there is none (told, as is PROC inside it).
 */
size_t procedures_add(struct procedures *procedures, struct deck *deck, size_t index, struct fault_list *faults);

/*
 * Procedure NAME, in-stream or a member.  NULL when there is none, or it cannot be read: then *CODE is 0 or negative and
 * FAULT set.  What is wrong in a member is added to FAULTS when it is read first.
 */
struct procedure *procedures_find(struct procedures *procedures, const char *name, struct fault_list *faults, int *code,
                                  struct fault *fault);

/* Member NAME for INCLUDE: as procedures_find, all its statements. */
struct member_deck *procedures_include(struct procedures *procedures, const char *name, struct fault_list *faults,
                                       int *code, struct fault *fault);

#endif
