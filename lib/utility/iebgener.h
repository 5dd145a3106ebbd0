/*
 * iebgener.h - the program IEBGENER: SYSUT1 to SYSUT2, record by record.  Floor 3.
 *
 * What goes to what is ddio.h's; SYSUT2 with DISP=MOD is added to; a new one without RECFM and LRECL gets
 * those of SYSUT1, in-stream data being FB 80.  SYSIN must be empty or not there: control statements are
 * refused by name.  z/OS DFSMSdfp Utilities SC23-6864, IEBGENER.  Return codes: 0, or 12 with SYSUT2 as it was.
 */
#ifndef CUTOVER_UTILITY_IEBGENER_H
#define CUTOVER_UTILITY_IEBGENER_H

#include "step/program.h"

int iebgener_run(struct step *step, void *options);

#endif
