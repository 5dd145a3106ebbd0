/* iebgener - copies SYSUT1 to SYSUT2, as IEBGENER without control statements. */
#include "utility/iebgener.h"

static const struct program PROGRAM = {
    .name = "iebgener",
    .purpose = "Copies DD SYSUT1 to DD SYSUT2, record by record; MOD adds to it. Control statements in SYSIN are refused.",
    .operands = "[ANYTHING]",
    .operands_max = -1,
    .needs_home = true,
    .body = iebgener_run,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
