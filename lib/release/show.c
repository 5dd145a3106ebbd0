/* show.c - see show.h: one submission in words. */
#include "release/show.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "release/error.h"
#include "release/history.h"
#include "step/message.h"

/* What a state means to someone who has never seen one, and what can be done now; %s is RELEASE.ITERATION. */
static const struct {
    const char *meaning;
    const char *next;
} STATE_TEXTS[STATES] = {
    [STATE_RECEIVED] = {"It has come in and was read. Nothing has been decided yet.",
                        "Nothing: the next night decides. It waits when a part is missing, or when the directory could not be asked."},
    [STATE_RETURNED] = {"It was returned to its submitter: something is missing or wrong.",
                        "The submitter mends all that is told below and sends the next iteration of the release."},
    [STATE_DENIED] = {"It was denied and will not go into production as it is.",
                      "The submitter talks to the change manager before anything is sent again."},
    [STATE_ACCEPTED] = {"It is complete and approved, and waits to be booked.",
                        "Nothing as a rule: each night looks for its slot. What holds it, if anything, is told as the reason and in the findings."},
    [STATE_BOARD] = {"It is complete. The board's approval is needed and not there.",
                     "A member of the board decides: cutover decide %s --approve --by UID --reason TEXT (or --deny, --return)."},
    [STATE_OFFERED] = {"There was no room at the time it asked for. Other times are offered; none is held for it yet.",
                       "The submitter or a change manager takes one: cutover decide %s --accept-alternate N --by UID. Or the submitter sends the next iteration with another date, or a LATEST-DATE."},
    [STATE_SCHEDULED] = {"It has a slot.",
                         "A librarian delivers its elements to staging: cutover stage %s --by UID, at the latest two business days before the slot."},
    [STATE_STAGED] = {"It has a slot, and staging holds what was submitted.",
                      "It is installed in its slot. Afterwards: cutover outcome %s --success (or --rolled-back) --by UID --reason TEXT."},
    [STATE_DEPLOYED] = {"It is in production.",
                        "Nothing. If it has to be taken out again: cutover outcome %s --rolled-back --by UID --reason TEXT."},
    [STATE_ROLLED_BACK] = {"It was taken out again; what was there before is back.",
                           "The submitter mends it and sends the next iteration."},
    [STATE_WITHDRAWN] = {"Its submitter took it back.", "Nothing. If it is wanted after all, the next iteration is sent."},
    [STATE_SUPERSEDED] = {"A newer iteration took its place.", "Nothing: look at the newer iteration."},
};

/* ---- texts of a form */

static void put(struct bytes *out, const char *text)
{
    char shown[1400]; /* 320 characters, each of which may become \xHH */
    bytes_text(out, bytes_escape(shown, sizeof shown, text, strlen(text)));
}

static void put_field(struct bytes *out, const char *label, const char *text)
{
    if (text[0] == '\0')
        return;
    bytes_format(out, "%s", label);
    put(out, text);
}

static const char *word_of(const char *value, const char *const *words)
{
    for (size_t i = 0; value[0] != '\0' && words[i] != NULL; i += 2)
        if (words[i][0] == value[0])
            return words[i + 1];
    return "";
}

static void put_coded(struct bytes *out, const char *label, const char *value, const char *const *words)
{
    put_field(out, label, value);
    if (value[0] != '\0' && word_of(value, words)[0] != '\0')
        bytes_format(out, " (%s)", word_of(value, words));
}

/* ---- parts of the page */

static void show_head(struct bytes *out, const struct part *part)
{
    static const char *const CLASSES[] = {"S", "standard", "N", "normal", "E", "emergency", NULL};
    static const char *const RISKS[] = {"L", "low", "M", "medium", "H", "high", NULL};
    static const char *const IMPACTS[] = {"1", "enterprise", "2", "agency", "3", "section", "4", "single user", NULL};
    const struct entry *entry = &part->entry;
    const struct submission_record *main = part_main(part);
    bytes_format(out, "%s iteration %d, form %s: %s\n  ", entry->release, entry->iteration, entry->form, state_name(entry->state));
    put(out, submission_meant(main, "submission.title"));
    put_field(out, "\n  agency ", entry->agency);
    put_field(out, ", system ", entry->system);
    put_coded(out, ", class ", submission_meant(main, "submission.class"), CLASSES);
    put_coded(out, ", risk ", submission_meant(main, "submission.risk"), RISKS);
    put_coded(out, ", impact ", submission_meant(main, "submission.impact"), IMPACTS);
    put_field(out, "\n  submitted by ", entry->submitter);
    put_field(out, ", ", submission_meant(main, "submission.email"));
    put_field(out, "; change manager ", submission_meant(main, "submission.manager"));
    bytes_format(out, "\n  received %d in ", entry->received);
    put(out, entry->file);
    bytes_format(out, " (SHA-256 %s)\n", entry->sha256);
}

const char *show_meaning(const struct entry *entry)
{
    return STATE_TEXTS[entry->state].meaning;
}

void show_next(struct bytes *out, const struct entry *entry)
{
    const char *next = STATE_TEXTS[entry->state].next, *hole = strstr(next, "%s");
    if (hole == NULL) {
        bytes_text(out, next);
        return;
    }
    bytes_add(out, next, (size_t)(hole - next));
    bytes_format(out, "%s.%d%s", entry->release, entry->iteration, hole + 2);
}

static void show_state(struct bytes *out, const struct package *package, const struct part *part)
{
    const struct entry *entry = &part->entry;
    bytes_format(out, "\nWhat happened: %s\n", show_meaning(entry));
    if (entry->state == STATE_RECEIVED && !package_is_whole(package))
        bytes_format(out, "Why: PARTS is %d, and %zu of them %s come; the parts are decided together.\n", entry->parts,
                     package->count, package->count == 1 ? "has" : "have");
    else if (entry->reason[0] != '\0')
        bytes_format(out, "Why: %s\n", entry->reason);
    bytes_text(out, "\nWhat to do: ");
    show_next(out, entry);
    bytes_char(out, '\n');
}

static void show_slot(struct bytes *out, const char *label, const struct entry_slot *slot)
{
    bytes_format(out, "%s%s to %s%s%s\n", label, slot->start_text, slot->end_text, slot->window[0] != '\0' ? ", " : "",
                 slot->window);
}

static void show_prerequisites(struct bytes *out, const struct part *part)
{
    const struct submission_record *main = part_main(part);
    const char *field = form_meaning(part->submission.form, "submission.prerequisite");
    size_t count = field != NULL ? submission_occurrences(main, field) : 0;
    for (size_t i = 0; i < count; i++)
        put_field(out, i == 0 ? "  after " : ", ", submission_text_at(main, field, i));
    if (count > 0)
        bytes_char(out, '\n');
}

static void show_slots(struct bytes *out, const struct part *part)
{
    static const char *const ENVIRONMENTS[] = {"P", "production", "T", "test", "D", "development", NULL};
    const struct submission_record *main = part_main(part);
    const char *latest = submission_meant(main, "submission.latest_date");
    bytes_format(out, "\nTime\n  asked for %s %04d, %s and %s minutes to put it back",
                 submission_meant(main, "submission.requested_date"), (int)submission_amount(main, "submission.requested_time"),
                 submission_meant(main, "submission.duration"), submission_meant(main, "submission.backout"));
    if (submission_amount(main, "submission.latest_date") != 0)
        bytes_format(out, ", at the latest on %s", latest);
    put_coded(out, "; ", submission_meant(main, "submission.environment"), ENVIRONMENTS);
    bytes_char(out, '\n');
    show_prerequisites(out, part);
    if (part->entry.has_slot)
        show_slot(out, "  slot        ", &part->entry.slot);
    for (int i = 0; i < part->entry.alternate_count; i++) {
        char label[32];
        snprintf(label, sizeof label, "  alternate %d ", i + 1);
        show_slot(out, label, &part->entry.alternates[i]);
    }
}

static void show_findings(struct bytes *out, const struct entry *entry)
{
    const struct fault_list *findings = &entry->findings;
    bytes_format(out, "\nFindings (%zu)\n", findings->count);
    for (size_t i = 0; i < findings->count; i++) {
        const struct message *message = message_find(-findings->items[i].code);
        bytes_text(out, "  ");
        message_line(out, &findings->items[i]);
        bytes_char(out, '\n');
        if (message != NULL)
            bytes_format(out, "      %s\n", message->action);
    }
}

/* Did an approval count?  Its findings say so. */
static bool counts(const struct part *part, const struct submission_record *record)
{
    for (size_t i = 0; i < part->entry.findings.count; i++) {
        int code = part->entry.findings.items[i].code;
        if (part->entry.findings.items[i].record == record->number && code <= RELEASE_W_UNKNOWN && code >= RELEASE_W_DELEGATION)
            return false;
    }
    return true;
}

static void show_approvals(struct bytes *out, const struct part *part)
{
    static const char *const DECISIONS[] = {"A", "approved", "R", "rejected", NULL};
    bytes_format(out, "\nApprovals (%zu)\n", submission_count(&part->submission, FORM_APPROVAL));
    for (const struct submission_record *a = submission_first(&part->submission, FORM_APPROVAL); a != NULL; a = a->next) {
        bytes_format(out, "  record %" PRId64 "  ", a->number);
        put(out, submission_meant(a, "approval.role"));
        put_field(out, " ", submission_meant(a, "approval.approver"));
        put_field(out, " for ", submission_meant(a, "approval.on_behalf_of"));
        put_coded(out, " ", submission_meant(a, "approval.decision"), DECISIONS);
        put_field(out, " on ", submission_meant(a, "approval.date"));
        put_field(out, ": ", submission_meant(a, "approval.remark"));
        bytes_text(out, counts(part, a) ? "\n" : " - does not count, see its findings\n");
    }
}

static void show_elements(struct bytes *out, const struct part *part)
{
    static const char *const ACTIONS[] = {"A", "add", "R", "replace", "D", "delete", NULL};
    bytes_format(out, "\nElements (%zu)\n", submission_count(&part->submission, FORM_ELEMENT));
    for (const struct submission_record *e = submission_first(&part->submission, FORM_ELEMENT); e != NULL; e = e->next) {
        bytes_format(out, "  record %" PRId64 "  ", e->number);
        put(out, submission_meant(e, "element.type"));
        put_coded(out, " ", submission_meant(e, "element.action"), ACTIONS);
        put_field(out, " ", submission_meant(e, "element.member"));
        put_field(out, " from ", submission_meant(e, "element.from"));
        put_field(out, " to ", submission_meant(e, "element.host"));
        put_field(out, submission_meant(e, "element.host")[0] != '\0' ? ":" : " to ", submission_meant(e, "element.to"));
        put_field(out, ", backup ", submission_meant(e, "element.backup"));
        put_field(out, ", modified by ", submission_meant(e, "element.modifier"));
        put_field(out, "\n      bytes ", submission_meant(e, "element.bytes"));
        put_field(out, ", SHA-256 ", submission_meant(e, "element.hash"));
        bytes_char(out, '\n');
    }
}

static void show_narratives(struct bytes *out, const struct part *part)
{
    static const char *const KINDS[] = {"I", "instructions", "N", "release notes", "B", "rollback strategy", "A", "additional", NULL};
    const char *last = "";
    for (const struct submission_record *n = submission_first(&part->submission, FORM_NARRATIVE); n != NULL; n = n->next) {
        const char *kind = submission_meant(n, "narrative.kind");
        if (strcmp(kind, last) != 0) {
            bytes_text(out, "\nText ");
            put(out, kind);
            bytes_format(out, " (%s)\n", strcmp(kind, "IMPA") == 0 ? "impact" : word_of(kind, KINDS));
        }
        last = kind;
        put_field(out, "  ", submission_meant(n, "narrative.text"));
        bytes_char(out, '\n');
    }
}

int show_part(struct bytes *out, struct desk *desk, const struct package *package, const struct part *part,
              struct fault *fault)
{
    static const char *const PROOFS[] = {"not proven yet", "proven", "failed"};
    char key[ENTRY_KEY_SIZE];
    show_head(out, part);
    show_state(out, package, part);
    show_slots(out, part);
    show_findings(out, &part->entry);
    show_approvals(out, part);
    show_elements(out, part);
    show_narratives(out, part);
    bytes_format(out, "\nProof of the rollback: %s\n\nHistory\n", PROOFS[part->entry.proof]);
    entry_key(key, part->entry.release, part->entry.iteration, part->entry.form);
    return history_of(out, desk, key, false, fault);
}

int show_part_json(struct bytes *out, struct desk *desk, const struct part *part, struct fault *fault)
{
    char key[ENTRY_KEY_SIZE];
    entry_json(out, &part->entry, true);
    out->length--; /* its closing brace comes behind the history */
    bytes_text(out, ",\"history\":[");
    entry_key(key, part->entry.release, part->entry.iteration, part->entry.form);
    int code = history_of(out, desk, key, true, fault);
    bytes_text(out, "]}");
    return code;
}
