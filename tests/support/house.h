/*
 * house.h - a home folder with a register, and one run of intake after another on it.
 *
 *     struct house house;
 *     house_init(&house);
 *     house_put_release(&house, "D.1", "CHFS-0042", "1", "1", "60");
 *     assert_int_equal(house_run(&house), RC_DONE);          house.intake says what happened
 *     house_release(&house);
 */
#ifndef CUTOVER_TESTS_HOUSE_H
#define CUTOVER_TESTS_HOUSE_H

#include "support/dropfile.h"
#include "support/suite.h"

#include <stdbool.h>

#include "release/intake.h"

struct house {
    char *home;
    char *drop;
    struct form_set forms;
    struct config config;
    struct reg *reg;
    struct intake intake;
    int messages;
    int die_at; /* of messages: the process ends there; 0: never */
};

void house_init(struct house *house);
void house_release(struct house *house);
void house_open_register(struct house *house);

/* Intake on 2026-11-20; its return code. */
enum return_code house_run(struct house *house);

/* A file in the drop folder: bytes, a drop file in CP037, or one of one submission of RELEASE and ITERATION. */
void house_put(struct house *house, const char *name, const void *bytes, size_t length);
void house_put_file(struct house *house, const char *name, struct dropfile *file, enum drop_framing framing);
void house_put_release(struct house *house, const char *name, const char *release, const char *iteration, const char *seq,
                       const char *duration);

/* NAME is there, below the home. */
bool house_has(const struct house *house, const char *name);

#endif
