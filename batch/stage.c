/* stage - a librarian says that the delivery to staging is complete; its hashes must hold. */
#include "release/decision.h"

struct stage_options {
    const char *by;
    const char *reason;
};

static const struct option_spec OPTIONS[] = {
    {"by", OPTION_TEXT, offsetof(struct stage_options, by), "UID", "who delivered; a member of libr"},
    {"reason", OPTION_TEXT, offsetof(struct stage_options, reason), "TEXT", "a remark for the audit trail"},
    {0}};

static int stage(struct step *step, void *options)
{
    const struct stage_options *given = options;
    const struct decision decision = {.kind = DECISION_STAGE, .release = step->operands[0], .by = given->by, .reason = given->reason};
    return decision_run(&decision, step);
}

static const struct program PROGRAM = {
    .name = "stage",
    .purpose = "Notes that staging holds what was submitted: SCHEDULED becomes STAGED. Every element is looked at.",
    .operands = "RELEASE.ITERATION",
    .operands_min = 1,
    .operands_max = 1,
    .options = OPTIONS,
    .options_size = sizeof(struct stage_options),
    .needs_home = true,
    .body = stage,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
