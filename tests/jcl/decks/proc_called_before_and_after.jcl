//TWOPROCS JOB (4410,LEDG),'D HARLOW',CLASS=A,MSGCLASS=X
//*  procedures between steps; the in-stream one goes before the library's
//A        PROC
//X        EXEC PGM=LEDGER
//         PEND
//S1       EXEC A
//LEDGDAY  PROC
//OWN      EXEC PGM=LEDGER,PARM='THE JOB''S OWN'
//         PEND
//S2       EXEC LEDGDAY
//S3       EXEC A
