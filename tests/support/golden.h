/*
 * golden.h - what comes out beside a kept file.  With CUTOVER_GOLDEN=write in the environment the file is written
 * instead, to be looked at with git diff.
 */
#ifndef CUTOVER_TESTS_GOLDEN_H
#define CUTOVER_TESTS_GOLDEN_H

#include <stddef.h>

/* Fails the test unless the LENGTH bytes of TEXT are those of the file PATH. */
void golden_assert(const char *path, const char *text, size_t length);

#endif
