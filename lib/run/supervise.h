/*
 * supervise.h - one process at a time, started clean, waited for, stopped when we are told to stop.  Floor 3.
 *
 *     struct supervisor supervisor;
 *     supervisor_begin(&supervisor);
 *     supervisor_run(&supervisor, &execution, &result, &fault);     as often as needed
 *     supervisor_end(&supervisor);
 *
 * Between begin and end SIGTERM, SIGINT, SIGHUP and SIGQUIT are held back and reach the process group of the running
 * program instead: the first as it came, a second one as SIGKILL.  The program dies with us (PR_SET_PDEATHSIG), and
 * what it left running in its group is killed when it ends.
 */
#ifndef CUTOVER_RUN_SUPERVISE_H
#define CUTOVER_RUN_SUPERVISE_H

#include <signal.h>

#include "base/fault.h"
#include "run/result.h"

struct supervisor {
    sigset_t waited; /* what we wait for */
    sigset_t before; /* the mask to be restored */
    int cancelled;   /* the first signal that told us to stop; 0: none */
    int count;       /* how many came */
};

struct execution {
    const char *path;           /* the program's file */
    char *const *arguments;     /* argv, ended by NULL */
    char *const *environment;   /* ended by NULL */
    const char *folder;         /* working folder */
    const char *input;          /* standard input: read */
    const char *output, *error; /* standard output and error: appended to */
    int time_seconds;           /* of CPU, 0: no limit; then SIGXCPU */
    int64_t memory_bytes;       /* of address space, 0: no limit */
    void (*started)(void *user, int pid); /* called when the process is there, before it runs the program; NULL */
    void *user;
};

void supervisor_begin(struct supervisor *supervisor);
void supervisor_end(struct supervisor *supervisor);

/* Has a signal told us to stop?  Looks without waiting. */
int supervisor_is_cancelled(struct supervisor *supervisor);

/* Wait for a moment (20 ms), or until a signal tells us to stop; as supervisor_is_cancelled. */
int supervisor_pause(struct supervisor *supervisor);

/*
 * Start the program with nothing open but 0, 1 and 2, wait for its end, and say how it ended.  Returns 0, or
 * RUN_E_START when it could not be started: then RESULT is unchanged.
 */
int supervisor_run(struct supervisor *supervisor, const struct execution *execution, struct result *result,
                   struct fault *fault);

#endif
