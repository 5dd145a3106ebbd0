/* jobs - the jobs of the spool, a line or a JSON object a job. */
#include "run/operator.h"

struct jobs_options {
    struct text_list states;
    const char *name;
};

static const struct option_spec OPTIONS[] = {
    {"state", OPTION_LIST, offsetof(struct jobs_options, states), "STATE",
     "only HELD, WAITING, RUNNING, ENDED or INTERRUPTED ones; may be repeated"},
    {"name", OPTION_TEXT, offsetof(struct jobs_options, name), "PATTERN", "only jobs of such a name: * any characters, ? one"},
    {0}};

static int jobs(struct step *step, void *options)
{
    const struct jobs_options *given = options;
    return operator_jobs(step, &given->states, given->name);
}

static const struct program PROGRAM = {
    .name = "jobs",
    .purpose = "The jobs of the spool: number, name, class, state, code, the step it is at or was at last, when it was submitted.",
    .options = OPTIONS,
    .options_size = sizeof(struct jobs_options),
    .examples = "  cutover jobs --state RUNNING --state WAITING\n"
                "  cutover jobs --name 'PAY*' --json\n",
    .needs_home = true,
    .body = jobs,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
