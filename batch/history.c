/* history - the audit trail of a release. */
#include "release/inquiry.h"

static int history(struct step *step, void *options)
{
    (void)options;
    return inquiry_history(step, step->operands[0]);
}

static const struct program PROGRAM = {
    .name = "history",
    .purpose = "The audit trail of a release: when, who, what, from state to state, why, and the entry's hash.",
    .operands = "RELEASE[.ITERATION]",
    .operands_min = 1,
    .operands_max = 1,
    .needs_home = true,
    .body = history,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
