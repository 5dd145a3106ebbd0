/*
 * suite.h - what every cmocka suite includes: cmocka in the order it wants, and a folder of one's own.
 */
#ifndef CUTOVER_TESTS_SUITE_H
#define CUTOVER_TESTS_SUITE_H

/* clang-format off: cmocka.h needs these four before it */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
/* clang-format on */

/*
 * A new empty folder under $TMPDIR (or /tmp); the text is to be freed after suite_folder_remove, which removes
 * the folder with all that is in it.
 */
char *suite_folder_new(void);
void suite_folder_remove(char *folder);

#endif
