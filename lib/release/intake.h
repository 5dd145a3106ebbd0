/*
 * intake.h - from the drop folder into the register.  Floor 3.
 *
 *     struct intake intake = {.reg = ..., .forms = ..., .config = ..., .home = ..., .drop = ..., .date = ..., .now = ...};
 *     int code = intake_run(&intake, &fault);
 *     intake.return_code, intake.files, intake.submissions, intake.records say what happened
 *
 * Every complete file of the drop folder in byte order of names: moved to intake/NAME, where no sender reaches it, read
 * and judged (form/drop.h), its submissions posted, its own document written, then it is moved to archive/CCYYMMDD/NAME,
 * or with NAME.findings.jsonl to suspense/NAME.  Any of it may be killed and is finished by the next run, once: what lies
 * in intake/ comes first, a submission is known by its key and its file's hash, a file by its hash.
 */
#ifndef CUTOVER_RELEASE_INTAKE_H
#define CUTOVER_RELEASE_INTAKE_H

#include <stdint.h>

#include "base/fault.h"
#include "form/form.h"
#include "register/register.h"
#include "step/balance.h"
#include "step/config.h"
#include "step/return_code.h"

#define INTAKE_WHO "INTAKE" /* in the audit trail */

enum intake_error {
    INTAKE_W_SEEN = -480,      /* a file seen before */
    INTAKE_E_SEQUENCE = -481,  /* the FILE-SEQ of a posted file with other bytes */
    INTAKE_W_GAP = -482,       /* FILE-SEQ jumps */
    INTAKE_W_DUPLICATE = -483, /* a submission that is there already, with the same content */
    INTAKE_E_CONTENT = -484,   /* a submission that is there already, with other content */
    INTAKE_E_STAGED = -485,    /* an iteration while another one is staged */
    INTAKE_W_SKIPPED = -486,   /* an iteration number that was skipped */
    INTAKE_W_LATE = -487,      /* an iteration older than one that is there */
    INTAKE_E_FILING = -488,    /* a file's document in the register that cannot be read */
    INTAKE_I_FILE = -489,      /* what became of a file */
    INTAKE_W_RETURNED = -490,  /* a submission was returned */
    INTAKE_W_NO_FILE = -491,   /* a folder, link or pipe in the drop folder */
};

struct intake {
    /* given */
    struct reg *reg;
    const struct form_set *forms;
    const struct config *config; /* [intake] complete, [intake] submission_records, [form ...] codepage */
    const char *home;            /* archive/ and suspense/ are in it */
    const char *drop;            /* the drop folder */
    int date;                    /* business date */
    int64_t now;                 /* seconds since 1970-01-01T00:00:00Z, for the audit trail */
    void (*tell)(void *user, const struct fault *message); /* what happened, as it happens; may be NULL */
    void *user;
    /* filled */
    enum return_code return_code;
    struct balance files;
    struct balance submissions;
    struct balance records;
};

/*
 * Take in every complete file.  A file that cannot be read is carried (return code 12) and the others go on.
 * Returns 0, or the fault that stopped the run: the register, a folder that cannot be written, or a balance that
 * does not hold.
 */
int intake_run(struct intake *intake, struct fault *fault);

#endif
