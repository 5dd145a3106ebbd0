/*
 * inspect.h - everything that is wrong with JCL, at once: what the program check does with a file.  Floor 2.
 *
 *     struct inspection inspection;
 *     inspection_init(&inspection, &options);
 *     inspection_file(&inspection, fd, "NIGHTLY.jcl", print, context);
 *
 * A file is read, expanded and checked a job at a time; what is wrong with a job is handed over together, in the order of
 * its cards, those of members behind them, each once however often a procedure is called.
 */
#ifndef CUTOVER_JCL_INSPECT_H
#define CUTOVER_JCL_INSPECT_H

#include "jcl/expand.h"
#include "jcl/jobcheck.h"
#include "jcl/standards.h"

struct inspect_options {
    struct expansion_options expansion;
    const struct standards *standards; /* NULL: none */
    bool fragment;                     /* steps and DDs without a JOB */
};

struct inspect_counts {
    size_t jobs, statements, errors, warnings;
};

struct inspection {
    struct inspect_options options;
    struct inspect_counts counts;
};

/* One finding, and the card it is on (NULL when that is not at hand). */
typedef void inspect_print(void *context, const struct fault *fault, const struct card *card);

void inspection_init(struct inspection *inspection, const struct inspect_options *options);

/*
 * FILE is its name for messages.  One without JOB that begins with PROC is checked as a procedure: its symbols come from who calls
 * it.  Memory is that of the longest job.  Returns 0, or JCL_E_READ (printed).
 */
int inspection_file(struct inspection *inspection, int fd, const char *file, inspect_print *print, void *context);

/*
 * The same without reading, standards and printing, for who goes on with the expansion: DECK (one that was just read) is expanded
 * and checked; what is wrong is added to FAULTS.  EXPANSION is to be released.
 */
void inspect_deck(struct deck *deck, struct expansion *expansion, const struct expansion_options *options, struct fault_list *faults);

/* FAULTS in the order in which they are told, those of FILE first, each once. */
void inspect_arrange(struct fault_list *faults, const char *file);

#endif
