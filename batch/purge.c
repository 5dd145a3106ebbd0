/* purge - removes jobs that are over from the spool. */
#include "run/purge.h"

static const struct option_spec OPTIONS[] = {
    {"older-than", OPTION_NUMBER, offsetof(struct purge_options, older_than), "DAYS", "jobs that were submitted more than DAYS days ago"},
    {"keep", OPTION_NUMBER, offsetof(struct purge_options, keep), "COUNT", "all but the COUNT that were submitted last"},
    {"force", OPTION_FLAG, offsetof(struct purge_options, force), NULL, "those named may be INTERRUPTED"},
    {0}};

static int purge_body(struct step *step, void *options)
{
    return purge(step, step->operands, step->operand_count, options);
}

static const struct program PROGRAM = {
    .name = "purge",
    .purpose = "Removes jobs that are over, with all they wrote, from the spool: those named, or old ones.",
    .operands = "[JOBnnnnn ...]",
    .operands_max = -1,
    .options = OPTIONS,
    .options_size = sizeof(struct purge_options),
    .examples = "  cutover purge JOB00012 JOB00013\n"
                "  cutover purge --older-than 30 --keep 100\n",
    .needs_home = true,
    .body = purge_body,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
