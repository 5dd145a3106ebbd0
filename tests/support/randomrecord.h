/*
 * randomrecord.h - random copybooks of every usage, and records of them: valid ones of full length, with preferred signs
 * and normalised floats, written by code of its own from the plan.  Numbers are those of support/randombook.h.
 */
#ifndef CUTOVER_TESTS_RANDOMRECORD_H
#define CUTOVER_TESTS_RANDOMRECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "record/codepage.h"
#include "record/plan.h"

struct randomrecord_kinds {
    bool lines; /* only what can stand in a line of text: characters */
    bool dbcs;  /* PIC G too */
    bool bytes; /* text of any bytes, as --escape takes it */
};

/* Append a copybook in free format, its 01 level R. */
void randomrecord_book(struct bytes *book, const struct randomrecord_kinds *kinds);

/* Write a record of a plan with FILLER; RECORD has room for the longest.  Returns its length, 0 when the plan is too large. */
size_t randomrecord_fill(uint8_t *record, const struct plan *plan, const struct codepage *page, const struct randomrecord_kinds *kinds);

#endif
