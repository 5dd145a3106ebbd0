/*
 * reading.h - a deck with its jobs, and the procedures that it calls.  Floor 3; for submit.c.
 */
#ifndef CUTOVER_RUN_READING_H
#define CUTOVER_RUN_READING_H

#include "dataset/dataset.h"
#include "jcl/job.h"
#include "jcl/library.h"
#include "step/program.h"

struct reading {
    struct bytes text;
    struct deck deck;
    struct expansion expansion;
    struct job_list jobs;
    struct fault_list faults;
    char **folders;          /* where procedures are looked for; owned */
    size_t folder_count;
    char *datasets;          /* HOME/datasets, for JCLLIB; owned */
    struct catalog *catalog; /* NULL until a JCLLIB asks */
};

/*
 * Read the file PATH, called NAME in messages; PROCLIBS are looked through in order, then HOME/proclib and SHARE/jcl.  Returns 0 or
 * a BASE_ code; what is wrong with the JCL is in the faults.  Release in either case.
 */
int reading_open(struct reading *reading, struct step *step, const char *path, const char *name, const char *const *proclibs,
                 size_t count, struct fault *fault);
void reading_release(struct reading *reading);

#endif
