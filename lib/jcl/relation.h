/*
 * relation.h - the relational expression of IF: parsed, and evaluated with what the steps did.  Floor 2.
 *
 *     struct relation *relation = relation_parse(statement, &arena, faults);
 *     if (relation != NULL && relation_is_true(relation, &facts)) ...
 *
 * NOT binds first, then a comparison; AND and OR have one rank and go from left to right, as the JCL Reference says
 * ("Priorities of operators"); parentheses come before all.  A test of a step that did not run is false (rule 39).
 * X'5F', the NOT sign, is taken as transfers show it: as a NOT sign in UTF-8 or Latin 1, or as ^.
 */
#ifndef CUTOVER_JCL_RELATION_H
#define CUTOVER_JCL_RELATION_H

#include "jcl/condition.h"

enum { RELATION_MAX_DEPTH = 32, RELATION_MAX_TESTS = 256 };

enum relation_kind { RELATION_TEST, RELATION_NOT, RELATION_AND, RELATION_OR };

enum relation_keyword { RELATION_RC, RELATION_ABEND, RELATION_ABENDCC, RELATION_RUN };

struct relation {
    enum relation_kind kind;
    struct relation *left;  /* NOT has this one only */
    struct relation *right;
    /* of a test */
    enum relation_keyword keyword;
    enum condition_operator operator; /* ABEND, ABENDCC and RUN: EQ or NE */
    const char *step;       /* "": the job so far */
    const char *procstep;   /* "": none */
    size_t target;          /* set by job.h: the step's index, or CONDITION_ANY_STEP */
    int code;               /* RC: 0 to 4095; ABEND and RUN: 1 is TRUE */
    const char *abend;      /* ABENDCC: S0C7 or U0100 */
    struct place place;     /* where the test begins */
};

/* What a step did. */
struct relation_step {
    bool ran;           /* it began */
    bool abended;
    int return_code;    /* when it ran and did not abend */
    const char *abend;  /* S0C7, U0100; "" when it did not abend */
};

struct relation_facts {
    struct relation_step job; /* so far: highest return code, whether any step abended, and the last abend's code */
    /* The step that TEST names; NULL when it was not reached.  CONTEXT is the caller's. */
    const struct relation_step *(*find)(const void *context, const struct relation *test);
    const void *context;
};

/*
 * Parse the field of an IF statement, THEN included.  What is wrong is added to FAULTS, once (JCL_E_RELATION at the word,
 * JCL_E_PARENTHESIS), and NULL returned; NULL too for a statement that is broken already.  Texts live in ARENA.
 */
struct relation *relation_parse(const struct statement *statement, struct arena *arena, struct fault_list *faults);

bool relation_is_true(const struct relation *relation, const struct relation_facts *facts);

/* Does it mention ABEND, ABENDCC or NOT ABEND?  Then what it guards may run after an abend (rule 39). */
bool relation_asks_abend(const struct relation *relation);

#endif
