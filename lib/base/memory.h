/*
 * memory.h - allocation that does not return NULL.  Floor 0.
 *
 * Out of memory is the one error a library does not hand back: these print one line to stderr and end the
 * process with 16 (crash-only: the next run finishes the work).  Sizes are checked for overflow.  Memory is
 * given back with free().  Sizes that come from outside are bounded by the caller before they come here.
 */
#ifndef CUTOVER_BASE_MEMORY_H
#define CUTOVER_BASE_MEMORY_H

#include <stddef.h>

/* COUNT zeroed items of SIZE bytes; never NULL, a pointer to free() even when COUNT is 0. */
void *memory_new(size_t count, size_t size);

/*
 * Make room for at least NEEDED items of SIZE bytes in the array ITEMS of *CAPACITY items, at least doubling,
 * so that appending costs constant time.  Returns the array, moved perhaps; new items are not cleared.
 */
void *memory_grow(void *items, size_t *capacity, size_t needed, size_t size);

/* Copies of LENGTH bytes (a NUL is added), and of a string. */
char *memory_copy_text(const char *text, size_t length);
char *memory_copy_string(const char *string);

#endif
