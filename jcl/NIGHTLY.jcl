//NIGHTLY  JOB (CUTOVER),'RELEASE DESK',CLASS=A,MSGCLASS=X
//*
//* The night of the release desk, over the home folder.  Each program has
//* its own defaults for the DDs it needs (drop, archive, suspense, ...);
//* a DD with PATH= put under a step replaces one.
//*
//* Return codes: 0 all good, 4 returned or offered, 8 denied or set
//* aside, 12 could not finish (rerun), 16 nothing done or out of balance.
//* The job's code is the highest.
//*
//* COND=(16,LE): bypass when 16 is less than or equal to an earlier code,
//* so that nothing is built on a step that did not balance.  A 12 (the
//* directory did not answer, say) does not stop the rest: what could not
//* be judged waits, and the next night finishes it.
//*
//INTAKE   EXEC PGM=INTAKE
//VALIDATE EXEC PGM=VALIDATE,COND=(16,LE)
//ROLLBACK EXEC PGM=ROLLBACK,COND=(16,LE)
//SCHEDULE EXEC PGM=SCHEDULE,COND=(16,LE)
//*
//* EVEN: after an abend the reports still tell how far the night came.
//*
//REPORT   EXEC PGM=REPORT,COND=((16,LE),EVEN)
