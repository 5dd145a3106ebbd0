/*
 * datasets.h - the program datasets: puts, gets, copies, lists and deletes data sets by name.  Floor 3.
 *
 * The first operand is the command, the others are its own: commands.md, "Jobs".  Return codes: 8 when there is no such
 * data set or the bytes cannot be one's, 12 when the catalog or a file cannot be read or written, 16 for wrong usage.
 */
#ifndef CUTOVER_UTILITY_DATASETS_H
#define CUTOVER_UTILITY_DATASETS_H

#include "step/option.h"
#include "step/program.h"

struct datasets_options {
    const char *recfm;
    struct option_number lrecl;
    bool text;
    const char *codepage;
};

extern const struct option_spec datasets_option_table[];

int datasets_run(struct step *step, void *options);

#endif
