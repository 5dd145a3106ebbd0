/*
 * datasets.h - the program datasets: puts, gets, copies, lists and deletes data sets by name.  Floor 3.
 *
 * The first operand is the command, the others are its own; PROD.DAY(0) is a generation, "-" as a file standard input or output.
 * What is read is taken shared, what is written exclusive, unless the program's own job has it (CUTOVER_HELD): nobody waits.
 * Return codes: 8 when there is no such data set, another has it or the bytes cannot be one's, 12 when the catalog or a
 * file cannot be read or written, 16 for wrong usage.
 */
#ifndef CUTOVER_UTILITY_DATASETS_H
#define CUTOVER_UTILITY_DATASETS_H

#include "step/option.h"
#include "step/program.h"

struct datasets_options {
    const char *dsorg;
    const char *recfm;
    struct option_number lrecl;
    bool text;
    const char *codepage;
};

extern const struct option_spec datasets_option_table[];

int datasets_run(struct step *step, void *options);

#endif
