/* run - runs the jobs of a file of JCL. */
#include <stdio.h>

#include "run/submit.h"

static int run(struct step *step, void *options)
{
    (void)options;
    return submit_file(step, step->operands[0], stdout);
}

static const struct program PROGRAM = {
    .name = "run",
    .purpose = "Runs the jobs of a file of JCL; spool in spool/JOBnnnnn/. Ends with the highest code, at most 254; 255 "
               "is an abend or a JCL error.",
    .operands = "JOB.jcl",
    .operands_min = 1,
    .operands_max = 1,
    .needs_home = true,
    .body = run,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
