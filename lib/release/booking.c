/* booking.c - see booking.h. */
#include "release/booking.h"

#include <string.h>

#include "release/complete.h"
#include "release/error.h"
#include "release/remark.h"
#include "step/message.h"

static const char WHO[] = "SCHEDULE";

int booking_open(struct booking *booking, struct desk *desk, struct fault *fault)
{
    *booking = (struct booking){.desk = desk};
    bytes_init(&booking->text);
    return busy_read(&booking->busy, desk->reg, fault);
}

void booking_release(struct booking *booking)
{
    busy_release(&booking->busy);
    bytes_release(&booking->text);
}

void booking_say(struct package *package, const char *meaning, int code, const char *text)
{
    for (size_t i = 0; i < package->count; i++) {
        struct part *part = &package->parts[i];
        remark_add(&part->entry.findings, &part->submission, part_main(part), meaning, code, "%s", text);
        submission_sort_findings(&part->entry.findings);
    }
}

void booking_forget(struct package *package, int first, int last)
{
    for (size_t i = 0; i < package->count; i++)
        remark_forget(&package->parts[i].entry.findings, first, last);
}

/* What was said of its slot before. */
static void forget_slot(struct package *package)
{
    booking_forget(package, RELEASE_W_BLACKOUT, RELEASE_W_NO_WINDOW);
}

int booking_book(struct booking *booking, struct package *package, const struct entry_slot *slot,
                 const struct slot_wish *wish, struct fault *fault)
{
    struct calendar_window blackout;
    bool as_asked = slot->start == wish->asked;
    bytes_clear(&booking->text);
    bytes_format(&booking->text, "booked %s, %s%s%s", as_asked ? "as asked" : "later than asked", slot->window,
                 slot->window[0] != '\0' ? ", " : "", slot->start_text);
    if (!as_asked) {
        bytes_text(&booking->text, "; ");
        message_text(&booking->text, &booking->why);
    }
    forget_slot(package);
    package_become(package, STATE_SCHEDULED);
    for (size_t i = 0; i < package->count; i++) {
        package->parts[i].entry.has_slot = true;
        package->parts[i].entry.slot = *slot;
    }
    if (wish->production && !wish->windows &&
        calendar_blackout_of(booking->desk->calendar, slot->start, slot->end, &blackout))
        booking_say(package, "submission.requested_date", RELEASE_W_BLACKOUT, blackout.name);
    int code = package_save(package, booking->desk, WHO, "booked", bytes_string(&booking->text), fault);
    if (code == 0)
        busy_add(&booking->busy, package);
    return code;
}

/* Are there alternates, and can every one of them still be had? */
static bool still_stand(struct booking *booking, const struct package *package, const struct slot_wish *wish)
{
    const struct entry *entry = &package->parts[0].entry;
    struct slot_wish standing = *wish;
    slot_forgo_lead(&standing, booking->desk);
    for (int i = 0; i < entry->alternate_count; i++)
        if (!slot_is_free(&standing, booking->desk, package, &booking->busy, entry->alternates[i].start, &booking->why))
            return false;
    return entry->alternate_count > 0;
}

int booking_offer(struct booking *booking, struct package *package, const struct slot_wish *wish, struct fault *fault)
{
    struct entry_slot alternates[ENTRY_ALTERNATES];
    bool again = package->parts[0].before == STATE_OFFERED;
    if (again && still_stand(booking, package, wish))
        return 1;
    slot_is_free(wish, booking->desk, package, &booking->busy, wish->asked, &booking->why);
    int count = slot_offer(alternates, wish, booking->desk, package, &booking->busy);
    forget_slot(package);
    booking_say(package, "submission.requested_date", booking->why.code, booking->why.detail);
    package_become(package, STATE_OFFERED);
    bool changed = false;
    for (size_t i = 0; i < package->count; i++) {
        struct entry *entry = &package->parts[i].entry;
        memcpy(entry->alternates, alternates, (size_t)count * sizeof *alternates);
        entry->alternate_count = count;
        changed |= part_is_changed(&package->parts[i], booking->desk, entry->reason);
    }
    if (again && !changed)
        return 1;
    bytes_clear(&booking->text);
    bytes_format(&booking->text, "%d alternates%s; ", count, again ? ", for one of those before was taken" : "");
    message_text(&booking->text, &booking->why);
    return package_save(package, booking->desk, WHO, "offered", bytes_string(&booking->text), fault);
}

int booking_hold(struct booking *booking, struct package *package, const char *reason, struct fault *fault)
{
    for (size_t i = 0; i < package->count; i++)
        package->parts[i].changed = part_is_changed(&package->parts[i], booking->desk, reason);
    return package_save(package, booking->desk, WHO, "held", reason, fault);
}

int booking_give_back(struct booking *booking, struct package *package, const char *reason, struct fault *fault)
{
    const struct entry *entry = &package->parts[0].entry;
    char prefix[ENTRY_KEY_SIZE];
    busy_remove(&booking->busy, package_prefix(prefix, entry->release, entry->iteration));
    bytes_clear(&booking->text);
    bytes_format(&booking->text, "%s to %s, %s", entry->slot.start_text, entry->slot.end_text, reason);
    booking_say(package, NULL, RELEASE_W_FREED, bytes_string(&booking->text));
    package_become(package, STATE_ACCEPTED);
    return package_save(package, booking->desk, WHO, "freed", reason, fault);
}

int booking_deny(struct booking *booking, struct package *package, struct fault *fault)
{
    const struct entry *entry = &package->parts[0].entry;
    char prefix[ENTRY_KEY_SIZE];
    busy_remove(&booking->busy, package_prefix(prefix, entry->release, entry->iteration));
    for (size_t i = 0; i < package->count; i++) {
        struct part *part = &package->parts[i];
        if (!remark_denies(&part->entry.findings))
            remark_add(&part->entry.findings, &part->submission, part_main(part), "submission.parts",
                       RELEASE_E_PART_DENIED, "what is staged of another part is not what was submitted");
    }
    package_become(package, STATE_DENIED);
    return package_save(package, booking->desk, WHO, "denied", "what is staged is not what was submitted", fault);
}
