/* validate - the step VALIDATE: what was received is accepted, sent to the board, returned or denied. */
#include "release/validate.h"
#include "step/program.h"

static int validate(struct step *step, void *options)
{
    (void)options;
    struct desk desk;
    struct tally tally;
    struct fault fault = {0};
    if (desk_open(&desk, step, DESK_ALL, &fault) < 0)
        return step_fail(step, &fault, RC_UNFINISHED);
    if (validate_run(&desk, &tally, &fault) < 0)
        step_fail(step, &fault, RC_UNFINISHED);
    desk_close(&desk);
    return tally_finish(&tally, step);
}

static const struct program PROGRAM = {
    .name = "validate",
    .purpose = "Judges every submission that was received: is it complete, and may the people who approved it.",
    .needs_home = true,
    .body = validate,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
