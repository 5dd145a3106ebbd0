/*
 * error.h - what can go wrong with a job: the codes of this room.  Floor 3.
 *
 * Each is minus a message number of step/messages.def (750 to 799).
 */
#ifndef CUTOVER_RUN_ERROR_H
#define CUTOVER_RUN_ERROR_H

enum run_error {
    RUN_E_JCL = -750,       /* the deck has errors; nothing was run */
    RUN_E_ABEND = -751,     /* a step ended abnormally */
    RUN_E_CANCELLED = -752, /* a signal stopped the job */
    RUN_E_PROGRAM = -753,   /* no such program */
    RUN_E_START = -754,     /* a program could not be started */
    RUN_E_ALLOCATE = -755,  /* a DD could not be allocated */
    RUN_E_SPOOL = -756,     /* no job number is free */
    RUN_E_NIGHT = -757,     /* the night is running already */
    RUN_E_UNSAVED = -758,   /* a step that was killed may have changed a data set of which there is no copy */
    RUN_E_RESTART = -759,   /* a job cannot be restarted there, or not at all */
    RUN_E_IN_HAND = -760,   /* another process runs the job */
    RUN_I_RESUMED = -761,   /* it goes on */
    RUN_E_RECORDS = -767,   /* what is to be V records is none */
    RUN_E_NO_JOB = -762,    /* no such job in the spool */
    RUN_E_NO_OUTPUT = -763, /* no such file of the job */
    RUN_E_NOT_SO = -764,    /* the job is in no state for that */
    RUN_I_CANCELLED = -765, /* an operator cancelled it */
    RUN_E_SIGNAL = -766,    /* its processor could not be told */
};

#endif
