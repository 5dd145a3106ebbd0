/* state.c - see state.h. */
#include "release/state.h"

#include <strings.h>

/* TO(x) is the bit of a state in a set of states. */
#define TO(name) (1u << STATE_##name)
#define ENDS (TO(RETURNED) | TO(DENIED) | TO(WITHDRAWN) | TO(SUPERSEDED))

struct state_row {
    const char *name;
    unsigned next; /* states it may become, besides itself */
};

static const struct state_row ROWS[STATES] = {
    [STATE_NEW] = {"", TO(RECEIVED) | TO(RETURNED)},
    [STATE_RECEIVED] = {"RECEIVED", ENDS | TO(ACCEPTED) | TO(BOARD)},
    [STATE_RETURNED] = {"RETURNED", 0},
    [STATE_DENIED] = {"DENIED", 0},
    [STATE_ACCEPTED] = {"ACCEPTED", ENDS | TO(BOARD) | TO(OFFERED) | TO(SCHEDULED)},
    [STATE_BOARD] = {"BOARD", ENDS | TO(ACCEPTED)},
    [STATE_OFFERED] = {"OFFERED", ENDS | TO(ACCEPTED) | TO(SCHEDULED)},
    [STATE_SCHEDULED] = {"SCHEDULED", ENDS | TO(ACCEPTED) | TO(STAGED)},
    [STATE_STAGED] = {"STAGED", TO(DEPLOYED) | TO(ROLLED_BACK)},
    [STATE_DEPLOYED] = {"DEPLOYED", TO(ROLLED_BACK)},
    [STATE_ROLLED_BACK] = {"ROLLED-BACK", 0},
    [STATE_WITHDRAWN] = {"WITHDRAWN", 0},
    [STATE_SUPERSEDED] = {"SUPERSEDED", 0},
};

static const unsigned OPEN = TO(RECEIVED) | TO(ACCEPTED) | TO(BOARD) | TO(OFFERED) | TO(SCHEDULED);
static const unsigned PLACED = TO(SCHEDULED) | TO(STAGED) | TO(DEPLOYED) | TO(ROLLED_BACK);

const char *state_name(enum release_state state)
{
    return ROWS[state].name;
}

enum release_state state_parse(const char *name)
{
    for (enum release_state state = STATE_RECEIVED; state < STATES; state++)
        if (strcasecmp(ROWS[state].name, name) == 0)
            return state;
    return STATE_NEW;
}

bool state_may_become(enum release_state from, enum release_state to)
{
    return to != STATE_NEW && (from == to || (ROWS[from].next & 1u << to) != 0);
}

bool state_is_open(enum release_state state)
{
    return (OPEN & 1u << state) != 0;
}

bool state_has_slot(enum release_state state)
{
    return (PLACED & 1u << state) != 0;
}
