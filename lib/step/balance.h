/*
 * balance.h - what a step took in equals what became of it (design.md, idea 3).  Floor 1.
 */
#ifndef CUTOVER_STEP_BALANCE_H
#define CUTOVER_STEP_BALANCE_H

#include <stdint.h>

#include "base/bytes.h"
#include "base/fault.h"

struct balance {
    const char *step;    /* INTAKE */
    const char *unit;    /* record, submission, file */
    int64_t read;        /* taken in */
    int64_t posted;      /* passed on */
    int64_t returned;    /* sent back with findings */
    int64_t denied;
    int64_t aside;       /* set aside in suspense, duplicates among them */
    int64_t carried;     /* waits for the next run */
    uint64_t hash_total; /* sum of ELEM-BYTES of what was read, modulo 10^15 */
};

/* read == posted + returned + denied + aside + carried, and none negative.  Returns 0 or STEP_E_BALANCE with all counts. */
int balance_check(const struct balance *balance, struct fault *fault);

/* Append as one JSON object without line end; keys are the member names. */
void balance_json(struct bytes *out, const struct balance *balance);

/* Append as one line of text: "INTAKE records: 412 read, 380 posted, ... " */
void balance_line(struct bytes *out, const struct balance *balance);

#endif
