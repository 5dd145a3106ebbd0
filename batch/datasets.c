/* datasets - puts, gets, copies, names, lists and deletes data sets by name. */
#include "utility/datasets.h"

static const struct program PROGRAM = {
    .name = "datasets",
    .purpose = "Data sets by name: puts, gets, copies, lists and deletes sequential ones, members and generations. Patterns: % a "
               "character, * any of a qualifier, ** any qualifiers.",
    .operands = "put DSN[(MEMBER)] FILE | get DSN[(MEMBER)] [FILE] | copy DSN DSN | alias NEW DSN | list [PATTERN] | delete DSN",
    .examples = "  cutover datasets put 'PROD.LOADLIB(PGMA)' pgma.so --recfm U\n"
                "  cutover datasets put 'PROD.DAY(+1)' day.txt --text --lrecl 80\n"
                "  cutover datasets get 'PROD.DAY(0)' - --text\n",
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
