/*
 * cobol.h - runs a module made by cobc -m as a step of a job.  Floor 1.
 *
 * GnuCOBOL's run-time library is loaded when a module is run, and only then: nothing of it is needed to build.  The module's
 * program gets its PARM as z/OS hands it over: a halfword (binary, big-endian, as COMP has it) with the length, and the text.  What it
 * returns, 0 to 4095, is more than an exit code holds: beyond 255 it is written into the file that $CUTOVER_RETURN_CODE names.
 */
#ifndef CUTOVER_COBOL_COBOL_H
#define CUTOVER_COBOL_COBOL_H

#include <stddef.h>

#include "base/fault.h"

enum cobol_error {
    COBOL_E_LIBRARY = -781, /* there is no run-time library of GnuCOBOL */
    COBOL_E_MODULE = -782,  /* what was given is no module, or has no program of its name */
    COBOL_E_PARM = -783,    /* longer than a PARM can be */
};

enum { COBOL_PARM_MAX_BYTES = 32760 };

/*
 * Run program NAME of the module in the file PATH with PARM (NULL: none; then its length is 0).  Does not return when it could
 * be started: the process ends with what it returned.
 */
int cobol_run(const char *path, const char *name, const char *parm, struct fault *fault);

/* The same for what a service of z/OS leaves: a code or abend (U0100), for the processor. */
void cobol_leave_code(const char *text);

#endif
