/*
 * spool.h - the folder of one job: HOME/spool/JOBnnnnn/.  Floor 3.
 *
 * In it: JESMSGLG, JESJCL and JESYSMSG (listing.h), one file STEP.DDNAME for each SYSOUT and each in-stream DD, and
 * JOURNAL, a line for each step begun and ended, written through to disk, so that the spool of a processor that was
 * killed says where it was.
 */
#ifndef CUTOVER_RUN_SPOOL_H
#define CUTOVER_RUN_SPOOL_H

#include "base/fault.h"

enum { SPOOL_ID_SIZE = 9, SPOOL_NUMBER_MAX = 99999 };

struct spool {
    char id[SPOOL_ID_SIZE]; /* JOB00001 */
    char *folder;           /* absolute; owned */
    int journal;            /* file descriptor; -1: none */
};

/*
 * Make the next folder below HOME/spool: the number after the highest there.  mkdir(2) decides between two
 * processors that want the same.  Returns 0, RUN_E_SPOOL when all numbers are used, or a BASE_ code.
 */
int spool_open(struct spool *spool, const char *home, struct fault *fault);
void spool_close(struct spool *spool);

/* The path of a file in the folder: NAME, or STEP.NAME.  To be freed. */
char *spool_path(const struct spool *spool, const char *step, const char *name);

/* Append a line to JOURNAL and sync it. */
void spool_note(struct spool *spool, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
