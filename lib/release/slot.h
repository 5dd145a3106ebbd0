/*
 * slot.h - what slot a package asks for, and which it can have.  Floor 3.
 *
 *     struct slot_wish wish;
 *     slot_wish_of(&wish, desk, package, bound);
 *     if (slot_judge(&wish, desk, package, busy, wish.asked, &why) == 0) ... booked as asked ...
 *
 * forms.md, "Time" and the last row of its table: in production class S lies in a window, class N too and keeps the
 * lead time, class E may lie at any time and blackouts only warn; T and D need no windows.  The slot holds
 * DURATION-MIN and BACKOUT-MIN; of several parts it begins when the last may and holds the longest.
 */
#ifndef CUTOVER_RELEASE_SLOT_H
#define CUTOVER_RELEASE_SLOT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/fault.h"
#include "release/busy.h"
#include "release/desk.h"
#include "release/package.h"

struct slot_wish {
    char class;       /* N when any part is, else S, else E */
    bool production;  /* any part is */
    bool windows;     /* it must lie in a window, free of blackouts */
    int minutes;
    int64_t asked;    /* instant: REQUESTED-DATE and -TIME */
    int64_t earliest; /* it may not begin before the latest of desk->from and these two */
    int64_t lead;     /* what the lead time allows; 0 when it has none to keep */
    int64_t bound;    /* when its prerequisites are through; 0 when it has none to wait for */
    int64_t latest;   /* the last instant at which it may begin by LATEST-DATE; 0: none given */
};

/* BOUND: when its prerequisites are through (prerequisite_earliest), 0 for none. */
void slot_wish_of(struct slot_wish *wish, struct desk *desk, const struct package *package, int64_t bound);

/* An alternate was offered in time: it stands though the lead time has become shorter since. */
void slot_forgo_lead(struct slot_wish *wish, const struct desk *desk);

/* Can it begin at START?  Returns whether, and else says in WHY what is in the way: RELEASE_W_PASSED and the like. */
bool slot_is_free(const struct slot_wish *wish, struct desk *desk, const struct package *package,
                  const struct busy *busy, int64_t start, struct fault *why);

/* Fill SLOT for a begin at START, with the window's name if it lies in one. */
void slot_place(struct entry_slot *slot, const struct slot_wish *wish, struct desk *desk, int64_t start);

/* The first free slot from FROM on that begins not after LATEST.  False: none. */
bool slot_find(struct entry_slot *slot, const struct slot_wish *wish, struct desk *desk, const struct package *package,
               const struct busy *busy, int64_t from, int64_t latest);

/* Up to three free slots after what was asked for, each in another window (or behind the one before); how many. */
int slot_offer(struct entry_slot alternates[ENTRY_ALTERNATES], const struct slot_wish *wish, struct desk *desk,
               const struct package *package, const struct busy *busy);

#endif
