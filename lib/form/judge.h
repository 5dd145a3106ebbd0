/*
 * judge.h - the first pass over a drop file: what sets it aside whole.  Floor 2; for lib/form alone.
 *
 * judge.c goes through the records: their order, numbers, places and sizes.  envelope.c judges H and T, transfer.c tells
 * a text-mode transfer by what it did to binary fields.
 */
#ifndef CUTOVER_FORM_JUDGE_H
#define CUTOVER_FORM_JUDGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/fault.h"
#include "form/drop.h"
#include "form/keyset.h"
#include "form/records.h"

struct totals { /* as the trailer has them; -1: could not be read */
    int64_t records, submissions, elements, hash;
};

struct judge {
    struct records *records;
    const struct form *form;
    struct drop_summary *summary;
    int64_t limit;
    bool headed, closed;
    bool behind_said, sequence_said, interleaved_said;
    struct keyset seen;    /* keys of S records */
    struct keyset strangers; /* keys of other records outside their submission */
    char release[13];      /* of the submission under way; "" when none, or its key cannot be read */
    int iteration;
    bool open;             /* a submission is under way */
    int64_t in_submission; /* its records */
    int64_t tested, hit;   /* records with packed amounts, and those of them that cannot be read */
    int64_t substituted;   /* records in which a wrong binary number holds what a translation puts for what it lacks */
    int64_t unread;        /* amounts of elements that cannot be read */
    struct totals totals;
};

/*
 * Read all of RECORDS and fill what SUMMARY says of the contents: header, counts, findings, aside.  LIMIT is the
 * most records of one submission.  Damage is no fault.  Returns 0 or BASE_E_OPEN.
 */
int judge_file(struct records *records, int64_t limit, struct drop_summary *summary, struct fault *fault);

/* Add a finding of the file as a whole to SUMMARY; damage sets the file aside. */
void judge_add(struct drop_summary *summary, const struct fault *finding);

/* The same, saying where: in the record of VIEW, or NULL for the whole. */
void judge_say(struct judge *judge, struct fault *finding, const struct record_view *view);

#endif
