/* tally.c - see tally.h. */
#include "release/tally.h"

#include <stdio.h>

static const uint64_t HASH_TOTAL_MODULUS = 1000000000000000;

void tally_init(struct tally *tally, const char *step)
{
    *tally = (struct tally){.balance = {.step = step, .unit = "submission"}};
}

void tally_read(struct tally *tally, const struct package *package, enum release_state before)
{
    uint64_t total = tally->balance.hash_total;
    for (size_t i = 0; i < package->count; i++) {
        if (package->parts[i].before != before)
            continue;
        tally->balance.read++;
        const struct submission_record *e = submission_first(&package->parts[i].submission, FORM_ELEMENT);
        for (; e != NULL; e = e->next)
            total = (total + (uint64_t)submission_amount(e, "element.bytes")) % HASH_TOTAL_MODULUS;
    }
    tally->balance.hash_total = total;
}

void tally_unfinished(struct tally *tally, size_t count, const struct fault *why)
{
    if (tally->unfinished == 0 && why != NULL)
        tally->why = *why;
    tally->unfinished += (int64_t)count;
}

int tally_finish(const struct tally *tally, struct step *step)
{
    struct fault fault;
    struct bytes out;
    bytes_init(&out);
    if (step->json)
        balance_json(&out, &tally->balance);
    else
        balance_line(&out, &tally->balance);
    printf("%s\n", bytes_string(&out));
    bytes_release(&out);
    if (balance_check(&tally->balance, &fault) < 0)
        step_fail(step, &fault, RC_UNFINISHED);
    if (tally->unfinished > 0)
        step_fail(step, &tally->why, RC_UNFINISHED);
    if (tally->balance.returned > 0 || tally->noted > 0)
        step_raise(step, RC_WARNING);
    if (tally->balance.denied > 0 || tally->balance.aside > 0)
        step_raise(step, RC_ERROR);
    return step->return_code;
}
