/* validate.c - see validate.h. */
#include "release/validate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "release/approval.h"
#include "release/authority.h"
#include "release/complete.h"
#include "release/error.h"
#include "release/prerequisite.h"
#include "release/remark.h"
#include "release/staged.h"
#include "step/message.h"

/* Packages in one transaction and one round of questions to the directory; each is at most 9 parts of 6 changes. */
enum { BATCH = 200 };

static bool is_new(const struct part *part)
{
    return part->before == STATE_RECEIVED;
}

/* ---- the parts of a release among each other */

/* Another part that was decided before decides this one: NULL when there is none. */
static const struct part *decided_part(const struct package *package)
{
    for (size_t i = 0; i < package->count; i++)
        if (!is_new(&package->parts[i]))
            return &package->parts[i];
    return NULL;
}

static void find_part(struct part *part, int code, const char *form, const char *what)
{
    remark_add(&part->entry.findings, &part->submission, part_main(part), "submission.parts", code, "%s %s", form, what);
}

static void judge_parts(struct package *package)
{
    const struct part *decided = decided_part(package);
    for (size_t i = 0; i < package->count; i++) {
        struct part *part = &package->parts[i];
        if (!is_new(part))
            continue;
        if (decided != NULL && decided->before == STATE_DENIED)
            find_part(part, RELEASE_E_PART_DENIED, decided->entry.form, "was denied");
        else if (decided != NULL)
            remark_add(&part->entry.findings, &part->submission, part_main(part), "submission.parts", RELEASE_E_PART,
                       "%s of this iteration is %s already", decided->entry.form, state_name(decided->before));
        else if ((size_t)part->entry.parts != package->count)
            remark_add(&part->entry.findings, &part->submission, part_main(part), "submission.parts", RELEASE_E_PART,
                       "PARTS is %d, and the iteration has %zu", part->entry.parts, package->count);
    }
}

/* A part that is complete goes the way of one that is not. */
static void spread(struct package *package, const struct part *from, int code, const char *what)
{
    for (size_t i = 0; i < package->count; i++) {
        struct part *part = &package->parts[i];
        bool has = code == RELEASE_E_PART_DENIED ? remark_denies(&part->entry.findings) : remark_returns(&part->entry.findings);
        if (is_new(part) && part != from && !has)
            find_part(part, code, from->entry.form, what);
    }
}

/* ---- no rollback strategy for the third time */

static int count_returns(struct desk *desk, const struct part *part, int *returns, struct fault *fault)
{
    int code = 0;
    for (int iteration = 1; iteration < part->entry.iteration && code >= 0; iteration++) {
        struct entry earlier;
        char key[ENTRY_KEY_SIZE];
        code = entry_load(&earlier, desk->reg, desk->txn, entry_key(key, part->entry.release, iteration, part->entry.form), fault);
        if (code == 0 && earlier.state == STATE_RETURNED &&
            remark_find(&earlier.findings, RELEASE_E_NO_ROLLBACK, RELEASE_E_NO_ROLLBACK) != NULL)
            ++*returns;
        entry_release(&earlier);
    }
    return code < 0 ? code : 0;
}

static int judge_rollback(struct desk *desk, struct part *part, struct fault *fault)
{
    int returns = 0;
    if (part->entry.iteration < 3 || remark_find(&part->entry.findings, RELEASE_E_NO_ROLLBACK, RELEASE_E_NO_ROLLBACK) == NULL)
        return 0;
    int code = count_returns(desk, part, &returns, fault);
    if (code == 0 && returns >= 2)
        remark_add(&part->entry.findings, &part->submission, part_main(part), NULL, RELEASE_E_ROLLBACK_AGAIN,
                   "iteration %d, and %d before it were returned for it", part->entry.iteration, returns);
    return code;
}

/* ---- one package */

static int judge_part(struct desk *desk, struct part *part, bool *board, struct fault *fault)
{
    struct completeness facts = {&desk->policy, desk->calendar, part->entry.received, part->approved};
    *board |= complete_judge(&part->entry.findings, &part->submission, &facts);
    int code = prerequisite_judge(desk, part, fault);
    return code == 0 ? judge_rollback(desk, part, fault) : code;
}

static void become(struct package *package, enum release_state state)
{
    for (size_t i = 0; i < package->count; i++) {
        struct part *part = &package->parts[i];
        if (!is_new(part))
            continue;
        if (state != STATE_BOARD)
            remark_forget(&part->entry.findings, RELEASE_W_BOARD, RELEASE_W_BOARD);
        submission_sort_findings(&part->entry.findings);
        entry_become(&part->entry, state);
        part->changed = true;
    }
}

static void conclude(struct package *package, bool board)
{
    const struct part *denied = NULL, *returned = NULL;
    for (size_t i = package->count; i-- > 0;) {
        if (!is_new(&package->parts[i]))
            continue;
        if (remark_denies(&package->parts[i].entry.findings))
            denied = &package->parts[i];
        if (remark_returns(&package->parts[i].entry.findings))
            returned = &package->parts[i];
    }
    if (denied != NULL)
        spread(package, denied, RELEASE_E_PART_DENIED, "was denied");
    else if (returned != NULL)
        spread(package, returned, RELEASE_E_PART, "was returned, and parts are decided together");
    become(package, denied != NULL ? STATE_DENIED : returned != NULL ? STATE_RETURNED : board ? STATE_BOARD : STATE_ACCEPTED);
}

int validate_judge(struct desk *desk, struct package *package, struct fault *fault)
{
    bool board = false, staged;
    if (decided_part(package) == NULL && !package_is_whole(package))
        return 1;
    if (approval_judge(desk, package) == PEOPLE_UNASKED) {
        const struct fault *why = people_fault(desk->people);
        return fault_set(fault, RELEASE_E_UNASKED, "%s", why != NULL ? why->detail : "no answer");
    }
    judge_parts(package);
    int code = 0;
    for (size_t i = 0; i < package->count && code == 0; i++)
        if (is_new(&package->parts[i]))
            code = judge_part(desk, &package->parts[i], &board, fault);
    if (code == 0)
        code = staged_judge(desk, package, &staged, fault);
    if (code == 0)
        conclude(package, board);
    return code;
}

/* ---- why, in words */

static const struct fault *first_reason(const struct entry *entry)
{
    const struct fault_list *findings = &entry->findings;
    for (size_t i = 0; i < findings->count; i++) {
        bool denies = RELEASE_DENIES(findings->items[i].code);
        if (entry->state == STATE_DENIED ? denies : message_severity(&findings->items[i]) == 'E')
            return &findings->items[i];
    }
    return NULL;
}

static void say_reason(struct bytes *out, const struct entry *entry)
{
    size_t errors = 0;
    for (size_t i = 0; i < entry->findings.count; i++)
        errors += message_severity(&entry->findings.items[i]) == 'E';
    if (entry->state == STATE_ACCEPTED)
        bytes_text(out, "complete and approved");
    else if (entry->state == STATE_BOARD)
        bytes_text(out, "complete; the board's approval is needed and not there");
    else if (first_reason(entry) != NULL)
        message_text(out, first_reason(entry));
    if (errors > 1)
        bytes_format(out, "; %zu findings in all", errors);
}

static int save_part(struct desk *desk, struct part *part, struct fault *fault)
{
    struct bytes reason;
    bytes_init(&reason);
    say_reason(&reason, &part->entry);
    struct entry_change change = {part->before, "VALIDATE", "validated", bytes_string(&reason), desk->now};
    int code = entry_save(desk->reg, desk->txn, &part->entry, &change, fault);
    bytes_release(&reason);
    return code;
}

/* ---- a batch of packages */

struct batch {
    struct package packages[BATCH];
    int codes[BATCH]; /* of validate_judge */
    size_t count;
};

static void count_part(struct tally *tally, const struct part *part)
{
    switch (part->entry.state) {
    case STATE_DENIED:
        tally->balance.denied++;
        break;
    case STATE_RETURNED:
        tally->balance.returned++;
        break;
    default:
        tally->balance.posted++;
    }
}

static size_t count_new(const struct package *package)
{
    size_t count = 0;
    for (size_t i = 0; i < package->count; i++)
        count += is_new(&package->parts[i]);
    return count;
}

static void judge_batch(struct desk *desk, struct batch *batch, struct tally *tally)
{
    struct authority_names names;
    authority_names_init(&names);
    for (size_t i = 0; i < batch->count; i++)
        authority_names_add(&names, &batch->packages[i]);
    authority_names_ask(&names, desk->people);
    authority_names_release(&names);
    for (size_t i = 0; i < batch->count; i++) {
        struct fault why = {0};
        size_t parts = count_new(&batch->packages[i]);
        batch->codes[i] = validate_judge(desk, &batch->packages[i], &why);
        if (batch->codes[i] < 0)
            tally_unfinished(tally, parts, &why);
        if (batch->codes[i] != 0)
            tally->balance.carried += (int64_t)parts;
    }
}

static int save_package(struct desk *desk, struct package *package, struct tally *tally, struct fault *fault)
{
    int code = 0;
    for (size_t i = 0; i < package->count && code == 0; i++) {
        if (!package->parts[i].changed)
            continue;
        code = save_part(desk, &package->parts[i], fault);
        count_part(tally, &package->parts[i]);
    }
    return code;
}

static int save_batch(struct desk *desk, struct batch *batch, struct tally *tally, struct fault *fault)
{
    int code = desk_begin(desk, fault);
    if (code < 0)
        return code;
    for (size_t i = 0; i < batch->count && code == 0; i++)
        if (batch->codes[i] == 0)
            code = save_package(desk, &batch->packages[i], tally, fault);
    if (code == 0)
        return desk_commit(desk, fault);
    desk_abort(desk);
    return code;
}

static void release_batch(struct batch *batch)
{
    for (size_t i = 0; i < batch->count; i++)
        package_release(&batch->packages[i]);
    batch->count = 0;
}

static int finish_batch(struct desk *desk, struct batch *batch, struct tally *tally, struct fault *fault)
{
    if (batch->count == 0)
        return 0;
    judge_batch(desk, batch, tally);
    int code = save_batch(desk, batch, tally, fault);
    release_batch(batch);
    return code;
}

/* Load the package of a RECEIVED key into the batch; one that cannot be loaded is carried. */
static void load(struct desk *desk, struct batch *batch, const char *prefix, size_t keys, struct tally *tally)
{
    struct fault why = {0};
    struct package *package = &batch->packages[batch->count];
    int code = package_load(package, desk, prefix, &why);
    if (code == 0) {
        tally_read(tally, package, STATE_RECEIVED);
        batch->count++;
        return;
    }
    tally->balance.read += (int64_t)keys;
    tally->balance.carried += (int64_t)keys;
    tally_unfinished(tally, keys, &why);
    package_release(package);
}

int validate_run(struct desk *desk, struct tally *tally, struct fault *fault)
{
    struct entry_keys keys = {0};
    struct batch *batch = memory_new(1, sizeof *batch);
    tally_init(tally, "VALIDATE");
    int code = entry_keys_in_state(&keys, desk->reg, STATE_RECEIVED, fault);
    for (size_t at = 0; at < keys.count && code == 0;) {
        char prefix[ENTRY_KEY_SIZE];
        size_t end = at;
        package_prefix_of_key(prefix, keys.items[at]);
        while (end < keys.count && strncmp(keys.items[end], prefix, strlen(prefix)) == 0)
            end++;
        load(desk, batch, prefix, end - at, tally);
        at = end;
        if (batch->count == BATCH || at == keys.count)
            code = finish_batch(desk, batch, tally, fault);
    }
    release_batch(batch);
    free(batch);
    entry_keys_release(&keys);
    return code;
}
