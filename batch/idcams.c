/* idcams - access method services: defines, deletes, copies and lists data sets. */
#include "utility/idcams.h"

static const struct program PROGRAM = {
    .name = "idcams",
    .purpose = "Access method services: commands from standard input (a step's SYSIN) define, delete, copy and list data sets.",
    .operands = "[ANYTHING]",
    .operands_max = -1,
    .examples = "  echo \"LISTCAT LEVEL(PROD)\" | cutover idcams\n"
                "  echo \"DEFINE GDG (NAME(PROD.DAY) LIMIT(5) SCRATCH)\" | cutover idcams\n",
    .needs_home = true,
    .body = idcams_run,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
