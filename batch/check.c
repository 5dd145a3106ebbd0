/* check - everything that is wrong with JCL. */
#include "utility/jclcheck.h"

static const struct program PROGRAM = {
    .name = "check",
    .purpose = "Everything that is wrong with JCL, with card and column; a file that begins with PROC is checked as a procedure.",
    .operands = "JOB.jcl...",
    .operands_min = 1,
    .operands_max = -1,
    .options = jclcheck_option_table,
    .options_size = sizeof(struct jclcheck_options),
    .examples = "  cutover check NIGHTLY.jcl                          0: clean, 4: warnings, 8: errors\n"
                "  cutover check --proclib PROCS --proclib SITE *.jcl with the procedures of two folders\n"
                "  cutover check --rules etc/jcl-standards.ini X.jcl  and the site's own standards\n",
    .body = jclcheck,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
