/* withdraw - the submitter takes a release back. */
#include "release/decision.h"

struct withdraw_options {
    const char *by;
    const char *reason;
};

static const struct option_spec OPTIONS[] = {
    {"by", OPTION_TEXT, offsetof(struct withdraw_options, by), "UID", "its submitter, or one who may act for him"},
    {"reason", OPTION_TEXT, offsetof(struct withdraw_options, reason), "TEXT", "why, for the audit trail"},
    {0}};

static int withdraw(struct step *step, void *options)
{
    const struct withdraw_options *given = options;
    const struct decision decision = {.kind = DECISION_WITHDRAW, .release = step->operands[0], .by = given->by, .reason = given->reason};
    return decision_run(&decision, step);
}

static const struct program PROGRAM = {
    .name = "withdraw",
    .purpose = "The submitter takes back a release that is not staged yet; its slot is free again.",
    .operands = "RELEASE.ITERATION",
    .operands_min = 1,
    .operands_max = 1,
    .options = OPTIONS,
    .options_size = sizeof(struct withdraw_options),
    .needs_home = true,
    .body = withdraw,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
