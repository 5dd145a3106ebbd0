/*
 * schedule.h - the step SCHEDULE: what is ACCEPTED is booked, or offered other times.  Floor 3.
 *
 * The order is fair and the same every time: emergencies first, then by the day it was received (of its last part),
 * then by key.  Each is booked as asked, else by LATEST-DATE into the first free slot, else offered three alternates
 * when all bookings are made.  One that waits for another release is looked at again after every booking, so that
 * what comes next depends on the register alone: killed at any point and run again it books the same.
 *
 * First, slots that come near (a business day away) and whose elements are not staged are given back: ACCEPTED again.
 */
#ifndef CUTOVER_RELEASE_SCHEDULE_H
#define CUTOVER_RELEASE_SCHEDULE_H

#include "base/fault.h"
#include "release/desk.h"
#include "release/tally.h"

/* DESK needs calendar, forms and data sets.  Returns 0, or a fault of the register after which nothing more was done. */
int schedule_run(struct desk *desk, struct tally *tally, struct fault *fault);

#endif
