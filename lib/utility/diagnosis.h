/*
 * diagnosis.h - decode --guess, and the word on why many records failed.  Floor 3; for records.c.
 */
#ifndef CUTOVER_UTILITY_DIAGNOSIS_H
#define CUTOVER_UTILITY_DIAGNOSIS_H

#include "record/convert.h"
#include "record/settings.h"
#include "step/program.h"

struct diagnosis {
    const struct settings *settings; /* as given, lists filled */
    int in;                          /* the data */
    const char *path;                /* of the data as given, "-" for standard input */
    const struct sample *head;       /* what was read of it first; count 0: it can be read again */
};

/*
 * Look at a sample of the data (of a pipe: what comes next).  When other options fit clearly better than the ones given,
 * say why and write a command line with them to standard output.  Silent when the ones given fit.  Returns a return code.
 */
int diagnosis_propose(struct step *step, const struct diagnosis *diagnosis);

/* After a run that left TALLY: when many records failed, say why in one message. */
void diagnosis_tell(struct step *step, const struct diagnosis *diagnosis, const struct convert_tally *tally);

#endif
