/*
 * deck.h - JCL as statements with their parameters and in-stream data: a file as a whole, or a job at a time.  Floor 2.
 *
 *     struct deck deck;                                       a member, or a text at hand
 *     deck_read(&deck, "NIGHTLY.jcl", text, length, &faults);
 *     deck_release(&deck);
 *
 *     struct deck_reader reader;                              a file of any size
 *     deck_reader_open(&reader, fd, "STREAM.jcl");
 *     deck_init(&deck);
 *     while (deck_next(&reader, &deck, &faults) == 1) ... deck ...
 *     deck_release(&deck);  deck_reader_release(&reader);
 *
 * Every card belongs to one statement: deck_write gives back the bytes that were read.  TEXT, or the reader, must outlive
 * the deck, as must what was built from it; the next job takes the memory of the one before.
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

void deck_init(struct deck *deck);
void deck_release(struct deck *deck);

/*
 * Read it all; what is wrong is added to FAULTS.  Returns 0, or JCL_E_EBCDIC or JCL_E_NOT_JCL (told too), when there are no
 * statements.  Release in either case.
 */
int deck_read(struct deck *deck, const char *file, const char *text, size_t length, struct fault_list *faults);

/* Append the cards of the statements, line ends and all, as they were read. */
void deck_write(const struct deck *deck, struct bytes *out);

struct deck_reader {
    int fd;
    const char *file;   /* name for messages; not owned */
    struct bytes block; /* what was read and not yet given: it grows to the longest job */
    size_t start;       /* of the next job in the block */
    size_t cards;       /* of the file before that */
    bool ended;         /* no more of the file follows */
    bool crlf_told;
    bool has_statement; /* a card began with // */
};

void deck_reader_open(struct deck_reader *reader, int fd, const char *file);
void deck_reader_release(struct deck_reader *reader);

/*
 * The next job: its JOB statement and all up to the next one; what stands before the first JOB is with it.  Returns 1, 0 behind the
 * last one, or JCL_E_READ, JCL_E_EBCDIC or JCL_E_NOT_JCL (each told once, in FAULTS).
 */
int deck_next(struct deck_reader *reader, struct deck *deck, struct fault_list *faults);

#endif
