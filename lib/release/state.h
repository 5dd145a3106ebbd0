/*
 * state.h - the states of a submission, and how it may go from one to another.  Floor 3.
 *
 *     new --> RECEIVED --+--> ACCEPTED <--> BOARD          ACCEPTED: complete and approved, waits to be booked
 *      |        |        |       |    \                    BOARD: complete, waits for the board
 *      |        |        |       |     +--> OFFERED        OFFERED: no room where asked, alternates sent
 *      v        v        |       v          /
 *   RETURNED  DENIED     |   SCHEDULED <---+
 *                        |       |
 *                        |     STAGED --+--> DEPLOYED
 *                        v              |        |
 *               WITHDRAWN, SUPERSEDED   +--> ROLLED-BACK
 *
 * From every state before STAGED a submission may also become RETURNED or DENIED (a decision), WITHDRAWN (its
 * submitter) or SUPERSEDED (a new iteration); but what is RETURNED, DENIED, WITHDRAWN or SUPERSEDED stays so.
 * SCHEDULED and OFFERED go back to ACCEPTED when their place is lost.  An entry may also be saved in the state it
 * has.  The table is in state.c; entry_save refuses what it does not have.
 */
#ifndef CUTOVER_RELEASE_STATE_H
#define CUTOVER_RELEASE_STATE_H

#include <stdbool.h>

enum release_state {
    STATE_NEW, /* not in the register yet; its name is "" */
    STATE_RECEIVED,
    STATE_RETURNED,
    STATE_DENIED,
    STATE_ACCEPTED,
    STATE_BOARD,
    STATE_OFFERED,
    STATE_SCHEDULED,
    STATE_STAGED,
    STATE_DEPLOYED,
    STATE_ROLLED_BACK,
    STATE_WITHDRAWN,
    STATE_SUPERSEDED,
    STATES
};

/* ROLLED-BACK, as commands.md spells it; "" for STATE_NEW. */
const char *state_name(enum release_state state);

/* The state with this name, in any case; STATE_NEW when there is none. */
enum release_state state_parse(const char *name);

/* May an entry that was in FROM be saved in TO?  Saving in the same state is allowed but for STATE_NEW. */
bool state_may_become(enum release_state from, enum release_state to);

/* It waits: a decision, a withdrawal or a new iteration can still take it (any state before STAGED that is not an end). */
bool state_is_open(enum release_state state);

/* It has a place in the calendar: SCHEDULED and STAGED take it, DEPLOYED and ROLLED-BACK took it. */
bool state_has_slot(enum release_state state);

#endif
