/* iteration.c - see iteration.h. */
#include "release/iteration.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static int note_sibling(void *user, const char *key, const char *value, size_t length)
{
    (void)value;
    (void)length;
    struct iteration *siblings = user;
    int iteration = (int)strtol(key + strlen(siblings->prefix), NULL, 10);
    if (iteration > siblings->highest)
        siblings->highest = iteration;
    if (iteration != siblings->own) {
        siblings->keys = memory_grow(siblings->keys, &siblings->capacity, siblings->count + 1, sizeof *siblings->keys);
        snprintf(siblings->keys[siblings->count++], ENTRY_KEY_SIZE, "%s", key);
    }
    return 0;
}

/* Look at each; only the keys of older ones that wait stay. */
static int weigh(struct reg *reg, struct reg_txn *txn, int iteration, struct iteration *siblings, struct fault *fault)
{
    size_t kept = 0;
    int code = 0;
    for (size_t i = 0; i < siblings->count && code == 0; i++) {
        struct entry entry;
        code = entry_load(&entry, reg, txn, siblings->keys[i], fault);
        if (code == 0) {
            siblings->staged = siblings->staged || entry.state == STATE_STAGED;
            siblings->newer = siblings->newer || entry.iteration > iteration;
            if (state_is_open(entry.state) && entry.iteration < iteration)
                memmove(siblings->keys[kept++], siblings->keys[i], ENTRY_KEY_SIZE);
        }
        entry_release(&entry);
    }
    siblings->count = kept;
    return code;
}

int iteration_read(struct iteration *siblings, struct reg *reg, struct reg_txn *txn, const char *release, int iteration,
                   struct fault *fault)
{
    *siblings = (struct iteration){.own = iteration};
    snprintf(siblings->prefix, sizeof siblings->prefix, "%s.", release);
    int code = reg_scan(reg, txn, REG_SUBMISSION, siblings->prefix, note_sibling, siblings, fault);
    return code == 0 ? weigh(reg, txn, iteration, siblings, fault) : code;
}

void iteration_release(struct iteration *siblings)
{
    free(siblings->keys);
    *siblings = (struct iteration){0};
}

int iteration_supersede(struct intake *intake, struct reg_txn *txn, const char *key, int iteration, struct fault *fault)
{
    struct entry entry;
    char reason[64];
    int code = entry_load(&entry, intake->reg, txn, key, fault);
    if (code == 0) {
        enum release_state from = entry.state;
        entry.state = STATE_SUPERSEDED;
        entry.has_slot = false;
        entry.slot = (struct entry_slot){0};
        entry.alternate_count = 0;
        snprintf(reason, sizeof reason, "iteration %d is there", iteration);
        code = entry_save(intake->reg, txn, &entry,
                          &(struct entry_change){from, INTAKE_WHO, "superseded", reason, intake->now}, fault);
    }
    entry_release(&entry);
    return code;
}

int iteration_supersede_older(struct intake *intake, struct reg_txn *txn, const struct iteration *siblings,
                              struct fault *fault)
{
    int code = 0;
    for (size_t i = 0; i < siblings->count && code == 0; i++)
        code = iteration_supersede(intake, txn, siblings->keys[i], siblings->own, fault);
    return code;
}
