/* schedule.c - see schedule.h. */
#include "release/schedule.h"

#include <stdio.h>
#include <string.h>

#include "release/booking.h"
#include "release/error.h"
#include "release/prerequisite.h"
#include "release/queue.h"
#include "release/remark.h"
#include "release/staged.h"

static const char NOT_STAGED[] = "not staged, and the slot is a business day away or less";

struct run {
    struct booking booking;
    struct desk *desk;
    struct tally *tally;
};

/* What becomes of a package that was ACCEPTED. */
enum outcome { BOOKED, OFFERED, DENIED, WAITS, HELD };

/*
 * The instant from which on a slot is more than a business day away: what begins before it must be staged by now.
 */
static int64_t far_from(struct desk *desk)
{
    int next = calendar_add_business_days(desk->calendar, desk->date, 1);
    return next != 0 ? calendar_time(desk->calendar, date_add(next, 1), 0) : INT64_MAX;
}

static bool is_denied(const struct package *package)
{
    for (size_t i = 0; i < package->count; i++)
        if (remark_denies(&package->parts[i].entry.findings))
            return true;
    return false;
}

static int load(struct run *run, struct package *package, const struct queue_item *item, enum release_state state,
                struct fault *fault)
{
    int code = package_load(package, run->desk, item->prefix, fault);
    package_keep(package, state);
    return code;
}

/* The finding that it waits for OTHER, whose slot ENDS too late, or which has none (0). */
static void say_waits(struct run *run, struct package *package, const struct prerequisite *other, int64_t ends)
{
    char text[96], end[CALENDAR_ISO_SIZE];
    if (ends != 0)
        snprintf(text, sizeof text, "%s, whose slot ends at %s", other->release,
                 calendar_iso(run->desk->calendar, end, ends));
    else
        snprintf(text, sizeof text, "%s, which is %s", other->release,
                 other->state == STATE_NEW ? "not known" : state_name(other->state));
    booking_forget(package, RELEASE_W_WAITS, RELEASE_W_WAITS);
    booking_say(package, "submission.prerequisite", RELEASE_W_WAITS, text);
}

/* ---- first: booked packages that lost a prerequisite */

/* *GIVEN: it was booked behind a release that has lost its slot, or has a later one now, and is ACCEPTED again. */
static int keep_behind(struct run *run, const struct queue_item *item, bool *given, struct fault *fault)
{
    struct package package;
    struct prerequisite other;
    int64_t ends = 0;
    int code = load(run, &package, item, STATE_SCHEDULED, fault);
    if (code == 0 && package.count > 0)
        code = prerequisite_earliest(run->desk, &package, &ends, &other, fault);
    if (code == 1 || (code == 0 && package.count > 0 && ends > package.parts[0].entry.slot.start)) {
        char text[64];
        say_waits(run, &package, &other, code == 1 ? 0 : ends);
        snprintf(text, sizeof text, "%s must be before it", other.release);
        *given = true;
        run->tally->noted++;
        code = booking_give_back(&run->booking, &package, text, fault);
    }
    package_release(&package);
    return code == 0 ? desk_pause(run->desk, fault) : code;
}

/* One that gives its slot back may be the prerequisite of another: until none does. */
static int keep_order(struct run *run, const struct queue *queue, struct fault *fault)
{
    int code = 0;
    for (bool given = true; given && code == 0;) {
        given = false;
        for (size_t i = 0; i < queue->count && code == 0; i++)
            code = keep_behind(run, &queue->items[i], &given, fault);
    }
    return code;
}

/* ---- then: booked packages whose slot is near */

static int check_near(struct run *run, const struct queue_item *item, struct package *package, struct fault *fault)
{
    bool whole;
    struct fault why = {0};
    int code = load(run, package, item, STATE_SCHEDULED, fault);
    if (code < 0 || package->count == 0)
        return code;
    if (staged_judge(run->desk, package, &whole, &why) < 0) {
        tally_unfinished(run->tally, package->count, &why);
        return 0;
    }
    if (is_denied(package)) {
        tally_read(run->tally, package, STATE_SCHEDULED);
        run->tally->balance.denied += (int64_t)package->count;
        return booking_deny(&run->booking, package, fault);
    }
    if (whole)
        return 0;
    run->tally->noted++;
    return booking_give_back(&run->booking, package, NOT_STAGED, fault);
}

static int check_booked(struct run *run, struct fault *fault)
{
    struct queue queue;
    int64_t far = far_from(run->desk);
    int code = queue_read(&queue, run->desk, STATE_SCHEDULED, fault);
    if (code == 0)
        code = desk_begin(run->desk, fault);
    if (code == 0)
        code = keep_order(run, &queue, fault);
    for (size_t i = 0; i < queue.count && code == 0; i++) {
        struct package package;
        if (queue.items[i].starts >= far)
            continue;
        code = check_near(run, &queue.items[i], &package, fault);
        package_release(&package);
        if (code == 0)
            code = desk_pause(run->desk, fault);
    }
    queue_release(&queue);
    return code == 0 ? desk_commit(run->desk, fault) : code;
}

/* ---- then: what is ACCEPTED, one after another */

static const char *unproven(const struct desk *desk, const struct package *package)
{
    for (size_t i = 0; desk->policy.require_proof && i < package->count; i++)
        if (package->parts[i].entry.proof != PROOF_PROVEN)
            return package->parts[i].entry.proof == PROOF_FAILED ? "its rollback was tried and failed"
                                                                 : "its rollback is not proven yet";
    return NULL;
}

static int hold(struct run *run, struct package *package, const char *reason, enum outcome *outcome, struct fault *fault)
{
    *outcome = HELD;
    return booking_hold(&run->booking, package, reason, fault);
}

/* OTHER must be before it, and is not there yet, or is booked but ENDS (not 0) behind the time asked for. */
static int wait_for(struct run *run, struct package *package, const struct prerequisite *other, int64_t ends,
                    struct fault *fault)
{
    char text[96];
    say_waits(run, package, other, ends);
    snprintf(text, sizeof text, "waits for %s", other->release);
    return booking_hold(&run->booking, package, text, fault);
}

/* A slot as asked, or up to LATEST-DATE; OFFERED is only noted: alternates are sought when everything is booked. */
static int place(struct run *run, struct package *package, const struct slot_wish *wish, enum outcome *outcome,
                 struct fault *fault)
{
    struct booking *booking = &run->booking;
    struct entry_slot slot;
    if (slot_is_free(wish, run->desk, package, &booking->busy, wish->asked, &booking->why)) {
        slot_place(&slot, wish, run->desk, wish->asked);
    } else if (wish->latest == 0 ||
               !slot_find(&slot, wish, run->desk, package, &booking->busy, wish->asked, wish->latest)) {
        *outcome = OFFERED;
        return 0;
    }
    *outcome = BOOKED;
    return booking_book(booking, package, &slot, wish, fault);
}

static int serve_package(struct run *run, struct queue_item *item, struct package *package, bool whole,
                         enum outcome *outcome, struct fault *fault)
{
    struct slot_wish wish;
    struct prerequisite other;
    int64_t bound;
    const char *proof = unproven(run->desk, package);
    if (proof != NULL)
        return hold(run, package, proof, outcome, fault);
    int code = prerequisite_earliest(run->desk, package, &bound, &other, fault);
    if (code == 1) {
        *outcome = WAITS; /* what for is said when everything has its state */
        memcpy(item->waits_for, other.release, sizeof item->waits_for);
    }
    if (code != 0)
        return code < 0 ? code : 0;
    slot_wish_of(&wish, run->desk, package, bound);
    if (!whole && wish.asked < far_from(run->desk))
        return hold(run, package, NOT_STAGED, outcome, fault);
    code = place(run, package, &wish, outcome, fault);
    if (code == 0 && *outcome == OFFERED && bound > wish.asked) {
        *outcome = HELD;
        code = wait_for(run, package, &other, bound, fault);
    }
    return code;
}

static int serve(struct run *run, struct queue_item *item, enum outcome *outcome, struct fault *fault)
{
    struct package package;
    struct fault why = {0};
    bool whole;
    *outcome = HELD;
    int code = load(run, &package, item, STATE_ACCEPTED, fault);
    if (code == 0 && !item->served)
        tally_read(run->tally, &package, STATE_ACCEPTED);
    item->served = true;
    if (code == 0 && staged_judge(run->desk, &package, &whole, &why) < 0) {
        tally_unfinished(run->tally, package.count, &why);
    } else if (code == 0 && is_denied(&package)) {
        *outcome = DENIED;
        code = booking_deny(&run->booking, &package, fault);
    } else if (code == 0) {
        code = serve_package(run, item, &package, whole, outcome, fault);
    }
    package_release(&package);
    return code;
}

static void count(struct tally *tally, enum outcome outcome, int64_t parts)
{
    int64_t *const counts[] = {[BOOKED] = &tally->balance.posted,  [OFFERED] = &tally->balance.returned,
                               [DENIED] = &tally->balance.denied,  [WAITS] = &tally->balance.carried,
                               [HELD] = &tally->balance.carried};
    *counts[outcome] += parts;
}

/*
 * The release of BOOKED has its slot: what waited for it has its turn again.  Returns the place of the first of them,
 * AT when there is none: what waits longer comes before all that have not been served yet.
 */
static size_t wake(struct run *run, struct queue *queue, const struct queue_item *booked, size_t at)
{
    size_t length = strcspn(booked->prefix, "."), first = at;
    for (size_t i = at; i-- > 0;) {
        struct queue_item *item = &queue->items[i];
        if (strlen(item->waits_for) != length || memcmp(item->waits_for, booked->prefix, length) != 0)
            continue;
        count(run->tally, WAITS, -(int64_t)item->parts);
        item->waits_for[0] = '\0';
        item->done = false;
        first = i;
    }
    return first;
}

static int serve_queue(struct run *run, struct queue *queue, struct fault *fault)
{
    int code = 0;
    for (size_t i = 0; i < queue->count && code == 0;) {
        struct queue_item *item = &queue->items[i++];
        enum outcome outcome;
        if (item->done)
            continue;
        code = serve(run, item, &outcome, fault);
        count(run->tally, outcome, (int64_t)item->parts);
        item->done = true;
        item->offered = outcome == OFFERED;
        if (code == 0 && outcome == BOOKED)
            i = wake(run, queue, item, i);
        if (code == 0)
            code = desk_pause(run->desk, fault);
    }
    return code;
}

/* ---- last: alternates, now that it is known what is free */

static int offer(struct run *run, const struct queue_item *item, enum release_state state, struct fault *fault)
{
    struct package package;
    struct prerequisite other;
    struct slot_wish wish;
    int64_t bound = 0;
    bool whole;
    int code = load(run, &package, item, state, fault);
    if (code == 0 && state == STATE_ACCEPTED)
        code = staged_judge(run->desk, &package, &whole, fault);
    if (code == 0)
        code = prerequisite_earliest(run->desk, &package, &bound, &other, fault);
    if (code >= 0) {
        slot_wish_of(&wish, run->desk, &package, bound);
        code = booking_offer(&run->booking, &package, &wish, fault);
    }
    if (code == 0 && state == STATE_OFFERED) {
        tally_read(run->tally, &package, STATE_OFFERED);
        count(run->tally, OFFERED, (int64_t)package.count);
    }
    package_release(&package);
    return code;
}

static int offer_queue(struct run *run, const struct queue *queue, enum release_state state, struct fault *fault)
{
    int code = 0;
    for (size_t i = 0; i < queue->count && code >= 0; i++) {
        if (state == STATE_ACCEPTED && !queue->items[i].offered)
            continue;
        code = offer(run, &queue->items[i], state, fault);
        if (code >= 0)
            code = desk_pause(run->desk, fault);
    }
    return code < 0 ? code : 0;
}

/* What waits for another release says so, now that the other has the state it keeps for tonight. */
static int tell_waiting(struct run *run, const struct queue *queue, struct fault *fault)
{
    int code = 0;
    for (size_t i = 0; i < queue->count && code == 0; i++) {
        struct package package;
        struct prerequisite other;
        int64_t bound;
        bool whole;
        if (queue->items[i].waits_for[0] == '\0')
            continue;
        code = load(run, &package, &queue->items[i], STATE_ACCEPTED, fault);
        if (code == 0)
            code = staged_judge(run->desk, &package, &whole, fault);
        if (code == 0)
            code = prerequisite_earliest(run->desk, &package, &bound, &other, fault);
        if (code == 1)
            code = wait_for(run, &package, &other, 0, fault);
        package_release(&package);
        if (code == 0)
            code = desk_pause(run->desk, fault);
    }
    return code;
}

/* Both queues as they were before anything was booked, in one order of transactions. */
static int serve_all(struct run *run, struct fault *fault)
{
    struct queue accepted = {0}, offered = {0};
    int code = queue_read(&accepted, run->desk, STATE_ACCEPTED, fault);
    if (code == 0)
        code = queue_read(&offered, run->desk, STATE_OFFERED, fault);
    if (code == 0)
        code = desk_begin(run->desk, fault);
    if (code == 0)
        code = serve_queue(run, &accepted, fault);
    if (code == 0)
        code = offer_queue(run, &accepted, STATE_ACCEPTED, fault);
    if (code == 0)
        code = offer_queue(run, &offered, STATE_OFFERED, fault);
    if (code == 0)
        code = tell_waiting(run, &accepted, fault);
    if (code == 0)
        code = desk_commit(run->desk, fault);
    queue_release(&accepted);
    queue_release(&offered);
    return code;
}

int schedule_run(struct desk *desk, struct tally *tally, struct fault *fault)
{
    struct run run = {.desk = desk, .tally = tally};
    tally_init(tally, "SCHEDULE");
    int code = booking_open(&run.booking, desk, fault);
    if (code == 0)
        code = check_booked(&run, fault);
    if (code == 0)
        code = serve_all(&run, fault);
    if (code < 0)
        desk_abort(desk);
    booking_release(&run.booking);
    return code;
}
