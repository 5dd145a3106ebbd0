/* decision.c - see decision.h. */
#include "release/decision.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "release/approval.h"
#include "release/authority.h"
#include "release/booking.h"
#include "release/error.h"
#include "release/prerequisite.h"
#include "release/remark.h"
#include "release/staged.h"
#include "step/message.h"

#define IN(name) (1u << STATE_##name)
#define OPEN (IN(RECEIVED) | IN(ACCEPTED) | IN(BOARD) | IN(OFFERED) | IN(SCHEDULED))
#define AS(name) (1u << ROLE_##name)

static const struct rule {
    const char *word;  /* as on the command line */
    const char *what;  /* as in the audit trail */
    unsigned states;   /* in which it is possible */
    enum release_state to;
    unsigned roles;    /* who may */
    bool submitter;    /* he may, too */
    bool board;        /* the board approves: authority over itself is not enough */
    bool reason;       /* is needed */
} RULES[DECISION_KINDS] = {
    [DECISION_APPROVE] = {"--approve", "approved", IN(BOARD), STATE_ACCEPTED, AS(CAB), false, true, true},
    [DECISION_DENY] = {"--deny", "denied", OPEN, STATE_DENIED, AS(CHGM) | AS(CAB), false, false, true},
    [DECISION_RETURN] = {"--return", "returned", OPEN, STATE_RETURNED, AS(CHGM) | AS(LIBR) | AS(CAB), false, false, true},
    [DECISION_ALTERNATE] = {"--accept-alternate", "alternate accepted", IN(OFFERED), STATE_SCHEDULED, AS(CHGM), true, false, false},
    [DECISION_STAGE] = {"stage", "staged", IN(SCHEDULED), STATE_STAGED, AS(LIBR), false, false, false},
    [DECISION_SUCCESS] = {"--success", "deployed", IN(STAGED), STATE_DEPLOYED, AS(LIBR) | AS(CHGM), false, false, true},
    [DECISION_ROLLED_BACK] = {"--rolled-back", "rolled back", IN(STAGED) | IN(DEPLOYED), STATE_ROLLED_BACK, AS(LIBR) | AS(CHGM), false, false, true},
    [DECISION_WITHDRAW] = {"withdraw", "withdrawn", OPEN, STATE_WITHDRAWN, 0, true, false, true},
};

int decision_parse(const char *text, char release[13], int *iteration, struct fault *fault)
{
    const char *dot = strchr(text, '.');
    size_t length = dot != NULL ? (size_t)(dot - text) : strlen(text);
    char *end = NULL;
    long number = dot != NULL ? strtol(dot + 1, &end, 10) : 0;
    bool sound = dot == NULL || (dot[1] >= '0' && dot[1] <= '9' && *end == '\0' && number >= 1 && number <= 999);
    if (length == 0 || length > 12 || !sound) {
        char shown[64];
        return fault_set(fault, STEP_E_USAGE, "expected RELEASE or RELEASE.ITERATION, as CHFS-0042.1, got '%s'",
                         bytes_escape(shown, sizeof shown, text, strlen(text)));
    }
    for (size_t i = 0; i < length; i++)
        release[i] = text[i] >= 'a' && text[i] <= 'z' ? (char)(text[i] - 'a' + 'A') : text[i];
    release[length] = '\0';
    *iteration = (int)number;
    return 0;
}

static int check_words(const struct decision *decision, const struct rule *rule, struct fault *fault)
{
    if (decision->by == NULL || decision->by[0] == '\0')
        return fault_set(fault, STEP_E_USAGE, "expected --by UID: who decides");
    if (rule->reason && (decision->reason == NULL || decision->reason[0] == '\0'))
        return fault_set(fault, STEP_E_USAGE, "expected --reason TEXT");
    return 0;
}

static int refuse_state(const struct rule *rule, const char *release, int iteration, enum release_state is,
                        struct fault *fault)
{
    char states[80] = "";
    for (enum release_state state = STATE_RECEIVED; state < STATES; state++)
        if ((rule->states & 1u << state) != 0)
            snprintf(states + strlen(states), sizeof states - strlen(states), " %s", state_name(state));
    return fault_set(fault, RELEASE_E_NOT_NOW, "%s.%03d is %s; %s is for%s", release, iteration, state_name(is), rule->word,
                     states);
}

/* The parts the decision holds for: those in a state in which it is possible. */
static int load(const struct decision *decision, struct desk *desk, struct package *package, struct fault *fault)
{
    const struct rule *rule = &RULES[decision->kind];
    char release[13], prefix[ENTRY_KEY_SIZE];
    int iteration;
    enum release_state state = STATE_NEW;
    int code = decision_parse(decision->release, release, &iteration, fault);
    if (code == 0 && iteration == 0)
        code = fault_set(fault, STEP_E_USAGE, "expected RELEASE.ITERATION: which iteration of %s?", release);
    if (code < 0)
        return code;
    code = package_load(package, desk, package_prefix(prefix, release, iteration), fault);
    if (code < 0)
        return code;
    if (package->count == 0)
        return fault_set(fault, RELEASE_E_NOT_THERE, "%s.%03d", release, iteration);
    for (size_t i = 0; i < package->count; i++)
        if (state == STATE_NEW || (rule->states & 1u << package->parts[i].before) != 0)
            state = package->parts[i].before;
    if ((rule->states & 1u << state) == 0)
        return refuse_state(rule, release, iteration, state, fault);
    package_keep(package, state);
    return 0;
}

static enum people_answer may(const struct decision *decision, struct desk *desk, struct package *package,
                              struct fault *fault)
{
    const struct rule *rule = &RULES[decision->kind];
    enum people_answer answer = PEOPLE_NO;
    if (rule->board)
        return approval_by_board(desk, package, decision->by, fault);
    if (rule->roles != 0)
        answer = authority_has_role(desk->people, decision->by, rule->roles, fault);
    if (answer != PEOPLE_YES && rule->submitter) {
        enum people_answer own = authority_is_submitter(desk->people, decision->by, package, fault);
        answer = own == PEOPLE_NO ? answer : own;
    }
    return answer;
}

static int check_authority(const struct decision *decision, struct desk *desk, struct package *package, struct fault *fault)
{
    switch (may(decision, desk, package, fault)) {
    case PEOPLE_YES:
        return 0;
    case PEOPLE_NO:
        return fault->code;
    default: {
        const struct fault *why = people_fault(desk->people);
        return fault_set(fault, RELEASE_E_UNASKED, "%s", why != NULL ? why->detail : "no answer");
    }
    }
}

static int check_staging(struct desk *desk, struct package *package, struct fault *fault)
{
    bool whole;
    struct prerequisite other;
    int64_t ends;
    int code = prerequisite_earliest(desk, package, &ends, &other, fault);
    if (code == 1 || (code == 0 && ends > package->parts[0].entry.slot.start))
        return fault_set(fault, RELEASE_E_NOT_NOW, "%s must be before it and is %s", other.release, state_name(other.state));
    if (code == 0)
        code = staged_judge(desk, package, &whole, fault);
    if (code < 0 || whole)
        return code;
    for (size_t i = 0; i < package->count; i++) {
        const struct fault_list *findings = &package->parts[i].entry.findings;
        const struct fault *first = remark_find(findings, RELEASE_E_STAGED_OTHER, RELEASE_E_STAGED_OTHER);
        if (first == NULL)
            first = remark_find(findings, RELEASE_W_NOT_STAGED, RELEASE_W_NOT_STAGED);
        if (first != NULL)
            return fault_set(fault, RELEASE_E_NOT_WHOLE, "record %lld, %s%s", (long long)first->record, first->detail,
                             first->code == RELEASE_W_NOT_STAGED ? " is not there" : "");
    }
    return fault_set(fault, RELEASE_E_NOT_WHOLE, "an element");
}

/* Is the alternate there, and still free?  Then it becomes the slot of every part. */
static int take_alternate(const struct decision *decision, struct desk *desk, struct package *package, struct fault *fault)
{
    struct booking booking;
    struct prerequisite other;
    struct slot_wish wish;
    int64_t bound = 0;
    int count = package->parts[0].entry.alternate_count;
    if (decision->alternate < 1 || decision->alternate > count)
        return fault_set(fault, RELEASE_E_ALTERNATE, "got %lld, expected 1 to %d", (long long)decision->alternate, count);
    struct entry_slot slot = package->parts[0].entry.alternates[decision->alternate - 1];
    int code = booking_open(&booking, desk, fault);
    if (code == 0)
        code = prerequisite_earliest(desk, package, &bound, &other, fault);
    if (code == 1)
        code = fault_set(fault, RELEASE_E_ALTERNATE, "%s must be before it", other.release);
    if (code == 0) {
        slot_wish_of(&wish, desk, package, bound);
        slot_forgo_lead(&wish, desk);
        if (!slot_is_free(&wish, desk, package, &booking.busy, slot.start, &booking.why))
            code = fault_set(fault, RELEASE_E_ALTERNATE, "number %lld, %s", (long long)decision->alternate, booking.why.detail);
    }
    booking_release(&booking);
    for (size_t i = 0; i < package->count && code == 0; i++) {
        package->parts[i].entry.has_slot = true;
        package->parts[i].entry.slot = slot;
    }
    return code;
}

/* What a decision settles, so that it is a finding no more. */
static void settle(enum decision_kind kind, struct package *package)
{
    for (size_t i = 0; i < package->count; i++) {
        struct fault_list *findings = &package->parts[i].entry.findings;
        remark_forget(findings, RELEASE_W_BOARD, RELEASE_W_BOARD);
        if (kind == DECISION_ALTERNATE)
            remark_forget(findings, RELEASE_W_BLACKOUT, RELEASE_W_NO_WINDOW);
    }
}

static int save(const struct decision *decision, struct desk *desk, struct package *package, struct fault *fault)
{
    const struct rule *rule = &RULES[decision->kind];
    char reason[ENTRY_REASON_SIZE] = "";
    if (decision->reason != NULL)
        bytes_escape(reason, sizeof reason, decision->reason, strlen(decision->reason));
    settle(decision->kind, package);
    package_become(package, rule->to);
    int code = desk_begin(desk, fault);
    if (code < 0)
        return code;
    code = package_save(package, desk, decision->by, rule->what, reason, fault);
    if (code == 0)
        return desk_commit(desk, fault);
    desk_abort(desk);
    return code;
}

int decision_make(const struct decision *decision, struct desk *desk, struct package *package, struct fault *fault)
{
    package->count = 0;
    int code = check_words(decision, &RULES[decision->kind], fault);
    if (code == 0)
        code = load(decision, desk, package, fault);
    if (code == 0)
        code = check_authority(decision, desk, package, fault);
    if (code == 0 && decision->kind == DECISION_STAGE)
        code = check_staging(desk, package, fault);
    if (code == 0 && decision->kind == DECISION_ALTERNATE)
        code = take_alternate(decision, desk, package, fault);
    return code == 0 ? save(decision, desk, package, fault) : code;
}

enum return_code decision_return_code(const struct fault *fault)
{
    switch (fault->code) {
    case STEP_E_USAGE:
        return RC_NOT_STARTED;
    case RELEASE_E_NOT_THERE:
    case RELEASE_E_NOT_NOW:
    case RELEASE_E_NOT_ALLOWED:
    case RELEASE_E_NOT_WHOLE:
    case RELEASE_E_ALTERNATE:
        return RC_ERROR;
    default:
        return RC_UNFINISHED;
    }
}

static void print_part(const struct step *step, const struct part *part)
{
    const struct entry *entry = &part->entry;
    if (step->json) {
        struct bytes out;
        bytes_init(&out);
        entry_json(&out, entry, false);
        printf("%s\n", bytes_string(&out));
        bytes_release(&out);
        return;
    }
    printf("%s.%03d.%s %s", entry->release, entry->iteration, entry->form, state_name(entry->state));
    if (entry->has_slot)
        printf(" %s to %s %s", entry->slot.start_text, entry->slot.end_text, entry->slot.window);
    printf("\n");
}

/* One more to be told, unless the address has been said already: SAID has all of them, each between blanks. */
static void print_address(struct bytes *said, const char *mail, const char *uid)
{
    char word[400];
    snprintf(word, sizeof word, " %s ", mail);
    if (mail[0] == '\0' || strstr(bytes_string(said), word) != NULL)
        return;
    printf("%s%s", said->length == 0 ? "To be told: " : ", ", mail);
    if (uid != NULL)
        printf(" (%s)", uid);
    bytes_text(said, word);
}

/* Submitter, change manager and contact of every part, with the addresses that the directory has. */
static void print_concerned(struct desk *desk, const struct package *package)
{
    struct bytes said;
    bytes_init(&said);
    for (size_t i = 0; i < package->count; i++) {
        const struct part *part = &package->parts[i];
        const struct submission_record *main = part_main(part);
        const char *const uids[] = {part->entry.submitter, submission_meant(main, "submission.manager")};
        for (size_t u = 0; u < 2; u++) {
            const char *mail;
            if (uids[u][0] != '\0' && people_mail(desk->people, uids[u], &mail) == PEOPLE_YES)
                print_address(&said, mail, uids[u]);
        }
        print_address(&said, submission_meant(main, "submission.email"), NULL);
    }
    if (said.length > 0)
        printf("\n");
    bytes_release(&said);
}

int decision_run(const struct decision *decision, struct step *step)
{
    struct desk desk;
    struct package package;
    struct fault fault = {0};
    if (desk_open(&desk, step, DESK_ALL, &fault) < 0)
        return step_fail(step, &fault, RC_UNFINISHED);
    int code = decision_make(decision, &desk, &package, &fault);
    if (code == 0) {
        for (size_t i = 0; i < package.count; i++)
            print_part(step, &package.parts[i]);
        if (!step->json && (decision->kind == DECISION_SUCCESS || decision->kind == DECISION_ROLLED_BACK))
            print_concerned(&desk, &package);
    } else {
        step_fail(step, &fault, decision_return_code(&fault));
    }
    package_release(&package);
    desk_close(&desk);
    return step->return_code;
}
