/* inquiry.c - see inquiry.h. */
#include "release/inquiry.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "release/decision.h"
#include "release/error.h"
#include "release/history.h"
#include "release/show.h"
#include "step/message.h"

static void flush(struct bytes *out)
{
    fwrite(bytes_string(out), 1, out->length, stdout);
    bytes_clear(out);
}

/* ---- list */

struct listing {
    const char *agency;
    bool json;
    struct bytes out;
};

static int list_entry(void *user, const struct entry *entry)
{
    struct listing *listing = user;
    if (listing->agency != NULL && strcasecmp(listing->agency, entry->agency) != 0)
        return 0;
    if (listing->json) {
        entry_json(&listing->out, entry, false);
    } else {
        char agency[ENTRY_TEXT_SIZE], system[ENTRY_TEXT_SIZE];
        bytes_format(&listing->out, "%-12s %3d %s %-8s %-8s %1s %-11s %s", entry->release, entry->iteration, entry->form,
                     bytes_escape(agency, sizeof agency, entry->agency, strlen(entry->agency)),
                     bytes_escape(system, sizeof system, entry->system, strlen(entry->system)), entry->class,
                     state_name(entry->state), entry->has_slot ? entry->slot.start_text : "");
        while (listing->out.length > 0 && listing->out.data[listing->out.length - 1] == ' ')
            listing->out.length--;
    }
    bytes_char(&listing->out, '\n');
    flush(&listing->out);
    return 0;
}

/* In the order of the states as they are in the table, each once, however often it was named. */
static int list_states(struct listing *listing, struct desk *desk, const struct text_list *states, struct fault *fault)
{
    int code = 0;
    for (enum release_state state = STATE_RECEIVED; state < STATES && code == 0; state++)
        for (size_t i = 0; i < states->count && code == 0; i++)
            if (strcasecmp(states->items[i], state_name(state)) == 0) {
                code = entry_scan_state(desk->reg, state, list_entry, listing, fault);
                break;
            }
    return code;
}

static int check_states(const struct text_list *states, struct fault *fault)
{
    for (size_t i = 0; i < states->count; i++)
        if (state_parse(states->items[i]) == STATE_NEW)
            return fault_set(fault, STEP_E_USAGE, "%s is no state; RECEIVED RETURNED DENIED ACCEPTED BOARD OFFERED SCHEDULED "
                             "STAGED DEPLOYED ROLLED-BACK WITHDRAWN SUPERSEDED are", states->items[i]);
    return 0;
}

int inquiry_list(struct step *step, const struct text_list *states, const char *agency)
{
    struct desk desk;
    struct fault fault = {0};
    struct listing listing = {.agency = agency, .json = step->json};
    if (check_states(states, &fault) < 0)
        return step_fail(step, &fault, RC_NOT_STARTED);
    if (desk_open(&desk, step, 0, &fault) < 0)
        return step_fail(step, &fault, RC_UNFINISHED);
    bytes_init(&listing.out);
    int code = states->count > 0 ? list_states(&listing, &desk, states, &fault)
                                 : entry_scan(desk.reg, list_entry, &listing, &fault);
    bytes_release(&listing.out);
    desk_close(&desk);
    return code < 0 ? step_fail(step, &fault, RC_UNFINISHED) : RC_DONE;
}

/* ---- show */

static int show_package(struct step *step, struct desk *desk, const char *prefix, struct fault *fault)
{
    struct package package;
    struct bytes out;
    bytes_init(&out);
    int code = package_load(&package, desk, prefix, fault);
    for (size_t i = 0; i < package.count && code == 0; i++) {
        code = step->json ? show_part_json(&out, desk, &package.parts[i], fault)
                          : show_part(&out, desk, &package, &package.parts[i], fault);
        bytes_text(&out, step->json || i + 1 == package.count ? "\n" : "\n----\n\n");
        flush(&out);
    }
    bytes_release(&out);
    package_release(&package);
    return code;
}

/* The package of an iteration, or of the last one there is.  1: none. */
static int find_prefix(struct desk *desk, const char *operand, char prefix[ENTRY_KEY_SIZE], struct fault *fault)
{
    char release[13], all[ENTRY_KEY_SIZE];
    int iteration;
    struct entry_keys keys = {0};
    int code = decision_parse(operand, release, &iteration, fault);
    if (code < 0)
        return code;
    snprintf(all, sizeof all, "%s.", release);
    code = entry_keys_with(&keys, desk->reg, NULL, iteration != 0 ? package_prefix(all, release, iteration) : all, fault);
    if (code == 0 && keys.count > 0)
        package_prefix_of_key(prefix, keys.items[keys.count - 1]);
    else if (code == 0)
        code = fault_set(fault, RELEASE_E_NOT_THERE, "%.*s", (int)strlen(all) - 1, all);
    entry_keys_release(&keys);
    return code;
}

int inquiry_show(struct step *step, const char *operand)
{
    struct desk desk;
    struct fault fault = {0};
    char prefix[ENTRY_KEY_SIZE];
    if (desk_open(&desk, step, DESK_FORMS, &fault) < 0)
        return step_fail(step, &fault, RC_UNFINISHED);
    int code = find_prefix(&desk, operand, prefix, &fault);
    if (code == 0)
        code = show_package(step, &desk, prefix, &fault);
    desk_close(&desk);
    return code < 0 ? step_fail(step, &fault, decision_return_code(&fault)) : RC_DONE;
}

/* ---- history */

int inquiry_history(struct step *step, const char *operand)
{
    struct desk desk;
    struct fault fault = {0};
    struct bytes out;
    char release[13];
    int iteration;
    if (decision_parse(operand, release, &iteration, &fault) < 0)
        return step_fail(step, &fault, RC_NOT_STARTED);
    if (desk_open(&desk, step, 0, &fault) < 0)
        return step_fail(step, &fault, RC_UNFINISHED);
    bytes_init(&out);
    int code = history_of_release(&out, &desk, release, iteration, step->json, &fault);
    if (code == 1)
        code = fault_set(&fault, RELEASE_E_NOT_THERE, "%s", operand);
    flush(&out);
    bytes_release(&out);
    desk_close(&desk);
    return code < 0 ? step_fail(step, &fault, decision_return_code(&fault)) : RC_DONE;
}
