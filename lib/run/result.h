/*
 * result.h - what became of a step, and of a job.  Floor 3.
 */
#ifndef CUTOVER_RUN_RESULT_H
#define CUTOVER_RUN_RESULT_H

#include <stddef.h>
#include <stdint.h>

enum result_kind {
    RESULT_NONE,     /* not reached yet */
    RESULT_RAN,      /* ended with a return code */
    RESULT_ABENDED,  /* ended abnormally */
    RESULT_BYPASSED, /* COND was true: not run */
    RESULT_FLUSHED,  /* not run because of what happened before */
    RESULT_FAILED,   /* could not be allocated: its program never had control */
};

struct result {
    enum result_kind kind;
    int code;        /* RESULT_RAN: 0 to 4095 */
    char abend[8];   /* RESULT_ABENDED: S0C4, U0006 */
    int reason;      /* RESULT_ABENDED: reason code */
    int64_t cpu_ms;  /* of the program and what it waited for */
};

enum { RESULT_TEXT_SIZE = 8 };

/* "0004", "S0C4", "FLUSH" (bypassed or flushed), "JCLERR" or "" into TEXT; returns TEXT. */
char *result_text(char text[RESULT_TEXT_SIZE], const struct result *result);

/* The way back: what a journal says.  FLUSH is bypassed. */
void result_parse(struct result *result, const char *text);

/*
 * How a process ended, as z/OS would say it: EXIT_CODE, or the signal as an abend.
 *   SEGV S0C4, BUS S0C5, ILL S0C1, FPE S0CB; XCPU S322 (TIME); XFSZ SB37 (no room); KILL, TERM, INT, HUP, QUIT S222
 *   (cancelled); any other signal n is the user code U000n: ABRT U0006, PIPE U0013.
 */
void result_of_exit(struct result *result, int exit_code);
void result_of_signal(struct result *result, int signal_number);

/*
 * A program that has more to say than an exit code holds writes it into the file PATH: a return code of 0 to 4095, or an abend as
 * S0C7 or U0100.  When there is such a file, RESULT becomes that.
 */
void result_read_file(struct result *result, const char *path);

/* How the job ended: RC=0004, ABEND=S0C4 (the first) or JCLERR. */
void result_job_text(char text[16], const struct result *results, size_t count);

/* The exit code of a job: the highest of its steps, at most 254; 255 after an abend or a failure. */
int result_exit_code(const struct result *results, size_t count);

/* The highest return code (0 to 4095) of the steps that ran. */
int result_highest(const struct result *results, size_t count);

#endif
