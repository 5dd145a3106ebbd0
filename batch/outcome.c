/* outcome - what happened on the night of the cutover. */
#include "release/decision.h"
#include "step/message.h"

struct outcome_options {
    bool success;
    bool rolled_back;
    const char *by;
    const char *reason;
};

static const struct option_spec OPTIONS[] = {
    {"success", OPTION_FLAG, offsetof(struct outcome_options, success), NULL, "it is in production: STAGED becomes DEPLOYED"},
    {"rolled-back", OPTION_FLAG, offsetof(struct outcome_options, rolled_back), NULL, "it was taken out again: STAGED or DEPLOYED becomes ROLLED-BACK"},
    {"by", OPTION_TEXT, offsetof(struct outcome_options, by), "UID", "who says so; a member of libr or chgm"},
    {"reason", OPTION_TEXT, offsetof(struct outcome_options, reason), "TEXT", "what happened, for all concerned and the audit trail"},
    {0}};

static int outcome(struct step *step, void *options)
{
    const struct outcome_options *given = options;
    const struct decision decision = {.kind = given->success ? DECISION_SUCCESS : DECISION_ROLLED_BACK,
                                      .release = step->operands[0], .by = given->by, .reason = given->reason};
    if (given->success == given->rolled_back) {
        struct fault fault;
        fault_set(&fault, STEP_E_USAGE, "expected one of --success and --rolled-back");
        return step_fail(step, &fault, RC_NOT_STARTED);
    }
    return decision_run(&decision, step);
}

static const struct program PROGRAM = {
    .name = "outcome",
    .purpose = "Records what happened on the night, and prints the new state and who is to be told.",
    .operands = "RELEASE.ITERATION",
    .operands_min = 1,
    .operands_max = 1,
    .options = OPTIONS,
    .options_size = sizeof(struct outcome_options),
    .needs_home = true,
    .body = outcome,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
