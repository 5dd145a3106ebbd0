/* show - everything known of a release: what happened, why, and what to do. */
#include "release/inquiry.h"

static int show(struct step *step, void *options)
{
    (void)options;
    return inquiry_show(step, step->operands[0]);
}

static const struct program PROGRAM = {
    .name = "show",
    .purpose = "Everything known of a release: what happened, why, what to do, findings, approvals, slot, history.",
    .operands = "RELEASE[.ITERATION]",
    .operands_min = 1,
    .operands_max = 1,
    .needs_home = true,
    .body = show,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
