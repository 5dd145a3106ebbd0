/*
 * iteration.h - what is there of a release beside the iteration that comes in (forms.md, "Iterations").  Floor 3; for
 * lib/release alone.
 *
 * A new iteration supersedes older ones that wait, of either form; it is refused while another one is staged; one that
 * is older than what is there is superseded as soon as it is posted.
 */
#ifndef CUTOVER_RELEASE_ITERATION_H
#define CUTOVER_RELEASE_ITERATION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"
#include "register/register.h"
#include "release/entry.h"
#include "release/intake.h"

struct iteration {
    char prefix[ENTRY_KEY_SIZE]; /* "CHFS-0042." */
    int own;
    int highest;                 /* iteration that is there, its own among them; 0: none */
    bool newer;                  /* a higher one than its own is there */
    bool staged;                 /* another one is */
    char (*keys)[ENTRY_KEY_SIZE]; /* of older ones that wait; owned */
    size_t count, capacity;
};

/* Look at everything of RELEASE in the register as TXN sees it.  Release SIBLINGS in any case. */
int iteration_read(struct iteration *siblings, struct reg *reg, struct reg_txn *txn, const char *release, int iteration,
                   struct fault *fault);
void iteration_release(struct iteration *siblings);

/* The entry at KEY, or all older ones that wait, become SUPERSEDED because ITERATION is there. */
int iteration_supersede(struct intake *intake, struct reg_txn *txn, const char *key, int iteration, struct fault *fault);
int iteration_supersede_older(struct intake *intake, struct reg_txn *txn, const struct iteration *siblings,
                              struct fault *fault);

#endif
