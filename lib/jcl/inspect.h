/*
 * inspect.h - everything that is wrong with JCL, at once: what the program check does with a file.  Floor 2.
 *
 *     struct inspection inspection;
 *     inspection_init(&inspection, &options);
 *     inspection_text(&inspection, "NIGHTLY.jcl", text, length, print, context);
 *     inspection_release(&inspection);
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

/* A text that begins with PROC is checked as a procedure.  FILE is its name for messages. */
void inspection_text(struct inspection *inspection, const char *file, const char *text, size_t length, inspect_print *print, void *context);

#endif
