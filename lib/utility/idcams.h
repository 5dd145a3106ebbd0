/*
 * idcams.h - the program IDCAMS: access method services commands from SYSIN, what became of them to SYSPRINT.  Floor 3.
 *
 * DEFINE CLUSTER, GENERATIONDATAGROUP and ALIAS, DELETE, REPRO, LISTCAT, VERIFY; IF, DO, END, ELSE, SET and CANCEL steer them.  Another command,
 * or a parameter that none of them knows, is refused by name with condition code 12 and nothing done for it.  The
 * catalog is HOME/datasets.  A data set that a command changes is taken exclusive while the step runs; one that
 * the job itself has (CUTOVER_HELD) is changed as it is.  z/OS DFSMS Access Method Services Commands SC23-6846.
 *
 * Returns the highest condition code: 0, 4, 8 an entry is not there, 12 a command was not done, 16.
 */
#ifndef CUTOVER_UTILITY_IDCAMS_H
#define CUTOVER_UTILITY_IDCAMS_H

#include "step/program.h"

int idcams_run(struct step *step, void *options);

#endif
