/*
 * gate.h - one process at a time is inside the environment.  Floor 1, for lib/store only.
 *
 *     struct gate gate;
 *     gate_open(&gate, folder, &fault);          then gate_enter / gate_leave around whatever touches the environment
 *     gate_close(&gate);
 *
 * Two flocks, which the kernel takes back from the dead: one on the folder says who has the environment open, one on
 * FOLDER.lock beside it who is inside.  A page of that file, mapped by all, says who went in and has not come out:
 * when the kernel lets a process in although the page says that another is inside, that one died there, and what it
 * left (a latch, half a change) is not to be touched but recovered from the log.  Were two inside, the one could wait
 * for a latch of the other, dead one for ever: hence one at a time, and short turns.
 */
#ifndef CUTOVER_STORE_GATE_H
#define CUTOVER_STORE_GATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/fault.h"

struct gate_page;

struct gate {
    int folder_fd;
    int lock_fd;
    struct gate_page *page;
    uint32_t generation;  /* of the environment that this process has open; each recovery makes the next one */
    int64_t turn_us;      /* when this process's turn began */
    char folder[128];     /* for faults */
};

enum {
    GATE_STALE = 1, /* the environment that this process has open was recovered since, or has to be; it is not inside */
    GATE_DEAD = 2,  /* gate_enter_to_open: another died inside */
};

/* Makes the folder (0700) and the lock file when missing.  After a failure gate_close may be called. */
int gate_open(struct gate *gate, const char *folder, struct fault *fault);
void gate_close(struct gate *gate);

/*
 * Go inside; waits for others.  Returns 0, GATE_STALE, or STORE_E_BUSY after half a minute.  A process goes in once at
 * a time.
 */
int gate_enter(struct gate *gate, struct fault *fault);

/*
 * Go inside to open the environment.  *ALONE: no other process has it open, nor comes before
 * gate_settle.  Returns 0, GATE_DEAD, or STORE_E_BUSY.
 */
int gate_enter_to_open(struct gate *gate, bool *alone, struct fault *fault);

/* The environment is open; RECOVERED: and is not the one that others knew.  The process stays inside. */
void gate_settle(struct gate *gate, bool recovered);

/* Leave; when others wait and this process had its turn, also wait a moment for one of them to come in. */
void gate_leave(struct gate *gate);

/* Leave what may be in disorder: the next to come in, this process too, finds the environment stale and recovers it. */
void gate_leave_as_dead(struct gate *gate);

#endif
