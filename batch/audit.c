/* audit - checks the whole chain of the audit trail. */
#include <inttypes.h>
#include <stdlib.h>

#include "register/register.h"
#include "step/program.h"

static int audit(struct step *step, void *options)
{
    (void)options;
    struct fault fault = {0};
    struct reg *reg;
    struct reg_chain chain;
    char *folder = step_path(step, "register");
    int code = reg_open(&reg, folder, &fault);
    free(folder);
    if (code < 0)
        return step_fail(step, &fault, RC_UNFINISHED);
    code = reg_audit_check(reg, &chain, &fault);
    reg_close(reg);
    if (step->json)
        printf("{\"entries\":%" PRId64 ",\"hash\":\"%s\",\"whole\":%s}\n", chain.count, chain.hash,
               code == 0 ? "true" : "false");
    else if (code == 0)
        printf("%" PRId64 " audit entries, each fits the one before; hash of the last %s\n", chain.count, chain.hash);
    return code == 0 ? RC_DONE : step_fail(step, &fault, RC_UNFINISHED);
}

static const struct program PROGRAM = {
    .name = "audit",
    .purpose = "Checks the whole audit trail; 12 and the first entry that does not fit when it was changed.",
    .needs_home = true,
    .body = audit,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
