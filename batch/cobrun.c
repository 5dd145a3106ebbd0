/* cobrun - runs a COBOL module: the job processor calls it for a step whose program cobc -m has made. */
#include <libgen.h>
#include <stdio.h>

#include "cobol/cobol.h"
#include "step/message.h"
#include "step/program.h"

/* With sanitizers: what a COBOL program leaves to its run-time library when it ends is not ours to free. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "detect_leaks=0";
}

static int cobrun(struct step *step, void *options)
{
    struct fault fault;
    (void)options;
    const char *module = step->operands[0], *name = step->operand_count > 1 ? step->operands[1] : NULL;
    if (name == NULL) {
        fault_set(&fault, STEP_E_USAGE, "expected a module, the name of its program, and perhaps a PARM");
        return step_fail(step, &fault, RC_NOT_STARTED);
    }
    cobol_run(module, name, step->operand_count > 2 ? step->operands[2] : NULL, &fault);
    return step_fail(step, &fault, RC_NOT_STARTED);
}

static const struct program PROGRAM = {
    .name = "cobrun",
    .purpose = "Runs a COBOL module that cobc -m has made, with its PARM as z/OS hands it over; jobs call it by themselves.",
    .operands = "MODULE.so PROGRAM [PARM]",
    .operands_min = 1,
    .operands_max = 3,
    .body = cobrun,
};

/* As a step: the module, and a PARM that is the program's and no option of ours, whatever it says. */
int main(int argc, char **argv)
{
    struct fault fault = {0};
    if (argc < 2 || argv[1][0] != '/')
        return program_main(&PROGRAM, argc, argv);
    cobol_run(argv[1], basename(argv[0]), argc > 2 ? argv[2] : NULL, &fault);
    struct bytes line;
    bytes_init(&line);
    message_line(&line, &fault);
    fprintf(stderr, "%s\n", bytes_string(&line));
    bytes_release(&line);
    return RC_NOT_STARTED;
}
