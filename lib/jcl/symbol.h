/*
 * symbol.h - the symbols of a job and whose value holds where.  Floor 2.
 *
 *     symbols_init(&symbols, &arena, system);
 *     symbols_set(&symbols, "HLQ", "LEDG", place);                SET HLQ=LEDG
 *     symbols_enter(&symbols);                                    EXEC DAY,ENV=PROD
 *     symbols_give(&symbols, ORIGIN_EXEC, "S1", "ENV", "PROD", place);
 *     symbols_give(&symbols, ORIGIN_PROC, "DAY", "ENV", "TEST", place);
 *     symbols_find(&symbols, "ENV", 3)->text                      "PROD"
 *     symbols_leave(&symbols, &faults);                           what S1 and DAY gave is gone
 *     symbols_release(&symbols);
 *
 * Rule 17: what the EXEC gives goes before what its PROC statement has as default, and both before SET; they hold in
 * the procedure and in those it calls, and no longer.  SET holds from where it is met to the end of the job (rule 16).
 * A decision, because the manuals say two things: a SET inside a procedure does not change what its EXEC or PROC gave.
 * A symbol of the job goes before a system symbol of the same name (rule 12).
 */
#ifndef CUTOVER_JCL_SYMBOL_H
#define CUTOVER_JCL_SYMBOL_H

#include "base/arena.h"
#include "jcl/card.h"

enum {
    SYMBOL_NAME_MAX_LEN = 8,
    SYMBOL_TEXT_MAX_LEN = 255,
    SYMBOL_MAX_LEVELS = 15, /* procedures within procedures (rule 20) */
};

enum origin_kind {
    ORIGIN_SET,      /* a SET statement */
    ORIGIN_PROC,     /* a default of a PROC statement */
    ORIGIN_EXEC,     /* the EXEC that called the procedure */
    ORIGIN_SYSTEM,   /* a system symbol */
    ORIGIN_OVERRIDE, /* a statement that follows the EXEC of a procedure, or PARM.STEP= on it */
};

/* Where a text came from that does not stand where it is used. */
struct origin {
    enum origin_kind kind;
    const char *symbol; /* its name; of an override the keyword */
    const char *value;
    const char *giver;  /* step, procedure; "" for SET and system symbols */
    struct place place; /* where the value was typed; card 0 for a system symbol */
    struct place used;  /* where the symbol stands that was replaced */
};

/* A table of these ends with a NULL name.  A NULL value: known, but only when the job is submitted; it stays as typed. */
struct system_symbol {
    const char *name;
    const char *value;
};

struct symbol {
    const char *name;
    const char *text;
    struct origin origin;
    bool used;
    size_t older; /* the one before it whose name has the same hash, from 1; 0: none */
};

struct symbol_list {
    struct symbol *items;
    size_t count, capacity;
    size_t *newest; /* by hash: the newest of the items, from 1; 0: none */
    size_t bucket_count, bucket_capacity; /* a power of two, or 0 */
};

struct symbols {
    struct arena *arena;
    const struct system_symbol *system; /* may be NULL */
    struct symbol_list set;      /* by SET: job-wide */
    struct symbol_list given;    /* by EXEC and PROC, of all levels */
    size_t levels[SYMBOL_MAX_LEVELS]; /* where in given each begins */
    size_t level;                /* 0: the job's own */
    struct symbol_list exported; /* name, and text when it has one, as they were at the last step */
    bool exports_all;            /* EXPORT SYMLIST=* */
};

/* Texts and names are copied into ARENA.  SYSTEM must outlive the symbols. */
void symbols_init(struct symbols *symbols, struct arena *arena, const struct system_symbol *system);
void symbols_release(struct symbols *symbols);

/* SET NAME=TEXT at PLACE.  False: the EXEC or PROC of a procedure gave NAME, and that value stays. */
bool symbols_set(struct symbols *symbols, const char *name, const char *text, struct place place);

/* Begin a procedure's level.  False when there are SYMBOL_MAX_LEVELS of them. */
bool symbols_enter(struct symbols *symbols);

/* KIND is ORIGIN_EXEC or, after those, ORIGIN_PROC.  The first value of a level stays: false when there is one. */
bool symbols_give(struct symbols *symbols, enum origin_kind kind, const char *giver, const char *name, const char *text,
                  struct place place);

/* End the level.  Values that were given and never used are told (JCL_W_SYMBOL_UNUSED). */
void symbols_leave(struct symbols *symbols, struct fault_list *faults);

/* The symbol of the job that NAME means here, and mark it used; NULL when there is none. */
const struct symbol *symbols_find(struct symbols *symbols, const char *name, size_t length);

/* The system symbol NAME; NULL when there is none. */
const struct system_symbol *symbols_find_system(const struct symbols *symbols, const char *name, size_t length);

/* EXPORT SYMLIST: NAME, or all with "*".  Values are taken at each step: symbols_begin_step. */
void symbols_export(struct symbols *symbols, const char *name);
void symbols_begin_step(struct symbols *symbols);

/* What NAME is in the in-stream data of this step (rule 18); NULL: not exported, or it had no value. */
const struct symbol *symbols_find_exported(const struct symbols *symbols, const char *name, size_t length);

#endif
