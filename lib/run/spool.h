/*
 * spool.h - the folder of one job: HOME/spool/JOBnnnnn/.  Floor 3.
 *
 * In it: JESMSGLG, JESJCL and JESYSMSG (listing.h), one file STEP.DDNAME for each SYSOUT and each in-stream DD, JOURNAL (journal.h),
 * INPUT and PROCLIBS (what was submitted, and where its procedures are looked for), and while the job lasts temporary/ (its
 * temporary data sets), save/ (savepoint.h), work.N/ (the folder of step N) and HELD (reserve.h).
 */
#ifndef CUTOVER_RUN_SPOOL_H
#define CUTOVER_RUN_SPOOL_H

#include "base/fault.h"

enum { SPOOL_ID_SIZE = 9, SPOOL_NUMBER_MAX = 99999 };

struct spool {
    char id[SPOOL_ID_SIZE]; /* JOB00001 */
    char *folder;           /* absolute; owned */
};

/*
 * Make the next folder below HOME/spool: the number after the highest there, behind JOB99999 the lowest that is free.  mkdir(2)
 * decides between two processors that want the same.  Returns 0, RUN_E_SPOOL when all numbers are used, or a BASE_ code.
 */
int spool_open(struct spool *spool, const char *home, struct fault *fault);

/* JOBnnnnn to its number, 1 to SPOOL_NUMBER_MAX; 0 for any other name. */
int spool_number(const char *name);

/* The folder of job ID, which is there.  1: it is not, or ID is none. */
int spool_find(struct spool *spool, const char *home, const char *id, struct fault *fault);
void spool_close(struct spool *spool);

/*
 * A job that begins keeps a little room for what it must still say when a step has filled the file system; spool_use_reserve gives it
 * free.  Without room for even that it is not kept.
 */
void spool_keep_reserve(const struct spool *spool);
void spool_use_reserve(const struct spool *spool);

/* The path of a file in the folder: NAME, or STEP.NAME.  To be freed. */
char *spool_path(const struct spool *spool, const char *step, const char *name);

#endif
