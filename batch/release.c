/* release - lets held jobs of the spool run. */
#include "run/operator.h"

static int release(struct step *step, void *options)
{
    (void)options;
    return operator_release(step, step->operands, step->operand_count);
}

static const struct program PROGRAM = {
    .name = "release",
    .purpose = "Runs jobs that are held (TYPRUN=HOLD), one after the other. Ends as run does.",
    .operands = "JOBnnnnn [...]",
    .operands_min = 1,
    .operands_max = -1,
    .needs_home = true,
    .body = release,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
