/*
 * expand_walk.h - what expand.c, expand_symbols.c and change.c share: the walk over a job's statements.  Floor 2.
 *
 * A level is the job itself or one procedure that is called.  change_* are the statements behind the EXEC of a procedure
 * that change the items it made: //P1.IN DD (rules 25 to 27).
 */
#ifndef CUTOVER_JCL_EXPAND_WALK_H
#define CUTOVER_JCL_EXPAND_WALK_H

#include "jcl/expand.h"

/* A step of a level: its items are [from, end), end being known when the next one begins. */
struct level_step {
    const char *name;
    size_t from, end;
    bool is_call; /* it calls a procedure itself, which cannot be changed from here */
};

struct level_steps {
    struct level_step *items;
    size_t count, capacity;
};

/* The call whose steps may be changed now. */
struct change {
    const struct call *call; /* NULL: none */
    struct level_steps steps;
    size_t step;      /* the one that an unqualified name means */
    size_t target;    /* the item last changed or added; SIZE_MAX: none yet */
    bool adding;      /* the last DD was new: unnamed ones behind it are too */
    bool ignoring;    /* the last DD was refused: unnamed ones behind it are passed over */
};

struct level {
    const struct call *call; /* NULL: the job's own */
    struct level_steps steps;
    struct change change;
    bool unsure; /* the last EXEC is broken or its procedure is not there: nothing is told of names with its steps */
};

struct walk {
    struct expansion *expansion;
    const struct expansion_options *options;
    struct fault_list *faults;
    struct symbols symbols;
    const struct member_deck *includes[EXPANSION_MAX_INCLUDES];
    size_t include_count;
    const struct statement *outer_exec; /* the job's own EXEC that is being expanded */
    size_t walked;
    bool has_exec, has_include, has_joblib, has_jcllib;
    bool stopped; /* too many steps or statements: nothing more is expanded until the next job */
};

void walk_statements(struct walk *walk, struct deck *deck, struct statement *statements, size_t count,
                     struct level *level);
struct statement *walk_copy(struct walk *walk, const struct statement *statement);

/* STATEMENT, or a copy of it with its symbols replaced. */
struct statement *walk_substitute(struct walk *walk, struct statement *statement);

/* The same of one that is carried out and no item, and ITEM itself: kept for the trace when symbols changed it. */
struct statement *walk_substitute_carried(struct walk *walk, struct statement *statement);
void walk_carry_out(struct walk *walk, struct effective item);

/* SET, and EXPORT. */
void walk_set(struct walk *walk, struct statement *typed);
void walk_export(struct walk *walk, struct statement *typed);

/* What EXEC and PROC say of symbols becomes a new level. */
void walk_give_symbols(struct walk *walk, const struct statement *exec, const struct procedure *procedure);

/* MADE of TYPED by symbols: *, DATA and DLM must have been there before (told when not; then MADE is broken). */
void walk_check_stream(struct walk *walk, const struct statement *typed, struct statement *made);

/* DD *,SYMBOLS=: ITEM's data with symbols replaced; SYMBOLS= has done its work then and goes (rule 18). */
void walk_substitute_data(struct walk *walk, struct effective *item);

/* STATEMENT of DECK as an item of LEVEL, its symbols and those of its data replaced. */
struct effective walk_item(struct walk *walk, struct statement *statement, const struct level *level,
                           const struct deck *deck);
void walk_insert(struct walk *walk, size_t at, struct effective item);

void level_add_step(struct level *level, const char *name, size_t from, bool is_call);
void level_release(struct level *level);

/* From here on statements of LEVEL may change CALL's STEPS, which are copied. */
void change_begin(struct change *change, const struct call *call, const struct level_steps *steps);
void change_end(struct change *change);

/* KEYWORD.STEP= of EXEC must name one of STEPS, and KEYWORD what may be given to a step; told when not. */
void change_check_exec(struct walk *walk, const struct statement *exec, const struct level_steps *steps);

/* A DD or OUTPUT of LEVEL.  True when it was for a step of the procedure called before it (or refused, told). */
bool change_apply(struct walk *walk, struct statement *statement, struct level *level, struct deck *deck);

#endif
