/*
 * busy.h - when the systems are busy: the slots of what is SCHEDULED or STAGED, by system.  Floor 3.
 *
 * No two releases of one system at once (forms.md), whatever their environment.  A system is known by agency and
 * SYSTEM-ID.  The parts of one release have one slot and do not stand in each other's way.
 */
#ifndef CUTOVER_RELEASE_BUSY_H
#define CUTOVER_RELEASE_BUSY_H

#include <stddef.h>

#include "base/fault.h"
#include "calendar/calendar.h"
#include "release/entry.h"
#include "release/package.h"

struct busy_span {
    char system[2 * ENTRY_TEXT_SIZE]; /* AGENCY/SYSTEM */
    char release[ENTRY_KEY_SIZE];     /* "CHFS-0042.001." */
    struct calendar_span span;
};

struct busy {
    struct busy_span *items; /* sorted by system, then start */
    size_t count;
    size_t capacity;
};

/* Read the slots of all SCHEDULED and STAGED entries.  Release BUSY in any case. */
int busy_read(struct busy *busy, struct reg *reg, struct fault *fault);
void busy_release(struct busy *busy);

/* Add the slot of every part that has one; take those of a release out again. */
void busy_add(struct busy *busy, const struct package *package);
void busy_remove(struct busy *busy, const char *release);

/*
 * The spans in the way of PACKAGE: those of the systems of its parts that are not its own, sorted by start.  *SPANS is
 * to be freed.  Returns how many.
 */
size_t busy_of(const struct busy *busy, const struct package *package, struct calendar_span **spans);

/* The first span of another release that overlaps [start, end) on a system of PACKAGE; NULL when none does. */
const struct busy_span *busy_clash(const struct busy *busy, const struct package *package, int64_t start, int64_t end);

#endif
