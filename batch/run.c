/* run - runs the jobs of a file of JCL, or one of the spool again. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "run/submit.h"
#include "step/message.h"

static const struct option_spec OPTIONS[] = {
    {"proclib", OPTION_LIST, offsetof(struct submit_options, proclibs), "DIR", "folder of procedures; may be repeated"},
    {"restart", OPTION_TEXT, offsetof(struct submit_options, restart), "STEP",
     "begin at STEP or STEP.PROCSTEP; or, alone, a job of the spool: JOBnnnnn goes on where it was, or at the step that failed"},
    {0}};

static int run(struct step *step, void *given)
{
    struct submit_options *options = given;
    bool is_job = step->operand_count == 1 && strlen(step->operands[0]) == 8 && strncmp(step->operands[0], "JOB", 3) == 0 &&
                  strspn(step->operands[0] + 3, "0123456789") == 5;
    if (is_job)
        return submit_again(step, step->operands[0], options, stdout);
    if (step->operand_count == 1)
        return submit_file(step, step->operands[0], options, stdout);
    if (options->restart == NULL) {
        struct fault fault;
        fault_set(&fault, STEP_E_USAGE, "a file of JCL, or --restart JOBnnnnn, is expected");
        return step_fail(step, &fault, RC_NOT_STARTED);
    }
    const char *id = options->restart;
    options->restart = NULL;
    return submit_again(step, id, options, stdout);
}

static const struct program PROGRAM = {
    .name = "run",
    .purpose = "Runs the jobs of a file of JCL; spool in spool/JOBnnnnn/. Ends with the highest code, at most 254; 255 "
               "is an abend or a JCL error.",
    .operands = "[JOB.jcl | JOBnnnnn]",
    .operands_max = 1,
    .options = OPTIONS,
    .options_size = sizeof(struct submit_options),
    .examples = "  cutover run PAYROLL.jcl --proclib procs\n"
                "  cutover run --restart JOB00012            go on where it was interrupted, or at the step that failed\n"
                "  cutover run JOB00012 --restart STEP3      its JCL again, from STEP3 on\n",
    .needs_home = true,
    .body = run,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
