/* cancel - ends a job of the spool. */
#include "run/operator.h"

struct cancel_options {
    const char *reason;
};

static const struct option_spec OPTIONS[] = {
    {"reason", OPTION_TEXT, offsetof(struct cancel_options, reason), "TEXT", "why; kept in JESMSGLG and the log"},
    {0}};

static int cancel(struct step *step, void *options)
{
    const struct cancel_options *given = options;
    return operator_cancel(step, step->operands[0], given->reason);
}

static const struct program PROGRAM = {
    .name = "cancel",
    .purpose = "Ends a job: one that runs or waits is told to stop, one that is held or was interrupted is not run any more.",
    .operands = "JOBnnnnn",
    .operands_min = 1,
    .operands_max = 1,
    .options = OPTIONS,
    .options_size = sizeof(struct cancel_options),
    .examples = "  cutover cancel JOB00012 --reason 'wrong input'\n",
    .needs_home = true,
    .body = cancel,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
