/* schedule - the step SCHEDULE: what is accepted is booked, or offered other times. */
#include "release/schedule.h"
#include "step/program.h"

static int schedule(struct step *step, void *options)
{
    (void)options;
    struct desk desk;
    struct tally tally;
    struct fault fault = {0};
    if (desk_open(&desk, step, DESK_ALL & ~DESK_PEOPLE, &fault) < 0)
        return step_fail(step, &fault, RC_UNFINISHED);
    if (schedule_run(&desk, &tally, &fault) < 0)
        step_fail(step, &fault, RC_UNFINISHED);
    desk_close(&desk);
    return tally_finish(&tally, step);
}

static const struct program PROGRAM = {
    .name = "schedule",
    .purpose = "Books every accepted submission into a slot, or offers it three others.",
    .needs_home = true,
    .body = schedule,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
