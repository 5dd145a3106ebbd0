/*
 * lock.h - one process at a time, for as long as it lives.  Floor 0.
 *
 * A lock is a flock(2) on a file that is never removed (removing it would let two holders exist).  The kernel
 * drops it when the process ends, however it ends, so a crash never leaves a lock behind.  The file holds
 * the holder's process id as text, for the message only.
 */
#ifndef CUTOVER_BASE_LOCK_H
#define CUTOVER_BASE_LOCK_H

#include <stdbool.h>

#include "base/fault.h"

struct lock {
    int fd; /* -1: not held */
};

/*
 * Take the lock at PATH, waiting for it when WAIT.  Returns 0, BASE_E_LOCKED when another process holds it
 * and WAIT is false (its process id is in the detail), or BASE_E_WRITE.
 */
int lock_acquire(struct lock *lock, const char *path, bool wait, struct fault *fault);
void lock_release(struct lock *lock);

#endif
