//NIGHTLY  JOB (CUTOVER),'RELEASE DESK',CLASS=A,MSGCLASS=X
//*
//* The night of the release desk, over the home folder: the procedure
//* DESK takes in, judges and books, then the reports are written.
//*
//* Return codes: 0 all good, 4 returned or offered, 8 denied or set
//* aside, 12 could not finish (rerun), 16 nothing done or out of balance.
//* The job's code is the highest.
//*
//* STOP: from this code on nothing is built on a step.  A 12 (the
//* directory did not answer, say) does not stop the rest: what could not
//* be judged waits, and the next night finishes it.
//*
//* Restart: every step takes up what the ones before it left in the
//* home folder, so that the night can begin again at any of them:
//*   cutover run --restart JOBnnnnn           where it failed
//*   cutover run JOBnnnnn --restart NIGHT.SCHEDULE
//*
//         SET STOP=16
//NIGHT    EXEC DESK,STOP=&STOP
//*
//* After an abend the reports still tell how far the night came.
//*
//         IF (RC < &STOP | ABEND) THEN
//REPORT   EXEC PGM=REPORT,COND=((&STOP,LE),EVEN)
//         ENDIF
