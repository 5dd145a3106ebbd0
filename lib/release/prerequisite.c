/* prerequisite.c - see prerequisite.h. */
#include "release/prerequisite.h"

#include <stdio.h>
#include <string.h>

#include "release/error.h"
#include "release/remark.h"

/* What the register knows of a release: the best that one of its iterations has reached. */
struct standing {
    bool known;
    bool in_production;
    bool booked;
    int64_t ends; /* when its slot does */
    enum release_state state; /* of the last entry */
};

/* One iteration, while its parts go by; it counts when every part does. */
struct iteration {
    int number;
    int parts;
    bool deployed;
    bool booked;
    int64_t ends;
};

static void close_iteration(struct standing *standing, const struct iteration *iteration)
{
    if (iteration->parts == 0)
        return;
    standing->in_production |= iteration->deployed;
    if (iteration->booked && (!standing->booked || iteration->ends < standing->ends)) {
        standing->booked = true;
        standing->ends = iteration->ends;
    }
}

static int look_up(struct desk *desk, const char *release, struct standing *standing, struct fault *fault)
{
    struct entry_keys keys = {0};
    struct iteration iteration = {0};
    char prefix[ENTRY_KEY_SIZE];
    *standing = (struct standing){0};
    snprintf(prefix, sizeof prefix, "%.12s.", release);
    int code = entry_keys_with(&keys, desk->reg, desk->txn, prefix, fault);
    for (size_t i = 0; i < keys.count && code == 0; i++) {
        struct entry entry;
        code = entry_load(&entry, desk->reg, desk->txn, keys.items[i], fault);
        if (code == 0 && entry.iteration != iteration.number) {
            close_iteration(standing, &iteration);
            iteration = (struct iteration){entry.iteration, 0, true, true, 0};
        }
        if (code == 0 && (state_is_open(entry.state) || state_has_slot(entry.state))) { /* not returned and the like */
            iteration.parts++;
            iteration.deployed &= entry.state == STATE_DEPLOYED;
            iteration.booked &= entry.state == STATE_SCHEDULED || entry.state == STATE_STAGED;
        }
        iteration.ends = entry.has_slot && entry.slot.end > iteration.ends ? entry.slot.end : iteration.ends;
        standing->state = entry.state;
        standing->known = true;
        entry_release(&entry);
    }
    close_iteration(standing, &iteration);
    entry_keys_release(&keys);
    return code;
}

int prerequisite_judge(struct desk *desk, struct part *part, struct fault *fault)
{
    const struct submission_record *main = part_main(part);
    const char *field = form_meaning(part->submission.form, "submission.prerequisite");
    size_t count = field != NULL ? submission_occurrences(main, field) : 0;
    for (size_t i = 0; i < count; i++) {
        struct standing standing;
        const char *release = submission_text_at(main, field, i);
        if (release[0] == '\0') {
            remark_add(&part->entry.findings, &part->submission, main, "submission.prerequisite", RELEASE_E_PREREQUISITE,
                       "occurrence %zu of %zu is blank", i + 1, count);
            continue;
        }
        int code = look_up(desk, release, &standing, fault);
        if (code < 0)
            return code;
        if (strcmp(release, part->entry.release) == 0)
            remark_add(&part->entry.findings, &part->submission, main, "submission.prerequisite", RELEASE_E_PREREQUISITE,
                       "%s cannot be before itself", release);
        else if (!standing.known)
            remark_add(&part->entry.findings, &part->submission, main, "submission.prerequisite", RELEASE_E_PREREQUISITE,
                       "%s is not known here", release);
    }
    return 0;
}

static int earliest_of_part(struct desk *desk, const struct part *part, int64_t *earliest,
                            struct prerequisite *holds, struct fault *fault)
{
    const struct submission_record *main = part_main(part);
    const char *field = form_meaning(part->submission.form, "submission.prerequisite");
    size_t count = field != NULL ? submission_occurrences(main, field) : 0;
    for (size_t i = 0; i < count; i++) {
        struct standing standing;
        const char *release = submission_text_at(main, field, i);
        int code = look_up(desk, release, &standing, fault);
        if (code < 0)
            return code;
        if (standing.in_production || (standing.booked && standing.ends <= *earliest))
            continue;
        snprintf(holds->release, sizeof holds->release, "%.12s", release);
        holds->state = standing.state;
        if (!standing.booked)
            return 1;
        *earliest = standing.ends;
    }
    return 0;
}

int prerequisite_earliest(struct desk *desk, const struct package *package, int64_t *earliest,
                          struct prerequisite *holds, struct fault *fault)
{
    int code = 0;
    *earliest = 0;
    for (size_t i = 0; i < package->count && code == 0; i++)
        code = earliest_of_part(desk, &package->parts[i], earliest, holds, fault);
    return code;
}
