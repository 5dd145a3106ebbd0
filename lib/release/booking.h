/*
 * booking.h - what the schedule can do with one package: book it, hold it, offer, deny, give its slot back.  Floor 3.
 *
 * For lib/release alone: schedule.h decides, this carries out.  Everything is saved in the desk's transaction; the
 * busy spans follow.
 */
#ifndef CUTOVER_RELEASE_BOOKING_H
#define CUTOVER_RELEASE_BOOKING_H

#include "base/bytes.h"
#include "base/fault.h"
#include "release/busy.h"
#include "release/desk.h"
#include "release/package.h"
#include "release/slot.h"

struct booking {
    struct desk *desk;
    struct busy busy;  /* slots that are taken */
    struct bytes text; /* a reason being put together */
    struct fault why;  /* what is in the way of the slot asked for: the last slot_is_free */
};

/* Reads the busy spans.  Release BOOKING in any case. */
int booking_open(struct booking *booking, struct desk *desk, struct fault *fault);
void booking_release(struct booking *booking);

/* SCHEDULED in SLOT; the reason says whether as asked, or later and why (booking->why). */
int booking_book(struct booking *booking, struct package *package, const struct entry_slot *slot,
                 const struct slot_wish *wish, struct fault *fault);

/* OFFERED up to three alternates, or again when one of those it has was taken since; 1: they still stand, nothing was done. */
int booking_offer(struct booking *booking, struct package *package, const struct slot_wish *wish, struct fault *fault);

/* ACCEPTED as it is, for REASON; saved only when that says something new. */
int booking_hold(struct booking *booking, struct package *package, const char *reason, struct fault *fault);

/* ACCEPTED again for REASON: not all is staged and the slot is near, or what must be before it is not. */
int booking_give_back(struct booking *booking, struct package *package, const char *reason, struct fault *fault);

/* DENIED: what is staged is not what was submitted (the findings are there for at least one part). */
int booking_deny(struct booking *booking, struct package *package, struct fault *fault);

/* Add a finding to every part; take those with codes FIRST to LAST away from every part. */
void booking_say(struct package *package, const char *meaning, int code, const char *text);
void booking_forget(struct package *package, int first, int last);

#endif
