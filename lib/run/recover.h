/*
 * recover.h - what the journal of a job says: which steps are over, and what the one that was killed had begun.  Floor 3.
 *
 *     struct recovery recovery;
 *     recovery_read(&recovery, folder, &fault);
 *     recovery_undo(&recovery, &holdings, &spool, &fault);      nothing of the interrupted step is left
 *     recovery_release(&recovery);
 */
#ifndef CUTOVER_RUN_RECOVER_H
#define CUTOVER_RUN_RECOVER_H

#include "run/holding.h"
#include "run/result.h"

enum recovered_state {
    RECOVERED_NONE,  /* not reached */
    RECOVERED_BEGUN, /* killed in its allocation or its program: it is run again */
    RECOVERED_ENDED, /* its program is over: its dispositions are carried out (again) */
    RECOVERED_DONE,
};

struct recovered_step {
    enum recovered_state state;
    struct result result;
};

/* A line of the interrupted step, kept: making, saved, absent, length, unsaved. */
struct recovered_line {
    size_t step;
    char *words[3];
    size_t count;
};

struct recovery {
    char name[9];              /* of the job */
    char class_name[9];
    bool held;                 /* TYPRUN=HOLD and not released */
    size_t index;              /* of the job in INPUT */
    int64_t began;             /* seconds of the clock */
    bool ran;                  /* a processor had it in hand */
    bool ended;
    char code[16];             /* RC=0004 and the like, when it ended */
    size_t first_step;         /* where it was restarted; 0: at its first */
    struct recovered_step *steps; /* from 0 */
    size_t step_count, step_capacity;
    struct recovered_line *lines;
    size_t line_count, line_capacity;
    struct { char name[DSN_SIZE]; int last; } *bases;
    size_t base_count, base_capacity;
    int process;               /* the interrupted step's program; 0: none was started */
    long long ticks;
};

/* Returns 0 or a code; a journal that says nothing makes an empty recovery. */
int recovery_read(struct recovery *recovery, const char *folder, struct fault *fault);
void recovery_release(struct recovery *recovery);

/* The step that was interrupted, its state BEGUN or ENDED; step_count when there is none. */
size_t recovery_interrupted(const struct recovery *recovery);

/* Did step STEP catalog NAME? */
bool recovery_made(const struct recovery *recovery, size_t step, const char *name);

/* A data set that STEP may have changed and of which there is no copy; NULL: none. */
const char *recovery_unsaved(const struct recovery *recovery, size_t step);

/* Kill what STEP left running, delete what it catalogued, put back what it changed.  Doing it again changes nothing. */
int recovery_undo(const struct recovery *recovery, size_t step, struct holdings *holdings, const struct spool *spool, struct fault *fault);

#endif
