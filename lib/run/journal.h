/*
 * journal.h - what has happened to a job, a line each, written through: HOME/spool/JOBnnnnn/JOURNAL.  Floor 3.
 *
 * A line is a word that says what, words of the alphabet of JCL behind it, and a period; one without its period was cut
 * by a kill and means nothing.
 *
 *     job NAME CLASS RUN|HOLD INDEX SECONDS   submitted: the INDEX-th job (from 0) of INPUT, at SECONDS of the clock
 *     released                                a held job may run
 *     waiting WHAT                            for a job of its name, an initiator or a data set
 *     running PID TICKS                       by this process, which began at TICKS (field 22 of /proc/PID/stat)
 *     begun                                   it need not wait any more for its name and an initiator
 *     generation BASE NUMBER                  (0) of this base was NUMBER when the job began (rule 33)
 *     step N LABEL PROGRAM                    step N (from 1) is begun: now its data sets are taken
 *     making DSN                              step N is about to catalog it
 *     saved DSN NAME                          what it was before step N is in the job's folder as save/NAME
 *     process PID TICKS                       the step's program
 *     ended N CODE                            0004, S0C4, FLUSH or JCLERR; now its dispositions are carried out
 *     done N                                  they were
 *     end CODE                                the job: RC=0004, ABEND=S0C4, JCLERR or CANCELED
 *
 * Who has the job in hand holds a lock (fcntl(2), F_OFD_SETLK) on all of the file, which a kill gives back.
 */
#ifndef CUTOVER_RUN_JOURNAL_H
#define CUTOVER_RUN_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"

enum { JOURNAL_MAX_WORDS = 8, JOURNAL_MAX_LINE = 256 };

struct journal {
    int fd; /* -1: none */
    bool dirty, failed;
};

/* Take the job in FOLDER in hand: open its journal, made when missing.  Returns 0, 1 when another process has it, or BASE_E_WRITE. */
int journal_open(struct journal *journal, const char *folder, struct fault *fault);
void journal_close(struct journal *journal);

/*
 * Append a line (without period).  A journal that cannot be written does not stop the job at once: journal_sync, which must come
 * before what the lines announce, returns BASE_E_WRITE then.
 */
void journal_note(struct journal *journal, const char *format, ...) __attribute__((format(printf, 2, 3)));
int journal_sync(struct journal *journal, struct fault *fault);

struct journal_line {
    const char *words[JOURNAL_MAX_WORDS]; /* the first says what */
    size_t count;
};

/* Hand every whole line of the journal in FOLDER to VISIT; not 0 ends it.  Returns 0, what VISIT returned, or BASE_E_OPEN. */
typedef int journal_visit(void *user, const struct journal_line *line);
int journal_read(const char *folder, journal_visit *visit, void *user, struct fault *fault);

/* Has another process the job in FOLDER in hand? */
bool journal_is_in_hand(const char *folder);

#endif
