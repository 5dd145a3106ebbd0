/* iefbr14 - does nothing, and returns 0: for a step that is there for its DDs. */
#include "step/program.h"

static int iefbr14(struct step *step, void *options)
{
    (void)step;
    (void)options;
    return RC_DONE;
}

static const struct program PROGRAM = {
    .name = "iefbr14",
    .purpose = "Does nothing and returns 0: for a step that is there for its DDs.",
    .operands = "[ANYTHING]",
    .operands_max = -1,
    .body = iefbr14,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
