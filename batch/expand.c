/* expand - a job after symbols, procedures, INCLUDEs and overrides. */
#include "utility/jclexpand.h"

static const struct program PROGRAM = {
    .name = "expand",
    .purpose = "A job after its symbols, procedures, INCLUDEs and overrides, as JCL that means the same.",
    .operands = "JOB.jcl...",
    .operands_min = 1,
    .operands_max = -1,
    .options = jclexpand_option_table,
    .options_size = sizeof(struct jclexpand_options),
    .examples = "  cutover expand --proclib PROCS NIGHTLY.jcl          each call becomes a procedure in the stream\n"
                "  cutover expand --trace NIGHTLY.jcl >/dev/null       where each value came from\n",
    .body = jclexpand,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
