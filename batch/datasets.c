/* datasets - puts, gets, copies, lists and deletes data sets by name. */
#include "utility/datasets.h"

static const struct program PROGRAM = {
    .name = "datasets",
    .purpose = "Data sets by name: puts, gets, copies, lists and deletes sequential ones and members. Patterns: % a character, "
               "* any of a qualifier, ** any qualifiers.",
    .operands = "put DSN[(MEMBER)] FILE | get DSN[(MEMBER)] [FILE] | copy DSN DSN | list [PATTERN] | delete DSN",
    .operands_min = 1,
    .operands_max = 3,
    .options = datasets_option_table,
    .options_size = sizeof(struct datasets_options),
    .needs_home = true,
    .body = datasets_run,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
