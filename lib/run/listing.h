/*
 * listing.h - the three listings of a job as JES2 writes them: JESMSGLG, JESJCL, JESYSMSG.  Floor 3.
 *
 * Column 1 is carriage control (1 new page, 0 two lines, - three, blank one).  Each line is written when it is
 * known, so that a processor that was killed leaves what it knew.  Times are those of the clock handed in: with a
 * fixed one the listings of two runs are equal byte for byte, and no CPU time is told.
 */
#ifndef CUTOVER_RUN_LISTING_H
#define CUTOVER_RUN_LISTING_H

#include <stdint.h>
#include <stdio.h>

#include "base/clock.h"
#include "jcl/job.h"
#include "run/result.h"
#include "run/spool.h"

struct listing {
    const struct spool *spool;
    struct clock_source clock;
    const char *job;  /* its name */
    FILE *log;        /* JESMSGLG */
    FILE *jcl;        /* JESJCL */
    FILE *messages;   /* JESYSMSG */
    int64_t began;    /* the job, the step */
    int64_t step_began;
    int64_t cpu_ms;   /* of all steps */
    size_t sysout_lines;
    size_t data_sets; /* spool data sets named so far, for D0000101 */
};

/* Open the three, FIRST: and write the head of JESMSGLG; else they go on.  Returns 0, or BASE_E_WRITE. */
int listing_open(struct listing *listing, const struct spool *spool, const struct clock_source *clock,
                 const char *job, bool first, struct fault *fault);

/* Close them.  Returns 0, or BASE_E_WRITE when one is not whole (no room). */
int listing_close(struct listing *listing, struct fault *fault);

/* One line of JESMSGLG ("hh.mm.ss JOBnnnnn  ..."), of JESYSMSG, and of both. */
void listing_log(struct listing *listing, const char *format, ...) __attribute__((format(printf, 2, 3)));
void listing_message(struct listing *listing, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * JESJCL: the statements of the job with their numbers, in-stream data left out, and behind each EXEC of a procedure its statements: XX
 * of a library's, ++ of the job's own, X/ and +/ what an override changed.
 */
void listing_cards(struct listing *listing, const struct deck *deck, const struct expansion *expansion, const struct job *job);

/* The number that STATEMENT has there. */
int listing_number(const struct deck *deck, const struct expansion *expansion, const struct job *job, const struct statement *statement);

/* The job begins ($HASP373, IEF403I), or is not run: FAULTS by statement number in JESYSMSG, and IEFC452I. */
void listing_job_begins(struct listing *listing, const struct job *job);
void listing_job_refused(struct listing *listing, const struct deck *deck, const struct job *job,
                         const struct fault_list *faults);

/* A step begins (IEF236I), was bypassed (ID and WHY, then IEF272I) or flushed (NULL: IEF272I alone), or ended (IEF142I or IEF450I, IEF472I). */
void listing_step_begins(struct listing *listing, const struct job_step *step);
void listing_step_skipped(struct listing *listing, const struct job_step *step, const char *id, const char *why);
void listing_step_result(struct listing *listing, const struct job_step *step, const struct result *result);
void listing_step_ends(struct listing *listing, const struct job_step *step, const struct result *result);

/* What became of a DD: IEF285I with its data set's NAME and a word like SYSOUT or KEPT.  DD is NULL for a data set that no DD has any more. */
void listing_disposition(struct listing *listing, const struct dd *dd, const char *name, const char *word);

/* The job ends: IEF375I, IEF033I, IEF404I or IEF453I, $HASP395, statistics. */
void listing_job_ends(struct listing *listing, const struct deck *deck, const struct result *results, size_t count);

#endif
