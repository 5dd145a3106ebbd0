/*
 * deck.h - a file of JCL: its statements with their parameters and in-stream data.  Floor 2.
 *
 *     struct deck deck;
 *     deck_read(&deck, "NIGHTLY.jcl", text, length, &faults);
 *     jobs_read(...)                                          job.h
 *     deck_release(&deck);
 *
 * TEXT must outlive the deck, as must what was built from it.
 */
#ifndef CUTOVER_JCL_DECK_H
#define CUTOVER_JCL_DECK_H

#include "jcl/parameter.h"

enum { DLM_MAX_LEN = 18 };

struct deck {
    struct cards cards;
    struct arena arena; /* texts of statements, parameters and jobs */
    struct statement *statements;
    size_t count;
    size_t capacity;
};

/* Read it all; what is wrong is added to FAULTS.  Returns 0, or the code of a file that is no JCL.  Release in either case. */
int deck_read(struct deck *deck, const char *file, const char *text, size_t length, struct fault_list *faults);
void deck_release(struct deck *deck);

#endif
