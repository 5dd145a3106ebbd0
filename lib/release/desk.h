/*
 * desk.h - what the programs of the desk work with: register, directory, calendar, forms, policy.  Floor 3.
 *
 *     struct desk desk;
 *     if (desk_open(&desk, step, DESK_WRITE | DESK_PEOPLE, &fault) < 0) return step_fail(step, &fault, RC_UNFINISHED);
 *     ... validate_run(&desk, ...) ...
 *     desk_close(&desk);
 *
 * Everything a decision depends on comes from here: the business date, the instant, the directory as one run sees
 * it.  So a run with the same desk decides the same.
 */
#ifndef CUTOVER_RELEASE_DESK_H
#define CUTOVER_RELEASE_DESK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/fault.h"
#include "base/lock.h"
#include "calendar/calendar.h"
#include "dataset/dataset.h"
#include "form/form.h"
#include "people/people.h"
#include "register/register.h"
#include "step/program.h"

/* Section [policy]. */
struct policy {
    int lead_days;      /* business days before a production release of class N */
    int test_days;      /* how old a test may be on the requested date */
    int follow_days;    /* business days in which an emergency's papers follow */
    int night_time;     /* local time HHMM at which the night runs: no slot begins earlier on the business date */
    bool require_proof; /* book only what was proven */
};

/* Read it from CONFIG.  Returns 0, or STEP_E_CONFIG with the key. */
int policy_read(struct policy *policy, const struct config *config, struct fault *fault);

struct desk {
    struct reg *reg;
    struct reg_txn *txn;       /* the transaction under way, or NULL; everything is read and written in it */
    int changes;               /* entries saved in it */
    int batch;                 /* as many make it long: desk_pause commits */
    struct people *people;     /* NULL without DESK_PEOPLE */
    struct calendar *calendar; /* NULL without DESK_CALENDAR */
    struct form_set forms;     /* empty without DESK_FORMS */
    struct catalog *catalog;   /* the home's data sets; NULL without DESK_DATASETS */
    struct policy policy;
    const char *home;          /* the step's */
    int date;                  /* business date */
    int64_t from;              /* no slot may begin before: now, or when the clock is fixed the night of the business date */
    int64_t now;               /* seconds since 1970-01-01T00:00:00Z, noted in every audit entry of the run */
    struct lock lock;
    bool locked;
};

enum desk_need {
    DESK_WRITE = 1, /* take HOME/.desk.lock, waiting for it: one program at a time changes what it has read */
    DESK_PEOPLE = 2,
    DESK_CALENDAR = 4,
    DESK_FORMS = 8,
    DESK_DATASETS = 16,
    DESK_ALL = 31
};

/*
 * Open what NEED asks for (the register always), as STEP's configuration says: [policy], [people], [calendar]
 * windows and zone, copybooks/ of the share folder.  Returns 0, or the fault of what could not be opened; then
 * nothing is open.
 */
int desk_open(struct desk *desk, const struct step *step, unsigned need, struct fault *fault);
void desk_close(struct desk *desk);

/*
 * One transaction at a time.  While it is under way everything is read in it too: a read beside it would wait for it
 * for ever.  desk_pause commits and begins anew when it has become long; desk_abort is allowed when there is none.
 */
int desk_begin(struct desk *desk, struct fault *fault);
int desk_pause(struct desk *desk, struct fault *fault);
int desk_commit(struct desk *desk, struct fault *fault);
void desk_abort(struct desk *desk);

/* NAME as it stands if absolute, else in the home folder if it is there, else in the share folder; to be freed. */
char *desk_path(const struct step *step, const char *name);

#endif
