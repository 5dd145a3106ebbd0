/*
 * ics.h - an iCalendar file read into events.  Internal to lib/calendar.
 */
#ifndef CUTOVER_CALENDAR_ICS_H
#define CUTOVER_CALENDAR_ICS_H

#include "base/fault.h"
#include "calendar/event.h"

struct ics {
    icalcomponent *root; /* owns the VTIMEZONEs that events point to */
    struct event *events;
    size_t count;
    size_t capacity;
};

/*
 * Read LENGTH bytes of TEXT; events without a zone are in ZONE.  Returns 0, or a CALENDAR_E_ code with the line; a
 * fault of an event has the line on which it begins.  Release in either case.
 */
int ics_read(struct ics *ics, const char *text, size_t length, icaltimezone *zone, struct fault *fault);
void ics_release(struct ics *ics);

#endif
