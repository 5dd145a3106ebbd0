/* nightly - the night: jcl/NIGHTLY.jcl over the home folder. */
#include <stdio.h>

#include "run/submit.h"

static int nightly(struct step *step, void *options)
{
    (void)options;
    int code = submit_night(step, stdout);
    printf("NIGHTLY RC=%d\n", code);
    return code;
}

static const struct program PROGRAM = {
    .name = "nightly",
    .purpose = "The nightly run: jcl/NIGHTLY.jcl over the home folder; prints the step table and NIGHTLY RC=n.",
    .needs_home = true,
    .body = nightly,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
