/*
 * program.h - the skeleton of every program in batch/: a table, and one hand-over.  Floor 1.
 *
 *     struct list_options { struct text_list states; const char *agency; };
 *     static const struct option_spec OPTIONS[] = {
 *         {"state", OPTION_LIST, offsetof(struct list_options, states), "STATE", "only this state; may be repeated"},
 *         {"agency", OPTION_TEXT, offsetof(struct list_options, agency), "NAME", "only this agency"},
 *         {0}};
 *     static const struct program PROGRAM = {.name = "list", .purpose = "the queue, a line a submission", .options = OPTIONS,
 *                                            .options_size = sizeof(struct list_options), .body = list_body};
 *     int main(int argc, char **argv) { return program_main(&PROGRAM, argc, argv); }
 *
 * The skeleton owns: options and --help from the table, --version, --home, --config, --json, --quiet, --date,
 * DD names and PARM, configuration, the log, messages, and the return code.  As a job step (CUTOVER_STEP is
 * set by the job processor) argument 1 is a PARM: option names in upper case, as PARM='DATE=20261122,QUIET';
 * commas part them, apostrophes hold a value with commas together; a word that is no option is an operand.
 */
#ifndef CUTOVER_STEP_PROGRAM_H
#define CUTOVER_STEP_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/lock.h"
#include "step/config.h"
#include "step/return_code.h"

enum option_kind {
    OPTION_FLAG,   /* bool */
    OPTION_TEXT,   /* const char *, NULL when not given */
    OPTION_NUMBER, /* struct option_number */
    OPTION_DATE,   /* int CCYYMMDD, 0 when not given */
    OPTION_LIST,   /* struct text_list, every value given */
};

struct option_number {
    bool given;
    int64_t value;
};

struct text_list {
    const char **items;
    size_t count;
    size_t capacity;
};

struct option_spec {
    const char *name; /* long name without --, lower case; NULL ends the table */
    enum option_kind kind;
    size_t offset;       /* of the value in the program's options struct */
    const char *metavar; /* NULL for a flag */
    const char *help;
};

struct dd_spec {
    const char *name;     /* DROP: the environment's DD_DROP, set by the job processor or by hand */
    const char *fallback; /* used when it is not set, relative to the home folder */
    const char *help;
};

struct step;

struct program {
    const char *name;    /* eight letters or fewer, lower case */
    const char *purpose; /* one line for --help and the list of programs */
    const char *operands; /* "RELEASE[.ITERATION]" or NULL */
    int operands_min;
    int operands_max; /* -1: any number */
    const struct option_spec *options; /* NULL: only the common ones */
    size_t options_size;               /* of the struct that holds their values, given zeroed to body */
    const struct dd_spec *dds;         /* NULL: none; a NULL name ends the table */
    const char *examples;              /* for --help: lines, each with its line end; NULL: none */
    bool needs_home;                   /* the home folder is made and must be usable before body runs */
    int (*body)(struct step *step, void *options); /* returns a return code; it may step_raise too */
};

/* What body gets.  All owned by the skeleton. */
struct step {
    const struct program *program;
    const char *home;           /* --home, $CUTOVER_HOME or /var/lib/cutover */
    const char *share;          /* folder of copybooks/, jcl/, etc/: $CUTOVER_SHARE or as built */
    const char *config_file;    /* --config or $CUTOVER_CONFIG; NULL: the home's own */
    struct config config;       /* share/etc/cutover.conf, then home/cutover.conf or --config */
    int date;                   /* business date: --date, $CUTOVER_DATE, the job's, else today in [calendar] zone */
    struct clock_source clock;  /* fixed at the business date when that was given */
    bool json;
    bool quiet;
    const char **operands;
    int operand_count;
    int return_code;            /* highest raised so far */
};

/* Runs PROGRAM and returns its return code; the only code in a main.  Wrong usage is RC_NOT_STARTED. */
int program_main(const struct program *program, int argc, char **argv);

/* Print FAULT as a message on stderr and append it to home/log; quiet keeps I and W from stderr. */
void step_message(struct step *step, const struct fault *fault);

/* Print FAULT and raise the code; returns the code raised, so that "return step_fail(...)" reads well. */
int step_fail(struct step *step, const struct fault *fault, enum return_code code);

/* Note that this happened to the input; the highest code wins.  Returns it. */
int step_raise(struct step *step, enum return_code code);

/* The path a DD of the program's table names; to be freed. */
char *step_dd(const struct step *step, const char *name);

/* HOME/NAME, to be freed. */
char *step_path(const struct step *step, const char *name);

/*
 * Take the lock HOME/.NAME.lock, held until the process ends, so that two runs do not meet.  Returns 0, or
 * BASE_E_LOCKED when another run holds it.
 */
int step_lock(const struct step *step, struct lock *lock, const char *name, bool wait, struct fault *fault);

#endif
