/* decide - a change manager's, a librarian's or the board's decision; or the submitter's choice of an alternate. */
#include "release/decision.h"
#include "step/message.h"

struct decide_options {
    bool approve;
    bool deny;
    bool send_back;
    struct option_number alternate;
    const char *by;
    const char *reason;
};

static const struct option_spec OPTIONS[] = {
    {"approve", OPTION_FLAG, offsetof(struct decide_options, approve), NULL, "the board approves: BOARD becomes ACCEPTED"},
    {"deny", OPTION_FLAG, offsetof(struct decide_options, deny), NULL, "a change manager or the board denies"},
    {"return", OPTION_FLAG, offsetof(struct decide_options, send_back), NULL, "a change manager, a librarian or the board returns"},
    {"accept-alternate", OPTION_NUMBER, offsetof(struct decide_options, alternate), "N", "the submitter or a change manager takes an offered time"},
    {"by", OPTION_TEXT, offsetof(struct decide_options, by), "UID", "who decides; the directory says whether he may"},
    {"reason", OPTION_TEXT, offsetof(struct decide_options, reason), "TEXT", "why, for the submitter and the audit trail"},
    {0}};

static int decide(struct step *step, void *options)
{
    const struct decide_options *given = options;
    struct decision decision = {.release = step->operands[0], .by = given->by, .reason = given->reason,
                                .alternate = given->alternate.value};
    decision.kind = given->approve ? DECISION_APPROVE : given->deny ? DECISION_DENY
                    : given->send_back ? DECISION_RETURN : DECISION_ALTERNATE;
    if (given->approve + given->deny + given->send_back + given->alternate.given != 1) {
        struct fault fault;
        fault_set(&fault, STEP_E_USAGE, "expected one of --approve, --deny, --return and --accept-alternate N");
        return step_fail(step, &fault, RC_NOT_STARTED);
    }
    return decision_run(&decision, step);
}

static const struct program PROGRAM = {
    .name = "decide",
    .purpose = "Records a decision on a release that is not staged yet, and prints the new state.",
    .operands = "RELEASE.ITERATION",
    .operands_min = 1,
    .operands_max = 1,
    .options = OPTIONS,
    .options_size = sizeof(struct decide_options),
    .needs_home = true,
    .body = decide,
};

int main(int argc, char **argv)
{
    return program_main(&PROGRAM, argc, argv);
}
