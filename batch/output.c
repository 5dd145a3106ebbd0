/* output - what a job of the spool wrote. */
#include "run/output.h"

static const struct option_spec OPTIONS[] = {
    {"list", OPTION_FLAG, offsetof(struct output_options, list), NULL, "the names of its files, with their bytes"},
    {"plain", OPTION_FLAG, offsetof(struct output_options, plain), NULL, "carriage control of column 1 as line ends"},
    {0}};

static int output(struct step *step, void *options)
{
    return output_print(step, step->operands[0], step->operand_count > 1 ? step->operands[1] : NULL, options);
}

static const struct program PROGRAM = {
    .name = "output",
    .purpose = "What a job wrote: JESMSGLG, JESJCL, JESYSMSG, then its SYSOUT in the order of its steps; or one FILE of it.",
    .operands = "JOBnnnnn [FILE]",
    .operands_min = 1,
    .operands_max = 2,
    .options = OPTIONS,
    .options_size = sizeof(struct output_options),
    .examples = "  cutover output JOB00012 --plain\n"
                "  cutover output JOB00012 STEP3.SYSPRINT\n",
    .needs_home = true,
    .body = output,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
